//! What titles say about tiers, from `reference/titles.csv`: one rule a row.

use serde::Deserialize;

use super::memo::Memo;
use super::words::{Phrase, words};
use crate::error::Error;
use crate::model::Band;

/// Where a title ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// The chief executive.
    Chief,
    /// A director or chief officer.
    Director,
    /// A director in some councils, below them in others.
    Either,
    /// A head of service.
    Head,
    /// A manager.
    Manager,
    /// A leader of a team.
    Leader,
}

/// A rule: a title and the bands that it fits.
#[derive(Debug, Clone)]
pub struct TitleRule {
    phrase: Phrase,
    /// The lowest band it fits.
    pub lowest: Band,
    /// The highest band it fits.
    pub highest: Band,
    /// Its rank.
    pub rank: Rank,
}

impl TitleRule {
    /// Whether the title may stand in this band.
    #[must_use]
    pub fn fits(&self, band: Band) -> bool {
        (self.highest..=self.lowest).contains(&band)
    }
}

#[derive(Deserialize)]
struct Row {
    title: String,
    lowest_band: String,
    highest_band: String,
    rank: Rank,
    #[serde(rename = "why")]
    _why: String,
}

/// All title rules.
#[derive(Debug, Clone)]
pub struct Titles {
    rules: Vec<TitleRule>,
    known: Memo<String, Option<usize>>,
}

impl Titles {
    /// Reads the rules.
    ///
    /// # Errors
    /// Names the line of a rule that cannot be read.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let fault = |line: usize, message: String| Error::Reference {
            file: "titles.csv".to_owned(),
            message: format!("line {line}: {message}"),
        };
        let mut rules = Vec::new();
        for (place, row) in csv::Reader::from_reader(text.as_bytes()).deserialize().enumerate() {
            let line = place + 2;
            let row: Row = row.map_err(|error| fault(line, error.to_string()))?;
            let band =
                |code: &str| Band::from_code(code).ok_or_else(|| fault(line, format!("{code} is no band")));
            rules.push(TitleRule {
                phrase: Phrase::new(&row.title),
                lowest: band(&row.lowest_band)?,
                highest: band(&row.highest_band)?,
                rank: row.rank,
            });
        }
        Ok(Self { rules, known: Memo::default() })
    }

    /// The rule that fits a title best: the longest, and of equals the one that
    /// stands first in the title (`Head of Customer Services Manager` is a head).
    #[must_use]
    pub fn rule(&self, title: &str) -> Option<&TitleRule> {
        self.rules.get(self.known.recall(title, || self.fittest(title))?)
    }

    fn fittest(&self, title: &str) -> Option<usize> {
        let words = words(title);
        let fitting = |(place, rule): (usize, &TitleRule)| {
            let position = rule.phrase.position(&words)?;
            let length = rule.phrase.len();
            Some((std::cmp::Reverse(length > 1), position, std::cmp::Reverse(length), place))
        };
        self.rules.iter().enumerate().filter_map(fitting).min().map(|(_, _, _, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fittest_rule_wins() {
        let titles = Titles::parse(include_str!("../../reference/titles.csv")).unwrap();
        for (title, rank) in [
            ("Chief Executive", Rank::Chief),
            ("Deputy Chief Executive", Rank::Director),
            ("Assistant Director (Housing)", Rank::Head),
            ("Directors of Service", Rank::Director),
            ("Head Of Finance", Rank::Head),
            ("Internal Audit Manager", Rank::Manager),
            ("Housing Options Team Leader", Rank::Leader),
            ("Section Heads", Rank::Manager),
        ] {
            assert_eq!(titles.rule(title).unwrap().rank, rank, "{title}");
        }
        assert!(titles.rule("Corporate Accountant").is_none());
    }
}
