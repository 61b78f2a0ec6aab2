//! A return written as one long list, a field to each row: the section, whose field it is, the
//! field's name and its value (`Coaching | Cohort 1 | Sessions held | 12`), or the first three of
//! them in one cell (`Internal training 1 - Cost`). The list comes out as the tables of its sections.

use std::collections::BTreeMap;

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::delivery_said;
use crate::recognise::tables::headers::section_id;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Questionnaire, best_likeness, words};

/// Least likeness, in percent, of a field's name to a column's, and of a text to a section's
/// heading.
const LEAST: usize = 85;
/// Fewer rows are no list.
const FEWEST: usize = 4;
/// A text of more words names no section.
const LONGEST: usize = 6;

/// A row of the list.
struct Field<'a> {
    row: u32,
    section: Section,
    /// What names the section, and whose field it is where that stands in the same cell.
    of: String,
    /// The cell that names the section.
    head: (u32, &'a Seen),
    /// Whose field it is, and the column that says so.
    item: Option<(u32, &'a str)>,
    id: &'a str,
    name: &'a Seen,
    /// The column of the value.
    col: u32,
}

/// Puts the tables of training and coaching that such a list makes in the place of what was
/// taken for them on its sheet.
pub(super) fn add(upright: &Grid, sideways: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire) {
    put(upright, &fields(upright, asked), tables);
    for grid in [upright, sideways] {
        put(grid, &named_in_one(grid, asked), tables);
    }
}

fn put(grid: &Grid, fields: &[Field], tables: &mut Vec<Table>) {
    for section in [Section::Training, Section::Coaching] {
        let own: Vec<&Field> = fields.iter().filter(|field| field.section == section).collect();
        let several = own.iter().any(|field| own.first().is_some_and(|first| first.id != field.id));
        if own.len() < FEWEST || !several {
            continue;
        }
        tables.retain(|table| table.section != section);
        let parts = own.chunk_by(|one, next| one.of == next.of);
        tables.extend(parts.map(|part| table(grid, section, part)));
    }
}

/// The rows of the list: fields stand in the column that names most of them.
fn fields<'a>(grid: &'a Grid, asked: &'a Questionnaire) -> Vec<Field<'a>> {
    let mut columns: BTreeMap<u32, Vec<Field>> = BTreeMap::new();
    for row in grid.rows().iter().copied() {
        let shown: Vec<(u32, &Seen)> = grid.row(row).take(3).collect();
        let Some((head, rest)) = shown.split_first() else { continue };
        let Some(section) = section_of(head.1, asked) else { continue };
        for (place, (col, name)) in rest.iter().enumerate() {
            if let Some(field) = of_item(row, section, (*col, name), asked) {
                columns.entry(*col).or_default().push(field);
                continue;
            }
            let like = name.columns.get_or_init(|| asked.columns_like(&name.words));
            if let Some(id) = asked.column_most_like(section_id(section), like, LEAST) {
                let item = place.checked_sub(1).and_then(|before| rest.get(before));
                let item = item.map(|(col, seen)| (*col, seen.text.as_str()));
                let of = head.1.words.join(" ");
                let field = Field { row, section, of, head: *head, item, id, name, col: col + 1 };
                columns.entry(*col).or_default().push(field);
            }
        }
    }
    columns.into_values().max_by_key(Vec::len).unwrap_or_default()
}

/// The field that a label names behind its item, where the section stands before it: `Internal 1 -
/// cost`, `Cohort 1: sessions held`.
fn of_item<'a>(
    row: u32,
    section: Section,
    (col, name): (u32, &'a Seen),
    asked: &'a Questionnaire,
) -> Option<Field<'a>> {
    let (of, asks) = parted(&name.text)?;
    let told = words(of);
    // `Coaches - in training` is a field and has no item.
    let column = || asked.column_most_like("coaching", &asked.columns_like(&told), LEAST);
    let known = match section {
        Section::Coaching => column().is_none_or(|id| id == "cohort"),
        _ => delivery_said(&told).is_some(),
    };
    let like = asked.columns_like(&words(asks));
    let id = asked.column_most_like(section_id(section), &like, LEAST).filter(|_| known)?;
    let item = (section == Section::Coaching).then_some((col, of));
    Some(Field { row, section, of: of.to_owned(), head: (col, name), item, id, name, col: col + 1 })
}

/// A label with what it asks parted from whose field it is, by the last sign between them.
fn parted(text: &str) -> Option<(&str, &str)> {
    let by = |sign: &str| text.rsplit_once(sign).map(|(of, asks)| (of.trim(), asks.trim()));
    [" - ", " \u{2013} ", " > ", " / ", ": "].into_iter().find_map(by)
}

/// The fields of a list whose labels name the section, its item and the field: `Internal training
/// 1 - Cost`, `Coaching / Cohort 1 / Sessions held`, and beside it the value.
fn named_in_one<'a>(grid: &'a Grid, asked: &'a Questionnaire) -> Vec<Field<'a>> {
    let field = |row: u32| -> Option<Field<'a>> {
        let (col, name) = grid.row(row).next()?;
        let (of, asks) = parted(&name.text)?;
        let told = words(of);
        if told.len() > LONGEST {
            return None;
        }
        let counted = of.ends_with(|c: char| c.is_ascii_digit());
        let trains = || delivery_said(&told).is_some() && told.iter().any(|word| is_training(word));
        let section = if told.first().is_some_and(|word| word == "coaching") {
            Section::Coaching
        } else {
            (counted && trains()).then_some(Section::Training)?
        };
        let like = asked.columns_like(&words(asks));
        let id = asked.column_most_like(section_id(section), &like, LEAST)?;
        let item = (section == Section::Coaching).then(|| (col, cohort_of(of)));
        let of = of.to_owned();
        Some(Field { row, section, of, head: (col, name), item, id, name, col: col + 1 })
    };
    grid.rows().iter().filter_map(|row| field(*row)).collect()
}

/// The cohort that stands behind the section: `Coaching / Cohort 1`, `Coaching Cohort 1`.
fn cohort_of(of: &str) -> &str {
    let own = parted(of).map_or(of, |(_, own)| own);
    let bare = own.get(.."coaching".len()).filter(|head| head.eq_ignore_ascii_case("coaching"));
    let rest = bare.and_then(|head| own.get(head.len()..)).map(str::trim);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(own)
}

fn is_training(word: &str) -> bool {
    matches!(word, "training" | "course" | "activitie" | "activity")
}

/// The section that a text names: `Coaching`, `Internal training`.
fn section_of(seen: &Seen, asked: &Questionnaire) -> Option<Section> {
    if seen.words.len() > LONGEST {
        return None;
    }
    if delivery_said(&seen.words).is_some() && seen.words.iter().any(|word| is_training(word)) {
        return Some(Section::Training);
    }
    [Section::Training, Section::Coaching].into_iter().find(|section| {
        let known = asked.section(section_id(*section));
        known.is_some_and(|one| best_likeness(&one.headings, &seen.words) >= LEAST)
    })
}

/// The table that the fields of one section make, a row to each of its items.
fn table(grid: &Grid, section: Section, fields: &[&Field]) -> Table {
    let named = if section == Section::Coaching { "cohort" } else { "activity" };
    let mut ids = vec![named];
    let mut headings = vec![String::new()];
    for field in fields {
        if !ids.contains(&field.id) {
            ids.push(field.id);
            headings.push(field.name.text.clone());
        }
    }
    let mut rows: Vec<TableRow> = Vec::new();
    let (mut known, mut item): (Vec<&str>, Option<&str>) = (Vec::new(), None);
    for field in fields {
        let own = field.item.map(|(_, text)| text);
        if rows.is_empty() || own != item || known.contains(&field.id) {
            let col = field.item.map_or(field.head.0, |(col, _)| col);
            let mut cells = vec![None; ids.len()];
            if let Some(cell) = cells.first_mut() {
                *cell = own.map(|text| TableCell::saying(grid, (field.row, col), text));
            }
            let places = vec![grid.at_ref(field.row, col); ids.len()];
            rows.push(TableRow { cells, places, after_gap: false, beside: None });
            (known, item) = (Vec::new(), own);
        }
        known.push(field.id);
        let place = ids.iter().position(|id| *id == field.id);
        if let (Some(place), Some(row)) = (place, rows.last_mut())
            && let (Some(cell), Some(at)) = (row.cells.get_mut(place), row.places.get_mut(place))
        {
            let value = grid.at(field.row, field.col);
            *cell = value.map(|seen| TableCell::of(grid, (field.row, field.col), seen)).or(cell.take());
            *at = grid.at_ref(field.row, field.col);
        }
    }
    let head = fields.first().map_or((0, 0), |field| (field.row, field.head.0));
    let over = fields.first().map(|field| TableCell::of(grid, head, field.head.1));
    Table {
        over: over.into_iter().collect(),
        headings,
        ..Table::without_headings(grid, section, &ids, head, rows)
    }
}
