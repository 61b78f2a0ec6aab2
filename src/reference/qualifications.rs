//! What qualifications are worth today, from `reference/qualifications.csv`: category
//! and level or levels, each row with its source.

use serde::Deserialize;

use super::words::{Index, Phrase, words};
use crate::error::Error;

/// What is known of a qualification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualification {
    /// Its category, such as `diploma`.
    pub category: String,
    /// Today's level or levels, such as `7` or `4-6`; empty where not known.
    pub level: String,
    /// Why.
    pub source: String,
}

#[derive(Deserialize)]
struct Row {
    pattern: String,
    category: String,
    lowest_level: Option<u8>,
    highest_level: Option<u8>,
    source: String,
}

/// All qualifications.
#[derive(Debug, Clone)]
pub struct Qualifications {
    rules: Vec<(Phrase, Qualification)>,
    names: Index<bool>,
}

impl Qualifications {
    /// Reads the rules.
    ///
    /// # Errors
    /// Names the line of a rule that cannot be read.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut rules = Vec::new();
        for (place, row) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
            let row: Row = row.map_err(|error| Error::Reference {
                file: "qualifications.csv".to_owned(),
                message: format!("line {}: {error}", place + 2),
            })?;
            let level = match (row.lowest_level, row.highest_level) {
                (Some(lowest), Some(highest)) if lowest != highest => format!("{lowest}-{highest}"),
                (Some(level), _) | (_, Some(level)) => level.to_string(),
                (None, None) => String::new(),
            };
            let known = Qualification { category: row.category, level, source: row.source };
            rules.push((Phrase::new(&row.pattern), known));
        }
        let names =
            Index::new(rules.iter().map(|(phrase, known)| (known.category == "other", phrase.clone())));
        Ok(Self { rules, names })
    }

    /// What is known of a qualification named in a text: by the longest rule, of
    /// equals the first.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Qualification> {
        let words = levelled(&words(text));
        self.rules
            .iter()
            .filter(|(phrase, _)| phrase.position(&words).is_some())
            .max_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then(std::cmp::Ordering::Greater))
            .map(|(_, known)| known)
    }

    /// Whether a text is nothing but the names of qualifications, as the heading of
    /// a column of them is (`MBA/ Degree`).
    #[must_use]
    pub fn only_names(&self, text: &str) -> bool {
        let parts: Vec<&str> = text
            .split(['/', ',', '&', '\n', ';'])
            .flat_map(|part| part.split(" or "))
            // The apostrophe before a text that was typed as such: `'NVQ`.
            .map(|part| part.trim().trim_start_matches(['\'', '\u{2018}', '\u{2019}']))
            .filter(|part| !part.is_empty())
            .collect();
        // `1 CMS` counts them; `Other review` is another thing.
        if !parts.first().is_some_and(|first| first.starts_with(char::is_alphabetic)) {
            return false;
        }
        let unknown: Vec<Vec<String>> =
            parts.iter().map(|part| words(part)).filter(|told| !self.is_name(told)).collect();
        // Among others a short name may be a letter off: `NVQ/ONC/HNC/BEC`.
        let slipped = |told: &Vec<String>| match told.as_slice() {
            [only] => only.len() > 1 && self.names.is_nearly_filed(only),
            _ => false,
        };
        unknown.len() * 2 <= parts.len() && unknown.iter().all(slipped)
    }

    /// Whether words are a level, or much like the name of a qualification.
    fn is_name(&self, told: &[String]) -> bool {
        let level = told.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
        let fits = |(other, likeness): (&bool, usize)| likeness >= if *other { 85 } else { 55 };
        level || told.len() <= 5 && self.names.like(told).any(fits)
    }
}

/// Words in which a level stands apart from the award's name: `ILM5`, `ILM L5`.
fn levelled(told: &[String]) -> Vec<String> {
    let parted = |word: &String| -> Vec<String> {
        let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let level = word.get(name.len()..).filter(|level| level.len() == 1);
        match (name, level) {
            ("l" | "lvl", Some(level)) => vec!["level".to_owned(), level.to_owned()],
            (name, Some(level)) if !name.is_empty() => vec![name.to_owned(), level.to_owned()],
            _ => vec![word.clone()],
        }
    };
    told.iter().flat_map(parted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_levels_span_todays() {
        let known = Qualifications::parse(include_str!("../../reference/qualifications.csv")).unwrap();
        for (text, category, level) in [
            ("NVQ Level 4 Management", "nvq", "4-6"),
            ("NVQ5", "nvq", "7-8"),
            ("NVQ", "nvq", ""),
            ("Diploma in Management Studies", "diploma", "7"),
            ("2 MBA", "masters", "7"),
            ("ILM L3", "ilm", "3"),
            ("CMI5", "cmi", "5"),
        ] {
            let found = known.find(text).unwrap();
            assert_eq!((found.category.as_str(), found.level.as_str()), (category, level), "{text}");
        }
        assert!(known.only_names("NVQ/ONC/HNC/BTEC"));
        assert!(known.only_names("MBA/ Degree"));
        assert!(known.only_names("ILM / NEBS"));
        assert!(known.only_names("MBA/ Degre"));
        assert!(known.only_names("NVQ/ONC/HNC/BEC"));
        assert!(known.only_names("NVQ/ONC/HC/BTEC"));
        assert!(!known.only_names("BEC"));
        assert!(!known.only_names("1 CMS"));
        assert!(!known.only_names("Any other review"));
        assert!(!known.only_names("No. with management qualification"));
    }
}
