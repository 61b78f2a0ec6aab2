//! Header rows: which rows name the columns of a section's table, and which column
//! each of them names. A header may be up to three rows deep; one row may head
//! several tables that stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Grid;
use super::labels::tier_label;
use crate::model::{CellValue, Section};
use crate::reference::{Named, Qualifications, Questionnaire, best_likeness, holds_any, words};

/// Least likeness, in percent, of a heading to a column's name.
const LEAST: usize = 55;
/// Least sum of likenesses that makes a row a header.
const LEAST_SUM: usize = 140;
/// Least likeness of the surest column of a header.
const LEAST_BEST: usize = 85;
/// A heading of more words is a text, not a heading.
const LONGEST: usize = 18;
/// Header rows one under the other, at most.
const DEEPEST: u32 = 3;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderColumn {
    /// Which column of the sheet.
    pub(crate) col: u32,
    /// The id in the questionnaire, `qualification_kind`, or empty where not known.
    pub(crate) id: String,
    /// The heading, as written, rows joined by a space.
    pub(crate) text: String,
    /// How sure, in percent.
    pub(crate) likeness: usize,
}

/// The header of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// Which section.
    pub(crate) section: Section,
    /// First row.
    pub(crate) top: u32,
    /// Last row.
    pub(crate) bottom: u32,
    /// Its columns, from the left.
    pub(crate) columns: Vec<HeaderColumn>,
    /// Sum of the likenesses of its columns.
    pub(crate) score: usize,
}

impl Header {
    /// First column.
    pub(crate) fn left(&self) -> u32 {
        self.columns.first().map_or(0, |column| column.col)
    }

    /// Last column.
    pub(crate) fn right(&self) -> u32 {
        self.columns.last().map_or(0, |column| column.col)
    }

    /// Whether it has a column of this id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.columns.iter().any(|column| column.id == id)
    }
}

/// The sections whose tables have header rows.
const TABLES: [(Section, &str); 4] = [
    (Section::Reviews, "reviews"),
    (Section::Management, "management"),
    (Section::Training, "training"),
    (Section::Coaching, "coaching"),
];

/// The id that a section has in the questionnaire.
pub(crate) fn section_id(section: Section) -> &'static str {
    TABLES.iter().find(|(one, _)| *one == section).map_or("practices", |(_, id)| *id)
}

/// All headers of a sheet, from the top.
pub(crate) fn headers(grid: &Grid, asked: &Questionnaire, known: &Qualifications) -> Vec<Header> {
    let mut finder = Finder { grid, asked, known, memo: BTreeMap::new() };
    let mut found: Vec<Header> = Vec::new();
    let rows: Vec<u32> = grid.rows().to_vec();
    for row in rows {
        let taken = |header: &Header, left: u32, right: u32| {
            row <= header.bottom && row >= header.top && left <= header.right() && right >= header.left()
        };
        for header in finder.best_at(row) {
            // Rows under a header that are less like one are its rows.
            let under = found.iter().any(|earlier| {
                let near = header.top <= earlier.bottom + 2 && header.score < earlier.score;
                let weaker = earlier.section == header.section && header.score * 10 < earlier.score * 7;
                earlier.bottom < header.top
                    && header.left() <= earlier.right()
                    && header.right() >= earlier.left()
                    && (near || weaker)
            });
            if !under && !found.iter().any(|earlier| taken(earlier, header.left(), header.right())) {
                found.push(header);
            }
        }
    }
    found
}

struct Finder<'a> {
    grid: &'a Grid,
    asked: &'a Questionnaire,
    known: &'a Qualifications,
    memo: BTreeMap<(Section, String), Vec<(String, usize)>>,
}

impl Finder<'_> {
    /// The headers that begin in this row, each as deep as fits best. A row above or
    /// below the others must add something to them, or it is none of theirs.
    fn best_at(&mut self, row: u32) -> Vec<Header> {
        let sum = |headers: &[Header]| headers.iter().map(|h| h.score).sum::<usize>();
        let mut best = self.of_depth(row, 1);
        let mut without_first = 0;
        for depth in 2..=DEEPEST {
            if !self.may_be_header(row + depth - 1) {
                break;
            }
            without_first = without_first.max(sum(&self.of_depth(row + depth - 1, 1)));
            without_first = without_first.max(sum(&self.of_depth(row + 1, depth - 1)));
            let deeper = self.of_depth(row, depth);
            let needed = sum(&best).max(without_first);
            let down = self.reaches_down(row, depth, &best) && sum(&deeper) + 40 >= needed;
            if !deeper.is_empty() && (down || sum(&deeper) >= needed + 40) {
                best = deeper;
            }
        }
        best
    }

    /// Whether headings found with one row fewer are merged down into the last row.
    fn reaches_down(&self, row: u32, depth: u32, found: &[Header]) -> bool {
        let last = row + depth - 1;
        let down = |column: &HeaderColumn| self.grid.extent(last - 1, column.col).bottom >= last;
        found.iter().any(|header| header.columns.iter().any(down))
    }

    /// A row of numbers, of tiers, of lists or about one review is no second row of a
    /// header.
    fn may_be_header(&self, row: u32) -> bool {
        let mut any = false;
        for (_, seen) in self.grid.row(row) {
            any = true;
            let label = tier_label(&seen.text).is_some_and(|label| label.sure);
            let listed = seen.text.starts_with(['-', '\u{2022}', '\u{b7}', '*']);
            if label
                || listed
                || seen.words.len() > LONGEST
                || !matches!(seen.value, CellValue::Text(_))
                || self.is_review(&seen.words)
            {
                return false;
            }
        }
        any
    }

    /// Whether a text names one review, as a row or a table of them is labelled.
    fn is_review(&self, told: &[String]) -> bool {
        let rows = self.asked.section("reviews").map(|section| section.row.as_slice()).unwrap_or_default();
        rows.iter().any(|one| best_likeness(&one.names, told) >= 80)
    }

    fn of_depth(&mut self, top: u32, depth: u32) -> Vec<Header> {
        let texts = self.texts(top, depth);
        let mut candidates: Vec<Header> = Vec::new();
        for (section, id) in TABLES {
            candidates.extend(self.of_section(section, id, (top, depth), &texts));
        }
        candidates.sort_by_key(|header| (std::cmp::Reverse(header.score), header.left()));
        let mut chosen: Vec<Header> = Vec::new();
        for candidate in candidates {
            let clash =
                chosen.iter().any(|one| candidate.left() <= one.right() && candidate.right() >= one.left());
            if !clash {
                chosen.push(candidate);
            }
        }
        chosen.sort_by_key(Header::left);
        chosen
    }

    /// For each column, the texts of the band's rows from the top, a merged one once.
    fn texts(&self, top: u32, depth: u32) -> BTreeMap<u32, Vec<String>> {
        let mut columns: BTreeSet<u32> = BTreeSet::new();
        for row in top..top + depth {
            columns.extend(self.grid.columns_shown(row));
        }
        let mut texts = BTreeMap::new();
        for col in columns {
            let mut anchors = Vec::new();
            let mut parts = Vec::new();
            for row in top..top + depth {
                if let Some((anchor, seen)) = self.grid.shown(row, col)
                    && !anchors.contains(&anchor)
                    && !self.stands_over(row, col, top + depth - 1)
                {
                    anchors.push(anchor);
                    parts.push(seen.text.clone());
                }
            }
            if !parts.is_empty() {
                texts.insert(col, parts);
            }
        }
        texts
    }

    /// Whether a cell in a band of header rows is a title over the table: alone in its
    /// row, over one column.
    fn stands_over(&self, row: u32, col: u32, last: u32) -> bool {
        row < last
            && self.grid.extent(row, col).right == col
            && self.grid.extent(row, col).bottom == row
            && (col.saturating_sub(2)..=col + 2).all(|c| c == col || self.grid.shown(row, c).is_none())
    }

    /// Whether a column headed `No.` or `Ref` only counts the rows: 1, 2, 3 and on.
    fn numbers_rows(&self, bottom: u32, col: u32, parts: &[String]) -> bool {
        let heading = words(&parts.join(" "));
        let plain = ["no", "number", "ref", "item", "row", "line"];
        if heading.len() != 1 || !heading.iter().all(|word| plain.contains(&word.as_str())) {
            return false;
        }
        let bottom = self.grid.extent(bottom, col).bottom;
        let below = self.grid.rows().iter().filter(|row| **row > bottom);
        let shown: Vec<i64> = below.map_while(|row| self.grid.at(*row, col)?.text.parse().ok()).collect();
        shown.len() >= 3 && (1..).zip(&shown).all(|(count, one)| count == *one)
    }

    /// Whether a text over a table on its side is its title, though it reads like one of
    /// its headings: it heads nothing, and only resembles one or is a section's heading.
    fn is_title(&self, bottom: u32, col: u32, parts: &[String], matches: &[(String, usize)]) -> bool {
        let told = words(&parts.join(" "));
        let sure = matches.first().is_some_and(|(_, likeness)| *likeness >= 90);
        let named = || {
            TABLES
                .iter()
                .filter_map(|(_, id)| self.asked.section(id))
                .any(|section| best_likeness(&section.headings, &told) >= 90)
        };
        self.heads_nothing(bottom, col) && (!sure || named())
    }

    /// Whether a gap between headings parts two tables: any on a sheet on its side,
    /// which shows all its sections in one row; else a wide one with nothing under it.
    fn is_apart(&self, below: u32, (last, next): (u32, u32)) -> bool {
        let wide = next > last + 2;
        let blank = |row: u32| (last + 1..next).all(|col| self.grid.shown(row, col).is_none());
        self.grid.is_sideways() || wide && (below..below + 2).all(blank)
    }

    /// Whether a review's name stands alone over its lists, which follow below it.
    fn is_sub_head(&self, bottom: u32, col: u32, parts: &[String]) -> bool {
        self.heads_nothing(bottom, col) && self.is_review(&words(&parts.join(" ")))
    }

    /// Whether a sheet on its side shows nothing beside this cell, as beside a
    /// section's heading.
    fn heads_nothing(&self, bottom: u32, col: u32) -> bool {
        self.grid.is_sideways()
            && (self.grid.extent(bottom, col).bottom > bottom
                || (bottom + 1..=bottom + 2).all(|row| self.grid.shown(row, col).is_none()))
    }

    /// The tables of one section that these header rows head.
    fn of_section(
        &mut self,
        section: Section,
        id: &str,
        (top, depth): (u32, u32),
        texts: &BTreeMap<u32, Vec<String>>,
    ) -> Vec<Header> {
        let mut runs: Vec<Vec<HeaderColumn>> = vec![Vec::new()];
        let mut last_col = None;
        for (&col, parts) in texts {
            let mut matches = self.matches(section, id, parts);
            let bottom = top + depth - 1;
            if runs.last().is_some_and(|run| run.iter().all(|one| one.id.is_empty()))
                && (self.numbers_rows(bottom, col, parts) || self.is_title(bottom, col, parts, &matches))
            {
                matches.clear();
            }
            let run = runs.last().map(Vec::as_slice).unwrap_or_default();
            let gap = last_col.is_some_and(|last: u32| col > last + 1);
            let apart = last_col.is_some_and(|last| gap && self.is_apart(top + depth, (last, col)))
                || section == Section::Reviews && self.is_sub_head(bottom, col, parts);
            last_col = Some(col);
            let (column, again) = choose(col, parts, &matches, run, gap);
            if again || apart {
                runs.push(vec![column]);
            } else if let Some(run) = runs.last_mut() {
                // A surer heading takes the name from a text that only resembled one.
                let named = !column.id.is_empty() && !many(&column.id);
                run.iter_mut().filter(|one| named && one.id == column.id).for_each(|one| one.id.clear());
                run.push(column);
            }
        }
        runs.into_iter().filter_map(|run| self.header(section, id, (top, depth), run)).collect()
    }

    fn header(
        &self,
        section: Section,
        id: &str,
        (top, depth): (u32, u32),
        mut columns: Vec<HeaderColumn>,
    ) -> Option<Header> {
        let known = |column: &HeaderColumn| !column.id.is_empty();
        while columns.last().is_some_and(|column| !known(column)) {
            columns.pop();
        }
        let bottom = top + depth - 1;
        let counts = |column: &&HeaderColumn| !matches!(column.id.as_str(), "" | "comment" | "grade");
        let first = columns.iter().position(|column| counts(&column))?;
        columns.drain(..first);
        let strong: BTreeSet<&str> = self
            .asked
            .section(id)
            .map(|words| words.column.iter().filter(|c| c.strong).map(|c| c.id.as_str()).collect())
            .unwrap_or_default();
        let score: usize = columns.iter().filter(counts).map(|column| column.likeness).sum();
        let own = columns.iter().filter(counts).filter(|column| strong.contains(column.id.as_str())).count();
        let distinct = columns.iter().filter(counts).map(|c| c.id.as_str()).collect::<BTreeSet<_>>().len();
        let best = columns.iter().filter(counts).map(|column| column.likeness).max().unwrap_or(0);
        let data = columns.iter().any(|column| (top..=bottom).any(|row| self.is_data(row, column.col)));
        let enough = distinct >= 2
            && own >= 1
            && score >= LEAST_SUM
            && best >= LEAST_BEST
            && !data
            && fits(section, &columns);
        enough.then_some(Header { section, top, bottom, columns, score })
    }

    /// A number, a date or a tier is what a table holds, not what heads it.
    fn is_data(&self, row: u32, col: u32) -> bool {
        self.grid.shown(row, col).is_some_and(|(_, seen)| {
            !matches!(seen.value, CellValue::Text(_))
                || tier_label(&seen.text).is_some_and(|label| label.sure)
        })
    }

    /// The columns of a section that a heading may name, best first.
    fn matches(&mut self, section: Section, id: &str, parts: &[String]) -> Vec<(String, usize)> {
        let joined = parts.join(" ");
        if let Some(known) = self.memo.get(&(section, joined.clone())) {
            return known.clone();
        }
        let mut best: Vec<(String, usize)> = Vec::new();
        let lowest = parts.last().map(String::as_str).unwrap_or_default();
        let all_words = words(&joined);
        let low_words = words(lowest);
        if all_words.len() <= LONGEST
            && let Some(wanted) = self.asked.section(id)
        {
            for column in &wanted.column {
                let whole = likeness(column, &all_words);
                let low = if parts.len() > 1 { likeness(column, &low_words).saturating_sub(5) } else { 0 };
                if whole.max(low) >= LEAST {
                    best.push((column.id.clone(), whole.max(low)));
                }
            }
        }
        if section == Section::Reviews && self.is_review(&low_words) {
            // `Other reviews` is one of the reviews, not what heads them.
            best.retain(|(one, _)| one != "review");
        }
        if section == Section::Management && self.known.only_names(lowest) {
            // Under a heading for all of them, or without the words for people.
            let people = best.iter().any(|(one, likeness)| one == "qualified" && *likeness >= 85);
            if parts.len() > 1 || !people {
                best = vec![("qualification_kind".to_owned(), 80)];
            }
        }
        best.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
        self.memo.insert((section, joined), best.clone());
        best
    }
}

fn likeness(column: &Named, told: &[String]) -> usize {
    if holds_any(&column.not, told) { 0 } else { best_likeness(&column.names, told) }
}

/// Whether a table may have several columns of an id.
fn many(id: &str) -> bool {
    matches!(id, "qualification_kind" | "comment" | "grade")
}

/// Which column a heading names beside those already named to its left, and
/// whether it begins the table anew (side by side).
fn choose(
    col: u32,
    parts: &[String],
    matches: &[(String, usize)],
    run: &[HeaderColumn],
    gap: bool,
) -> (HeaderColumn, bool) {
    let used = |id: &str| !many(id) && run.iter().any(|column| column.id == id);
    let text = parts.join(" ");
    let column =
        |id: &str, likeness: usize| HeaderColumn { col, id: id.to_owned(), text: text.clone(), likeness };
    let Some((first, sure)) = matches.first() else {
        return (column("", 0), false);
    };
    if !used(first) {
        return (column(first, *sure), false);
    }
    if run.iter().any(|one| one.id == *first && one.likeness + 25 <= *sure) {
        return (column(first, *sure), false);
    }
    let begins = run.iter().find(|one| !one.id.is_empty()).is_some_and(|one| one.id == *first);
    let better = run.iter().any(|one| one.id == *first && one.likeness >= 90);
    if let Some((second, likeness)) = matches.iter().find(|(id, _)| !used(id))
        && !(begins && *sure == 100)
        && *likeness + 25 >= *sure
    {
        return (column(second, *likeness), false);
    }
    if begins || gap || better && *sure >= 90 {
        return (column(first, *sure), true);
    }
    (column("", 0), false)
}

/// What a table of the section cannot do without.
fn fits(section: Section, columns: &[HeaderColumn]) -> bool {
    let has = |id: &str| columns.iter().any(|column| column.id == id);
    match section {
        Section::Reviews => has("good_practice") || has("improvement"),
        Section::Management => {
            let kinds = columns.iter().filter(|column| column.id == "qualification_kind").count();
            // `Service Managers` in a row of titles is no heading of a number.
            let surely = |id: &str| columns.iter().any(|column| column.id == id && column.likeness >= 78);
            let figures = surely("posts") || surely("qualified") || surely("fte") || kinds > 0;
            let whole = has("tier") && has("titles") && has("qualified");
            whole || figures && (has("titles") || has("tier") || has("qualified") || kinds > 1)
        }
        Section::Training => {
            has("activity")
                && ["cost", "provider", "audience", "per_head", "delivery"].iter().any(|id| has(id))
        }
        Section::Coaching => {
            let figures =
                ["coaches_training", "coaches_authorised", "coachees", "sessions", "hours_per_session"];
            figures.iter().filter(|id| has(id)).count() >= 2
        }
        Section::About | Section::Practices => false,
    }
}
