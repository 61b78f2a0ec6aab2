//! The management section: tiers with their titles, posts and people qualified, each
//! placed in a band.

pub(super) mod bands;
pub(super) mod below;
pub(super) mod certificates;
pub(super) mod headcount;
pub(super) mod options;
pub(super) mod parts;
pub(super) mod people;
pub(super) mod qualified;
pub(super) mod row_labels;
pub(super) mod rows;
pub(super) mod rows_of_kinds;
pub(super) mod sums;
pub(super) mod tiers;
pub(super) mod titles;

use crate::model::{CellRef, Code, Figure, Finding, Interval, Posts, QualificationRow, Reported};
use crate::normalise::unread::say_unread;
use crate::recognise::Table;
use crate::reference::Reference;
use bands::{Placed, ladder};
use rows::Line;
use tiers::{Tier, tiers};
use titles::{Listed, is_plural, listed};

/// Columns of posts, and of people qualified.
const POSTS: [&str; 2] = ["posts", "posts_part"];
const QUALIFIED: [&str; 5] =
    ["qualified", "qualified_part", "qualified_number", "qualification_kind", "qualification_names"];

/// A tier understood, before it is placed.
struct Draft {
    tier: Tier,
    titles: Vec<String>,
    listed: Vec<Listed>,
    headcount: Figure,
    people: people::People,
}

/// The tiers of a return and the qualifications named beside them.
pub(crate) fn posts(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Posts>, Vec<QualificationRow>) {
    for table in tables {
        let wanted = [(&POSTS[..], "posts"), (&QUALIFIED[..], "people qualified")];
        let missing = wanted.into_iter().find(|(ids, _)| ids.iter().all(|id| table.column(id).is_none()));
        if let Some((_, what)) = missing {
            say_unread(table, what, findings);
        }
    }
    let (found, totals) = tiers(tables, reference, findings);
    let mut drafts = Vec::new();
    let in_titles = counted_in_titles(&found, reference);
    for tier in found {
        let mut own = Vec::new();
        if let Some(draft) = draft(tier, in_titles, reference, &mut own) {
            findings.extend(own);
            drafts.push(draft);
        }
    }
    check_totals(&drafts, &totals, findings);
    let titles: Vec<Vec<String>> = drafts.iter().map(|draft| draft.titles.clone()).collect();
    let placed = ladder(&titles, &reference.titles);
    let mut rows = Vec::new();
    let mut qualifications = Vec::new();
    for (draft, placed) in drafts.into_iter().zip(placed) {
        say_placed(&draft, placed, findings);
        say_titles(&draft, findings);
        qualifications.extend(people::named(&draft.tier, placed.band, &draft.people, reference));
        rows.push(row(draft, placed));
    }
    (rows, qualifications)
}

/// Whether posts stand with their titles and nowhere else: `Heads of Service (6)`. A title of a single
/// post without a number, such as `Chief Executive`, is one post then.
fn counted_in_titles(found: &[Tier], reference: &Reference) -> bool {
    let lines = || found.iter().flat_map(|tier| &tier.lines);
    let numbered = |line: &Line| {
        let titles = line.titles.as_ref().map(|cell| listed(&cell.text, &reference.titles));
        titles.is_some_and(|one| one.titles.iter().any(|title| title.number.is_some()))
    };
    lines().all(|line| line.posts.is_none()) && lines().any(numbered)
}

/// The posts of a tier whose titles are of single posts, without a number.
fn single_posts(listed: &[Listed], rows: &[Line], findings: &mut Vec<Finding>) -> Option<Figure> {
    let titles: Vec<_> = listed.iter().flat_map(|one| &one.titles).collect();
    let single =
        !titles.is_empty() && titles.iter().all(|title| title.number.is_none() && !is_plural(&title.text));
    let at =
        rows.iter().find_map(|row| row.titles.as_ref().map(|cell| cell.at.clone())).filter(|_| single)?;
    let text = titles.iter().map(|title| title.text.as_str()).collect::<Vec<_>>().join("; ");
    let message =
        "No number stands with these titles, and each was counted as one post. Write the number of posts.";
    findings.push(Finding::at(Code::HeadcountPartial, &at, &text, message));
    let posts = Interval::exact(i64::try_from(titles.len()).unwrap_or(0));
    Some(Figure { reported: Reported::Given(posts), source: Some(at), text })
}

/// A tier's figures; nothing where it has neither title nor figure.
fn draft(tier: Tier, in_titles: bool, reference: &Reference, findings: &mut Vec<Finding>) -> Option<Draft> {
    let listed: Vec<Listed> = tier
        .lines
        .iter()
        .map(|line| match &line.titles {
            Some(cell) if !cell.again => listed(&cell.text, &reference.titles),
            _ => Listed::default(),
        })
        .collect();
    let mut headcount = headcount::headcount(&tier.lines, &listed, findings);
    if in_titles && headcount.reported == Reported::NoAnswer {
        headcount = single_posts(&listed, &tier.lines, findings).unwrap_or(headcount);
    }
    let people = people::people(&tier.lines, &headcount, reference, findings);
    let titles: Vec<String> =
        listed.iter().flat_map(|one| one.titles.iter().map(|title| title.text.clone())).collect();
    let said_estimated = listed.iter().any(|one| one.estimated);
    let nothing = |figure: &Figure| matches!(figure.reported, Reported::NoAnswer | Reported::NotApplicable);
    let silent = nothing(&headcount)
        && (nothing(&people.figure) || matches!(people.figure.reported, Reported::NotAvailable));
    if titles.is_empty() && silent && !said_estimated {
        return None;
    }
    Some(Draft { tier, titles, listed, headcount, people })
}

fn row(draft: Draft, placed: Placed) -> Posts {
    let titles_at = draft.tier.lines.iter().find_map(|line| line.titles.as_ref().map(|cell| cell.at.clone()));
    let source = match (&draft.headcount.source, draft.headcount.interval()) {
        (Some(at), Some(_)) => Some(at.clone()),
        (at, _) => at.clone().or(titles_at),
    };
    let fallback = || CellRef { file: "".into(), sheet: "".into(), row: 0, col: 0 };
    Posts {
        tier: draft.tier.number,
        titles: draft.titles,
        band: placed.band,
        band_basis: placed.basis.to_owned(),
        source: source.or(draft.tier.at).unwrap_or_else(fallback),
        headcount: draft.headcount,
        qualified_in_ratio: draft.people.in_ratio,
        qualified: draft.people.figure,
    }
}

fn place_of(draft: &Draft) -> Option<CellRef> {
    let titles = draft.tier.lines.iter().find_map(|line| line.titles.as_ref().map(|cell| cell.at.clone()));
    titles.or_else(|| draft.tier.at.clone()).or_else(|| draft.headcount.source.clone())
}

fn say_placed(draft: &Draft, placed: Placed, findings: &mut Vec<Finding>) {
    let Some(at) = place_of(draft) else { return };
    let titles = draft.titles.join("; ");
    if placed.below {
        let message = format!(
            "Tier {} lies below the tier of team leaders; its posts were counted as team leaders. Check that they manage people.",
            draft.tier.number
        );
        findings.push(Finding::at(Code::TierBelowTeamLeaders, &at, &titles, message));
    }
    if placed.against {
        let message = format!(
            "By the order of tiers these posts are {}; their titles point elsewhere. Check with the council, and rule on the band if the order misleads.",
            placed.band.title().to_lowercase()
        );
        findings.push(Finding::at(Code::TitleAgainstTier, &at, &titles, message));
    }
}

/// Titles listed one by one that are not as many as the posts.
fn say_titles(draft: &Draft, findings: &mut Vec<Finding>) {
    let Some(posts) = draft.headcount.interval().filter(Interval::is_exact) else { return };
    let all = || draft.listed.iter().flat_map(|one| &one.titles);
    let listed: i64 = all().map(|title| title.number.unwrap_or(1)).sum();
    let numbered = all().any(|title| title.number.is_some());
    let plural = all().any(|title| title.number.is_none() && is_plural(&title.text));
    let rows = i64::try_from(all().count()).unwrap_or(0);
    let mismatch = if posts.upper == 0 && !numbered {
        // `Team leaders | None`
        false
    } else if plural {
        listed > posts.lower
    } else {
        listed != posts.lower && (rows > 1 || numbered)
    };
    let per_row =
        draft.tier.lines.iter().filter(|line| line.posts.as_ref().is_some_and(|cell| !cell.again)).count();
    let each_row_counted = per_row > 1;
    if !mismatch || (each_row_counted && !numbered && listed <= posts.lower) || rows == 0 {
        return;
    }
    let Some(at) = draft.headcount.source.as_ref() else { return };
    let message = format!(
        "Tier {} lists {listed} titles and states {} posts. Correct the number or the titles, or say who shares a title.",
        draft.tier.number, posts.lower
    );
    findings.push(Finding::at(Code::TitlesNotPosts, at, &draft.headcount.text, message));
}

/// Compares total rows with the sums of the rows above them. Where tiers stand on several
/// sheets, a total is of those on its own.
fn check_totals(drafts: &[Draft], totals: &[Line], findings: &mut Vec<Finding>) {
    let sheet = |at: &Option<CellRef>| at.as_ref().map(|at| at.sheet.clone());
    for (place, total) in totals.iter().enumerate() {
        let beside: Vec<&Draft> =
            drafts.iter().filter(|one| sheet(&one.tier.at) == sheet(&total.at)).collect();
        let own = if beside.is_empty() { drafts.iter().collect() } else { beside };
        let last = !totals.iter().skip(place + 1).any(|next| sheet(&next.at) == sheet(&total.at));
        // After the totals of other tiers the last may be that of its own.
        let row = |at: &Option<CellRef>| at.as_ref().map(|at| at.row);
        let before = totals.iter().take(place).rev().find(|one| sheet(&one.at) == sheet(&total.at));
        let group = before.map_or(0, |before| {
            let since =
                |one: &&&Draft| row(&one.tier.at) > row(&before.at) && row(&one.tier.at) < row(&total.at);
            own.iter().filter(since).count()
        });
        check_total(&own, total, (last, group), findings);
    }
}

/// Compares a total row with the sums of tiers; `last` says whether no other follows on its
/// sheet, and `group` how many tiers stand between it and the total before it.
fn check_total(drafts: &[&Draft], total: &Line, (last, group): (bool, usize), findings: &mut Vec<Finding>) {
    let posts: Vec<Option<Interval>> = drafts.iter().map(|draft| draft.headcount.interval()).collect();
    let people: Vec<Option<Interval>> = drafts.iter().map(|draft| draft.people.figure.interval()).collect();
    for (cell, figures, what) in
        [(&total.posts, &posts, "posts"), (&total.qualified, &people, "people qualified")]
    {
        let Some(cell) = cell else { continue };
        let Some(stated) = crate::normalise::texts::number::in_cell(&cell.value).and_then(|n| n.whole())
        else {
            continue;
        };
        let sum = figures.iter().flatten().fold(Interval::exact(0), |sum, one| sum.plus(*one));
        let all_known = figures.iter().all(Option::is_some);
        let apart = stated.upper < sum.lower || (all_known && stated.lower > sum.upper);
        // Of several totals each before the last may be one of some tiers, and so may one
        // that stands above a tier.
        let above =
            |at: &CellRef| drafts.iter().filter_map(|one| one.tier.at.as_ref()).any(|tier| tier.row > at.row);
        let of_some = !last || total.at.as_ref().is_some_and(above);
        let own = figures.get(figures.len().saturating_sub(group)..).unwrap_or_default();
        let of_group = group > 0 && is_sum_of_some(own, stated);
        if apart && !(of_some && is_sum_of_some(figures, stated)) && !of_group {
            let found = if sum.lower == sum.upper {
                sum.lower.to_string()
            } else {
                format!("{} to {}", sum.lower, sum.upper)
            };
            let message = format!(
                "The total says {} {what}, the rows add up to {found}. The rows were counted. Correct the total or the rows.",
                cell.text
            );
            findings.push(Finding::at(Code::TotalNotSum, &cell.at, &cell.text, message));
        }
    }
}

/// Whether a total is that of some tiers one below the other.
fn is_sum_of_some(figures: &[Option<Interval>], stated: Interval) -> bool {
    (0..figures.len()).any(|first| {
        let mut sum = Interval::exact(0);
        figures.iter().skip(first).map_while(|one| *one).any(|one| {
            sum = sum.plus(one);
            sum.lower <= stated.lower && stated.upper <= sum.upper
        })
    })
}
