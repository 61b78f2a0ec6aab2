//! A book of plain sheets as an `OpenDocument` spreadsheet: one table a sheet, as the
//! public edition has them.
//!
//! Written by hand over `quick-xml` and `zip`: what is needed is a dozen elements, and the
//! crates that write `.ods` bring far more. The same book gives the same bytes.

mod content;
mod styles;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::WriteError;
use super::markup::Markup;
use crate::publish::book::Book;

/// The namespaces of a part.
const SPACES: [(&str, &str); 11] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("office:version", "1.3"),
];
const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Writes a book as the bytes of an `.ods` spreadsheet.
///
/// # Errors
///
/// None that a book's content can bring about: only if packing fails.
pub fn ods(book: &Book) -> Result<Vec<u8>, WriteError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let packed = stored.compression_method(CompressionMethod::Deflated);
    // The type comes first and unpacked, so that it can be told from the first bytes.
    let parts = [
        ("mimetype", stored, MIME.as_bytes().to_vec()),
        ("META-INF/manifest.xml", packed, manifest()),
        ("meta.xml", packed, meta(book)),
        ("styles.xml", packed, styles::styles()),
        ("content.xml", packed, content::content(book)),
    ];
    for (name, options, bytes) in parts {
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn manifest() -> Vec<u8> {
    const SPACE: &str = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    let parts =
        [("/", MIME), ("meta.xml", "text/xml"), ("styles.xml", "text/xml"), ("content.xml", "text/xml")];
    let mut xml = Markup::new();
    xml.declaration();
    xml.tag("manifest:manifest", &[("xmlns:manifest", SPACE), ("manifest:version", "1.3")], |xml| {
        for (path, kind) in parts {
            xml.empty("manifest:file-entry", &[("manifest:full-path", path), ("manifest:media-type", kind)]);
        }
    });
    xml.finish()
}

fn meta(book: &Book) -> Vec<u8> {
    let from = &book.properties;
    let created = from.created.map(|date| format!("{date}T00:00:00")).unwrap_or_default();
    let said = [
        ("meta:generator", concat!("returns/", env!("CARGO_PKG_VERSION"))),
        ("dc:title", &from.title),
        ("dc:subject", &from.subject),
        ("dc:description", &from.comment),
        ("meta:keyword", &from.keywords),
        ("meta:initial-creator", &from.author),
        ("dc:creator", &from.author),
        ("meta:creation-date", &created),
        ("dc:date", &created),
        ("dc:language", super::LANGUAGE),
    ];
    part("office:document-meta", |xml| {
        xml.tag("office:meta", &[], |xml| {
            for (name, text) in said.into_iter().filter(|(_, text)| !text.is_empty()) {
                xml.words(name, &[], text);
            }
        });
    })
}

/// A part of the document, within its outermost element.
fn part(root: &str, within: impl FnOnce(&mut Markup)) -> Vec<u8> {
    let mut xml = Markup::new();
    xml.declaration();
    xml.tag(root, &SPACES, within);
    xml.finish()
}
