//! The catalogue of measures: one entry a measure and breakdown. The measures table,
//! the workbook's definitions and the documentation all derive from it.

use polars::prelude::{LazyFrame, PolarsResult};

use super::facts::Facts;
use super::{coaching, posts, practices, received, training};
use crate::model::MeasureRow;

/// How a figure is made from what the returns contribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A sum.
    Sum,
    /// A part of a whole, in percent: within 0 to 100, or absent.
    Percent,
    /// So many for each one.
    Rate,
}

/// What a measure's figures may tell of persons, which decides how they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// Posts, activities, amounts, answers: nothing of a person. Published as it stands.
    Open,
    /// A count of people. Small ones are withheld.
    People,
    /// People over the posts that they may hold. Small counts of those who do and of those
    /// who do not, none and all of few posts, and shares of few posts are withheld.
    ShareOfPeople,
    /// In the working edition alone.
    Unpublished,
}

/// One measure by one breakdown.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// Its id, such as `headcount`.
    pub id: &'static str,
    /// As people read it.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is broken down by; `question` stands for the questions' ids.
    pub breakdown: &'static str,
    /// What it is, in a sentence.
    pub definition: &'static str,
    /// How its figures are made.
    pub shape: Shape,
    /// What they may tell of persons.
    pub disclosure: Disclosure,
    /// What each return contributes to each category.
    pub(super) expression: fn(&Facts) -> PolarsResult<LazyFrame>,
}

impl Measure {
    /// The measure that a figure is of.
    #[must_use]
    pub fn of(figure: &MeasureRow) -> Option<&'static Self> {
        let fits = |one: &&Self| {
            one.id == figure.measure && (one.breakdown == figure.breakdown || one.breakdown == "question")
        };
        MEASURES.iter().find(fits)
    }
}

/// All measures, in order.
pub static MEASURES: &[Measure] = &[
    Measure {
        id: "headcount",
        title: "Management posts by band",
        unit: "posts",
        breakdown: "band",
        definition: "Posts stated, by band of the common structure.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: posts::headcount_by_band,
    },
    Measure {
        id: "headcount",
        title: "Management posts by tier",
        unit: "posts",
        breakdown: "tier",
        definition: "Posts stated, by the councils' own tiers.",
        shape: Shape::Sum,
        // Councils' own tiers do not compare, and part bands into single posts.
        disclosure: Disclosure::Unpublished,
        expression: posts::headcount_by_tier,
    },
    Measure {
        id: "qualified",
        title: "People with a management qualification",
        unit: "people",
        breakdown: "band",
        definition: "People stated to hold a management qualification.",
        shape: Shape::Sum,
        // The same people as in the share, but for tiers that the share leaves out: beside
        // it, the difference would tell of those tiers alone.
        disclosure: Disclosure::Unpublished,
        expression: posts::qualified,
    },
    Measure {
        id: "qualification_ratio",
        title: "Share of posts with a management qualification",
        unit: "percent",
        breakdown: "band",
        definition: "People qualified over posts, over those tiers alone that state both.",
        shape: Shape::Percent,
        disclosure: Disclosure::ShareOfPeople,
        expression: posts::qualification_ratio,
    },
    Measure {
        id: "span",
        title: "Span of management",
        unit: "posts",
        breakdown: "band",
        definition: "Posts in this band for each post in the band above, over councils that state both bands in full.",
        shape: Shape::Rate,
        disclosure: Disclosure::Open,
        expression: posts::span,
    },
    Measure {
        id: "training_activities",
        title: "Training activities",
        unit: "activities",
        breakdown: "delivery",
        definition: "Management training activities of the last two years.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: training::activities,
    },
    Measure {
        id: "training_cost",
        title: "Training cost",
        unit: "gbp",
        breakdown: "delivery",
        definition: "Sum of the activities' costs that are known in total.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: training::cost,
    },
    Measure {
        id: "training_not_costed",
        title: "Training activities not costed",
        unit: "activities",
        breakdown: "delivery",
        definition: "Activities whose total cost is not known; those that share another's cost are not among them.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: training::not_costed,
    },
    Measure {
        id: "practice",
        title: "Practices",
        unit: "councils",
        breakdown: "question",
        definition: "Councils giving each answer to each question; for a council 1 or 0.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: practices::practice,
    },
    Measure {
        id: "would_consider",
        title: "Practices councils would consider",
        unit: "councils",
        breakdown: "question",
        definition: "Councils saying that they would, or would not, consider it; nothing where a council says neither.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: practices::would_consider,
    },
    Measure {
        id: "cpa_rating",
        title: "CPA ratings",
        unit: "councils",
        breakdown: "rating",
        definition: "Councils with each rating of their last comprehensive performance assessment.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: practices::cpa_rating,
    },
    Measure {
        id: "coaches",
        title: "Coaches",
        unit: "people",
        breakdown: "status",
        definition: "Coaches in training, and coaches authorised, over all cohorts.",
        shape: Shape::Sum,
        disclosure: Disclosure::People,
        expression: coaching::coaches,
    },
    Measure {
        id: "coaching_hours",
        title: "Hours of coaching",
        unit: "hours",
        breakdown: "all",
        definition: "Sessions times hours a session times people coached, over cohorts that state all three.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: coaching::hours,
    },
    Measure {
        id: "returns",
        title: "Returns",
        unit: "returns",
        breakdown: "status",
        definition: "Returns expected, received, outstanding and complete; complete is every section answered.",
        shape: Shape::Sum,
        disclosure: Disclosure::Open,
        expression: received::returns,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_catalogue_keeps_its_laws() {
        let keys: BTreeSet<_> = MEASURES.iter().map(|one| (one.id, one.breakdown)).collect();
        assert_eq!(keys.len(), MEASURES.len(), "a measure stands once for each breakdown");
        for one in MEASURES {
            assert!(one.definition.ends_with('.'), "{}: the definition is a sentence", one.id);
            assert!(!one.title.is_empty() && !one.unit.is_empty(), "{}: title and unit", one.id);
            assert!(
                MEASURES.iter().filter(|other| other.id == one.id).all(|other| other.unit == one.unit),
                "{}: one unit whatever the breakdown",
                one.id
            );
        }
    }
}
