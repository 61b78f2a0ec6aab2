//! Cells that may ask the same question: which of them stands among the other questions.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use crate::recognise::grid::Grid;
use crate::recognise::reviews::is_bare;
use crate::reference::Questionnaire;

/// Rows between a question and the next one of its column, where it stands apart from them.
const APART: u32 = 6;
/// A likeness so much higher, in percent, is that of the question itself.
const MUCH: usize = 15;

/// Of cells that may ask the same, those among the other questions: a course named
/// `Mentoring`, in a table of its own, asks nothing.
pub(crate) fn among_others(candidates: Vec<Candidate>) -> Vec<Candidate> {
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
    let apart: Vec<Option<u32>> = candidates.iter().map(distance).collect();
    // A cell without rivals is the nearest of those that ask its question.
    let mut least: BTreeMap<usize, u32> = BTreeMap::new();
    for (one, apart) in candidates.iter().zip(&apart) {
        if let Some(apart) = apart {
            least.entry(one.question).and_modify(|known| *known = *apart.min(known)).or_insert(*apart);
        }
    }
    let far = |(one, apart): &(&Candidate, &Option<u32>)| {
        let nearest = least.get(&one.question);
        apart.zip(nearest).is_some_and(|(own, least)| own > least * 2 + 3)
    };
    let left_out: BTreeSet<(u32, u32)> =
        candidates.iter().zip(&apart).filter(far).map(|(one, _)| (one.row, one.col)).collect();
    candidates.into_iter().filter(|one| !left_out.contains(&(one.row, one.col))).collect()
}

/// What is left without those that stand apart from the questions of their column, where another
/// column surely asks the same: the remark `Managers need more training` asks nothing.
pub(crate) fn without_outdone(all: &[Candidate]) -> impl Iterator<Item = &Candidate> {
    let mut best: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    let mut rows: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for one in all {
        let known = best.entry(one.question).or_insert((one.score, one.col));
        *known = (*known).max((one.score, one.col));
        rows.entry(one.col).or_default().insert(one.row);
    }
    all.iter().filter(move |one| {
        let near = one.row.saturating_sub(APART)..=one.row + APART;
        let alone = rows.get(&one.col).is_some_and(|rows| rows.range(near).count() == 1);
        let outdone =
            best.get(&one.question).is_some_and(|(score, col)| *score >= one.score + MUCH && *col != one.col);
        !(alone && outdone)
    })
}

/// What is left without the names of reviews that label rows of a table: such a name may ask
/// what CPA said, and the question itself stands elsewhere.
pub(crate) fn without_labels(grid: &Grid, all: &[Candidate], asked: &Questionnaire) -> Vec<Candidate> {
    let surer =
        |one: &Candidate, other: &Candidate| other.question == one.question && other.score > one.score;
    let is_name = |one: &Candidate| grid.at(one.row, one.col).is_some_and(|seen| is_bare(&seen.text, asked));
    let labels = |one: &Candidate| all.iter().any(|other| surer(one, other)) && is_name(one);
    all.iter().filter(|one| !labels(one)).cloned().collect()
}
