//! Numbers and dates: kept as such, aligned, with separators and units.

use super::cells::look;
use super::{Fault, at, body, columns, each_cell, table};
use crate::read::{Dressed, DressedSheet, DressedTable};

pub(super) fn as_numbers(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        (!cell.is_number && is_number(&cell.text)).then(|| format!("{} is kept as text.", cell.text))
    })
}

/// Whether text is a number with its separators, sign or unit; a code or a mark is not.
fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['£', '-', '+']).trim_end_matches(['%', ' ']);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 0 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

pub(super) fn right_aligned(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (sheet, table, column) in number_columns(book) {
        for (place, cell) in body(sheet, table, column) {
            let horizontal = look(book, cell.format).map_or("", |look| &look.horizontal);
            let is_right = horizontal == "right" || (cell.is_number && matches!(horizontal, "" | "general"));
            if !is_right {
                faults.push(at(sheet, place, format!("{} is not aligned to the right.", cell.text)));
            }
        }
    }
    faults
}

pub(super) fn thousands(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let number =
            cell.text.parse::<f64>().ok().filter(|number| cell.is_number && number.abs() >= 1000.0)?;
        let code = look(book, cell.format).map_or("", |look| &look.number);
        (!code.contains("#,##") && !is_date(code))
            .then(|| format!("{number} has no separators between thousands."))
    })
}

pub(super) fn units(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (sheet, table, column) in number_columns(book) {
        let place = (table.extent.top, column);
        let heading = sheet.cells.get(&place).map_or("", |cell| cell.text.as_str());
        let dates = body(sheet, table, column)
            .all(|(_, cell)| look(book, cell.format).is_some_and(|look| is_date(&look.number)));
        let names_unit = heading.contains('(')
            || ["number of", "percentage", "year"].iter().any(|word| heading.to_lowercase().contains(word));
        if !names_unit && !dates {
            faults.push(at(sheet, place, format!("{heading} names no unit in brackets.")));
        }
    }
    faults
}

pub(super) fn dates(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let code = look(book, cell.format).map_or("", |look| look.number.as_str());
        if cell.is_number && is_date(code) && !is_full(code) {
            return Some(format!("The date is shown as {code}."));
        }
        (!cell.is_number && is_short_date(&cell.text)).then(|| format!("{} is not written out.", cell.text))
    })
}

/// Whether a number format shows a date.
fn is_date(code: &str) -> bool {
    let bare: String = code.split('"').step_by(2).collect::<String>().to_lowercase();
    bare.contains('y') || bare.contains('d') && bare.contains('m')
}

/// Whether it shows the day, the month in letters and the whole year.
fn is_full(code: &str) -> bool {
    let bare = code.to_lowercase().replace(['\\', '"', '@', ';'], "");
    bare.trim_start_matches("[$-809]").trim_start_matches("[$-f800]").trim() == "d mmmm yyyy"
}

/// Whether text is a date in figures, such as 01/02/2006, 1.2.06 or 2006-02-01.
fn is_short_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    let [first, second, third] = parts.as_slice() else { return false };
    let number = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.chars().all(|c| c.is_ascii_digit())
    };
    number(second, 2) && ((number(first, 2) && number(third, 4)) || (number(first, 4) && number(third, 2)))
}

/// The columns of tables that hold numbers.
fn number_columns(book: &Dressed) -> Vec<(&DressedSheet, &DressedTable, u32)> {
    let tables = book.sheets.iter().filter_map(|sheet| Some((sheet, table(sheet)?)));
    let all = tables.flat_map(|(sheet, table)| columns(table).map(move |column| (sheet, table, column)));
    let holds = |(sheet, table, column): &(&DressedSheet, &DressedTable, u32)| {
        let numbers = body(sheet, table, *column).filter(|(_, cell)| cell.is_number).count();
        let marks = body(sheet, table, *column).filter(|(_, cell)| cell.text.starts_with('[')).count();
        numbers > 0 && numbers + marks == body(sheet, table, *column).count()
    };
    all.filter(holds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_clothing_are_told() {
        for text in ["12", "1,234", "£1,200.50", "43.8%", "-3"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["E07000129", "[c]", "12 posts", "", "1st", "2 of 7"] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn dates_are_told_from_other_numbers() {
        assert!(is_date("d mmmm yyyy") && is_full("d mmmm yyyy"));
        assert!(is_date("dd/mm/yyyy") && !is_full("dd/mm/yyyy"));
        assert!(!is_date("#,##0\" [e]\"") && !is_date("#,##0\" days my\""));
        assert!(is_short_date("01/02/2006") && is_short_date("2006-02-01"));
        assert!(!is_short_date("1 February 2006") && !is_short_date("E-mail"));
    }
}
