//! The coaching pool, one row a cohort.

pub(super) mod tables;
pub(super) mod totals;
pub(super) mod years;

use std::borrow::Cow;

use crate::model::{CellValue, Code, Cohort, CostBasis, Figure, Finding, Interval, Reported};
use crate::normalise::notes;
use crate::normalise::page_lines::is_page_line;
use crate::normalise::texts::dittos::without_dittos;
use crate::normalise::texts::hours::hours;
use crate::normalise::texts::money;
use crate::normalise::texts::number;
use crate::normalise::texts::silence::{Silence, silence};
use crate::normalise::thousands::in_pounds;
use crate::recognise::{COHORT_FIGURES, Table, TableCell, TableRow, is_footnote, is_total};
use crate::reference::{Reference, words};
use tables::whole;
use totals::Sums;

/// The cohorts of a return's coaching tables, and whether anything was answered.
pub(crate) fn coaching(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Cohort>, bool) {
    let general = &reference.questionnaire.general;
    let mut cohorts: Vec<Cohort> = Vec::new();
    let mut answered = false;
    let priced =
        |table: &&Table| in_pounds(Cow::Borrowed(*table), &notes::of(table, tables), findings).into_owned();
    let tables = tables.iter().map(priced).collect();
    for mut table in whole(tables, reference) {
        years::keep_latest(&mut table, findings);
        say_unread(&table, findings);
        let before = cohorts.len();
        let rows = without_dittos(&table, &["provider"]);
        for (place, row) in rows.iter().enumerate() {
            let Some(first) = row.cells.iter().flatten().next() else { continue };
            let told = words(&first.text);
            let alone = row.cells.iter().flatten().count() == 1;
            if alone
                && (is_footnote(&first.text, &told, general) || told.len() > 8 || is_page_line(&first.text))
            {
                continue;
            }
            if alone && cohorts.len() > before && is_note(&table, row, first, &told) {
                let message = "This was taken as a remark, not as a cohort.";
                findings.push(Finding::at(Code::RemarkNotActivity, &first.at, &first.text, message));
                continue;
            }
            let mut doubts = Vec::new();
            let cohort = cohort(&table, row, &mut doubts);
            if cohort.as_ref().is_some_and(tells_nothing) {
                let message = "No figure of a cohort stands in this row, and it was left out. If it is a cohort, write its figures as numbers.";
                findings.push(Finding::at(Code::RowUnread, &first.at, &first.text, message));
                continue;
            }
            let sums = cohort.as_ref().map(|one| Sums::of(one, cohorts.get(before..).unwrap_or_default()));
            if matches!(first.value, CellValue::Text(_)) && is_total(&told, general) {
                if let Some(sums) = sums {
                    sums.say_others(findings);
                }
                continue;
            }
            let last = place + 1 == rows.len() && cohorts.len() > before + 1;
            if last && sums.is_some_and(|sums| sums.are_total()) {
                if is_nameless(&table, row) {
                    continue;
                }
                let message = "All figures of this row are the sums of the cohorts above it, so it was taken as their total. Say if it is a cohort.";
                findings.push(Finding::at(Code::RowUnread, &first.at, &first.text, message));
                continue;
            }
            answered |= row.cells.iter().flatten().any(|cell| silence(&cell.text) != Some(Silence::NoAnswer));
            findings.extend(doubts);
            cohorts.extend(cohort);
        }
    }
    (cohorts, answered)
}

/// Whether a sentence stands alone under a column of figures: `2 coaches have left`.
fn is_note(table: &Table, row: &TableRow, only: &TableCell, told: &[String]) -> bool {
    const SAYS: [&str; 12] =
        ["have", "ha", "are", "is", "was", "were", "will", "not", "for", "left", "target", "budget"];
    let named = table.cell(row, "cohort").is_some_and(|cell| cell.at == only.at);
    let sentence = told.len() > 3 && told.iter().any(|word| SAYS.contains(&word.as_str()));
    !named && table.column("cohort").is_some() && sentence
}

/// Whether words stand where several figures are asked for, and nothing else: a row of another table.
fn tells_nothing(cohort: &Cohort) -> bool {
    let Cohort { coaches_training, coaches_authorised, sessions, hours_per_session, coachees, cost, .. } =
        cohort;
    let figures = [coaches_training, coaches_authorised, sessions, hours_per_session, coachees, cost];
    let unread = |one: &&&Figure| matches!(one.reported, Reported::Unreadable(_));
    let silent = |one: &&Figure| matches!(one.reported, Reported::Unreadable(_) | Reported::NoAnswer);
    cohort.provider.is_empty() && figures.iter().filter(unread).count() > 1 && figures.iter().all(silent)
}

/// Whether a row is about no cohort of its own: blank where the others are named, or `All`.
fn is_nameless(table: &Table, row: &TableRow) -> bool {
    let name = table.cell(row, "cohort").map(|cell| words(&cell.text)).unwrap_or_default();
    let named = table.rows.iter().filter(|row| table.cell(row, "cohort").is_some()).count();
    name.is_empty() && named + 1 >= table.rows.len()
        || name.len() == 1 && name.iter().all(|word| word == "all")
}

/// Says of figures under a heading that the form doesn't have, where one that it has is missing.
fn say_unread(table: &Table, findings: &mut Vec<Finding>) {
    if COHORT_FIGURES.iter().all(|id| table.column(id).is_some()) {
        return;
    }
    // How many coaches there are in all says nothing more beside both of their kinds.
    let both = ["coaches_training", "coaches_authorised"].iter().all(|id| table.column(id).is_some());
    for (place, id) in table.ids.iter().enumerate() {
        let unread = id.is_empty() || id == "coaches" && !both;
        let cell = table.rows.iter().find_map(|row| row.cells.get(place)?.as_ref());
        let Some(cell) = cell.filter(|cell| unread && matches!(cell.value, CellValue::Number(_))) else {
            continue;
        };
        let message = "These figures stand under a heading that the form does not have, and were left out. Write the form's heading.";
        findings.push(Finding::at(Code::LayoutUnclear, &cell.at, &cell.text, message));
    }
}

/// A cohort, where at least one figure of it is given.
fn cohort(table: &Table, row: &TableRow, findings: &mut Vec<Finding>) -> Option<Cohort> {
    let mut figure = |id: &str, hundredths: bool| read(table, row, id, hundredths, findings);
    let coaches_training = figure("coaches_training", false);
    let coaches_authorised = figure("coaches_authorised", false);
    let sessions = figure("sessions", false);
    let hours_per_session = figure("hours_per_session", true);
    let coachees = figure("coachees", false);
    let cost = cost(table, row, findings);
    let figures = [&coaches_training, &coaches_authorised, &sessions, &hours_per_session, &coachees, &cost];
    let said = |figure: &&Figure| {
        matches!(figure.reported, Reported::Given(_) | Reported::Unreadable(_) | Reported::NotAvailable)
    };
    let name = table.cell(row, "cohort").map(|cell| cell.text.clone()).unwrap_or_default();
    let any = figures.iter().any(&said);
    let named = !name.is_empty() && silence(&name).is_none() && table.cell(row, "provider").is_some();
    if !any && !named {
        return None;
    }
    let source = table
        .cell(row, "cohort")
        .map(|cell| cell.at.clone())
        .or_else(|| figures.iter().find(|figure| said(figure)).and_then(|figure| figure.source.clone()))
        .or_else(|| row.places.first().cloned())?;
    Some(Cohort {
        cohort: name,
        coaches_training,
        coaches_authorised,
        sessions,
        hours_per_session,
        coachees,
        cost,
        provider: table.cell(row, "provider").map(|cell| cell.text.clone()).unwrap_or_default(),
        source,
    })
}

fn read(table: &Table, row: &TableRow, id: &str, hundredths: bool, findings: &mut Vec<Finding>) -> Figure {
    let place = table.place(row, id).cloned();
    let Some(cell) = table.cell(row, id).filter(|cell| !cell.again) else {
        return Figure { source: place, ..Figure::silent() };
    };
    let figure = |reported| Figure { reported, source: Some(cell.at.clone()), text: cell.text.clone() };
    match silence(&cell.text) {
        Some(Silence::NoAnswer) => return figure(Reported::NoAnswer),
        Some(Silence::NotApplicable) => return figure(Reported::NotApplicable),
        Some(Silence::NotAvailable) => return figure(Reported::NotAvailable),
        Some(Silence::Zero) => return figure(Reported::Given(Interval::exact(0))),
        None => {}
    }
    let heading = table.column(id).and_then(|at| table.headings.get(at)).map_or("", String::as_str);
    let found = if hundredths { hours(cell, heading) } else { whole_number(&cell.value) };
    if let Some(number) = found.filter(|n| n.lower >= 0) {
        return figure(Reported::Given(number.or_estimated(table.says_estimated(id))));
    }
    let message = "This is no number. Write the number, or Not available.";
    let code = match cell.value {
        CellValue::Date(_) => Code::NumberAsDate,
        CellValue::Error(_) => Code::CellError,
        _ => Code::CohortUnreadable,
    };
    findings.push(Finding::at(code, &cell.at, &cell.text, message));
    figure(Reported::Unreadable(cell.text.clone()))
}

/// The whole number of a cell, remarks behind it set aside.
fn whole_number(value: &CellValue) -> Option<Interval> {
    let remarked = || match value {
        CellValue::Text(text) => number::before_remark(text),
        _ => None,
    };
    number::in_cell(value).or_else(remarked)?.whole()
}

fn cost(table: &Table, row: &TableRow, findings: &mut Vec<Finding>) -> Figure {
    let place = table.place(row, "cost").cloned();
    let Some(cell) = table.cell(row, "cost").filter(|cell| !cell.again) else {
        return Figure { source: place, ..Figure::silent() };
    };
    let read = money::cost(&cell.value);
    let reported = match (read.basis, read.doubt, read.amount) {
        (CostBasis::Total | CostBasis::Free, None | Some(money::Doubt::WithVat), Some(amount)) => {
            Reported::Given(amount.or_estimated(table.says_estimated("cost") && amount.upper > 0))
        }
        // `12 delegates at £35`
        (CostBasis::PerHead | CostBasis::PerDay, None, Some(rate))
            if read.total.is_some() || read.number.is_some() =>
        {
            let counted = read.number.map_or(rate, |number| rate.times(Interval::exact(number)));
            Reported::Given(read.total.unwrap_or(counted))
        }
        (CostBasis::NotAvailable, _, _) => Reported::NotAvailable,
        (CostBasis::NotStated, None, _) => match silence(&cell.text) {
            Some(Silence::NotApplicable) => Reported::NotApplicable,
            _ => Reported::NoAnswer,
        },
        _ => {
            let message = "This is no total cost. Write the course's total cost in pounds.";
            findings.push(Finding::at(Code::CostUnreadable, &cell.at, &cell.text, message));
            Reported::Unreadable(cell.text.clone())
        }
    };
    Figure { reported, source: Some(cell.at.clone()), text: cell.text.clone() }
}
