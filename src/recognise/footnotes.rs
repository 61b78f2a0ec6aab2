//! Footnotes that say of the figures with their mark that the council estimates them:
//! `4*`, and below the table `* approximate`.

use crate::model::CellValue;
use crate::recognise::grid::Grid;
use crate::recognise::labels::is_cardinal;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::words;

/// The signs of footnotes; a number or a letter in brackets is one too.
const SIGNS: [char; 10] =
    ['*', '#', '\u{2020}', '\u{2021}', '\u{a7}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{2074}', '\u{2075}'];
/// A footnote of more words says more than that a figure is estimated.
const LONGEST: usize = 16;
/// The columns that hold figures.
const FIGURES: [&str; 17] = [
    "posts",
    "posts_part",
    "fte",
    "qualified",
    "qualified_part",
    "qualified_number",
    "qualification_kind",
    "attendees",
    "cost",
    "per_head",
    "year_cost",
    "gross",
    "coaches_training",
    "coaches_authorised",
    "coachees",
    "sessions",
    "hours_per_session",
];

/// Writes beside the figures of a sheet that they are estimated where its footnotes say so.
pub(super) fn say<'a>(grids: impl Iterator<Item = &'a Grid>, tables: &mut [Table]) {
    for grid in grids {
        let marks: Vec<&str> = grid.all().filter_map(|(_, seen)| estimating(&seen.text)).collect();
        let own = tables.iter_mut().filter(|table| table.sheet == grid.sheet());
        for table in own.filter(|_| !marks.is_empty()) {
            settle(table, &marks);
        }
    }
}

/// The mark of a footnote that says of figures that they are estimated.
fn estimating(text: &str) -> Option<&str> {
    const SAYS: [&str; 5] = ["estimat", "approx", "aprox", "rough", "circa"];
    // `* please estimate if not known` asks for what need not have been done.
    const ASKS: [&str; 7] = ["please", "if", "where", "not", "should", "may", "can"];
    let text = text.trim();
    let mark = mark_before(text)?;
    let told = words(text.get(mark.len()..)?);
    let says = |word: &String| word == "est" || SAYS.iter().any(|begin| word.starts_with(begin));
    let asks = |word: &String| ASKS.contains(&word.as_str());
    (told.len() <= LONGEST && told.iter().any(says) && !told.iter().any(asks)).then_some(mark)
}

/// The mark with which a text begins: a sign, once or several times, or `(1)`.
fn mark_before(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if SIGNS.contains(&first) {
        return text.get(..text.len() - text.trim_start_matches(first).len());
    }
    let (open, close) = [('(', ')'), ('[', ']')].into_iter().find(|(open, _)| *open == first)?;
    let inside = text.strip_prefix(open)?.split(close).next()?;
    let short = (1..=2).contains(&inside.len()) && inside.chars().all(|c| c.is_ascii_alphanumeric());
    text.get(..inside.len() + 2).filter(|mark| short && mark.ends_with(close))
}

fn settle(table: &mut Table, marks: &[&str]) {
    for (place, _) in table.ids.iter().enumerate().filter(|(_, id)| FIGURES.contains(&id.as_str())) {
        // A mark on a heading is on all figures below it.
        let headed = table.headings.get(place).is_some_and(|heading| {
            marks.iter().any(|mark| {
                SIGNS.iter().any(|sign| mark.starts_with(*sign)) && marked(heading, mark).is_some()
            })
        });
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(place)?.as_mut()) {
            let own = marks
                .iter()
                .find_map(|mark| marked(&cell.text, mark))
                .or(headed.then_some(cell.text.as_str()));
            if let Some(figure) = own.filter(|text| is_figure(text)).map(|text| format!("{text} (approx)")) {
                *cell = TableCell { value: CellValue::Text(figure), ..cell.clone() };
            }
        }
    }
}

/// A text without the mark at its end, where it has this one and no more of it.
fn marked<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let rest = text.trim_end().strip_suffix(mark)?;
    (!rest.ends_with(mark)).then(|| rest.trim_end())
}

fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || words(text).iter().any(|word| is_cardinal(word))
}
