//! Cells that may ask the same question: which of them stands among the other questions.

use std::collections::{BTreeMap, BTreeSet};

use super::practices::Candidate;

/// Of cells that may ask the same, those among the other questions: a course named
/// `Mentoring`, in a table of its own, asks nothing.
pub(super) fn among_others(candidates: Vec<Candidate>) -> Vec<Candidate> {
    // How far it is to the fourth nearest of the other questions: from the first or the last of
    // them twice as far as from those between.
    let distance = |one: &Candidate| {
        let mut nearest: BTreeMap<usize, u32> = BTreeMap::new();
        for other in candidates.iter().filter(|other| other.question != one.question) {
            let rows = one.row.abs_diff(other.row);
            nearest.entry(other.question).and_modify(|known| *known = rows.min(*known)).or_insert(rows);
        }
        let mut rows: Vec<u32> = nearest.into_values().collect();
        rows.sort_unstable();
        rows.get(3).copied()
    };
    let rivals = |one: &Candidate| candidates.iter().filter(|other| other.question == one.question).count();
    let far = |one: &&Candidate| {
        let Some(own) = distance(one).filter(|_| rivals(one) > 1) else { return false };
        let others = candidates.iter().filter(|other| other.question == one.question).filter_map(distance);
        others.min().is_some_and(|least| own > least * 2 + 3)
    };
    let left_out: BTreeSet<(u32, u32)> =
        candidates.iter().filter(far).map(|one| (one.row, one.col)).collect();
    candidates.into_iter().filter(|one| !left_out.contains(&(one.row, one.col))).collect()
}
