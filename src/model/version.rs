//! The version that a return states.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A version: a number, or two around a point, each counted on its own, so that 1.10 follows 1.9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version {
    major: u8,
    minor: u8,
}

/// Versions kept in one number: this many to each number before the point.
const MINORS: u8 = 100;

impl Version {
    /// What a return is that states no version.
    pub const FIRST: Self = Self::new(1, 0);

    /// The version `major.minor`, each under a hundred.
    #[must_use]
    pub const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }

    /// The version written as `2`, `1.1` or `1.10`; none for a year, a date or anything else.
    #[must_use]
    pub fn written(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        let number = |digits: &str| digits.parse().ok().filter(|number| *number < MINORS);
        Some(Self { major: number(major)?, minor: number(minor)? })
    }

    /// In one number, in the order of versions: hundreds before the point.
    #[must_use]
    pub fn kept(self) -> i64 {
        i64::from(self.major) * i64::from(MINORS) + i64::from(self.minor)
    }

    /// The version that was kept as a number.
    #[must_use]
    pub fn of_kept(number: i64) -> Option<Self> {
        let part = |number: i64| u8::try_from(number).ok();
        Some(Self { major: part(number / i64::from(MINORS))?, minor: part(number % i64::from(MINORS))? })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minor {
            0 => write!(out, "{}", self.major),
            minor => write!(out, "{}.{minor}", self.major),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_ordered_and_written_as_people_do() {
        let written = ["1", "1.1", "1.9", "1.10", "1.25", "2", "10"];
        let versions = written.map(|text| Version::written(text).unwrap());
        assert!(versions.is_sorted());
        for (version, text) in versions.iter().zip(written) {
            assert_eq!(version.to_string(), text);
            assert_eq!(Version::of_kept(version.kept()), Some(*version));
        }
        for text in ["2003", "1.2.3", "two", "", "1.100"] {
            assert_eq!(Version::written(text), None, "{text}");
        }
    }
}
