//! The notes: what the shorthand and the numbered notes mean.

use super::super::book::{Cell, Column, Table};
use super::Entry;
use super::shelf::Shelf;

pub(super) const SHEET: Entry = Entry {
    name: "Notes",
    title: "Notes",
    about: "What the marks in brackets mean that stand beside figures, in place of figures, and in headings. This sheet holds one table.",
    build,
};

const SHORTHAND: &[(&str, &str)] = &[
    (
        "[c]",
        "Confidential: withheld, so that the figure tells nothing of an identifiable person. See note 3.",
    ),
    ("[e]", "Estimated: the council itself says that the figure is an estimate."),
    ("[p]", "Provisional: returns are still outstanding."),
    ("[r]", "Revised since the edition before."),
    ("[x]", "Not available: the council did not answer, or its records do not say."),
    ("[z]", "Not applicable: the question does not apply, or there is nothing to divide by."),
];

fn build(shelf: &Shelf) -> Table {
    let columns = vec![Column::text("Mark", 12), Column::text("What it means", 100)];
    let mut rows: Vec<Vec<Cell>> =
        SHORTHAND.iter().map(|(mark, text)| vec![Cell::text(*mark), Cell::text(*text)]).collect();
    rows.extend(
        (1..)
            .zip(notes(shelf))
            .map(|(number, text)| vec![Cell::text(format!("[note {number}]")), Cell::text(text)]),
    );
    Table::new("Notes", columns).unfiltered().with_rows(rows)
}

/// The numbered notes; headings refer to them as `[note 1]`.
fn notes(shelf: &Shelf) -> [String; 7] {
    let limits = &shelf.protected.thresholds;
    [
        "Management posts are put into four bands. The chief executive and the directors are the first. The tier below them is heads of service, whatever the council calls it; then service managers; then team leaders.".to_owned(),
        "Posts are counted, not people. They are the council's establishment.".to_owned(),
        format!(
            "Withheld: counts of 1 to {} people who hold a qualification or who do not, and as small counts of coaches; none or all of fewer than {} posts; any share of fewer than {} posts. Further figures are withheld so that none of these can be worked out from totals.",
            limits.small.saturating_sub(1), limits.none_or_all, limits.base,
        ),
        "People stated to hold a management qualification, over the posts of those tiers alone that state both. The posts covered say how much that is: a share that covers few posts says little of the rest.".to_owned(),
        "The cost of activities whose total cost the council knows, over the last two years. Activities not costed are not in it.".to_owned(),
        "Posts in a band for each post in the band above it, over councils that state both.".to_owned(),
        "Sessions held, times hours a session, times people coached.".to_owned(),
    ]
}
