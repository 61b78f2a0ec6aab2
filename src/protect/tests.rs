//! The choice of figures to withhold, against all choices there are.

use proptest::collection::vec;
use proptest::prelude::*;

use super::People;
use super::primary::is_disclosive;
use super::secondary::withheld;
use crate::measure::{Disclosure, MEASURES};
use crate::model::Thresholds;

const THRESHOLDS: Thresholds = Thresholds { small: 3, none_or_all: 5, base: 0 };

fn exact(count: i64, posts: i64) -> People {
    People { lower: count, upper: count, posts: Some((posts, posts)) }
}

/// How far each withheld part can be narrowed down from what the withheld ones sum to:
/// every way to share the sum out is tried.
fn widths(hidden: &[(i64, i64)]) -> Vec<i64> {
    let sum = hidden.iter().map(|part| part.0).sum();
    let mut bounds = vec![(i64::MAX, i64::MIN); hidden.len()];
    let mut chosen = Vec::new();
    share_out(hidden, sum, &mut chosen, &mut bounds);
    bounds.into_iter().map(|(least, most)| most - least).collect()
}

fn share_out(hidden: &[(i64, i64)], left: i64, chosen: &mut Vec<i64>, bounds: &mut [(i64, i64)]) {
    let Some((_, posts)) = hidden.get(chosen.len()) else {
        if left == 0 {
            for (bound, count) in bounds.iter_mut().zip(chosen) {
                *bound = (bound.0.min(*count), bound.1.max(*count));
            }
        }
        return;
    };
    for count in 0..=left.min(*posts) {
        chosen.push(count);
        share_out(hidden, left - count, chosen, bounds);
        chosen.pop();
    }
}

/// Whether these parts, the whole being known, stay as open as they must.
fn is_safe(parts: &[(i64, i64)], hidden: &[usize], primary: &[usize]) -> bool {
    let of: Vec<(i64, i64)> = hidden.iter().map(|place| parts[*place]).collect();
    widths(&of).into_iter().zip(hidden).all(|(width, place)| {
        let least = if primary.contains(place) { THRESHOLDS.small.into() } else { 1 };
        width >= least.min(parts[*place].1)
    })
}

/// The fewest parts besides the primary ones that are safe; none where no parts are.
fn fewest(parts: &[(i64, i64)], primary: &[usize]) -> Option<usize> {
    let others: Vec<usize> = (0..parts.len()).filter(|place| !primary.contains(place)).collect();
    let subsets = (0_u32..1 << others.len()).map(|bits| {
        let mut hidden = primary.to_vec();
        hidden.extend(others.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, p)| *p));
        hidden
    });
    subsets.filter(|hidden| is_safe(parts, hidden, primary)).map(|hidden| hidden.len() - primary.len()).min()
}

fn sums() -> impl Strategy<Value = Vec<(i64, i64)>> {
    vec((1_i64..12).prop_flat_map(|posts| (0..=posts, Just(posts))), 1..6)
}

proptest! {
    #[test]
    fn no_fewer_figures_would_do(parts in sums()) {
        let people: Vec<(usize, People)> =
            parts.iter().map(|(count, posts)| exact(*count, *posts)).enumerate().collect();
        let whole = exact(parts.iter().map(|part| part.0).sum(), parts.iter().map(|part| part.1).sum());
        prop_assume!(!is_disclosive(whole, &THRESHOLDS));
        let found = withheld(Some((99, whole)), &people, &THRESHOLDS);
        if found.secondary == [99] {
            prop_assert_eq!(fewest(&parts, &found.primary), None, "{:?}", found);
        } else if !found.primary.is_empty() {
            let hidden = [found.primary.clone(), found.secondary.clone()].concat();
            prop_assert!(is_safe(&parts, &hidden, &found.primary), "{:?}", found);
            prop_assert_eq!(fewest(&parts, &found.primary), Some(found.secondary.len()), "{:?}", found);
        } else {
            prop_assert!(found.secondary.is_empty());
        }
    }
}

#[test]
fn two_withheld_that_protect_each_other_need_no_third() {
    let parts = [(0, exact(2, 9)), (1, exact(1, 8)), (2, exact(5, 12))];
    let found = withheld(Some((9, exact(8, 29))), &parts, &THRESHOLDS);
    assert_eq!((found.primary.as_slice(), found.secondary.as_slice()), (&[0, 1][..], &[][..]));
}

#[test]
fn of_those_that_protect_as_well_the_one_with_the_fewest_posts_is_withheld() {
    let parts = [(0, exact(1, 9)), (1, exact(20, 60)), (2, exact(10, 30)), (3, exact(12, 40))];
    let found = withheld(Some((9, exact(43, 139))), &parts, &THRESHOLDS);
    assert_eq!(found.secondary, [2]);
}

#[test]
fn a_single_council_takes_the_whole_with_it() {
    let found = withheld(Some((9, exact(1, 8))), &[(0, exact(1, 8))], &THRESHOLDS);
    assert_eq!((found.primary, found.secondary), (vec![0, 9], vec![]));
}

/// What `protect` rests on: figures of people stand in one sum only.
#[test]
fn measures_of_people_have_no_total_over_their_categories() {
    for one in MEASURES.iter().filter(|one| one.disclosure != Disclosure::Open) {
        let is_known = ["band", "status", "tier"].contains(&one.breakdown);
        assert!(is_known, "{} by {}: does any category sum over others?", one.id, one.breakdown);
    }
}
