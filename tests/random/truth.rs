//! Where what was read of a made return differs from what it holds.

use returns::generate::truth::{TrueActivity, TrueAnswer, TrueCohort, TrueReview, TrueTier, Truth};
use returns::model::{Delivery, Figure, Finding, Interval, Reported, Return, Section, Severity};

use super::given;

/// What was read wrong without a query that says so.
pub(super) fn differences(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = faults(found);
    if *found.council.name != *truth.council {
        wrong.push(format!("council: {} instead of {}", found.council.name, truth.council));
    }
    if found.completed_on != truth.completed_on || found.version != truth.version {
        wrong.push(format!(
            "completed {:?}, version {:?} instead of {:?}, {:?}",
            found.completed_on, found.version, truth.completed_on, truth.version
        ));
    }
    wrong.extend(management(truth, found));
    wrong.extend(training(truth, found));
    wrong.extend(practices(truth, found));
    wrong.extend(reviews(truth, found));
    wrong.extend(coaching(truth, found));
    wrong
}

fn practices(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = Vec::new();
    for TrueAnswer { question, answer, would_consider } in &truth.practices {
        let Some(row) = found.practices.iter().find(|row| row.question == *question) else {
            wrong.push(format!("{question}: no row"));
            continue;
        };
        let is_right = row.answer == *answer && row.would_consider == *would_consider;
        if !is_right && !is_queried(found, Section::Practices, &row.text) {
            wrong.push(format!(
                "{question}: {} {:?} of {:?} instead of {answer} {would_consider:?}",
                row.answer, row.would_consider, row.text
            ));
        }
    }
    wrong
}

fn reviews(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = Vec::new();
    for TrueReview { review, kind, remarks } in &truth.reviews {
        let read = found.reviews.iter().filter(|one| one.review == *review && one.kind == *kind);
        let read: Vec<&str> = read.map(|one| one.text.as_str()).collect();
        if read != *remarks && !is_queried(found, Section::Reviews, "") {
            wrong.push(format!("{review} {}: {read:?} instead of {remarks:?}", kind.code()));
        }
    }
    let all: usize = truth.reviews.iter().map(|one| one.remarks.len()).sum();
    if found.reviews.len() != all && !is_queried(found, Section::Reviews, "") {
        wrong.push(format!("{} remarks instead of {all}", found.reviews.len()));
    }
    wrong
}

fn coaching(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = Vec::new();
    if found.coaching.len() != truth.coaching.len() && !is_queried(found, Section::Coaching, "") {
        wrong.push(format!("{} cohorts instead of {}", found.coaching.len(), truth.coaching.len()));
    }
    for cohort in &truth.coaching {
        let Some(row) = found.coaching.iter().find(|row| row.cohort == cohort.cohort) else {
            wrong.push(format!("no cohort {}", cohort.cohort));
            continue;
        };
        let TrueCohort {
            coaches_training,
            coaches_authorised,
            sessions,
            hours_per_session,
            coachees,
            cost,
            ..
        } = cohort;
        let pairs: [(&str, &Figure, _); 6] = [
            ("in training", &row.coaches_training, coaches_training),
            ("authorised", &row.coaches_authorised, coaches_authorised),
            ("sessions", &row.sessions, sessions),
            ("hours", &row.hours_per_session, hours_per_session),
            ("coachees", &row.coachees, coachees),
            ("cost", &row.cost, cost),
        ];
        for (what, read, meant) in pairs {
            if read.interval() != *meant && !is_queried(found, Section::Coaching, &read.text) {
                wrong.push(format!("{} {what}: {:?} instead of {meant:?}", cohort.cohort, read.reported));
            }
        }
    }
    wrong
}

fn management(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = Vec::new();
    let tiers: Vec<i64> = found.posts.iter().map(|row| row.tier).collect();
    let wanted: Vec<i64> = truth.posts.iter().map(|row| row.tier).collect();
    if tiers != wanted && !is_queried(found, Section::Management, "") {
        wrong.push(format!("tiers: {tiers:?} instead of {wanted:?}"));
    }
    for TrueTier { tier, headcount, qualified } in &truth.posts {
        let Some(row) = found.posts.iter().find(|row| row.tier == *tier) else { continue };
        for (what, meant, read) in
            [("posts", headcount, &row.headcount), ("people", qualified, &row.qualified)]
        {
            if read.interval() != *meant && !is_queried(found, Section::Management, &read.text) {
                wrong.push(format!(
                    "tier {tier} {what}: {:?} of {:?} instead of {meant:?}",
                    read.reported, read.text
                ));
            }
        }
    }
    wrong
}

fn training(truth: &Truth, found: &Return) -> Vec<String> {
    let mut wrong = Vec::new();
    for delivery in Delivery::ALL {
        let of = |all: Vec<String>| -> Vec<String> {
            let mut all = all;
            all.sort();
            all
        };
        let read = of(found
            .training
            .iter()
            .filter(|one| one.delivery == delivery)
            .map(|one| one.activity.clone())
            .collect());
        let meant = of(truth
            .training
            .iter()
            .filter(|one| one.delivery == delivery)
            .map(|one| one.activity.clone())
            .collect());
        if read != meant && !is_queried(found, Section::Training, "") {
            wrong.push(format!("{} activities: {read:?} instead of {meant:?}", delivery.code()));
        }
    }
    for TrueActivity { delivery, activity, cost } in &truth.training {
        let row = found.training.iter().find(|one| one.delivery == *delivery && one.activity == *activity);
        let Some(row) = row else { continue };
        if row.cost.given().copied() != *cost && !is_queried(found, Section::Training, &row.cost_text) {
            wrong.push(format!(
                "cost of {activity}: {:?} of {:?} instead of {cost:?}",
                row.cost, row.cost_text
            ));
        }
    }
    wrong
}

/// Whether a query or error tells of this text, or of the section as a whole.
fn is_queried(found: &Return, section: Section, text: &str) -> bool {
    found.findings.iter().any(|finding| {
        let asks = finding.severity() <= Severity::Query;
        let says = (!text.is_empty() && finding.found.contains(text.lines().next().unwrap_or("")))
            || finding.message.contains(section.title())
            || is_about_layout(finding);
        asks && says
    })
}

fn is_about_layout(finding: &Finding) -> bool {
    use returns::model::Code::{
        DeliveryUnclear, LayoutUnclear, NotPaired, RowUnread, SectionTwice, TierUnclear,
    };
    [DeliveryUnclear, LayoutUnclear, NotPaired, RowUnread, SectionTwice, TierUnclear].contains(&finding.code)
}

/// What no return may hold, whatever was read.
pub(super) fn faults(found: &Return) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |what: &str, reported: &Reported<Interval>, text: &str| {
        let Some(interval) = reported.given() else { return };
        if interval.lower < 0 || interval.lower > interval.upper {
            faults.push(format!("{what}: {interval:?}"));
        }
        if given(reported) && text.trim().is_empty() {
            faults.push(format!("{what}: {interval:?} of nothing"));
        }
    };
    for row in &found.posts {
        check("posts", &row.headcount.reported, &row.headcount.text);
        check("people", &row.qualified.reported, &row.qualified.text);
    }
    for row in &found.training {
        check("cost", &row.cost, &row.cost_text);
    }
    for row in &found.coaching {
        for figure in
            [&row.coaches_training, &row.coaches_authorised, &row.sessions, &row.coachees, &row.cost]
        {
            check("coaching", &figure.reported, &figure.text);
        }
    }
    if found.practices.len() != 10 {
        faults.push(format!("{} questions", found.practices.len()));
    }
    faults
}
