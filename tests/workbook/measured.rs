//! Measures of the fixture, counted in the plainest way.

use returns::model::{Band, CostBasis, Delivery, Interval, MeasureRow, Return, Statement};

use super::fixture::COUNCILS;

/// One figure before it becomes a row.
#[derive(Clone, Default)]
struct Figure {
    value: Option<Interval>,
    parts: Option<(Interval, Interval)>,
    counted: i64,
}

pub fn measures(returns: &[Return]) -> Vec<MeasureRow> {
    let mut rows = Vec::new();
    let mut each: Vec<(&str, &str, Vec<&Return>)> = vec![("ALL", "Partnership", returns.iter().collect())];
    for (code, name, ..) in COUNCILS {
        each.push((code, name, returns.iter().filter(|one| &*one.council.code == code).collect()));
    }
    for (code, name, of) in each {
        let expected = i64::try_from(of.len()).unwrap();
        let mut push = |measure, unit, (breakdown, category): (&str, &str), figure: Figure| {
            let Figure { value, parts, counted } = figure;
            let marker = value.map_or("[x]", |value| if value.estimated { "[e]" } else { "" });
            rows.push(MeasureRow {
                measure,
                unit,
                council_code: code.to_owned(),
                council: name.to_owned(),
                breakdown: breakdown.to_owned(),
                category: category.to_owned(),
                lower: value.map(|value| value.lower),
                upper: value.map(|value| value.upper),
                marker: marker.to_owned(),
                numerator_lower: parts.map(|parts| parts.0.lower),
                numerator_upper: parts.map(|parts| parts.0.upper),
                denominator_lower: parts.map(|parts| parts.1.lower),
                denominator_upper: parts.map(|parts| parts.1.upper),
                councils_counted: counted,
                councils_expected: expected,
            });
        };
        for band in Band::ALL {
            push("headcount", "posts", ("band", band.code()), headcount(&of, Some(band)));
            push("qualification_ratio", "percent", ("band", band.code()), ratio(&of, band));
        }
        push("headcount", "posts", ("band", "all"), headcount(&of, None));
        for pair in Band::ALL.windows(2) {
            push("span", "posts", ("band", pair[1].code()), span(&of, pair[0], pair[1]));
        }
        for delivery in [Some(Delivery::Internal), Some(Delivery::External), None] {
            let category = ("delivery", delivery.map_or("all", Delivery::code));
            push(
                "training_activities",
                "activities",
                category,
                training(&of, delivery, &|_| Some(Interval::exact(100))),
            );
            push("training_cost", "gbp", category, cost(&of, delivery));
            push(
                "training_not_costed",
                "activities",
                category,
                training(&of, delivery, &|basis| {
                    Some(Interval::exact(
                        if matches!(basis, CostBasis::Total | CostBasis::Free | CostBasis::Shared) {
                            0
                        } else {
                            100
                        },
                    ))
                }),
            );
        }
        for (id, ..) in super::fixture::QUESTIONS {
            for would in [true, false] {
                let count = of
                    .iter()
                    .flat_map(|one| &one.practices)
                    .filter(|p| p.question == id && p.would_consider == Some(would))
                    .count();
                push("would_consider", "councils", (id, if would { "yes" } else { "no" }), number(count));
            }
        }
        push("returns", "returns", ("status", "received"), number(of.len()));
        push("returns", "returns", ("status", "expected"), number(of.len()));
        push("returns", "returns", ("status", "complete"), number(0));
        push(
            "coaches",
            "people",
            ("status", "authorised"),
            number(if matches!(code, "ALL" | "E07000130") { 3 } else { 0 }),
        );
        push(
            "coaching_hours",
            "hours",
            ("all", "all"),
            Figure { value: Some(Interval::between(3000, 4500)), parts: None, counted: 1 },
        );
    }
    rows
}

fn number(count: usize) -> Figure {
    let hundredths = i64::try_from(count).unwrap() * 100;
    Figure { value: Some(Interval::exact(hundredths)), parts: None, counted: 1 }
}

fn hundredths(interval: Interval) -> Interval {
    Interval { lower: interval.lower * 100, upper: interval.upper * 100, ..interval }
}

fn add(sum: Option<Interval>, more: Interval) -> Option<Interval> {
    Some(sum.map_or(more, |sum| sum.plus(more)))
}

fn headcount(of: &[&Return], band: Option<Band>) -> Figure {
    let mut figure = Figure::default();
    for one in of {
        let tiers = one.posts.iter().filter(|tier| band.is_none_or(|band| tier.band == band));
        let given: Vec<Interval> = tiers.filter_map(|tier| tier.headcount.interval()).collect();
        figure.counted += i64::from(!given.is_empty());
        figure.value = given.into_iter().map(hundredths).fold(figure.value, add);
    }
    figure
}

fn ratio(of: &[&Return], band: Band) -> Figure {
    let mut figure = Figure::default();
    let (mut people, mut posts) = (None, None);
    for one in of {
        let mut counted = false;
        for tier in one.posts.iter().filter(|tier| tier.band == band && tier.qualified_in_ratio) {
            if let (Some(holders), Some(of)) = (tier.qualified.interval(), tier.headcount.interval()) {
                people = add(people, hundredths(holders));
                posts = add(posts, hundredths(of));
                counted = true;
            }
        }
        figure.counted += i64::from(counted);
    }
    let share = |part: i64, whole: i64| (part * 20_000 + whole) / (whole * 2);
    figure.parts = people.zip(posts);
    figure.value = figure.parts.map(|(people, posts)| {
        Interval::between(share(people.lower, posts.upper), share(people.upper, posts.lower))
    });
    figure
}

fn span(of: &[&Return], upper: Band, lower: Band) -> Figure {
    let (mut over, mut under, mut counted) = (0, 0, 0);
    for one in of {
        let posts = |band| headcount(&[one], Some(band)).value;
        if let (Some(above), Some(below)) = (posts(upper), posts(lower)) {
            over += above.lower;
            under += below.lower;
            counted += 1;
        }
    }
    let value = (over > 0).then(|| Interval::exact((under * 200 + over) / (over * 2)));
    Figure { value, parts: None, counted }
}

fn training(
    of: &[&Return],
    delivery: Option<Delivery>,
    count: &dyn Fn(CostBasis) -> Option<Interval>,
) -> Figure {
    let mut figure = Figure::default();
    for one in of {
        for said in one.deliveries.iter().filter(|said| delivery.is_none_or(|d| said.delivery == d)) {
            if said.statement == Statement::NotAvailable {
                continue;
            }
            let rows = one.training.iter().filter(|activity| activity.delivery == said.delivery);
            let counts = rows.filter_map(|activity| count(activity.cost_basis));
            figure.value = counts.fold(add(figure.value, Interval::exact(0)), add);
            figure.counted = 1;
        }
    }
    figure
}

fn cost(of: &[&Return], delivery: Option<Delivery>) -> Figure {
    let mut figure = Figure::default();
    for one in of {
        for said in one.deliveries.iter().filter(|said| delivery.is_none_or(|d| said.delivery == d)) {
            if said.statement == Statement::None {
                figure.value = add(figure.value, Interval::exact(0));
            }
            let rows = one.training.iter().filter(|activity| activity.delivery == said.delivery);
            figure.value = rows.filter_map(|activity| activity.cost.given().copied()).fold(figure.value, add);
        }
    }
    figure.counted = i64::from(figure.value.is_some());
    figure
}
