//! What differs between two states, and who made it differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cause, Change, Changes, Fact, MeasureRow, Measured, Moved, Snapshot};

/// What differs between an older and a newer state.
#[must_use]
pub fn changes(old: &Snapshot, new: &Snapshot) -> Changes {
    Changes { facts: fact_changes(&old.facts, &new.facts), figures: moved(&old.figures, &new.figures) }
}

fn fact_changes(old: &[Fact], new: &[Fact]) -> Vec<Change> {
    let before: BTreeMap<_, &Fact> = old.iter().map(|fact| (fact.key(), fact)).collect();
    let after: BTreeMap<_, &Fact> = new.iter().map(|fact| (fact.key(), fact)).collect();
    let files = |facts: &'_ [Fact]| -> BTreeSet<(String, String)> {
        facts.iter().map(|fact| (fact.council_code.clone(), fact.blake3.clone())).collect()
    };
    let (old_files, new_files) = (files(old), files(new));
    // A file more beside the same ones is a query sheet with corrections: what follows from
    // them differs in cells of the return too.
    let is_corrected = |council: &str| {
        let own = |files: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            files.iter().filter(|(of, _)| of == council).map(|(_, blake3)| blake3.clone()).collect()
        };
        let (old, new) = (own(&old_files), own(&new_files));
        old != new && (old.is_subset(&new) || new.is_subset(&old))
    };
    let mut found: Vec<Change> = new
        .iter()
        .filter_map(|fact| {
            let was = before.get(&fact.key()).copied();
            if was.is_some_and(|was| was.value == fact.value) {
                return None;
            }
            let same_file = match was {
                Some(was) => was.blake3 == fact.blake3,
                None => old_files.contains(&(fact.council_code.clone(), fact.blake3.clone())),
            };
            let same_file = same_file && !is_corrected(&fact.council_code);
            let ruled = fact.ruled || was.is_some_and(|was| was.ruled);
            Some(Change { cause: cause(same_file, ruled), old: was.cloned(), new: Some(fact.clone()) })
        })
        .collect();
    let lost = old.iter().filter(|fact| !after.contains_key(&fact.key()));
    found.extend(lost.map(|fact| {
        let same_file = new_files.contains(&(fact.council_code.clone(), fact.blake3.clone()))
            && !is_corrected(&fact.council_code);
        Change { cause: cause(same_file, fact.ruled), old: Some(fact.clone()), new: None }
    }));
    found.sort_by(|a, b| a.any().council_code.cmp(&b.any().council_code));
    found
}

fn cause(same_file: bool, ruled: bool) -> Cause {
    match (same_file, ruled) {
        (_, true) => Cause::Decision,
        (false, false) => Cause::Council,
        (true, false) => Cause::Rules,
    }
}

fn moved(old: &[Measured], new: &[Measured]) -> Vec<Moved> {
    let before: BTreeMap<_, &Measured> = old.iter().map(|figure| (figure.key(), figure)).collect();
    let after: BTreeMap<_, &Measured> = new.iter().map(|figure| (figure.key(), figure)).collect();
    let bounds = |figure: &Measured| (figure.lower, figure.upper);
    let both = new.iter().filter_map(|figure| {
        let was = before.get(&figure.key()).copied();
        let differs = match was {
            Some(was) => bounds(was) != bounds(figure),
            None => figure.lower.is_some(),
        };
        differs.then(|| {
            let by = was.and_then(|was| difference(bounds(was), bounds(figure)));
            Moved { old: was.cloned(), new: Some(figure.clone()), by }
        })
    });
    let lost = old.iter().filter(|figure| !after.contains_key(&figure.key()) && figure.lower.is_some());
    both.chain(lost.map(|figure| Moved { old: Some(figure.clone()), new: None, by: None })).collect()
}

/// By how much a figure moved, where both are exact.
fn difference(old: (Option<i64>, Option<i64>), new: (Option<i64>, Option<i64>)) -> Option<i64> {
    let exact = |(lower, upper): (Option<i64>, Option<i64>)| lower.filter(|_| lower == upper);
    Some(exact(new)? - exact(old)?)
}

/// Marks with `[r]` the figures that differ from those issued. A council's figures that
/// were not issued at all are new, not revised.
pub fn mark_revised(measures: &mut [MeasureRow], issued: &Snapshot) {
    let before: BTreeMap<_, &Measured> = issued.figures.iter().map(|figure| (figure.key(), figure)).collect();
    for row in measures {
        let key = (row.measure, row.breakdown.as_str(), row.category.as_str(), row.council_code.as_str());
        let revised = match before.get(&key) {
            Some(was) => (was.lower, was.upper) != (row.lower, row.upper),
            None => row.council_code == "ALL" && row.lower.is_some(),
        };
        if revised {
            row.marker.push_str("[r]");
        }
    }
}

/// Marks with `[p]` the partnership's figures, because returns are outstanding. How many
/// returns there are is not provisional.
pub fn mark_provisional(measures: &mut [MeasureRow]) {
    for row in measures.iter_mut().filter(|row| row.council_code == "ALL" && row.measure != "returns") {
        row.marker.push_str("[p]");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &str, blake3: &str, ruled: bool) -> Fact {
        Fact {
            council_code: "E07000129".into(),
            council: "Blaby".into(),
            kind: "posts".into(),
            subject: "tier 3".into(),
            value: value.into(),
            file: "a.xlsx".into(),
            blake3: blake3.into(),
            sheet: "Return".into(),
            cell: "C3".into(),
            ruled,
        }
    }

    fn snapshot(fact: Option<Fact>) -> Snapshot {
        Snapshot { facts: fact.into_iter().collect(), figures: Vec::new() }
    }

    #[test]
    fn who_changed_a_fact_is_told() {
        for (old, new, cause) in [
            (Some(fact("8", "aa", false)), Some(fact("9", "bb", false)), Some(Cause::Council)),
            (Some(fact("8", "aa", false)), Some(fact("9", "aa", true)), Some(Cause::Decision)),
            (Some(fact("8", "aa", false)), Some(fact("9", "aa", false)), Some(Cause::Rules)),
            (None, Some(fact("9", "bb", false)), Some(Cause::Council)),
            (Some(fact("9", "bb", false)), None, Some(Cause::Council)),
            (Some(fact("9", "aa", false)), Some(fact("9", "bb", false)), None),
        ] {
            let found = changes(&snapshot(old), &snapshot(new));
            assert_eq!(found.facts.first().map(|change| change.cause), cause, "{found:?}");
        }
    }
}
