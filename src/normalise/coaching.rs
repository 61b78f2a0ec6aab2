//! The coaching pool, one row a cohort.

use std::borrow::Cow;

use super::money;
use super::notes;
use super::number;
use super::silence::{Silence, silence};
use super::thousands::in_pounds;
use crate::model::{CellValue, Code, Cohort, CostBasis, Figure, Finding, Interval, Reported};
use crate::recognise::{Table, TableCell, TableRow, is_footnote, is_total};
use crate::reference::{Reference, words};

/// The cohorts of a return's coaching tables, and whether anything was answered.
pub(crate) fn coaching(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Cohort>, bool) {
    let general = &reference.questionnaire.general;
    let mut cohorts = Vec::new();
    let mut answered = false;
    for table in tables {
        let table = in_pounds(Cow::Borrowed(*table), &notes::of(table, tables), findings);
        for row in &table.rows {
            let Some(first) = row.cells.iter().flatten().next() else { continue };
            let told = words(&first.text);
            let is_text = matches!(first.value, CellValue::Text(_));
            let alone = row.cells.iter().flatten().count() == 1;
            if is_text && is_total(&told, general)
                || alone && (is_footnote(&first.text, &told, general) || told.len() > 8)
            {
                continue;
            }
            answered |= row.cells.iter().flatten().any(|cell| silence(&cell.text) != Some(Silence::NoAnswer));
            cohorts.extend(cohort(&table, row, findings));
        }
    }
    (cohorts, answered)
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
    let found = if hundredths { hours(cell) } else { number::in_cell(&cell.value).and_then(|n| n.whole()) };
    if let Some(number) = found.filter(|n| n.lower >= 0) {
        return figure(Reported::Given(number));
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

/// Hours in hundredths: `1.5`, `1½ hours`, `90 minutes`, `1 hour 30 mins`.
fn hours(cell: &TableCell) -> Option<Interval> {
    if let CellValue::Time(text) = &cell.value {
        let mut parts = text.split(':').filter_map(|part| part.parse::<i64>().ok());
        let (hours, minutes) = (parts.next()?, parts.next()?);
        return Some(Interval::exact(hours * 100 + minutes * 100 / 60));
    }
    let text = cell.text.replace('\u{bd}', ".5").replace('\u{bc}', ".25").replace('\u{be}', ".75");
    let text = text.replace(" .", ".").replace("and a half", "").replace("1 hour 30", "1.5 hour");
    let half = cell.text.to_lowercase().contains("and a half");
    let lower = text.to_lowercase();
    if lower.trim_start().starts_with("half") || lower.starts_with(".5") {
        return Some(Interval::exact(50));
    }
    let number = match &cell.value {
        CellValue::Number(_) => number::in_cell(&cell.value)?,
        _ => number::in_text(
            text.split("hour").next().filter(|head| number::in_text(head).is_some()).unwrap_or(&text),
        )?,
    };
    let found = number.hundredths;
    let found = if lower.contains("min") && !lower.contains("hour") && !lower.contains("hr") {
        Interval { lower: found.lower / 60, upper: found.upper / 60, ..found }
    } else {
        found
    };
    Some(if half { found.plus(Interval::exact(50)) } else { found })
}

fn cost(table: &Table, row: &TableRow, findings: &mut Vec<Finding>) -> Figure {
    let place = table.place(row, "cost").cloned();
    let Some(cell) = table.cell(row, "cost").filter(|cell| !cell.again) else {
        return Figure { source: place, ..Figure::silent() };
    };
    let read = money::cost(&cell.value);
    let reported = match (read.basis, read.doubt, read.amount) {
        (CostBasis::Total | CostBasis::Free, None | Some(money::Doubt::WithVat), Some(amount)) => {
            Reported::Given(amount)
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
