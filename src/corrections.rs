//! Values that a council corrected in its query sheet, put in their places before a
//! return is read, and named as the sources of what is read from them.

use crate::model::{
    CellRef, CellValue, Code, Correction, QueryKey, RawBook, RawCell, RawSheet, Return, entry, parse_address,
};

/// What is asked of a cell that may hold titles or other words: a mere number cannot take
/// their place.
const OF_WORDS: [Code; 5] =
    [Code::HeadcountPartial, Code::TitlesNotPosts, Code::TierUnclear, Code::DeliveryUnclear, Code::NotPaired];

/// Puts corrected values into a workbook; gives those that could take the place of what
/// stood in their cell.
pub(crate) fn put(book: &mut RawBook, corrections: &[Correction]) -> Vec<Correction> {
    let mut made = Vec::new();
    for correction in corrections {
        let key = &correction.key;
        let Some(at) = key.cell.as_deref().and_then(parse_address) else { continue };
        let named = |sheet: &&mut RawSheet| Some(sheet.name.as_str()) == key.sheet.as_deref();
        let Some(sheet) = book.sheets.iter_mut().find(named) else { continue };
        let was = sheet.cells.get(&at).map_or_else(String::new, |cell| cell.value.text());
        if let Some(value) = corrected(key, &was, &correction.text) {
            sheet.cells.insert(at, RawCell { value });
            made.push(Correction { was, ..correction.clone() });
        }
    }
    made
}

/// What is to stand in a cell: the corrected value instead of what was found there, which is
/// all of its text or a line of it.
fn corrected(key: &QueryKey, was: &str, text: &str) -> Option<CellValue> {
    let is_asked = |text: &str| {
        [text.to_owned(), text.trim().to_owned(), text.split_whitespace().collect::<Vec<_>>().join(" ")]
            .iter()
            .any(|text| key.found_is(text))
    };
    let new = value(text);
    let of_words = OF_WORDS.into_iter().any(|code| entry(code).id == key.code);
    if of_words && matches!(new, CellValue::Number(_)) && was.chars().any(char::is_alphabetic) {
        return None;
    }
    if is_asked(was) {
        let says_how_many = key.code == entry(Code::CostNotTotalled).id && is_count(text, was);
        return Some(if says_how_many { CellValue::Text(format!("{was} ({text})")) } else { new });
    }
    let lines: Vec<&str> = was.lines().collect();
    let place = lines.iter().position(|line| is_asked(line))?;
    let lines = lines.iter().enumerate().map(|(at, line)| if at == place { text } else { *line });
    Some(CellValue::Text(lines.collect::<Vec<_>>().join("\n")))
}

/// Whether what was typed beside a rate says of how many it is: `4 people`, or a number alone that
/// is less than the rate.
fn is_count(text: &str, rate: &str) -> bool {
    let number = |text: &str| {
        let digits: String = text
            .chars()
            .filter(|c| *c != ',')
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().ok()
    };
    let in_money = text.contains(['\u{a3}', '.']);
    let in_words = text.contains(char::is_alphabetic);
    !in_money && number(text).is_some_and(|count| in_words || number(rate).is_some_and(|rate| count < rate))
}

/// Has what was read from corrected cells name the query sheet's cells.
pub(crate) fn name(one: &mut Return, made: Vec<Correction>) {
    for source in sources(one) {
        if let Some(correction) = made.iter().find(|one| one.is_of(&source.sheet, &source.address())) {
            *source = correction.by.clone();
        }
    }
    one.corrections = made;
}

/// What was typed: a number where it is one, or words, which may hold a number too.
fn value(text: &str) -> CellValue {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => CellValue::Number(number),
        _ => CellValue::Text(text.to_owned()),
    }
}

/// Every source that a return names.
fn sources(one: &mut Return) -> Vec<&mut CellRef> {
    let mut all: Vec<&mut CellRef> = Vec::new();
    all.extend(one.practices.iter_mut().filter_map(|row| row.source.as_mut()));
    all.extend(one.reviews.iter_mut().map(|row| &mut row.source));
    for row in &mut one.posts {
        all.push(&mut row.source);
        all.extend(
            [&mut row.headcount, &mut row.qualified].into_iter().filter_map(|one| one.source.as_mut()),
        );
    }
    all.extend(one.qualifications.iter_mut().map(|row| &mut row.source));
    all.extend(one.deliveries.iter_mut().filter_map(|row| row.source.as_mut()));
    all.extend(one.training.iter_mut().map(|row| &mut row.source));
    for row in &mut one.coaching {
        all.push(&mut row.source);
        let figures = [
            &mut row.coaches_training,
            &mut row.coaches_authorised,
            &mut row.sessions,
            &mut row.hours_per_session,
            &mut row.coachees,
            &mut row.cost,
        ];
        all.extend(figures.into_iter().filter_map(|figure| figure.source.as_mut()));
    }
    all
}
