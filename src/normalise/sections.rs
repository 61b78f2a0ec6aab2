//! Which tables of a section count where there are several, and which sections are
//! missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Coverage, Finding, Section};
use crate::recognise::{Table, TableRow, tier_label};
use crate::reference::words;

/// A sheet on which as many questions are answered once more is no slip of one answer.
const ANSWERS_OF_A_COPY: usize = 3;

/// Whatever is found while `read` runs is about this section.
pub(crate) fn within<T>(
    section: Section,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&mut Vec<Finding>) -> T,
) -> T {
    let before = findings.len();
    let made = read(findings);
    for finding in findings.iter_mut().skip(before) {
        finding.section = Some(section);
    }
    made
}

/// The tables of a section that count, and what `read` makes of them.
pub(crate) fn of_tables<'a, T>(
    tables: &'a [Table],
    section: Section,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&[&Table], &mut Vec<Finding>) -> T,
) -> (Vec<&'a Table>, T) {
    within(section, findings, |findings| {
        let own = chosen(tables, section, findings);
        let made = read(&own, findings);
        (own, made)
    })
}

/// The tables of a section that count: blank leftovers of the form give way to
/// filled ones, and a second copy to the fuller one.
fn chosen<'a>(tables: &'a [Table], section: Section, findings: &mut Vec<Finding>) -> Vec<&'a Table> {
    let mut own: Vec<&Table> = tables.iter().filter(|table| table.section == section).collect();
    if own.iter().any(|table| answered(table) > 0) {
        own.retain(|table| answered(table) > 0 || section == Section::Training && !table.rows.is_empty());
    }
    for table in own.iter().filter(|table| table.guessed) {
        let message = "The table's headings do not say what stands below them; its columns were told by what they hold. Compare them with the figures, and write the form's headings.";
        findings.push(Finding::at(Code::LayoutUnclear, &table.at, "", message));
    }
    match section {
        Section::Management => one_of_each_tier(own, findings),
        _ => without_copies(own, findings),
    }
}

/// Cells that answer something: all but labels.
fn answered(table: &Table) -> usize {
    let labels = ["tier", "review", "delivery", ""];
    table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().zip(&table.ids))
        .filter(|(cell, id)| cell.is_some() && !labels.contains(&id.as_str()))
        .count()
}

/// Management tables of different tiers belong together; of the same tiers the
/// fuller one counts.
fn one_of_each_tier<'a>(mut own: Vec<&'a Table>, findings: &mut Vec<Finding>) -> Vec<&'a Table> {
    let order: Vec<&Table> = own.clone();
    // A list of posts behind the table does not say how many they are.
    let counts = |table: &Table| {
        let cells = |id: &&str| table.rows.iter().any(|row| table.cell(row, id).is_some());
        ["posts", "fte", "posts_part"].iter().any(cells)
    };
    let key = |table: &&Table| (counts(table), is_summary(table), answered(table));
    own.sort_by_key(|table| std::cmp::Reverse(key(table)));
    let mut taken: BTreeSet<i64> = BTreeSet::new();
    let mut kept: Vec<&Table> = Vec::new();
    for table in own {
        let tiers = tiers_of(table);
        let apart = kept.is_empty() || (!tiers.is_empty() && tiers.is_disjoint(&taken));
        let other_posts = !kept.is_empty() && kept.iter().all(|one| holds_other_posts(table, one));
        if other_posts && !apart {
            let message = "This section stands in several tables, each with other posts; they were added up. Say if one of them does not count.";
            findings.push(Finding::at(Code::SectionTwice, &table.at, table.headings.join(", "), message));
        }
        let completes = !apart && kept.iter().all(|one| completes(table, one));
        if apart || other_posts || completes {
            taken.extend(tiers);
            kept.push(table);
        } else {
            twice(table, &kept, findings);
        }
    }
    order.into_iter().filter(|table| kept.iter().any(|one| std::ptr::eq(*one, *table))).collect()
}

/// Whether a table says that it sums up the others, such as one for each department.
fn is_summary(table: &Table) -> bool {
    let told = table.above().next().map(|cell| words(&cell.text)).unwrap_or_default();
    let whole = |pair: &[String]| matches!(pair, [one, other] if one == "whole" && matches!(other.as_str(), "council" | "authority"));
    told.len() <= 8 && (told.iter().any(|word| word == "summary") || told.windows(2).any(whole))
}

/// Whether two tables of the same tiers answer different things: one the posts, the other who
/// is qualified, or who is in them.
fn completes(table: &Table, other: &Table) -> bool {
    const ASKED: [&[&str]; 3] = [
        &["titles"],
        &["posts", "fte", "posts_part"],
        &["qualified", "qualification_kind", "qualification_names"],
    ];
    let answers = |table: &Table, ids: &[&str]| {
        ids.iter().any(|id| table.rows.iter().any(|row| table.cell(row, id).is_some()))
    };
    let both = |ids: &&[&str]| answers(table, ids) && answers(other, ids);
    tiers_of(table) == tiers_of(other) && !ASKED.iter().any(both)
}

/// Whether two tables on different sheets, such as one for each directorate, name no post
/// alike, and each several.
fn holds_other_posts(table: &Table, other: &Table) -> bool {
    let titles = |table: &Table| -> BTreeSet<String> {
        let cells = table.rows.iter().filter_map(|row| table.cell(row, "titles"));
        let texts = cells.map(|cell| cell.text.to_lowercase()).collect::<Vec<String>>();
        let titles = texts.iter().flat_map(|text| text.split(['\n', ',', ';']));
        titles.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()).collect()
    };
    let (own, others) = (titles(table), titles(other));
    let several = own.len() > 1 && others.len() > 1;
    let whole = [1, 2].iter().all(|tier| tiers_of(table).contains(tier) && tiers_of(other).contains(tier));
    table.sheet != other.sheet && several && own.is_disjoint(&others) && !whole
}

fn tiers_of(table: &Table) -> BTreeSet<i64> {
    let labels = table.rows.iter().filter_map(|row| table.cell(row, "tier")).chain(&table.over);
    // A tier alone below the last row is the heading of the table that follows.
    let heads = |row: &TableRow| {
        let mut cells = row.cells.iter().flatten();
        cells.next().is_some_and(|cell| tier_label(&cell.text).is_some()) && cells.next().is_none()
    };
    let ended = table.rows.iter().rposition(|row| !heads(row)).map_or(0, |last| last + 1);
    let subheads = table.rows.iter().take(ended).filter_map(|row| row.cells.iter().flatten().next());
    let subheads = subheads.filter_map(|cell| tier_label(&cell.text));
    // Beside a column of tiers a bare number is a figure: `4 | Subtotal`.
    let labelled = table.rows.iter().any(|row| table.cell(row, "tier").is_some());
    let labels = labels.filter_map(|cell| tier_label(&cell.text));
    labels.chain(subheads.filter(|label| label.sure || !labelled)).map(|label| label.tier).collect()
}

/// Tables that hold the same texts as one before them are copies.
fn without_copies<'a>(own: Vec<&'a Table>, findings: &mut Vec<Finding>) -> Vec<&'a Table> {
    let texts = |table: &Table| -> Vec<String> {
        table.rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| cell.text.clone()).collect()
    };
    let mut kept: Vec<&Table> = Vec::new();
    for table in own {
        let copy = answered(table) > 2
            && kept.iter().any(|one| one.sheet != table.sheet && texts(one) == texts(table));
        if copy {
            twice(table, &kept, findings);
        } else {
            kept.push(table);
        }
    }
    kept
}

fn twice(table: &Table, kept: &[&Table], findings: &mut Vec<Finding>) {
    let other = kept.first().map_or_else(String::new, |one| one.at.to_string());
    let message = format!(
        "This section stands in two places; the one at {other} was read. Delete the one that does not count."
    );
    findings.push(Finding::at(Code::SectionTwice, &table.at, table.headings.join(", "), message));
}

/// Asks about the sections that a sheet adds to the return while others of it gave way there: it is a
/// copy or an example that does not say so, or a part.
pub(crate) fn say_added(tables: &[Table], findings: &mut Vec<Finding>) {
    let gave_way = |sheet: &str| {
        let twice = |one: &&Finding| one.code == Code::SectionTwice && one.sheet.as_deref() == Some(sheet);
        let sections: Vec<Option<Section>> = findings.iter().filter(twice).map(|one| one.section).collect();
        let answers = sections.iter().filter(|section| section.is_none_or(|one| one == Section::Practices));
        sections.contains(&Some(Section::Management)) || answers.count() >= ANSWERS_OF_A_COPY
    };
    let mut said: Vec<Finding> = Vec::new();
    for section in [Section::Reviews, Section::Training, Section::Coaching] {
        let own: Vec<&Table> =
            tables.iter().filter(|table| table.section == section && answered(table) > 0).collect();
        let (added, kept): (Vec<&Table>, Vec<&Table>) =
            own.into_iter().partition(|table| gave_way(&table.sheet));
        let Some(kept) = kept.first() else { continue };
        said.extend(added.into_iter().map(|table| {
            let message = format!(
                "Other sections of this sheet stand on another sheet too, and gave way to it; what this section says here was added to what stands at {}. Delete the sheet if it is a copy or an example.",
                kept.at
            );
            Finding::at(Code::SectionTwice, &table.at, table.headings.join(", "), message).within(section)
        }));
    }
    findings.extend(said);
}

/// Says which sections are missing, and which are there and hold nothing.
pub(crate) fn say_missing(sections: &BTreeMap<Section, Coverage>, file: &str, findings: &mut Vec<Finding>) {
    for (section, coverage) in sections {
        let title = section.title();
        if !coverage.found {
            let message = format!(
                "The section {title} was not found. Fill it in, or say that there is nothing to put there."
            );
            findings.push(Finding::of_file(Code::SectionMissing, file, title, message).within(*section));
        } else if !coverage.answered && *section != Section::About {
            let message = format!(
                "The section {title} is there, and nothing in it is answered. Fill it in, or write None or N/A."
            );
            findings.push(Finding::of_file(Code::SectionUnanswered, file, title, message).within(*section));
        }
    }
}
