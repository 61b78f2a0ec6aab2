//! Training activity of the last two years, internal and external.

use super::{Block, bold, exact, grouped, heading, pence, row};
use crate::generate::random::Random;
use crate::generate::sheet::{Cell, Row};
use crate::generate::truth::{Figure, TrueActivity, Truth};
use crate::model::Delivery;

const INTERNAL: [&str; 10] = [
    "Absence management",
    "Equality and diversity",
    "Budget management",
    "Appraisal skills",
    "Health and safety",
    "Recruitment and selection",
    "Managing change",
    "Effective supervision",
    "Report writing",
    "Risk management",
];

const EXTERNAL: [&str; 10] = [
    "MA Housing",
    "Diploma in Management Studies",
    "NVQ 4 in Management",
    "Leadership programme",
    "Time management",
    "Action centred leadership",
    "Project management",
    "Certificate in Management",
    "Coaching skills",
    "Middle manager seminar",
];

const TRAINERS: [&str; 4] =
    ["Personnel section", "In house trainer", "Corporate training team", "Legal section"];

const PROVIDERS: [&str; 6] = [
    "De Montfort University",
    "East Midlands Regional LGA",
    "Loughborough College",
    "IDeA",
    "Institute of Leadership and Management",
    "Midland Training Consultants",
];

/// The section.
pub(super) fn training(truth: &mut Truth, random: &mut Random) -> Block {
    let names = [
        random.one_of(&["Activity", "Course", "Training activity", "Name of course"]),
        random.one_of(&["Target audience", "Audience", "Who for", "Attended by"]),
        random.one_of(&["Provider", "Training provider", "Trainer"]),
        random.one_of(&["Cost", "Total cost", "Cost (\u{a3})", "Price"]),
    ];
    let tables = Delivery::ALL.map(|delivery| activities(delivery, truth, random));
    let mut block =
        heading(&["Training activity within the last 2 years", "Management training", "Training"], random);
    match random.below(3) {
        0 => block.extend(side_by_side(names, tables)),
        1 => {
            for (table, delivery) in tables.into_iter().zip(["Internal", "External"]) {
                let words = random.one_of(&["training", "management training", "courses"]);
                block.push(bold(&[&format!("{delivery} {words}")]));
                block.push(bold(&names));
                block.extend(table.into_iter().map(|cells| row(cells.to_vec())));
                block.push(Row::default());
            }
        }
        _ => {
            let label = random.one_of(&["Internal/External", "Internal or external", "Delivery"]);
            let [activity, audience, provider, cost] = names;
            block.push(bold(&[label, activity, audience, provider, cost]));
            for (table, delivery) in tables.into_iter().zip(["Internal", "External"]) {
                let rows = table
                    .into_iter()
                    .map(|cells| row([Cell::text(delivery)].into_iter().chain(cells).collect()));
                block.extend(rows);
            }
        }
    }
    block
}

/// Internal and external beside each other.
fn side_by_side(names: [&str; 4], tables: [Vec<[Cell; 4]>; 2]) -> Block {
    let [internal, external] = tables;
    let length = internal.len().max(external.len());
    let padded = |table: Vec<[Cell; 4]>| {
        table.into_iter().chain(std::iter::repeat_with(Default::default)).take(length)
    };
    let mut block = vec![bold(&["Internal", "", "", "", "External"]), bold(&[names, names].concat())];
    block.extend(padded(internal).zip(padded(external)).map(|(left, right)| row([left, right].concat())));
    block
}

fn activities(delivery: Delivery, truth: &mut Truth, random: &mut Random) -> Vec<[Cell; 4]> {
    let (own, providers): (_, &[&str]) = match delivery {
        Delivery::Internal => (INTERNAL, &TRAINERS),
        Delivery::External => (EXTERNAL, &PROVIDERS),
    };
    let most = usize::try_from(1 + random.below(6)).unwrap_or(1);
    let chosen = random.some_of(&own, most);
    let row = |activity: &str| {
        let (cost, audience, figure) = cost(random);
        truth.training.push(TrueActivity { delivery, activity: activity.to_owned(), cost: figure });
        let provider = random.one_of(providers);
        [Cell::text(activity), Cell::text(audience), Cell::text(provider), cost]
    };
    chosen.into_iter().map(row).collect()
}

/// A cost with the audience that goes with it.
fn cost(random: &mut Random) -> (Cell, &'static str, Figure) {
    let pounds = 10 * (1 + random.below(300));
    let managers = random.one_of(&["Managers", "All managers", "Heads of Service", "Directors"]);
    match random.below(12) {
        0 => (Cell::Nothing, managers, None),
        1 => (Cell::text(random.one_of(&["FOC", "Free", "Nil", "no cost"])), managers, Some(exact(0))),
        2 => {
            (Cell::text(random.one_of(&["In-house", "N/A", "-", "Not known", "Staff time"])), managers, None)
        }
        3 => (Cell::Text(format!("\u{a3}{pounds} each")), "6 managers", Some(pence(6 * pounds))),
        4 => (Cell::Text(format!("\u{a3}{pounds}pp")), managers, None),
        5 => {
            let figure = pence(pounds).or_estimated(true);
            (Cell::Text(format!("approx \u{a3}{}", grouped(pounds))), managers, Some(figure))
        }
        6 => (Cell::Pounds(f64::from(pounds)), managers, Some(pence(pounds))),
        7 => (Cell::Text(format!("\u{a3}{pounds} + VAT")), managers, Some(pence(pounds))),
        _ => (Cell::Text(format!("\u{a3}{}", grouped(pounds))), managers, Some(pence(pounds))),
    }
}
