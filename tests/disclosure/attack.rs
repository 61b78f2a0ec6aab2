//! Linear reasoning about published sums of people.
//!
//! What is known of a sum: its parts add up to the whole, at least and at most each by
//! itself; a number of people is whole, not negative, and not above the posts; at least
//! is not above at most. From that the bounds of every unknown are narrowed until nothing
//! moves. A figure whose bounds meet is recovered.

use returns::measure::{Disclosure, Measure};
use returns::model::MeasureRow;
use returns::protect::Protected;

/// What is published in a figure's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// That nobody stated it.
    Nothing,
    /// That it is withheld.
    Withheld,
    /// Its number.
    Number(i64),
}

impl Said {
    fn number(self) -> i64 {
        let Self::Number(number) = self else { panic!("{self:?} is no number") };
        number
    }
}

/// A figure as it is published.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) council: String,
    /// At least and at most.
    pub(super) people: [Said; 2],
    pub(super) posts: Option<(i64, i64)>,
    pub(super) share: Option<()>,
}

/// The figures of all councils, and of the partnership (`ALL`).
#[derive(Debug, Clone)]
pub(super) struct Sum {
    pub(super) name: String,
    pub(super) figures: Vec<Figure>,
}

impl Sum {
    /// How many figures are withheld.
    pub(super) fn withheld(&self) -> usize {
        self.figures.iter().filter(|figure| figure.people[0] == Said::Withheld).count()
    }
}

/// What nobody can have.
const MANY: i64 = 1_000_000;

/// The councils whose withheld figure, at least or at most, comes out.
pub(super) fn recovered(sum: &Sum) -> Vec<String> {
    let stated: Vec<&Figure> =
        sum.figures.iter().filter(|figure| figure.people[0] != Said::Nothing).collect();
    let mut bounds: Vec<[(i64, i64); 2]> = stated
        .iter()
        .map(|figure| {
            let top = figure.posts.map_or(MANY, |posts| posts.1);
            figure.people.map(|said| match said {
                Said::Number(known) => (known, known),
                Said::Withheld | Said::Nothing => (0, top),
            })
        })
        .collect();
    let whole = stated.iter().position(|figure| figure.council == "ALL");
    loop {
        let before = bounds.clone();
        for [least, most] in &mut bounds {
            least.1 = least.1.min(most.1);
            most.0 = most.0.max(least.0);
        }
        if let Some(whole) = whole {
            for side in 0..2 {
                narrow(&mut bounds, whole, side);
            }
        }
        if bounds == before {
            break;
        }
    }
    let is_out = |figure: &Figure, bounds: &[(i64, i64); 2]| {
        (0..2).any(|side| figure.people[side] == Said::Withheld && bounds[side].0 >= bounds[side].1)
    };
    let out = stated.iter().zip(&bounds).filter(|(figure, bounds)| is_out(figure, bounds));
    out.map(|(figure, _)| figure.council.clone()).collect()
}

/// Narrows one side's bounds by the sum: each figure is what the others leave.
fn narrow(bounds: &mut [[(i64, i64); 2]], whole: usize, side: usize) {
    for place in 0..bounds.len() {
        // The whole minus the other parts; for the whole itself, all parts.
        let others = |pick: fn((i64, i64)) -> i64| -> i64 {
            let parts = bounds.iter().enumerate().filter(|(at, _)| *at != place && *at != whole);
            parts.map(|(_, bound)| pick(bound[side])).sum()
        };
        let (least, most) = if place == whole {
            (others(|bound| bound.0), others(|bound| bound.1))
        } else {
            let all = bounds[whole][side];
            (all.0 - others(|bound| bound.1), all.1 - others(|bound| bound.0))
        };
        let own = &mut bounds[place][side];
        *own = (own.0.max(least), own.1.min(most));
    }
}

/// How many figures a plain greedy rule withholds besides the disclosive ones: the next
/// smallest of the sum, one after the other, until nothing comes out and every disclosive
/// figure is as open as it must be.
pub(super) fn greedy(measures: &[MeasureRow], protected: &Protected) -> usize {
    let of_people = |row: &&MeasureRow| {
        Measure::of(row)
            .is_some_and(|one| matches!(one.disclosure, Disclosure::People | Disclosure::ShareOfPeople))
    };
    let rows: Vec<&MeasureRow> = measures.iter().filter(of_people).collect();
    let mut keys: Vec<(&str, &str)> = rows.iter().map(|row| (row.measure, row.category.as_str())).collect();
    keys.sort_unstable();
    keys.dedup();
    let sum = |key| -> Vec<&MeasureRow> {
        rows.iter().filter(|row| (row.measure, row.category.as_str()) == key).copied().collect()
    };
    keys.into_iter().map(|key| greedy_sum(&sum(key), protected)).sum()
}

fn greedy_sum(rows: &[&MeasureRow], protected: &Protected) -> usize {
    let small = i64::from(protected.thresholds.small);
    let mut parts: Vec<(Figure, i64, i64)> = rows.iter().filter_map(|row| part(row)).collect();
    parts.sort_by_key(|(_, people, _)| *people);
    let is_primary =
        |(figure, people, posts): &(Figure, i64, i64)| disclosive(figure, *people, *posts, protected);
    let mut hidden: Vec<bool> = parts.iter().map(is_primary).collect();
    let primary = hidden.clone();
    if !primary.contains(&true) {
        return 0;
    }
    let mut more = 0;
    loop {
        let figures = parts.iter().zip(&hidden).map(|((figure, ..), hidden)| {
            let mut figure = figure.clone();
            if *hidden {
                figure.people = [Said::Withheld; 2];
            }
            figure
        });
        let sum = Sum { name: String::new(), figures: figures.collect() };
        if recovered(&sum).is_empty() && open_enough(&parts, &hidden, &primary, small) {
            return more;
        }
        let Some(next) = hidden.iter().position(|hidden| !hidden) else { return more };
        hidden[next] = true;
        more += 1;
    }
}

fn part(row: &MeasureRow) -> Option<(Figure, i64, i64)> {
    let is_share = row.numerator_lower.is_some();
    let (lower, upper) =
        if is_share { (row.numerator_lower?, row.numerator_upper?) } else { (row.lower?, row.upper?) };
    let posts = row.denominator_lower.zip(row.denominator_upper).map(|(a, b)| (a / 100, b / 100));
    let figure = Figure {
        council: row.council_code.clone(),
        people: [lower, upper].map(|bound| Said::Number(bound / 100)),
        posts,
        share: None,
    };
    Some((figure, lower / 100, posts.map_or(MANY, |posts| posts.0)))
}

/// The rule of the notes, said again in other words.
fn disclosive(figure: &Figure, lower: i64, posts: i64, protected: &Protected) -> bool {
    let limits = &protected.thresholds;
    let small = i64::from(limits.small);
    let upper = figure.people[1].number();
    let few = |least: i64, most: i64| (1..small).any(|count| (least..=most).contains(&count));
    let Some((_, most)) = figure.posts else { return few(lower, upper) };
    let without = ((posts - upper).max(0), (most - lower).max(0));
    most > 0
        && (few(lower, upper)
            || few(without.0, without.1)
            || posts < i64::from(limits.base)
            || ((lower == 0 || without.0 == 0) && posts < i64::from(limits.none_or_all)))
}

/// Whether every disclosive figure can still move by a small count, or as far as it can.
fn open_enough(parts: &[(Figure, i64, i64)], hidden: &[bool], primary: &[bool], small: i64) -> bool {
    let whole = parts.iter().position(|(figure, ..)| figure.council == "ALL");
    if whole.is_none_or(|whole| hidden[whole]) {
        return true;
    }
    let room = |place: usize| {
        let (figure, people, posts) = &parts[place];
        (*people, (posts - figure.people[1].number()).max(0))
    };
    let places = || (0..parts.len()).filter(|place| hidden[*place]);
    places().filter(|place| primary[*place]).all(|place| {
        let (down, up) = room(place);
        let others = places().filter(|other| *other != place).map(room);
        let (down_others, up_others) = others.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        up.min(down_others) + down.min(up_others) >= small.min(down + up).max(1)
    })
}
