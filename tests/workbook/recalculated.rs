//! The workbook after `LibreOffice` has recalculated it: every formula's value is the
//! stored one. Left out of a plain `cargo test`, since it needs `LibreOffice`; `.ci/run`
//! sees to that.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::run_2005;

/// Tells `LibreOffice` to recalculate always, whoever wrote the file.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

#[test]
#[ignore = "needs LibreOffice"]
fn every_formula_recalculated_has_its_stored_value() {
    let bytes = run_2005().bytes("2005", "evaluation-2005.xlsx");
    let stored = values(&bytes);
    let recalculated = values(&recalculate(&bytes));
    let formulas = formulas(&bytes);
    assert!(formulas.len() > 100, "only {} formulas", formulas.len());
    let mut wrong = Vec::new();
    for place in &formulas {
        let (was, is) = (stored.get(place), recalculated.get(place));
        if !agree(was, is) {
            wrong.push(format!("{} {:?}: stored {was:?}, recalculated {is:?}", place.0, place.1));
        }
    }
    assert!(wrong.is_empty(), "{} of {} formulas\n{}", wrong.len(), formulas.len(), wrong.join("\n"));
}

/// That the check above would notice: a stored value that is wrong does not stay.
#[test]
#[ignore = "needs LibreOffice"]
fn a_wrong_stored_value_is_recalculated() {
    let bytes = run_2005().bytes("2005", "evaluation-2005.xlsx");
    let spoilt = with_wrong_values(&bytes);
    let (before, after) = (values(&spoilt), values(&recalculate(&spoilt)));
    let stale =
        formulas(&bytes).into_iter().filter(|place| before.get(place) == Some(&Data::Float(987_654.0)));
    let stale: Vec<_> = stale.collect();
    assert!(!stale.is_empty());
    for place in stale {
        assert!(!agree(before.get(&place), after.get(&place)), "{place:?} was not recalculated");
    }
}

type Place = (String, (usize, usize));

/// What stands in each cell, by sheet and place from the sheet's corner.
fn values(bytes: &[u8]) -> BTreeMap<Place, Data> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut found = BTreeMap::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).unwrap();
        let (top, left) = corner(range.start());
        for (row, column, value) in range.used_cells() {
            found.insert((name.clone(), (top + row, left + column)), value.clone());
        }
    }
    found
}

/// Where formulas stand.
fn formulas(bytes: &[u8]) -> Vec<Place> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_formula(&name).unwrap();
        let (top, left) = corner(range.start());
        let there = range.used_cells().map(|(row, column, _)| (name.clone(), (top + row, left + column)));
        found.extend(there);
    }
    found
}

fn corner(start: Option<(u32, u32)>) -> (usize, usize) {
    let (row, column) = start.unwrap_or_default();
    (usize::try_from(row).unwrap(), usize::try_from(column).unwrap())
}

fn agree(was: Option<&Data>, is: Option<&Data>) -> bool {
    let number = |data: Option<&Data>| match data {
        Some(Data::Float(number)) => Some(*number),
        Some(Data::Int(number)) => number.to_string().parse().ok(),
        _ => None,
    };
    let text = |data: Option<&Data>| data.map(ToString::to_string).unwrap_or_default();
    match (number(was), number(is)) {
        (Some(was), Some(is)) => (was - is).abs() < 1e-9,
        (None, None) => text(was) == text(is),
        _ => false,
    }
}

/// The workbook opened, recalculated and saved by `LibreOffice`.
fn recalculate(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (profile, input, output) =
        (folder.path().join("profile"), folder.path().join("book.xlsx"), folder.path().join("out"));
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    std::fs::write(&input, bytes).unwrap();
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&output)
        .arg(&input)
        .output()
        .unwrap();
    read(&output.join("book.xlsx"), &String::from_utf8_lossy(&done.stderr))
}

fn read(path: &Path, said: &str) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|why| panic!("LibreOffice wrote nothing: {why}: {said}"))
}

/// The same workbook, the stored value of every numeric formula put wrong.
fn with_wrong_values(bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = Vec::new();
        let mut entry = archive.by_index(place).unwrap();
        entry.read_to_end(&mut part).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name.starts_with("xl/worksheets/sheet") {
            part = spoil(&String::from_utf8(part).unwrap()).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn spoil(sheet: &str) -> String {
    let mut parts = sheet.split("</f><v>");
    let mut spoilt = parts.next().unwrap().to_owned();
    for part in parts {
        let (value, rest) = part.split_once("</v>").unwrap();
        let value = if value.parse::<f64>().is_ok() { "987654" } else { value };
        spoilt.extend(["</f><v>", value, "</v>", rest]);
    }
    spoilt
}
