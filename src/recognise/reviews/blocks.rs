//! Reviews one below the other: the name of a review, below it the headings of its two
//! lists, in the same column or indented, and below or beside each of those its remarks.

use std::collections::BTreeSet;

use super::{Reader, Stop, WIDEST_GAP, end, head, heads_names, is_bare, last_column, table};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_listed;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::{Head, Questionnaire, unnumbered};

/// Columns that the lists may be indented, at most.
const DEEPEST: u32 = 2;
/// Lines that a section's heading and what is said below it take, at most.
const MOST_CAPTIONS: usize = 3;

/// The reviews of a sheet whose lists stand below their names.
pub(crate) fn stacked(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let columns: BTreeSet<u32> = grid.all().map(|((_, col), _)| col).collect();
    (0..=DEEPEST).find_map(|indent| {
        columns.iter().find_map(|col| {
            let blocks = Blocks { grid, asked, names: *col, lists: col + indent };
            blocks.read(stops)
        })
    })
}

/// The columns in which the reviews' names and the headings of their lists stand.
struct Blocks<'a> {
    grid: &'a Grid,
    asked: &'a Questionnaire,
    names: u32,
    lists: u32,
}

impl<'a> Blocks<'a> {
    /// The heading in a row, with its column.
    fn headed(&self, row: u32) -> Option<(u32, &'a Seen, Head)> {
        let at =
            |col: u32| self.grid.at(row, col).and_then(|seen| Some((col, seen, head(seen, self.asked)?)));
        if self.names == self.lists {
            return at(self.names);
        }
        let name = at(self.names).filter(|one| one.2.list.is_none());
        let clear = (self.names..self.lists).all(|col| self.grid.at(row, col).is_none());
        name.or_else(|| at(self.lists).filter(|one| clear && one.2.list.is_some()))
    }

    fn head(&self, row: u32) -> Option<Head> {
        self.headed(row).map(|(_, _, one)| one)
    }

    fn is_review(&self, row: u32) -> bool {
        self.head(row).is_some_and(|one| one.review)
    }

    fn list(&self, row: u32) -> Option<usize> {
        self.head(row).and_then(|one| one.list)
    }

    /// Whether the other list's heading stands in the same row, as over a table of two lists.
    fn is_beside(&self, row: u32) -> bool {
        let list = |seen: &Seen| head(seen, self.asked).is_some_and(|one| one.list.is_some());
        self.grid.row(row).any(|(col, seen)| col != self.lists && list(seen))
    }

    /// Whether the heading of a list stands over a table of reviews, of which the first row is the
    /// heading of their names or has a name and a remark beside it.
    fn is_over_reviews(&self, row: u32) -> bool {
        let alone = |row: u32| self.grid.at(row, self.lists + 1).is_none();
        let Some(seen) = self.grid.at(row + 1, self.lists).filter(|_| alone(row)) else { return false };
        let named = heads_names(seen, self.asked) || is_bare(&seen.text, self.asked);
        named && !alone(row + 1)
    }

    /// The remarks from the first review on that has the heading of a list below it.
    fn read(&self, stops: &[Stop]) -> Option<Table> {
        let heads: Vec<u32> =
            self.grid.rows().iter().copied().filter(|row| self.head(*row).is_some()).collect();
        let begins = |pair: &[u32]| match pair {
            [review, below] => {
                let near = *below <= *review + WIDEST_GAP || self.list(*review).is_some();
                let list = near && self.is_review(*review) && self.list(*below).is_some();
                list && !self.is_beside(*below) && !self.is_over_reviews(*below)
            }
            _ => false,
        };
        let pair = heads.windows(2).find(|pair| begins(pair))?;
        let (top, below) = (*pair.first()?, *pair.last()?);
        // `Date:` right under a review's name begins nothing.
        let of_review = |row: u32| self.is_review(row.saturating_sub(1));
        // What begins to the right of a row where the list goes on ends nothing; `No.` and `1.1`
        // before it are its own.
        let says = |seen: &Seen| seen.text.chars().filter(|letter| letter.is_alphabetic()).count() > 3;
        let goes_on = |stop: &Stop| {
            stop.1 > self.lists
                && (self.names..=self.lists).any(|col| self.grid.at(stop.0, col).is_some_and(says))
        };
        let stops: Vec<Stop> = stops.iter().copied().filter(|stop| !of_review(stop.0)).collect();
        let ends: Vec<Stop> = stops.iter().copied().filter(|stop| !goes_on(stop)).collect();
        let end = end(&ends, (top, self.names));
        let lists = || heads.iter().filter(|row| self.list(**row).is_some());
        let beside = |row: &u32| self.names == self.lists && self.grid.at(*row, self.lists + 1).is_some();
        // A remark in the cell of each heading leaves none to be begun beyond a gap.
        let within = |row: &u32| self.headed(*row).is_some_and(|(_, seen, one)| one.rest < seen.text.len());
        let values_beside = lists().any(beside) || lists().all(within);
        let mut walk = Walk {
            blocks: self,
            stops: &stops,
            top,
            end,
            values_beside,
            first: self.first_list(&heads).or(self.list(below))?,
            seen: BTreeSet::new(),
            reader: Reader { grid: self.grid, rows: Vec::new(), review: None, kind: None },
        };
        let mut before = top;
        for row in self.grid.rows_shown(top, end.saturating_sub(1)) {
            if !walk.read(row, row - before) {
                break;
            }
            before = row;
        }
        let several = lists().filter(|row| **row < end).count() > 1;
        let rows = walk.reader.rows;
        (several && !rows.is_empty()).then(|| table(self.grid, (top, self.names), rows))
    }

    /// The list that stands before the other one wherever a review has both.
    fn first_list(&self, heads: &[u32]) -> Option<usize> {
        let heads = heads.iter().filter_map(|row| self.headed(*row));
        let heads: Vec<_> =
            heads.filter(|one| one.2.list.is_some() || is_bare(&one.1.text, self.asked)).collect();
        let both = |pair: &[(u32, &Seen, Head)]| match pair {
            [(_, _, one), (_, _, next)] => {
                one.list.filter(|list| next.list.is_some_and(|next| next != *list))
            }
            _ => None,
        };
        heads.windows(2).find_map(both)
    }
}

/// The way down the blocks.
struct Walk<'a, 'b> {
    blocks: &'b Blocks<'a>,
    stops: &'b [Stop],
    /// The first row, and the one where another section begins.
    top: u32,
    end: u32,
    /// Whether remarks stand beside the headings of their lists, or begin in their cells.
    values_beside: bool,
    /// The list that comes first below a review's name.
    first: usize,
    /// The lists of the review so far.
    seen: BTreeSet<usize>,
    reader: Reader<'a>,
}

impl Walk<'_, '_> {
    /// Reads a row, so many rows below the last; false where something else begins.
    fn read(&mut self, row: u32, gap: u32) -> bool {
        let blocks = self.blocks;
        let grid = blocks.grid;
        let own = blocks.headed(row);
        let label = grid.at(row, blocks.names);
        // Beyond a gap, what stands in the column of headings or over the next section is
        // no remark.
        let section =
            || label.is_some_and(|seen| !is_listed(&seen.text) && heads_section(seen, blocks.asked));
        let over_next = row + 1 >= self.end || gap > 1 && self.captions_next(row);
        let heads_next =
            gap > 1 && (self.values_beside && label.is_some() || over_next) || over_next && section();
        if own.is_none() && (gap > WIDEST_GAP || heads_next) {
            return false;
        }
        let right = last_column(self.stops, (self.top, blocks.lists), row);
        let own = own.filter(|(_, seen, one)| {
            let within = one.review && one.list.is_none() && self.reader.kind.is_some() && gap < 2;
            !(within && self.is_remark(row, seen))
        });
        let Some((col, seen, own)) = own else {
            self.reader.take_row(row, (blocks.lists, right));
            return true;
        };
        self.reader.kind = own.list;
        if own.review {
            self.reader.review = Some(TableCell::of(grid, (row, col), seen));
            self.seen.clear();
        }
        let Some(list) = own.list else { return true };
        self.seen.insert(list);
        if let Some(rest) = seen.text.get(own.rest..).filter(|rest| !rest.is_empty()) {
            self.reader.take((row, col), seen, rest);
        }
        self.reader.take_row(row, (grid.extent(row, col).right + 1, right));
        true
    }

    /// Whether all that stands from a row to the next section are the lines over that: its heading,
    /// and perhaps a sentence or two.
    fn captions_next(&self, row: u32) -> bool {
        let grid = self.blocks.grid;
        let mut lines = grid.rows_shown(row, self.end.saturating_sub(1));
        let alone = |line: u32| grid.row(line).count() == 1 && self.blocks.headed(line).is_none();
        self.end <= grid.last_row() && lines.by_ref().take(MOST_CAPTIONS).all(alone) && lines.next().is_none()
    }

    /// Whether a text that reads like a review's name is a remark: `Investors in People held`.
    /// A name with more to it is one only right before the list that a review begins with, or
    /// that the review so far has had.
    fn is_remark(&self, row: u32, seen: &Seen) -> bool {
        let blocks = self.blocks;
        if is_bare(&seen.text, blocks.asked) {
            return false;
        }
        let mut below = blocks.grid.rows_shown(row + 1, self.end.saturating_sub(1));
        let next = below.find_map(|row| blocks.headed(row));
        let list = next.and_then(|(_, _, one)| one.list);
        list.is_none_or(|list| list != self.first && !self.seen.contains(&list))
    }
}

/// Whether a text is the heading of another section: `A. Current practice`.
pub(super) fn heads_section(seen: &Seen, asked: &Questionnaire) -> bool {
    let told = unnumbered(&seen.words);
    let headings =
        asked.section.iter().filter(|section| section.id != "reviews").flat_map(|one| &one.headings);
    headings.map(|heading| heading.likeness(told)).max().unwrap_or(0) >= 80
}
