//! Shards: what was read of some files, to be collated elsewhere or later.
//!
//! `extract` reads files without a look at any other and leaves one Parquet file a
//! table, `<table>/<period>-<shard>.parquet`. Those under the names of the tidy tables
//! are for other programs. `examined` holds each file's result whole, and is what
//! `collate --from` works from, so that its figures are those of a local run. A shard is
//! named after its files and their digests: made again, it takes its own place.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Error;
use crate::examine::Examined;
use crate::model::{Column, Evaluation, History, Kind, Table, Value};
use crate::pipeline::Workspace;
use crate::read::columns::texts;
use crate::reconcile::as_read;
use crate::{tidy, write};

/// A file's name within its period's folder, and what was read of it.
pub type Reading = (String, Examined);

const COLUMNS: [Column; 3] = [
    Column { name: "file", kind: Kind::Text, about: "The file's name within the period's input folder." },
    Column { name: "blake3", kind: Kind::Text, about: "The BLAKE3 digest of the file's bytes, in hex." },
    Column { name: "examined", kind: Kind::Text, about: "What was read of it, whole, as JSON." },
];

/// A shard's files: each one's path within the folder of shards, and its bytes.
///
/// # Errors
/// Where one cannot be made.
pub fn parts(
    workspace: &Workspace,
    period: &str,
    mut readings: Vec<Reading>,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    readings.sort_by(|(a, _), (b, _)| a.cmp(b));
    let name = name(&readings);
    let mut tables = vec![examined(&readings)?];
    let evaluation = Evaluation {
        partnership: workspace.settings.partnership.clone(),
        as_of: None,
        wave: as_read(workspace.settings.period(period), readings),
        measures: Vec::new(),
        history: History::default(),
    };
    let tidy = tidy::tables(&evaluation).into_iter().filter(|table| table.name != "measures");
    tables.extend(tidy.map(undecided));
    let parts = tables.iter().map(|table| {
        Ok((format!("{}/{period}-{name}.parquet", table.name), write::parquet::parquet(table)?))
    });
    parts.collect()
}

/// The shard's name: from its files' names and digests.
fn name(readings: &[Reading]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (file, examined) in readings {
        hasher.update(format!("{file}\0{}\0", examined.blake3).as_bytes());
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

fn examined(readings: &[Reading]) -> Result<Table, Error> {
    let rows = readings.iter().map(|(file, examined)| {
        let whole = serde_json::to_string(examined).map_err(Error::output(file.clone()))?;
        Ok(vec![file.as_str().into(), examined.blake3.as_str().into(), Value::Text(whole)])
    });
    let rows = rows.collect::<Result<_, Error>>()?;
    Ok(Table { name: "examined", about: "Files read, each one's result whole.", columns: &COLUMNS, rows })
}

/// A table in which nothing says that a return counts: that is told when all are there.
fn undecided(mut table: Table) -> Table {
    let Some(status) = table.column("status").filter(|_| table.name == "returns") else { return table };
    for value in table.rows.iter_mut().filter_map(|row| row.get_mut(status)) {
        if *value != Value::from("rejected") {
            *value = Value::Null;
        }
    }
    table
}

/// The periods that a folder of shards holds, in order.
///
/// # Errors
/// Where there are none.
pub fn periods(folder: &Path) -> Result<Vec<String>, Error> {
    let mut periods: Vec<String> = listed(folder)?.into_iter().map(|(period, _)| period).collect();
    periods.dedup();
    if periods.is_empty() {
        return Err(Error::Missing(format!(
            "{} holds no shards; returns extract makes them.",
            folder.display()
        )));
    }
    Ok(periods)
}

/// What the shards hold of a period, by file name.
///
/// # Errors
/// Where a shard cannot be read, or two hold different readings of one file.
pub fn load(folder: &Path, period: &str) -> Result<Vec<Reading>, Error> {
    let mut readings: BTreeMap<String, Examined> = BTreeMap::new();
    for (_, path) in listed(folder)?.into_iter().filter(|(own, _)| own == period) {
        let fault = |message: String| {
            Error::Missing(format!("{}: {message}. Extract its files again.", path.display()))
        };
        for row in texts(&path, &["file", "examined"]).map_err(fault)? {
            let [file, whole] = row.as_slice() else { continue };
            let examined: Examined = serde_json::from_str(whole).map_err(|error| fault(error.to_string()))?;
            let before = readings.get(file).filter(|before| **before != examined);
            if before.is_some() {
                let message =
                    format!("another shard holds a different reading of {file}; take out the older one");
                return Err(fault(message));
            }
            readings.insert(file.clone(), examined);
        }
    }
    Ok(readings.into_iter().collect())
}

/// The shards of a folder by period and name.
fn listed(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>, Error> {
    let folder = folder.join("examined");
    let entries = std::fs::read_dir(&folder).map_err(|source| Error::Io {
        doing: "cannot read the shards in",
        path: folder.clone(),
        source,
    })?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut found: Vec<(String, std::path::PathBuf)> = paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "parquet"))
        .filter_map(|path| {
            let stem = path.file_stem()?.to_str()?;
            let (period, _) = stem.rsplit_once('-').filter(|_| !stem.starts_with('.'))?;
            Some((period.to_owned(), path))
        })
        .collect();
    found.sort();
    Ok(found)
}
