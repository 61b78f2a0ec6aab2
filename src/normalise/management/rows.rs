//! The rows of a management table as lines of posts: each cell by what its column is
//! for, and what several columns or a column of yes and no say together.

use std::collections::BTreeSet;

use super::qualified::flag;
use super::titles::{is_plural, listed};
use crate::model::{CellRef, CellValue};
use crate::normalise::texts::number;
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{Table, TableCell, TableRow, kind, tier_label};
use crate::reference::{Reference, Titles, words};

/// One row of a management table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// Titles.
    pub(crate) titles: Option<TableCell>,
    /// Number of posts.
    pub(crate) posts: Option<TableCell>,
    /// Full-time equivalents.
    pub(crate) fte: Option<TableCell>,
    /// People qualified.
    pub(crate) qualified: Option<TableCell>,
    /// Columns of kinds of qualification: heading and cell.
    pub(crate) kinds: Vec<(String, TableCell)>,
    /// Names of qualifications in a column of their own.
    pub(crate) names: Option<TableCell>,
    /// Where the number of posts stands, or would stand.
    pub(crate) posts_at: Option<CellRef>,
    /// Where people qualified stand, or would stand.
    pub(crate) qualified_at: Option<CellRef>,
    /// Where the row begins.
    pub(crate) at: Option<CellRef>,
}

impl Line {
    /// Whether a column of figures holds something.
    pub(crate) fn is_numbered(&self) -> bool {
        self.posts.is_some() || self.qualified.is_some() || !self.kinds.is_empty() || self.fte.is_some()
    }
}

/// A management table with what its columns mean beyond their ids.
pub(crate) struct TierRows<'a> {
    table: &'a Table,
    rules: &'a Titles,
    /// What a number in the column of people is multiplied by to be a percentage.
    percent: Option<f64>,
    /// Whether each row is one post, with yes or no for its holder.
    one_post_a_row: bool,
    /// Whether titles stand in the column of tiers.
    titles_as_tiers: bool,
    /// The column whose cells say posts and people, `11 / 3`, where one does, and whether its
    /// heading asks for both.
    pairs: Option<(&'static str, bool)>,
    /// Whether titles stand in the column of posts, with their numbers: `Director x 2`.
    titles_as_posts: bool,
    /// The columns of titles: those under one heading, or one whose heading nobody foresaw.
    titles: Vec<usize>,
}

/// Which qualifications are held.
const NAMES: &str = "qualification_names";

/// The columns that may say posts and people in one cell, each with what no other column asks for.
const PAIRS: [(&str, &str); 3] = [("posts", "qualified"), ("qualified", "posts"), (NAMES, "posts")];

impl<'a> TierRows<'a> {
    /// Looks at the columns of a table.
    pub(crate) fn of(table: &'a Table, reference: &'a Reference) -> Self {
        let (rules, known) = (&reference.titles, &reference.qualifications);
        let cells = |id: &str| -> Vec<&TableCell> {
            table.column(id).map_or_else(Vec::new, |at| {
                table.rows.iter().filter_map(|row| row.cells.get(at)?.as_ref()).collect()
            })
        };
        let counts = ["posts", "fte", "posts_part"].iter().any(|id| table.column(id).is_some());
        let qualified = cells("qualified");
        let says_of_one = |cell: &&&TableCell| {
            flag(&cell.text).is_some()
                || silence(&cell.text) == Some(Silence::Zero)
                || known.only_names(&cell.text)
        };
        let people = qualified.iter().filter(says_of_one).count();
        let titles = cells("titles");
        let tiers = cells("tier");
        let distinct: BTreeSet<&str> = tiers.iter().map(|cell| cell.text.trim()).collect();
        // Several rows to a tier, each one post.
        let singles = titles.len() > distinct.len() && titles.iter().all(|cell| is_single(cell, rules));
        let posts = cells("posts");
        // `Chief Executive - 1 management qualification` speaks of more than posts.
        let says = |cell: &&TableCell| words(&cell.text).iter().any(|word| word == "qualification");
        let named = posts.iter().filter(|cell| {
            cell.text.chars().filter(|c| c.is_alphabetic()).count() > 3 && rules.rule(&cell.text).is_some()
        });
        let holds_titles = named.count() * 2 > posts.len() && !posts.iter().any(says);
        Self {
            table,
            rules,
            titles_as_posts: table.column("titles").is_none() && holds_titles,
            titles: titles_at(table, rules),
            percent: percent(table, &qualified),
            pairs: PAIRS.into_iter().find_map(|(id, other)| {
                let (cells, both) = (cells(id), asks_both(table, id));
                let paired = cells.len() > 1 && cells.iter().all(|cell| pair(cell, both).is_some());
                (table.column(other).is_none() && paired).then_some((id, both))
            }),
            one_post_a_row: !counts && people > 1 && people * 2 > qualified.len() && singles,
            titles_as_tiers: table.column("titles").is_none()
                && !tiers.is_empty()
                && tiers.iter().all(|cell| tier_label(&cell.text).is_none()),
        }
    }

    /// A row of the table.
    pub(crate) fn line(&self, row: &TableRow) -> Line {
        let table = self.table;
        let cell = |id: &str| table.cell(row, id).cloned();
        let kinds = table
            .ids
            .iter()
            .zip(&table.headings)
            .zip(&row.cells)
            .filter(|((id, _), _)| *id == "qualification_kind")
            .filter_map(|((_, heading), cell)| Some((heading.clone(), cell.clone()?)))
            .collect();
        let (titles, posts) = match (self.titles_as_posts, self.titles_as_tiers) {
            (true, _) => (cell("posts"), None),
            (false, true) => (cell("tier"), cell("posts")),
            (false, false) => (self.titles(row), cell("posts")),
        };
        let (titles, of_titles) = parted(titles);
        let (posts, of_posts) = parted(posts);
        let said = self.pairs.and_then(|(id, both)| pair(table.cell(row, id)?, both));
        let (posts, of_posts) = said.map_or((posts, of_posts), |(posts, people)| (Some(posts), Some(people)));
        let own = titles.as_ref().filter(|cell| self.one_post_a_row && is_single(cell, self.rules));
        let one = own.map(|cell| with_value(cell, CellValue::Number(1.0), "1".to_owned()));
        Line {
            posts: posts.or_else(|| self.sum_of(row, "posts_part")).or(one),
            titles,
            fte: cell("fte"),
            qualified: self
                .qualified(row)
                .filter(|_| self.pairs.is_none())
                .map(|cell| self.as_share(cell))
                .or(of_posts)
                .or(of_titles),
            kinds,
            names: cell("qualification_names").filter(|_| self.pairs.is_none_or(|(id, _)| id != NAMES)),
            posts_at: table.place(row, "posts").or_else(|| table.place(row, "posts_part")).cloned(),
            qualified_at: table
                .place(row, "qualified")
                .or_else(|| table.place(row, "qualified_part"))
                .cloned(),
            at: row.cells.iter().flatten().map(|cell| cell.at.clone()).next(),
        }
    }

    /// The titles of a row, in one cell.
    fn titles(&self, row: &TableRow) -> Option<TableCell> {
        let mut cells = self.titles.iter().filter_map(|at| row.cells.get(*at)?.as_ref());
        let first = cells.next()?;
        let named = |cell: &&TableCell| {
            let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
            letters > 2 && !cell.again && kind(&cell.text).is_none() && silence(&cell.text).is_none()
        };
        let mut texts: Vec<&str> = cells.filter(named).map(|cell| cell.text.as_str()).collect();
        if texts.is_empty() {
            return Some(first.clone());
        }
        texts.insert(0, &first.text);
        Some(first.with_text(&texts.join("\n")))
    }

    /// The cell about people qualified: their number, where a column asks whether any are
    /// and the next how many. `No` to the tier is nobody of it.
    fn qualified(&self, row: &TableRow) -> Option<TableCell> {
        let own = self.table.cell(row, "qualified");
        if self.table.column("qualified_number").is_none() {
            return own.cloned().or_else(|| self.sum_of(row, "qualified_part"));
        }
        let number = self.table.cell(row, "qualified_number");
        let number = number.filter(|cell| silence(&cell.text) != Some(Silence::NoAnswer));
        let in_words = |cell: &&TableCell| {
            let first = words(&cell.text).first().cloned().unwrap_or_default();
            flag(&cell.text).is_some() || ["some", "most"].contains(&first.as_str())
        };
        match (own, own.filter(in_words), number) {
            (Some(_), Some(_), Some(number)) | (None, _, Some(number)) => Some(number.clone()),
            (_, Some(said), None) if flag(&said.text) == Some(false) => {
                Some(with_value(said, CellValue::Number(0.0), said.text.clone()))
            }
            _ => own.cloned(),
        }
    }

    /// Posts in columns of full-time and of part-time ones, of men and of women, are posts
    /// together, and so are people.
    fn sum_of(&self, row: &TableRow, id: &str) -> Option<TableCell> {
        let own = self.table.ids.iter().zip(&row.cells).filter(|(one, _)| *one == id);
        let cells: Vec<&TableCell> = own
            .filter_map(|(_, cell)| cell.as_ref())
            .filter(|cell| silence(&cell.text).is_none() && !cell.again)
            .collect();
        let sum = cells
            .iter()
            .map(|cell| number::in_cell(&cell.value)?.whole().filter(|one| one.lower == one.upper))
            .try_fold(0_i64, |sum, one| Some(sum + one?.lower))?;
        let text = cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" + ");
        let value = CellValue::Text(sum.to_string());
        cells.first().map(|first| with_value(first, value, text))
    }

    /// A plain number under a heading that asks for a percentage is one.
    fn as_share(&self, cell: TableCell) -> TableCell {
        let number = match &cell.value {
            CellValue::Number(number) => Some(*number),
            CellValue::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        match (self.percent, number) {
            (Some(times), Some(number)) => TableCell { value: CellValue::Percent(number * times), ..cell },
            _ => cell,
        }
    }
}

/// The columns of titles: those under one heading; or, where nothing asks for titles, one that
/// holds them.
fn titles_at(table: &Table, rules: &Titles) -> Vec<usize> {
    let free = |at: &usize| table.ids.get(*at).is_some_and(String::is_empty);
    if let Some(first) = table.column("titles") {
        let heading = table.headings.get(first).filter(|heading| !heading.is_empty());
        let same = |at: &usize| free(at) && heading.is_some() && table.headings.get(*at) == heading;
        return std::iter::once(first).chain((first + 1..table.ids.len()).take_while(same)).collect();
    }
    let holds = |at: &usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(*at)?.as_ref());
        let texts: Vec<&TableCell> = cells.collect();
        let titled = texts.iter().filter(|cell| rules.rule(&cell.text).is_some()).count();
        titled > 1 && titled * 2 > texts.len()
    };
    (0..table.ids.len()).filter(free).find(holds).into_iter().collect()
}

/// What turns the numbers of a column headed `% qualified` into percentages: nothing where
/// one of them is above 1, a hundred where all are parts of one.
fn percent(table: &Table, qualified: &[&TableCell]) -> Option<f64> {
    let heading = words(table.headings.get(table.column("qualified")?)?);
    let asked = heading.iter().any(|word| matches!(word.as_str(), "percent" | "percentage" | "proportion"));
    let above_one =
        qualified.iter().any(|cell| matches!(cell.value, CellValue::Number(number) if number > 1.0));
    asked.then_some(if above_one { 1.0 } else { 100.0 })
}

/// A cell, and what it says of people qualified: `14 managers, of whom 6 hold a DMS`.
fn parted(cell: Option<TableCell>) -> (Option<TableCell>, Option<TableCell>) {
    let Some(cell) = cell else { return (None, None) };
    let lower = cell.text.to_ascii_lowercase();
    let holds = |text: &str| ["hold", "qualif", "have", "has", "with"].iter().any(|word| text.contains(word));
    let said = ["of whom ", "of which "].iter().find_map(|words| Some((lower.find(words)?, words.len())));
    // `Directors (3); 2 with a management qualification`.
    let clause = || {
        let at = lower.rfind([';', '\n', '.', ','])?;
        let (head, rest) = (lower.get(..at)?, lower.get(at + 1..)?);
        let own = rest.contains("qualif") && !head.contains("qualif");
        (own && rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == 'n')).then_some((at, 1))
    };
    let at = said.filter(|_| holds(&lower)).or_else(clause);
    let Some((at, length)) = at else { return (Some(cell), None) };
    let part = |text: Option<&str>| {
        let text = text.unwrap_or("").trim().trim_end_matches([',', ';', '-', '(']).trim().to_owned();
        cell.with_text(&text)
    };
    (Some(part(cell.text.get(..at))), Some(part(cell.text.get(at + length..))))
}

/// Whether a heading asks for posts and for those of them qualified: `No. of posts (of whom
/// qualified)`.
fn asks_both(table: &Table, id: &str) -> bool {
    let told = table.column(id).and_then(|place| table.headings.get(place)).map(|heading| words(heading));
    let told = told.unwrap_or_default();
    told.iter().any(|word| word.starts_with("qualif")) && told.iter().any(|word| word == "post")
}

/// The posts and the people that a cell says with a stroke between them, or where both are
/// asked for in words or brackets: `8 (of whom 2 qualified)`, `7 (6)`. Never more people than posts.
fn pair(cell: &TableCell, both: bool) -> Option<(TableCell, TableCell)> {
    let parted = ["of whom", "of which", "("].iter().find_map(|by| cell.text.split_once(by)).filter(|_| both);
    let (posts, people) = cell.text.split_once('/').or(parted)?;
    let posts = posts.trim_end_matches([' ', ',', ';', '-', '(']);
    let people = people.trim().trim_end_matches(')');
    let people = if both { people.split_whitespace().next()? } else { people };
    let number = |text: &str| match text.trim() {
        "none" | "nil" | "nobody" => Some(0),
        text => text.parse::<u32>().ok(),
    };
    let part = |text: &str| cell.with_text(text.trim());
    (number(people)? <= number(posts)?).then(|| (part(posts), part(people)))
}

/// Whether a cell names one post and no more.
fn is_single(cell: &TableCell, rules: &Titles) -> bool {
    let found = listed(&cell.text, rules);
    matches!(found.titles.as_slice(), [only] if only.number.is_none() && !is_plural(&only.text))
}

fn with_value(cell: &TableCell, value: CellValue, text: String) -> TableCell {
    TableCell { value, text, ..cell.clone() }
}
