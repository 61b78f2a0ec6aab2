//! The laws that every wave's figures keep, whatever was returned.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::sample::{activity, answer, blank, figure, questions, says, tier, wave};
use super::{ALL, measure};
use crate::model::{
    Activity, Band, CostBasis, Delivery, Figure, Interval, MeasureRow, Posts, Reported, Return, Statement,
    Wave,
};

fn measured(wave: &Wave) -> Vec<MeasureRow> {
    measure(wave, "Partnership", &questions()).unwrap()
}

fn reported(most: i64) -> impl Strategy<Value = Reported<Interval>> {
    prop_oneof![
        4 => (0..=most, 0..=most, any::<bool>())
            .prop_map(|(a, b, estimated)| Reported::Given(Interval::between(a, b).or_estimated(estimated))),
        1 => Just(Reported::NoAnswer),
        1 => Just(Reported::NotApplicable),
        1 => Just(Reported::NotAvailable),
        1 => Just(Reported::Unreadable("some".to_owned())),
        1 => Just(Reported::Given(Interval::exact(i64::MAX))),
    ]
}

fn figures(most: i64) -> impl Strategy<Value = Figure> {
    reported(most).prop_map(figure)
}

fn posts() -> impl Strategy<Value = Posts> {
    (1_i64..6, 0_usize..4, figures(30), figures(30), any::<bool>()).prop_map(
        |(number, band, headcount, qualified, in_ratio)| Posts {
            qualified_in_ratio: in_ratio,
            ..tier(number, Band::ALL[band], headcount, qualified)
        },
    )
}

fn activities() -> impl Strategy<Value = Activity> {
    (any::<bool>(), any::<bool>(), reported(1_000_000)).prop_map(|(is_internal, is_shared, cost)| {
        let delivery = if is_internal { Delivery::Internal } else { Delivery::External };
        if is_shared {
            activity(delivery, CostBasis::Shared, Reported::NoAnswer)
        } else {
            activity(delivery, CostBasis::Total, cost)
        }
    })
}

fn statements() -> impl Strategy<Value = Statement> {
    prop_oneof![
        Just(Statement::Listed),
        Just(Statement::None),
        Just(Statement::NotApplicable),
        Just(Statement::NotAvailable)
    ]
}

fn returns() -> impl Strategy<Value = Return> {
    let answers = option::of(("yes|no|no_answer|unclear", option::of(any::<bool>())));
    (vec(posts(), 0..6), vec(activities(), 0..5), (statements(), statements()), answers).prop_map(
        |(posts, training, (internal, external), mentoring)| {
            let mut one = blank("");
            one.posts = posts;
            one.training = training;
            one.deliveries = vec![says(Delivery::Internal, internal), says(Delivery::External, external)];
            one.practices =
                mentoring.into_iter().map(|(code, would)| answer("mentoring", &code, would)).collect();
            one
        },
    )
}

fn waves() -> impl Strategy<Value = Wave> {
    vec(returns(), 0..5).prop_map(|returns| {
        let named = returns
            .into_iter()
            .enumerate()
            .map(|(at, one)| Return { council: blank(&format!("E0700012{at}")).council, ..one });
        wave(named.collect(), &["E07000199"])
    })
}

/// The sum of what is known, and how many councils know it.
fn sum(parts: &[&MeasureRow]) -> (Option<i64>, Option<i64>, usize) {
    let add = |bound: fn(&MeasureRow) -> Option<i64>| {
        let known: Vec<i64> = parts.iter().filter_map(|row| bound(row)).collect();
        (!known.is_empty()).then(|| known.iter().sum::<i64>())
    };
    let known = parts.iter().filter(|row| row.lower.is_some()).count();
    (add(|row| row.lower), add(|row| row.upper), known)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn parts_sum_to_totals(wave in waves()) {
        let rows = measured(&wave);
        for all in rows.iter().filter(|row| row.council_code == ALL && !is_ratio(row)) {
            let parts: Vec<_> = rows
                .iter()
                .filter(|row| row.council_code != ALL && same_part(row, all) && row.category == all.category)
                .collect();
            let (lower, upper, known) = sum(&parts);
            prop_assert_eq!((all.lower, all.upper), (lower, upper), "{} {}", all.measure, all.category);
            prop_assert_eq!(usize::try_from(all.councils_counted).unwrap(), known);
        }
        for all in rows.iter().filter(|row| row.category == "all" && row.measure != "coaching_hours") {
            let parts: Vec<_> = rows
                .iter()
                .filter(|row| row.council_code == all.council_code && same_part(row, all) && row.category != "all")
                .collect();
            let (lower, upper, _) = sum(&parts);
            // A cost of nothing by one delivery is no total while the other's is open.
            if all.lower.is_some() || all.measure != "training_cost" {
                prop_assert_eq!((all.lower, all.upper), (lower, upper), "{} {}", all.measure, all.council_code);
            } else {
                prop_assert!(lower.is_none() || (lower, upper) == (Some(0), Some(0)));
            }
        }
    }

    #[test]
    fn ratios_lie_within_0_to_100_or_are_absent(wave in waves()) {
        for row in measured(&wave).iter().filter(|row| is_ratio(row)) {
            prop_assert_eq!(row.lower.is_some(), row.upper.is_some());
            let (Some(lower), Some(upper)) = (row.lower, row.upper) else { continue };
            prop_assert!(lower <= upper, "{}..{}", lower, upper);
            prop_assert!(row.denominator_lower > Some(0));
            prop_assert!(lower >= 0 && (row.measure == "span" || upper <= 10_000));
        }
    }

    #[test]
    fn the_order_of_returns_changes_nothing(wave in waves(), by in 0_usize..5) {
        let mut turned = wave.clone();
        let len = turned.returns.len();
        turned.returns.rotate_left(by.min(len));
        turned.expected.reverse();
        prop_assert_eq!(measured(&wave), measured(&turned));
    }

    #[test]
    fn a_figure_is_given_or_says_why_not(wave in waves()) {
        for row in measured(&wave) {
            let silent = row.marker.contains("[x]") || row.marker.contains("[z]");
            prop_assert_eq!(row.lower.is_none(), silent, "{:?}", row);
            prop_assert!(row.lower <= row.upper);
            let counted_at_most = if row.council_code == ALL { wave.returns.len() + 1 } else { 1 };
            prop_assert!(usize::try_from(row.councils_counted).unwrap() <= counted_at_most);
        }
    }

    #[test]
    fn blank_is_never_zero(mut wave in waves(), kind in 0_usize..3) {
        for posts in wave.returns.iter_mut().flat_map(|one| &mut one.posts) {
            let silence = [Reported::NoAnswer, Reported::NotAvailable, Reported::NotApplicable];
            posts.headcount = figure(silence[kind].clone());
            posts.qualified = figure(silence[kind].clone());
        }
        let of_posts = ["headcount", "qualified", "qualification_ratio", "span"];
        for row in measured(&wave).iter().filter(|row| of_posts.contains(&row.measure)) {
            prop_assert_eq!((row.lower, row.upper), (None, None), "{:?}", row);
        }
    }

    #[test]
    fn one_councils_return_changes_no_others_figures(wave in waves(), other in returns()) {
        prop_assume!(!wave.returns.is_empty());
        let mut changed = wave.clone();
        let council = changed.returns[0].council.clone();
        changed.returns[0] = Return { council: council.clone(), ..other };
        let others = |rows: Vec<MeasureRow>| -> Vec<MeasureRow> {
            rows.into_iter()
                .filter(|row| row.council_code != ALL && row.council_code != *council.code)
                // Which tiers and codes there are is the partnership's.
                .filter(|row| row.lower.is_some() && row.lower != Some(0))
                .collect()
        };
        prop_assert_eq!(others(measured(&wave)), others(measured(&changed)));
    }
}

fn is_ratio(row: &MeasureRow) -> bool {
    ["qualification_ratio", "span"].contains(&row.measure)
}

fn same_part(row: &MeasureRow, other: &MeasureRow) -> bool {
    row.measure == other.measure && row.breakdown == other.breakdown
}
