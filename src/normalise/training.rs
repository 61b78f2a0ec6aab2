//! The training section: activities, each internal or external, with its cost; and
//! what is said of each delivery as a whole.

use super::deliveries::{DeliveryColumns, delivery_marked, sub_heading, with_deliveries};
use super::lines::{items, items_of, lines};
use super::pricing::{Priced, price};
use super::silence::{Silence, silence};
use super::thousands::{in_pounds, say_gross};
use super::training_rows::{is_remark, is_year, lone, no_training, parts_rows, statement};
use crate::model::{
    Activity, CellRef, CellValue, Code, CostBasis, Delivery, DeliveryStatement, Finding, Interval, Reported,
    Statement,
};
use crate::recognise::{Table, TableCell, TableRow, delivery_said, is_ditto, is_footnote, is_total};
use crate::reference::{Reference, words};

/// Activities and statements of a return's training tables.
pub(crate) fn training(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Activity>, Vec<DeliveryStatement>) {
    let mut reader =
        Reader { reference, findings, activities: Vec::new(), statements: Vec::new(), totalled: 0 };
    for (table, delivery) in with_deliveries(tables, reader.findings) {
        say_gross(table, reader.findings);
        let table = in_pounds(table, reader.findings);
        reader.table(&table, delivery);
    }
    let Reader { mut activities, statements, .. } = reader;
    activities.sort_by_key(|activity| activity.delivery);
    let statements = Delivery::ALL
        .into_iter()
        .map(|delivery| {
            let listed = activities.iter().find(|one| one.delivery == delivery);
            match (listed, statements.iter().find(|one: &&DeliveryStatement| one.delivery == delivery)) {
                (Some(first), _) => DeliveryStatement {
                    delivery,
                    statement: Statement::Listed,
                    source: Some(first.source.clone()),
                },
                (None, Some(said)) => said.clone(),
                (None, None) => {
                    DeliveryStatement { delivery, statement: Statement::NotAvailable, source: None }
                }
            }
        })
        .collect();
    (activities, statements)
}

/// The rows of a table, with what stands above in the place of `ditto` and the like.
fn without_dittos(table: &Table) -> Vec<TableRow> {
    let mut rows = table.rows.clone();
    let spread = ["audience", "provider", "delivery"].iter().filter_map(|id| table.column(id));
    for column in spread {
        let mut above: Option<TableCell> = None;
        for cell in rows.iter_mut().filter_map(|row| row.cells.get_mut(column)?.as_mut()) {
            match &above {
                Some(said) if is_ditto(&cell.text) => {
                    cell.text.clone_from(&said.text);
                    cell.value = said.value.clone();
                }
                _ => above = Some(cell.clone()),
            }
        }
    }
    rows
}

struct Reader<'a> {
    reference: &'a Reference,
    findings: &'a mut Vec<Finding>,
    activities: Vec<Activity>,
    statements: Vec<DeliveryStatement>,
    /// How many of the activities stand above the last total.
    totalled: usize,
}

impl Reader<'_> {
    fn table(&mut self, table: &Table, over: Option<Delivery>) {
        let mut current = over;
        let begun = self.activities.len();
        let rows = without_dittos(table);
        self.totalled = begun;
        for (place, row) in rows.iter().enumerate() {
            if let Some((delivery, _)) = sub_heading(row) {
                current = Some(delivery);
                continue;
            }
            let below = rows.get(place + 1..).unwrap_or(&[]);
            if self.is_total_row(table, row, begun)
                || self.is_note(table, row)
                || self.heads(table, row, below)
            {
                continue;
            }
            self.row(table, row, &mut current);
            self.say_lone(table, row, &rows);
        }
    }

    /// A year over its courses, the headings of all groups of rows, or a heading over remarks that
    /// end the table, are no activities.
    fn heads(&mut self, table: &Table, row: &TableRow, below: &[TableRow]) -> bool {
        let Some(only) = lone(table, row) else { return false };
        let remarks = |row: &TableRow| lone(table, row).is_some_and(|cell| is_remark(&words(&cell.text)));
        let ends = below.first().is_some_and(remarks) && below.iter().all(|row| lone(table, row).is_some());
        let heads = ends || is_year(&words(&only.text)) || parts_rows(table);
        if heads {
            let message = "This was taken as a heading, not as a training activity.";
            self.findings.push(Finding::at(Code::RemarkNotActivity, &only.at, &only.text, message));
        }
        heads
    }

    /// Among rows that say more, a text alone may be a heading; it counts, with a query.
    fn say_lone(&mut self, table: &Table, row: &TableRow, rows: &[TableRow]) {
        let Some(only) = lone(table, row).filter(|cell| statement(&cell.text).is_none()) else { return };
        let full = rows.iter().filter(|row| row.cells.iter().flatten().count() > 2).count();
        if full > 0 && full + 1 >= rows.len() {
            let message = "Nothing stands beside this; it was counted as an activity. If it is a heading or a remark, delete it.";
            self.findings.push(Finding::at(Code::LayoutUnclear, &only.at, &only.text, message));
        }
    }

    /// A row of a total is checked against the activities of its table so far.
    fn is_total_row(&mut self, table: &Table, row: &TableRow, begun: usize) -> bool {
        let general = &self.reference.questionnaire.general;
        let first =
            row.cells.iter().flatten().take(2).any(|cell| {
                matches!(cell.value, CellValue::Text(_)) && is_total(&words(&cell.text), general)
            });
        // `Total internal` is one beside any provider; `Total quality management` is not.
        let of_delivery = table.cell(row, "activity").is_some_and(|cell| {
            let told = words(&cell.text);
            told.first().is_some_and(|word| word == "total") && delivery_said(&told).is_some()
        });
        let provider = table.cell(row, "provider");
        let is_total =
            first && (of_delivery || provider.is_none_or(|cell| is_total(&words(&cell.text), general)));
        if !is_total {
            return false;
        }
        let Some(cell) = table.cell(row, "cost") else { return true };
        let stated = super::money::cost(&cell.value);
        let since = std::mem::replace(&mut self.totalled, self.activities.len());
        let apart = |from: usize| {
            let (sum, open) = sum_from(&self.activities, from);
            stated.amount.is_some_and(|amount| amount.upper < sum.lower || !open && amount.lower > sum.upper)
        };
        // A subtotal is that of the rows since the one before it, a grand total that of all.
        if apart(begun) && apart(since) && apart(0) {
            let (sum, _) = sum_from(&self.activities, begun);
            let message = format!(
                "The total says {}, the costs above add up to \u{a3}{}. The costs were counted. Correct the total or the costs.",
                cell.text,
                pounds(sum.lower)
            );
            self.findings.push(Finding::at(Code::TotalNotSum, &cell.at, &cell.text, message));
        }
        true
    }

    fn is_note(&mut self, table: &Table, row: &TableRow) -> bool {
        let filled: Vec<&TableCell> = row.cells.iter().flatten().collect();
        let [only] = filled.as_slice() else { return false };
        let told = words(&only.text);
        let general = &self.reference.questionnaire.general;
        let in_activity = table.cell(row, "activity").is_some_and(|cell| cell.at == only.at);
        let note = is_footnote(&only.text, &told, general)
            || (in_activity && is_remark(&told) && no_training(&told).is_none());
        if note {
            let message = "This was taken as a remark, not as a training activity.";
            self.findings.push(Finding::at(Code::RemarkNotActivity, &only.at, &only.text, message));
        }
        note
    }

    fn row(&mut self, table: &Table, row: &TableRow, current: &mut Option<Delivery>) {
        let own = table.cell(row, "delivery").and_then(|cell| delivery_marked(&words(&cell.text)));
        let own = own.or_else(|| DeliveryColumns::of(table)?.said(row));
        let delivery = match own {
            Some(internal) => {
                let delivery = if internal { Delivery::Internal } else { Delivery::External };
                *current = Some(delivery);
                Some(delivery)
            }
            None => *current,
        };
        let activity = table.cell(row, "activity");
        let Some(activity) = activity else {
            self.without_activity(table, row);
            return;
        };
        if activity.again {
            return;
        }
        if let Some(statement) = statement(&activity.text) {
            let alone = row.cells.iter().flatten().all(|cell| {
                cell.at == activity.at
                    || silence(&cell.text).is_some()
                    || table.cell(row, "delivery").is_some_and(|d| d.at == cell.at)
            });
            if alone {
                if let Some(delivery) = delivery {
                    self.statements.push(DeliveryStatement {
                        delivery,
                        statement,
                        source: Some(activity.at.clone()),
                    });
                }
                return;
            }
        }
        let delivery = delivery.unwrap_or_else(|| self.guess(table, row, activity));
        self.take(table, row, activity, delivery);
    }

    /// Something stands beside a blank activity: a cost there would be lost, so it is said.
    fn without_activity(&mut self, table: &Table, row: &TableRow) {
        let cost = table.cell(row, "cost").or_else(|| table.cell(row, "per_head"));
        let Some(cell) = cost.filter(|cell| !cell.again && silence(&cell.text).is_none()) else { return };
        let message = "A cost stands beside no activity and was left out. Write what it was for.";
        self.findings.push(Finding::at(Code::RowUnread, &cell.at, &cell.text, message));
    }

    /// Nothing says internal or external: the provider tells, with a query.
    fn guess(&mut self, table: &Table, row: &TableRow, activity: &TableCell) -> Delivery {
        let provider = table.cell(row, "provider").map(|cell| words(&cell.text)).unwrap_or_default();
        let own = ["hr", "personnel", "internal", "own", "council", "officer", "manager", "house", "team"];
        let internal = provider.iter().any(|word| own.contains(&word.as_str()));
        let delivery = if internal { Delivery::Internal } else { Delivery::External };
        let message = format!(
            "Nothing says whether this was internal or external; by its provider it was taken as {}. Say which it was.",
            delivery.code()
        );
        self.findings.push(Finding::at(Code::DeliveryUnclear, &activity.at, &activity.text, message));
        delivery
    }

    /// One activity, or several to the cell with what stands beside them.
    fn take(&mut self, table: &Table, row: &TableRow, activity: &TableCell, delivery: Delivery) {
        let cells = Beside::of(table, row);
        let names = activities_in(activity, &cells);
        let count = names.len();
        let audiences = self.spread(cells.audience, count);
        let providers = self.spread(cells.provider, count);
        let costs = self.costs(&cells, count);
        let attendees = cells.attendees.and_then(|cell| items_of(&cell.text, count));
        for (place, name) in names.into_iter().enumerate() {
            let audience = audiences.get(place).cloned().unwrap_or_default();
            let cost_cell = costs.get(place).cloned().unwrap_or_default();
            let people = match (&attendees, cells.attendees) {
                (Some(each), _) if count > 1 => each.get(place).map(|text| CellValue::Text(text.clone())),
                (_, Some(cell)) if count == 1 => Some(cell.value.clone()),
                _ => None,
            };
            let at = cells.cost.map_or(&activity.at, |cell| &cell.at);
            let asked =
                Priced { cell: cost_cell, people, audience: audience.clone(), beside: &cells, count, at };
            let priced = price(&asked, self.findings);
            self.activities.push(Activity {
                delivery,
                activity: name,
                audience,
                provider: providers.get(place).cloned().unwrap_or_default(),
                attendees: priced.attendees,
                cost_text: priced.text,
                cost_basis: priced.basis,
                cost: priced.cost,
                source: source(&cells, activity),
            });
        }
    }

    /// A cell's items, one for each activity; one item stands for all; others are
    /// left whole beside each, with a query.
    fn spread(&mut self, cell: Option<&TableCell>, count: usize) -> Vec<String> {
        let Some(cell) = cell else { return vec![String::new(); count] };
        if count == 1 {
            return vec![cell.text.clone()];
        }
        if let Some(each) = items_of(&cell.text, count) {
            return each;
        }
        let parts = items(&cell.text);
        if parts.len() > 1 {
            self.unpaired(cell, parts.len(), count);
        }
        vec![parts.join("; "); count]
    }

    /// The cost of each activity: paired, or one that they share.
    fn costs(&mut self, cells: &Beside<'_>, count: usize) -> Vec<CostCell> {
        let Some(cell) = cells.cost else { return cells.of_years(count) };
        if cell.again {
            return vec![CostCell::Shared(cell.text.clone()); count];
        }
        if count == 1 {
            return vec![CostCell::Own(cell.value.clone(), cell.text.clone())];
        }
        let each = items_of(&cell.text, count).filter(|each| each.iter().all(|one| is_cost(one)));
        let own = |text: &String| CostCell::Own(CellValue::Text(text.clone()), text.clone());
        if let Some(each) = each {
            return each.iter().map(own).collect();
        }
        let parts = lines(&cell.text);
        if parts.len() < 2 || !parts.iter().all(|one| is_cost(one)) {
            let first = CostCell::Own(cell.value.clone(), cell.text.clone());
            let silent = super::money::cost(&cell.value).amount.is_none();
            let rest = if silent { first.clone() } else { CostCell::Shared(cell.text.clone()) };
            return std::iter::once(first).chain(std::iter::repeat_n(rest, count - 1)).collect();
        }
        self.unpaired(cell, parts.len(), count);
        let mut costs: Vec<CostCell> = parts.iter().take(count).map(own).collect();
        if parts.len() > count {
            // More costs than activities: their sum is known, what each is for is not.
            costs = vec![CostCell::Shared(cell.text.clone()); count];
            if let Some(first) = costs.first_mut() {
                *first = CostCell::Sum(parts, cell.text.clone());
            }
        }
        costs.resize(count, CostCell::Blank);
        costs
    }

    fn unpaired(&mut self, cell: &TableCell, parts: usize, count: usize) {
        let message = format!(
            "{parts} entries stand here beside {count} activities, so which belongs to which is not certain. Write one activity to a row."
        );
        self.findings.push(Finding::at(Code::NotPaired, &cell.at, &cell.text, message));
    }
}

/// What stands where an activity's cost is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum CostCell {
    /// Nothing.
    #[default]
    Blank,
    /// Its own cost.
    Own(CellValue, String),
    /// Counted with the first of the rows that share it.
    Shared(String),
    /// Several costs of which only the sum is certain.
    Sum(Vec<String>, String),
}

/// The cells beside an activity.
pub(crate) struct Beside<'a> {
    pub(crate) audience: Option<&'a TableCell>,
    pub(crate) provider: Option<&'a TableCell>,
    pub(crate) attendees: Option<&'a TableCell>,
    pub(crate) cost: Option<&'a TableCell>,
    pub(crate) per_head: Option<&'a TableCell>,
    pub(crate) per_day: Option<&'a TableCell>,
    pub(crate) days: Option<&'a TableCell>,
    /// The costs of single years, where each year has a column.
    years: Vec<&'a TableCell>,
}

impl<'a> Beside<'a> {
    fn of(table: &'a Table, row: &'a TableRow) -> Self {
        let cell = |id: &str| table.cell(row, id);
        // A bare number under `Participants` counts them.
        let is_number = |cell: &&TableCell| {
            table.column("attendees").is_none()
                && cell.text.trim().parse().is_ok_and(|people: u16| people > 0)
        };
        let counted = cell("audience").filter(is_number);
        Self {
            audience: cell("audience").filter(|_| counted.is_none()),
            provider: cell("provider"),
            attendees: cell("attendees").or(counted),
            cost: cell("cost").or_else(|| DeliveryColumns::of(table)?.cost(row)),
            per_head: cell("per_head"),
            per_day: cell("per_day"),
            days: cell("days"),
            years: table
                .ids
                .iter()
                .zip(&row.cells)
                .filter(|(id, _)| *id == "year_cost")
                .filter_map(|(_, cell)| cell.as_ref())
                .filter(|cell| silence(&cell.text).is_none())
                .collect(),
        }
    }

    /// The costs of the years, which together are the activity's.
    fn of_years(&self, count: usize) -> Vec<CostCell> {
        let mut costs = vec![CostCell::Blank; count];
        if let (Some(first), true) = (costs.first_mut(), self.years.iter().all(|cell| is_cost(&cell.text))) {
            *first = match self.years.as_slice() {
                [] => CostCell::Blank,
                [only] => CostCell::Own(only.value.clone(), only.text.clone()),
                years => {
                    let parts: Vec<String> = years.iter().map(|cell| cell.text.clone()).collect();
                    CostCell::Sum(parts.clone(), parts.join(" + "))
                }
            };
        }
        costs
    }
}

fn source(cells: &Beside<'_>, activity: &TableCell) -> CellRef {
    let years = cells.years.first().copied();
    let told = [cells.cost, cells.per_head, cells.per_day, years]
        .into_iter()
        .flatten()
        .find(|cell| silence(&cell.text) != Some(Silence::NoAnswer));
    told.map_or_else(|| activity.at.clone(), |cell| cell.at.clone())
}

/// The activities that a cell names: one, or several where blank lines, bullets, or
/// as many lines beside them say so.
fn activities_in(cell: &TableCell, beside: &Beside<'_>) -> Vec<String> {
    let text = &cell.text;
    let single =
        || vec![text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")];
    let by_blank_lines = text.lines().any(|line| line.trim().is_empty());
    let parts = items(text);
    if parts.len() > 1 {
        let matches = [beside.cost, beside.audience, beside.provider, beside.attendees]
            .into_iter()
            .flatten()
            .any(|other| lines(&other.text).len() == parts.len());
        let begins = |line: &String| line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if by_blank_lines || matches || parts.iter().all(begins) {
            return parts.into_iter().map(|part| part.replace('\n', " ")).collect();
        }
        return single();
    }
    for by in [';', '/', ','] {
        let separate = super::lines::separated(text, by);
        let paired = |other: &TableCell| {
            separate.len() > 1
                && (super::lines::separated(&other.text, by).len() == separate.len() && by != ','
                    || lines(&other.text).len() == separate.len())
        };
        if beside.cost.is_some_and(paired) {
            return separate;
        }
    }
    single()
}

/// Whether a text is a cost by itself, silence included.
fn is_cost(text: &str) -> bool {
    super::money::in_text(text).doubt != Some(super::money::Doubt::Unreadable)
}

/// What the activities from one on cost together, and whether some cost is not known.
fn sum_from(activities: &[Activity], from: usize) -> (Interval, bool) {
    let own = || activities.iter().skip(from);
    let known = own().filter_map(|one| one.cost.given());
    let sum = known.fold(Interval::exact(0), |sum, one| sum.plus(*one));
    (sum, own().any(|one| one.cost.given().is_none() && one.cost_basis != CostBasis::Shared))
}

/// Pence as pounds, for messages.
fn pounds(pence: i64) -> String {
    if pence % 100 == 0 { (pence / 100).to_string() } else { format!("{}.{:02}", pence / 100, pence % 100) }
}

/// An activity nobody could cost.
pub(crate) fn not_costed(text: &str) -> Reported<Interval> {
    if text.is_empty() { Reported::NoAnswer } else { Reported::Unreadable(text.to_owned()) }
}
