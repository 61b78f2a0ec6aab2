//! People of a tier who hold a management qualification, from whatever columns and
//! lists the council used; and the qualifications by name.

use super::certificates::{kind_named, names};
use super::qualified::{Named, People as Said, qualified};
use super::rows::Line;
use super::tiers::Tier;
use crate::model::{Band, CellRef, CellValue, Code, Figure, Finding, Interval, QualificationRow, Reported};
use crate::normalise::texts::silence::silence;
use crate::recognise::{Mark, TableCell, mark};
use crate::reference::Reference;

/// The people of a tier, and what is named beside them.
pub(crate) struct People {
    /// How many.
    pub(crate) figure: Figure,
    /// Whether the figure may enter a ratio.
    pub(crate) in_ratio: bool,
    /// Qualifications named, with their cells.
    named: Vec<(Named, CellRef)>,
}

/// Reads the people of a tier. `posts` is the tier's headcount.
pub(crate) fn people(
    rows: &[Line],
    posts: &Figure,
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> People {
    let cells: Vec<&TableCell> =
        rows.iter().filter_map(|row| row.qualified.as_ref()).filter(|cell| !cell.again).collect();
    let mut named = Vec::new();
    for cell in rows.iter().filter_map(|row| row.names.as_ref()).filter(|cell| !cell.again) {
        named.extend(
            names(&cell.text, &reference.qualifications).into_iter().map(|one| (one, cell.at.clone())),
        );
    }
    let mut figure = from_cells(rows, &cells, posts, reference, &mut named, findings);
    if figure.interval().is_none() {
        if let Some(counted) = from_kinds(rows, posts, findings) {
            figure = counted;
        } else if let (Reported::NoAnswer, Some(cell)) =
            (&figure.reported, rows.iter().find_map(|row| row.names.as_ref()))
        {
            figure = from_names_column(cell, posts, reference, findings).unwrap_or(figure);
        }
    }
    let in_ratio = check(&figure, posts, findings);
    People { figure, in_ratio, named }
}

/// The column of people: one cell for the tier, or one for each of its rows.
#[expect(clippy::too_many_arguments, reason = "the column, what it speaks of, and the two lists it adds to")]
fn from_cells(
    rows: &[Line],
    cells: &[&TableCell],
    posts: &Figure,
    reference: &Reference,
    named: &mut Vec<(Named, CellRef)>,
    findings: &mut Vec<Finding>,
) -> Figure {
    let blank = rows.iter().find_map(|row| row.qualified_at.clone());
    let Some(first) = cells.first() else {
        return Figure { source: blank, ..Figure::silent() };
    };
    let mut sum: Option<Interval> = None;
    let mut silent: Option<Reported<Interval>> = None;
    let mut open = 0;
    for cell in cells {
        let base = base_of(rows, cells, cell, posts);
        let said = qualified(&cell.value, &reference.qualifications);
        named.extend(said.named.iter().map(|one| (one.clone(), cell.at.clone())));
        // `1 MBA` in a row of its own under the number of people says which they hold.
        let lists = matches!(said.people, Said::Certificates(_) | Said::Names(_));
        if sum.is_some() && lists && stands_alone(rows, cell) {
            continue;
        }
        match to_people(&said.people, base, cell, findings) {
            Reported::Given(figure) => sum = Some(sum.map_or(figure, |so_far| so_far.plus(figure))),
            other => {
                open += base.map_or(0, |posts| posts.upper.max(0));
                silent.get_or_insert(other);
            }
        }
    }
    let text = cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("; ");
    let reported = match (sum, silent) {
        (Some(figure), _) => Reported::Given(with_silent_rows(figure, open, rows, cells, findings)),
        (None, silent) => silent.unwrap_or(Reported::NoAnswer),
    };
    Figure { reported, source: Some(first.at.clone()), text }
}

/// Whether a cell about people stands in a row without titles or posts of its own.
fn stands_alone(rows: &[Line], cell: &TableCell) -> bool {
    let own = rows.iter().find(|row| row.qualified.as_ref().is_some_and(|one| one.at == cell.at));
    own.is_some_and(|row| row.titles.is_none() && row.posts.is_none())
}

/// Rows of the tier that say nothing leave the sum open, up to their posts.
fn with_silent_rows(
    figure: Interval,
    open: i64,
    rows: &[Line],
    cells: &[&TableCell],
    findings: &mut Vec<Finding>,
) -> Interval {
    let blank: i64 = rows
        .iter()
        .filter(|row| row.qualified.is_none())
        .filter_map(|row| row.posts.as_ref().filter(|cell| !cell.again))
        .filter_map(|cell| crate::normalise::texts::number::in_cell(&cell.value)?.whole())
        .map(|posts| posts.upper.max(0))
        .sum();
    // One cell beside several rows of posts, larger than its own row's posts, is the tier's.
    let own = cells.first().filter(|_| cells.len() == 1).and_then(|cell| {
        let row = rows.iter().find(|row| row.qualified.as_ref().is_some_and(|q| q.at == cell.at))?;
        crate::normalise::texts::number::in_cell(&row.posts.as_ref()?.value)?.whole()
    });
    let for_tier = own.is_some_and(|own| figure.lower > own.upper);
    let open = if for_tier { 0 } else { open + blank };
    if open == 0 {
        return figure;
    }
    if let Some(cell) = cells.first() {
        let message = "Some posts of this tier say how many are qualified and others nothing; the figure lies between. Write a number, or None, beside every title.";
        findings.push(Finding::at(Code::QualifiedUnreadable, &cell.at, &cell.text, message));
    }
    Interval { upper: figure.upper + open, ..figure }
}

/// The posts that a cell speaks of: its own row's where every row has its own
/// number, else the tier's.
fn base_of(rows: &[Line], cells: &[&TableCell], cell: &TableCell, posts: &Figure) -> Option<Interval> {
    let tier = posts.interval();
    if rows.len() < 2 || cells.len() < 2 {
        return tier;
    }
    let row = rows.iter().find(|row| row.qualified.as_ref().is_some_and(|one| one.at == cell.at));
    match row.and_then(|row| row.posts.as_ref()) {
        Some(own) if !own.again && own.rows == 1 => {
            crate::normalise::texts::number::in_cell(&own.value).and_then(|n| n.whole())
        }
        _ => tier,
    }
}

/// What is said, as people.
fn to_people(
    said: &Said,
    posts: Option<Interval>,
    cell: &TableCell,
    findings: &mut Vec<Finding>,
) -> Reported<Interval> {
    let mut query =
        |code: Code, message: String| findings.push(Finding::at(code, &cell.at, &cell.text, message));
    match said {
        Said::Silent(Reported::Unreadable(text)) => {
            let (code, message) = unreadable(&cell.value);
            query(code, message.to_owned());
            Reported::Unreadable(text.clone())
        }
        Said::Silent(kind) => kind.clone(),
        Said::Number(number, of) => {
            if let (Some(of), Some(posts)) = (of, posts)
                && !(posts.lower..=posts.upper).contains(of)
            {
                query(
                    Code::QualifiedShare,
                    format!(
                        "This speaks of {of} posts, the tier has {}. Correct one of the two.",
                        posts.lower
                    ),
                );
            }
            Reported::Given(*number)
        }
        Said::Share(share) => {
            if let Some(posts) = posts.filter(Interval::is_exact) {
                let estimated = crate::normalise::texts::number::in_text(&cell.text)
                    .is_some_and(|number| number.hundredths.estimated);
                let people = people_of_share(*share, posts.lower, &mut query);
                return Reported::Given(people.or_estimated(estimated));
            }
            let message =
                "A share is given, and the number of posts is not exact. Write how many people it is.";
            query(Code::QualifiedShare, message.to_owned());
            Reported::Unreadable(cell.text.clone())
        }
        Said::Fraction(parts, whole) => fraction_of((*parts, *whole), posts, &cell.text, &mut query),
        Said::AllBut(apart) => all_but(*apart, posts, &cell.text, &mut query),
        Said::Certificates(counts) => Reported::Given(people_of_certificates(counts, posts, &mut query)),
        Said::Names(_) if posts.is_some_and(|posts| posts.is_exact() && posts.lower == 1) => {
            Reported::Given(Interval::exact(1))
        }
        Said::Names(names) => {
            query(Code::QualifiedUnreadable, "Qualifications are named without a number of people; each was taken for at least one. Write how many people hold one.".to_owned());
            let most = i64::try_from(*names).unwrap_or(i64::MAX);
            let most = posts.map_or(most, |posts| most.min(posts.upper));
            Reported::Given(Interval::between(1.min(most), most))
        }
        // Nobody, however many posts.
        Said::Flag(false) => Reported::Given(Interval::exact(0)),
        Said::Flag(yes) => match posts.filter(Interval::is_exact) {
            Some(posts) if posts.lower == 1 => Reported::Given(Interval::exact(i64::from(*yes))),
            _ => {
                query(
                    Code::QualifiedUnreadable,
                    "This says yes or no, not how many people. Write their number.".to_owned(),
                );
                Reported::Unreadable(cell.text.clone())
            }
        },
    }
}

/// So many parts of exact posts, where they make whole people.
fn fraction_of(
    (parts, whole): (i64, i64),
    posts: Option<Interval>,
    text: &str,
    query: &mut dyn FnMut(Code, String),
) -> Reported<Interval> {
    let product = posts.filter(Interval::is_exact).map(|posts| posts.lower.saturating_mul(parts));
    if let Some(product) = product.filter(|product| product % whole == 0) {
        return Reported::Given(Interval::exact(product / whole));
    }
    let message = "This fraction of the posts is no whole number of people. Write how many people it is.";
    query(Code::QualifiedShare, message.to_owned());
    Reported::Unreadable(text.to_owned())
}

/// All but so many of exact posts.
fn all_but(
    apart: i64,
    posts: Option<Interval>,
    text: &str,
    query: &mut dyn FnMut(Code, String),
) -> Reported<Interval> {
    let most = posts.filter(Interval::is_exact).and_then(|posts| posts.lower.checked_sub(apart));
    if let Some(people) = most.filter(|people| *people >= 0) {
        return Reported::Given(Interval::exact(people));
    }
    let message = "All but some are qualified, and the number of posts does not say how many that is. Write how many people it is.";
    query(Code::QualifiedShare, message.to_owned());
    Reported::Unreadable(text.to_owned())
}

/// Why a cell gives no number of people.
fn unreadable(value: &CellValue) -> (Code, &'static str) {
    match value {
        CellValue::Error(_) => {
            (Code::CellError, "The cell shows a formula's error. Type the number of people in its place.")
        }
        CellValue::Date(_) => (
            Code::NumberAsDate,
            "A date stands where a number of people is asked for. Type the number again.",
        ),
        _ => (
            Code::QualifiedUnreadable,
            "This does not say how many people hold a management qualification. Write their number, or Not available.",
        ),
    }
}

/// People from a share of exact posts: the one number that rounds to it, else the
/// two that it lies between.
fn people_of_share(share: i64, posts: i64, query: &mut dyn FnMut(Code, String)) -> Interval {
    let product = share.saturating_mul(posts);
    if product % 10_000 == 0 {
        return Interval::exact(product / 10_000);
    }
    let fits: Vec<i64> = [product / 10_000, product / 10_000 + 1]
        .into_iter()
        .filter(|people| ((people * 20_000 / posts.max(1) + 100) / 200) * 100 == (share + 50) / 100 * 100)
        .collect();
    if let [only] = fits.as_slice() {
        return Interval::exact(*only);
    }
    query(
        Code::QualifiedShare,
        format!("This share of {posts} posts is no whole number of people. Write how many people it is."),
    );
    Interval::between(product / 10_000, product / 10_000 + 1)
}

/// Certificates count certificates: people lie between the largest count and the
/// sum, and never above the posts.
fn people_of_certificates(
    counts: &[i64],
    posts: Option<Interval>,
    query: &mut dyn FnMut(Code, String),
) -> Interval {
    let largest = counts.iter().copied().max().unwrap_or(0);
    let sum = counts.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
    let Some(posts) = posts else { return Interval::between(largest, sum) };
    if sum > posts.upper {
        query(
            Code::CertificatesOverPosts,
            format!(
                "{sum} qualifications are counted for {} {}. Say how many people hold at least one.",
                posts.upper,
                if posts.upper == 1 { "post" } else { "posts" }
            ),
        );
    }
    Interval::between(largest.min(posts.upper), sum.min(posts.upper))
}

/// Columns of kinds of qualification, where no column of people is answered.
fn from_kinds(rows: &[Line], posts: &Figure, findings: &mut Vec<Finding>) -> Option<Figure> {
    let mut headings: Vec<(String, Option<i64>)> = Vec::new();
    let mut first: Option<&TableCell> = None;
    let mut texts = Vec::new();
    let mut silences: Vec<Reported<Interval>> = Vec::new();
    for (heading, cell) in rows.iter().flat_map(|row| &row.kinds).filter(|(_, cell)| !cell.again) {
        first.get_or_insert(cell);
        texts.push(cell.text.clone());
        let count = match kind_count(cell) {
            Reported::Given(count) => count,
            Reported::Unreadable(text) => {
                let message =
                    "This is no number of people with this qualification. Write their number, or 0.";
                findings.push(Finding::at(Code::QualifiedUnreadable, &cell.at, text, message));
                continue;
            }
            silent => {
                silences.push(silent.map(Interval::exact));
                continue;
            }
        };
        match headings.iter_mut().find(|(one, _)| one == heading) {
            Some((_, sum)) => *sum = Some(sum.unwrap_or(0) + count),
            None => headings.push((heading.clone(), Some(count))),
        }
    }
    let first = first?;
    let counts: Vec<i64> = headings.iter().filter_map(|(_, sum)| *sum).collect();
    let figure = |reported| Figure { reported, source: Some(first.at.clone()), text: texts.join("; ") };
    if counts.is_empty() {
        return Some(figure(silences.into_iter().next()?));
    }
    let mut query =
        |code: Code, message: String| findings.push(Finding::at(code, &first.at, texts.join("; "), message));
    Some(figure(Reported::Given(people_of_certificates(&counts, posts.interval(), &mut query))))
}

fn kind_count(cell: &TableCell) -> Reported<i64> {
    use crate::normalise::texts::silence::Silence;
    match silence(&cell.text) {
        Some(Silence::NoAnswer) => return Reported::NoAnswer,
        Some(Silence::NotApplicable) => return Reported::NotApplicable,
        Some(Silence::NotAvailable) => return Reported::NotAvailable,
        Some(Silence::Zero) => return Reported::Given(0),
        None => {}
    }
    if let Some(number) = crate::normalise::texts::number::in_cell(&cell.value)
        .and_then(|n| n.whole())
        .filter(|n| n.lower == n.upper && n.lower >= 0)
    {
        return Reported::Given(number.lower);
    }
    match mark(&cell.text) {
        Some(Mark::Tick | Mark::Cross) => Reported::Given(1),
        _ => Reported::Unreadable(cell.text.clone()),
    }
}

/// A column of names alone, beside no column of people.
fn from_names_column(
    cell: &TableCell,
    posts: &Figure,
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> Option<Figure> {
    let said = qualified(&cell.value, &reference.qualifications);
    if matches!(said.people, Said::Silent(_)) {
        return None;
    }
    let reported = to_people(&said.people, posts.interval(), cell, findings);
    Some(Figure { reported, source: Some(cell.at.clone()), text: cell.text.clone() })
}

/// More people than posts is an error, and stays out of ratios.
fn check(figure: &Figure, posts: &Figure, findings: &mut Vec<Finding>) -> bool {
    let (Some(people), Some(of), Some(at)) = (figure.interval(), posts.interval(), figure.source.as_ref())
    else {
        return true;
    };
    if people.lower <= of.upper {
        return true;
    }
    let message = format!(
        "{} people are said to hold a management qualification, and there are {} posts. Correct one of the two; until then the figure stays out of the ratios.",
        people.lower, of.upper
    );
    findings.push(Finding::at(Code::QualifiedOverPosts, at, &figure.text, message));
    false
}

/// The qualifications named beside a tier, and the columns of kinds.
pub(crate) fn named(
    tier: &Tier,
    band: Band,
    people: &People,
    reference: &Reference,
) -> Vec<QualificationRow> {
    let row = |name: &str, count: Option<i64>, source: CellRef| {
        let known = reference.qualifications.find(name);
        QualificationRow {
            tier: tier.number,
            band,
            qualification: name.to_owned(),
            category: known.map_or_else(|| "other".to_owned(), |one| one.category.clone()),
            level: known.map_or_else(String::new, |one| one.level.clone()),
            level_basis: known.map_or_else(String::new, |one| one.source.clone()),
            count,
            source,
        }
    };
    let listed = people.named.iter().map(|(one, at)| row(&one.name, one.count, at.clone()));
    let kinds = tier.lines.iter().flat_map(|line| &line.kinds).filter(|(_, cell)| !cell.again).filter_map(
        |(heading, cell)| {
            let count = kind_count(cell);
            let heading = kind_named(heading.trim(), &reference.qualifications);
            count.given().map(|count| row(heading, Some(*count), cell.at.clone()))
        },
    );
    listed.chain(kinds).collect()
}
