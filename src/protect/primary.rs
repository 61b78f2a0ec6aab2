//! Which figures of people are disclosive as they stand.

use super::People;
use crate::model::Thresholds;

/// Whether a figure tells of an identifiable person, whatever else is published. A range
/// does where any number within it does.
pub(super) fn is_disclosive(people: People, thresholds: &Thresholds) -> bool {
    let small = i64::from(thresholds.small);
    let is_small = |lower: i64, upper: i64| lower.max(1) <= upper.min(small - 1);
    let Some((least, most)) = people.posts else {
        return is_small(people.lower, people.upper);
    };
    if most == 0 {
        return false;
    }
    let without = ((least - people.upper).max(0), (most - people.lower).max(0));
    let none_or_all = people.lower == 0 || without.0 == 0;
    is_small(people.lower, people.upper)
        || is_small(without.0, without.1)
        || least < i64::from(thresholds.base)
        || (none_or_all && least < i64::from(thresholds.none_or_all))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At least and at most.
    type Range = (i64, i64);

    /// People, posts, whether it is withheld, and why.
    const CASES: &[(Range, Option<Range>, bool, &str)] = &[
        ((5, 5), Some((20, 20)), false, "enough on both sides"),
        ((1, 1), Some((20, 20)), true, "one person holds it"),
        ((2, 2), Some((20, 20)), true, "two do"),
        ((3, 3), Some((20, 20)), false, "three are the threshold"),
        ((19, 19), Some((20, 20)), true, "one does not hold it"),
        ((18, 18), Some((20, 20)), true, "two do not"),
        ((17, 17), Some((20, 20)), false, "three do not"),
        ((0, 0), Some((1, 1)), true, "the one chief executive has none"),
        ((1, 1), Some((1, 1)), true, "the one chief executive has one"),
        ((0, 0), Some((9, 9)), true, "none of few tells of each"),
        ((9, 9), Some((9, 9)), true, "all of few tells of each"),
        ((0, 0), Some((10, 10)), false, "none of many"),
        ((10, 10), Some((10, 10)), false, "all of many"),
        ((3, 3), Some((6, 6)), false, "half of six"),
        ((2, 4), Some((20, 20)), true, "a range that holds a small count"),
        ((6, 7), Some((25, 25)), false, "a range that holds none"),
        ((0, 0), Some((0, 0)), false, "nobody at all"),
        ((0, 0), None, false, "no coaches"),
        ((2, 2), None, true, "two coaches"),
        ((3, 3), None, false, "three coaches"),
    ];

    #[test]
    fn what_tells_of_a_person_is_disclosive() {
        for ((lower, upper), posts, expected, why) in CASES {
            let people = People { lower: *lower, upper: *upper, posts: *posts };
            assert_eq!(is_disclosive(people, &Thresholds::default()), *expected, "{why}: {people:?}");
        }
    }
}
