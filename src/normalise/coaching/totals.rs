//! Rows of a coaching table that are the sums of its cohorts: a total is a check on them, and
//! no cohort.

use crate::model::{Code, Cohort, Figure, Finding, Interval};

/// How a row's figures stand to the sums of the cohorts above it.
pub(crate) struct Sums<'a> {
    /// How many figures are the sums, and not zero.
    equal: usize,
    /// Those that are not.
    others: Vec<&'a Figure>,
}

impl<'a> Sums<'a> {
    pub(crate) fn of(row: &'a Cohort, cohorts: &[Cohort]) -> Self {
        let mut found = Self { equal: 0, others: Vec::new() };
        for (place, figure) in added(row).into_iter().enumerate() {
            let parts: Vec<Interval> =
                cohorts.iter().filter_map(|one| added(one).get(place)?.interval()).collect();
            let (Some(stated), false) = (figure.interval(), parts.is_empty()) else { continue };
            let sum = parts.into_iter().fold(Interval::exact(0), Interval::plus);
            let same = (sum.lower, sum.upper) == (stated.lower, stated.upper);
            if !same {
                found.others.push(figure);
            } else if sum.upper > 0 {
                found.equal += 1;
            }
        }
        found
    }

    /// Whether they can be no cohort's own: several, each a sum.
    pub(crate) fn are_total(&self) -> bool {
        self.equal > 1 && self.others.is_empty()
    }

    /// Says which figures of a total are not the sum.
    pub(crate) fn say_others(&self, findings: &mut Vec<Finding>) {
        for figure in &self.others {
            let Some(at) = &figure.source else { continue };
            let message = "The total is not the sum of the cohorts above it. The cohorts were counted. Correct the total or the cohorts.";
            findings.push(Finding::at(Code::TotalNotSum, at, &figure.text, message));
        }
    }
}

/// The figures that are added up over cohorts.
fn added(cohort: &Cohort) -> [&Figure; 5] {
    [&cohort.coaches_training, &cohort.coaches_authorised, &cohort.sessions, &cohort.coachees, &cohort.cost]
}
