//! Text as people see it: line breaks as `\n`, spaces that look like spaces as such, neither
//! control characters nor soft hyphens, and nothing at all where there is nothing to see.

use std::borrow::Cow;

use crate::model::CellValue;

use super::limits;

/// Text that holds something, cleaned; `None` where it is blank.
pub(super) fn clean(text: &str) -> Option<String> {
    if text.chars().all(|c| c.is_whitespace() || is_unseen(c)) {
        return None;
    }
    let mut out = String::with_capacity(text.len().min(limits::CELL_TEXT));
    let mut rest = text.chars().peekable();
    let mut length = 0;
    while let Some(c) = rest.next() {
        let kept = match c {
            '\r' if rest.peek() == Some(&'\n') => continue,
            '\r' | '\u{2028}' | '\u{2029}' => '\n',
            '\n' | '\t' => c,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
            c if is_unseen(c) => continue,
            c => c,
        };
        out.push(kept);
        length += 1;
        if length == limits::CELL_TEXT {
            break;
        }
    }
    Some(out)
}

/// A text cell's value; an error's name is an error, wherever it came from.
pub(super) fn value(text: &str) -> Option<CellValue> {
    let text = clean(text)?;
    Some(if is_error(&text) { CellValue::Error(text) } else { CellValue::Text(text) })
}

/// Whether the text is nothing but the name of a formula's error.
fn is_error(text: &str) -> bool {
    matches!(
        text,
        "#NULL!"
            | "#DIV/0!"
            | "#VALUE!"
            | "#REF!"
            | "#NAME?"
            | "#NUM!"
            | "#N/A"
            | "#GETTING_DATA"
            | "#SPILL!"
            | "#CALC!"
            | "#FIELD!"
            | "#BLOCKED!"
            | "#CONNECT!"
            | "#BUSY!"
            | "#UNKNOWN!"
            | "#EXTERNAL!"
            | "#PYTHON!"
    ) || text
        .strip_prefix("Err:")
        .is_some_and(|code| code.len() == 3 && code.chars().all(|digit| digit.is_ascii_digit()))
}

/// Characters that take no place and say nothing.
fn is_unseen(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t' && c != '\r')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A part's bytes as text: UTF-8, or UTF-16 where it says so. What is neither is
/// replaced, so that one bad byte costs one character.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(super::bytes::utf16(rest)),
        [0xFE, 0xFF, rest @ ..] => {
            let swapped: Vec<u8> =
                rest.as_chunks::<2>().0.iter().flat_map(|[high, low]| [*low, *high]).collect();
            Cow::Owned(super::bytes::utf16(&swapped))
        }
        [b'<', 0, ..] => Cow::Owned(super::bytes::utf16(bytes)),
        _ => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_one_and_control_characters_go() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d").as_deref(), Some("a\nb\nc\nd"));
        assert_eq!(clean("a\u{1b}[31m\u{0}b\u{7}").as_deref(), Some("a[31mb"));
        assert_eq!(clean("a\t\u{a0}b ").as_deref(), Some("a\t b "));
        assert_eq!(clean("per he\u{ad}ad\u{200e}").as_deref(), Some("per head"));
    }

    #[test]
    fn nothing_to_see_is_blank() {
        for blank in ["", " ", "\u{a0}\n", "\u{200b}", "\0"] {
            assert_eq!(clean(blank), None, "{blank:?}");
        }
    }

    #[test]
    fn text_is_cut_where_excel_would() {
        assert_eq!(clean(&"x".repeat(40_000)).map(|text| text.len()), Some(32_767));
    }

    #[test]
    fn error_names_are_errors() {
        assert_eq!(value("#REF!"), Some(CellValue::Error("#REF!".to_owned())));
        assert_eq!(value("Err:502"), Some(CellValue::Error("Err:502".to_owned())));
        assert_eq!(value("#1 priority"), Some(CellValue::Text("#1 priority".to_owned())));
    }

    #[test]
    fn parts_are_decoded_by_their_marks() {
        assert_eq!(decode(b"\xEF\xBB\xBFa"), "a");
        assert_eq!(decode(b"\xFF\xFEa\0"), "a");
        assert_eq!(decode(b"\xFE\xFF\0a"), "a");
        assert_eq!(decode(b"caf\xE9"), "caf\u{fffd}");
    }
}
