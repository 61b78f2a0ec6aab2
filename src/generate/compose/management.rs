//! Tiers of management: titles, posts, people with a management qualification.

use super::{Block, Columns, bold, count, exact, heading, row};
use crate::generate::random::Random;
use crate::generate::sheet::{Cell, Row};
use crate::generate::truth::{Figure, TrueTier, Truth};
use crate::model::Interval;

/// How many posts a council has in each of its tiers, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::generate) struct Structure(Vec<u32>);

impl Structure {
    /// A council's structure.
    pub(in crate::generate) fn new(random: &mut Random) -> Self {
        let tiers = 2 + random.below(4);
        Self((0..tiers).map(|tier| if tier == 0 { 1 } else { 1 + random.below(10 * tier) }).collect())
    }

    /// What becomes of it in another year: a post more or less here and there.
    #[must_use]
    pub(in crate::generate) fn moved(&self, random: &mut Random) -> Self {
        let mut moved = self.clone();
        for posts in moved.0.iter_mut().skip(1) {
            *posts = (*posts + random.below(3)).saturating_sub(1).max(1);
        }
        moved
    }
}

/// What councils call their tiers.
const LABELS: [[&str; 5]; 6] = [
    ["1st tier", "2nd tier", "3rd tier", "4th tier", "5th tier"],
    ["Tier 1", "Tier 2", "Tier 3", "Tier 4", "Tier 5"],
    ["First", "Second", "Third", "Fourth", "Fifth"],
    ["T1", "T2", "T3", "T4", "T5"],
    ["Level 1", "Level 2", "Level 3", "Level 4", "Level 5"],
    ["1st", "2nd", "3rd", "4th", "5th"],
];

/// Titles of a tier as a whole.
const PLURAL: [&str; 5] =
    ["Chief Executive", "Directors", "Heads of Service", "Service Managers", "Team Leaders"];

/// What a post of the second tier and below is for.
const SERVICES: [&str; 16] = [
    "Housing",
    "Finance",
    "Planning",
    "Leisure",
    "Legal Services",
    "ICT",
    "Revenues",
    "Personnel",
    "Environmental Health",
    "Benefits",
    "Building Control",
    "Customer Services",
    "Parks",
    "Democratic Services",
    "Communications",
    "Cleansing",
];

/// A title in a tier, counted from 0.
fn title(tier: usize, service: &str) -> String {
    match tier {
        0 => "Chief Executive".to_owned(),
        1 => format!("Director of {service}"),
        2 => format!("Head of {service}"),
        3 => format!("{service} Manager"),
        _ => format!("Team Leader, {service}"),
    }
}

/// The section.
pub(super) fn management(structure: &Structure, truth: &mut Truth, random: &mut Random) -> Block {
    let mut block = heading(
        &["Management facts and figures", "Management structure", "Managers", "Management tiers"],
        random,
    );
    let labels = random.one_of(&LABELS);
    let tiers: Vec<(usize, &str, u32)> = structure
        .0
        .iter()
        .zip(labels)
        .enumerate()
        .map(|(place, (posts, label))| (place, label, *posts))
        .collect();
    if random.happens(15) {
        block.extend(across(&tiers, truth, random));
        return block;
    }
    let columns = Columns::new(4, random);
    let extra = random.happens(30).then(|| random.one_of(&["Grade", "Comments", "Directorate"]));
    let mut header = columns.row(&[
        Cell::text(random.one_of(&["Tier", "Level", "Management tier"])),
        Cell::text(random.one_of(&["Titles", "Job titles", "Title of post", "Post titles"])),
        Cell::text(random.one_of(&["Nos", "No. of posts", "Number of posts", "Headcount", "How many"])),
        Cell::text(random.one_of(&[
            "No. with management qualification",
            "Number qualified",
            "How many hold a management qualification?",
            "Qualified",
        ])),
    ]);
    header.cells.extend(extra.map(Cell::text));
    header.bold = true;
    block.push(header);
    let mut total = Some(0);
    for (place, label, posts) in tiers {
        let (rows, tier) = one_tier(place, label, posts, random);
        total = total.zip(tier.headcount.filter(Interval::is_exact)).map(|(sum, posts)| sum + posts.lower);
        truth.posts.push(tier);
        block.extend(rows.iter().map(|cells| columns.row(cells)));
    }
    let total = total.filter(|_| random.happens(30)).and_then(|total| u32::try_from(total).ok());
    block.extend(
        total.map(|total| {
            columns.row(&[Cell::text("Total"), Cell::Nothing, Cell::count(total), Cell::Nothing])
        }),
    );
    if random.happens(20) {
        block
            .push(row(vec![Cell::text("N.B. figures are posts on the establishment at the end of October")]));
    }
    block
}

/// The rows of one tier (label, titles, posts, people), and what they say.
fn one_tier(place: usize, label: &str, posts: u32, random: &mut Random) -> (Vec<[Cell; 4]>, TrueTier) {
    let of = |headcount, qualified| {
        let tier = i64::try_from(place + 1).unwrap_or(1);
        TrueTier { tier, headcount, qualified }
    };
    let can_list = (2..=12).contains(&posts) && place > 0;
    match random.below(4) {
        0 if can_list => (listed(place, label, posts, random), of(Some(exact(posts)), Some(exact(1)))),
        1 if can_list => {
            let (people, known) = people(posts, true, random);
            let titles = Cell::Text(titles(place, posts, random).join("\n"));
            (vec![[Cell::text(label), titles, Cell::count(posts), people]], of(Some(exact(posts)), known))
        }
        _ => {
            let (written, figure) = count(posts, random);
            let is_exact = figure.is_some_and(|posts| posts.is_exact());
            let (people, known) = people(posts, is_exact, random);
            (vec![[Cell::text(label), together(place), written, people]], of(figure, known))
        }
    }
}

fn titles(place: usize, posts: u32, random: &mut Random) -> Vec<String> {
    let services = random.some_of(&SERVICES, usize::try_from(posts).unwrap_or(0));
    services.iter().map(|service| title(place, service)).collect()
}

fn together(place: usize) -> Cell {
    PLURAL.get(place).map_or(Cell::Nothing, |titles| Cell::text(titles))
}

/// A row a post; the tier's label on the first of them, merged over all, or on all.
fn listed(place: usize, label: &str, posts: u32, random: &mut Random) -> Vec<[Cell; 4]> {
    let style = random.below(3);
    let titles = titles(place, posts, random);
    let row = |(number, title): (usize, &String)| {
        let label = match style {
            _ if number == 0 => Cell::text(label),
            0 => Cell::MergedAbove(String::new()),
            1 => Cell::Nothing,
            _ => Cell::text(label),
        };
        let people = Cell::Number(if number == 0 { 1.0 } else { 0.0 });
        [label, Cell::text(title), Cell::Number(1.0), people]
    };
    titles.iter().enumerate().map(row).collect()
}

/// People qualified among so many posts.
fn people(posts: u32, is_exact: bool, random: &mut Random) -> (Cell, Figure) {
    let value = random.below(posts + 1);
    match random.below(10) {
        0 | 1 => (Cell::Nothing, None),
        2 => (Cell::text(random.one_of(&["N/A", "Not known", "TBC", "-", "Records not available"])), None),
        3 => (Cell::text(random.one_of(&["None", "0", "Nil"])), Some(exact(0))),
        4 if is_exact => (Cell::text("All"), Some(exact(posts))),
        5 if is_exact && value > 0 => (Cell::Text(format!("{value} of {posts}")), Some(exact(value))),
        _ => (Cell::count(value), Some(exact(value))),
    }
}

/// Tiers across the page.
fn across(tiers: &[(usize, &str, u32)], truth: &mut Truth, random: &mut Random) -> Block {
    let mut rows: [Row; 4] =
        ["", "Titles", "Nos", "No. with management qualification"].map(|words| bold(&[words]));
    for (place, label, posts) in tiers {
        let (written, figure) = count(*posts, random);
        let is_exact = figure.is_some_and(|posts| posts.is_exact());
        let (people, known) = people(*posts, is_exact, random);
        let tier = i64::try_from(place + 1).unwrap_or(1);
        truth.posts.push(TrueTier { tier, headcount: figure, qualified: known });
        for (row, cell) in rows.iter_mut().zip([Cell::text(label), together(*place), written, people]) {
            row.cells.push(cell);
        }
    }
    rows.to_vec()
}
