//! What columns a heading may name: its own words and those above it are compared with the
//! questionnaire's, and a few headings are known by what they stand beside or under.

use std::collections::BTreeMap;

use super::around;
use super::headers::{SURE, TABLES};
use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::delivery_said;
use crate::reference::{ColumnOf, Qualifications, Questionnaire};

/// Least likeness, in percent, of a heading to a column's name.
pub(crate) const LEAST: usize = 55;
/// Least likeness of a heading that names a column by more than a few of its words.
const SURELY: usize = 78;
/// A heading of more words is a text, not a heading.
pub(crate) const LONGEST: usize = 18;

/// What stands in one column of the rows looked at.
pub(crate) struct Heading<'a> {
    pub(crate) col: u32,
    /// The cells from the top, a merged one once.
    pub(crate) parts: Vec<&'a Seen>,
    /// The columns that it may name, best first: section, column, likeness in percent.
    pub(crate) names: Vec<(Section, &'a str, usize)>,
    /// The time that stands over it.
    pub(crate) over: Option<around::Time>,
}

impl Heading<'_> {
    /// Whether it names a column of a section by a few of its words alone, as `Yes for managers` does
    /// that answers a question beside.
    pub(crate) fn is_weak(&self, section: Section) -> bool {
        self.names.iter().find(|one| one.0 == section).is_some_and(|best| best.2 < SURELY)
    }

    /// Whether it asks for people in post, as beside the number of posts.
    pub(crate) fn counts_people(&self) -> bool {
        let told = around::told(&self.parts);
        let person = |word: &String| matches!(word.as_str(), "filled" | "holder" | "postholder" | "people");
        told.windows(2).any(|pair| pair == ["in", "post"]) || told.iter().any(person)
    }

    /// The time that it asks about, by its own words or those over it.
    pub(crate) fn time(&self) -> Option<around::Time> {
        around::time_of_figure(&around::told(&self.parts)).or(self.over)
    }

    /// Whether it asks for posts, whoever is in them.
    pub(crate) fn counts_posts(&self) -> bool {
        let said = |word: &str| {
            self.parts.iter().any(|part| {
                part.text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|one| one == word)
            })
        };
        !self.counts_people() && (said("posts") || said("establishment") || said("established"))
    }

    /// Whether it asks for the number of a paper, which counts nobody: `Order number`, `Invoice no.`
    pub(crate) fn numbers_papers(&self) -> bool {
        const COUNTED: &str = "attend attended attendee attending attendance delegate place seat trained \
                               people person manager supervisor staff officer employee participant learner \
                               trainee student candidate total actual approx";
        let told = around::told(&self.parts);
        let Some((last, before)) = told.split_last() else { return false };
        let counts = |word: &String| COUNTED.split(' ').any(|one| one == word);
        matches!(last.as_str(), "no" | "number") && !before.is_empty() && !before.iter().any(counts)
    }
}

/// `#` counts posts, where nothing else does and it doesn't stand first, as the rows' numbers would.
pub(crate) fn name_signs(headings: &mut [Heading]) {
    let posts = |one: &Heading| {
        one.names.iter().find(|name| name.0 == Section::Management).is_some_and(|name| name.1 == "posts")
    };
    if headings.iter().any(posts) {
        return;
    }
    let sign = |one: &&mut Heading| matches!(one.parts.as_slice(), [only] if only.text.trim() == "#");
    if let Some(one) = headings.iter_mut().skip(1).find(sign) {
        one.names = vec![(Section::Management, "posts", 80)];
    }
}

/// `Qualifications held` with names below, beside `No. with management qualification` with numbers:
/// the one names them, the other counts people.
pub(crate) fn name_certificates(grid: &Grid, bottom: u32, headings: &mut [Heading]) {
    let asks = |one: &Heading| one.names.iter().any(|name| name.1 == "qualified");
    let own: Vec<usize> =
        headings.iter().enumerate().filter(|(_, one)| asks(one)).map(|(place, _)| place).collect();
    if own.len() != 2 {
        return;
    }
    let counts =
        |place: &usize| headings.get(*place).is_some_and(|one| around::counts_below(grid, bottom, one.col));
    let (people, named): (Vec<usize>, Vec<usize>) = own.into_iter().partition(counts);
    if people.len() == 1
        && let Some(one) = named.first().and_then(|place| headings.get_mut(*place))
    {
        one.names.retain(|(section, _, _)| *section != Section::Management);
        one.names.push((Section::Management, "qualification_names", 90));
    }
}

/// Whether a heading beside those of certificates asks for all others: `No. with Other`.
fn names_others(parts: &[&Seen]) -> bool {
    const BESIDE: [&str; 12] = [
        "no",
        "number",
        "of",
        "with",
        "people",
        "holding",
        "any",
        "qualification",
        "manager",
        "management",
        "qual",
        "a",
    ];
    let Some(lowest) = parts.last() else { return false };
    let told: Vec<&String> = lowest.words.iter().filter(|word| !BESIDE.contains(&word.as_str())).collect();
    matches!(told.as_slice(), [only] if *only == "other")
}

/// What headings are compared with.
pub(crate) struct Names<'a> {
    pub(crate) asked: &'a Questionnaire,
    pub(crate) known: &'a Qualifications,
}

impl<'a> Names<'a> {
    /// `Management qualification: degree` beside `Management qualification: DMS` ask for
    /// certificates of a kind, not for people.
    pub(crate) fn part_kinds(&self, headings: &mut [Heading<'a>]) {
        let parted = |heading: &Heading<'a>| -> Option<(&'a str, &'a str)> {
            let [part] = heading.parts.as_slice() else { return None };
            let (head, kind) = part.text.split_once([':', '-', '\u{2013}', '('])?;
            Some((head.trim(), kind.trim_matches(|c: char| !c.is_alphanumeric())))
        };
        let parted: Vec<_> = headings.iter().map(parted).collect();
        let again = |head: &str| parted.iter().flatten().filter(|(other, _)| *other == head).count() > 1;
        // `Job title(s):` names no kind.
        let is_kind =
            |(head, kind): &(&str, &str)| again(head) && kind.len() > 1 && self.known.only_names(kind);
        let heads: Vec<Option<&str>> =
            parted.iter().map(|one| one.filter(is_kind).map(|(head, _)| head)).collect();
        for (heading, own) in headings.iter_mut().zip(&heads) {
            if own.is_some() && heads.iter().filter(|other| *other == own).count() > 1 {
                heading.names = vec![(Section::Management, "qualification_kind", 80)];
            }
        }
        let is_kind = |heading: &Heading<'a>| heading.names.iter().any(|one| one.1 == "qualification_kind");
        if headings.iter().filter(|heading| is_kind(heading)).count() > 1 {
            for heading in headings.iter_mut().filter(|heading| names_others(&heading.parts)) {
                heading.names = vec![(Section::Management, "qualification_kind", 80)];
            }
        }
    }

    /// Whether headings of another section stand down the column below a heading: `Cohort` over
    /// `Coaches in training` begins a block beside a table.
    pub(crate) fn heads_labels(&self, grid: &'a Grid, section: Section, (row, col): (u32, u32)) -> bool {
        let labels = |seen: &'a Seen| {
            let names = self.of(&[seen]);
            let sure = |own: bool| names.iter().any(|one| (one.0 == section) == own && one.2 >= SURE);
            sure(false) && !sure(true)
        };
        (row + 1..=row + 2).all(|row| grid.at(row, col).is_some_and(labels))
    }

    /// The columns that a heading may name, best first.
    pub(crate) fn of(&self, parts: &[&'a Seen]) -> Vec<(Section, &'a str, usize)> {
        let Some((lowest, above)) = parts.split_last() else { return Vec::new() };
        let length: usize = parts.iter().map(|part| part.words.len()).sum();
        let mut like: BTreeMap<ColumnOf, usize> = BTreeMap::new();
        if length <= LONGEST {
            let own = lowest.columns.get_or_init(|| self.asked.columns_like(&lowest.words));
            // `Last year` over all of its columns tells one from the other, and asks for nothing.
            if above.iter().all(|part| around::only_times(&part.words)) {
                like.extend(own.iter().copied());
            } else {
                let joined: Vec<String> = parts.iter().flat_map(|part| part.words.iter().cloned()).collect();
                like.extend(self.asked.columns_like(&joined));
                for (column, likeness) in own {
                    let known = like.entry(*column).or_default();
                    *known = likeness.saturating_sub(5).max(*known);
                }
            }
        }
        let named = |(of, likeness): (ColumnOf, usize)| {
            let (words, column) = self.asked.column(of)?;
            let (section, _) = TABLES.iter().find(|(_, id)| *id == words.id)?;
            (likeness >= LEAST).then_some((*section, column.id.as_str(), likeness))
        };
        let mut found: Vec<(Section, &str, usize)> = like.into_iter().filter_map(named).collect();
        if *lowest.only_qualifications.get_or_init(|| self.known.only_names(&lowest.text)) {
            // Under a heading for all of them, or without the words for people.
            let management = |section: &Section| *section == Section::Management;
            let people =
                found.iter().any(|(of, id, sure)| management(of) && *id == "qualified" && *sure >= 85);
            if !above.is_empty() || !people {
                found.retain(|(section, _, _)| !management(section));
                found.push((Section::Management, "qualification_kind", 80));
            }
        }
        if lowest.words.is_empty() && matches!(lowest.text.trim_matches(['(', ')']), "\u{a3}" | "\u{a3}s") {
            found.extend([Section::Training, Section::Coaching].map(|of| (of, "cost", 90)));
        }
        let spent = |part: &&Seen| part.words.iter().any(|word| word == "cost" || word == "spend");
        if around::is_year(lowest) && above.iter().all(spent) {
            found.push((Section::Training, "year_cost", 70));
        }
        // `Internal` and `External` under `Cost`: each activity has its cost in one of the two.
        if !above.is_empty() && above.iter().all(spent) && delivery_said(&lowest.words).is_some() {
            found = vec![(Section::Training, "year_cost", 90)];
        }
        if let Some(part) = self.part_of_figure(lowest, above) {
            found.retain(|(section, _, _)| *section != Section::Management);
            found.push((Section::Management, part, 95));
        }
        if !found.is_empty() && around::names_review(self.asked, lowest) {
            // `Other reviews (please specify)` is one of the reviews: it heads neither them nor, by two
            // of its words, a column of qualifications.
            let many = lowest.words.len() > 1;
            found.retain(|(_, id, likeness)| *id != "review" && (!many || *likeness >= SURELY));
        }
        found.sort_by_key(|(_, _, likeness)| std::cmp::Reverse(*likeness));
        found
    }

    /// What a heading asks under one that asks for posts or people qualified: `Total` for
    /// all of them, `Men` and `Women` for parts.
    fn part_of_figure(&self, lowest: &Seen, above: &[&Seen]) -> Option<&'static str> {
        const COUNTS: [&str; 10] =
            ["total", "people", "number", "no", "all", "manager", "of", "overall", "staff", "person"];
        const PARTS: [&str; 8] = ["m", "f", "male", "female", "men", "women", "man", "woman"];
        let all = |list: &[&str]| lowest.words.iter().all(|word| list.contains(&word.as_str()));
        let asks = |id: &str| {
            above.iter().any(|part| {
                let like = part.columns.get_or_init(|| self.asked.columns_like(&part.words));
                let named = |of: ColumnOf| self.asked.column(of).is_some_and(|(_, column)| column.id == id);
                like.iter().any(|(of, likeness)| *likeness >= 70 && named(*of))
            })
        };
        let total = all(&COUNTS);
        if lowest.words.is_empty() || !total && !all(&PARTS) {
            return None;
        }
        let figures = [("qualified", "qualified_part"), ("posts", "posts_part")];
        let (whole, part) = figures.into_iter().find(|(id, _)| asks(id))?;
        Some(if total { whole } else { part })
    }
}
