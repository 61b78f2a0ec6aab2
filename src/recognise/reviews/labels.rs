//! Reviews whose remarks stand beside their labels: `Peer review - good practice` with a
//! remark, a review's name with the headings of its lists beside it or in its text, or a
//! list's heading with the reviews below it.

use super::combined::combined;
use super::{
    Reader, Stop, WIDEST_GAP, end, head, head_of, heads_names, is_bare, is_name, last_column, list_told,
    table,
};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::around::reviews_named;
use crate::recognise::tables::headers::SURE;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::{Head, Questionnaire, Told, best_likeness, words};

/// What may stand between the parts of a label.
const MARKS: [&str; 7] = [" - ", " \u{2013} ", ":", "(", "\n", "/", ">"];

/// What a label says: a review, one of its lists (column 1 or 2), or both, with what follows
/// it in the same cell.
pub(crate) struct Label<'a> {
    pub(crate) row: u32,
    pub(crate) col: u32,
    review: bool,
    pub(crate) kind: Option<usize>,
    /// The label itself.
    said: &'a str,
    rest: &'a str,
}

impl Label<'_> {
    /// Whether it names a review and one of its lists.
    pub(crate) fn names_both(&self) -> bool {
        self.review && self.kind.is_some()
    }

    /// Whether a remark follows in the same cell.
    pub(crate) fn goes_on(&self) -> bool {
        !self.rest.is_empty()
    }
}

/// The labels of a sheet.
pub(crate) struct Labels<'a> {
    grid: &'a Grid,
    asked: &'a Questionnaire,
    all: Vec<Label<'a>>,
}

impl<'a> Labels<'a> {
    pub(crate) fn of(grid: &'a Grid, asked: &'a Questionnaire) -> Self {
        Self { grid, asked, all: grid.all().filter_map(|(at, seen)| label(at, seen, asked)).collect() }
    }

    /// The reviews of a sheet whose labels cannot be mistaken: each names review and list, or
    /// a list's heading stands beside the review's name, and below that the other list's.
    pub(crate) fn surely(&self, stops: &[Stop]) -> Option<Table> {
        let both = self.all.iter().filter(|label| label.names_both()).count() > 1;
        if both && let Some(table) = combined(self.grid, &self.all, self.asked, stops) {
            return Some(table);
        }
        let first = if both {
            self.all.iter().position(Label::names_both)
        } else {
            self.all.iter().position(|label| self.beside(label))
        };
        self.read(first?, stops)
    }

    /// The reviews under their lists, or with the headings of their lists in one text.
    pub(crate) fn loosely(&self, stops: &[Stop]) -> Option<Table> {
        let over = |label: &Label| self.over(label);
        let first = if self.all.iter().filter(|label| over(label)).count() > 1 {
            self.all.iter().position(over)
        } else {
            self.all.iter().position(|label| self.within(label))
        };
        self.read(first?, stops)
    }

    /// The next cell to the right of a label.
    fn next(&self, label: &Label) -> Option<(u32, &'a Seen)> {
        self.grid.row(label.row).find(|(col, _)| *col > label.col)
    }

    /// Whether beside a review's name stands one list's heading, and below that the other's.
    fn beside(&self, label: &Label) -> bool {
        let is_list =
            |row: u32, col: u32| self.all.iter().any(|one| !one.review && (one.row, one.col) == (row, col));
        let Some((col, _)) = self.next(label).filter(|_| label.review) else { return false };
        let after = self.grid.at(label.row, col + 1);
        let after = after.is_none_or(|seen| head(seen, self.asked).is_none_or(|one| one.list.is_none()));
        let last = self.grid.extent(label.row, label.col).bottom.max(label.row + WIDEST_GAP);
        is_list(label.row, col) && after && (label.row + 1..=last).any(|row| is_list(row, col))
    }

    /// Whether a list's heading stands over reviews with remarks beside them.
    fn over(&self, label: &Label) -> bool {
        let below = |one: &&Label| {
            one.review && one.col == label.col && one.row > label.row && one.row <= label.row + WIDEST_GAP
        };
        let list = !label.review && self.next(label).is_none();
        list && self.all.iter().filter(below).any(|one| self.next(one).is_some())
    }

    /// Whether beside a review's name stands a text with the headings of its lists.
    fn within(&self, label: &Label) -> bool {
        let lists = |seen: &Seen| seen.text.lines().any(|line| listed(line, self.asked).is_some());
        label.review && self.next(label).is_some_and(|(_, seen)| lists(seen))
    }

    /// Whether a review's name is a remark: it stands to the right of where the lists are
    /// headed, and no list is headed beside it.
    fn is_remark(&self, label: &Label, end: u32) -> bool {
        let lists = || self.all.iter().filter(|one| one.kind.is_some() && one.row < end);
        let bare = label.review && label.kind.is_none();
        bare && lists().any(|one| one.col < label.col)
            && !lists().any(|one| one.row == label.row && one.col > label.col)
    }

    /// The table from a first label on.
    fn read(&self, first: usize, stops: &[Stop]) -> Option<Table> {
        let begin = self.all.get(first)?;
        let end = end(stops, (begin.row, begin.col));
        let labels: Vec<&Label> =
            self.all.iter().skip(first).filter(|one| !self.is_remark(one, end)).collect();
        let mut walk = Walk {
            asked: self.asked,
            labels: &labels,
            left: begin.col,
            right: labels.iter().filter(|one| one.row < end).map(|one| one.col).max()?,
            lists_first: !begin.review,
            stops,
            reader: Reader { grid: self.grid, rows: Vec::new(), review: None, kind: None },
        };
        let mut before = begin.row;
        for row in self.grid.rows_shown(begin.row, end.saturating_sub(1)) {
            if row > before + WIDEST_GAP || !walk.read(row) {
                break;
            }
            if self.grid.row(row).any(|(col, _)| col >= begin.col) {
                before = row;
            }
        }
        (!walk.reader.rows.is_empty()).then(|| table(self.grid, (begin.row, begin.col), walk.reader.rows))
    }
}

/// The remarks read on the way down.
struct Walk<'a, 'l> {
    asked: &'a Questionnaire,
    labels: &'l [&'l Label<'a>],
    /// The first and last column of labels; what stands before them is another table's.
    left: u32,
    right: u32,
    /// Whether the lists stand over the reviews.
    lists_first: bool,
    /// Where other sections begin.
    stops: &'l [Stop],
    reader: Reader<'a>,
}

impl Walk<'_, '_> {
    /// Reads a row; false where something else begins.
    fn read(&mut self, row: u32) -> bool {
        let mut taken = false;
        let grid = self.reader.grid;
        let of = |col: u32| self.labels.iter().find(|one| (one.row, one.col) == (row, col)).copied();
        let left = self.left;
        let top = self.labels.first().map_or(0, |label| label.row);
        let last = last_column(self.stops, (top, self.right), row);
        let own = || grid.row(row).filter(|(col, _)| (left..=last).contains(col));
        if let Some((_, seen)) = own().next().filter(|(col, _)| *col <= self.right && of(*col).is_none()) {
            // Under a list's heading may stand those of its own table: `Review`, `Comments`.
            return self.lists_first && heads_names(seen, self.asked);
        }
        // Beside a list's heading stands a remark, whatever it begins with.
        let mut listed = false;
        for (col, seen) in own() {
            let label = of(col).filter(|label| !(listed && label.kind.is_none()));
            listed |= label.is_some_and(|label| label.kind.is_some());
            if let Some(label) = label {
                if label.review {
                    self.reader.review = Some(TableCell {
                        text: label.said.to_owned(),
                        ..TableCell::of(grid, (row, col), seen)
                    });
                    self.reader.kind = self.reader.kind.filter(|_| self.lists_first);
                } else if self.lists_first {
                    self.reader.review = None;
                }
                self.reader.kind = label.kind.or(self.reader.kind);
                if !label.rest.is_empty() {
                    self.take((row, col), seen, label.rest);
                }
            } else if !taken && self.reader.review.is_some() {
                self.take((row, col), seen, &seen.text);
                taken = true;
            }
        }
        true
    }

    /// A remark; or several, under headings of the lists in one text.
    fn take(&mut self, at: (u32, u32), seen: &Seen, text: &str) {
        let mut part = String::new();
        for line in text.lines() {
            if let Some((kind, rest)) = listed(line, self.asked) {
                self.put(at, seen, &part);
                self.reader.kind = Some(kind);
                rest.clone_into(&mut part);
            } else {
                part.push('\n');
                part.push_str(line);
            }
        }
        self.put(at, seen, &part);
    }

    fn put(&mut self, at: (u32, u32), seen: &Seen, text: &str) {
        if !text.trim().is_empty() {
            self.reader.take(at, seen, text.trim());
        }
    }
}

/// The list that a line of a text heads, and what follows the heading.
fn listed<'a>(line: &'a str, asked: &Questionnaire) -> Option<(usize, &'a str)> {
    let (label, rest) = line.split_once(':').unwrap_or((line, ""));
    Some((list_told(&words(label), 85, asked)?, rest.trim()))
}

/// What a cell labels.
fn label<'a>((row, col): (u32, u32), seen: &'a Seen, asked: &'a Questionnaire) -> Option<Label<'a>> {
    let heads = (*seen.heads.get_or_init(|| heads(seen, asked)))?;
    let (said, rest) = seen.text.split_at_checked(heads.rest).unwrap_or((&seen.text, ""));
    Some(Label { row, col, review: heads.review, kind: heads.list, said, rest })
}

/// What a text heads: a review, one of its lists, or both.
fn heads(seen: &Told, asked: &Questionnaire) -> Option<Head> {
    if let Some(head) = heads_line(seen, asked) {
        return Some(head);
    }
    if seen.words.len() > 14 {
        return None;
    }
    let found = |review: bool, list: usize| Some(Head { review, list: Some(list), rest: seen.text.len() });
    // `Peer review - good practice`, `Areas for improvement (CPA)`.
    for mark in MARKS {
        let text = without_section(&seen.text, mark, asked);
        // `Other reviews - Best Value - good practice` is parted at the last.
        for (one, other) in [text.split_once(mark), text.rsplit_once(mark)].into_iter().flatten() {
            let other = other.trim().trim_end_matches([')', ':']);
            let all_of_them = |text: &str| matches!(words(text).as_slice(), [one] if one == "review");
            match (names(one, asked), names(other, asked)) {
                (_, Some(Named::List(list))) if all_of_them(one) => return found(false, list),
                (Some(Named::Review), Some(Named::List(list))) => return found(true, list),
                // `Good practice: Investors in People kept` goes on with a remark.
                (Some(Named::List(list)), Some(Named::Review)) if is_bare(other, asked) => {
                    return found(true, list);
                }
                _ => {}
            }
        }
    }
    unmarked(seen, asked).or_else(|| head_of(seen, asked))
}

/// A label without the section's name before it: `Reviews / CPA / Good practice`.
fn without_section<'a>(text: &'a str, mark: &str, asked: &Questionnaire) -> &'a str {
    let Some((section, rest)) = text.split_once(mark).filter(|(_, rest)| rest.contains(mark)) else {
        return text;
    };
    let headings = asked.section("reviews").map(|one| &one.headings);
    let told = words(section);
    if headings.is_some_and(|names| best_likeness(names, &told) >= SURE) { rest.trim_start() } else { text }
}

/// `Peer review good practice`: a review's name and a list's with no mark between them, and no more.
fn unmarked(seen: &Told, asked: &Questionnaire) -> Option<Head> {
    let told = &seen.words;
    let other =
        told.first().is_some_and(|word| word == "other") && told.get(1).is_some_and(|word| word == "review");
    if told.len() > 8 || !other && reviews_named(told) != 1 {
        return None;
    }
    let blanks = seen.text.char_indices().filter(|(_, letter)| letter.is_whitespace());
    let parted = blanks.filter_map(|(at, _)| seen.text.split_at_checked(at));
    let list = parted
        .filter(|(review, _)| is_bare(review, asked))
        .find_map(|(_, list)| list_told(&words(list), SURE, asked));
    list.map(|list| Head { review: true, list: Some(list), rest: seen.text.len() })
}

/// What a line heads that goes on with its remarks: `CPA - good practice: Open culture; ...`
fn heads_line(seen: &Told, asked: &Questionnaire) -> Option<Head> {
    [" - ", " \u{2013} ", ": ", ", "].into_iter().find_map(|mark| {
        let (review, other) = seen.text.split_once(mark)?;
        let (list, said) = other.split_once(':')?;
        let rest = seen.text.len() - said.trim_start().len();
        let Some(Named::List(list)) = names(list, asked).filter(|_| !said.trim().is_empty()) else {
            return None;
        };
        let named = matches!(names(review, asked), Some(Named::Review));
        named.then_some(Head { review: true, list: Some(list), rest })
    })
}

/// What a part of a label names: a review, or a list (its column).
#[derive(PartialEq)]
enum Named {
    Review,
    List(usize),
}

fn names(text: &str, asked: &Questionnaire) -> Option<Named> {
    let told = words(text);
    match list_told(&told, 85, asked) {
        Some(list) => Some(Named::List(list)),
        None => is_name(text, asked).then_some(Named::Review),
    }
}
