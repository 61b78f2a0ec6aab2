//! The fewest other figures to withhold, so that what is withheld cannot be worked out.
//!
//! Whoever knows the whole knows what the withheld parts sum to. How far one part stays
//! open then depends on the others: it can be higher by as many as they can be lower, and
//! lower by as many as they can be higher. A part can be lower by the people it counts,
//! and higher by the posts whose holders it does not count; without posts there is no end.
//! Both bounds of a range move together, so the narrower room of the two is taken.

use std::collections::BTreeMap;

use super::primary::is_disclosive;
use super::{People, Placed};
use crate::model::Thresholds;

/// The places of the figures withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Withheld {
    pub(super) primary: Vec<usize>,
    pub(super) secondary: Vec<usize>,
}

/// How much lower and higher a figure can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Room {
    down: i64,
    up: i64,
}

/// Chosen parts, best first: the fewest, then those of the fewest posts, then the first.
type Choice = (usize, i64, Vec<usize>);

/// Which figures of a sum are withheld: the disclosive ones, and the fewest parts that
/// protect them; the whole where no parts do.
pub(super) fn withheld(whole: Option<Placed>, parts: &[Placed], thresholds: &Thresholds) -> Withheld {
    let disclosive = |figure: &&Placed| is_disclosive(figure.1, thresholds);
    let primary: Vec<&Placed> = parts.iter().filter(disclosive).collect();
    let mut found = Withheld { primary: primary.iter().map(|part| part.0).collect(), secondary: Vec::new() };
    let Some(whole) = whole else { return found };
    let small = i64::from(thresholds.small);
    let others: Vec<&Placed> = parts.iter().filter(|part| !disclosive(part)).collect();
    if is_disclosive(whole.1, thresholds) {
        found.primary.push(whole.0);
        found.secondary.extend(hiding(need(room(whole.1), small), &primary, &others));
        return found;
    }
    if primary.is_empty() {
        return found;
    }
    match protecting(&primary, &others, small) {
        Some(more) => found.secondary.extend(more),
        None => found.secondary.push(whole.0),
    }
    found
}

/// The room of a figure by itself.
fn room(people: People) -> Room {
    let up = people.posts.map_or(i64::from(u32::MAX), |(least, _)| (least - people.upper).max(0));
    Room { down: people.lower, up }
}

/// How open a figure must stay: as a small count, or as far as it can be at all.
fn need(room: Room, small: i64) -> i64 {
    small.min(room.down + room.up).max(1)
}

/// The fewest parts that keep every disclosive one open while the whole is known.
fn protecting(primary: &[&Placed], others: &[&Placed], small: i64) -> Option<Vec<usize>> {
    let rooms: Vec<Room> = primary.iter().map(|part| room(part.1)).collect();
    let total = rooms
        .iter()
        .fold(Room { down: 0, up: 0 }, |sum, one| Room { down: sum.down + one.down, up: sum.up + one.up });
    let is_open = |added: &Room| {
        rooms.iter().all(|own| {
            let up = own.up.min(total.down - own.down + added.down);
            let down = own.down.min(total.up - own.up + added.up);
            up + down >= need(*own, small)
        })
    };
    // More room than a small count makes no difference, so there are few states to tell apart.
    let mut best: BTreeMap<Room, Choice> = BTreeMap::new();
    best.insert(Room { down: 0, up: 0 }, (0, 0, Vec::new()));
    for (place, people) in others {
        let own = room(*people);
        for (state, (count, loss, chosen)) in best.clone() {
            let reached =
                Room { down: (state.down + own.down).min(small), up: (state.up + own.up).min(small) };
            let mut with = chosen;
            with.push(*place);
            let choice = (count + 1, loss + size(*people), with);
            let known = best.get(&reached);
            if known.is_none_or(|known| choice < *known) {
                best.insert(reached, choice);
            }
        }
    }
    best.into_iter().filter(|(state, _)| is_open(state)).map(|(_, choice)| choice).min().map(|best| best.2)
}

/// The fewest parts that keep a disclosive whole open, though all the others are known.
fn hiding(need: i64, primary: &[&Placed], others: &[&Placed]) -> Vec<usize> {
    let open = |part: &Placed| {
        let room = room(part.1);
        room.down + room.up
    };
    let mut reached: i64 = primary.iter().map(|part| open(part)).sum();
    let mut by_room: Vec<_> = others.to_vec();
    by_room.sort_by_key(|part| (-open(part), part.0));
    let mut more = Vec::new();
    for part in by_room {
        if reached >= need {
            break;
        }
        reached += open(part);
        more.push(part.0);
    }
    more
}

/// How much is lost with a figure: its posts, else its people.
fn size(people: People) -> i64 {
    people.posts.map_or(people.upper, |(_, most)| most)
}
