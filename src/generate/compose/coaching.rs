//! The coaching pool, a row a cohort.

use super::{Block, Columns, exact, grouped, heading, pence};
use crate::generate::random::Random;
use crate::generate::sheet::Cell;
use crate::generate::truth::{Figure, TrueCohort, Truth};
use crate::model::Interval;

/// The section.
pub(super) fn coaching(year: i16, truth: &mut Truth, random: &mut Random) -> Block {
    let mut block = heading(&["Coaching pool", "Coaching", "Coaching scheme"], random);
    let columns = Columns::new(8, random);
    let mut names = columns.row(&[
        Cell::text(random.one_of(&["Cohort", "Coaching cohort"])),
        Cell::text(random.one_of(&["Coaches in training", "Trainee coaches"])),
        Cell::text(random.one_of(&["Coaches authorised", "Authorised coaches"])),
        Cell::text(random.one_of(&["Sessions held", "No. of sessions"])),
        Cell::text(random.one_of(&["Hours a session", "Hours per session"])),
        Cell::text("Coachees"),
        Cell::text(random.one_of(&["Course cost", "Cost of course"])),
        Cell::text("Provider"),
    ]);
    names.bold = true;
    block.push(names);
    if random.happens(20) {
        let none: [Cell; 8] = std::array::from_fn(|place| Cell::text(if place == 0 { "None" } else { "" }));
        block.push(columns.row(&none));
        return block;
    }
    for back in (0..=random.below(2)).rev() {
        let cohort = (i64::from(year) - i64::from(back)).to_string();
        let (cells, cohort) = one_cohort(cohort, random);
        truth.coaching.push(cohort);
        block.push(columns.row(&cells));
    }
    block
}

fn one_cohort(name: String, random: &mut Random) -> ([Cell; 8], TrueCohort) {
    let mut number = |most: u32| -> (Cell, Figure) {
        let value = random.below(most + 1);
        match random.below(8) {
            0 => (Cell::Nothing, None),
            _ if value == 0 => (Cell::text(random.one_of(&["None", "0"])), Some(exact(0))),
            _ => (Cell::count(value), Some(exact(value))),
        }
    };
    let (training, coaches_training) = number(8);
    let (authorised, coaches_authorised) = number(6);
    let (held, sessions) = number(12);
    let (coached, coachees) = number(20);
    let (hours, hours_per_session) = random.one_of(&[(1.0, 100), (1.5, 150), (2.0, 200)]);
    let (fee, cost) = match (random.below(4), 50 * (1 + random.below(60))) {
        (0, _) => (Cell::text(random.one_of(&["FOC", "Free"])), Some(exact(0))),
        (1, _) => (Cell::Nothing, None),
        (2, pounds) => (Cell::Pounds(f64::from(pounds)), Some(pence(pounds))),
        (_, pounds) => (Cell::Text(format!("\u{a3}{}", grouped(pounds))), Some(pence(pounds))),
    };
    let provider = Cell::text(random.one_of(&["OPM", "EMLGA", "Loughborough College", "In house"]));
    let cells = [Cell::text(&name), training, authorised, held, Cell::Number(hours), coached, fee, provider];
    let cohort = TrueCohort {
        cohort: name,
        coaches_training,
        coaches_authorised,
        sessions,
        hours_per_session: Some(Interval::exact(hours_per_session)),
        coachees,
        cost,
    };
    (cells, cohort)
}
