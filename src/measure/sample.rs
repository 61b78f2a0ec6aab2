//! Waves made by hand for the tests of this stage.

use std::collections::BTreeMap;

use super::QuestionInfo;
use crate::model::{
    Activity, Band, CellRef, Cohort, CostBasis, Council, CouncilId, Coverage, Delivery, DeliveryStatement,
    Figure, Interval, MeasureRow, Period, Posts, Practice, Reported, Return, Section, Statement, Wave,
};

/// A cell that nothing depends on.
pub(crate) fn cell() -> CellRef {
    CellRef { file: "return.xlsx".into(), sheet: "Return".into(), row: 30, col: 2 }
}

/// A figure as reported.
pub(crate) fn figure(reported: Reported<Interval>) -> Figure {
    Figure { reported, source: Some(cell()), text: String::new() }
}

/// A figure given, or no answer.
pub(crate) fn maybe(interval: Option<Interval>) -> Figure {
    figure(interval.map_or(Reported::NoAnswer, Reported::Given))
}

/// A return that answers every section, without any content yet.
pub(crate) fn blank(code: &str) -> Return {
    let coverage = Coverage { found: true, answered: true };
    Return {
        council: CouncilId { code: code.into(), name: format!("Council {code}").into() },
        file: format!("{code}.xlsx"),
        blake3: code.to_owned(),
        completed_on: None,
        version: None,
        sections: Section::ALL.into_iter().map(|section| (section, coverage)).collect::<BTreeMap<_, _>>(),
        practices: Vec::new(),
        reviews: Vec::new(),
        posts: Vec::new(),
        qualifications: Vec::new(),
        deliveries: Vec::new(),
        training: Vec::new(),
        coaching: Vec::new(),
        findings: Vec::new(),
        corrections: Vec::new(),
    }
}

/// A tier with its posts and people qualified.
pub(crate) fn tier(tier: i64, band: Band, headcount: Figure, qualified: Figure) -> Posts {
    Posts {
        tier,
        titles: vec!["Manager".to_owned()],
        band,
        band_basis: "order".to_owned(),
        headcount,
        qualified,
        qualified_in_ratio: true,
        source: cell(),
    }
}

/// An activity with its cost in pence.
pub(crate) fn activity(delivery: Delivery, cost_basis: CostBasis, cost: Reported<Interval>) -> Activity {
    Activity {
        delivery,
        activity: "Course".to_owned(),
        audience: String::new(),
        provider: String::new(),
        attendees: None,
        cost_text: String::new(),
        cost_basis,
        cost,
        source: cell(),
    }
}

/// What a return says of a delivery.
pub(crate) fn says(delivery: Delivery, statement: Statement) -> DeliveryStatement {
    DeliveryStatement { delivery, statement, source: None }
}

/// An answer.
pub(crate) fn answer(question: &str, answer: &str, would_consider: Option<bool>) -> Practice {
    Practice {
        question: question.to_owned(),
        answer: answer.to_owned(),
        would_consider,
        text: String::new(),
        detail: None,
        evidence: String::new(),
        source: None,
    }
}

/// A cohort: coaches in training and authorised, sessions, hours (hundredths), coachees.
pub(crate) fn cohort(figures: [Figure; 5]) -> Cohort {
    let [coaches_training, coaches_authorised, sessions, hours_per_session, coachees] = figures;
    Cohort {
        cohort: "First".to_owned(),
        coaches_training,
        coaches_authorised,
        sessions,
        hours_per_session,
        coachees,
        cost: Figure::silent(),
        provider: String::new(),
        source: cell(),
    }
}

/// The wave of these returns; the councils expected are theirs and those of `outstanding`.
pub(crate) fn wave(returns: Vec<Return>, outstanding: &[&str]) -> Wave {
    let returned = returns.iter().map(|one| one.council.clone());
    let missing = outstanding
        .iter()
        .map(|code| CouncilId { code: (*code).into(), name: format!("Council {code}").into() });
    let expected = returned
        .chain(missing)
        .map(|id| Council {
            id,
            official_name: String::new(),
            other_names: Vec::new(),
            started: None,
            ended: None,
        })
        .collect();
    Wave {
        period: Period { id: "2005".to_owned(), title: "Baseline 2005".to_owned(), due: None },
        expected,
        received: Vec::new(),
        returns,
        findings: Vec::new(),
        rulings: crate::model::Rulings::default(),
    }
}

/// Questions: one coded that asks whether councils would consider it, one text, the rating.
pub(crate) fn questions() -> Vec<QuestionInfo> {
    let question = |id: &str, codes: &[&str], asks_would_consider| QuestionInfo {
        id: id.to_owned(),
        title: id.to_owned(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        asks_would_consider,
    };
    vec![
        question("mentoring", &["yes", "no", "no_answer"], true),
        question("cpa_comment", &[], false),
        question("cpa_rating", &["excellent", "good", "fair", "weak", "poor", "no_answer"], false),
    ]
}

/// The figure of one measure, council, breakdown and category.
pub(crate) fn find<'a>(rows: &'a [MeasureRow], key: [&str; 4]) -> &'a MeasureRow {
    let found = rows.iter().find(|row| {
        [row.measure, row.council_code.as_str(), row.breakdown.as_str(), row.category.as_str()] == key
    });
    found.unwrap_or_else(|| panic!("no figure {key:?}"))
}

/// A row of the baseline: council, tier, band, posts, whether estimated, people qualified.
type Baseline = (&'static str, i64, Band, Option<i64>, bool, Option<(i64, i64)>);

/// Posts as the seven councils stated them in the baseline of 2005.
const POSTS: [Baseline; 25] = [
    ("E07000132", 1, Band::CeDirectors, Some(1), false, Some((1, 1))),
    ("E07000132", 2, Band::CeDirectors, Some(5), false, Some((3, 3))),
    ("E07000132", 3, Band::HeadsOfService, Some(20), false, Some((5, 5))),
    ("E07000129", 1, Band::CeDirectors, Some(1), false, None),
    ("E07000129", 2, Band::CeDirectors, Some(2), false, Some((1, 1))),
    ("E07000129", 3, Band::HeadsOfService, Some(8), false, Some((5, 5))),
    ("E07000129", 4, Band::ServiceManagers, Some(21), false, Some((3, 3))),
    ("E07000134", 1, Band::CeDirectors, Some(1), false, Some((1, 1))),
    ("E07000134", 2, Band::CeDirectors, Some(3), false, Some((1, 1))),
    ("E07000134", 3, Band::HeadsOfService, Some(26), false, Some((10, 10))),
    ("E07000134", 4, Band::ServiceManagers, Some(25), false, Some((6, 7))),
    ("E07000133", 1, Band::CeDirectors, Some(3), false, None),
    ("E07000133", 2, Band::HeadsOfService, Some(11), false, None),
    ("E07000133", 3, Band::ServiceManagers, None, false, None),
    ("E07000131", 1, Band::CeDirectors, Some(1), false, None),
    ("E07000131", 2, Band::CeDirectors, Some(2), false, None),
    ("E07000131", 3, Band::HeadsOfService, Some(20), false, None),
    ("E07000130", 1, Band::CeDirectors, Some(1), false, None),
    ("E07000130", 2, Band::CeDirectors, Some(8), false, None),
    ("E07000130", 3, Band::HeadsOfService, Some(35), false, None),
    ("E07000130", 4, Band::ServiceManagers, None, false, None),
    ("E07000135", 1, Band::CeDirectors, Some(4), false, Some((0, 0))),
    ("E07000135", 2, Band::HeadsOfService, Some(15), false, None),
    ("E07000135", 3, Band::ServiceManagers, Some(16), true, None),
    ("E07000135", 4, Band::TeamLeaders, None, false, None),
];

/// The costs in pounds of a council's activities of one delivery; nothing for one not costed.
type Costs = &'static [Option<i64>];

/// A council with what it says of internal and of external training.
type Stated = (&'static str, Result<Costs, Statement>, Result<Costs, Statement>);

/// Training as the councils stated it: internal and external activities, or why there are none.
const TRAINING: [Stated; 7] = [
    ("E07000132", Err(Statement::None), Ok(&[None])),
    ("E07000129", Ok(&[Some(3000), None]), Ok(&[Some(2000), Some(1565), Some(1500), Some(500), Some(0)])),
    ("E07000134", Ok(&[Some(540), None, None, None, None, None, None]), Ok(&[Some(70), None])),
    ("E07000133", Err(Statement::None), Ok(&[Some(20_000), None])),
    ("E07000131", Err(Statement::NotAvailable), Err(Statement::NotAvailable)),
    ("E07000130", Err(Statement::None), Ok(&[Some(2000), Some(2000), Some(2000), Some(1000), Some(1000)])),
    ("E07000135", Ok(&[None, None, None, None]), Ok(&[None])),
];

/// The baseline of 2005: posts and training.
pub(crate) fn baseline() -> Wave {
    let returns = TRAINING.iter().map(|(code, internal, external)| {
        let mut one = blank(code);
        for (_, number, band, headcount, estimated, qualified) in POSTS.iter().filter(|row| row.0 == *code) {
            let headcount = headcount.map(|posts| Interval::exact(posts).or_estimated(*estimated));
            let qualified = qualified.map(|(lower, upper)| Interval::between(lower, upper));
            one.posts.push(tier(*number, *band, maybe(headcount), maybe(qualified)));
        }
        for (delivery, stated) in [(Delivery::Internal, internal), (Delivery::External, external)] {
            let statement = stated.err().unwrap_or(Statement::Listed);
            one.deliveries.push(says(delivery, statement));
            for (at, pounds) in stated.unwrap_or_default().iter().enumerate() {
                one.training.push(baseline_activity(code, delivery, at, *pounds));
            }
        }
        one
    });
    wave(returns.collect(), &[])
}

/// Blaby's two internal activities share one cost; Melton's external cost is estimated.
fn baseline_activity(code: &str, delivery: Delivery, at: usize, pounds: Option<i64>) -> Activity {
    let is_estimated = code == "E07000133";
    let cost = pounds.map(|pounds| Interval::exact(pounds * 100).or_estimated(is_estimated));
    let basis = match (cost, code, delivery, at) {
        (None, "E07000129", Delivery::Internal, 1) => CostBasis::Shared,
        (None, ..) => CostBasis::NotStated,
        (Some(_), ..) => CostBasis::Total,
    };
    activity(delivery, basis, cost.map_or(Reported::NoAnswer, Reported::Given))
}
