//! What a check of one file tells: whose return it is, what was found where, and what is
//! to be put right, section by section.

use std::fmt::Write as _;

use crate::examine::Examined;
use crate::model::{
    Coverage, Delivery, Finding, Interval, Period, Posts, Return, Section, Severity, Statement, Who, counted,
    entry,
};

use super::{grouped, plain};

/// What a check of one file tells people. `period` is that of the folder it lies in, where
/// it lies in one.
#[must_use]
pub fn checked(name: &str, examined: &Examined, period: Option<&Period>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", plain(name, 120));
    match &examined.outcome {
        Err(finding) => {
            let _ = writeln!(out, "  Rejected: {}", plain(&finding.message, 400));
            let code = entry(finding.code).id;
            let _ = writeln!(out, "  For {}; returns explain {code}", actor(finding));
        }
        Ok(found) => {
            out.push_str(&about(examined, found, period));
            out.push_str(&sections(examined, found));
            out.push_str(&to_do(&found.findings));
        }
    }
    out
}

/// Findings in the order in which they are told: by section, what is about none last;
/// errors first, then as they were found.
#[must_use]
pub fn ordered(findings: &[Finding]) -> Vec<&Finding> {
    let mut ordered: Vec<&Finding> = findings.iter().collect();
    ordered.sort_by_key(|finding| (finding.section.is_none(), finding.section, finding.severity()));
    ordered
}

/// Whose, of which period, when.
fn about(examined: &Examined, found: &Return, period: Option<&Period>) -> String {
    let mut out = String::new();
    let named =
        examined.named_in.as_ref().map_or_else(String::new, |at| format!(", named in {}", plain(at, 80)));
    let _ = writeln!(out, "  Council    {} ({}){named}", found.council.name, found.council.code);
    let said = examined.period_said.as_ref().map(|said| format!("the return says {}", plain(said, 60)));
    let folder = period.map(|period| plain(&period.title, 60));
    let period = folder.into_iter().chain(said).collect::<Vec<_>>().join("; ");
    let _ = writeln!(out, "  Period     {}", if period.is_empty() { "not stated" } else { &period });
    let date = found
        .completed_on
        .map_or_else(|| "no date stated".to_owned(), |d| d.strftime("%-d %B %Y").to_string());
    let version = found.version.map_or_else(String::new, |v| format!(", version {v}"));
    let _ = writeln!(out, "  Completed  {date}{version}");
    let _ = writeln!(out, "  Format     {}", examined.format);
    out
}

/// Each section: what was read of it, and where it stands.
fn sections(examined: &Examined, found: &Return) -> String {
    let mut out = "\n  What was found\n".to_owned();
    for section in Section::ALL.into_iter().filter(|section| *section != Section::About) {
        let _ = writeln!(out, "  - {}: {}", section.title(), reads(found, section));
        for place in examined.places.iter().filter(|place| place.section == section) {
            let at = format!("{}!{}", place.sheet, place.cells);
            let _ = writeln!(out, "      {}: {}", plain(&at, 60), plain(&place.holds, 120));
        }
    }
    out
}

/// What was read of a section, in a few words.
#[must_use]
pub fn reads(found: &Return, section: Section) -> String {
    match found.sections.get(&section) {
        Some(Coverage { found: false, .. }) | None => return "not found".to_owned(),
        Some(Coverage { answered: false, .. }) => return "nothing answered".to_owned(),
        Some(_) => {}
    }
    match section {
        Section::About => found.council.name.to_string(),
        Section::Practices => {
            let answered = found.practices.iter().filter(|one| one.answer != "no_answer").count();
            format!("{answered} of {} answered", counted(found.practices.len(), "question", "questions"))
        }
        Section::Reviews => counted(found.reviews.len(), "remark", "remarks"),
        Section::Management => management(&found.posts),
        Section::Training => {
            let each = Delivery::ALL.map(|delivery| training(found, delivery));
            each.join("; ")
        }
        Section::Coaching => counted(found.coaching.len(), "cohort", "cohorts"),
    }
}

fn management(posts: &[Posts]) -> String {
    let sum = |of: &dyn Fn(&Posts) -> Option<Interval>| {
        let known: Vec<Interval> = posts.iter().filter_map(of).collect();
        let total = known.iter().copied().reduce(Interval::plus);
        let silent = posts.len() - known.len();
        let some = if silent == 0 {
            String::new()
        } else {
            format!(" ({} not said)", counted(silent, "tier", "tiers"))
        };
        total.map(|total| (amount(total), some))
    };
    let headcount = sum(&|row| row.headcount.interval());
    let qualified = sum(&|row| row.qualified.interval());
    let headcount = headcount
        .map_or_else(|| "posts not known".to_owned(), |(total, some)| format!("{total} posts{some}"));
    let qualified = qualified
        .map_or_else(|| "qualified not known".to_owned(), |(total, some)| format!("{total} qualified{some}"));
    format!("{}, {headcount}, {qualified}", counted(posts.len(), "tier", "tiers"))
}

fn training(found: &Return, delivery: Delivery) -> String {
    let own = || found.training.iter().filter(|row| row.delivery == delivery);
    let statement = found.deliveries.iter().find(|one| one.delivery == delivery).map(|one| one.statement);
    let said = match statement {
        Some(Statement::Listed) => {
            let known: Vec<Interval> = own().filter_map(|row| row.cost.given().copied()).collect();
            let total = known.into_iter().reduce(Interval::plus);
            let cost = total
                .map_or_else(|| "no cost known".to_owned(), |total| format!("\u{a3}{} known", pounds(total)));
            format!("{}, {cost}", counted(own().count(), "activity", "activities"))
        }
        Some(Statement::None) => "none".to_owned(),
        Some(Statement::NotApplicable) => "not applicable".to_owned(),
        Some(Statement::NotAvailable) | None => "no details".to_owned(),
    };
    format!("{} {said}", delivery.code())
}

/// A whole figure: `16`, `15 to 20`, with `[e]` where it is estimated.
fn amount(figure: Interval) -> String {
    bounds(figure, &|number| number.to_string())
}

fn pounds(pence: Interval) -> String {
    bounds(pence, &grouped)
}

fn bounds(figure: Interval, written: &dyn Fn(i64) -> String) -> String {
    let mut text = written(figure.lower);
    if figure.lower != figure.upper {
        let _ = write!(text, " to {}", written(figure.upper));
    }
    if figure.estimated { format!("{text} [e]") } else { text }
}

/// What needs somebody, section by section; what says the same of several cells is said once.
fn to_do(findings: &[Finding]) -> String {
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity() == severity).count();
    let (errors, queries, notes) = (count(Severity::Error), count(Severity::Query), count(Severity::Note));
    let mut out = if errors + queries == 0 {
        "\n  Nothing has to be put right or explained.\n".to_owned()
    } else {
        let errors = if errors == 0 {
            String::new()
        } else {
            format!("{}, to be put right, and ", counted(errors, "error", "errors"))
        };
        let queries = if queries == 1 { "1 query".to_owned() } else { format!("{queries} queries") };
        format!("\n  {errors}{queries}, to be put right or explained\n")
    };
    out.push_str(&by_section(findings, &|finding| finding.severity() != Severity::Note));
    if notes > 0 {
        let _ = writeln!(out, "\n  {}, to be known", counted(notes, "note", "notes"));
        out.push_str(&by_section(findings, &|finding| finding.severity() == Severity::Note));
    }
    out
}

fn by_section(findings: &[Finding], wanted: &dyn Fn(&Finding) -> bool) -> String {
    let mut out = String::new();
    let mut heading = None;
    let own: Vec<&Finding> = ordered(findings).into_iter().filter(|finding| wanted(finding)).collect();
    let alike = |one: &&Finding, other: &&Finding| {
        (one.section, one.code, &one.message) == (other.section, other.code, &other.message)
    };
    for group in own.chunk_by(alike) {
        let Some(first) = group.first() else { continue };
        if heading != Some(first.section) {
            heading = Some(first.section);
            let _ = writeln!(out, "  {}", first.section.map_or("The whole workbook", Section::title));
        }
        let _ = writeln!(out, "  - {}: {}", first.severity().word(), plain(&first.message, 400));
        for finding in group {
            let found = on_one_line(finding.says(), 120);
            let found = if found.is_empty() { String::new() } else { format!("found: {found}") };
            let told: Vec<String> =
                place(finding).into_iter().chain([found]).filter(|part| !part.is_empty()).collect();
            if !told.is_empty() {
                let _ = writeln!(out, "      {}", told.join("  "));
            }
        }
        if first.severity() != Severity::Note {
            let _ = writeln!(out, "      expected: {}", entry(first.code).expected);
        }
        let _ = writeln!(out, "      for {}; returns explain {}", actor(first), entry(first.code).id);
    }
    out
}

/// A text's lines on one, with ` / ` between them.
fn on_one_line(text: &str, most: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    plain(&lines.join(" / "), most)
}

fn actor(finding: &Finding) -> &'static str {
    if finding.who() == Who::Council { "the council" } else { "the coordinator" }
}

fn place(finding: &Finding) -> Option<String> {
    let sheet = plain(finding.sheet.as_ref()?, 40);
    Some(finding.cell.as_ref().map_or_else(|| sheet.clone(), |cell| format!("{sheet}!{cell}")))
}
