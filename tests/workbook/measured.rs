//! Measures of the fixture, counted in the plainest way.

use returns::model::{Band, Cohort, CostBasis, Delivery, Interval, MeasureRow, Return, Statement, Wave};

/// One figure before it becomes a row.
#[derive(Clone, Default)]
struct Figure {
    value: Option<Interval>,
    parts: Option<(Interval, Interval)>,
    counted: i64,
}

/// Rows made so far, and whose the next ones are.
struct Rows {
    made: Vec<MeasureRow>,
    code: String,
    name: String,
    expected: i64,
}

impl Rows {
    fn push(&mut self, measure: &'static str, unit: &'static str, of: (&str, &str), figure: &Figure) {
        let Figure { value, parts, counted } = figure;
        let marker = value.map_or("[x]", |value| if value.estimated { "[e]" } else { "" });
        self.made.push(MeasureRow {
            measure,
            unit,
            council_code: self.code.clone(),
            council: self.name.clone(),
            breakdown: of.0.to_owned(),
            category: of.1.to_owned(),
            lower: value.map(|value| value.lower),
            upper: value.map(|value| value.upper),
            marker: marker.to_owned(),
            numerator_lower: parts.map(|parts| parts.0.lower),
            numerator_upper: parts.map(|parts| parts.0.upper),
            denominator_lower: parts.map(|parts| parts.1.lower),
            denominator_upper: parts.map(|parts| parts.1.upper),
            councils_counted: *counted,
            councils_expected: self.expected,
        });
    }
}

/// Every measure that the sheets show.
pub(super) fn measures(wave: &Wave) -> Vec<MeasureRow> {
    let councils = wave.expected.iter().map(|council| (&*council.id.code, &*council.id.name));
    let mut all = Rows { made: Vec::new(), code: String::new(), name: String::new(), expected: 0 };
    for (code, name) in [("ALL", "Partnership")].into_iter().chain(councils) {
        let belongs = |one: &&Return| code == "ALL" || &*one.council.code == code;
        let of: Vec<&Return> = wave.returns.iter().filter(belongs).collect();
        (all.code, all.name) = (code.to_owned(), name.to_owned());
        all.expected = if code == "ALL" { i64::try_from(wave.expected.len()).unwrap() } else { 1 };
        people(&mut all, &of);
        money(&mut all, &of);
        others(&mut all, &of);
    }
    all.made
}

fn people(all: &mut Rows, of: &[&Return]) {
    for band in Band::ALL {
        all.push("headcount", "posts", ("band", band.code()), &headcount(of, Some(band)));
        all.push("qualification_ratio", "percent", ("band", band.code()), &ratio(of, band));
    }
    all.push("headcount", "posts", ("band", "all"), &headcount(of, None));
    for pair in Band::ALL.windows(2) {
        all.push("span", "posts", ("band", pair[1].code()), &span(of, pair[0], pair[1]));
    }
}

fn money(all: &mut Rows, of: &[&Return]) {
    use CostBasis::{Free, Shared, Total};
    for delivery in [Some(Delivery::Internal), Some(Delivery::External), None] {
        let category = ("delivery", delivery.map_or("all", Delivery::code));
        let every = training(of, delivery, |_| true);
        all.push("training_activities", "activities", category, &every);
        all.push("training_cost", "gbp", category, &cost(of, delivery));
        let open = training(of, delivery, |basis| !matches!(basis, Total | Free | Shared));
        all.push("training_not_costed", "activities", category, &open);
    }
}

fn others(all: &mut Rows, of: &[&Return]) {
    for (id, ..) in super::fixture::QUESTIONS {
        for (would, category) in [(true, "yes"), (false, "no")] {
            let answers = of.iter().flat_map(|one| &one.practices).filter(|answer| answer.question == id);
            let count = answers.filter(|answer| answer.would_consider == Some(would)).count();
            all.push("would_consider", "councils", (id, category), &number(count));
        }
    }
    let expected = usize::try_from(all.expected).unwrap();
    all.push("returns", "returns", ("status", "received"), &number(of.len()));
    all.push("returns", "returns", ("status", "expected"), &number(expected));
    let complete = of.iter().filter(|one| one.is_complete()).count();
    all.push("returns", "returns", ("status", "complete"), &number(complete));
    let cohorts: Vec<&Cohort> = of.iter().flat_map(|one| &one.coaching).collect();
    let authorised = cohorts.iter().filter_map(|cohort| cohort.coaches_authorised.interval());
    let coaches = Figure { value: authorised.map(hundredths).fold(None, add), parts: None, counted: 1 };
    all.push("coaches", "people", ("status", "authorised"), &coaches);
    let hours = cohorts.iter().filter_map(|cohort| cohort.hours()).fold(None, add);
    all.push("coaching_hours", "hours", ("all", "all"), &Figure { value: hours, parts: None, counted: 1 });
}

fn number(count: usize) -> Figure {
    let hundredths = i64::try_from(count).unwrap() * 100;
    Figure { value: Some(Interval::exact(hundredths)), parts: None, counted: 1 }
}

fn hundredths(interval: Interval) -> Interval {
    Interval { lower: interval.lower * 100, upper: interval.upper * 100, ..interval }
}

#[expect(clippy::unnecessary_wraps, reason = "it folds from nothing")]
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

fn training(of: &[&Return], delivery: Option<Delivery>, counts: impl Fn(CostBasis) -> bool) -> Figure {
    let mut figure = Figure::default();
    for one in of {
        for said in one.deliveries.iter().filter(|said| delivery.is_none_or(|d| said.delivery == d)) {
            if said.statement == Statement::NotAvailable {
                continue;
            }
            let rows = one.training.iter().filter(|activity| activity.delivery == said.delivery);
            let count = rows.filter(|activity| counts(activity.cost_basis)).count();
            figure.value = add(figure.value, number(count).value.unwrap());
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
