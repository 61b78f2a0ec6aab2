//! The sheets: title, description, link, and the table, which is named as a database
//! range with a header.

use std::collections::BTreeMap;

use super::styles::Role;
use crate::model::{column_letters, decimal};
use crate::publish::book::{Book, Cell, Kind, Link, Sheet, Table, Value};
use crate::write::markup::Markup;
use crate::write::xlsx;

/// Rows are as high as what they hold.
const ROW: [(&str, &str); 1] = [("table:style-name", "Row")];

/// Rows above a table: title, description, link.
const HEAD: usize = 3;

/// How a number is written: which kind, with two decimals or not, with which marker.
type Form = (&'static str, bool, String);

/// The styles of numbers in use, and their names.
type Forms = BTreeMap<Form, String>;

/// The part that holds the content.
pub(super) fn content(book: &Book) -> Vec<u8> {
    let forms = forms(book);
    super::part("office:document-content", |xml| {
        xml.tag("office:automatic-styles", &[], |xml| {
            for (form, name) in &forms {
                number_style(xml, form, name);
            }
            for (number, sheet) in book.sheets.iter().enumerate() {
                for (column, pixels) in xlsx::column_widths(sheet, book.edition).into_iter().enumerate() {
                    column_style(xml, &format!("c{number}-{column}"), pixels);
                }
            }
            let sheet =
                [("style:name", "Sheet"), ("style:family", "table"), ("style:master-page-name", "Default")];
            xml.empty("style:style", &sheet);
            xml.tag("style:style", &[("style:name", "Row"), ("style:family", "table-row")], |xml| {
                xml.empty("style:table-row-properties", &[("style:use-optimal-row-height", "true")]);
            });
        });
        xml.tag("office:body", &[], |xml| {
            xml.tag("office:spreadsheet", &[], |xml| {
                for (number, sheet) in book.sheets.iter().enumerate() {
                    write_sheet(xml, sheet, number, &forms);
                }
                ranges(xml, book);
            });
        });
    })
}

/// Every form that a number of the book has.
fn forms(book: &Book) -> Forms {
    let mut forms = Forms::new();
    for table in book.sheets.iter().flat_map(Sheet::tables) {
        let decimals = table.decimals();
        for row in &table.rows {
            for (cell, decimals) in row.iter().zip(&decimals) {
                if let Some(form) = form(cell, *decimals) {
                    let next = format!("n{}", forms.len());
                    forms.entry(form).or_insert(next);
                }
            }
        }
    }
    forms
}

fn form(cell: &Cell, decimals: bool) -> Option<Form> {
    let kind = match cell.value {
        Value::Blank | Value::Text(_) => return None,
        Value::Number(_) | Value::Money(_) => "number",
        Value::Percent(_) => "percentage",
        Value::Date(_) => "date",
    };
    let broken = matches!(cell.value, Value::Number(number) | Value::Money(number) if number % 100 != 0);
    Some((kind, decimals || broken, cell.marker.clone()))
}

fn number_style(xml: &mut Markup, (kind, decimals, marker): &Form, name: &str) {
    let form = format!("{name}f");
    let named = [("style:name", form.as_str()), ("number:language", "en"), ("number:country", "GB")];
    xml.tag(&format!("number:{kind}-style"), &named, |xml| {
        if *kind == "date" {
            xml.empty("number:day", &[]);
            xml.words("number:text", &[], " ");
            xml.empty("number:month", &[("number:textual", "true"), ("number:style", "long")]);
            xml.words("number:text", &[], " ");
            xml.empty("number:year", &[("number:style", "long")]);
            return;
        }
        let places = match (*kind, decimals) {
            ("percentage", _) => "1",
            (_, true) => "2",
            _ => "0",
        };
        let number = [
            ("number:decimal-places", places),
            ("number:min-decimal-places", places),
            ("number:min-integer-digits", "1"),
            ("number:grouping", "true"),
        ];
        xml.empty("number:number", &number);
        let sign = if *kind == "percentage" { "%" } else { "" };
        let after = if marker.is_empty() { sign.to_owned() } else { format!("{sign} {marker}") };
        if !after.is_empty() {
            xml.words("number:text", &[], &after);
        }
    });
    let parent = if *kind == "date" { Role::Body } else { Role::Number };
    let style = [
        ("style:name", name),
        ("style:family", "table-cell"),
        ("style:parent-style-name", parent.name()),
        ("style:data-style-name", &form),
    ];
    xml.empty("style:style", &style);
}

fn column_style(xml: &mut Markup, name: &str, pixels: u32) {
    // 96 pixels are an inch.
    let width = format!("{}in", decimal(i64::from(pixels) * 100 / 96));
    xml.tag("style:style", &[("style:name", name), ("style:family", "table-column")], |xml| {
        xml.empty("style:table-column-properties", &[("style:column-width", &width)]);
    });
}

fn write_sheet(xml: &mut Markup, sheet: &Sheet, number: usize, forms: &Forms) {
    let columns = sheet.tables().map(|table| table.columns.len()).max().unwrap_or(1);
    xml.tag("table:table", &[("table:name", sheet.name), ("table:style-name", "Sheet")], |xml| {
        for column in 0..columns {
            xml.empty("table:table-column", &[("table:style-name", &format!("c{number}-{column}"))]);
        }
        row_of_words(xml, &sheet.title, Role::Title, None);
        row_of_words(xml, &sheet.about, Role::Text, None);
        let (to, text) = xlsx::way(sheet.name);
        row_of_words(xml, text, Role::Link, Some(Link::Sheet(to)));
        if let Some(table) = sheet.tables().next() {
            write_table(xml, table, forms);
        }
    });
}

fn row_of_words(xml: &mut Markup, text: &str, role: Role, link: Option<Link>) {
    xml.tag("table:table-row", &ROW, |xml| words(xml, text, role.name(), link));
}

fn write_table(xml: &mut Markup, table: &Table, forms: &Forms) {
    xml.tag("table:table-header-rows", &[], |xml| {
        xml.tag("table:table-row", &ROW, |xml| {
            for column in &table.columns {
                let role = if column.kind == Kind::Number { Role::HeaderNumber } else { Role::Header };
                words(xml, &column.heading, role.name(), None);
            }
        });
    });
    let kinds: Vec<(Kind, bool)> =
        table.columns.iter().zip(table.decimals()).map(|(of, decimals)| (of.kind, decimals)).collect();
    for row in &table.rows {
        xml.tag("table:table-row", &ROW, |xml| {
            for (cell, kind) in row.iter().zip(&kinds) {
                write_cell(xml, *kind, cell, forms);
            }
        });
    }
    if table.rows.is_empty() {
        row_of_words(xml, table.if_empty, Role::Text, None);
    }
}

fn write_cell(xml: &mut Markup, (of, decimals): (Kind, bool), cell: &Cell, forms: &Forms) {
    let (kind, attribute, value) = match &cell.value {
        Value::Blank => return xml.empty("table:table-cell", &[]),
        Value::Text(text) => {
            let role = match (cell.link, of == Kind::Number) {
                (Some(_), _) => Role::Link,
                (None, true) => Role::Number,
                (None, false) => Role::Body,
            };
            return words(xml, text, role.name(), cell.link);
        }
        Value::Number(number) | Value::Money(number) => ("float", "office:value", decimal(*number)),
        Value::Percent(number) => ("percentage", "office:value", fraction(*number)),
        Value::Date(date) => ("date", "office:date-value", date.to_string()),
    };
    let style = form(cell, decimals).and_then(|form| forms.get(&form));
    let style = style.map_or(Role::Number.name(), String::as_str);
    let attributes = [("table:style-name", style), ("office:value-type", kind), (attribute, value.as_str())];
    let reads = cell.reads(decimals);
    xml.tag("table:table-cell", &attributes, |xml| paragraph(xml, &reads, None));
}

/// Hundredths of a percent as a fraction of one: 4375 is `0.4375`.
fn fraction(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    format!("{sign}{}.{:04}", size / 10_000, size % 10_000)
}

fn words(xml: &mut Markup, text: &str, style: &str, link: Option<Link>) {
    xml.tag("table:table-cell", &[("table:style-name", style), ("office:value-type", "string")], |xml| {
        for line in text.split('\n') {
            paragraph(xml, line, link);
        }
    });
}

fn paragraph(xml: &mut Markup, text: &str, link: Option<Link>) {
    xml.tag("text:p", &[], |xml| match link {
        Some(Link::Sheet(sheet)) => {
            let target = format!("#{}.A1", quoted(sheet));
            xml.words("text:a", &[("xlink:href", &target), ("xlink:type", "simple")], text);
        }
        _ => xml.text(text),
    });
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Names each table.
fn ranges(xml: &mut Markup, book: &Book) {
    xml.tag("table:database-ranges", &[], |xml| {
        for sheet in &book.sheets {
            let Some(table) = sheet.tables().next() else { continue };
            let last = u32::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
            let name = quoted(sheet.name);
            let bottom = HEAD + 1 + table.rows.len().max(1);
            let range = format!("{name}.A{}:{name}.{}{bottom}", HEAD + 1, column_letters(last));
            let named = [
                ("table:name", table.id),
                ("table:target-range-address", range.as_str()),
                ("table:contains-header", "true"),
            ];
            xml.empty("table:database-range", &named);
        }
    });
}
