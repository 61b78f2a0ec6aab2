//! One step over the written package, for what the library cannot say: that titles are
//! headings (the cell style "Heading 1"), and in which language the document is.
//!
//! All other parts are copied as they are, packed; the same package gives the same bytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::write::{LANGUAGE, WriteError};

const STYLES: &str = "xl/styles.xml";
const CORE: &str = "docProps/core.xml";
const FIRST_SHEET: &str = "xl/worksheets/sheet1.xml";

/// Adds heading style and language to a workbook whose titles stand in A1.
pub(super) fn finish(bytes: &[u8]) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let title_format = title_format(&unpack(&mut archive, FIRST_SHEET)?);
    let styles = unpack(&mut archive, STYLES)?;
    let styles = title_format.and_then(|format| with_heading(&styles, format)).unwrap_or(styles);
    let core = unpack(&mut archive, CORE)?;
    let core = core.replace(
        "</cp:coreProperties>",
        &format!("<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"),
    );
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 256)));
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place)?;
        let changed = match part.name()?.as_ref() {
            STYLES => Some((STYLES, &styles)),
            CORE => Some((CORE, &core)),
            _ => None,
        };
        match changed {
            None => writer.raw_copy_file(part)?,
            Some((name, text)) => {
                drop(part);
                writer.start_file(name, options)?;
                writer.write_all(text.as_bytes()).map_err(zip::result::ZipError::from)?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
}

fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, WriteError> {
    let mut text = String::new();
    archive.by_name(name)?.read_to_string(&mut text).map_err(zip::result::ZipError::from)?;
    Ok(text)
}

/// The number of the format that A1 has.
fn title_format(sheet: &str) -> Option<usize> {
    let (_, after) = sheet.split_once("<c r=\"A1\" s=\"")?;
    after.split_once('"')?.0.parse().ok()
}

/// The styles with "Heading 1" among them, and the format of titles made from it.
fn with_heading(styles: &str, format: usize) -> Option<String> {
    let (before, rest) = styles.split_once("<cellXfs ")?;
    let (formats, after) = rest.split_once("</cellXfs>")?;
    let (start, _) = formats.match_indices("<xf ").nth(format)?;
    let end = start + formats.get(start..)?.find('>')? + 1;
    let own = formats.get(start..end)?;
    let based = |part: &str| {
        let (_, after) = own.split_once(&format!("{part}=\""))?;
        Some(after.split_once('"')?.0.to_owned())
    };
    let (font, fill, border) = (based("fontId")?, based("fillId")?, based("borderId")?);
    let (count, before) = counted_up(
        before,
        "cellStyleXfs",
        &format!(
            "<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" applyNumberFormat=\"0\" applyFill=\"0\" applyBorder=\"0\" applyProtection=\"0\"/>"
        ),
    )?;
    let named = format!("<cellStyle name=\"Heading 1\" xfId=\"{count}\" builtinId=\"16\"/>");
    let (_, after) = counted_up(after, "cellStyles", &named)?;
    let headed = own.replace("xfId=\"0\"", &format!("xfId=\"{count}\""));
    let formats = format!("{}{headed}{}", formats.get(..start)?, formats.get(end..)?);
    Some(format!("{before}<cellXfs {formats}</cellXfs>{after}"))
}

/// A list with one entry more, and how many it had.
fn counted_up(text: &str, list: &str, entry: &str) -> Option<(usize, String)> {
    let opening = format!("<{list} count=\"");
    let (before, rest) = text.split_once(&opening)?;
    let (count, rest) = rest.split_once('"')?;
    let (entries, after) = rest.split_once(&format!("</{list}>"))?;
    let count: usize = count.parse().ok()?;
    Some((count, format!("{before}{opening}{}\"{entries}{entry}</{list}>{after}", count + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_of_titles_becomes_a_heading() {
        let styles = concat!(
            r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
            r#"<cellXfs count="2"><xf fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
            r#"<xf fontId="3" fillId="0" borderId="0" xfId="0"><alignment/></xf></cellXfs>"#,
            r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
        );
        let found = with_heading(styles, 1).unwrap();
        assert!(found.contains(r#"<cellStyleXfs count="2">"#), "{found}");
        assert!(found.contains(r#"fontId="3" fillId="0" borderId="0" xfId="1"><alignment/>"#), "{found}");
        assert!(
            found.contains(r#"<cellStyle name="Heading 1" xfId="1" builtinId="16"/></cellStyles>"#),
            "{found}"
        );
    }
}
