//! What people read on the terminal: one screen after a run, findings by section
//! after a check. Plain text; control characters from returns never reach it.

mod changes;
mod check;
mod standings;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement, Table};

pub use changes::changes;
pub use check::{checked, ordered, reads};
pub use standings::standings;

use crate::model::decimal;
use crate::model::{Band, Delivery, Evaluation, Finding, MeasureRow, Severity, Status, thousands};

/// A text that cannot steer the terminal, on one line, of at most `most` characters.
#[must_use]
pub fn plain(text: &str, most: usize) -> String {
    let one_line: String =
        text.chars().map(|c| if c.is_control() || is_steering(c) { ' ' } else { c }).collect();
    let short: Vec<&str> = one_line.split_whitespace().collect();
    let short = short.join(" ");
    if short.chars().count() <= most {
        return short;
    }
    let mut cut: String = short.chars().take(most.saturating_sub(1)).collect();
    cut.push('\u{2026}');
    cut
}

/// Characters that change the direction or look of a line.
fn is_steering(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The screen after a period was collated. `workbook` is where it lies.
#[must_use]
pub fn summary(evaluation: &Evaluation, workbook: &str) -> String {
    let wave = &evaluation.wave;
    let mut out = String::new();
    let _ =
        writeln!(out, "{} \u{2013} {}\n", plain(&evaluation.partnership, 70), plain(&wave.period.title, 40));
    out.push_str(&received(evaluation));
    out.push('\n');
    out.push_str(&figures(evaluation));
    out.push('\n');
    out.push_str(&to_do(&wave.findings));
    let _ = writeln!(out, "Workbook: {workbook}");
    out
}

fn received(evaluation: &Evaluation) -> String {
    let wave = &evaluation.wave;
    let mut out = String::new();
    let returned: Vec<_> = wave.returns.iter().map(|one| &one.council.code).collect();
    let outstanding: Vec<&str> = wave
        .expected
        .iter()
        .filter(|council| !returned.contains(&&council.id.code))
        .map(|c| &*c.id.name)
        .collect();
    let _ = write!(
        out,
        "{} of {} councils returned",
        wave.expected.len() - outstanding.len(),
        wave.expected.len()
    );
    let guests = returned.len() - (wave.expected.len() - outstanding.len());
    if guests > 0 {
        let _ = write!(out, ", and {guests} not in returns.toml");
    }
    out.push('\n');
    if !outstanding.is_empty() {
        let _ = writeln!(out, "Outstanding: {}", plain(&outstanding.join(", "), 400));
    }
    for row in wave.received.iter().filter(|row| row.status == Status::Rejected).take(12) {
        let _ = writeln!(out, "Rejected: {}: {}", plain(&row.file, 60), plain(&row.reason, 200));
    }
    let rejected = wave.received.iter().filter(|row| row.status == Status::Rejected).count();
    if rejected > 12 {
        let _ =
            writeln!(out, "... and {} more rejected; the sheet Returns received has them all", rejected - 12);
    }
    out
}

fn figures(evaluation: &Evaluation) -> String {
    let find = |measure: &str, category: &str| {
        evaluation.measures.iter().find(|row| {
            row.measure == measure
                && row.council_code == "ALL"
                && row.category == category
                && row.breakdown != "tier"
        })
    };
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["Managers", "Posts", "Qualified, of those known", "Councils"]);
    for band in Band::ALL {
        let ratio = find("qualification_ratio", band.code());
        table.add_row([
            band.title().to_owned(),
            shown(find("headcount", band.code()), ""),
            of_known(ratio),
            ratio.map_or_else(String::new, |row| row.councils_counted.to_string()),
        ]);
    }
    table.add_row(["All".to_owned(), shown(find("headcount", "all"), ""), String::new(), String::new()]);
    for column in 1..4 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut out = format!("{table}\n");
    for delivery in Delivery::ALL {
        let code = delivery.code();
        let _ = writeln!(
            out,
            "{} training: {} activities, {} known, {} not costed",
            delivery.title(),
            shown(find("training_activities", code), ""),
            pounds(find("training_cost", code)),
            shown(find("training_not_costed", code), "")
        );
    }
    out
}

/// A cost as people read it: `£33,635 [e]`, or `no cost`.
fn pounds(row: Option<&MeasureRow>) -> String {
    match row.filter(|row| row.lower.is_some()) {
        Some(row) => format!("\u{a3}{}", shown(Some(row), "")),
        None => "no cost".to_owned(),
    }
}

fn of_known(ratio: Option<&MeasureRow>) -> String {
    let Some(row) = ratio.filter(|row| row.lower.is_some()) else { return "not known".to_owned() };
    let of = row.denominator_lower.map_or_else(String::new, grouped);
    format!("{} of {of}", shown(Some(row), "%"))
}

/// A figure as people read it: `16 [e]`, `19.6% to 21.7%`, `[x]`.
#[must_use]
pub fn shown(row: Option<&MeasureRow>, unit: &str) -> String {
    let Some(row) = row else { return "not known".to_owned() };
    let number = |hundredths: i64| {
        if unit == "%" {
            format!("{}.{}%", (hundredths + 5) / 100, (hundredths + 5) % 100 / 10)
        } else {
            grouped(hundredths)
        }
    };
    let figure = match (row.lower, row.upper) {
        (Some(lower), Some(upper)) if lower == upper => number(lower),
        (Some(lower), Some(upper)) => format!("{} to {}", number(lower), number(upper)),
        _ => return if row.marker.is_empty() { "not known".to_owned() } else { row.marker.clone() },
    };
    if row.marker.is_empty() { figure } else { format!("{figure} {}", row.marker) }
}

/// Hundredths with commas between thousands.
fn grouped(hundredths: i64) -> String {
    let text = decimal(hundredths.saturating_abs());
    let part = text.split_once('.').map_or_else(String::new, |(_, part)| format!(".{part}"));
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}{part}", thousands(hundredths.saturating_abs() / 100))
}

/// What needs somebody: errors in full, queries counted by council.
fn to_do(findings: &[Finding]) -> String {
    let mut out = String::new();
    let of = |severity: Severity| findings.iter().filter(move |finding| finding.severity() == severity);
    let errors: Vec<&Finding> = of(Severity::Error).filter(|finding| finding.council.is_some()).collect();
    for finding in errors.iter().take(6) {
        let _ = writeln!(out, "Error: {}: {}", whose(finding), plain(&finding.message, 160));
    }
    if errors.len() > 6 {
        let _ = writeln!(out, "... and {} more errors", errors.len() - 6);
    }
    let mut queries: BTreeMap<String, usize> = BTreeMap::new();
    for finding in of(Severity::Query) {
        *queries.entry(whose(finding)).or_default() += 1;
    }
    if queries.is_empty() {
        out.push_str("No queries.\n");
    } else {
        let listed: Vec<String> = queries.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let total: usize = queries.values().sum();
        let _ = writeln!(
            out,
            "{total} queries ({}); the sheet Queries says what to ask",
            plain(&listed.join(", "), 300)
        );
    }
    out
}

fn whose(finding: &Finding) -> String {
    finding
        .council
        .as_ref()
        .map_or_else(|| plain(finding.file.as_deref().unwrap_or("a file"), 60), |c| c.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mred\nb\u{202e}c", 80), "a [31mred b c");
        assert_eq!(plain("abcdef", 4), "abc\u{2026}");
        assert_eq!(grouped(3_363_500), "33,635");
        assert_eq!(grouped(123_450), "1,234.5");
    }
}
