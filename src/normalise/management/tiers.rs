//! The rows of management tables gathered by tier, whatever style the tiers are
//! labelled in; total rows and footnotes set apart.

use std::collections::{BTreeMap, BTreeSet};

use super::below;
use super::options;
use super::parts::{Parts, of_those_above};
use super::row_labels::{is_of_others, is_remark, lowest, names_posts, runs_on, says_all, tier_behind};
use super::rows::{Line, TierRows};
use super::rows_of_kinds;
use super::sums::{say_bare, sums_up};
use crate::model::{CellRef, CellValue, Code, Finding};
use crate::normalise::texts::silence::silence;
use crate::recognise::{Table, TableCell, TableRow, is_footnote, is_total, tier_label};
use crate::reference::{Rank, Reference, words};

/// A tier with its rows.
#[derive(Debug, Clone)]
pub(crate) struct Tier {
    /// Its number.
    pub(crate) number: i64,
    /// Its rows.
    pub(crate) lines: Vec<Line>,
    /// Its label's cell, where it has one.
    pub(crate) at: Option<CellRef>,
}

/// The tiers of the tables, and the total rows.
pub(crate) fn tiers(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Tier>, Vec<Line>) {
    let mut gathered = Gathered::default();
    for table in tables {
        let chosen = options::left_out(table, &reference.qualifications);
        let table = chosen.as_ref().unwrap_or(table);
        let one = rows_of_kinds::settled(table);
        gathered.add(one.as_ref().unwrap_or(table), reference, findings);
    }
    let Gathered { mut found, mut loose, totals } = gathered;
    for tier in found.values_mut() {
        join_sheets(&mut tier.lines);
        join_halves(&mut tier.lines);
    }
    if found.len() > 1 && found.keys().next() == Some(&2) && !loose.is_empty() {
        take_first(&mut loose, &mut found, findings);
    }
    if !loose.is_empty() {
        take_loose(loose, &mut found, reference, findings);
    }
    say_gaps(&found, findings);
    (found.into_values().collect(), totals)
}

/// Says that tiers between two others stand nowhere: a number may have been taken for a tier.
fn say_gaps(found: &BTreeMap<i64, Tier>, findings: &mut Vec<Finding>) {
    for ((above, _), (tier, own)) in found.iter().zip(found.iter().skip(1)) {
        if let Some(at) = own.at.as_ref().filter(|_| above + 1 < *tier) {
            let message = format!(
                "This was read as tier {tier}; the one before it is tier {above}. Number the tiers one after the other, or say that those between have no posts."
            );
            findings.push(Finding::at(Code::TierUnclear, at, tier.to_string(), message));
        }
    }
}

/// What the rows of the tables are.
#[derive(Default)]
struct Gathered {
    found: BTreeMap<i64, Tier>,
    /// Posts without a tier.
    loose: Vec<Line>,
    totals: Vec<Line>,
}

impl Gathered {
    fn add(&mut self, table: &Table, reference: &Reference, findings: &mut Vec<Finding>) {
        let mut current: Option<(i64, CellRef)> = tier_over(table);
        let columns = TierRows::of(table, reference);
        let mut summed = false;
        let mut above: Vec<Line> = Vec::new();
        let mut parts = Parts::default();
        let (rows, below) = below::parted(table);
        let last = rows.iter().rposition(|row| holds_something(&columns.line(row)));
        let labelled = rows.iter().any(|row| is_labelled(table, row));
        let mut named = None;
        for (place, row) in rows.iter().enumerate() {
            let mut line = columns.line(row);
            take_part(row, &mut line);
            if parts.take(above.last(), row, &mut line, findings) {
                if let Some((tier, at)) = current.clone().filter(|_| holds_something(&line)) {
                    self.put(tier, at, Some(line));
                }
                continue;
            }
            let next = next_tier(table.cell(row, "tier"), &mut named, current.as_ref());
            let role = role((table, next, labelled), row, &mut line, reference);
            let role = if summed { below_total(role, table, row) } else { role };
            let ends = matches!(role, Role::Posts) && last == Some(place);
            let role = if ends && sums_up(row, &line, &above, reference) { Role::Total } else { role };
            match role {
                Role::Total => {
                    summed = true;
                    self.totals.push(line);
                }
                Role::Note(cell) => {
                    let message = "This was taken as a note under the table, not as posts.";
                    findings.push(Finding::at(Code::RowNote, &cell.at, cell.text, message));
                }
                Role::Label(tier, at) => {
                    summed = false;
                    current = Some((tier, at.clone()));
                    parts = Parts::default();
                    above.push(line.clone());
                    self.put(tier, at, holds_something(&line).then_some(line));
                }
                Role::Posts => {
                    if let Some((tier, _)) = &current {
                        if ends && row.beside.is_none() {
                            say_bare(&line, &above, *tier, findings);
                        }
                        if labelled {
                            say_unknown((table, row), &line, *tier, findings);
                        }
                    }
                    parts = Parts::default();
                    above.push(line.clone());
                    self.put_posts(current.clone(), line);
                }
            }
        }
        self.take_below(table, below, findings);
    }

    /// Takes what another table below the posts tells of their tiers: who of them is qualified,
    /// where the posts' own does not ask.
    fn take_below(&mut self, table: &Table, below: &[TableRow], findings: &mut Vec<Finding>) {
        let asked = ["qualified", "qualified_part", "qualification_kind"];
        let asked = asked.iter().any(|id| table.column(id).is_some());
        let Some(first) = below.iter().find_map(|row| row.cells.iter().flatten().next()) else { return };
        let tiers = below::tiers(below);
        let known = tiers.iter().all(|tier| self.found.contains_key(tier));
        let told = if known && !asked { below::qualified(table, below) } else { Vec::new() };
        let whole = asked || !told.is_empty() && tiers.len() == self.found.len();
        findings.push(below::finding(first, known && whole));
        for (tier, line) in told {
            self.put(tier, first.at.clone(), Some(line));
        }
    }

    /// Puts posts to the tier above them, if one is.
    fn put_posts(&mut self, current: Option<(i64, CellRef)>, line: Line) {
        match current {
            Some((tier, at)) => self.put(tier, at, Some(line)),
            None => self.loose.push(line),
        }
    }

    /// Puts a line to its tier, whose label stands `at` this cell.
    fn put(&mut self, tier: i64, at: CellRef, line: Option<Line>) {
        let new = || Tier { number: tier, lines: Vec::new(), at: Some(at) };
        self.found.entry(tier).or_insert_with(new).lines.extend(line);
    }
}

/// `of which with a management qualification`, in a row below the posts: its number is of people.
fn take_part(row: &TableRow, line: &mut Line) {
    let begins = row.cells.iter().flatten().next().is_some_and(|first| !first.again);
    if begins && of_those_above(row) == Some(true) {
        line.titles = None;
        line.qualified = line.posts.take().or(line.qualified.take());
        line.qualified_at = line.posts_at.take();
    }
}

/// What stands in the place of a tier below a total, and is none, is a note: `Turnover of managers`.
fn below_total(role: Role, table: &Table, row: &TableRow) -> Role {
    let label = table.cell(row, "tier").filter(|cell| matches!(cell.value, CellValue::Text(_)));
    match (role, label) {
        (Role::Posts, Some(cell)) if table.cell(row, "titles").is_none() => Role::Note(cell.clone()),
        (role, _) => role,
    }
}

/// A tier's titles on one sheet, its posts and who of them is qualified on others, make one line.
fn join_sheets(lines: &mut Vec<Line>) {
    let given = |line: &Line| {
        let names = line.names.is_some() || line.qualified.is_some() || !line.kinds.is_empty();
        [line.titles.is_some(), line.posts.is_some() || line.fte.is_some(), names]
    };
    let sheets: BTreeSet<_> = lines.iter().map(|line| line.at.as_ref().map(|at| at.sheet.clone())).collect();
    let alone = |at: usize| lines.iter().filter(|line| given(line).get(at) == Some(&true)).count() == 1;
    let one_each = lines.len() == 3 && sheets.len() == 3 && (0..3).all(alone);
    if !one_each {
        return;
    }
    let join = |whole: Line, line: Line| Line {
        titles: whole.titles.or(line.titles),
        posts: whole.posts.or(line.posts),
        fte: whole.fte.or(line.fte),
        qualified: whole.qualified.or(line.qualified),
        kinds: [whole.kinds, line.kinds].concat(),
        names: whole.names.or(line.names),
        posts_at: whole.posts_at.or(line.posts_at),
        qualified_at: whole.qualified_at.or(line.qualified_at),
        at: whole.at.or(line.at),
    };
    *lines = std::mem::take(lines).into_iter().reduce(join).into_iter().collect();
}

/// One table for the posts and another for who is qualified: the tier's line of the second is
/// put to those of the first.
fn join_halves(lines: &mut Vec<Line>) {
    let counts = |line: &Line| line.posts.is_some() || line.fte.is_some();
    let speaks = |line: &Line| line.qualified.is_some() || !line.kinds.is_empty() || line.names.is_some();
    let half = |line: &Line| speaks(line) && !counts(line) && line.titles.is_none();
    let (halves, others): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| half(line));
    if halves.len() != 1 || others.is_empty() || others.iter().any(|line| speaks(line)) {
        return;
    }
    let Some(place) = lines.iter().position(half) else { return };
    let said = lines.remove(place);
    for (place, line) in lines.iter_mut().enumerate() {
        // It is the tier's, and not that of its first title.
        let again = |cell: &TableCell| TableCell { again: cell.again || place > 0, ..cell.clone() };
        line.qualified = said.qualified.as_ref().map(again);
        line.names = said.names.as_ref().map(again);
        line.kinds = said.kinds.iter().map(|(kind, cell)| (kind.clone(), again(cell))).collect();
        line.qualified_at.clone_from(&said.qualified_at);
    }
}

fn holds_something(line: &Line) -> bool {
    line.titles.is_some()
        || line.posts.is_some()
        || line.qualified.is_some()
        || !line.kinds.is_empty()
        || line.fte.is_some()
        || line.names.is_some()
}

/// The tier that stands over a table, with its place.
fn tier_over(table: &Table) -> Option<(i64, CellRef)> {
    let label = |cell: &TableCell| tier_label(&cell.text).filter(|label| label.sure).map(|label| label.tier);
    table.over.iter().find_map(|cell| Some((label(cell)?, cell.at.clone())))
}

/// The tier that would come next in a table: the last again, where its label is said once more.
fn next_tier<'a>(
    label: Option<&'a TableCell>,
    named: &mut Option<&'a str>,
    current: Option<&(i64, CellRef)>,
) -> i64 {
    let label = label.map(|cell| cell.text.as_str());
    let again = label.is_some() && label == *named;
    *named = label.or(*named);
    current.map_or(1, |(tier, _)| if again { *tier } else { tier + 1 })
}

/// Whether a row has a tier's label of its own, in their column or alone.
fn is_labelled(table: &Table, row: &TableRow) -> bool {
    let own = table.cell(row, "tier").is_some_and(|cell| tier_label(&cell.text).is_some());
    let filled: Vec<&TableCell> = row.cells.iter().flatten().collect();
    let alone = |text: &str| tier_label(text).is_some_and(|label| label.sure && label.rest.is_empty());
    own || matches!(filled.as_slice(), [only] if alone(&only.text))
}

/// Says that what stands in the place of a tier beside titled posts names none.
fn say_unknown((table, row): (&Table, &TableRow), line: &Line, tier: i64, findings: &mut Vec<Finding>) {
    let cell = table.cell(row, "tier").filter(|cell| !cell.again && silence(&cell.text).is_none());
    let titled = line.titles.as_ref().is_some_and(|titles| !titles.again);
    let Some(cell) = cell.filter(|_| titled && line.posts.is_some()) else { return };
    let message = format!(
        "This names no tier; the posts beside it were counted with tier {tier}, which stands above. Write the tier (1st, 2nd, ...) beside them."
    );
    findings.push(Finding::at(Code::TierUnclear, &cell.at, &cell.text, message));
}

enum Role {
    Label(i64, CellRef),
    Posts,
    Total,
    Note(TableCell),
}

/// The cell of a row that is a note, and no posts: a footnote, a remark.
fn note<'a>(row: &'a TableRow, line: &Line, labelled: bool, reference: &Reference) -> Option<&'a TableCell> {
    let mut filled = row.cells.iter().flatten();
    let (Some(only), None) = (filled.next(), filled.next()) else { return None };
    if !matches!(only.value, CellValue::Text(_)) {
        return None;
    }
    let told = words(&only.text);
    let long = || row.after_gap && told.len() > 7 && tier_label(&only.text).is_none();
    let noted = is_footnote(&only.text, &told, &reference.questionnaire.general)
        || !line.is_numbered() && long()
        || labelled && is_remark(&only.text);
    noted.then_some(only)
}

/// What a row is: a tier's first, another of the same tier, a total, a note. `next` is the tier
/// that would come next, and `labelled` whether rows of the table have labels of their own.
fn role(
    (table, next, labelled): (&Table, i64, bool),
    row: &TableRow,
    line: &mut Line,
    reference: &Reference,
) -> Role {
    let general = &reference.questionnaire.general;
    let filled: Vec<&TableCell> = row.cells.iter().flatten().collect();
    let is_text = |cell: &TableCell| matches!(cell.value, CellValue::Text(_));
    let others = |cell: &&TableCell| is_text(cell) && is_of_others(&cell.text);
    if let Some(cell) = table.cell(row, "tier").filter(others).filter(|_| line.titles.is_none()) {
        return Role::Note(cell.clone());
    }
    // Beside titles stands a neighbour's total.
    let beside = row.beside.iter().filter(|_| line.titles.is_none()).map(String::as_str);
    let labels = filled.iter().take(2).filter(|cell| is_text(cell)).map(|cell| cell.text.as_str());
    let total = labels.chain(beside).any(|text| is_total(&words(text), general));
    let begins_with_all = filled.first().is_some_and(|cell| is_text(cell) && says_all(&words(&cell.text)));
    // `2nd tier total` is one.
    let tiered = table
        .cell(row, "tier")
        .and_then(|cell| tier_label(&cell.text))
        .is_some_and(|label| label.sure && !is_total(&words(&label.rest), general));
    if (total || begins_with_all) && !tiered {
        return Role::Total;
    }
    if let Some(cell) = note(row, line, labelled, reference) {
        return Role::Note(cell.clone());
    }
    if let Some(cell) = table.cell(row, "tier")
        && let Some(label) = tier_label(&cell.text).or_else(|| lowest(&cell.text, next))
    {
        if line.titles.is_none() && names_posts(&label.rest, table, filled.len()) {
            line.titles = Some(TableCell {
                text: label.rest.clone(),
                value: CellValue::Text(label.rest),
                ..cell.clone()
            });
        }
        return Role::Label(label.tier, cell.at.clone());
    }
    // A number alone over the rows of a tier: `(1)`.
    if let ([only], Some(titles)) = (filled.as_slice(), line.titles.as_ref())
        && only.at == titles.at
        && let Some(label) = tier_label(&only.text).filter(|label| label.tier == next && !label.sure)
    {
        line.titles = None;
        return Role::Label(label.tier, only.at.clone());
    }
    // A tier as a heading over its rows, or in the title's own cell.
    let candidates = filled.iter().filter(|cell| is_text(cell)).take(2);
    for cell in candidates {
        let label = tier_label(&cell.text).filter(|label| label.sure);
        // Beside its posts `Level 2 Supervisor` is a title, where tiers have labels of their own.
        if labelled && line.is_numbered() && label.as_ref().is_some_and(|label| runs_on(&cell.text, label)) {
            continue;
        }
        let Some(label) = label.or_else(|| tier_behind(&cell.text)) else { continue };
        if line.titles.as_ref().is_some_and(|titles| titles.at == cell.at) {
            line.titles = (!label.rest.is_empty()).then(|| TableCell {
                text: label.rest.clone(),
                value: CellValue::Text(label.rest.clone()),
                ..(*cell).clone()
            });
        }
        // A heading over rows that begin with their number of posts: the tier's number counts none.
        line.posts = line.posts.take().filter(|posts| posts.at != cell.at);
        return Role::Label(label.tier, cell.at.clone());
    }
    Role::Posts
}

/// A row without a tier before those from the second on is the first.
fn take_first(loose: &mut Vec<Line>, found: &mut BTreeMap<i64, Tier>, findings: &mut Vec<Finding>) {
    let second = found.get(&2).and_then(|tier| tier.at.clone());
    let (Some(first), Some(second)) = (loose.first().and_then(|line| line.at.clone()), second) else {
        return;
    };
    if loose.len() > 1 || first.sheet != second.sheet || first.row >= second.row {
        return;
    }
    let lines = std::mem::take(loose);
    let text = lines.first().and_then(|line| Some(line.titles.as_ref()?.text.clone())).unwrap_or_default();
    let message = "No tier stands beside these posts, above those of the 2nd; they were taken as the 1st. Write the tier (1st, 2nd, ...) beside each row.";
    findings.push(Finding::at(Code::TierUnclear, &first, text, message));
    found.insert(1, Tier { number: 1, lines, at: Some(first) });
}

/// Rows without a tier: their order is the order of tiers, rows of one rank being
/// one tier; and a query.
fn take_loose(
    lines: Vec<Line>,
    found: &mut BTreeMap<i64, Tier>,
    reference: &Reference,
    findings: &mut Vec<Finding>,
) {
    let meaningful: Vec<Line> = lines
        .into_iter()
        .filter(|line| {
            line.titles.as_ref().is_some_and(|t| silence(&t.text).is_none()) || line.posts.is_some()
        })
        .collect();
    let Some(first) = meaningful.iter().find_map(|line| line.at.clone()) else { return };
    let message = if found.is_empty() {
        "No tier stands beside these posts; their order was taken as the order of tiers. Write the tier (1st, 2nd, ...) beside each row."
    } else {
        "These posts stand without a tier and were left out. Write the tier (1st, 2nd, ...) beside each row."
    };
    let text =
        meaningful.iter().find_map(|line| line.titles.as_ref().map(|t| t.text.clone())).unwrap_or_default();
    findings.push(Finding::at(Code::TierUnclear, &first, text, message));
    if !found.is_empty() {
        return;
    }
    let mut number = 0;
    let mut last: Option<Option<Rank>> = None;
    for line in meaningful {
        let rank = line.titles.as_ref().and_then(|t| reference.titles.rule(&t.text)).map(|rule| rule.rank);
        let same = last.is_some_and(|before| before == rank && rank.is_some());
        if !same {
            number += 1;
        }
        last = Some(rank);
        let at = line.at.clone();
        found.entry(number).or_insert_with(|| Tier { number, lines: Vec::new(), at }).lines.push(line);
    }
}
