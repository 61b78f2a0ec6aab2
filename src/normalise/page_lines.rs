//! Lines of the page that stand in a table's columns and are none of its rows: that it goes on
//! overleaf, who may see it, where it is filed, who filled it in, what its signs mean.

use crate::reference::words;

/// A text of more words is a sentence.
const LONGEST: usize = 8;

/// Whether a text alone in its row is such a line.
pub(super) fn is_page_line(text: &str) -> bool {
    let told = words(text);
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let short = !told.is_empty() && told.len() <= LONGEST;
    short && (is_status(&told) || goes_on(&told) || is_reference(text, &told))
        || is_done_by(&told)
        || is_supplied(&told)
        || is_address(text)
        || is_path(text)
        || short && is_legend(text)
        || speaks_of_table(&told)
}

/// `Confidential`, `Draft`, `End of section`.
fn is_status(told: &[&str]) -> bool {
    const WHOLE: [&str; 15] = [
        "confidential",
        "strictly confidential",
        "in confidence",
        "restricted",
        "draft",
        "not for publication",
        "office use only",
        "for office use",
        "for office use only",
        "for internal use only",
        "end",
        "section complete",
        "e and oe",
        "many thank",
        "thank you",
    ];
    let said = told.join(" ");
    let pictured = matches!(told.last(), Some(&("logo" | "photo" | "photograph"))) && told.len() < 5;
    pictured
        || WHOLE.contains(&said.as_str())
        || said.starts_with("end of ") && told.len() < 4
        || said.starts_with("draft not ")
}

/// `P.T.O.`, `Continued on next sheet`, `Diagram overleaf`.
fn goes_on(told: &[&str]) -> bool {
    let turns = matches!(told, ["p", "t", "o"] | ["pto"] | ["please", "turn", "over"]);
    turns
        || matches!(told.first(), Some(&("continued" | "cont" | "contd")))
        || told.last() == Some(&"overleaf")
}

/// A label with its value, or with a number: `Ref: HR/TR/05`, `Tel 01455 238141`, `Version 2`.
fn is_reference(text: &str, told: &[&str]) -> bool {
    const LABELS: [&str; 24] = [
        "ref",
        "reference",
        "tel",
        "telephone",
        "phone",
        "fax",
        "email",
        "mail",
        "web",
        "version",
        "page",
        "sheet",
        "table",
        "figure",
        "picture",
        "photo",
        "item",
        "file",
        "signed",
        "printed",
        "revised",
        "updated",
        "cc",
        "copy",
    ];
    let Some((first, rest)) = told.split_first() else { return false };
    let numbers = !rest.is_empty() && rest.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
    let headed = || text.split_once(':').is_some_and(|(label, _)| words(label).len() == 1);
    LABELS.contains(first) && (numbers || headed())
}

/// `Compiled by: Personnel`, `Last saved by jsmith`.
fn is_done_by(told: &[&str]) -> bool {
    const DONE: [&str; 10] = [
        "compiled",
        "completed",
        "prepared",
        "checked",
        "approved",
        "authorised",
        "signed",
        "saved",
        "updated",
        "printed",
    ];
    let place = told.iter().position(|word| *word == "by");
    let done = place.and_then(|place| told.get(place.checked_sub(1)?));
    let soon = place.is_some_and(|place| place <= if told.len() > LONGEST { 1 } else { 2 });
    soon && done.is_some_and(|word| DONE.contains(word))
}

/// Where figures or answers come from: `Figures supplied by Personnel`, `Summarised from the
/// reports on our website.`
fn is_supplied(told: &[&str]) -> bool {
    const FIGURES: [&str; 8] =
        ["figure", "data", "detail", "information", "cost", "answer", "response", "number"];
    const SUPPLIED: [&str; 8] =
        ["supplied", "provided", "taken", "compiled", "summarised", "collated", "extracted", "gathered"];
    let told = told.strip_prefix(&["all"]).unwrap_or(told);
    let told = match told {
        [first, rest @ ..] if FIGURES.contains(first) => rest,
        [first, ..] if matches!(*first, "summarised" | "compiled" | "collated" | "extracted" | "taken") => {
            told
        }
        _ => return false,
    };
    matches!(told, [supplied, "by" | "from", ..] | ["are" | "is" | "have" | "were", supplied, ..] if SUPPLIED.contains(supplied))
}

/// `www.council.gov.uk`, `j.smith@council.gov.uk`.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let domain =
        text.contains('.') && (text.contains('@') || text.starts_with("www.") || text.contains("://"));
    domain && !text.contains(char::is_whitespace)
}

/// Where a file is kept: `H:\Personnel\Surveys\Return.xls`, `\\server\shared\training`.
fn is_path(text: &str) -> bool {
    let text = text.trim();
    let on_drive = text.get(1..).is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/"));
    on_drive && text.starts_with(|c: char| c.is_ascii_alphabetic()) || text.starts_with("\\\\")
}

/// `I = internal, E = external`, `n/k = not known`.
fn is_legend(text: &str) -> bool {
    text.split_once('=').is_some_and(|(sign, meaning)| sign.trim().len() <= 3 && !meaning.trim().is_empty())
}

/// `This table excludes schools`, `Add more rows as required`.
fn speaks_of_table(told: &[&str]) -> bool {
    const TABLE: [&str; 6] = ["table", "section", "sheet", "form", "list", "return"];
    match told {
        ["this" | "thi", thing, rest @ ..] => TABLE.contains(thing) && !rest.is_empty(),
        ["add" | "insert" | "attach", rest @ ..] => {
            rest.iter().any(|word| matches!(*word, "row" | "line" | "sheet"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_page_are_told_from_activities() {
        for text in [
            "Strictly confidential",
            "Cont'd on sheet 3",
            "Fax 01509 445566",
            "Ref: TR/7",
            "Prepared by: Training Unit",
            "p = part day",
            "training@council.gov.uk",
            "This list leaves out schools",
            "cc: Melton Borough Council",
            "H:\\Personnel\\Surveys\\Return.xls",
            "Insert lines if needed",
            "Approved by the Director of Resources on behalf of the council",
            "Costs supplied by the Training Unit.",
            "Collated from departments' records",
        ] {
            assert!(is_page_line(text), "{text}");
        }
        for text in [
            "Printed word: plain English",
            "File management",
            "Drafting reports",
            "Confidentiality and the law",
            "Leading by example",
            "Table manners",
            "Managing e-mail: a workshop",
            "Data protection for managers",
            "Information given by telephone",
        ] {
            assert!(!is_page_line(text), "{text}");
        }
    }
}
