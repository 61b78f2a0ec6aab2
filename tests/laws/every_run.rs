//! What holds of the tidy tables of any run, whatever was returned.

use std::collections::BTreeMap;

use returns::model::{CATALOGUE, RawBook};
use returns::write::csv::guarded;

use crate::support::{Row, Run, TABLES, Table};

/// The laws that a run broke, a line each.
pub(crate) fn broken(run: &Run) -> Vec<String> {
    let mut faults = Vec::new();
    for period in periods(run) {
        let tables: BTreeMap<&str, Table> =
            TABLES.iter().map(|name| (*name, run.table(&period, name))).collect();
        text_is_no_formula(run, &period, &mut faults);
        pairs_are_in_order(&tables, &mut faults);
        figures_have_cells(run, &period, &tables, &mut faults);
        parts_sum_to_totals(&tables, &mut faults);
        ratios_are_ratios(&tables["measures"], &mut faults);
        every_question_has_its_row(&tables, &mut faults);
        findings_are_in_the_catalogue(&tables["queries"], &mut faults);
        rows_are_sorted(&tables, &mut faults);
    }
    faults
}

fn periods(run: &Run) -> Vec<String> {
    let entries = std::fs::read_dir(run.folder.join("output")).unwrap().map(|entry| entry.unwrap());
    let written = entries.filter(|entry| entry.path().join("tidy").is_dir());
    written.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// No field of a CSV file could be a formula.
fn text_is_no_formula(run: &Run, period: &str, faults: &mut Vec<String>) {
    for name in TABLES {
        let bytes = run.bytes(period, &format!("tidy/{name}.csv"));
        for record in csv::Reader::from_reader(bytes.as_slice()).records() {
            for field in record.unwrap().iter().filter(|field| guarded(field) != *field) {
                let is_number = field.parse::<f64>().is_ok();
                let is_guarded = field.starts_with('\'');
                if !is_number && !is_guarded {
                    faults.push(format!("{name}: {field:?} could be a formula"));
                }
            }
        }
    }
}

/// `lower` is never above `upper`, and both or neither are known; what is not known
/// has a marker that says so.
fn pairs_are_in_order(tables: &BTreeMap<&str, Table>, faults: &mut Vec<String>) {
    for (name, table) in tables {
        for column in &table.columns {
            let Some(stem) = column.strip_suffix("lower") else { continue };
            for row in &table.rows {
                let (lower, upper) = (row.hundredths(column), row.hundredths(&format!("{stem}upper")));
                let in_order = match (lower, upper) {
                    (Some(lower), Some(upper)) => 0 <= lower && lower <= upper,
                    (lower, upper) => lower.is_none() && upper.is_none(),
                };
                if !in_order {
                    faults.push(format!("{name}: {column} and upper are out of order: {row}"));
                }
                let marker = format!("{stem}marker");
                if !row.has(&marker) {
                    continue;
                }
                let says_so = row.get(&marker).contains("[x]") || row.get(&marker).contains("[z]");
                let is_shared = row.has("cost_basis") && row.get("cost_basis") == "shared";
                if lower.is_some() && says_so {
                    faults.push(format!("{name}: {marker} says not known of a figure: {row}"));
                }
                if lower.is_none() && !says_so && !is_shared {
                    faults.push(format!("{name}: {marker} does not say why there is no figure: {row}"));
                }
            }
        }
    }
}

/// Every figure's cell is in its file and holds something; a zero stands where
/// somebody wrote a zero, or a word that means it.
fn figures_have_cells(run: &Run, period: &str, tables: &BTreeMap<&str, Table>, faults: &mut Vec<String>) {
    let mut books: BTreeMap<String, RawBook> = BTreeMap::new();
    for (name, figure) in [
        ("posts", "headcount_lower"),
        ("training", "cost_lower"),
        ("coaching", "coachees"),
        ("practices", "text"),
    ] {
        for row in tables[name].rows.iter().filter(|row| !row.get(figure).is_empty()) {
            let file = row.get("source_file").to_owned();
            let book = books.entry(file.clone()).or_insert_with(|| {
                let bytes = std::fs::read(lies(run, period, &file)).unwrap();
                returns::read::read_book(&bytes).unwrap()
            });
            let Some(said) = stands_at(book, row) else {
                faults.push(format!("{name}: no such cell: {row}"));
                continue;
            };
            let words = returns::reference::words(&said);
            let zeros =
                ["0", "none", "nil", "no", "zero", "free", "foc", "vacant", "nought", "nothing", "gratis"];
            // Words lose an s at their end: `gratis` is told as `grati`.
            let is_zero = |word: &String| {
                zeros.iter().any(|zero| *zero == word || zero.strip_suffix('s') == Some(word))
            };
            let says_zero = words.iter().any(|word| is_zero(word) || word.contains('0'));
            if name != "practices" && row.hundredths(figure) == Some(0) && !says_zero {
                faults.push(format!("{name}: a zero that nobody wrote, in {said:?}: {row}"));
            }
        }
    }
}

/// Where a file lies: in the input folder, or, where it is gone from there, in the archive.
fn lies(run: &Run, period: &str, file: &str) -> std::path::PathBuf {
    let Some(kept) = file.strip_prefix("archive/") else {
        return run.folder.join("input").join(period).join(file);
    };
    let begins = kept.split('/').next().unwrap();
    let folder = run.folder.join("output/archive").join(&begins[..2]);
    let mut kept = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    kept.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(begins)).unwrap()
}

/// What stands in a row's source cell, or in the merged cells that it belongs to.
fn stands_at(book: &RawBook, row: &Row) -> Option<String> {
    let sheet = book.sheets.iter().find(|sheet| sheet.name == row.get("source_sheet"))?;
    let (at_row, at_col) = returns::model::parse_address(row.get("source_cell"))?;
    let merge = sheet.merges.iter().find(|merge| merge.contains(at_row, at_col));
    let at = merge.map_or((at_row, at_col), |merge| (merge.top, merge.left));
    sheet.cells.get(&(at_row, at_col)).or_else(|| sheet.cells.get(&at)).map(|cell| cell.value.text())
}

/// A figure known, as `(lower, upper)` in hundredths.
type Known = Option<(i64, i64)>;

fn known(row: &Row, stem: &str) -> Known {
    Some((row.hundredths(&format!("{stem}lower"))?, row.hundredths(&format!("{stem}upper"))?))
}

fn sum(parts: impl Iterator<Item = (i64, i64)>) -> Known {
    parts.reduce(|a, b| (a.0 + b.0, a.1 + b.1))
}

/// Bands sum to all posts, councils to the partnership, rows to their council's figure.
fn parts_sum_to_totals(tables: &BTreeMap<&str, Table>, faults: &mut Vec<String>) {
    let measures = &tables["measures"];
    let mut hold = |what: String, parts: Known, whole: Known| {
        if parts != whole {
            faults.push(format!("{what}: the parts sum to {parts:?}, the total is {whole:?}"));
        }
    };
    let own = |row: &&Row| row.get("council_code") != "ALL";
    for row in &measures.rows {
        let (measure, category, council) = (row.get("measure"), row.get("category"), row.get("council_code"));
        let what = format!("{measure} {category} {council}");
        let like = |category: Option<&str>, council: Option<&str>| {
            let category = category.map(str::to_owned);
            let council = council.map(str::to_owned);
            measures.rows.iter().filter(move |one| {
                one.get("measure") == measure
                    && one.get("breakdown") == row.get("breakdown")
                    && category.as_ref().is_none_or(|wanted| one.get("category") == wanted)
                    && council.as_ref().is_none_or(|wanted| one.get("council_code") == wanted)
            })
        };
        let sums = ["headcount", "qualified", "training_activities", "training_cost", "training_not_costed"];
        if !sums.contains(&measure) {
            continue;
        }
        if council == "ALL" {
            let parts = like(Some(category), None).filter(own).filter_map(|one| known(one, ""));
            hold(what.clone(), sum(parts), known(row, ""));
        }
        if category == "all" {
            let parts = like(None, Some(council)).filter(|one| one.get("category") != "all");
            let parts = sum(parts.filter_map(|one| known(one, "")));
            // Activities of which none is costed leave the whole cost open.
            if measure != "training_cost" || known(row, "").is_some() {
                hold(format!("{what} by category"), parts, known(row, ""));
            }
        }
        if measure == "headcount" && row.get("breakdown") == "band" && category != "all" && council != "ALL" {
            let posts = tables["posts"].find(&[("council_code", council), ("band", category)]);
            let parts = posts.iter().filter_map(|one| known(one, "headcount_"));
            hold(format!("{what} by tier"), sum(parts), known(row, ""));
        }
        if measure == "training_cost" && category != "all" && council != "ALL" {
            let rows = tables["training"].find(&[("council_code", council), ("delivery", category)]);
            let parts = sum(rows.iter().filter_map(|one| known(one, "cost_")));
            if parts.is_some() {
                hold(format!("{what} by activity"), parts, known(row, ""));
            }
        }
    }
}

fn ratios_are_ratios(measures: &Table, faults: &mut Vec<String>) {
    for row in measures.rows.iter().filter(|row| row.get("unit") == "percent") {
        if known(row, "").is_some_and(|(lower, upper)| lower < 0 || upper > 10_000) {
            faults.push(format!("a ratio outside 0 to 100: {row}"));
        }
    }
}

fn every_question_has_its_row(tables: &BTreeMap<&str, Table>, faults: &mut Vec<String>) {
    for council in tables["returns"].find(&[("status", "current")]) {
        let rows = tables["practices"].find(&[("council_code", council.get("council_code"))]);
        if rows.len() != 10 {
            faults.push(format!("{} has {} rows of ten in practices", council.get("council"), rows.len()));
        }
    }
}

fn findings_are_in_the_catalogue(queries: &Table, faults: &mut Vec<String>) {
    for row in &queries.rows {
        let entry = CATALOGUE.iter().find(|entry| entry.id == row.get("code"));
        let is_true = entry.is_some_and(|entry| {
            entry.severity.word() == row.get("severity") && entry.who.word() == row.get("who")
        });
        if !is_true || row.get("message").is_empty() {
            faults.push(format!("a finding that the catalogue does not know so: {row}"));
        }
    }
}

fn rows_are_sorted(tables: &BTreeMap<&str, Table>, faults: &mut Vec<String>) {
    for (name, table) in tables.iter().filter(|(name, _)| !["measures", "queries"].contains(name)) {
        let keys: Vec<&str> = table.rows.iter().map(|row| row.get("council_code")).collect();
        let known = keys.iter().filter(|key| !key.is_empty());
        if !known.is_sorted() {
            faults.push(format!("{name}: rows are not in the order of councils: {keys:?}"));
        }
    }
}
