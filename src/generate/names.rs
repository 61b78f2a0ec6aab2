//! Councils' names as councils write them, and the names of the files they send.

use super::compose::{Structure, Subject};
use super::random::Random;
use crate::model::Council;
use crate::reference::words;

/// A council and the ways in which it writes its name.
pub(super) struct Named {
    /// Its ONS code.
    pub(super) code: String,
    /// Its usual name.
    pub(super) name: String,
    spellings: Vec<String>,
    is_plain: bool,
}

impl Named {
    /// A council among all of the register. Its name in short is used only where no other
    /// council's name holds it: a return must say whose it is.
    pub(super) fn new(council: &Council, all: &[Council]) -> Self {
        let official = council.official_name.as_str();
        let name = council.id.name.as_ref();
        let mut spellings =
            vec![official.to_owned(), official.to_uppercase(), official.replace(" and ", " & ")];
        let own = words(name);
        let is_plain = all.iter().filter(|other| other.id != council.id).all(|other| {
            let names = [other.id.name.as_ref(), other.official_name.as_str()].into_iter();
            let mut spelt = names.chain(other.other_names.iter().map(String::as_str)).map(words);
            !spelt.any(|other| other.windows(own.len()).any(|window| window == own))
        });
        for (kind, short) in [("Borough Council", "BC"), ("District Council", "DC"), ("City Council", "CC")] {
            let rest = official.strip_suffix(kind).filter(|_| is_plain);
            spellings.extend(rest.map(|rest| format!("{rest}{short}")));
        }
        if is_plain {
            spellings.push(name.to_owned());
        }
        Self { code: council.id.code.to_string(), name: name.to_owned(), spellings, is_plain }
    }

    /// The council as the subject of a return.
    pub(super) fn subject(&self, year: i16, structure: Structure) -> Subject<'_> {
        Subject { code: &self.code, name: &self.name, spellings: &self.spellings, year, structure }
    }

    /// The name of the file that it sends; no two councils' names are the same.
    pub(super) fn file(&self, year: i16, extension: &str, random: &mut Random) -> String {
        let name = if self.is_plain { self.name.replace(['/', '\\'], " ") } else { self.code.clone() };
        match random.below(4) {
            0 => format!("{name}.{extension}"),
            1 => format!("{name} return {year}.{extension}"),
            2 => format!("{name} - management development questionnaire (final).{extension}"),
            _ => format!("{}_return_Nov{:02}.{extension}", name.replace(' ', "_"), year % 100),
        }
    }
}
