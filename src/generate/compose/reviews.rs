//! What peer review, CPA and other reviews said, in two lists.

use super::{Block, bold, heading, row};
use crate::generate::random::Random;
use crate::generate::sheet::Cell;
use crate::generate::truth::{TrueReview, Truth};
use crate::model::ReviewKind;

const GOOD: [&str; 8] = [
    "Open and encouraging management style",
    "Strong commitment to team working",
    "Managers know their services well",
    "Good use of partnerships with neighbouring councils",
    "Staff are well informed through team briefings",
    "Clear priorities, understood throughout the council",
    "Investors in People held since 1999",
    "A corporate approach to health and safety",
];

const IMPROVE: [&str; 8] = [
    "More cross-cutting work for managers and staff",
    "Succession planning for senior posts",
    "Performance management is patchy below heads of service",
    "A programme for middle managers is needed",
    "Capacity to deliver large projects",
    "Training is not linked to the corporate plan",
    "Sickness absence is above the average of district councils",
    "Weak ownership of corporate priorities in some services",
];

/// The section.
pub(super) fn reviews(truth: &mut Truth, random: &mut Random) -> Block {
    let mut block = heading(&["Baseline reports", "Reviews", "External reviews", "Review findings"], random);
    block.push(bold(&[
        random.one_of(&["Review", "Report", "Type of review"]),
        random.one_of(&["Good practice (list)", "Good practice", "Strengths"]),
        random.one_of(&["Areas for improvement (list)", "Areas for improvement", "Weaknesses"]),
    ]));
    let other = random.one_of(&["Other reviews", "Other reviews (please specify)", "Best value review"]);
    for (review, label) in [("peer", "Peer review"), ("cpa", "CPA"), ("other", other)] {
        let good = list(review, ReviewKind::GoodPractice, truth, random);
        let improve = list(review, ReviewKind::Improvement, truth, random);
        block.push(row(vec![Cell::text(label), good, improve]));
    }
    block
}

/// Remarks of one list in a cell, a line or a paragraph each; or a word that there are none.
fn list(review: &str, kind: ReviewKind, truth: &mut Truth, random: &mut Random) -> Cell {
    let all = match kind {
        ReviewKind::GoodPractice => GOOD,
        ReviewKind::Improvement => IMPROVE,
    };
    let most = usize::try_from(random.below(4)).unwrap_or(0);
    let remarks: Vec<String> = random.some_of(&all, most).into_iter().map(str::to_owned).collect();
    if remarks.is_empty() {
        return Cell::text(random.one_of(&["", "N/A", "None identified", "-"]));
    }
    let cell = Cell::Text(remarks.join(random.one_of(&["\n", "\n\n"])));
    truth.reviews.push(TrueReview { review: review.to_owned(), kind, remarks });
    cell
}
