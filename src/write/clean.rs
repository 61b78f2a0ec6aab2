//! Text as documents can hold it.

use std::borrow::Cow;

/// The most characters that a spreadsheet keeps in a cell.
const LONGEST: usize = 32_767;

/// Text that any document can hold: no control characters, not too long.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every text is fit as it is. What is not begins with one of these bytes, and
    // no text is shorter in bytes than in UTF-16.
    let is_plain = |byte: u8| !matches!(byte, ..b'\t' | 0x0b..b' ' | 0x7f | 0xef);
    if text.len() <= LONGEST && text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let fit = |c: &char| matches!(c, '\t' | '\n' | ' '..) && !matches!(c, '\u{7f}' | '\u{fffe}' | '\u{ffff}');
    let kept: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(fit).collect();
    // Spreadsheets count in UTF-16, where some characters count twice.
    let mut used = 0;
    let fitting: String = kept
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= LONGEST
        })
        .collect();
    Cow::Owned(fitting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_fit_to_be_kept() {
        assert_eq!(clean("a\u{0}b\u{1b}c\r\nd\te"), "abc\nd\te");
        assert_eq!(clean("a\u{fffe}\u{ffff}\u{7f}b \u{ffe1}5\u{e9}"), "ab \u{ffe1}5\u{e9}");
        assert_eq!(clean(&"x".repeat(40_000)).len(), LONGEST);
        assert_eq!(clean(&"\u{1F600}".repeat(20_000)).chars().count(), LONGEST / 2);
    }
}
