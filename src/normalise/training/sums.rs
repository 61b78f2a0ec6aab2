//! Rows of a training table that sum up those above them and are no activities: totals,
//! which are checked; sums that another word labels, or nothing; averages.

use super::rows::lone;
use crate::model::{Activity, CellValue, Code, CostBasis, Finding, Interval};
use crate::normalise::texts::money::{cost, in_text};
use crate::normalise::texts::rates::rate;
use crate::recognise::{Table, TableCell, TableRow, delivery_said, is_total};
use crate::reference::{General, words};

/// Words that say that something is all of what stands above.
const ALL: [&str; 8] = ["all", "overall", "above", "altogether", "combined", "together", "whole", "total"];
/// Words that may stand beside those in a label of a sum.
const SUMMED: [&str; 14] = [
    "cost",
    "course",
    "training",
    "activity",
    "activitie",
    "event",
    "spend",
    "the",
    "of",
    "internal",
    "external",
    "for",
    "in",
    "section",
];

/// The activities above a row.
pub(crate) struct Above<'a> {
    pub(crate) activities: &'a [Activity],
    /// Where those of the table begin, and those since the last total.
    pub(crate) begun: usize,
    pub(crate) since: usize,
}

/// Whether a row sums up the activities above it. A total that is not their sum is said.
pub(crate) fn sums_up(
    (table, row): (&Table, &TableRow),
    above: &Above<'_>,
    general: &General,
    findings: &mut Vec<Finding>,
) -> bool {
    if let Some(only) = lone(table, row).filter(|only| says_total(&only.text)) {
        check(above, only, in_text(&only.text).amount, findings);
        return true;
    }
    let stated = table.cell(row, "cost");
    let amount = stated.and_then(|cell| cost(&cell.value).amount);
    if is_labelled(table, row, general) {
        if let Some(cell) = stated {
            check(above, cell, amount, findings);
        }
        return true;
    }
    let label = table.cell(row, "activity");
    let (Some(cell), Some(amount)) = (stated, amount) else { return false };
    if cell.again || !is_bare(table, row) {
        return false;
    }
    let equal = |from: usize| {
        let several = above.activities.iter().skip(from).filter(|one| costs(one)).count() > 1;
        several && sum_from(above.activities, from).0 == amount
    };
    let is_sum = equal(above.begun) || equal(above.since);
    let Some(label) = label else { return is_sum };
    let told = words(&label.text);
    let (all, known) = says_all(&told);
    let average = matches!(told.first().map(String::as_str), Some("average" | "mean"))
        || rate(&told.join(" "), "").is_some() && told.iter().any(|word| word == "cost");
    if is_sum && (all || asks_more(table)) {
        return true;
    }
    if known && above.activities.len() > above.begun {
        check(above, cell, Some(amount), findings);
    } else if average {
        let message = "This was taken as an average, not as a training activity.";
        findings.push(Finding::at(Code::RemarkNotActivity, &label.at, &label.text, message));
    }
    known && above.activities.len() > above.begun || average
}

/// A lone text that states what all cost: `Total cost approx £3,000`.
fn says_total(text: &str) -> bool {
    let told = words(text);
    let spends = |word: &String| matches!(word.as_str(), "cost" | "spend" | "spent" | "expenditure");
    told.first().is_some_and(|word| word == "total") && told.iter().any(spends) && text.contains('\u{a3}')
}

/// Whether a label says that it stands for all above, and whether it says nothing else.
fn says_all(told: &[String]) -> (bool, bool) {
    let holds = |list: &[&str], word: &String| list.contains(&word.as_str());
    let all = told.iter().any(|word| holds(&ALL, word));
    (all, all && told.iter().all(|word| holds(&ALL, word) || holds(&SUMMED, word)))
}

/// Whether a row says of nobody for whom or by whom it was.
fn is_bare(table: &Table, row: &TableRow) -> bool {
    ["audience", "provider", "delivery"].iter().all(|id| table.cell(row, id).is_none())
}

/// Whether the table asks for whom or by whom an activity was, and has it of all the others.
fn asks_more(table: &Table) -> bool {
    let full = |row: &&TableRow| !is_bare(table, row);
    table.rows.iter().filter(full).count() > 1
}

fn costs(activity: &Activity) -> bool {
    activity.cost.given().is_some_and(|cost| cost.lower > 0)
}

/// Whether a row is labelled as a total: `Total internal` is one beside any provider;
/// `Total quality management` is not.
fn is_labelled(table: &Table, row: &TableRow, general: &General) -> bool {
    let is_text = |cell: &&TableCell| matches!(cell.value, CellValue::Text(_));
    let mut first = row.cells.iter().flatten().take(2).filter(is_text);
    let of_delivery = table.cell(row, "activity").is_some_and(|cell| {
        let told = words(&cell.text);
        told.first().is_some_and(|word| word == "total") && delivery_said(&told).is_some()
    });
    let provider = table.cell(row, "provider");
    // `Total Training` beside an activity is who provided it.
    let activity = table.cell(row, "activity");
    let labels = |cell: &TableCell| {
        let told = words(&cell.text);
        let of_activity = activity.is_some_and(|own| own.at != cell.at);
        is_total(&told, general) && (!of_activity || told.len() == 1)
    };
    first.any(labels) && (of_delivery || provider.is_none_or(|cell| is_total(&words(&cell.text), general)))
}

/// A subtotal is that of the rows since the one before it, a grand total that of all.
fn check(above: &Above<'_>, cell: &TableCell, stated: Option<Interval>, findings: &mut Vec<Finding>) {
    let apart = |from: usize| {
        let (sum, open) = sum_from(above.activities, from);
        stated.is_some_and(|amount| amount.upper < sum.lower || !open && amount.lower > sum.upper)
    };
    if apart(above.begun) && apart(above.since) && apart(0) {
        let (sum, _) = sum_from(above.activities, above.begun);
        let message = format!(
            "The total says {}, the costs above add up to \u{a3}{}. The costs were counted. Correct the total or the costs.",
            cell.text,
            pounds(sum.lower)
        );
        findings.push(Finding::at(Code::TotalNotSum, &cell.at, &cell.text, message));
    }
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
