//! What an activity cost in total, from its own cost, rates, and whatever says how
//! many: the cost, a column of attendees, the audience.

use super::audience::in_audience;
use super::beside::{Beside, CostCell, not_costed};
use crate::model::{CellRef, CellValue, Code, CostBasis, Finding, Interval, Reported};
use crate::normalise::texts::money::{Cost, Doubt, cost, in_text};
use crate::normalise::texts::number;
use crate::normalise::texts::rates::is_whole;
use crate::reference::words;

/// No activity has more people than this; such a number counts something else.
pub(super) const MOST_PEOPLE: i64 = 5000;

/// An activity to be priced.
pub(crate) struct Priced<'a> {
    pub(crate) cell: CostCell,
    pub(crate) people: Option<CellValue>,
    pub(crate) audience: String,
    pub(crate) beside: &'a Beside<'a>,
    /// Activities in the same row.
    pub(crate) count: usize,
    pub(crate) at: &'a CellRef,
}

/// What was made of it.
pub(crate) struct Price {
    pub(crate) basis: CostBasis,
    pub(crate) cost: Reported<Interval>,
    pub(crate) attendees: Option<Interval>,
    pub(crate) text: String,
}

impl Price {
    /// The same price, where the column's heading says that its costs are estimates; free is free.
    pub(crate) fn estimated(self) -> Self {
        let cost = match self.cost {
            Reported::Given(cost) if cost.upper > 0 => Reported::Given(cost.or_estimated(true)),
            other => other,
        };
        Self { cost, ..self }
    }
}

/// Prices an activity.
pub(crate) fn price(asked: &Priced<'_>, findings: &mut Vec<Finding>) -> Price {
    let column = asked.people.as_ref().and_then(|value| number::in_cell(value)?.whole());
    let column = column.filter(|people| (1..=MOST_PEOPLE).contains(&people.lower));
    let attendees = column.or_else(|| in_audience(&asked.audience));
    match &asked.cell {
        CostCell::Shared(text) => {
            Price { basis: CostBasis::Shared, cost: Reported::NoAnswer, attendees, text: text.clone() }
        }
        CostCell::Sum(parts, text) => {
            let each: Vec<Cost> = parts.iter().map(|part| in_text(part)).collect();
            let plain = each.iter().all(|one| one.basis == CostBasis::Total || one.basis == CostBasis::Free);
            let sum = each.iter().filter_map(|one| one.amount).fold(Interval::exact(0), Interval::plus);
            let cost = if plain { Reported::Given(sum) } else { not_costed(text) };
            Price {
                basis: if plain { CostBasis::Total } else { CostBasis::NotStated },
                cost,
                attendees,
                text: text.clone(),
            }
        }
        CostCell::Own(value, text) => {
            let read = cost(value);
            let blank = read.amount.is_none() && read.doubt.is_none() && asked.count == 1;
            if blank && let Some(rated) = from_rate_columns(asked, attendees, findings) {
                return rated;
            }
            own(asked, &read, text, attendees, findings)
        }
        CostCell::Blank => {
            let rated = if asked.count == 1 { from_rate_columns(asked, attendees, findings) } else { None };
            rated.unwrap_or(Price {
                basis: CostBasis::NotStated,
                cost: Reported::NoAnswer,
                attendees,
                text: String::new(),
            })
        }
    }
}

/// An activity with a cost of its own.
fn own(
    asked: &Priced<'_>,
    read: &Cost,
    text: &str,
    attendees: Option<Interval>,
    findings: &mut Vec<Finding>,
) -> Price {
    let price = |basis, cost, attendees| Price { basis, cost, attendees, text: text.to_owned() };
    let mut query = |code: Code, message: &str| findings.push(Finding::at(code, asked.at, text, message));
    match read.doubt {
        Some(Doubt::Unreadable) => {
            query(
                Code::CostUnreadable,
                "This is no cost that can be read. Write the activity's total cost in pounds, or Not available.",
            );
            return price(CostBasis::NotStated, not_costed(text), attendees);
        }
        Some(Doubt::PerYear) => {
            query(
                Code::CostNotTotalled,
                "The cost is for each year, and the number of years is not said; the activity is not costed. Write its total cost.",
            );
            return price(CostBasis::NotStated, not_costed(text), attendees);
        }
        Some(Doubt::PerOther) => {
            query(
                Code::CostNotTotalled,
                "The cost is a rate, and it is not said how many there were; the activity is not costed. Write its total cost.",
            );
            return price(CostBasis::NotStated, not_costed(text), attendees);
        }
        Some(Doubt::WithVat) => {
            query(
                Code::CostWithVat,
                "The cost includes VAT; costs are asked without. Write the cost without VAT.",
            );
        }
        None => {}
    }
    match read.basis {
        CostBasis::PerHead | CostBasis::PerDay => rated(asked, read, text, attendees, findings),
        CostBasis::NotAvailable => price(read.basis, Reported::NotAvailable, attendees),
        basis => {
            check_rate_column(asked, read.amount, attendees, findings);
            price(basis, read.amount.map_or(Reported::NoAnswer, Reported::Given), attendees)
        }
    }
}

/// A rate: totalled where something says how many.
fn rated(
    asked: &Priced<'_>,
    read: &Cost,
    text: &str,
    attendees: Option<Interval>,
    findings: &mut Vec<Finding>,
) -> Price {
    let price = |cost, attendees| Price { basis: read.basis, cost, attendees, text: text.to_owned() };
    let Some(rate) = read.amount else { return price(not_costed(text), attendees) };
    let per_head = read.basis == CostBasis::PerHead;
    let said = read.number.map(Interval::exact);
    let number = if per_head {
        said.or(attendees)
    } else {
        said.or_else(|| asked.beside.days.and_then(|cell| number::in_cell(&cell.value)?.whole()))
    };
    let attendees = if per_head { attendees.or(said) } else { attendees };
    match (number, read.total) {
        (number, Some(total)) => {
            let apart = number.is_some_and(|n| {
                let product = rate.times(n);
                product.upper < total.lower || product.lower > total.upper
            });
            if apart {
                let message = "The rate, the number and the total stated do not agree; the total was taken. Correct the one that is wrong.";
                findings.push(Finding::at(Code::CostTwice, asked.at, text, message));
            }
            price(Reported::Given(total), attendees)
        }
        (Some(number), None) => price(Reported::Given(rate.times(number)), attendees),
        (None, None) => {
            let message = format!(
                "The cost is for each {}, and it is not said how many there were; the activity is not costed. Say how many, or the total cost.",
                if per_head { "person" } else { "day" }
            );
            findings.push(Finding::at(Code::CostNotTotalled, asked.at, text, message));
            price(not_costed(text), attendees)
        }
    }
}

/// A rate in a column of its own, where the cost itself says nothing.
fn from_rate_columns(
    asked: &Priced<'_>,
    attendees: Option<Interval>,
    findings: &mut Vec<Finding>,
) -> Option<Price> {
    for (cell, basis) in
        [(asked.beside.per_head, CostBasis::PerHead), (asked.beside.per_day, CostBasis::PerDay)]
    {
        let Some(cell) = cell else { continue };
        let read = cost(&cell.value);
        if cell.again {
            return None;
        }
        if read.basis == CostBasis::Free {
            return Some(Price {
                basis: CostBasis::Free,
                cost: Reported::Given(Interval::exact(0)),
                attendees,
                text: cell.text.clone(),
            });
        }
        let inner = Priced {
            cell: CostCell::Blank,
            people: None,
            audience: String::new(),
            beside: asked.beside,
            count: 1,
            at: &cell.at,
        };
        let text = cell.text.clone();
        if read.basis == CostBasis::Total && is_whole(&words(&text).join(" ")) {
            let cost = read.amount.map_or_else(|| not_costed(&text), Reported::Given);
            return Some(Price { basis: CostBasis::Total, cost, attendees, text });
        }
        let other = matches!(read.doubt, Some(Doubt::PerYear | Doubt::PerOther | Doubt::Unreadable));
        if other {
            return Some(own(&inner, &read, &text, attendees, findings));
        }
        if read.amount.is_some() {
            let rated_so = matches!(read.basis, CostBasis::PerHead | CostBasis::PerDay);
            let rate = Cost { basis: if rated_so { read.basis } else { basis }, ..read };
            return Some(rated(&inner, &rate, &cell.text, attendees, findings));
        }
    }
    None
}

/// A total beside a column of rates and one of attendees must be their product.
fn check_rate_column(
    asked: &Priced<'_>,
    total: Option<Interval>,
    attendees: Option<Interval>,
    findings: &mut Vec<Finding>,
) {
    let (Some(total), Some(cell), Some(number)) = (total, asked.beside.per_head, attendees) else { return };
    let Some(rate) = cost(&cell.value).amount.filter(|_| !is_whole(&words(&cell.text).join(" "))) else {
        return;
    };
    let product = rate.times(number);
    if product.upper < total.lower || product.lower > total.upper {
        let message = "The rate, the number attending and the total do not agree; the total was taken. Correct the one that is wrong.";
        findings.push(Finding::at(Code::CostTwice, &cell.at, &cell.text, message));
    }
}
