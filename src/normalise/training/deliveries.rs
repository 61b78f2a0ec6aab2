//! Internal or external: what a training table says of its rows, in headings over it, in
//! rows between, or in columns of its own.

use super::rows::statement;
use crate::model::{Code, Delivery, DeliveryStatement, Finding, Statement};
use crate::normalise::texts::lines::items_of;
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{
    Mark, Table, TableCell, TableRow, delivery_headed, delivery_marked, delivery_said, headed_by, mark,
};
use crate::reference::words;

/// The delivery that stands over each table, in its headings or in its sheet's name;
/// of two that say nothing the first is internal, as in the form, with a query.
pub(crate) fn with_deliveries<'a>(
    tables: &[&'a Table],
    findings: &mut Vec<Finding>,
) -> Vec<(&'a Table, Option<Delivery>)> {
    let of = |internal: bool| if internal { Delivery::Internal } else { Delivery::External };
    let mut found: Vec<(&Table, Option<Delivery>)> = tables
        .iter()
        .filter(|table| !is_planned(table, findings))
        .map(|table| {
            if DeliveryColumns::of(table).is_some() {
                return (*table, None);
            }
            let over = table.over.iter().find_map(|cell| delivery_said(&words(&cell.text)));
            let headed = || {
                delivery_said(&words(&table.headings.join(" ")))
                    .filter(|_| table.column("delivery").is_none())
            };
            let sheet = || delivery_said(&words(&table.sheet));
            (*table, over.or_else(headed).or_else(sheet).map(of))
        })
        .collect();
    inherit(&mut found);
    let said: Vec<Option<Delivery>> = found.iter().map(|(_, delivery)| *delivery).collect();
    let mut guesses = Delivery::ALL.into_iter().filter(|delivery| !said.contains(&Some(*delivery)));
    let says_in_rows = |table: &Table| {
        table.column("delivery").is_some()
            || DeliveryColumns::of(table).is_some()
            || table.rows.iter().any(|row| sub_heading(row).is_some())
    };
    let silent = found.iter().filter(|(table, delivery)| delivery.is_none() && !says_in_rows(table)).count();
    if said.len() < 2 || silent > 2 {
        return found;
    }
    for (table, delivery) in
        found.iter_mut().filter(|(table, delivery)| delivery.is_none() && !says_in_rows(table))
    {
        let Some(guess) = guesses.next() else { break };
        *delivery = Some(guess);
        let message = format!(
            "Nothing over this table says whether the training was internal or external; it was taken as {}, the order of the form. Write a heading over it.",
            guess.code()
        );
        findings.push(Finding::at(Code::DeliveryUnclear, &table.at, table.headings.join(", "), message));
    }
    found
}

/// Whether a table is of training yet to come, which is not asked for: headed so, or a training
/// plan with its budgets.
fn is_planned(table: &Table, findings: &mut Vec<Finding>) -> bool {
    const TO_COME: [&str; 5] = ["planned", "proposed", "future", "forthcoming", "next"];
    let says = |text: &str| {
        let told = words(text);
        let begins = told.len() <= 7 && told.first().is_some_and(|word| TO_COME.contains(&word.as_str()));
        begins || says_to_come(&told)
    };
    let is_budget = |word: &String| matches!(word.as_str(), "budget" | "budgeted" | "planned" | "estimate");
    let budgets = table
        .column("cost")
        .and_then(|at| table.headings.get(at))
        .is_some_and(|one| words(one).iter().any(is_budget));
    let is_plan = |text: &str| {
        let told = words(text);
        let holds = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
        told.len() <= 8 && holds(&["plan"]) && holds(&["training", "development", "learning"])
    };
    let over = table.above().next().filter(|cell| says(&cell.text));
    let over = over.or_else(|| table.above().find(|cell| budgets && is_plan(&cell.text)));
    let sheet = || words(&table.sheet).iter().any(|word| TO_COME.iter().take(3).any(|one| one == word));
    let said = over.map(|cell| (&cell.at, cell.text.as_str()));
    let said = said.or_else(|| sheet().then_some((&table.at, table.sheet.as_str())));
    if let Some((at, text)) = said {
        let message =
            "This is training yet to come and was left out; that of the last two years is asked for.";
        findings.push(Finding::at(Code::RemarkNotActivity, at, text, message));
    }
    said.is_some()
}

/// Whether a heading says of training that it has yet to come, or is only wished for: `Courses
/// planned for 2007 (not yet run)`, `Training that we would like`.
fn says_to_come(told: &[String]) -> bool {
    const SAYS: [&str; 16] = [
        "not yet delivered",
        "not yet run",
        "not yet held",
        "not yet taken place",
        "not to be counted",
        "would like",
        "wish list",
        "wishlist",
        "to be delivered",
        "to be run",
        "yet to come",
        "still to come",
        "planned for",
        "proposed for",
        "scheduled for",
        "wanted",
    ];
    const DONE: [&str; 7] = ["delivered", "undertaken", "held", "run", "completed", "provided", "attended"];
    let joined = told.join(" ");
    let yet = joined.contains("not yet") || joined.contains("to be") || joined.contains("would like");
    // `Training planned for and delivered` was.
    let done = told.iter().any(|word| DONE.contains(&word.as_str()));
    told.len() <= 18 && SAYS.iter().any(|phrase| joined.contains(phrase)) && (yet || !done)
}

/// Where both deliveries stand over some tables, one like the table before it and silent
/// is of the same: one block for each activity.
fn inherit(found: &mut [(&Table, Option<Delivery>)]) {
    if !Delivery::ALL.iter().all(|delivery| found.iter().any(|(_, said)| *said == Some(*delivery))) {
        return;
    }
    let mut before: Option<(&Table, Delivery)> = None;
    for (table, said) in found {
        if let (None, Some((other, delivery))) = (&said, before)
            && other.sheet == table.sheet
            && other.headings == table.headings
            && table.column("delivery").is_none()
        {
            *said = Some(delivery);
        }
        before = said.map(|delivery| (*table, delivery)).or(before);
    }
}

/// The delivery that a row of one short cell names for the rows below it.
pub(crate) fn sub_heading(row: &TableRow) -> Option<(Delivery, &TableCell)> {
    let mut filled = row.cells.iter().flatten();
    let (Some(only), None) = (filled.next(), filled.next()) else { return None };
    let told = words(&only.text);
    if told.len() > 6
        || silence(&only.text).is_some()
        || told.first().is_some_and(|word| word == "no" || word == "none")
    {
        return None;
    }
    delivery_headed(&only.text)
        .map(|internal| (if internal { Delivery::Internal } else { Delivery::External }, only))
}

/// A row that says that there was nothing of a delivery: `External: none run` in one cell, or
/// `External training` with `None` beside it.
pub(crate) fn denied(row: &TableRow) -> Option<DeliveryStatement> {
    let filled: Vec<&TableCell> = row.cells.iter().flatten().collect();
    let (first, others) = filled.split_first()?;
    let (internal, statement) = if others.is_empty() {
        let (head, rest) = headed_by(&first.text)?;
        (delivery_headed(head).filter(|_| words(head).len() <= 4)?, statement(rest)?)
    } else {
        let said: Option<Vec<Statement>> = others.iter().map(|cell| statement(&cell.text)).collect();
        (delivery_named(&first.text)?, said?.first().copied()?)
    };
    let delivery = if internal { Delivery::Internal } else { Delivery::External };
    Some(DeliveryStatement { delivery, statement, source: Some(first.at.clone()) })
}

/// The delivery that stands before an activity in its own cell, and the activity: `Internal -
/// Time Management`.
pub(crate) fn delivered_in(cell: &TableCell) -> Option<(Delivery, TableCell)> {
    let (head, rest) = headed_by(&cell.text)?;
    let internal = delivery_named(head).filter(|_| statement(rest).is_none())?;
    let delivery = if internal { Delivery::Internal } else { Delivery::External };
    Some((delivery, cell.with_text(rest)))
}

/// The delivery that a text names, where it says nothing more.
fn delivery_named(text: &str) -> Option<bool> {
    const REST: [&str; 15] = [
        "training",
        "course",
        "activity",
        "activitie",
        "event",
        "programme",
        "provision",
        "management",
        "development",
        "delivered",
        "provided",
        "run",
        "in",
        "house",
        "only",
    ];
    let told = words(text);
    let internal = delivery_said(&told)?;
    let names =
        |word: &String| REST.contains(&word.as_str()) || delivery_said(std::slice::from_ref(word)).is_some();
    told.iter().all(names).then_some(internal)
}

/// Whether a row is internal, by its cell in the column for that: `Internal`, `I`, or `Yes` under
/// `Internal?`.
pub(crate) fn own_delivery(table: &Table, row: &TableRow) -> Option<bool> {
    let cell = table.cell(row, "delivery")?;
    let asked = || delivery_said(&words(table.headings.get(table.column("delivery")?)?));
    delivery_marked(&words(&cell.text)).or_else(|| match mark(&cell.text)? {
        Mark::Tick => asked(),
        Mark::No => asked().map(|internal| !internal),
        Mark::Cross => None,
    })
}

/// The delivery of each of several activities in one row, where its cell says as many.
pub(crate) fn own_deliveries(table: &Table, row: &TableRow, count: usize) -> Option<Vec<Delivery>> {
    let each = items_of(&table.cell(row, "delivery")?.text, count).filter(|_| count > 1)?;
    let said = |text: &String| delivery_marked(&words(text));
    let of = |internal: bool| if internal { Delivery::Internal } else { Delivery::External };
    each.iter().map(|text| said(text).map(of)).collect()
}

/// Two columns headed `Internal` and `External`, of which each row fills one.
pub(crate) struct DeliveryColumns {
    internal: usize,
    external: usize,
    /// Whether their headings ask for costs.
    of_costs: bool,
    /// Whether `-` stands in one of the two where the other is filled: it says that it was not so.
    dashed: bool,
}

impl DeliveryColumns {
    /// The two columns of a table, where it has both.
    pub(crate) fn of(table: &Table) -> Option<Self> {
        let headed = |internal: bool| {
            let says = |heading: &String| {
                let told = words(heading);
                told.len() <= 3 && delivery_said(&told) == Some(internal)
            };
            table.headings.iter().position(says)
        };
        let (internal, external) = (headed(true)?, headed(false)?);
        let is_activity = |at: usize| table.ids.get(at).is_some_and(|id| id == "activity");
        let asks_cost = |at: usize| {
            let told = words(table.headings.get(at).map_or("", String::as_str));
            told.iter().any(|word| matches!(word.as_str(), "cost" | "price" | "spend" | "expenditure"))
        };
        let of_costs = asks_cost(internal) && asks_cost(external);
        let both = |row: &TableRow| {
            let cells = [internal, external].map(|at| row.cells.get(at).and_then(Option::as_ref));
            cells.iter().all(Option::is_some) && cells.iter().flatten().any(|cell| is_dash(&cell.text))
        };
        let dashed = table.rows.iter().any(both);
        (!is_activity(internal) && !is_activity(external)).then_some(Self {
            internal,
            external,
            of_costs,
            dashed,
        })
    }

    /// The cost that stands in one of the two, where they are not ticked.
    pub(crate) fn cost<'a>(&self, row: &'a TableRow) -> Option<&'a TableCell> {
        let at = if self.said(row)? { self.internal } else { self.external };
        row.cells.get(at)?.as_ref().filter(|cell| {
            mark(&cell.text).is_none() && crate::normalise::texts::money::cost(&cell.value).doubt.is_none()
        })
    }

    /// Whether a row is internal, where it fills one of the two and not the other.
    pub(crate) fn said(&self, row: &TableRow) -> Option<bool> {
        let filled = |at: usize| {
            row.cells
                .get(at)
                .and_then(Option::as_ref)
                .is_some_and(|cell| silence(&cell.text).is_none() && mark(&cell.text) != Some(Mark::No))
        };
        // `0`, `Nil` or `TBC` in a column of costs says whose cost it is, if the other is blank; `-`
        // does where it stands beside nothing.
        let answered = |at: usize| {
            let cell = row.cells.get(at).and_then(Option::as_ref).filter(|_| self.of_costs);
            cell.is_some_and(|cell| match silence(&cell.text) {
                Some(Silence::NoAnswer) => is_dash(&cell.text) && !self.dashed,
                Some(Silence::NotApplicable) => false,
                _ => true,
            })
        };
        let only = |one: bool, other: bool| (one != other).then_some(one);
        only(filled(self.internal), filled(self.external)).or_else(|| {
            let none = !filled(self.internal) && !filled(self.external);
            only(answered(self.internal), answered(self.external)).filter(|_| none)
        })
    }
}

/// `-` or the like, written where an answer is asked for.
fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "\u{2013}" | "\u{2014}" | "--")
}
