//! What the measures must say, case by case.

use super::sample::{
    activity, answer, baseline, blank, cohort, figure, find, maybe, questions, says, tier, wave,
};
use super::{ALL, MEASURES, measure};
use crate::model::{
    Band, CostBasis, Coverage, Delivery, Figure, Interval, MeasureRow, Reported, Return, Section, Statement,
    Wave,
};

fn measured(wave: &Wave) -> Vec<MeasureRow> {
    measure(wave, "Partnership", &questions()).unwrap()
}

/// Bounds, marker and councils counted of a figure.
fn summary(row: &MeasureRow) -> (Option<i64>, Option<i64>, &str, i64) {
    (row.lower, row.upper, row.marker.as_str(), row.councils_counted)
}

fn exactly(hundredths: i64, councils: i64) -> (Option<i64>, Option<i64>, &'static str, i64) {
    (Some(hundredths), Some(hundredths), "", councils)
}

fn nothing(marker: &str) -> (Option<i64>, Option<i64>, &str, i64) {
    (None, None, marker, 0)
}

fn given(posts: i64) -> Figure {
    maybe(Some(Interval::exact(posts)))
}

#[test]
fn the_baseline_of_2005_has_its_headcounts() {
    let rows = measured(&baseline());
    for (category, posts, marker, councils) in [
        ("ce_directors", 32, "", 7),
        ("heads_of_service", 135, "", 7),
        ("service_managers", 62, "[e]", 3),
        ("all", 229, "[e]", 7),
    ] {
        let row = find(&rows, ["headcount", ALL, "band", category]);
        assert_eq!(summary(row), (Some(posts * 100), Some(posts * 100), marker, councils), "{category}");
        assert_eq!((row.councils_expected, row.council.as_str()), (7, "Partnership"));
    }
    assert_eq!(summary(find(&rows, ["headcount", ALL, "band", "team_leaders"])), nothing("[x]"));
    assert_eq!(
        summary(find(&rows, ["headcount", "E07000133", "band", "service_managers"])),
        nothing("[x]"),
        "a tier without a number is not available"
    );
    assert_eq!(
        summary(find(&rows, ["headcount", "E07000132", "band", "service_managers"])),
        nothing("[z]"),
        "no tier in the band is not applicable"
    );
    assert_eq!(summary(find(&rows, ["headcount", ALL, "tier", "1"])), exactly(1200, 7));
    assert_eq!(summary(find(&rows, ["headcount", "E07000133", "tier", "4"])), nothing("[z]"));
}

#[test]
fn the_baseline_of_2005_has_its_ratios_and_what_they_cover() {
    let rows = measured(&baseline());
    for (category, bounds, qualified, posts, councils) in [
        ("ce_directors", (4375, 4375), (700, 700), 1600, 4),
        ("heads_of_service", (3704, 3704), (2000, 2000), 5400, 3),
        ("service_managers", (1957, 2174), (900, 1000), 4600, 2),
    ] {
        let row = find(&rows, ["qualification_ratio", ALL, "band", category]);
        assert_eq!((row.lower, row.upper), (Some(bounds.0), Some(bounds.1)), "{category}");
        assert_eq!((row.numerator_lower, row.numerator_upper), (Some(qualified.0), Some(qualified.1)));
        assert_eq!((row.denominator_lower, row.denominator_upper), (Some(posts), Some(posts)));
        assert_eq!((row.councils_counted, row.councils_expected), (councils, 7));
    }
    assert_eq!(summary(find(&rows, ["qualification_ratio", ALL, "band", "team_leaders"])), nothing("[x]"));
}

#[test]
fn the_baseline_of_2005_has_its_training() {
    let rows = measured(&baseline());
    let all = |measure, category| summary(find(&rows, [measure, ALL, "delivery", category]));
    assert_eq!(all("training_cost", "internal"), exactly(354_000, 5));
    assert_eq!(all("training_cost", "external"), (Some(3_363_500), Some(3_363_500), "[e]", 4));
    assert_eq!(all("training_cost", "all"), (Some(3_717_500), Some(3_717_500), "[e]", 4));
    assert_eq!(all("training_activities", "internal"), exactly(1300, 6));
    assert_eq!(all("training_activities", "external"), exactly(1600, 6));
    assert_eq!(all("training_activities", "all"), exactly(2900, 6));
    let cost = |code, category| summary(find(&rows, ["training_cost", code, "delivery", category]));
    assert_eq!(cost("E07000132", "internal"), exactly(0, 1));
    assert_eq!(cost("E07000132", "external"), nothing("[x]"));
    assert_eq!(cost("E07000132", "all"), nothing("[x]"), "nothing was costed, and something is open");
    assert_eq!(cost("E07000131", "all"), nothing("[x]"));
    assert_eq!(cost("E07000130", "all"), exactly(800_000, 1));
    let open = |code, category| summary(find(&rows, ["training_not_costed", code, "delivery", category]));
    assert_eq!(open("E07000129", "internal"), exactly(0, 1), "a shared cost is counted once");
    assert_eq!(open("E07000134", "all"), exactly(700, 1));
    assert_eq!(open("E07000131", "internal"), nothing("[x]"));
}

#[test]
fn a_span_needs_both_bands_wholly() {
    let rows = measured(&baseline());
    let row = find(&rows, ["span", ALL, "band", "service_managers"]);
    assert_eq!(summary(row), (Some(127), Some(127), "[e]", 3), "62 service managers of 49 heads of service");
    let mut partly = blank("A");
    partly.posts = vec![
        tier(1, Band::CeDirectors, given(1), Figure::silent()),
        tier(2, Band::CeDirectors, Figure::silent(), Figure::silent()),
        tier(3, Band::HeadsOfService, given(8), Figure::silent()),
    ];
    let rows = measured(&wave(vec![partly], &[]));
    assert_eq!(summary(find(&rows, ["span", "A", "band", "heads_of_service"])), nothing("[x]"));
    assert_eq!(summary(find(&rows, ["span", "A", "band", "team_leaders"])), nothing("[z]"));
    assert!(!rows.iter().any(|row| row.measure == "span" && row.category == "ce_directors"));
}

#[test]
fn intervals_reach_through_ratios() {
    let mut one = blank("A");
    let posts = maybe(Some(Interval::between(10, 20)));
    one.posts = vec![
        tier(1, Band::CeDirectors, posts, maybe(Some(Interval::between(5, 12)))),
        tier(2, Band::HeadsOfService, given(0), given(0)),
        tier(3, Band::ServiceManagers, given(4), given(9)),
    ];
    one.posts[2].qualified_in_ratio = false;
    let rows = measured(&wave(vec![one], &[]));
    let ratio = |category| summary(find(&rows, ["qualification_ratio", "A", "band", category]));
    assert_eq!(ratio("ce_directors"), (Some(2500), Some(10_000), "", 1), "never above 100");
    assert_eq!(ratio("heads_of_service"), (None, None, "[z]", 1), "nothing to divide by");
    assert_eq!(ratio("service_managers"), nothing("[x]"), "more people than posts stay out");
    assert_eq!(summary(find(&rows, ["span", "A", "band", "heads_of_service"])), exactly(0, 1));
}

#[test]
fn silence_keeps_its_kind() {
    let mut missing = blank("A");
    missing.sections.insert(Section::Management, Coverage { found: false, answered: false });
    let mut not_applicable = blank("B");
    not_applicable.posts =
        vec![tier(1, Band::CeDirectors, figure(Reported::NotApplicable), figure(Reported::NotApplicable))];
    let beyond = Return { posts: vec![tier(1, Band::CeDirectors, given(i64::MAX), given(-1))], ..blank("C") };
    let rows = measured(&wave(vec![missing, not_applicable, beyond], &[]));
    let headcount = |code| summary(find(&rows, ["headcount", code, "band", "ce_directors"]));
    assert_eq!(headcount("A"), nothing("[x]"));
    assert_eq!(headcount("B"), nothing("[z]"));
    assert_eq!(headcount("C"), nothing("[x]"), "no council has as many");
    assert_eq!(headcount(ALL), nothing("[x]"));
}

#[test]
fn deliveries_without_activities_say_what_they_say() {
    let mut none = blank("A");
    none.deliveries = Delivery::ALL.map(|one| says(one, Statement::None)).to_vec();
    let mut neither = blank("B");
    neither.deliveries = Delivery::ALL.map(|one| says(one, Statement::NotApplicable)).to_vec();
    let unsaid = blank("C");
    let mut free = blank("D");
    free.training = vec![activity(Delivery::External, CostBasis::Free, Reported::Given(Interval::exact(0)))];
    let rows = measured(&wave(vec![none, neither, unsaid, free], &[]));
    for name in ["training_activities", "training_cost", "training_not_costed"] {
        let all = |code| summary(find(&rows, [name, code, "delivery", "all"]));
        assert_eq!(all("A"), exactly(0, 1), "{name}");
        assert_eq!(all("B"), nothing("[z]"), "{name}");
        assert_eq!(all("C"), nothing("[x]"), "{name}");
    }
    let free = |name| summary(find(&rows, [name, "D", "delivery", "all"]));
    assert_eq!(free("training_cost"), exactly(0, 1));
    assert_eq!(free("training_activities"), exactly(100, 1));
}

#[test]
fn answers_are_counted_and_silence_is_no_answer() {
    let answered = |code: &str, says: &str, would, rating: &str| {
        let mut one = blank(code);
        one.practices = vec![answer("mentoring", says, would), answer("cpa_rating", rating, None)];
        one
    };
    let rows = measured(&wave(
        vec![answered("A", "yes", None, "fair"), answered("B", "no", Some(true), "unclear"), blank("C")],
        &[],
    ));
    let practice = |code, category| summary(find(&rows, ["practice", code, "mentoring", category]));
    assert_eq!(practice("A", "yes"), exactly(100, 1));
    assert_eq!(practice("A", "no"), exactly(0, 1));
    assert_eq!(practice(ALL, "yes"), exactly(100, 2));
    assert_eq!(practice("C", "yes"), nothing("[x]"));
    let would = |code, category| summary(find(&rows, ["would_consider", code, "mentoring", category]));
    assert_eq!(would("A", "no"), nothing("[x]"), "nothing said is no `no`");
    assert_eq!(would("B", "yes"), exactly(100, 1));
    assert_eq!(would(ALL, "no"), exactly(0, 1));
    let rating = |category| summary(find(&rows, ["cpa_rating", ALL, "rating", category]));
    assert_eq!(rating("fair"), exactly(100, 2));
    assert_eq!(rating("unclear"), exactly(100, 2), "an answer the catalogue lacks is counted all the same");
    assert!(!rows.iter().any(|row| row.breakdown == "cpa_comment" || row.breakdown == "cpa_rating"));
}

#[test]
fn coaching_is_summed_over_cohorts() {
    let mut one = blank("A");
    one.coaching = vec![
        cohort([given(4), given(2), given(3), given(150), given(10)]),
        cohort([given(1), Figure::silent(), Figure::silent(), given(100), given(1)]),
    ];
    let rows = measured(&wave(vec![one, blank("B")], &[]));
    assert_eq!(summary(find(&rows, ["coaches", "A", "status", "training"])), exactly(500, 1));
    assert_eq!(summary(find(&rows, ["coaches", "A", "status", "authorised"])), exactly(200, 1));
    assert_eq!(summary(find(&rows, ["coaching_hours", ALL, "all", "all"])), exactly(4500, 1));
    assert_eq!(summary(find(&rows, ["coaching_hours", "B", "all", "all"])), nothing("[z]"));
}

#[test]
fn returns_are_counted_outstanding_ones_too() {
    let mut incomplete = blank("A");
    incomplete.sections.remove(&Section::Coaching);
    let rows = measured(&wave(vec![incomplete, blank("B")], &["C"]));
    for (category, all, outstanding) in
        [("expected", 300, 100), ("received", 200, 0), ("outstanding", 100, 100), ("complete", 100, 0)]
    {
        let figure = |code| find(&rows, ["returns", code, "status", category]).lower;
        assert_eq!((figure(ALL), figure("C")), (Some(all), Some(outstanding)), "{category}");
    }
    assert_eq!(find(&rows, ["returns", "C", "status", "expected"]).council, "Council C");
}

#[test]
fn rows_stand_in_the_catalogues_order_and_the_partnership_first() {
    let rows = measured(&baseline());
    let mut ids: Vec<_> = rows.iter().map(|row| row.measure).collect();
    ids.dedup();
    let mut declared: Vec<_> = MEASURES.iter().map(|one| one.id).collect();
    declared.dedup();
    assert_eq!(ids, declared);
    let bands: Vec<_> =
        rows.iter().take(10).map(|row| (row.council_code.as_str(), row.category.as_str())).collect();
    assert_eq!(bands[0], (ALL, "ce_directors"));
    assert_eq!(bands[4], (ALL, "all"));
    assert_eq!(bands[5], ("E07000129", "ce_directors"));
}

#[test]
fn nobody_returned_is_measured_too() {
    let rows = measured(&wave(Vec::new(), &["A"]));
    assert_eq!(summary(find(&rows, ["headcount", ALL, "band", "all"])), nothing("[x]"));
    assert_eq!(find(&rows, ["returns", ALL, "status", "outstanding"]).lower, Some(100));
    assert!(rows.iter().all(|row| row.council_code == ALL || row.measure == "returns"));
    assert!(measured(&wave(Vec::new(), &[])).iter().all(|row| row.council_code == ALL));
}
