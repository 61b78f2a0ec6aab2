//! Rows that tell of one tier several times, as a column beside them says: of two years the later
//! counts, of men, women and all the last, and of posts and people qualified each is one figure.

use crate::recognise::{Kind, Table, TableCell, TableRow, kind};
use crate::reference::words;

/// The same table with one row for each tier or title; nothing where its rows tell but once.
pub(crate) fn settled(table: &Table) -> Option<Table> {
    let figures = table.column("posts")?;
    let (at, kinds) = (0..table.ids.len()).find_map(|at| Some((at, kinds_down(table, at)?)))?;
    let mut settled = table.clone();
    if let Some(id) = settled.ids.get_mut(at) {
        "kind".clone_into(id);
    }
    let measured = kinds.iter().flatten().any(|kind| kind.is_like(Kind::Posts));
    let added: &[&str] = if measured { &["fte", "qualified"] } else { &[] };
    settled.ids.extend(added.iter().map(|id| (*id).to_owned()));
    settled.headings.extend(added.iter().map(|_| String::new()));
    settled.rows = Vec::new();
    for (from, to) in groups(table, &kinds) {
        let rows = table.rows.get(from..to).unwrap_or_default();
        let kinds = kinds.get(from..to).unwrap_or_default();
        // Without a row of all, men and women are all.
        if kinds.contains(&Some(Kind::Part)) && !kinds.contains(&Some(Kind::Whole)) {
            settled.rows.extend(rows.iter().cloned());
            continue;
        }
        let Some(chosen) = chosen(kinds).and_then(|place| rows.get(place)) else { continue };
        let mut row = with_names(table, chosen, rows);
        if measured {
            measure(&mut row, (figures, rows), kinds);
        }
        settled.rows.push(row);
    }
    Some(settled)
}

/// What a column says of each row, where it says so of several and nothing else, and more than
/// once of one tier.
fn kinds_down(table: &Table, at: usize) -> Option<Vec<Option<Kind>>> {
    let free = |id: &String| matches!(id.as_str(), "" | "comment" | "grade");
    table.ids.get(at).filter(|id| free(id))?;
    let cells: Vec<Option<&TableCell>> =
        table.rows.iter().map(|row| row.cells.get(at).and_then(Option::as_ref)).collect();
    let kinds: Vec<Option<Kind>> = cells.iter().map(|cell| kind(&cell.as_ref()?.text)).collect();
    if cells.iter().zip(&kinds).any(|(cell, kind)| cell.is_some() && kind.is_none()) {
        return None;
    }
    let mut said = kinds.iter().flatten().copied();
    let first = said.next()?;
    let alike = said.clone().all(|one| one.is_like(first)) && said.any(|one| one != first);
    let named = kinds.iter().flatten().any(|one| match first {
        Kind::Year(_) => is_of_years(table.headings.get(at).map_or("", String::as_str)),
        Kind::Part | Kind::Whole => *one == Kind::Whole,
        Kind::Posts | Kind::Fte | Kind::Qualified => *one == Kind::Posts,
    });
    let several = groups(table, &kinds).iter().any(|(from, to)| to - from > 1);
    (alike && named && several).then_some(kinds)
}

/// Whether a heading asks which year a row is of.
fn is_of_years(heading: &str) -> bool {
    let told = words(heading);
    told.iter().all(|word| matches!(word.as_str(), "year" | "financial" | "period" | "as" | "at" | "date"))
}

/// The rows about one tier or title, from where its name stands or a kind comes again.
fn groups(table: &Table, kinds: &[Option<Kind>]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut label: Option<&str> = None;
    for (place, row) in table.rows.iter().enumerate() {
        let own = table.cell(row, "tier").map(|cell| cell.text.as_str());
        let kind = kinds.get(place).copied().flatten();
        let goes_on = found.last().is_some_and(|(from, _)| {
            let before = kinds.get(*from..place).unwrap_or_default();
            // Men and women go before all.
            let again = match kind {
                Some(Kind::Part) => before.contains(&Some(Kind::Whole)),
                kind => before.contains(&kind),
            };
            kind.is_some() && (own.is_none() || own == label) && !again && !before.contains(&None)
        });
        label = own.or(label);
        match found.last_mut().filter(|_| goes_on) {
            Some((_, to)) => *to = place + 1,
            None => found.push((place, place + 1)),
        }
    }
    found
}

/// Which of the rows about one tier counts: the latest year, all, or the posts.
fn chosen(kinds: &[Option<Kind>]) -> Option<usize> {
    let rank = |kind: &Option<Kind>| match kind {
        Some(Kind::Year(year)) => *year,
        Some(Kind::Whole | Kind::Posts) => 2,
        Some(Kind::Fte) => 1,
        _ => 0,
    };
    (0..kinds.len()).max_by_key(|place| kinds.get(*place).map(rank))
}

/// A row with the tier and the titles of the first of its group, where it has none of its own.
fn with_names(table: &Table, chosen: &TableRow, rows: &[TableRow]) -> TableRow {
    let mut row = chosen.clone();
    let free = |id: &str| matches!(id, "tier" | "titles" | "");
    for at in (0..table.ids.len()).filter(|at| table.ids.get(*at).is_some_and(|id| free(id))) {
        let first = rows.iter().find_map(|row| row.cells.get(at)?.as_ref().filter(|cell| !cell.again));
        if let (Some(place), Some(first)) = (row.cells.get_mut(at), first)
            && place.as_ref().is_none_or(|cell| cell.again)
        {
            *place = Some(first.clone());
        }
    }
    row
}

/// Puts the figures of posts, full-time equivalents and people side by side.
fn measure(row: &mut TableRow, (figures, rows): (usize, &[TableRow]), kinds: &[Option<Kind>]) {
    let of = |kind: Kind| {
        let at = kinds.iter().position(|one| *one == Some(kind))?;
        rows.get(at)
    };
    let cell = |kind: Kind| of(kind).and_then(|row| row.cells.get(figures)).cloned().flatten();
    let Some(own) = row.places.get(figures).cloned() else { return };
    let place = |kind: Kind| of(kind).and_then(|row| row.places.get(figures)).cloned();
    if let Some(posts) = row.cells.get_mut(figures) {
        *posts = cell(Kind::Posts);
    }
    for kind in [Kind::Fte, Kind::Qualified] {
        row.cells.push(cell(kind));
        row.places.push(place(kind).unwrap_or_else(|| own.clone()));
    }
}
