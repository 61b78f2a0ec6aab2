//! Header rows: which rows name the columns of a section's table, and which column
//! each of them names. A header may be up to three rows deep; one row may head
//! several tables that stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::abreast::{each_surer, side_by_side, without_rows};
use super::again;
use super::around;
use super::chosen::{
    Chosen, choose, fits, is_list, lone_total, many, name_activity, name_apart, name_good, name_gross,
    name_lone_year, name_others, name_people, name_ticks, name_total_cost, name_totals, part_years,
    repeats_kinds, span,
};
use super::deeper::deepened;
use super::names::{Heading, LONGEST, Names, name_certificates, name_signs};
use crate::model::{CellRef, CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_listed;
use crate::recognise::management::run_on;
use crate::recognise::tables;
use crate::recognise::training::cost_rows::parts_cost;
use crate::reference::{Qualifications, Questionnaire, best_likeness};

/// Least sum of likenesses that makes a row a header.
const LEAST_SUM: usize = 140;
/// Least likeness of the surest column of a header.
const LEAST_BEST: usize = 85;
/// Likeness of a heading that is named as the form names it, or nearly.
pub(crate) const SURE: usize = 90;
/// Likeness that one row more must add to a header, or may take from it.
pub(crate) const MUCH: usize = 40;
/// Header rows one under the other, at most.
pub(super) const DEEPEST: u32 = 3;
/// Headings of one row, at most: more are the rows of a long table on its side, of which each is
/// held against all before it.
const WIDEST: usize = 1_000;

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

    /// Where it begins.
    pub(crate) fn at(&self, grid: &Grid) -> CellRef {
        grid.at_ref(self.top, self.left())
    }

    /// Whether a column belongs to another of the headers, beside this one.
    pub(crate) fn beside(&self, headers: &[Self], col: u32) -> bool {
        headers
            .iter()
            .filter(|one| one.top <= self.bottom && one.bottom >= self.top && one.left() != self.left())
            .any(|one| (one.left()..=one.right()).contains(&col))
    }

    /// Whether it can be nothing else: several columns, each named as the form does.
    pub(crate) fn is_sure(&self) -> bool {
        self.columns.len() > 2 && self.columns.iter().all(|column| column.likeness >= SURE)
    }
}

/// The sections whose tables have header rows.
pub(crate) const TABLES: [(Section, &str); 4] = [
    (Section::Reviews, "reviews"),
    (Section::Management, "management"),
    (Section::Training, "training"),
    (Section::Coaching, "coaching"),
];

/// The id that a section has in the questionnaire.
pub(crate) fn section_id(section: Section) -> &'static str {
    TABLES.iter().find(|(one, _)| *one == section).map_or("practices", |(_, id)| *id)
}

/// All headers of a sheet, from the top. `taken` are cells of questions and their answers,
/// row and column, which head nothing.
pub(crate) fn headers(
    grid: &Grid,
    (asked, known): (&Questionnaire, &Qualifications),
    taken: &BTreeSet<(u32, u32)>,
) -> Vec<Header> {
    let names = Names { asked, known };
    let mut finder =
        Finder { grid, asked, names, taken, looked_at: BTreeMap::new(), cohorts: BTreeSet::new() };
    let mut found: Vec<Header> = Vec::new();
    for &row in grid.rows() {
        let taken = |header: &Header, left: u32, right: u32| {
            row <= header.bottom && row >= header.top && left <= header.right() && right >= header.left()
        };
        for header in finder.best_at(row) {
            let header = again::raised(grid, deepened(&finder, without_rows(header, &found)));
            let under = found.iter().any(|earlier| again::is_row_of(grid, row, &header, earlier));
            if !under && !found.iter().any(|earlier| taken(earlier, header.left(), header.right())) {
                finder.cohorts.extend(again::cohorts(&header));
                found.push(header);
            }
        }
    }
    found
}

/// Whether a column tells of a table at all, as remarks do not.
pub(crate) fn counts(id: &str) -> bool {
    !matches!(id, "" | "comment" | "grade" | "coaches")
}

/// The parts of a row of headings that blank columns divide it into, or headings that are
/// surely of different sections, where they do.
fn parts<'a, 'h>(headings: &'h [Heading<'a>]) -> impl Iterator<Item = &'h [Heading<'a>]> {
    let sections = |heading: &Heading| -> BTreeSet<Section> {
        heading.names.iter().filter(|one| one.2 >= SURE).map(|one| one.0).collect()
    };
    let parts = headings.chunk_by(move |one, next| {
        let (own, others) = (sections(one), sections(next));
        let other = !own.is_empty() && !others.is_empty() && own.is_disjoint(&others);
        next.col == one.col + 1 && !other
    });
    parts.filter(move |part| part.len() > 1 && part.len() < headings.len())
}

pub(super) struct Finder<'a> {
    pub(super) grid: &'a Grid,
    asked: &'a Questionnaire,
    names: Names<'a>,
    taken: &'a BTreeSet<(u32, u32)>,
    /// Headers already looked for, by first row and depth: each band of rows is asked
    /// for from several rows.
    looked_at: BTreeMap<(u32, u32), Vec<Header>>,
    /// What heads the cohorts in the tables of coaching found so far.
    cohorts: BTreeSet<Vec<String>>,
}

impl<'a> Finder<'a> {
    /// The headers that begin in this row, each as deep as fits best. A row above or
    /// below the others must add something to them, or it is none of theirs.
    fn best_at(&mut self, row: u32) -> Vec<Header> {
        let sum = |headers: &[Header]| headers.iter().map(|h| h.score).sum::<usize>();
        let mut best = self.of_depth(row, 1).to_vec();
        let mut without_first = 0;
        for depth in 2..=DEEPEST {
            if !self.may_be_header(row + depth - 1, &best) {
                break;
            }
            without_first = without_first.max(sum(self.of_depth(row + depth - 1, 1)));
            without_first = without_first.max(sum(self.of_depth(row + 1, depth - 1)));
            let needed = sum(&best).max(without_first);
            let down = self.reaches_down(row + depth - 1, &best);
            let last = row + depth - 1;
            let parts = best.iter().any(|header| match header.section {
                Section::Training => parts_cost(self.grid, last, header),
                Section::Management => around::parts_years(self.grid, last, (header.left(), header.right())),
                _ => false,
            });
            let deeper = self.of_depth(row, depth);
            let more = sum(deeper) >= needed + MUCH || down && sum(deeper) + MUCH >= needed;
            if !deeper.is_empty() && (more || parts) {
                let deeper = deeper.to_vec();
                best = if parts { deeper } else { each_surer(best, deeper) };
            }
        }
        best
    }

    /// Whether headings found in the rows above are merged down into this one.
    fn reaches_down(&self, row: u32, found: &[Header]) -> bool {
        let down = |column: &HeaderColumn| self.grid.extent(row - 1, column.col).bottom >= row;
        found.iter().any(|header| header.columns.iter().any(down))
    }

    /// A row of numbers, of tiers, of lists or about one review is no second row of a
    /// header; what stands apart from all headers `found` so far is of other tables.
    fn may_be_header(&self, row: u32, found: &[Header]) -> bool {
        let filled = |mut cols: std::ops::Range<u32>| cols.all(|col| self.grid.shown(row, col).is_some());
        let within =
            |col: u32| found.iter().any(|one| filled(col..one.left()) && filled(one.right() + 1..col + 1));
        let mut any = false;
        // Under `Management qualification` stands `Other`, which is no review.
        let of_tiers = found.iter().any(|one| one.section == Section::Management);
        for (_, seen) in self.grid.row(row).filter(|(col, _)| found.is_empty() || within(*col)) {
            any = true;
            if seen.is_tier()
                || is_listed(&seen.text)
                || seen.words.len() > LONGEST
                || !matches!(seen.value, CellValue::Text(_)) && !around::is_year(seen)
                || !of_tiers && around::names_review(self.asked, seen)
            {
                return false;
            }
        }
        any
    }

    fn of_depth(&mut self, top: u32, depth: u32) -> &[Header] {
        if !self.looked_at.contains_key(&(top, depth)) {
            let found = self.look_at(top, depth);
            self.looked_at.insert((top, depth), found);
        }
        self.looked_at.get(&(top, depth)).map(Vec::as_slice).unwrap_or_default()
    }

    fn look_at(&self, top: u32, depth: u32) -> Vec<Header> {
        if self.grid.row(top).take(WIDEST + 1).count() > WIDEST {
            return Vec::new();
        }
        let headings = self.headings(top, depth);
        let of = |headings: &[Heading<'a>]| -> Vec<Header> {
            let of_section = |(section, id)| self.of_section(section, id, (top, depth), headings);
            TABLES.into_iter().flat_map(of_section).collect()
        };
        // Each part of the row between blank columns may be a table of its own.
        let apart: Vec<Header> = parts(&headings).flat_map(of).collect();
        let all = side_by_side([of(&headings), apart.clone()].concat());
        let apart = side_by_side(apart);
        let sum = |headers: &[Header]| headers.iter().map(|header| header.score).sum::<usize>();
        // Of as many tables that say as much, those without what stands beyond a blank column.
        let narrower = || apart.len() == all.len() && sum(&apart) == sum(&all);
        if sum(&apart) > sum(&all) || narrower() { apart } else { all }
    }

    /// What stands in each column of the rows, from the left.
    pub(super) fn headings(&self, top: u32, depth: u32) -> Vec<Heading<'a>> {
        let grid = self.grid;
        let mut columns: BTreeMap<u32, Vec<&'a Seen>> = BTreeMap::new();
        for row in top..top + depth {
            for col in grid.columns_shown(row) {
                let taken = |col: u32| self.taken.contains(&(row, col));
                // `TRAINING` merged down beside the whole section heads no column.
                let block = grid.extent(row, col);
                let beside = block.bottom - block.top > DEEPEST;
                if beside || taken(col) || around::stands_over(grid, (row, col), top + depth - 1, taken) {
                    continue;
                }
                let parts = columns.entry(col).or_default();
                // A cell merged over several of the rows is one heading.
                if let Some((_, seen)) = grid.shown(row, col)
                    && !parts.iter().any(|part| std::ptr::eq(*part, seen))
                {
                    parts.push(seen);
                }
            }
        }
        let heading = |(col, parts): (u32, Vec<&'a Seen>)| {
            let mut names = self.names.of(&parts);
            // `Posts` asks for their titles or their number: what stands below it says which.
            let titles = |(_, id, _): &(Section, &str, usize)| *id == "titles";
            if names.iter().any(titles) && around::counts_below(grid, top + depth - 1, col) {
                names.retain(|one| !titles(one));
            }
            Heading { col, parts, names, over: around::time_over(grid, (top, col)) }
        };
        let mut found: Vec<Heading> = columns.into_iter().map(heading).collect();
        self.names.part_kinds(&mut found);
        part_years(&mut found);
        name_ticks(&mut found);
        name_totals(&mut found, self.asked);
        name_others(&mut found);
        name_signs(&mut found);
        name_certificates(grid, top + depth - 1, &mut found);
        found
    }

    /// Whether a text heads no column of the table that begins with it: it counts the
    /// rows, or is a title of the sheet on its side that resembles a heading.
    fn is_title(&self, section: Section, bottom: u32, heading: &Heading) -> bool {
        let (grid, col, parts) = (self.grid, heading.col, &heading.parts);
        if around::numbers_rows(grid, section, (bottom, col), parts)
            || around::letters_rows(grid, bottom, col, parts)
        {
            return true;
        }
        if !around::heads_nothing(self.grid, bottom, heading.col) {
            return false;
        }
        let sure = heading.names.iter().any(|(of, _, likeness)| *of == section && *likeness >= 90);
        let told = around::told(&heading.parts);
        let sections = TABLES.iter().filter_map(|(_, id)| self.asked.section(id));
        let named = || sections.into_iter().any(|one| best_likeness(&one.headings, &told) >= 90);
        !sure || named()
    }

    /// Whether a review's name stands alone over its lists, which follow below it.
    fn is_sub_head(&self, section: Section, bottom: u32, heading: &Heading) -> bool {
        section == Section::Reviews
            && around::heads_nothing(self.grid, bottom, heading.col)
            && around::is_review(self.asked, &around::told(&heading.parts))
    }

    /// The tables of one section that these header rows head.
    pub(super) fn of_section(
        &self,
        section: Section,
        id: &str,
        (top, depth): (u32, u32),
        headings: &[Heading<'a>],
    ) -> Vec<Header> {
        // Without one sure heading there is no table, and most rows have none.
        let sure = |(of, id, likeness): &(Section, &str, usize)| {
            *of == section && *likeness >= LEAST_BEST && counts(id)
        };
        if !headings.iter().any(|heading| heading.names.iter().any(sure)) {
            return Vec::new();
        }
        let bottom = top + depth - 1;
        let mut runs: Vec<Vec<Chosen>> = vec![Vec::new()];
        let mut last_col = None;
        for heading in headings {
            let gap = last_col.is_some_and(|last: u32| heading.col > last + 1);
            let own = runs.last().map(Vec::as_slice).unwrap_or_default();
            let apart = |last| {
                let goes_on = |one: &Chosen| run_on::goes_on(self.grid, bottom, one.id, (last, heading.col));
                let listed = section == Section::Management && own.last().is_some_and(goes_on);
                let far = heading.col > last + 2 && heading.is_weak(section);
                !listed && (far || around::is_apart(self.grid, bottom + 1, (last, heading.col)))
                    || gap && self.names.heads_labels(self.grid, section, (bottom, heading.col))
            };
            let apart = last_col.is_some_and(apart) || self.is_sub_head(section, bottom, heading);
            let run = if apart { &[] } else { own };
            last_col = Some(heading.col);
            let begins = run.iter().all(|one| one.id.is_empty());
            let (column, again) = if begins && self.is_title(section, bottom, heading) {
                (Chosen { heading, id: "", likeness: 0 }, false)
            } else {
                choose(section, heading, run, gap)
            };
            if again || apart {
                runs.push(vec![column]);
            } else if let Some(run) = runs.last_mut() {
                // A surer heading takes the name from a text that only resembled one.
                if !column.id.is_empty() && !many(column.id) && !is_list(column.id) {
                    run.iter_mut().filter(|one| one.id == column.id).for_each(|one| one.id = "");
                }
                run.push(column);
            }
        }
        for run in &mut runs {
            match section {
                Section::Training => {
                    name_total_cost(run, |part, total| around::both_below(self.grid, bottom, part, total));
                    name_gross(run);
                    name_lone_year(run);
                    name_apart(run);
                    name_activity(run);
                }
                Section::Management => name_people(run),
                Section::Reviews => name_good(run),
                _ => {}
            }
        }
        runs.into_iter().filter_map(|run| self.header(section, id, (top, depth), &run)).collect()
    }

    fn header(&self, section: Section, id: &str, (top, depth): (u32, u32), run: &[Chosen]) -> Option<Header> {
        let known = |column: &Chosen| !column.id.is_empty();
        let (first, last) = (run.iter().position(|one| counts(one.id))?, run.iter().rposition(known)?);
        let columns = run.get(first..=last)?;
        let wanted = self.asked.section(id)?;
        let strong = |id: &str| wanted.column.iter().any(|column| column.strong && column.id == id);
        let counted: Vec<&Chosen> = columns.iter().filter(|one| counts(one.id)).collect();
        let score: usize = counted.iter().map(|column| column.likeness).sum();
        let distinct = counted.iter().map(|column| column.id).collect::<BTreeSet<_>>().len();
        let best = counted.iter().map(|column| column.likeness).max().unwrap_or(0);
        let bottom = top + depth - 1;
        let services = || lone_total(columns) && self.heads_tiers(bottom, columns);
        if distinct == 1 && best >= LEAST_BEST && services() {
            let columns = columns.iter().map(Chosen::column).collect();
            return Some(Header { section, top, bottom, columns, score });
        }
        let enough = distinct >= 2
            && score >= LEAST_SUM
            && best >= LEAST_BEST
            && counted.iter().any(|column| strong(column.id))
            && !columns.iter().any(|column| (top..=bottom).any(|row| self.is_data(row, column.heading.col)))
            && (fits(section, columns)
                || section == Section::Coaching && again::goes_on(columns, &self.cohorts))
            && !around::lists_pairs(self.grid, bottom, span(run))
            && !repeats_kinds(columns)
            && (!lone_total(columns) || services());
        enough.then(|| {
            let columns = columns.iter().map(Chosen::column).collect();
            Header { section, top, bottom, columns, score }
        })
    }

    /// Whether tiers stand in the rows of a sheet on its side, before the first of these
    /// columns: services across the page, and their total.
    fn heads_tiers(&self, bottom: u32, columns: &[Chosen]) -> bool {
        let Some(first) = columns.first().filter(|_| self.grid.is_sideways()) else { return false };
        tables::labels_before(self.grid, bottom, first.heading.col)
            .any(|col| (bottom + 1..=bottom + 2).all(|row| self.grid.at(row, col).is_some_and(Seen::is_tier)))
    }

    /// A number, a date, a sum of money or a tier is what a table holds, not what heads it.
    fn is_data(&self, row: u32, col: u32) -> bool {
        // `£900`, `Total £900`; but not `Courses over £900`.
        let money = |text: &str| {
            let sum = text.strip_prefix("Total ").unwrap_or(text).strip_prefix('\u{a3}');
            sum.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        self.grid.shown(row, col).is_some_and(|(_, seen)| {
            let number = !matches!(seen.value, CellValue::Text(_)) && !around::is_year(seen);
            number || seen.is_tier() || money(&seen.text)
        })
    }
}
