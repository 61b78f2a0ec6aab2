//! What must come out of a case, a statement a line, as `tests/cases/README.md`
//! describes them.

use std::collections::BTreeMap;

use crate::support::{Row, Run, TABLES, Table};

/// What a run got wrong of what a case expects.
pub(crate) fn check(text: &str, run: &Run) -> Vec<String> {
    let found = Found::of(run);
    let mut faults = Vec::new();
    let mut is_exit_said = false;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        is_exit_said |= line.starts_with("exit ");
        if let Err(why) = statement(line, &found, run) {
            faults.push(format!("expect.txt line {number}: {line}\n    {}", why.replace('\n', "\n    ")));
        }
    }
    let rejected = found.tables["returns"].rows.iter().any(|row| row.get("status") == "rejected");
    let fair = if rejected { 3 } else { 0 };
    if !is_exit_said && run.code != fair {
        faults.push(format!("the run ended with {} instead of {fair}: {}", run.code, run.said));
    }
    faults
}

/// All tidy tables of all periods.
struct Found {
    tables: BTreeMap<&'static str, Table>,
}

impl Found {
    fn of(run: &Run) -> Self {
        let periods: Vec<String> = std::fs::read_dir(run.folder.join("input"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        let table = |name| {
            let mut parts = periods.iter().map(|period| run.table(period, name));
            let mut all = parts.next().unwrap();
            for part in parts {
                all.rows.extend(part.rows);
            }
            all
        };
        Self { tables: TABLES.iter().map(|name| (*name, table(name))).collect() }
    }
}

fn statement(line: &str, found: &Found, run: &Run) -> Result<(), String> {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["exit", code] if run.code.to_string() == *code => Ok(()),
        ["exit", _] => Err(format!("the exit code is {}: {}", run.code, run.said)),
        ["no", "queries"] => none(found, |row| {
            ["error", "query"].contains(&row.get("severity")) && row.get("code") != "section-missing"
        }),
        ["no", "errors"] => none(found, |row| row.get("severity") == "error"),
        ["no", code] => none(found, |row| row.get("code") == *code),
        ["queries", "has", code] => has(found, code, None),
        ["queries", "has", code, "at", place] => has(found, code, Some(place)),
        [table, rest @ ..] => {
            let table = table.strip_suffix(':').unwrap_or(table);
            let rows = found.tables.get(table).ok_or(format!("there is no table {table}"))?;
            about(rows, rest, words[0].ends_with(':'))
        }
        [] => Ok(()),
    }
}

/// No finding is of this kind.
fn none(found: &Found, unwanted: impl Fn(&Row) -> bool) -> Result<(), String> {
    let there: Vec<String> =
        found.tables["queries"].rows.iter().filter(|row| unwanted(row)).map(finding).collect();
    if there.is_empty() { Ok(()) } else { Err(format!("there is\n{}", there.join("\n"))) }
}

/// A finding of one of these codes, at this place: `Sheet!C9`, or `Sheet!9` for any
/// cell of the row.
fn has(found: &Found, codes: &str, place: Option<&str>) -> Result<(), String> {
    let wanted = |row: &&Row| {
        codes.split('|').any(|code| match code {
            "query" | "error" => row.get("severity") == code,
            _ => row.get("code") == code,
        }) && place.is_none_or(|place| stands_at(row, place))
    };
    let all = &found.tables["queries"].rows;
    if all.iter().any(|row| wanted(&row)) {
        return Ok(());
    }
    let there: Vec<String> = all.iter().map(finding).collect();
    Err(format!("there are only\n{}", there.join("\n")))
}

fn stands_at(row: &Row, places: &str) -> bool {
    let digits = |cell: &str| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    places.split('|').any(|place| {
        let (sheet, cell) = place.rsplit_once('!').unwrap_or(("", place));
        let whole_row = cell.starts_with(|c: char| c.is_ascii_digit());
        (sheet.is_empty() || row.get("sheet") == sheet)
            && if whole_row { digits(row.get("cell")) == cell } else { row.get("cell") == cell }
    })
}

fn finding(row: &Row) -> String {
    let text = |column: &str| row.get(column).chars().take(90).collect::<String>();
    format!(
        "{} {} at {}!{}: {:?} {}",
        row.get("severity"),
        row.get("code"),
        row.get("sheet"),
        row.get("cell"),
        text("found"),
        text("message")
    )
}

/// Rows that fit the conditions before the colon fit those after it.
fn about(table: &Table, words: &[&str], all: bool) -> Result<(), String> {
    let end = words.iter().position(|word| word.ends_with(':'));
    let (filters, claims) = match end {
        _ if all => (Vec::new(), words),
        Some(end) => {
            let mut filters = words[..=end].to_vec();
            filters[end] = filters[end].trim_end_matches(':');
            (filters, &words[end + 1..])
        }
        None => return Err("a colon must part the rows meant from what they must hold".to_owned()),
    };
    let mut rows = Vec::new();
    for row in &table.rows {
        let mut fits = true;
        for filter in &filters {
            fits &= holds(row, filter)?;
        }
        if fits {
            rows.push(row);
        }
    }
    let shown = |rows: &[&Row]| rows.iter().map(|row| brief(row)).collect::<Vec<_>>().join("\n");
    let everything: Vec<&Row> = table.rows.iter().collect();
    for claim in claims {
        if let Some(count) = claim.strip_prefix("rows=") {
            if rows.len().to_string() != count {
                return Err(format!("{} rows; the table has\n{}", rows.len(), shown(&everything)));
            }
            continue;
        }
        if rows.is_empty() {
            return Err(format!("no such row; the table has\n{}", shown(&everything)));
        }
        for row in &rows {
            if !holds(row, claim)? {
                return Err(format!("{claim} does not hold of\n{}", brief(row)));
            }
        }
    }
    Ok(())
}

/// A row without what every row has.
fn brief(row: &Row) -> String {
    let tiresome = ["period", "council_code", "blake3", "source_file", "level_basis", "titles_listed"];
    let kept: Vec<String> = row
        .columns()
        .filter(|(name, value)| !tiresome.contains(name) && !value.is_empty())
        .map(|(name, value)| format!("{name}={value:?}"))
        .collect();
    kept.join(" ")
}

/// Whether a condition such as `headcount=5..7`, `answer=yes|partly` or
/// `message~"two posts"` holds of a row.
fn holds(row: &Row, condition: &str) -> Result<bool, String> {
    let place =
        condition.find(['=', '~', '!']).ok_or(format!("{condition} is no condition; write column=value"))?;
    let (column, rest) = condition.split_at(place);
    let (sign, wanted) = rest.strip_prefix("!=").map_or_else(|| rest.split_at(1), |wanted| ("!=", wanted));
    let wanted = wanted.trim_matches('"').replace("\\n", "\n");
    if column == "source" {
        let there = format!("{}!{}", row.get("source_sheet"), row.get("source_cell"));
        return Ok(wanted.split('|').any(|one| one == there));
    }
    let (lower, upper) = if column == "figure" {
        ("lower".to_owned(), "upper".to_owned())
    } else {
        (format!("{column}_lower"), format!("{column}_upper"))
    };
    if !row.has(column) && row.has(&lower) {
        let there = (row.get(&lower), row.get(&upper));
        return Ok(wanted.split('|').any(|one| there == ends(one)) == (sign == "="));
    }
    if !row.has(column) {
        return Err(format!("there is no column {column}"));
    }
    let there = row.get(column);
    let same = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    Ok(match sign {
        "=" => wanted.split('|').any(|one| one == there),
        "!=" => wanted.split('|').all(|one| one != there),
        _ => wanted.split('|').any(|one| same(there).contains(&same(one))),
    })
}

/// `5` is from 5 to 5, `5..7` from 5 to 7, `?` is not known.
fn ends(figure: &str) -> (&str, &str) {
    match figure {
        "?" | "" => ("", ""),
        _ => figure.split_once("..").unwrap_or((figure, figure)),
    }
}

/// The words of a line; what stands between quotation marks stays together.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        if letter == '"' {
            quoted = !quoted;
        }
        if letter == ' ' && !quoted {
            words.push(String::new());
        } else {
            words.last_mut().unwrap().push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    // A place after `at` is written between quotation marks where the sheet has blanks.
    if let Some(at) = words.iter().position(|word| word == "at")
        && let Some(place) = words.get_mut(at + 1)
    {
        *place = place.trim_matches('"').to_owned();
    }
    words
}
