//! `.ods`: one content part, with a style for each way a number is shown.

use std::fmt::Write;
use std::io;

use quick_xml::escape::escape;

use super::package;
use crate::generate::sheet::{Book, Cell, Region, Sheet, Shown, Stored};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.2\"";

const STYLES: &str = "<number:percentage-style style:name=\"N1\"><number:number number:min-integer-digits=\"1\" \
    number:decimal-places=\"0\"/><number:text>%</number:text></number:percentage-style>\
    <number:currency-style style:name=\"N2\"><number:currency-symbol>\u{a3}</number:currency-symbol>\
    <number:number number:min-integer-digits=\"1\" number:decimal-places=\"2\" number:grouping=\"true\"/>\
    </number:currency-style><number:date-style style:name=\"N3\"><number:day number:style=\"long\"/>\
    <number:text>/</number:text><number:month number:style=\"long\"/><number:text>/</number:text>\
    <number:year number:style=\"long\"/></number:date-style>\
    <style:style style:name=\"ta0\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
    <style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
    <style:style style:name=\"b\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    <style:style style:name=\"c1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
    <style:style style:name=\"c2\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>\
    <style:style style:name=\"c3\" style:family=\"table-cell\" style:data-style-name=\"N3\"/>";

/// The workbook's bytes.
pub(super) fn bytes(book: &Book) -> io::Result<Vec<u8>> {
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{MIME}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>"
    );
    let content = content(book).map_err(io::Error::other)?;
    let part = |name: &str, part: String| (name.to_owned(), part.into_bytes());
    package(
        &[
            part("mimetype", MIME.to_owned()),
            part("content.xml", content),
            part("META-INF/manifest.xml", manifest),
        ],
        true,
    )
}

fn content(book: &Book) -> Result<String, std::fmt::Error> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {NAMES}>\
         <office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
    );
    for sheet in &book.sheets {
        let style = if sheet.hidden { "ta1" } else { "ta0" };
        let name = escape(sheet.name.as_str());
        write!(out, "<table:table table:name=\"{name}\" table:style-name=\"{style}\"><table:table-column/>")?;
        table(sheet, &mut out)?;
        out.push_str("</table:table>");
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    Ok(out)
}

fn table(sheet: &Sheet, out: &mut String) -> std::fmt::Result {
    let merges = sheet.merges();
    for (at, row) in (0_u32..).zip(&sheet.rows) {
        out.push_str(if row.hidden {
            "<table:table-row table:visibility=\"collapse\">"
        } else {
            "<table:table-row>"
        });
        for (col, drawn) in (0_u32..).zip(&row.cells) {
            cell(drawn, row.bold, merge_at(&merges, at, col), out)?;
        }
        if row.cells.is_empty() {
            out.push_str("<table:table-cell/>");
        }
        out.push_str("</table:table-row>");
    }
    Ok(())
}

/// How many rows and columns the region that begins here spans.
fn merge_at(merges: &[Region], row: u32, col: u32) -> Option<(u32, u32)> {
    let region = merges.iter().find(|[top, left, ..]| (*top, *left) == (row, col))?;
    let [top, left, bottom, right] = region;
    Some((bottom - top + 1, right - left + 1))
}

fn cell(cell: &Cell, bold: bool, spans: Option<(u32, u32)>, out: &mut String) -> std::fmt::Result {
    let covered = matches!(cell, Cell::MergedLeft(_) | Cell::MergedAbove(_));
    let element = if covered { "covered-table-cell" } else { "table-cell" };
    write!(out, "<table:{element}")?;
    if let Some((rows, cols)) = spans {
        write!(out, " table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{cols}\"")?;
    }
    match cell.stored() {
        None => return out.write_str("/>"),
        Some(Stored::Text(text)) => {
            let style = if bold { " table:style-name=\"b\"" } else { "" };
            write!(out, "{style} office:value-type=\"string\">")?;
            for line in text.split('\n') {
                write!(out, "<text:p>{}</text:p>", spaced(line))?;
            }
        }
        Some(Stored::Flag(flag)) => {
            write!(out, " office:value-type=\"boolean\" office:boolean-value=\"{flag}\">")?;
        }
        Some(Stored::Number(number, shown)) => match (shown, cell) {
            (Shown::Percent, _) => {
                write!(
                    out,
                    " table:style-name=\"c1\" office:value-type=\"percentage\" office:value=\"{number}\">"
                )?;
            }
            (Shown::Pounds, _) => write!(
                out,
                " table:style-name=\"c2\" office:value-type=\"currency\" office:currency=\"GBP\" office:value=\"{number}\">"
            )?,
            (Shown::Date, Cell::Date(date)) => {
                write!(
                    out,
                    " table:style-name=\"c3\" office:value-type=\"date\" office:date-value=\"{date}\">"
                )?;
            }
            _ => write!(out, " office:value-type=\"float\" office:value=\"{number}\">")?,
        },
    }
    write!(out, "</table:{element}>")
}

/// A line's text, in which a space that follows another is an element of its own.
fn spaced(line: &str) -> String {
    let mut out = String::new();
    let mut parts = line.split("  ");
    out.push_str(&escape(parts.next().unwrap_or_default()));
    for part in parts {
        out.push_str(" <text:s/>");
        out.push_str(&escape(part));
    }
    out
}
