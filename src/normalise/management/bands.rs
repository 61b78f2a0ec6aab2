//! From a council's own tiers to the four bands of the common structure: the ladder.
//!
//! Titles tell which tiers are the chief executive's and directors'; from there on
//! the order of tiers decides, and titles that speak against it raise a query.

use crate::model::Band;
use crate::reference::{Rank, Titles};

/// A tier's place on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Its band.
    pub(crate) band: Band,
    /// What decided it: `title` or `order`.
    pub(crate) basis: &'static str,
    /// Whether its titles point to another band.
    pub(crate) against: bool,
    /// Whether it lies below the tier of team leaders.
    pub(crate) below: bool,
}

/// What the titles of a tier say, by counting them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Votes {
    top: usize,
    chiefs: usize,
    either: usize,
    lower: usize,
    heads: usize,
}

/// Places the tiers of one council, from the top, each given by its titles.
pub(crate) fn ladder(tiers: &[Vec<String>], rules: &Titles) -> Vec<Placed> {
    let votes: Vec<Votes> = tiers.iter().map(|titles| count(titles, rules)).collect();
    let top = tiers_of_directors(&votes);
    tiers
        .iter()
        .enumerate()
        .map(|(place, titles)| {
            let below_top = place.checked_sub(top);
            let band = match below_top {
                None => Band::CeDirectors,
                Some(0) => Band::HeadsOfService,
                Some(1) => Band::ServiceManagers,
                Some(_) => Band::TeamLeaders,
            };
            let titled = below_top.is_none() && votes.get(place).is_some_and(|v| v.top + v.either > 0);
            Placed {
                band,
                basis: if titled { "title" } else { "order" },
                against: speaks_against(titles, band, rules),
                below: below_top.is_some_and(|n| n > 2),
            }
        })
        .collect()
}

fn count(titles: &[String], rules: &Titles) -> Votes {
    let mut votes = Votes::default();
    for title in titles {
        match rules.rule(title).map(|rule| rule.rank) {
            Some(Rank::Chief) => {
                votes.chiefs += 1;
                votes.top += 1;
            }
            Some(Rank::Director) => votes.top += 1,
            Some(Rank::Either) => votes.either += 1,
            Some(Rank::Head) => {
                votes.heads += 1;
                votes.lower += 1;
            }
            Some(Rank::Manager | Rank::Leader) => votes.lower += 1,
            None => {}
        }
    }
    votes
}

/// How many tiers from the top are the chief executive's and directors'.
fn tiers_of_directors(votes: &[Votes]) -> usize {
    let mut tiers = 0;
    for (place, vote) in votes.iter().enumerate() {
        // An assistant chief executive is a director where heads of service follow.
        let next_are_heads =
            votes.get(place + 1).is_some_and(|next| next.heads > 0 && next.top + next.either == 0);
        // Right under a chief executive alone they are the directors, too.
        let under_chief_alone =
            place == 1 && votes.first().is_some_and(|first| first.chiefs > 0 && first.chiefs == first.top);
        let directors = place == 0 || next_are_heads || under_chief_alone;
        let top = vote.top + if directors { vote.either } else { 0 };
        let others = vote.lower + vote.top + vote.either - top;
        let silent_first = place == 0 && vote.top + vote.either + vote.lower == 0;
        if (top > others || silent_first) && place == tiers {
            tiers += 1;
        }
    }
    tiers
}

/// Whether most titles that a rule knows fit another band than this, or one of them
/// is certainly a director's below the directors.
fn speaks_against(titles: &[String], band: Band, rules: &Titles) -> bool {
    let known: Vec<_> = titles.iter().filter_map(|title| rules.rule(title)).collect();
    let unfit = known.iter().filter(|rule| !rule.fits(band)).count();
    let director_below = band != Band::CeDirectors
        && known.iter().any(|rule| matches!(rule.rank, Rank::Chief | Rank::Director));
    unfit * 2 > known.len() || director_below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ladder_is_climbed_down() {
        use Band::{CeDirectors as C, HeadsOfService as H, ServiceManagers as S, TeamLeaders as T};
        let rules = Titles::parse(include_str!("../../../reference/titles.csv")).unwrap();
        for (tiers, bands) in [
            (vec!["Chief Exec", "Chief Officer", "Principal Officer"], vec![C, C, H]),
            (vec!["Chief Executive", "Directors", "Managers"], vec![C, C, H]),
            (
                vec!["CE, Corporate Directors", "Heads of Service", "Team leaders in some areas"],
                vec![C, H, S],
            ),
            (
                vec!["Chief Executive", "Assistant Directors", "Managers", "Supervisors", "Foremen"],
                vec![C, H, S, T, T],
            ),
            (vec!["Chief Executive", "Assistant Chief Executives", "Heads of Service"], vec![C, C, H]),
            (vec!["", "", ""], vec![C, H, S]),
        ] {
            let tiers: Vec<Vec<String>> = tiers
                .iter()
                .map(|text| text.split(", ").filter(|t| !t.is_empty()).map(str::to_owned).collect())
                .collect();
            let placed: Vec<Band> = ladder(&tiers, &rules).iter().map(|p| p.band).collect();
            assert_eq!(placed, bands, "{tiers:?}");
        }
    }
}
