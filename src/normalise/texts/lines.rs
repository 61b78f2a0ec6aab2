//! Several things in one cell: lines, lists, bullets.

use std::borrow::Cow;

/// The items of a cell, in order: separated by blank lines where it has any, else by
/// line breaks; bullets and item numbers taken off. A cell without line breaks is
/// one item.
pub(crate) fn items(text: &str) -> Vec<String> {
    let blank_lines = blocks(text);
    if blank_lines.len() > 1 { blank_lines } else { lines(text) }
}

/// The items of a cell that make `wanted` of them, if any way of separating does.
pub(crate) fn items_of(text: &str, wanted: usize) -> Option<Vec<String>> {
    let ways = [
        blocks(text),
        lines(text),
        written(text),
        separated(text, ';'),
        separated(text, '/'),
        separated(text, ','),
    ];
    ways.into_iter().find(|way| way.len() == wanted)
}

/// Every line of a cell that holds something.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

/// A text whose sentences stand on one line each: a line of several words that ends in no sign
/// goes on where the next begins in a small letter.
pub(crate) fn unwrapped(text: &str) -> Cow<'_, str> {
    let goes_on = |line: &str| line.contains(' ') && line.ends_with(char::is_alphanumeric);
    let follows = |line: &str| line.starts_with(char::is_lowercase);
    let mut found = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        let last = found.rsplit('\n').next().unwrap_or_default();
        if !found.is_empty() {
            found.push(if goes_on(last) && follows(line) { ' ' } else { '\n' });
        }
        found.push_str(line);
    }
    if found.lines().count() == text.lines().count() { Cow::Borrowed(text) } else { Cow::Owned(found) }
}

/// Every line of a cell that holds something, a dash alone too.
fn written(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Parts separated by a character, where all hold something; the comma within
/// `20,000` separates nothing.
pub(crate) fn separated(text: &str, by: char) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(by) {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        match parts.last_mut() {
            Some(last) if by == ',' && digits == 3 && last.ends_with(|c: char| c.is_ascii_digit()) => {
                last.push(by);
                last.push_str(part);
            }
            _ => parts.push(part.to_owned()),
        }
    }
    parts.iter().map(|part| bare(part)).filter(|part| !part.is_empty()).collect()
}

fn blocks(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        match found.last_mut().filter(|_| open) {
            Some(block) => {
                block.push('\n');
                block.push_str(line);
            }
            None => found.push(line.to_owned()),
        }
        open = true;
    }
    found.iter().map(|block| bare(block)).collect()
}

/// A line without its bullet or number (`· `, `- `, `1) `, `a. `) and without the
/// dash that ends it.
pub(crate) fn bare(line: &str) -> String {
    let mut line = line.trim();
    for bullet in
        ['\u{2022}', '\u{b7}', '*', '-', '\u{2013}', '\u{25cf}', '\u{25aa}', '>', '\u{f0b7}', '\u{2023}']
    {
        if let Some(rest) = line.strip_prefix(bullet)
            && (rest.starts_with(char::is_whitespace)
                || !rest.starts_with(|c: char| c.is_ascii_digit()) && bullet != '*' && !rest.is_empty())
        {
            line = rest.trim_start();
            break;
        }
    }
    let number = line.find([')', '.']).filter(|end| {
        let head = line.get(..*end).unwrap_or("");
        let after = line.get(end + 1..).unwrap_or("");
        (1..=2).contains(&head.len())
            && head.chars().all(|c| c.is_ascii_digit())
            && after.starts_with(char::is_whitespace)
    });
    if let Some(end) = number {
        line = line.get(end + 1..).unwrap_or("").trim_start();
    }
    line.trim_end_matches([' ', '-', '\u{2013}', ',', ';']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_within_a_sentence() {
        assert_eq!(unwrapped("In use for senior\nmanagers only"), "In use for senior managers only");
        for apart in
            ["Yes\nno", "Yes, we do.\nsince 2004", "In all posts\n\nsince 2004", "All posts\nSince 2004"]
        {
            assert_eq!(unwrapped(apart), apart);
        }
    }

    #[test]
    fn cells_are_taken_apart_by_their_own_lines() {
        assert_eq!(items("a\n\nb\nc"), ["a", "b\nc"]);
        assert_eq!(items("a\nb"), ["a", "b"]);
        assert_eq!(items("\u{b7} one\n\u{b7} two"), ["one", "two"]);
        assert_eq!(items("1) one\n2) two"), ["one", "two"]);
        assert_eq!(items("Head of HR \u{2013}"), ["Head of HR"]);
        assert_eq!(items_of("Circa \u{a3}20,000", 2), None);
        assert_eq!(items_of("1,200, 500", 2), Some(vec!["1,200".to_owned(), "500".to_owned()]));
        assert_eq!(items_of("\u{a3}5; \u{a3}6", 2), Some(vec!["\u{a3}5".to_owned(), "\u{a3}6".to_owned()]));
    }
}
