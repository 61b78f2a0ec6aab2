//! The tables of a plain book as CSV files, with a description that programs read
//! (CSV on the Web, W3C Recommendation): every column's name, title and datatype.
//!
//! A column of figures holds numbers alone. What stands beside or in place of a figure
//! (`[e]`, `[c]`, `[x]`) is in a column of its own behind it, named `..._mark`.

use serde_json::json;

use super::csv::guarded;
use super::decimal;
use crate::error::Error;
use crate::publish::book::{Book, Cell, Column, Kind, Sheet, Table, Value};

/// The description's file name.
pub const METADATA: &str = "metadata.json";

/// Tables that lead about the workbook and hold no data.
const LEFT_OUT: [&str; 2] = ["Cover", "Contents"];

/// Each file's name and bytes: a CSV file a table, and the description.
///
/// # Errors
///
/// None that a book's content can bring about: only if a writer itself fails.
pub fn csvw(book: &Book) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let tables = book.sheets.iter().flat_map(|sheet| sheet.tables().map(move |table| (sheet, table)));
    let tables: Vec<(&Sheet, &Table)> = tables.filter(|(_, table)| !LEFT_OUT.contains(&table.id)).collect();
    let mut files = Vec::new();
    for (_, table) in &tables {
        let name = file_name(table);
        let bytes = records(table).map_err(Error::output(name.clone()))?;
        files.push((name, bytes));
    }
    let described: Vec<_> = tables.iter().map(|(sheet, table)| described(sheet, table)).collect();
    let of = &book.properties;
    let mut metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dc:title": of.title, "dc:description": of.comment, "dc:creator": of.author,
        "dc:language": super::LANGUAGE, "tables": described,
    });
    if let (Some(date), Some(all)) = (of.created, metadata.as_object_mut()) {
        all.insert("dc:issued".to_owned(), json!({ "@value": date.to_string(), "@type": "date" }));
    }
    let mut bytes = serde_json::to_vec_pretty(&metadata).map_err(Error::output(METADATA))?;
    bytes.push(b'\n');
    files.push((METADATA.to_owned(), bytes));
    Ok(files)
}

fn file_name(table: &Table) -> String {
    format!("{}.csv", snake(table.id))
}

/// One column of a file.
struct Field<'a> {
    name: String,
    title: String,
    datatype: &'static str,
    value: Box<dyn Fn(&'a Cell) -> String + 'a>,
    column: usize,
}

fn fields(table: &Table) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let cells = || table.rows.iter().filter_map(move |row| row.get(place));
        let (name, title) = (snake(&column.heading), column.heading.clone());
        if column.kind != Kind::Number {
            fields.push(Field { name, title, datatype: "string", value: Box::new(text), column: place });
            continue;
        }
        let datatype = if cells().all(is_whole) { "integer" } else { "decimal" };
        let (marked, titled) = (format!("{name}_mark"), format!("{title}, mark"));
        fields.push(Field { name, title, datatype, value: Box::new(number), column: place });
        if cells().any(|cell| !mark(cell).is_empty()) {
            let value = Box::new(mark);
            fields.push(Field { name: marked, title: titled, datatype: "string", value, column: place });
        }
    }
    fields
}

fn records(table: &Table) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let fields = fields(table);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(fields.iter().map(|field| field.title.as_str()))?;
    for row in &table.rows {
        let said = fields
            .iter()
            .map(|field| row.get(field.column).map(|cell| (field.value)(cell)).unwrap_or_default());
        writer.write_record(said)?;
    }
    Ok(writer.into_inner()?)
}

fn described(sheet: &Sheet, table: &Table) -> serde_json::Value {
    let columns: Vec<_> = fields(table)
        .iter()
        .map(|field| json!({ "name": field.name, "titles": field.title, "datatype": field.datatype }))
        .collect();
    let mut schema = json!({ "columns": columns });
    let keys: Vec<String> = table
        .columns
        .iter()
        .take_while(|column| is_key(column))
        .map(|column| snake(&column.heading))
        .collect();
    if let Some(all) = schema.as_object_mut().filter(|_| !keys.is_empty()) {
        all.insert("primaryKey".to_owned(), json!(keys));
    }
    json!({ "url": file_name(table), "dc:title": sheet.title, "dc:description": sheet.about, "tableSchema": schema })
}

/// Columns at the left that together tell a row from all others.
fn is_key(column: &Column) -> bool {
    ["Code", "Council", "Band", "Practice", "Mark"].contains(&column.heading.as_str())
}

fn text(cell: &Cell) -> String {
    guarded(&cell.reads(false)).into_owned()
}

fn number(cell: &Cell) -> String {
    match cell.value {
        Value::Number(number) | Value::Money(number) | Value::Percent(number) => decimal(number),
        _ => String::new(),
    }
}

fn mark(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        _ => cell.marker.clone(),
    }
}

fn is_whole(cell: &Cell) -> bool {
    match cell.value {
        Value::Number(number) => number % 100 == 0,
        Value::Text(_) | Value::Blank => true,
        _ => false,
    }
}

/// Words as a name: `PostsByBand` and `Posts by band` are `posts_by_band`.
fn snake(words: &str) -> String {
    let mut name = String::new();
    let mut before = ' ';
    for letter in words.replace('£', "pounds").replace('%', "percent").chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if (!letter.is_alphanumeric() || begins) && !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if letter.is_alphanumeric() {
            name.extend(letter.to_lowercase());
        }
        before = letter;
    }
    name.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        assert_eq!(snake("PostsByBand"), "posts_by_band");
        assert_eq!(snake("Internal cost (£), at least"), "internal_cost_pounds_at_least");
        assert_eq!(snake("Share qualified (%)"), "share_qualified_percent");
    }
}
