//! Evaluations composed at random: few councils or many, small bands, ranges, silences.

use std::sync::Arc;

use returns::model::{Band, Cohort, CouncilId, Evaluation, Figure, Interval, Posts, Reported, Return};

use crate::workbook::fixture;
use returns::generate::random::Random;

/// The evaluation of a seed, not measured yet.
pub(super) fn evaluation(seed: u64) -> Evaluation {
    let mut random = Random::new(seed + 1);
    let mut evaluation = fixture::evaluation();
    let wave = &mut evaluation.wave;
    let (councils, returns) = (wave.expected.clone(), wave.returns.clone());
    (wave.expected, wave.returns) = (Vec::new(), Vec::new());
    let count = 1 + random.below(12);
    for number in 0..count {
        let id = CouncilId {
            code: Arc::from(format!("E{number:08}")),
            name: Arc::from(format!("Council {number}")),
        };
        let mut council = councils[0].clone();
        council.id = id.clone();
        wave.expected.push(council);
        if random.happens(90) {
            wave.returns.push(made(&mut random, of_kind(&returns, number), id));
        }
    }
    evaluation
}

fn of_kind(returns: &[Return], number: u32) -> &Return {
    &returns[usize::try_from(number).unwrap() % returns.len()]
}

fn made(random: &mut Random, like: &Return, council: CouncilId) -> Return {
    let mut one = Return { council, posts: Vec::new(), coaching: Vec::new(), ..like.clone() };
    let template = &like.posts[0];
    for band in Band::ALL {
        for _ in 0..random.below(3) {
            let most = if random.happens(60) { 6 } else { 40 };
            let posts = random.below(most);
            one.posts.push(tier(random, template, band, posts));
        }
    }
    for _ in 0..random.below(3) {
        one.coaching.push(cohort(random));
    }
    one
}

fn tier(random: &mut Random, like: &Posts, band: Band, posts: u32) -> Posts {
    let people = random.below(posts + 1);
    let more = if random.happens(15) { random.below(posts - people + 1) } else { 0 };
    let (posts, people, more) = (i64::from(posts), i64::from(people), i64::from(more));
    let silent = |random: &mut Random, interval| {
        if random.happens(12) { Reported::NotAvailable } else { Reported::Given(interval) }
    };
    let headcount = Interval {
        lower: posts,
        upper: posts + if random.happens(8) { 2 } else { 0 },
        estimated: random.happens(10),
    };
    let qualified = Interval { lower: people, upper: people + more, estimated: false };
    Posts {
        tier: 1,
        band,
        headcount: figure(silent(random, headcount)),
        qualified: figure(silent(random, qualified)),
        qualified_in_ratio: true,
        ..like.clone()
    }
}

fn cohort(random: &mut Random) -> Cohort {
    let mut given = || {
        let least = i64::from(random.below(8));
        let more = if random.happens(15) { 2 } else { 0 };
        let interval = Interval { lower: least, upper: least + more, estimated: false };
        figure(if random.happens(15) { Reported::NoAnswer } else { Reported::Given(interval) })
    };
    Cohort {
        cohort: "Cohort".to_owned(),
        coaches_training: given(),
        coaches_authorised: given(),
        sessions: given(),
        hours_per_session: given(),
        coachees: given(),
        cost: Figure::silent(),
        provider: String::new(),
        source: fixture::evaluation().wave.returns[0].posts[0].source.clone(),
    }
}

fn figure(reported: Reported<Interval>) -> Figure {
    Figure { reported, source: None, text: String::new() }
}
