//! Posts split over the services of a council, a column to each: what of these columns is the
//! number of posts, or of people qualified.

use super::figures::whole_number;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::around;
use crate::recognise::tables::headers::{Header, HeaderColumn};

/// Columns right of those known that are looked at.
const WIDEST: u32 = 30;
/// The figures that may be split, each with the id of its parts.
const FIGURES: [(&str, &str); 2] = [("posts", "posts_part"), ("qualified", "qualified_part")];

/// Names the columns of services in a table of tiers, `end` being its last row. Whether that is
/// a guess.
pub(crate) fn settle(
    grid: &Grid,
    (header, headers): (&Header, &[Header]),
    columns: &mut Vec<HeaderColumn>,
    end: impl FnOnce() -> u32,
) -> bool {
    let unnamed = columns.iter().filter(|column| is_unnamed(column)).count();
    let has = |id: &str| columns.iter().any(|column| column.id == id);
    if !has("tier") && !has("titles") || unnamed == 0 {
        return false;
    }
    let services = Services { grid, rows: (header.bottom + 1, end()), header };
    services.under_one(columns);
    services.below_blank(columns, headers);
    services.summed(columns)
}

struct Services<'a> {
    grid: &'a Grid,
    /// The first and the last row of the table.
    rows: (u32, u32),
    header: &'a Header,
}

/// Whether a column may be one of a service: its heading asks for nothing, or names a department.
fn is_unnamed(column: &HeaderColumn) -> bool {
    matches!(column.id.as_str(), "" | "grade" | "comment")
}

impl Services<'_> {
    /// `No. of posts` merged over the services: each column is a part of the posts.
    fn under_one(&self, columns: &mut [HeaderColumn]) {
        for (id, part) in FIGURES {
            let Some(own) = columns.iter().find(|column| column.id == id).map(|column| column.col) else {
                continue;
            };
            let merged = (self.header.top..self.header.bottom)
                .map(|row| self.grid.extent(row, own))
                .find(|extent| extent.right > extent.left);
            let Some(over) = merged else { continue };
            let group = |column: &HeaderColumn| (over.left..=over.right).contains(&column.col);
            // Their total is the figure itself.
            let is_sum = |one: &HeaderColumn| group(one) && self.is_total(one.col) && self.counts(one.col);
            if let Some(sum) = columns.iter().position(is_sum) {
                let own = |one: &HeaderColumn| group(one) && (one.id == id || is_unnamed(one));
                columns.iter_mut().filter(|one| own(one)).for_each(|one| one.id.clear());
                columns.iter_mut().skip(sum).take(1).for_each(|one| id.clone_into(&mut one.id));
                continue;
            }
            let others = || columns.iter().filter(|one| group(one) && one.col != own);
            let parts = others().count() > 0 && others().all(is_unnamed);
            let split = columns.iter().filter(|one| group(one)).all(|one| self.is_service(one.col));
            if parts && split {
                columns.iter_mut().filter(|one| group(one)).for_each(|one| part.clone_into(&mut one.id));
            }
        }
    }

    /// A heading of a figure with nothing under it goes before the services and their total:
    /// `Number of posts`, `Housing`, `Finance`, `Total`.
    fn below_blank(&self, columns: &mut Vec<HeaderColumn>, headers: &[Header]) {
        for (id, part) in FIGURES {
            let blank = |column: &HeaderColumn| column.id == id && self.is_blank(column.col);
            let Some(place) = columns.iter().position(blank) else { continue };
            self.reach(columns, headers);
            let after = columns.get(place + 1..).unwrap_or_default();
            let group = after.iter().take_while(|column| is_unnamed(column)).count();
            let total = after.iter().take(group).rposition(|column| self.is_total(column.col));
            let counted = after.iter().take(group).filter(|column| self.counts(column.col)).count();
            let own = columns.get_mut(place + 1..place + 1 + group).unwrap_or_default();
            match total {
                Some(total) => own.iter_mut().skip(total).take(1).for_each(|one| id.clone_into(&mut one.id)),
                None if counted > 1 && counted == group => {
                    for one in own.iter_mut() {
                        part.clone_into(&mut one.id);
                    }
                }
                None => continue,
            }
            columns.iter_mut().skip(place).take(1).for_each(|one| one.id.clear());
        }
    }

    /// Adds the columns with headings that go on to the right.
    fn reach(&self, columns: &mut Vec<HeaderColumn>, headers: &[Header]) {
        let right = columns.iter().map(|column| column.col).max().unwrap_or(0);
        let beyond = (right + 1..=right + WIDEST).map_while(|col| {
            let (_, seen) = self.grid.shown(self.header.bottom, col)?;
            (!self.header.beside(headers, col)).then_some((col, seen))
        });
        let column = |(col, seen): (u32, &Seen)| HeaderColumn {
            col,
            id: String::new(),
            text: seen.text.clone(),
            likeness: 0,
        };
        columns.extend(beyond.map(column));
    }

    /// Where no column asks for posts, that which sums up those before it holds them; without
    /// such a one their sum is the number of posts, which is a guess.
    fn summed(&self, columns: &mut [HeaderColumn]) -> bool {
        let counts = ["posts", "posts_part", "fte", "qualification_kind"];
        if self.grid.is_sideways() || columns.iter().any(|column| counts.contains(&column.id.as_str())) {
            return false;
        }
        let first = columns.iter().position(|column| is_unnamed(column) && self.counts(column.col));
        let Some(first) = first else { return false };
        // A service may have no posts at all.
        let blank = |col: u32| self.is_blank(col);
        let counted =
            |column: &&mut HeaderColumn| is_unnamed(column) && (self.counts(column.col) || blank(column.col));
        let run = columns.iter_mut().skip(first).take_while(counted);
        let mut run: Vec<&mut HeaderColumn> = run.filter(|column| !blank(column.col)).collect();
        if run.len() < 2 {
            return false;
        }
        let cols: Vec<u32> = run.iter().map(|column| column.col).collect();
        if let Some((last, parts)) = cols.split_last()
            && parts.len() > 1
            && self.sums(parts, *last)
            && let Some(total) = run.last_mut()
        {
            "posts".clone_into(&mut total.id);
            return false;
        }
        for column in run {
            "posts_part".clone_into(&mut column.id);
        }
        true
    }

    /// Whether a column holds in each row the sum of the others.
    fn sums(&self, parts: &[u32], total: u32) -> bool {
        let mut rows = 0;
        for row in self.grid.rows_shown(self.rows.0, self.rows.1) {
            let figures: Vec<i64> = parts.iter().filter_map(|col| self.number(row, *col)).collect();
            match self.number(row, total) {
                None if figures.is_empty() => {}
                Some(total) if total == figures.iter().sum::<i64>() => rows += 1,
                _ => return false,
            }
        }
        rows > 1
    }

    fn number(&self, row: u32, col: u32) -> Option<i64> {
        self.grid.at(row, col).and_then(whole_number)
    }

    /// What stands under a heading.
    fn below(&self, col: u32) -> impl Iterator<Item = &Seen> {
        let rows = self.grid.rows_shown(self.rows.0, self.rows.1);
        rows.filter_map(move |row| self.grid.at(row, col))
    }

    fn is_blank(&self, col: u32) -> bool {
        self.below(col).next().is_none()
    }

    /// Whether only whole numbers stand under a heading, but for dashes.
    fn counts(&self, col: u32) -> bool {
        let dash = |seen: &Seen| seen.words.is_empty();
        let mut numbers = self.below(col).filter(|seen| !dash(seen)).peekable();
        numbers.peek().is_some() && numbers.all(|seen| whole_number(seen).is_some())
    }

    fn is_total(&self, col: u32) -> bool {
        let told = self.lowest(col).map(|seen| seen.words.as_slice()).unwrap_or_default();
        matches!(told, [only] if matches!(only.as_str(), "total" | "all" | "overall"))
            || told.len() <= 3 && told.iter().any(|word| word == "total")
    }

    /// Whether the lowest heading of a column may be a service's name: it is no year and no total.
    fn is_service(&self, col: u32) -> bool {
        let named = |seen: &Seen| around::time(&seen.words).is_none() && !around::is_year(seen);
        !self.is_total(col) && self.lowest(col).is_some_and(named)
    }

    fn lowest(&self, col: u32) -> Option<&Seen> {
        self.grid.shown(self.header.bottom, col).map(|(_, seen)| seen)
    }
}
