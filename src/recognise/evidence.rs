//! Whether a workbook is a return at all. Councils have much lying around that looks
//! like one section: a budget, a payroll extract, a calendar of courses. One table that
//! resembles a section and nothing else makes no return; what only the questionnaire asks
//! does, and so do two sections side by side.

use std::collections::BTreeSet;

use super::{FoundAnswer, Recognised, region};
use crate::model::{CellRef, Code, Finding, Section};
use crate::recognise::labels::{TierLabel, delivery_said, tier_label};
use crate::recognise::reviews::is_bare;
use crate::recognise::tables::headers::section_id;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Phrase, Questionnaire, best_likeness, without_years, words};

/// Questions recognised this surely are the questionnaire's own: in its very words, and
/// nearly.
const EXACT: usize = 110;
const SURE: usize = 80;
/// As surely are they told that are put as their titles.
const TITLED: usize = 60;
/// More questions than this do not meet by chance, however short they are put.
const MANY: usize = 5;

impl Recognised {
    /// Leaves out tables on other sheets that only resemble a section whose own table is
    /// there: a budget behind the return, a list of grades.
    pub(super) fn leave_out_others(&mut self, asked: &Questionnaire) {
        let headed = |table: &Table| self.headings.contains(&table.section);
        let own: Vec<bool> = self.tables.iter().map(|table| is_own(table, headed(table), asked)).collect();
        let places: Vec<(Section, String, CellRef)> = self
            .tables
            .iter()
            .zip(&own)
            .filter(|(table, own)| **own && is_filled_in(table))
            .map(|(table, _)| table)
            .map(|table| (table.section, table.sheet.clone(), table.at.clone()))
            .collect();
        let adds: Vec<bool> = self.tables.iter().map(|table| self.completes(table, &own, asked)).collect();
        let mut left_out = Vec::new();
        let mut own = own.into_iter().zip(adds).map(|(own, adds)| own || adds);
        self.tables.retain(|table| {
            let other = places.iter().find(|(section, _, _)| *section == table.section);
            let apart = places.iter().all(|(_, sheet, _)| *sheet != table.sheet);
            // A statement (`None in the last two years`) has no header that could resemble one.
            let headed = table.score > 0 || table.guessed;
            let kept = own.next().unwrap_or(true) || !apart || !headed;
            let Some((_, _, at)) = other.filter(|_| !kept) else { return true };
            let message = format!(
                "This only resembles the section, which stands at {at}; it was left out. If it belongs to the return, put it there."
            );
            left_out.push(Finding::at(Code::SectionTwice, &table.at, table.headings.join(", "), message));
            false
        });
        self.findings.extend(left_out);
    }

    /// Whether a table tells of tiers, each named, what none of the section's `own` tables does: their
    /// posts on one sheet, who is qualified on the next.
    fn completes(&self, table: &Table, own: &[bool], asked: &Questionnaire) -> bool {
        let adds = |id: &&str| table.column(id).is_some() && surely(table, id, asked);
        let tiers = || column(table, "tier").all(|cell| tier_label(&cell.text).is_some_and(|tier| tier.sure));
        if table.section != Section::Management || table.rows.len() < 2 || table.ids.len() != 2 || !tiers() {
            return false;
        }
        let Some(id) = ["posts", "qualified"].into_iter().find(adds) else { return false };
        let own = self.tables.iter().zip(own).filter(|(one, own)| **own && one.section == table.section);
        let known = |one: &Table| one.column(id).is_some();
        column(table, "tier").count() == table.rows.len() && !own.into_iter().any(|(one, _)| known(one))
    }

    /// Whether several sections are there and questions answered, as in a whole return.
    pub(super) fn is_whole(&self) -> bool {
        const ANSWERED: usize = 3;
        let sections: BTreeSet<Section> =
            self.tables.iter().filter(|table| is_filled_in(table)).map(|table| table.section).collect();
        let answered = self.answers.iter().filter(|answer| answer.is_filled()).count();
        !sections.is_empty() && answered >= ANSWERED
    }

    /// Whether enough speaks for a return of this questionnaire.
    pub(crate) fn is_return(&self, asked: &Questionnaire) -> bool {
        let headed = |table: &Table| self.headings.contains(&table.section);
        // A table told by what it holds is none where another section's headings stand over it.
        let claimed = |table: &Table| {
            let others = self.tables.iter().filter(|one| one.section != table.section && !one.guessed);
            table.guessed && others.into_iter().any(|other| share_cells(table, other))
        };
        let elsewhere = |table: &Table| is_elsewhere(table, headed(table), self.tables.len() == 1);
        let own = self
            .tables
            .iter()
            .any(|table| is_own(table, headed(table), asked) && !claimed(table) && !elsewhere(table));
        let sections = sections_apart(&self.tables);
        let several = sections.len() + usize::from(self.answers.iter().any(|one| one.likeness >= SURE)) > 1;
        let asked = asks_practices(&self.answers) && !only_counts(&self.answers);
        own || several || asked || says_both_deliveries(&self.tables)
    }
}

/// The sections that tables are of, but for those that take the same cells for another section.
fn sections_apart(tables: &[Table]) -> BTreeSet<Section> {
    let mut apart: Vec<&Table> = Vec::new();
    for table in tables {
        if !apart.iter().any(|other| other.section != table.section && share_cells(other, table)) {
            apart.push(table);
        }
    }
    apart.into_iter().map(|table| table.section).collect()
}

/// Whether two tables take some of the same cells.
fn share_cells(one: &Table, other: &Table) -> bool {
    let same = one.sheet == other.sheet;
    same && region(one).zip(region(other)).is_some_and(|(one, other)| one.meets(&other))
}

/// A question in the questionnaire's very words, two much like it, or so many that they
/// cannot meet by chance.
fn asks_practices(answers: &[FoundAnswer]) -> bool {
    let like = |least: usize| answers.iter().filter(|answer| answer.likeness >= least).count();
    like(EXACT) > 0 || like(SURE) > 1 || like(TITLED) > 2 || answers.len() > MANY
}

/// Whether all that is answered is how many said yes and how many no: a survey of staff. A
/// council says one of them.
fn only_counts(answers: &[FoundAnswer]) -> bool {
    let counts = |answer: &FoundAnswer| {
        let number = |text: &String| text.trim().parse::<u32>().is_ok_and(|number| number > 1);
        answer.ticks.len() > 1 && !answer.detail.is_empty() && answer.detail.iter().all(number)
    };
    let mut filled = answers.iter().filter(|answer| answer.is_filled()).peekable();
    filled.peek().is_some() && filled.all(counts)
}

/// Training of both kinds, each in a table of its own.
fn says_both_deliveries(tables: &[Table]) -> bool {
    let said = |table: &Table| {
        let over = table.over.iter().map(|cell| cell.text.as_str());
        let mut texts = over.chain(table.headings.iter().map(String::as_str));
        texts.find_map(|text| delivery_said(&words(text)))
    };
    let kinds: BTreeSet<Option<bool>> =
        tables.iter().filter(|table| table.section == Section::Training).map(said).collect();
    [true, false].iter().all(|kind| kinds.contains(&Some(*kind)))
}

/// Whether a table says what only the questionnaire's section does. `headed` says whether
/// the section's heading stands somewhere.
fn is_own(table: &Table, headed: bool, asked: &Questionnaire) -> bool {
    let has = |id: &str| table.column(id).is_some();
    let count = |ids: &[&str]| ids.iter().filter(|id| has(id)).count();
    match table.section {
        Section::Management => {
            let told = |sure: bool| tiers(table).filter(|tier| tier.sure == sure).count();
            let kinds = count(&["qualified_number", "qualification_kind"]) > 0;
            // First aiders have certificates too.
            let says = |text: &str| {
                words(text).iter().any(|word| word == "management" || word.starts_with("qualif"))
            };
            let of_managers = names_tiers(table) || texts_over(table).any(says);
            let qualified = of_managers && (kinds || !table.guessed && surely(table, "qualified", asked));
            let others = table.ids.iter().filter(|id| id.is_empty() || *id == "grade").count();
            let numbers = |cell: &TableCell| cell.text.chars().all(|c| c.is_ascii_digit());
            let has_titles = column(table, "titles").any(|cell| !numbers(cell));
            let counted = !has("posts") || surely(table, "posts", asked);
            let titled = has_titles && counted && (told(true) > 0 || told(false) > 0 && others < 2);
            qualified && count(&["posts", "titles", "tier"]) > 1 || titled || lists_titles(table)
        }
        Section::Training => {
            let asks = count(&["activity", "audience", "provider", "cost"]);
            asks + count(&["attendees"]) > 2 && says_delivery(table) || asks > 3 && headed
        }
        Section::Reviews => {
            let lists = count(&["good_practice", "improvement"]) > 0;
            let both = count(&["good_practice", "improvement"]) > 1;
            let over =
                || table.over.iter().any(|cell| is_review(cell, false, asked) || both && is_other(cell));
            let between = || table.rows.iter().any(|row| names_review_alone(row, asked));
            lists && (column(table, "review").any(|cell| is_review(cell, true, asked)) || over() || between())
        }
        Section::Coaching => {
            let coaches = |word: &String| word.starts_with("coach");
            let ids = ["coaches_training", "coaches_authorised"];
            let said = || headed || texts_over(table).any(|text| words(text).iter().any(coaches));
            ids.iter().any(|id| has(id) && (surely(table, id, asked) || said()))
                || count(&["sessions", "hours_per_session"]) > 1 && column(table, "coachees").any(is_number)
        }
        Section::About | Section::Practices => false,
    }
}

/// Whether a table is like a section's own and yet what other papers hold: about others than
/// managers, one post, or, where it is the `only` one, posts without any figure.
fn is_elsewhere(table: &Table, headed: bool, only: bool) -> bool {
    let told = |(id, cell): (&String, &Option<TableCell>)| {
        cell.as_ref().is_some_and(|cell| match id.as_str() {
            "" | "tier" | "comment" | "grade" => false,
            "titles" => cell.text.contains(|c: char| c.is_ascii_digit()),
            _ => true,
        })
    };
    let untold = || !table.rows.iter().any(|row| table.ids.iter().zip(&row.cells).any(told));
    let alone = only && !headed && table.section == Section::Management;
    let bare = alone && !table.guessed && untold();
    let other = || names_nobodys_tier(table) || is_about_pay(table);
    bare || alone && other() || is_of_persons(table) || is_of_others(table) || describes_post(table)
}

/// Whether titles stand beside figures that no heading explains, and no tier is named: a plan of
/// posts.
fn names_nobodys_tier(table: &Table) -> bool {
    lists_titles(table) && !names_tiers(table)
}

/// Whether a table without a word on qualifications says what the posts of its tiers earn.
fn is_about_pay(table: &Table) -> bool {
    let pay = |word: &String| matches!(word.as_str(), "salary" | "salarie" | "pay" | "earning");
    let over = || table.headings.iter().chain(table.over.iter().map(|cell| &cell.text));
    let asks = ["qualified", "qualified_number", "qualification_kind", "qualification_names"];
    let qualified = asks.iter().any(|id| table.column(id).is_some());
    !qualified && over().any(|text| words(text).iter().any(pay)) && !tiers(table).any(|tier| tier.sure)
}

/// Whether persons' names stand where the numbers of posts should: a list of managers.
fn is_of_persons(table: &Table) -> bool {
    let number = |cell: &TableCell| cell.text.contains(|c: char| c.is_ascii_digit());
    // `J Smith`, but neither `Not known` nor `twenty one`.
    let named = |cell: &TableCell| {
        let told: Vec<&str> = cell.text.split_whitespace().collect();
        let letter = |word: &str| word.trim_end_matches('.').chars().count() == 1;
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        let initial = told.first().is_some_and(|word| letter(word)) && told.iter().all(capital);
        told.len() > 1 && initial
    };
    let numbered = column(table, "posts").any(number);
    table.section == Section::Management && !numbered && column(table, "posts").any(named)
}

/// Whether a table says that it is about others than managers, whose training and coaches are not
/// asked for: governors, councillors, sports.
fn is_of_others(table: &Table) -> bool {
    const OTHERS: [&str; 14] = [
        "governor",
        "frontline",
        "councillor",
        "member",
        "apprentice",
        "apprenticeship",
        "volunteer",
        "sport",
        "pupil",
        "teacher",
        "customer",
        "resident",
        "tenant",
        "leisure",
    ];
    let of_people = matches!(table.section, Section::Training | Section::Coaching);
    let over = || table.over.iter().map(|cell| cell.text.as_str());
    let asked_for = |word: &String| matches!(word.as_str(), "manager" | "management" | "managerial");
    let told: Vec<String> = over().chain([table.sheet.as_str()]).flat_map(words).collect();
    of_people && told.iter().any(|word| OTHERS.contains(&word.as_str())) && !told.iter().any(asked_for)
}

/// Whether a table tells of one post below the first tier and of no other, nor how many there are, as
/// the description of a job does.
fn describes_post(table: &Table) -> bool {
    let mut tiers = tiers(table);
    let below = tiers.next().is_some_and(|one| one.tier > 1) && tiers.next().is_none();
    let counted = || column(table, "posts").next().is_some();
    table.section == Section::Management && table.rows.len() == 1 && below && !counted()
}

/// What stands over a table's rows: its headings, the texts above them, the sheet's name.
fn texts_over(table: &Table) -> impl Iterator<Item = &str> {
    let over = table.over.iter().map(|cell| cell.text.as_str());
    table.headings.iter().map(String::as_str).chain(over).chain([table.sheet.as_str()])
}

/// Whether a column's heading is surely the one asked for, and does not only resemble it.
fn surely(table: &Table, id: &str, asked: &Questionnaire) -> bool {
    let heading = table.column(id).and_then(|place| table.headings.get(place));
    let section = asked.section(section_id(table.section));
    let column = section.and_then(|section| section.column.iter().find(|column| column.id == id));
    heading.zip(column).is_some_and(|(heading, column)| {
        heading.is_empty() || best_likeness(&column.names, &without_years(&words(heading))) >= SURE
    })
}

/// Whether a table without headings has titles in the place of tiers, each beside a number
/// of posts and no salary.
fn lists_titles(table: &Table) -> bool {
    let small = |cell: &TableCell| cell.text.len() <= 3;
    table.guessed && !column(table, "tier").any(is_number) && column(table, "posts").all(small)
}

/// Whether anything stands beside the labels of its rows; a blank form left behind takes
/// nobody's place.
fn is_filled_in(table: &Table) -> bool {
    let labels = |id: &str| matches!(id, "tier" | "review");
    let answer = |(id, cell): (&String, &Option<TableCell>)| cell.is_some() && !labels(id);
    table.rows.iter().any(|row| table.ids.iter().zip(&row.cells).any(answer))
}

fn is_number(cell: &TableCell) -> bool {
    cell.text.starts_with(|c: char| c.is_ascii_digit())
}

fn column<'a>(table: &'a Table, id: &str) -> impl Iterator<Item = &'a TableCell> {
    let place = table.column(id);
    table.rows.iter().filter_map(move |row| row.cells.get(place?)?.as_ref())
}

/// Whether tiers are named in a column of their own, over the table, or between its rows.
fn names_tiers(table: &Table) -> bool {
    let mut cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    tiers(table).next().is_some() || cells.any(|cell| tier_label(&cell.text).is_some_and(|tier| tier.sure))
}

/// The tiers that a table's rows or the text over it name.
fn tiers(table: &Table) -> impl Iterator<Item = TierLabel> {
    column(table, "tier").chain(&table.over).filter_map(|cell| tier_label(&cell.text))
}

/// Whether internal or external is said over a table, in a column, or between its rows.
fn says_delivery(table: &Table) -> bool {
    let said = |text: &str| delivery_said(&words(text)).is_some();
    let alone = |row: &TableRow| {
        let mut cells = row.cells.iter().flatten();
        cells.next().is_some_and(|cell| said(&cell.text)) && cells.next().is_none()
    };
    let heads =
        |internal: bool| table.headings.iter().any(|text| delivery_said(&words(text)) == Some(internal));
    table.column("delivery").is_some()
        || heads(true) && heads(false)
        || said(&table.sheet)
        || table.over.iter().any(|cell| said(&cell.text))
        || table.rows.iter().any(alone)
}

/// Whether all that a row holds is the name of a review.
fn names_review_alone(row: &TableRow, asked: &Questionnaire) -> bool {
    let mut cells = row.cells.iter().flatten();
    cells.next().is_some_and(|cell| is_bare(&cell.text, asked)) && cells.next().is_none()
}

/// Whether a cell heads the other reviews.
fn is_other(cell: &TableCell) -> bool {
    let told = words(&cell.text);
    let [.., one, two] = told.as_slice() else { return false };
    told.len() <= 3 && one == "other" && two == "review"
}

/// Whether a cell names one of the reviews asked for, or begins so; any inspection is
/// another one.
fn is_review(cell: &TableCell, begins: bool, asked: &Questionnaire) -> bool {
    let rows = asked.section("reviews").map(|section| section.row.as_slice()).unwrap_or_default();
    let told = words(&cell.text);
    let named = |name: &Phrase| name.likeness(&told) >= 85 || begins && name.starts(&told);
    rows.iter().filter(|row| row.id != "other").flat_map(|row| &row.names).any(named)
}
