//! Below what figures of people are withheld from what is published.

use serde::Deserialize;

/// The thresholds of disclosure control, set in `returns.toml` under `[disclosure]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Counts of 1 up to below this are withheld, of people who hold a qualification and
    /// of those who do not. A withheld figure cannot be narrowed down further than this.
    pub small: u32,
    /// None, or all, of fewer posts than this is withheld: it tells of each holder.
    pub none_or_all: u32,
    /// A share of fewer posts than this is withheld.
    pub base: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { small: 3, none_or_all: 10, base: 5 }
    }
}

impl Thresholds {
    /// The most that a threshold can be set to.
    const MOST: u32 = 50;

    /// Whether they can be kept to.
    ///
    /// # Errors
    /// Says which cannot, and what it may be.
    pub fn check(&self) -> Result<(), String> {
        let named = [("small", self.small, 2), ("none_or_all", self.none_or_all, 2), ("base", self.base, 0)];
        match named.iter().find(|(_, value, least)| !(*least..=Self::MOST).contains(value)) {
            None => Ok(()),
            Some((name, value, least)) => Err(format!(
                "{name} = {value} is out of range; write a number from {least} to {}",
                Self::MOST
            )),
        }
    }
}
