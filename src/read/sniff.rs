//! What a file is, told by its content; its name is never asked.

use super::Unreadable;
use super::compound::Compound;
use super::text;
use super::zipped::Package;

/// Workbooks that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Office Open XML, with macros or without.
    Xlsx,
    /// Its binary sister.
    Xlsb,
    /// Excel 5 to 2003.
    Xls,
    /// Open Document.
    Ods,
    /// Open Document in one XML file.
    FlatOds,
    /// Text with separated columns.
    Separated,
}

/// What to do with a file that Excel can open and this program cannot.
pub(super) const SAVE_AS: &str =
    "Open it in Excel, save it as an Excel workbook (.xlsx) and put that in its place.";

/// What to do with a file that no spreadsheet program can open.
const ASK: &str = "Ask the council for the questionnaire as an Excel workbook (.xlsx).";

/// Tells what a file is.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    match bytes {
        [] => Err(Unreadable::unknown("is empty: it holds no bytes at all")),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => packaged(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => compound(bytes),
        [0x09, 0x08, ..] => Ok(Kind::Xls),
        [0x09, 0x00 | 0x02 | 0x04, length, 0x00, ..] if *length < 16 => Err(Unreadable::not_workbook(
            "xls",
            "a worksheet of Excel 4 or older, which today's programs no longer read in full",
            SAVE_AS,
        )),
        _ if bytes.iter().all(|byte| *byte == 0) => {
            Err(Unreadable::unknown("holds nothing but zeros, as after a failed copy"))
        }
        _ => other(bytes),
    }
}

/// What a zip package holds.
fn packaged(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let Ok(mut package) = Package::open(bytes) else {
        let what = "it is cut short, or its list of parts cannot be read";
        return Err(Unreadable::damaged(guess(bytes), what));
    };
    let has_ending = |package: &Package<'_>, ending: &str| package.names().any(|name| name.ends_with(ending));
    if has_ending(&package, "workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if package.names().any(|name| name.starts_with("xl/")) || has_ending(&package, "workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    let mimetype = package.unpack("mimetype").unwrap_or_default();
    let mimetype = text::decode(&mimetype);
    if mimetype.contains("opendocument.spreadsheet") {
        return Ok(Kind::Ods);
    }
    let known = [
        ("word/document.xml", "docx", "a Word document", ASK),
        ("ppt/presentation.xml", "pptx", "a PowerPoint presentation", ASK),
        ("index/document.iwa", "numbers", "an Apple Numbers document", EXPORT),
        ("index.zip", "numbers", "an Apple Numbers document", EXPORT),
    ];
    for (part, format, what, remedy) in known {
        if package.has(part) {
            return Err(Unreadable::not_workbook(format, what, remedy));
        }
    }
    if mimetype.contains("opendocument") {
        return Err(Unreadable::not_workbook("odt", "an OpenDocument text, drawing or presentation", ASK));
    }
    if package.has("content.xml") {
        return Ok(Kind::Ods);
    }
    if package.names().next().is_none() {
        return Err(Unreadable::not_workbook("zip", "an empty zip archive", ASK));
    }
    let remedy = "Unpack it and put the workbook that it holds in its place, or ask the council for it.";
    Err(Unreadable::not_workbook("zip", "a zip archive", remedy))
}

/// What to do with an Apple Numbers document.
const EXPORT: &str = "Ask the council to export it as an Excel workbook (.xlsx).";

/// What a damaged zip package once was.
fn guess(bytes: &[u8]) -> &'static str {
    let has = |needle: &[u8]| memchr::memmem::find(bytes, needle).is_some();
    if has(b"opendocument.spreadsheet") {
        "ods"
    } else if has(b"workbook.bin") {
        "xlsb"
    } else if has(b"xl/") {
        "xlsx"
    } else {
        "zip"
    }
}

/// What an OLE compound file holds.
fn compound(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let Some(compound) = Compound::open(bytes) else {
        return Err(Unreadable::damaged("xls", "it is cut short, or its directory cannot be read"));
    };
    if compound.has("EncryptedPackage") {
        return Err(Unreadable::protected("xlsx"));
    }
    if compound.has("Workbook") || compound.has("Book") {
        return Ok(Kind::Xls);
    }
    let known = [
        ("WordDocument", "doc", "a Word document", ASK),
        ("PowerPoint Document", "ppt", "a PowerPoint presentation", ASK),
        ("__properties_version1.0", "msg", "an email saved from Outlook", ATTACHED),
        ("WksSSWorkBook", "wks", "a Microsoft Works spreadsheet", SAVE_AS),
        ("MatOST", "wps", "a Microsoft Works document", ASK),
        ("Catalog", "db", "a folder's thumbnail pictures", ASK),
    ];
    for (stream, format, what, remedy) in known {
        if compound.has(stream) {
            return Err(Unreadable::not_workbook(format, what, remedy));
        }
    }
    Err(Unreadable::damaged("xls", "no workbook can be found inside it"))
}

/// What to do with a saved email.
const ATTACHED: &str = "Open it and save the workbook attached to it in its place.";

/// What a file is that is neither a package nor a compound file.
fn other(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let known: [(&[u8], &str, &str); 12] = [
        (b"%PDF", "pdf", "a PDF document"),
        (b"{\\rtf", "rtf", "a rich text document"),
        (b"\x89PNG", "png", "a picture"),
        (b"\xFF\xD8\xFF", "jpg", "a picture"),
        (b"GIF8", "gif", "a picture"),
        (b"BM", "bmp", "a picture"),
        (b"II*\0", "tif", "a scanned picture"),
        (b"MM\0*", "tif", "a scanned picture"),
        (b"Rar!", "rar", "a RAR archive"),
        (b"7z\xBC\xAF", "7z", "a 7-Zip archive"),
        (b"\x1F\x8B", "gz", "a gzip archive"),
        (b"\x78\x9F\x3E\x22", "tnef", "a winmail.dat attachment"),
    ];
    for (magic, format, what) in known {
        if bytes.starts_with(magic) {
            return Err(Unreadable::not_workbook(format, what, ASK));
        }
    }
    let head = bytes.get(..8_192).unwrap_or(bytes);
    let head = text::decode(head);
    let lower = head.trim_start().to_ascii_lowercase();
    if lower.starts_with("<?xml") || lower.starts_with('<') {
        return marked_up(&lower);
    }
    plain(&head, &lower)
}

/// What a file in some markup is.
fn marked_up(lower: &str) -> Result<Kind, Unreadable> {
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        let what = "an XML spreadsheet of Excel 2003";
        return Err(Unreadable::not_workbook("spreadsheetml", what, SAVE_AS));
    }
    if lower.contains("<office:document") && lower.contains("opendocument") {
        return Ok(Kind::FlatOds);
    }
    let html = ["<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<div", "<style"];
    if html.iter().any(|tag| lower.contains(tag)) {
        return Err(Unreadable::not_workbook("html", "a web page", SAVE_AS));
    }
    Err(Unreadable::not_workbook("xml", "an XML file", ASK))
}

/// What a file of plain text, or of nothing known, is.
fn plain(head: &str, lower: &str) -> Result<Kind, Unreadable> {
    if lower.starts_with("mime-version:") || lower.contains("content-type: multipart/related") {
        return Err(Unreadable::not_workbook("mhtml", "a web page saved with its pictures", SAVE_AS));
    }
    if lower.starts_with("id;p") {
        return Err(Unreadable::not_workbook("slk", "a SYLK file", SAVE_AS));
    }
    let odd = head.chars().filter(|c| (c.is_control() && !c.is_whitespace()) || *c == '\u{fffd}').count();
    let all = head.chars().count();
    if odd * 20 > all {
        let what = "is of no kind that a spreadsheet program writes, or it is badly damaged";
        return Err(Unreadable::unknown(what));
    }
    if head.trim().is_empty() {
        return Err(Unreadable::unknown("holds nothing but blanks"));
    }
    let separated = head.lines().take(3).any(|line| line.contains([',', ';', '\t', '|']));
    if separated {
        return Ok(Kind::Separated);
    }
    Err(Unreadable::not_workbook("txt", "a text file", ASK))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;
    use crate::read::zipped::tests::package;

    #[test]
    fn content_tells_what_a_file_is() {
        let word = package(&[("word/document.xml", b"")]);
        let zip = package(&[("a.xlsx", b"")]);
        let cases: [(&[u8], Code, &str); 14] = [
            (b"", Code::FileUnreadable, "unknown"),
            (&[0; 100], Code::FileUnreadable, "unknown"),
            (b"PK\x03\x04xl/", Code::FileUnreadable, "xlsx"),
            (b"\xD0\xCF\x11\xE0", Code::FileUnreadable, "xls"),
            (b"\x09\x04\x06\x00\x00\x00\x10\x00", Code::FileNotWorkbook, "xls"),
            (b"%PDF-1.4", Code::FileNotWorkbook, "pdf"),
            (b" <!DOCTYPE html><p>", Code::FileNotWorkbook, "html"),
            (b"<?xml version=\"1.0\"?><note/>", Code::FileNotWorkbook, "xml"),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
                Code::FileNotWorkbook,
                "spreadsheetml",
            ),
            (b"Dear Sirs", Code::FileNotWorkbook, "txt"),
            (b"\x01\x02\x03\x80\x81", Code::FileUnreadable, "unknown"),
            (b"MIME-Version: 1.0\n", Code::FileNotWorkbook, "mhtml"),
            (&word, Code::FileNotWorkbook, "docx"),
            (&zip, Code::FileNotWorkbook, "zip"),
        ];
        for (bytes, code, format) in cases {
            let refused = kind(bytes).unwrap_err();
            assert_eq!((refused.code, refused.format.as_str()), (code, format), "{}", refused.reason);
        }
        for text in [&b"Council\tFTE\nBlaby\t1\n"[..], b"\xFF\xFEC\0,\0F\0"] {
            assert_eq!(kind(text), Ok(Kind::Separated));
        }
    }
}
