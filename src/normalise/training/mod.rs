//! The training section: activities, each internal or external, with its cost; and
//! what is said of each delivery as a whole.

pub(super) mod audience;
pub(super) mod beside;
pub(super) mod cost_columns;
pub(super) mod deliveries;
pub(super) mod groups;
pub(super) mod pricing;
pub(super) mod rows;
pub(super) mod sums;

use std::borrow::Cow;

use crate::model::{Activity, CellValue, Code, Delivery, DeliveryStatement, Finding, Statement};
use crate::normalise::notes::{self, with_rates};
use crate::normalise::page_lines::is_page_line;
use crate::normalise::texts::dittos::without_dittos;
use crate::normalise::texts::lines::{items, items_of, lines};
use crate::normalise::texts::silence::silence;
use crate::normalise::thousands::{in_pounds, say_gross};
use crate::normalise::unread::say_unread;
use crate::recognise::{Table, TableCell, TableRow, is_cost_note, is_footnote};
use crate::reference::{Reference, words};
use beside::{Beside, CostCell, activities_in, is_cost, source};
use cost_columns::{has_costs, with_costs};
use deliveries::{
    DeliveryColumns, delivered_in, denied, own_deliveries, own_delivery, sub_heading, with_deliveries,
};
use groups::Groups;
use pricing::{Priced, price};
use rows::{
    is_aside, is_remark, is_sentence, is_tally, is_year, lone, no_training, over_group, parts_rows, statement,
};
use sums::{Above, sums_up};

/// As many lines may stand below a table of few rows and yet be none of its own.
const MOST_LOOSE: usize = 3;

/// Activities and statements of a return's training tables.
pub(crate) fn training(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Activity>, Vec<DeliveryStatement>) {
    let groups = Groups::of(tables);
    let mut reader = Reader {
        reference,
        findings,
        groups,
        activities: Vec::new(),
        statements: Vec::new(),
        totalled: 0,
        columns: None,
    };
    for (table, delivery) in with_deliveries(tables, reader.findings) {
        say_gross(table, reader.findings);
        let notes = notes::of(table, tables);
        let table = in_pounds(with_costs(Cow::Borrowed(table)), &notes, reader.findings);
        if !has_costs(&table) {
            say_unread(&table, "costs", reader.findings);
        }
        let table = with_rates(table, &notes);
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

struct Reader<'a> {
    reference: &'a Reference,
    findings: &'a mut Vec<Finding>,
    /// What stands over groups of activities.
    groups: Groups,
    activities: Vec<Activity>,
    statements: Vec<DeliveryStatement>,
    /// How many of the activities stand above the last total.
    totalled: usize,
    /// The two columns for internal and external of the table being read, where it has them.
    columns: Option<DeliveryColumns>,
}

impl Reader<'_> {
    fn table(&mut self, table: &Table, over: Option<Delivery>) {
        let mut current = over;
        let begun = self.activities.len();
        let rows = without_dittos(table, &["audience", "provider", "delivery"]);
        self.totalled = begun;
        self.columns = DeliveryColumns::of(table);
        for (place, row) in rows.iter().enumerate() {
            if let Some(denied) = denied(row) {
                self.statements.push(denied);
                continue;
            }
            if let Some((delivery, _)) = sub_heading(row) {
                current = Some(delivery);
                continue;
            }
            let below = rows.get(place + 1..).unwrap_or(&[]);
            if self.sums_up(table, row, begun)
                || self.is_note(table, row, begun)
                || self.heads(table, row, below)
                || self.is_sentence(table, (&rows, place), row)
                || self.is_example(table, row, begun)
            {
                continue;
            }
            self.row(table, row, &mut current);
            self.say_lone(table, row, &rows);
        }
    }

    /// A year over its courses, the headings of all groups of rows, or a heading over remarks that
    /// end the table, are no activities. `None` over a footnote answers, and heads nothing.
    fn heads(&mut self, table: &Table, row: &TableRow, below: &[TableRow]) -> bool {
        let Some(only) = lone(table, row).filter(|cell| statement(&cell.text).is_none()) else {
            return false;
        };
        let remarks = |row: &TableRow| lone(table, row).is_some_and(|cell| is_remark(&words(&cell.text)));
        let ends = below.first().is_some_and(remarks) && below.iter().all(|row| lone(table, row).is_some());
        let grouped = over_group(&only.text) && below.first().is_some_and(|next| lone(table, next).is_none());
        let heads = ends || grouped || is_year(&words(&only.text)) || parts_rows(table);
        if heads {
            let message = "This was taken as a heading, not as a training activity.";
            self.findings.push(Finding::at(Code::RemarkNotActivity, &only.at, &only.text, message));
            return true;
        }
        self.heads_group(only)
    }

    /// The name of a group of activities is none; where only its place says so, it is asked about.
    fn heads_group(&mut self, only: &TableCell) -> bool {
        let Some(sure) = self.groups.heads(only) else { return false };
        let (code, message) = if sure {
            (Code::RemarkNotActivity, "This was taken as a heading, not as a training activity.")
        } else {
            let message = "This stands alone over activities and was taken as their heading. If it is an activity, write beside it for whom it was and by whom.";
            (Code::LayoutUnclear, message)
        };
        self.findings.push(Finding::at(code, &only.at, &only.text, message));
        true
    }

    /// Among rows that say more, a text alone may be a heading, and below the last of them it may
    /// be a line of the page; it counts, with a query.
    fn say_lone(&mut self, table: &Table, row: &TableRow, rows: &[TableRow]) {
        let Some(only) = lone(table, row).filter(|cell| statement(&cell.text).is_none()) else { return };
        let is_full = |row: &TableRow| row.cells.iter().flatten().count() > 2;
        let full = rows.iter().filter(|row| is_full(row)).count();
        let last = rows.iter().rposition(is_full).map_or(0, |last| last + 1);
        let below = rows.get(last..).unwrap_or_default();
        let loose = full == last && below.len() <= full.max(MOST_LOOSE) && below.contains(row);
        if full > 0 && (full + 1 >= rows.len() || loose) {
            let message = "Nothing stands beside this; it was counted as an activity. If it is a heading or a remark, delete it.";
            self.findings.push(Finding::at(Code::LayoutUnclear, &only.at, &only.text, message));
        }
    }

    /// A sentence apart below rows that say more, with its full stop, is said of the return or of
    /// what comes next: `Our answers reflect the position at the date above.`
    fn is_sentence(&mut self, table: &Table, (rows, place): (&[TableRow], usize), row: &TableRow) -> bool {
        let sentence = |cell: &&TableCell| {
            cell.text.trim_end().ends_with('.')
                && words(&cell.text).len() > 3
                && statement(&cell.text).is_none()
        };
        let Some(only) = lone(table, row).filter(sentence) else { return false };
        let fuller = |row: &TableRow| row.cells.iter().flatten().count() > 2;
        let last = rows.iter().rposition(fuller).filter(|last| *last < place);
        let apart = last.and_then(|last| rows.get(last)?.places.iter().map(|at| at.row).max());
        let sentence = apart.is_some_and(|last| last + 1 < only.at.row);
        if sentence {
            let message = "Nothing stands beside this sentence; it was taken as a remark. If it is an activity, write beside it for whom it was and by whom.";
            self.findings.push(Finding::at(Code::LayoutUnclear, &only.at, &only.text, message));
        }
        sentence
    }

    /// The first activity of a table, where it is said to be an example: `e.g. Time management`.
    fn is_example(&mut self, table: &Table, row: &TableRow, begun: usize) -> bool {
        let Some(activity) = table.cell(row, "activity").filter(|_| self.activities.len() == begun) else {
            return false;
        };
        let told = words(&activity.text);
        let general = &self.reference.questionnaire.general;
        let example = table.rows.len() > 1 && general.example.iter().any(|phrase| phrase.starts(&told));
        if example {
            let message = "This row is marked as an example and was not read.";
            self.findings.push(Finding::at(Code::ExampleSkipped, &activity.at, &activity.text, message));
        }
        example
    }

    /// Whether a row sums up the activities of its table so far.
    fn sums_up(&mut self, table: &Table, row: &TableRow, begun: usize) -> bool {
        let above = Above { activities: &self.activities, begun, since: self.totalled };
        let general = &self.reference.questionnaire.general;
        let sums_up = sums_up((table, row), &above, general, self.findings);
        if sums_up {
            self.totalled = self.activities.len();
        }
        sums_up
    }

    fn is_note(&mut self, table: &Table, row: &TableRow, begun: usize) -> bool {
        // Whether it was internal says nothing of what it was.
        let delivery = table.column("delivery");
        let others = row.cells.iter().enumerate().filter(|(place, _)| Some(*place) != delivery);
        let mut filled = others.filter_map(|(_, cell)| cell.as_ref());
        let (Some(only), None) = (filled.next(), filled.next()) else { return false };
        let told = words(&only.text);
        let general = &self.reference.questionnaire.general;
        let in_activity = table.cell(row, "activity").is_some_and(|cell| cell.at == only.at);
        // Below the total nothing is listed any more.
        let totalled = self.totalled > begun && self.totalled == self.activities.len();
        let note = is_footnote(&only.text, &told, general)
            || in_activity && totalled && statement(&only.text).is_none()
            || in_activity && (is_aside(&only.text) || is_page_line(&only.text))
            || in_activity && is_cost_note(&only.text, &told)
            || in_activity && row.after_gap && is_sentence(&only.text)
            || (in_activity && (is_remark(&told) || is_tally(&only.text)) && no_training(&told).is_none());
        if note {
            let message = "This was taken as a remark, not as a training activity.";
            self.findings.push(Finding::at(Code::RemarkNotActivity, &only.at, &only.text, message));
        }
        note
    }

    fn row(&mut self, table: &Table, row: &TableRow, current: &mut Option<Delivery>) {
        let of = |internal: bool| if internal { Delivery::Internal } else { Delivery::External };
        let delivery = match (own_delivery(table, row), &self.columns) {
            (Some(internal), _) => {
                *current = Some(of(internal));
                *current
            }
            // Each row fills one of the two: what it leaves open the row above does not say.
            (None, Some(columns)) => columns.said(row).map(of).or(*current),
            (None, None) => *current,
        };
        let Some(activity) = table.cell(row, "activity") else {
            self.without_activity(table, row);
            return;
        };
        let headed = delivered_in(activity).filter(|_| delivery.is_none());
        let delivery = headed.as_ref().map(|(delivery, _)| *delivery).or(delivery);
        let activity = headed.as_ref().map_or(activity, |(_, activity)| activity);
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
    fn take(&mut self, table: &Table, row: &TableRow, activity: &TableCell, delivery: Option<Delivery>) {
        let cells = Beside::of(table, row, self.columns.as_ref());
        let names = activities_in(activity, &cells);
        let count = names.len();
        let deliveries = own_deliveries(table, row, count)
            .unwrap_or_else(|| vec![delivery.unwrap_or_else(|| self.guess(table, row, activity)); count]);
        let audiences = self.spread(cells.audience, count);
        let providers = self.spread(cells.provider, count);
        let costs = self.costs(&cells, count);
        let attendees = cells.attendees.and_then(|cell| items_of(&cell.text, count));
        for ((place, name), delivery) in names.into_iter().enumerate().zip(deliveries) {
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
            let priced = if table.says_estimated("cost") { priced.estimated() } else { priced };
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
        // Where most are costs, one that is none has its query and the others stand.
        let most = |each: &Vec<String>| each.iter().filter(|one| is_cost(one)).count() * 2 > each.len();
        let each = items_of(&cell.text, count).filter(most);
        let own = |text: &String| CostCell::Own(CellValue::Text(text.clone()), text.clone());
        if let Some(each) = each {
            return each.iter().map(own).collect();
        }
        let parts = lines(&cell.text);
        if parts.len() < 2 || !parts.iter().all(|one| is_cost(one)) {
            let first = CostCell::Own(cell.value.clone(), cell.text.clone());
            let silent = crate::normalise::texts::money::cost(&cell.value).amount.is_none();
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
