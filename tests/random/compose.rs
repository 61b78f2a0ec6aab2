//! Returns composed from known figures: sections in any order, on one sheet or several,
//! each laid out in one of many ways.

use returns::model::{Delivery, Interval};

use super::truth::{Figure, Truth};
use crate::drawn::{Book, Cell, Row, Sheet};
use crate::support::random::Random;

/// A block of cells that belongs together.
type Block = Vec<Vec<Cell>>;

const COUNCILS: [(&str, &[&str]); 5] = [
    ("Blaby", &["Blaby District Council", "Blaby DC", "BLABY DISTRICT COUNCIL", "Blaby"]),
    ("Charnwood", &["Charnwood Borough Council", "Charnwood BC", "Charnwood"]),
    ("Hinckley and Bosworth", &["Hinckley and Bosworth Borough Council", "Hinckley & Bosworth BC", "HBBC"]),
    (
        "North West Leicestershire",
        &["North West Leicestershire District Council", "NWLDC", "NW Leicestershire DC"],
    ),
    ("Oadby and Wigston", &["Oadby and Wigston Borough Council", "Oadby & Wigston", "Oadby & Wigston BC"]),
];

/// A return of a seed, and what it holds.
pub(super) fn compose(seed: u64) -> (Truth, Book) {
    let mut random = Random::new(seed);
    let mut truth = Truth::default();
    let about = about(&mut truth, &mut random);
    let sections = vec![
        ("Management", management(&mut truth, &mut random)),
        ("Training", training(&mut truth, &mut random)),
        ("Practices", practices(&mut truth, &mut random)),
    ];
    let mut sections = random.shuffled(sections);
    let sheets = if random.happens(50) {
        let place = if random.happens(70) { 0 } else { sections.len() };
        sections.insert(place, ("About", about));
        let mut rows = Vec::new();
        for (_, block) in sections {
            rows.extend(block);
            rows.extend((0..=random.below(2)).map(|_| Vec::new()));
        }
        vec![sheet((random.one_of(&["Return", "Sheet1", "2005", "LRIP"])).to_owned(), rows, &mut random)]
    } else {
        sections.insert(0, ("About", about));
        let odd = random.happens(40);
        let numbered = (1..).zip(sections);
        let named = numbered.map(|(number, (name, block))| {
            (if odd { format!("Sheet{number}") } else { name.to_owned() }, block)
        });
        named.map(|(name, block)| sheet(name, block, &mut random)).collect()
    };
    let file = "return.xlsx".to_owned();
    (truth, Book { period: "2005".to_owned(), file, from_1904: false, sheets })
}

/// A sheet with blank rows and columns before what stands on it.
fn sheet(name: String, block: Block, random: &mut Random) -> Sheet {
    let (down, right) = if random.happens(30) { (random.below(4), random.below(3)) } else { (0, 0) };
    let blank = (0..down).map(|_| Row::default());
    let filled = block.into_iter().map(|cells| {
        let lead = (0..if cells.is_empty() { 0 } else { right }).map(|_| Cell::Nothing);
        Row { hidden: false, cells: lead.chain(cells).collect() }
    });
    Sheet { name, hidden: false, rows: blank.chain(filled).collect() }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) }
}

fn about(truth: &mut Truth, random: &mut Random) -> Block {
    let (name, spellings) = random.one_of(&COUNCILS);
    name.clone_into(&mut truth.council);
    let label = random.one_of(&["Council", "Name of authority", "Council:", "Local authority"]);
    let mut block = vec![vec![text(label), text(random.one_of(spellings))]];
    if random.happens(70) {
        let date = random.one_of(&["21/11/2005", "21 November 2005", "21st Nov 2005", "21.11.05"]);
        block.push(vec![text("Date completed"), text(date)]);
    }
    block
}

/// A section's heading, or none.
fn heading(words: &[&str], random: &mut Random) -> Block {
    if random.happens(70) { vec![vec![text(random.one_of(words))]] } else { Vec::new() }
}

fn number(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap())
}

fn exact(value: usize) -> Interval {
    Interval::exact(i64::try_from(value).unwrap())
}

/// A number of posts or people in one of the ways in which councils write it.
fn count(value: usize, random: &mut Random) -> (Cell, Figure) {
    const WORDS: [&str; 13] = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let figure = exact(value);
    match random.below(12) {
        0 => (Cell::Text(value.to_string()), Some(figure)),
        1 if (1..=12).contains(&value) => (text(WORDS[value]), Some(figure)),
        2 if (1..=12).contains(&value) => (Cell::Text(format!("{value} ({})", WORDS[value])), Some(figure)),
        3 if value > 4 => (Cell::Text(format!("approx {value}")), Some(figure.or_estimated(true))),
        4 if value > 4 => (Cell::Text(format!("c. {value}")), Some(figure.or_estimated(true))),
        5 if value > 4 => {
            let upper = value + 1 + random.below(5);
            let interval = Interval::between(figure.lower, exact(upper).upper);
            (Cell::Text(format!("{value}-{upper}")), Some(interval))
        }
        _ => (Cell::Number(number(value)), Some(figure)),
    }
}

/// People qualified among so many posts.
fn people(posts: usize, is_exact: bool, random: &mut Random) -> (Cell, Figure) {
    let value = random.below(posts + 1);
    match random.below(10) {
        0 | 1 => (Cell::Nothing, None),
        2 => (text(random.one_of(&["N/A", "Not known", "TBC", "-", "Records not available"])), None),
        3 => (text(random.one_of(&["None", "0", "Nil"])), Some(exact(0))),
        4 if is_exact => (text("All"), Some(exact(posts))),
        5 if is_exact && value > 0 => (Cell::Text(format!("{value} of {posts}")), Some(exact(value))),
        _ => (Cell::Number(number(value)), Some(exact(value))),
    }
}

/// The columns of a table under names of theirs, in an order of their own.
struct Columns {
    order: Vec<usize>,
}

impl Columns {
    fn new(count: usize, random: &mut Random) -> Self {
        let order: Vec<usize> = (0..count).collect();
        Self { order: if random.happens(25) { random.shuffled(order) } else { order } }
    }

    fn row(&self, cells: &[Cell]) -> Vec<Cell> {
        self.order.iter().map(|place| cells[*place].clone()).collect()
    }
}

const TIERS: [[&str; 5]; 6] = [
    ["1st tier", "2nd tier", "3rd tier", "4th tier", "5th tier"],
    ["Tier 1", "Tier 2", "Tier 3", "Tier 4", "Tier 5"],
    ["First", "Second", "Third", "Fourth", "Fifth"],
    ["T1", "T2", "T3", "T4", "T5"],
    ["Level 1", "Level 2", "Level 3", "Level 4", "Level 5"],
    ["1st", "2nd", "3rd", "4th", "5th"],
];

const TITLES: [&[&str]; 5] = [
    &["Chief Executive"],
    &["Director of Housing", "Director of Finance", "Corporate Director", "Director of Planning"],
    &["Head of Leisure", "Head of Legal Services", "Head of ICT", "Head of Revenues", "Head of Personnel"],
    &["Housing Manager", "Audit Manager", "Parks Manager", "Benefits Manager", "Planning Manager"],
    &["Team Leader, Benefits", "Team Leader, Parks", "Team Leader, Planning"],
];

fn management(truth: &mut Truth, random: &mut Random) -> Block {
    let mut block = heading(
        &["Management facts and figures", "Management structure", "Managers", "Management tiers"],
        random,
    );
    let labels = random.one_of(&TIERS);
    let count = 2 + random.below(4);
    if random.happens(15) {
        block.extend(across(truth, &labels[..count], random));
        return block;
    }
    let columns = Columns::new(4, random);
    let extra = random.happens(30).then(|| random.one_of(&["Grade", "Comments", "Directorate"]));
    let mut header = columns.row(&[
        text(random.one_of(&["Tier", "Level", "Management tier"])),
        text(random.one_of(&["Titles", "Job titles", "Title of post", "Post titles"])),
        text(random.one_of(&["Nos", "No. of posts", "Number of posts", "Headcount", "How many"])),
        text(random.one_of(&[
            "No. with management qualification",
            "Number qualified",
            "How many hold a management qualification?",
            "Qualified",
        ])),
    ]);
    header.extend(extra.map(text));
    block.push(header);
    let mut total = Some(0);
    for (place, label) in labels[..count].iter().enumerate() {
        let rows = tier(place, label, truth, random);
        let posts = truth.posts.last().and_then(|row| row.1);
        total = total.zip(posts.filter(Interval::is_exact)).map(|(sum, posts)| sum + posts.lower);
        block.extend(rows.into_iter().map(|cells| columns.row(&cells)));
    }
    if let Some(total) = total.filter(|_| random.happens(30)) {
        let total = number(usize::try_from(total).unwrap());
        block.push(columns.row(&[text("Total"), Cell::Nothing, Cell::Number(total), Cell::Nothing]));
    }
    block
}

/// The rows of one tier: label, titles, posts, people.
fn tier(place: usize, label: &str, truth: &mut Truth, random: &mut Random) -> Vec<Vec<Cell>> {
    let tier = i64::try_from(place + 1).unwrap();
    let listed = TITLES[place];
    match random.below(4) {
        0 if listed.len() > 1 => {
            let style = random.below(3);
            let count = 2 + random.below(listed.len() - 1);
            truth.posts.push((tier, Some(exact(count)), Some(exact(1))));
            let row = |(number, title): (usize, &&str)| {
                let label = match style {
                    _ if number == 0 => text(label),
                    0 => Cell::MergedAbove(String::new()),
                    1 => Cell::Nothing,
                    _ => text(label),
                };
                let people = Cell::Number(if number == 0 { 1.0 } else { 0.0 });
                vec![label, text(title), Cell::Number(1.0), people]
            };
            listed[..count].iter().enumerate().map(row).collect()
        }
        1 => {
            let (people, known) = people(listed.len(), true, random);
            truth.posts.push((tier, Some(exact(listed.len())), known));
            let posts = Cell::Number(number(listed.len()));
            vec![vec![text(label), text(&listed.join("\n")), posts, people]]
        }
        _ => {
            let value = if place == 0 { 1 } else { 1 + random.below(10 * place) };
            let plural =
                ["Chief Executive", "Directors", "Heads of Service", "Service Managers", "Team Leaders"];
            let (posts, figure) = count(value, random);
            let is_exact = figure.is_some_and(|posts| posts.is_exact());
            let (people, known) = people(value, is_exact, random);
            truth.posts.push((tier, figure, known));
            vec![vec![text(label), text(plural[place]), posts, people]]
        }
    }
}

/// Tiers across the page.
fn across(truth: &mut Truth, labels: &[&str], random: &mut Random) -> Block {
    let plural = ["Chief Executive", "Directors", "Heads of Service", "Service Managers", "Team Leaders"];
    let mut rows = vec![
        vec![Cell::Nothing],
        vec![text("Titles")],
        vec![text("Nos")],
        vec![text("No. with management qualification")],
    ];
    for (place, label) in labels.iter().enumerate() {
        let value = if place == 0 { 1 } else { 1 + random.below(10 * place) };
        let (posts, figure) = count(value, random);
        let is_exact = figure.is_some_and(|posts| posts.is_exact());
        let (people, known) = people(value, is_exact, random);
        truth.posts.push((i64::try_from(place + 1).unwrap(), figure, known));
        for (row, cell) in rows.iter_mut().zip([text(label), text(plural[place]), posts, people]) {
            row.push(cell);
        }
    }
    rows
}

const ACTIVITIES: [&[&str]; 2] = [
    &[
        "Absence management",
        "Equality and diversity",
        "Budget management",
        "Appraisal skills",
        "Health and safety",
    ],
    &[
        "MA Housing",
        "Diploma in Management Studies",
        "NVQ 4 in Management",
        "Leadership programme",
        "Time management",
    ],
];

/// A cost with the audience that goes with it.
fn cost(random: &mut Random) -> (Cell, &'static str, Figure) {
    let pounds = 10 * (1 + random.below(300));
    let pence = |pounds: usize| Some(exact(pounds * 100));
    let grouped =
        if pounds >= 1000 { format!("{},{:03}", pounds / 1000, pounds % 1000) } else { pounds.to_string() };
    let managers = random.one_of(&["Managers", "All managers", "Heads of Service", "Directors"]);
    match random.below(12) {
        0 => (Cell::Nothing, managers, None),
        1 => (text(random.one_of(&["FOC", "Free", "Nil", "no cost"])), managers, pence(0)),
        2 => (text(random.one_of(&["In-house", "N/A", "-", "Not known", "Staff time"])), managers, None),
        3 => (Cell::Text(format!("\u{a3}{pounds} each")), "6 managers", pence(6 * pounds)),
        4 => (Cell::Text(format!("\u{a3}{pounds}pp")), managers, None),
        5 => {
            let figure = exact(pounds * 100).or_estimated(true);
            (Cell::Text(format!("approx \u{a3}{grouped}")), managers, Some(figure))
        }
        6 => (Cell::Pounds(number(pounds)), managers, pence(pounds)),
        7 => (Cell::Text(format!("\u{a3}{pounds} + VAT")), managers, pence(pounds)),
        _ => (Cell::Text(format!("\u{a3}{grouped}")), managers, pence(pounds)),
    }
}

fn training(truth: &mut Truth, random: &mut Random) -> Block {
    let names = vec![
        text(random.one_of(&["Activity", "Course", "Training activity", "Name of course"])),
        text(random.one_of(&["Target audience", "Audience", "Who for", "Attended by"])),
        text(random.one_of(&["Provider", "Training provider", "Trainer"])),
        text(random.one_of(&["Cost", "Total cost", "Cost (\u{a3})", "Price"])),
    ];
    let mut tables = Delivery::ALL.map(|delivery| activities(delivery, truth, random));
    let mut block =
        heading(&["Training activity within the last 2 years", "Management training", "Training"], random);
    match random.below(3) {
        0 => {
            let wide = |words: &str| [text(words), Cell::Nothing, Cell::Nothing, Cell::Nothing];
            block.push([wide("Internal"), [(); 4].map(|()| Cell::Nothing)].concat());
            block.last_mut().unwrap()[4] = text("External");
            block.push([names.clone(), names].concat());
            for table in &mut tables {
                table.resize(6, vec![Cell::Nothing; 4]);
            }
            let [internal, external] = tables;
            block.extend(internal.into_iter().zip(external).map(|(left, right)| [left, right].concat()));
        }
        1 => {
            for (table, delivery) in tables.into_iter().zip(["Internal", "External"]) {
                let words = random.one_of(&["training", "management training", "courses"]);
                block.push(vec![text(&format!("{delivery} {words}"))]);
                block.push(names.clone());
                block.extend(table);
                block.push(Vec::new());
            }
        }
        _ => {
            let label = random.one_of(&["Internal/External", "Internal or external", "Delivery"]);
            block.push([vec![text(label)], names].concat());
            for (table, delivery) in tables.into_iter().zip(["Internal", "External"]) {
                block.extend(table.into_iter().map(|row| [vec![text(delivery)], row].concat()));
            }
        }
    }
    block
}

fn activities(delivery: Delivery, truth: &mut Truth, random: &mut Random) -> Block {
    let (own, provider) = match delivery {
        Delivery::Internal => (ACTIVITIES[0], "Personnel section"),
        Delivery::External => (ACTIVITIES[1], "De Montfort University"),
    };
    let count = 1 + random.below(own.len());
    let row = |activity: &&str| {
        let (cost, audience, figure) = cost(random);
        truth.training.push((delivery, (*activity).to_owned(), figure));
        vec![text(activity), text(audience), text(provider), cost]
    };
    own[..count].iter().map(row).collect()
}

const QUESTIONS: [(&str, &str, &str); 7] = [
    ("management_competencies", "Do you use management competencies?", "Management competencies"),
    (
        "competency_job_descriptions",
        "Do you use competency based job descriptions? If no, would you consider it?",
        "Competency based job descriptions",
    ),
    (
        "competency_recruitment",
        "Do you use competency based recruitment or assessment centres?",
        "Competency based recruitment / assessment centres",
    ),
    (
        "competency_induction",
        "Do you use a competency based induction or probation process?",
        "Competency based induction or probation",
    ),
    (
        "web_recruitment",
        "Do you use web based recruitment? If yes, which site or provider?",
        "Web based recruitment",
    ),
    ("mentoring", "Do you run mentoring schemes? If no, would you consider it?", "Mentoring schemes"),
    (
        "training_needs",
        "Do you have a systematic approach to training needs and programmes?",
        "Systematic approach to training needs",
    ),
];

const ANSWERS: [(&str, &str); 12] = [
    ("yes", "Yes"),
    ("yes", "Yes - since 2003"),
    ("yes", "Yes, for all posts"),
    ("no", "No"),
    ("no", "No, not at present"),
    ("no", "Not currently"),
    ("partly", "Partly"),
    ("partly", "In some posts"),
    ("planned", "Being developed"),
    ("planned", "Planned for 2006"),
    ("not_applicable", "N/A"),
    ("no_answer", ""),
];

fn practices(truth: &mut Truth, random: &mut Random) -> Block {
    let mut block =
        heading(&["Management development practices", "Practices", "Human resource practices"], random);
    let in_full = random.happens(60);
    let questions = if random.happens(20) { random.shuffled(QUESTIONS.to_vec()) } else { QUESTIONS.to_vec() };
    let layout = random.below(4);
    if layout == 1 {
        let names = ["Question", "Yes", "No", "Considering"];
        block.push(names.map(text).to_vec());
    } else if layout == 2 {
        block.push(["Practice", "Answer", "Would you consider it?"].map(text).to_vec());
    }
    let tick = random.one_of(&["\u{2713}", "x", "Y", "Yes"]);
    for (id, long, short) in questions {
        let question = text(if in_full || layout == 3 { long } else { short });
        let considers =
            ["competency_job_descriptions", "competency_recruitment", "competency_induction", "mentoring"];
        if layout == 1 {
            let place = random.below(3);
            let (code, would) = [("yes", None), ("no", None), ("no", Some(true))][place];
            truth.practices.push((id.to_owned(), code, would.filter(|_| considers.contains(&id))));
            let tick = |own: usize| if own == place { text(tick) } else { Cell::Nothing };
            block.push(vec![question, tick(0), tick(1), tick(2)]);
            continue;
        }
        let (code, mut answer) = random.one_of(&ANSWERS);
        let mut would = None;
        let mut beside = Cell::Nothing;
        if code == "no" && considers.contains(&id) && layout == 2 && random.happens(60) {
            would = Some(random.happens(50));
            beside = text(if would == Some(true) { "Yes" } else { "No" });
        } else if code == "no" && considers.contains(&id) && random.happens(30) {
            would = Some(true);
            answer = "No, but we would consider it";
        }
        truth.practices.push((id.to_owned(), code, would));
        match layout {
            2 => block.push(vec![question, text(answer), beside]),
            3 => block.extend([vec![question], vec![text(answer)]]),
            _ => block.push(vec![question, text(answer)]),
        }
    }
    block
}
