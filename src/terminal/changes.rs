//! What changed, in words.

use std::fmt::Write as _;

use super::plain;
use crate::model::{Cause, Change, Changes, Fact, Measured, Moved};

/// Changes under a heading.
#[must_use]
pub fn changes(title: &str, changes: &Changes) -> String {
    let mut out = format!("{}\n", plain(title, 200));
    if changes.is_empty() {
        out.push_str("  Nothing changed.\n");
        return out;
    }
    let moved: Vec<&Moved> = changes.partnership().collect();
    if !moved.is_empty() {
        out.push_str("\n  Figures of the partnership\n");
        for one in moved {
            let _ = writeln!(out, "  - {}", figure(one));
        }
    }
    for (title, wanted) in [
        ("Changed by councils", &[Cause::Council][..]),
        ("Changed by decisions or by the rules of reading", &[Cause::Decision, Cause::Rules]),
    ] {
        let own: Vec<&Change> = changes.facts.iter().filter(|one| wanted.contains(&one.cause)).collect();
        if own.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n  {title}");
        for one in own {
            let _ = writeln!(out, "  - {}", fact(one));
        }
    }
    out
}

fn figure(moved: &Moved) -> String {
    let of = moved.any();
    let reads = |side: &Option<Measured>| side.as_ref().map_or_else(|| "none".to_owned(), Measured::reads);
    let by = moved.by_text();
    let by = if by.is_empty() { by } else { format!(" ({by})") };
    format!(
        "{}, {} {}: {} to {}{by}",
        of.measure_words(),
        of.breakdown,
        of.category_words(),
        reads(&moved.old),
        reads(&moved.new)
    )
}

fn fact(change: &Change) -> String {
    let of = change.any();
    let side = |side: &Option<Fact>| match side {
        Some(fact) if fact.value.is_empty() => "blank".to_owned(),
        Some(fact) => plain(&fact.value, 60),
        None => "not there".to_owned(),
    };
    let place = |side: &Option<Fact>| {
        side.as_ref().map_or_else(String::new, |fact| format!("{} {}", plain(&fact.file, 60), fact.place()))
    };
    let places: Vec<String> =
        [place(&change.old), place(&change.new)].into_iter().filter(|place| !place.is_empty()).collect();
    let kind = of.kind.replace('_', " ");
    format!(
        "{}, {kind}, {}: {} to {} ({})",
        of.council,
        plain(&of.subject, 60),
        side(&change.old),
        side(&change.new),
        places.join(" to ")
    )
}
