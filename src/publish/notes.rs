//! The notes: shorthand, bands, and how returns are read, in plain words.

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Notes",
    title: "Notes",
    about: "What the shorthand beside figures means, how posts are put into bands, and how returns are read.",
    build,
};

/// Notes under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteGroup {
    /// The heading.
    pub title: String,
    /// What is explained, and the explanation.
    pub entries: Vec<(String, String)>,
}

/// The notes that come with the tool.
#[must_use]
pub fn standard_notes() -> Vec<NoteGroup> {
    [("Shorthand", SHORTHAND), ("Bands", BANDS), ("How returns are read", RULES)]
        .into_iter()
        .map(|(title, entries)| NoteGroup {
            title: title.to_owned(),
            entries: entries.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect(),
        })
        .collect()
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![Column::text("About", 22), Column::text("Entry", 32), Column::text("Meaning", 95)];
    let rows = desk.context.notes.iter().flat_map(|group| {
        group.entries.iter().map(|(term, text)| {
            vec![Cell::text(group.title.clone()), Cell::text(term.clone()), Cell::text(text.clone())]
        })
    });
    vec![Block::Table(Table::new("Notes", columns).with_rows(rows.collect()))]
}

const SHORTHAND: &[(&str, &str)] = &[
    ("[e]", "Estimated: the council itself says that the figure is an estimate."),
    ("[x]", "Not available: the council did not answer, or its records do not say."),
    ("[z]", "Not applicable: the question does not apply to the council."),
    ("[r]", "Revised since the workbook that was last issued."),
    ("[p]", "Provisional: returns are still outstanding."),
    ("[c]", "Confidential: withheld to protect a person. Used in the public edition."),
    (
        "19.6% to 21.7%",
        "The return leaves the figure open; it lies between the two, both included. Sums and shares carry the range with them.",
    ),
];

const BANDS: &[(&str, &str)] = &[
    (
        "Chief executive and directors",
        "The chief executive and the chief officers, corporate or strategic directors, whether they fill one tier or two.",
    ),
    (
        "Heads of service",
        "The tier below them, whatever the council calls it: heads, principal officers, managers, assistant directors.",
    ),
    ("Service managers", "The next tier."),
    ("Team leaders", "The next tier, and any below it."),
    (
        "How a tier gets its band",
        "A whole tier goes to one band. Titles tell which tiers are the chief executive's and directors'; from there on the order of the tiers decides. Titles that speak against it raise a query.",
    ),
];

const RULES: &[(&str, &str)] = &[
    (
        "Silence is never zero",
        "A zero comes from a zero somebody wrote, or from a word that means it, such as None. A blank, a dash, N/A and No details each keep their own meaning, and none counts as zero.",
    ),
    (
        "Posts, not people",
        "Headcount is the number of posts stated. Where posts and full-time equivalents both stand, posts count.",
    ),
    (
        "Share qualified",
        "People stated to hold a management qualification over posts, over those tiers alone where the return states both. What that covers stands beside it: a share that covers few posts says little of the rest.",
    ),
    (
        "Certificates are not people",
        "Where a return lists qualifications without saying how many people hold them, the number of people lies between the largest count and the sum, and never above the posts.",
    ),
    (
        "More qualified than posts",
        "Kept as stated, raised as an error, and left out of shares until it is put right.",
    ),
    (
        "Training cost",
        "An activity's total. A rate for each person or day is a total only where the return says how many. Free and nil are £0. In-house, a dash and N/A are not costs: the activity counts as not costed.",
    ),
    ("Shared costs", "A cost that covers several activities counts once, with the first of them."),
    ("VAT", "Costs are net of VAT where the return says so."),
    (
        "Answers on practices",
        "yes; partly (in some posts, informally, or by another route); planned (decided or under way, not yet in use); no; not applicable; no answer; unclear (words that answer another question, or none). The words behind each answer are on the sheet Practice answers.",
    ),
    (
        "Which return counts",
        "Of several returns of one council, the one with the highest version stated; then the latest date completed. Where neither tells, a query says so. A section that the newer one lacks is taken from the one before.",
    ),
    (
        "Live totals",
        "Totals and shares are formulas over the tables and follow a filter or a correction made in this workbook. A correction made here is not kept: put it into the return, or answer the query.",
    ),
];
