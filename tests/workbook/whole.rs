//! The workbook that a real run writes, read back: each figure is the tidy tables'.

use std::io::Cursor;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use returns::model::Band;

use crate::drawn;
use crate::support::{Row, Run, Table, run_2005};

#[test]
fn the_workbook_of_the_seven_returns_has_the_tidy_tables_figures() {
    Both::of(run_2005()).compare();
}

#[test]
fn a_workbook_with_ranges_estimates_and_coaching_has_them_too() {
    let run = many_kinds();
    assert_eq!(run.table("2005", "returns").find(&[("status", "current")]).len(), 7);
    Both::of(run).compare();
}

/// A run over returns with ranges, estimates, silences and coaching.
pub(crate) fn many_kinds() -> &'static Run {
    static RUN: LazyLock<Run> = LazyLock::new(|| {
        drawn::run_together(
            "many kinds",
            &[
                ("numbers-between", "E07000130"),
                ("layout-everything-on-one-sheet", "E07000129"),
                ("silence-is-of-several-kinds", "E07000131"),
                ("cost-estimated-and-between", "E07000132"),
                ("coaching-pool", "E07000133"),
                ("qualified-listed-without-a-total", "E07000134"),
                ("cost-merged-over-rows", "E07000135"),
            ],
        )
    });
    &RUN
}

/// A run's workbook and its tidy tables.
struct Both<'r> {
    run: &'r Run,
    workbook: Xlsx<Cursor<Vec<u8>>>,
}

/// A table of a sheet: headings, and rows of cells.
struct Found {
    sheet: &'static str,
    headings: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl<'r> Both<'r> {
    fn of(run: &'r Run) -> Self {
        let bytes = run.bytes("2005", "evaluation-2005.xlsx");
        Self { run, workbook: Xlsx::new(Cursor::new(bytes)).unwrap() }
    }

    fn tidy(&self, name: &str) -> Table {
        self.run.table("2005", name)
    }

    /// The table of a sheet whose headings begin with these.
    fn sheet(&mut self, sheet: &'static str, headings: &[&str]) -> Found {
        let range = self.workbook.worksheet_range(sheet).unwrap();
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let is_header =
            |row: &Vec<Data>| headings.iter().zip(row).all(|(heading, cell)| shown(cell) == *heading);
        let at = rows.iter().position(is_header).unwrap_or_else(|| panic!("{sheet}: no {headings:?}"));
        let is_blank = |row: &&Vec<Data>| row.iter().all(|cell| cell.to_string().is_empty());
        // Notes stand under a table, in its first column.
        let is_council =
            |row: &&Vec<Data>| row.iter().filter(|cell| !cell.to_string().is_empty()).count() > 1;
        Found {
            sheet,
            headings: rows[at].iter().map(ToString::to_string).collect(),
            rows: rows[at + 1..]
                .iter()
                .take_while(|row| !is_blank(row))
                .filter(is_council)
                .cloned()
                .collect(),
        }
    }

    fn compare(&mut self) {
        self.compare_headcount();
        self.compare_posts();
        self.compare_shares();
        self.compare_training();
        self.compare_costs();
        self.compare_practices();
        self.compare_coaching();
        self.compare_received();
    }

    fn compare_headcount(&mut self) {
        let found = self.sheet("Headcount", &["Code", "Council"]);
        let measures = self.tidy("measures");
        for code in councils(&measures) {
            let row = found.row(&[("Code", &code)]);
            let bands = Band::ALL.map(|band| (band.title(), band.code()));
            for (title, category) in bands.into_iter().chain([("All bands", "all")]) {
                let figure = measure(&measures, "headcount", &code, category);
                found.agrees(row, &format!("{title} (posts)"), figure);
            }
        }
    }

    fn compare_posts(&mut self) {
        let found = self.sheet("Posts", &["Code", "Council", "Tier"]);
        let posts = self.tidy("posts");
        assert_eq!(found.rows.len(), posts.rows.len(), "rows of Posts");
        for (row, tidy) in found.rows.iter().zip(&posts.rows) {
            found.same(row, "Code", tidy.get("council_code"));
            found.same(row, "Tier", tidy.get("tier"));
            found.same(row, "Source cell", tidy.get("source_cell"));
            for (heading, column) in [
                ("Posts, at least", "headcount_lower"),
                ("Posts, at most", "headcount_upper"),
                ("Qualified people, at least", "qualified_lower"),
                ("Qualified people, at most", "qualified_upper"),
            ] {
                found.number(row, heading, tidy, column);
            }
        }
    }

    fn compare_shares(&mut self) {
        let found = self.sheet("Share qualified", &["Code", "Council", "Band"]);
        let measures = self.tidy("measures");
        for band in Band::ALL {
            let row = found.row(&[("Code", "ALL"), ("Band", band.title())]);
            let tidy = measure(&measures, "qualification_ratio", "ALL", band.code());
            for (heading, column) in [
                ("Share (%), at least", "lower"),
                ("Share (%), at most", "upper"),
                ("Qualified people, at least", "numerator_lower"),
                ("Qualified people, at most", "numerator_upper"),
                ("Posts covered, at least", "denominator_lower"),
                ("Posts covered, at most", "denominator_upper"),
            ] {
                found.number(row, heading, tidy, column);
            }
        }
    }

    fn compare_training(&mut self) {
        let found = self.sheet("Training activity", &["Code", "Council", "Delivery"]);
        let training = self.tidy("training");
        assert_eq!(found.rows.len(), training.rows.len(), "rows of Training activity");
        for (row, tidy) in found.rows.iter().zip(&training.rows) {
            for (heading, column) in [
                ("Code", "council_code"),
                ("Activity", "activity"),
                ("For whom", "audience"),
                ("Provider", "provider"),
                ("Cost as written", "cost_text"),
                ("Source cell", "source_cell"),
            ] {
                found.same(row, heading, tidy.get(column));
            }
            found.number(row, "Cost (\u{a3}), at least", tidy, "cost_lower");
            found.number(row, "Cost (\u{a3}), at most", tidy, "cost_upper");
        }
    }

    fn compare_costs(&mut self) {
        let found = self.sheet("Training costs", &["Code", "Council"]);
        let measures = self.tidy("measures");
        for code in councils(&measures) {
            let row = found.row(&[("Code", &code)]);
            for (title, category) in [("Internal", "internal"), ("External", "external"), ("All", "all")] {
                for (heading, name) in [
                    ("activities", "training_activities"),
                    ("cost (\u{a3})", "training_cost"),
                    ("activities not costed", "training_not_costed"),
                ] {
                    let figure = measure(&measures, name, &code, category);
                    found.agrees(row, &format!("{title}: {heading}"), figure);
                }
            }
        }
    }

    fn compare_practices(&mut self) {
        let found = self.sheet("Practice answers", &["Code", "Council", "Question"]);
        let practices = self.tidy("practices");
        let all: Vec<_> = found.rows.iter().map(|row| found.cell(row, "Source cell").to_string()).collect();
        for tidy in practices.rows.iter().filter(|row| !row.get("source_cell").is_empty()) {
            assert!(all.contains(&tidy.get("source_cell").to_owned()), "no row for {tidy}");
        }
        let texts: Vec<_> = found.rows.iter().map(|row| found.cell(row, "As written").to_string()).collect();
        for tidy in practices.rows.iter().filter(|row| !row.get("text").is_empty()) {
            let place = texts.iter().position(|text| text == tidy.get("text"));
            let row = &found.rows[place.unwrap_or_else(|| panic!("no row for {tidy}"))];
            if !tidy.get("answer").is_empty() && texts.iter().filter(|t| *t == tidy.get("text")).count() == 1
            {
                found.same(row, "Answer", &tidy.get("answer").replace('_', " "));
            }
        }
    }

    fn compare_coaching(&mut self) {
        let found = self.sheet("Coaching", &["Code", "Council", "Cohort"]);
        for tidy in &self.tidy("coaching").rows {
            let row = found.row(&[("Code", tidy.get("council_code")), ("Cohort", tidy.get("cohort"))]);
            for (heading, column) in [
                ("Coaches in training", "coaches_training"),
                ("Coaches authorised", "coaches_authorised"),
                ("Sessions held", "sessions"),
                ("Hours a session", "hours_per_session"),
                ("People coached", "coachees"),
                ("Hours of coaching", "hours"),
            ] {
                found.number(row, heading, tidy, column);
            }
        }
    }

    fn compare_received(&mut self) {
        let found = self.sheet("Returns received", &["Code", "Council", "Status", "File"]);
        for tidy in &self.tidy("returns").rows {
            let row = found.row(&[("File", tidy.get("file"))]);
            found.same(row, "Code", tidy.get("council_code"));
            found.same(row, "Status", tidy.get("status"));
            found.number(row, "Errors", tidy, "errors");
            found.number(row, "Queries", tidy, "queries");
        }
        let queries = self.sheet("Queries", &["Severity", "Who must act", "Code"]);
        assert_eq!(queries.rows.len(), self.tidy("queries").rows.len(), "rows of Queries");
    }
}

impl Found {
    /// The cell of a row under a heading.
    fn cell<'c>(&self, row: &'c [Data], heading: &str) -> &'c Data {
        let place = self.headings.iter().position(|own| own == heading);
        &row[place.unwrap_or_else(|| panic!("{}: no column {heading} in {:?}", self.sheet, self.headings))]
    }

    /// The one row with these values.
    fn row(&self, wanted: &[(&str, &str)]) -> &[Data] {
        let fits =
            |row: &&Vec<Data>| wanted.iter().all(|(heading, value)| shown(self.cell(row, heading)) == *value);
        let rows: Vec<_> = self.rows.iter().filter(fits).collect();
        assert_eq!(rows.len(), 1, "{}: rows with {wanted:?}: {rows:?}", self.sheet);
        rows[0]
    }

    fn same(&self, row: &[Data], heading: &str, text: &str) {
        assert_eq!(self.cell(row, heading).to_string(), text, "{}: {heading} of {row:?}", self.sheet);
    }

    /// A figure stands under its heading, or its two ends under two; no column need be
    /// there for what no council has.
    fn agrees(&self, row: &[Data], heading: &str, tidy: &Row) {
        let has = |heading: &str| self.headings.iter().any(|own| own == heading);
        let (least, most) = (format!("{heading}, at least"), format!("{heading}, at most"));
        if has(&least) {
            self.number(row, &least, tidy, "lower");
            self.number(row, &most, tidy, "upper");
        } else if has(heading) {
            self.number(row, heading, tidy, "lower");
            self.number(row, heading, tidy, "upper");
        } else {
            assert_eq!(tidy.hundredths("lower"), None, "{}: no column for {tidy}", self.sheet);
        }
    }

    /// A cell holds the tidy row's number, or shorthand where there is none.
    fn number(&self, row: &[Data], heading: &str, tidy: &Row, column: &str) {
        let cell = self.cell(row, heading);
        let place = format!("{} {heading}: {tidy}", self.sheet);
        match tidy.hundredths(column) {
            None => assert!(!matches!(cell, Data::Float(_) | Data::Int(_)), "{place}: {cell}"),
            Some(number) => {
                let parts = if heading.starts_with("Share") { 100.0 } else { 1.0 };
                is_number(cell, number, parts, &place);
            }
        }
    }
}

/// The councils that have figures of their own.
fn councils(measures: &Table) -> Vec<String> {
    let own = measures.rows.iter().filter(|row| row.get("measure") == "headcount");
    let mut codes: Vec<String> = own.map(|row| row.get("council_code").to_owned()).collect();
    codes.retain(|code| code != "ALL");
    codes.sort();
    codes.dedup();
    codes
}

/// The row of a measure.
fn measure<'t>(measures: &'t Table, name: &str, council: &str, category: &str) -> &'t Row {
    measures.one(&[("measure", name), ("council_code", council), ("category", category)])
}

/// What a cell shows.
fn shown(cell: &Data) -> String {
    cell.to_string()
}

/// A cell's number is this many hundredths; `parts` is 100 where the cell holds a share.
fn is_number(cell: &Data, hundredths: i64, parts: f64, place: &str) {
    let exact: f64 = hundredths.to_string().parse().unwrap();
    let number = match cell {
        Data::Float(number) => *number,
        Data::Int(number) => number.to_string().parse().unwrap(),
        _ => panic!("{place}: {cell:?} is no number"),
    };
    assert!((number * parts - exact / 100.0).abs() < 1e-6, "{place}: {number} is not {exact}/100");
}
