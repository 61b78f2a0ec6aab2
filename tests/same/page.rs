//! The tables of the report, read out of its HTML, and found again in the workbook.

use calamine::{Data, Range};

/// Caption, headings, and rows of texts.
type Found = (String, Vec<String>, Vec<Vec<String>>);

/// Every table of a page.
pub(super) fn tables(html: &str) -> Vec<Found> {
    between(html, "<table>", "</table>")
        .into_iter()
        .map(|table| {
            let caption =
                between(table, "<caption", "</caption>").first().map(|text| words(text)).unwrap_or_default();
            let rows: Vec<Vec<String>> = between(table, "<tr>", "</tr>").into_iter().map(cells).collect();
            let (headings, rows) = rows.split_first().unwrap();
            // What is said where there is nothing runs across all columns.
            let whole = rows.iter().filter(|row| row.len() == headings.len());
            (caption, headings.clone(), whole.cloned().collect())
        })
        .collect()
}

fn cells(row: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = row;
    while let Some(start) = rest.find("<t") {
        let end = rest[start..].find("</t").unwrap() + start;
        texts.push(words(&rest[start + 3..end]));
        rest = &rest[end + 4..];
    }
    texts
}

/// What stands within an element from behind its opening, tags taken out.
fn words(inner: &str) -> String {
    let (_, text) = inner.split_once('>').unwrap_or(("", inner));
    let text = text.replace("<br/>", "\n").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(start) {
        let Some(length) = rest[at + start.len()..].find(end) else { break };
        found.push(&rest[at + start.len()..at + start.len() + length]);
        rest = &rest[at + start.len() + length..];
    }
    found
}

/// So many rows one after the other under each header of a sheet that has all these
/// headings in this order, the cells of those columns alone; the report parts a table by
/// councils, so any rows may be meant.
pub(super) fn like(range: &Range<Data>, headings: &[String], rows: usize) -> Vec<Vec<Vec<Data>>> {
    let all: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
    let mut found = Vec::new();
    for (at, row) in all.iter().enumerate() {
        let Some(places) = places(row, headings) else { continue };
        let below = &all[at + 1..];
        let cells = |row: &Vec<Data>| places.iter().map(|place| row[*place].clone()).collect();
        found.extend(below.windows(rows.max(1)).map(|body| body.iter().map(cells).collect()));
    }
    found
}

/// Where texts are not how one reads the cells.
pub(super) fn differences(rows: &[Vec<String>], there: &[Vec<Data>]) -> Vec<String> {
    let pairs = rows.iter().flatten().zip(there.iter().flatten());
    let wrong = pairs.filter(|(text, cell)| !reads_as(text, cell));
    wrong.map(|(text, cell)| format!("{text:?} in the report, {cell:?} in the workbook")).collect()
}

fn places(row: &[Data], headings: &[String]) -> Option<Vec<usize>> {
    let texts: Vec<String> = row.iter().map(ToString::to_string).collect();
    let mut from = 0;
    let found = headings.iter().map(|heading| {
        let place = texts[from..].iter().position(|text| text == heading)? + from;
        from = place + 1;
        Some(place)
    });
    found.collect()
}

/// Whether a text is how one reads a cell: its number with separators, unit and marker.
fn reads_as(text: &str, cell: &Data) -> bool {
    match cell {
        Data::Float(number) => {
            let bare = text.split(" [").next().unwrap().replace([',', '£'], "");
            match bare.strip_suffix('%') {
                Some(share) => {
                    share.parse::<f64>().is_ok_and(|share| (share - number * 100.0).abs() < 0.0501)
                }
                None => bare.parse::<f64>().is_ok_and(|there| (there - number).abs() < 0.00501),
            }
        }
        Data::DateTime(_) => text.ends_with(|c: char| c.is_ascii_digit()),
        Data::Empty => text.is_empty(),
        Data::String(words) => words == text,
        _ => false,
    }
}
