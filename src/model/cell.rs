//! Where a thing stands: file, sheet, cell.

use serde::{Deserialize, Serialize};

use std::fmt;
use std::sync::Arc;

/// One cell of one sheet of one file received. Rows and columns count from 0;
/// people see the address as Excel writes it (`C31`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// File name within the period's input folder, `/` between folders.
    pub file: Arc<str>,
    /// Sheet name as the council wrote it.
    pub sheet: Arc<str>,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
}

impl CellRef {
    /// The address within the sheet, such as `C31`.
    #[must_use]
    pub fn address(&self) -> String {
        address(self.row, self.col)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, self.address())
    }
}

/// Excel's address of a cell: `address(30, 2)` is `C31`.
#[must_use]
pub fn address(row: u32, col: u32) -> String {
    format!("{}{}", column_letters(col), row.saturating_add(1))
}

/// Excel's letters for a column counted from 0: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The row and column of an address such as `C31`; `None` where it is not one.
#[must_use]
pub fn parse_address(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    let row: u32 = number.parse().ok()?;
    let mut col: u32 = 0;
    for letter in letters.chars() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        let digit = u32::from(letter.to_ascii_uppercase()) - u32::from('A') + 1;
        col = col.checked_mul(26)?.checked_add(digit)?;
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_excels() {
        for (row, col, text) in [(0, 0, "A1"), (30, 2, "C31"), (1_048_575, 16_383, "XFD1048576")] {
            assert_eq!(address(row, col), text);
            assert_eq!(parse_address(text), Some((row, col)));
        }
        assert_eq!(parse_address("31C"), None);
        assert_eq!(parse_address("A0"), None);
    }
}
