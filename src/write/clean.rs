//! Text as documents can hold it.

/// The most characters that a spreadsheet keeps in a cell.
const LONGEST: usize = 32_767;

/// Text that any document can hold: no control characters, not too long.
pub(super) fn clean(text: &str) -> String {
    let fit = |c: &char| matches!(c, '\t' | '\n' | ' '..) && !matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}');
    let kept: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(fit).collect();
    // Spreadsheets count in UTF-16, where some characters count twice.
    let mut used = 0;
    kept.chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= LONGEST
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_fit_to_be_kept() {
        assert_eq!(clean("a\u{0}b\u{1b}c\r\nd\te"), "abc\nd\te");
        assert_eq!(clean(&"x".repeat(40_000)).len(), LONGEST);
        assert_eq!(clean(&"\u{1F600}".repeat(20_000)).chars().count(), LONGEST / 2);
    }
}
