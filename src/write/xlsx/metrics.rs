//! How much room text takes, from the widths of the typeface's letters, so that
//! columns and rows are made to fit without a screen to try them on.

use super::style::LINE_PIXELS;

/// Widths of the printable ASCII characters in thousandths of the type size.
const WIDTHS: [u32; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// The widest of them.
const WIDEST: u32 = 1015;
/// What a cell keeps free beside its text.
pub(super) const PADDING: u32 = 20;
/// Excel's highest row.
const HIGHEST: u32 = 540;

/// The width of one line of text in pixels.
pub(super) fn width(text: &str, points: u32, bold: bool) -> u32 {
    extent(text, points, bold) / 1000 + 1
}

/// The same in thousandths of a pixel.
fn extent(text: &str, points: u32, bold: bool) -> u32 {
    in_pixels(text.chars().map(letter).fold(0, u32::saturating_add), points, bold)
}

/// Thousandths of the type size in thousandths of a pixel.
fn in_pixels(thousandths: u32, points: u32, bold: bool) -> u32 {
    // Points to pixels is 4/3; bold letters are wider, and screens differ a little.
    let slack = if bold { 110 } else { 103 };
    thousandths.saturating_mul(points).saturating_mul(slack) / 75
}

/// How many lines text takes in a cell this wide.
pub(super) fn lines(text: &str, points: u32, bold: bool, cell: u32) -> u32 {
    let room = cell.saturating_sub(PADDING).max(20).saturating_mul(1000);
    text.split('\n').map(|line| wrapped(line, points, bold, room)).fold(0, u32::saturating_add).max(1)
}

/// The height of a row of so many lines.
pub(super) fn height(lines: u32, points: u32) -> u32 {
    let line = LINE_PIXELS * points / super::style::POINTS;
    lines.saturating_mul(line).saturating_add(4).min(HIGHEST)
}

fn wrapped(line: &str, points: u32, bold: bool, room: u32) -> u32 {
    // Most cells hold so little that no letters could be wide enough to fill one line.
    let widest = u32::try_from(line.len()).map_or(u32::MAX, |letters| letters.saturating_mul(WIDEST));
    if in_pixels(widest, points, bold) <= room {
        return 1;
    }
    let space = extent(" ", points, bold);
    let (mut count, mut used) = (1_u32, 0_u32);
    for word in line.split(' ') {
        let long = extent(word, points, bold);
        let with = if used == 0 { long } else { used.saturating_add(space).saturating_add(long) };
        if with <= room {
            used = with;
            continue;
        }
        if used > 0 {
            count = count.saturating_add(1);
        }
        count = count.saturating_add(long.saturating_sub(1) / room);
        used = long % room;
    }
    count
}

fn letter(c: char) -> u32 {
    let place = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    match place.and_then(|place| WIDTHS.get(place)) {
        Some(width) => *width,
        None if u32::from(c) < 0x2000 => 600,
        None => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_where_it_must() {
        assert_eq!(lines("short", 10, false, 200), 1);
        assert_eq!(lines("", 10, false, 200), 1);
        assert_eq!(lines("one\n\ntwo", 10, false, 200), 3);
        assert!(lines(&"word ".repeat(40), 10, false, 200) > 5);
        assert!(lines(&"w".repeat(200), 10, false, 100) > 10);
        assert!(width("Heads of service", 10, true) > width("Heads of service", 10, false));
    }
}
