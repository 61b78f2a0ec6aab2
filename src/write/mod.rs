//! Write: a book and tidy tables become the bytes of files. Nothing here works a
//! figure out; what a writer adds is where things stand and how they look.

mod clean;
pub mod csv;
pub mod csvw;
mod html;
mod markup;
mod ods;
pub mod parquet;
pub mod place;
pub mod run_record;
mod xlsx;

pub use crate::model::decimal;
pub use html::html;
pub use ods::ods;
pub use xlsx::xlsx;

/// The language that all words of ours are in.
const LANGUAGE: &str = "en-GB";

/// A text as part of a file's name that every system takes: letters and digits without
/// accents, hyphens for the rest, 40 of them at most.
#[must_use]
pub fn safe_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(200) {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let short: String = name.trim_matches('-').chars().take(40).collect();
    short.trim_matches('-').to_owned()
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something on a sheet could not be written.
    #[error("the sheet {sheet} could not be written: {source}")]
    Sheet {
        /// The sheet's name.
        sheet: String,
        /// What went wrong.
        source: rust_xlsxwriter::XlsxError,
    },
    /// The workbook as a whole could not be written.
    #[error("the workbook could not be put together: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The package that a document is could not be packed.
    #[error("the document could not be packed: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part of the document could not be written.
    #[error("a part of the document could not be written: {0}")]
    Part(#[from] std::io::Error),
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn names_are_safe_everywhere() {
        let cases = [
            ("King's Lynn & West Norfolk", "King-s-Lynn-West-Norfolk"),
            ("../2005: a\\b", "2005-a-b"),
            ("\u{202e}", ""),
            ("Bro Morgannwg \u{2013} Vale", "Bro-Morgannwg-Vale"),
        ];
        for (text, name) in cases {
            assert_eq!(safe_name(text), name);
        }
        assert_eq!(safe_name(&"a".repeat(300)).len(), 40);
    }
}
