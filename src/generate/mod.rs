//! Returns made from a seed, with the truth beside them: for tests, for measuring, and
//! for trying things out without anybody's real return.
//!
//! A council of the register and a seed give its structure; structure, year and chance
//! give what the return holds and how it is laid out (`compose`); plain sheets become
//! the bytes of a file of any format ([`files`]). What went in is kept as [`Truth`], so
//! that a reading can be held against it. The same seed gives the same bytes.

mod compose;
pub mod files;
mod names;
pub mod random;
pub mod sheet;
pub mod truth;

use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::model::Council;
use crate::parallel;
use crate::reference::Reference;
use compose::Structure;
use files::Format;
use random::Random;
use sheet::Book;
use truth::Truth;

/// The first period.
const FIRST_YEAR: i16 = 2005;

/// What is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// How many councils, those standing today first.
    pub councils: usize,
    /// How many periods: the years from 2005.
    pub periods: usize,
    /// What everything hangs on.
    pub seed: u64,
}

/// A workspace made: `returns.toml`, `input/<period>/`, and the truth in
/// `truth/<period>.json`. Gives the number of returns.
///
/// # Errors
/// Where the register has not as many councils, the folder holds a workspace already, or
/// something cannot be written.
pub fn workspace(order: &Order, folder: &Path) -> Result<usize, Error> {
    let reference = Reference::load(None, &[])?;
    let councils = councils(&reference, order.councils)?;
    if folder.join("input").exists() || folder.join("returns.toml").exists() {
        return Err(Error::Missing(format!(
            "{} holds a workspace already; name another folder.",
            folder.display()
        )));
    }
    let years: Vec<i16> = (FIRST_YEAR..).take(order.periods).collect();
    for year in &years {
        let input = folder.join("input").join(year.to_string());
        std::fs::create_dir_all(&input).map_err(cannot_write(&input))?;
        let truths = parallel::each(councils.iter().enumerate(), |(place, council)| {
            let made = Made::new(council, place, *year, order.seed)?;
            let path = input.join(&made.truth.file);
            std::fs::write(&path, &made.bytes).map_err(cannot_write(&path))?;
            Ok(made.truth)
        });
        let truths = truths.into_iter().collect::<Result<Vec<Truth>, Error>>()?;
        put(&folder.join("truth").join(format!("{year}.json")), &json(&truths)?)?;
    }
    put(&folder.join("returns.toml"), settings(&councils, &years).as_bytes())?;
    Ok(councils.len() * years.len())
}

/// A return of a seed, as plain sheets, and what it holds: one of this register's councils, for 2005.
#[must_use]
pub fn one(reference: &Reference, seed: u64) -> (Truth, Book) {
    let mut random = Random::new(seed);
    let all = senders(reference);
    let named = names::Named::new(random.one_of(&all), reference.councils.all());
    let structure = Structure::new(&mut random);
    compose::compose(&named.subject(FIRST_YEAR, structure), &mut random)
}

/// A return as a file.
struct Made {
    truth: Truth,
    bytes: Vec<u8>,
}

impl Made {
    fn new(council: &names::Named, place: usize, year: i16, seed: u64) -> Result<Self, Error> {
        let place = u64::try_from(place).unwrap_or(0);
        let years = u64::try_from(year - FIRST_YEAR).unwrap_or(0);
        let mut structure = Structure::new(&mut Random::new(Random::seed_of(seed, &[place])));
        for moved in 1..=years {
            structure = structure.moved(&mut Random::new(Random::seed_of(seed, &[place, moved, 1])));
        }
        let mut random = Random::new(Random::seed_of(seed, &[place, years]));
        let (mut truth, mut book) = compose::compose(&council.subject(year, structure), &mut random);
        let format = match random.below(100) {
            0..50 => Format::Xlsx,
            50..58 => Format::Xlsm,
            58..66 => Format::Xlsb,
            66..86 => Format::Xls,
            _ => Format::Ods,
        };
        truth.file = council.file(year, format.extension(), &mut random);
        format.extension().clone_into(&mut truth.format);
        book.file.clone_from(&truth.file);
        Ok(Self { bytes: files::bytes(&book, format)?, truth })
    }
}

/// How the ONS codes of councils begin; others are those of bodies of several councils.
const COUNCILS: [&str; 8] = ["E06", "E07", "E08", "E09", "E10", "N09", "S12", "W06"];

/// The councils of the register, those standing today before those that are gone.
fn senders(reference: &Reference) -> Vec<&Council> {
    let mut all: Vec<&Council> = reference.councils.all().iter().collect();
    all.retain(|council| COUNCILS.iter().any(|begins| council.id.code.starts_with(begins)));
    all.sort_by_key(|council| council.ended.is_some());
    all
}

/// The first of the councils.
fn councils(reference: &Reference, count: usize) -> Result<Vec<names::Named>, Error> {
    let senders = senders(reference);
    let most = senders.len();
    if count > most || count == 0 {
        return Err(Error::Missing(format!("The register has {most} councils; ask for 1 to {most}.")));
    }
    let register = reference.councils.all();
    Ok(senders.into_iter().take(count).map(|council| names::Named::new(council, register)).collect())
}

/// The workspace's `returns.toml`.
fn settings(councils: &[names::Named], years: &[i16]) -> String {
    let codes: Vec<String> =
        councils.iter().map(|council| format!("    \"{}\", # {}\n", council.code, council.name)).collect();
    let periods: Vec<String> = years
        .iter()
        .map(|year| format!("\n[period.{year}]\ntitle = \"Round of {year}\"\ndue = {year}-11-30\n"))
        .collect();
    format!("[partnership]\nname = \"Made returns\"\ncouncils = [\n{}]\n{}", codes.concat(), periods.concat())
}

fn json(truths: &[impl Serialize]) -> Result<Vec<u8>, Error> {
    serde_json::to_vec_pretty(truths).map_err(Error::output("the truth"))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let parent = path.parent().unwrap_or(path);
    std::fs::create_dir_all(parent).map_err(cannot_write(parent))?;
    std::fs::write(path, bytes).map_err(cannot_write(path))
}

fn cannot_write(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::Io { doing: "cannot write", path, source }
}
