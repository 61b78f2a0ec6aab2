//! Formulas of an `.xlsx` whose results the file does not hold, as programs other than Excel
//! leave them: Excel works them out when it opens the file, so whoever looks at it sees figures.
//! Sums and arithmetic are worked out here; of what is more, the first is remarked upon.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use super::number::NumberFormat;
use super::xml::{self, Xml};
use crate::model::{CellValue, Extent, RawCell, RawSheet, Remark, address, parse_address};

/// Formulas that are worked out, at most, and cells looked at for them.
const MOST: usize = 20_000;
const MOST_CELLS: usize = 200_000;
/// Brackets within brackets, signs before signs.
const DEEPEST: usize = 64;

/// A formula without a result.
pub(super) struct Pending {
    /// Its sheet, from 0.
    pub(super) sheet: usize,
    at: (u32, u32),
    format: NumberFormat,
    formula: String,
}

/// The formulas of a sheet's part that have no result. Where the workbook is to be worked out
/// `anew` when it is opened, a zero is none either: some programs write it for all of them.
pub(super) fn pending(body: &str, sheet: usize, anew: bool, formats: &[NumberFormat]) -> Vec<Pending> {
    let mut found = Vec::new();
    let without = |body: &str| ["<v></v>", "<v/>", "<v />", "</f></c>"].iter().any(|one| body.contains(one));
    let none = !(without(body) || anew && body.contains("<v>0</v>"));
    if none || !body.contains("</f>") {
        return found;
    }
    let mut xml = Xml::new(body);
    let (mut at, mut style, mut is_text) = (None, 0, false);
    let (mut formula, mut result) = (None::<String>, String::new());
    let (mut in_formula, mut in_result) = (false, false);
    while let Ok(Some(event)) = xml.next() {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" => {
                    at = xml::attribute(&element, "r").and_then(|place| parse_address(&place));
                    style =
                        xml::number(&element, "s").and_then(|style| usize::try_from(style).ok()).unwrap_or(0);
                    // An empty text is a result.
                    is_text = xml::attribute(&element, "t").is_some_and(|kind| kind == "str");
                    (formula, result) = (None, String::new());
                }
                "f" => {
                    formula = Some(String::new());
                    in_formula = true;
                }
                "v" | "t" => in_result = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "f" => in_formula = false,
                "v" | "t" => in_result = false,
                "c" => {
                    let open = !is_text && (result.trim().is_empty() || anew && result.trim() == "0");
                    if let (Some(at), Some(formula), true) = (at, formula.take(), open && found.len() < MOST)
                    {
                        let format = formats.get(style).copied().unwrap_or_default();
                        found.push(Pending { sheet, at, format, formula });
                    }
                }
                _ => {}
            },
            other if in_formula => xml::push_text(&other, formula.get_or_insert_default()),
            other if in_result => xml::push_text(&other, &mut result),
            _ => {}
        }
    }
    found
}

/// Puts the results of formulas into their cells, each once those it needs are known, and says
/// of each sheet what could not be worked out.
pub(super) fn work_out(sheets: &mut [RawSheet], mut pending: Vec<Pending>, from_1904: bool) -> Vec<Remark> {
    for one in &pending {
        if let Some(sheet) = sheets.get_mut(one.sheet) {
            sheet.cells.remove(&one.at);
        }
    }
    let mut cells_left = MOST_CELLS;
    loop {
        let open: Open = pending.iter().map(|one| (one.sheet, one.at)).collect();
        let before = pending.len();
        let mut known = Vec::new();
        pending.retain(|one| {
            let mut reading = Reading {
                rest: one.formula.trim(),
                own: one.sheet,
                sheets,
                open: &open,
                cells_left,
                depth: DEEPEST,
            };
            let found = reading.whole();
            cells_left = reading.cells_left;
            known.extend(found.map(|found| (one.sheet, one.at, one.format, found)));
            known.last().is_none_or(|last| (last.0, last.1) != (one.sheet, one.at))
        });
        for (sheet, at, format, found) in known {
            let value = match found {
                Found::Number(number) => Some(format.value(number, from_1904)),
                Found::Cell(value) => value,
            };
            if let (Some(sheet), Some(value)) = (sheets.get_mut(sheet), value) {
                sheet.cells.insert(at, RawCell { value });
            }
        }
        if pending.is_empty() || pending.len() == before {
            break;
        }
    }
    remarks(sheets, &pending)
}

fn remarks(sheets: &[RawSheet], left: &[Pending]) -> Vec<Remark> {
    let of_sheet = |group: &[Pending]| {
        let first = group.first()?;
        let cells = if group.len() == 1 { "a cell".to_owned() } else { format!("{} cells", group.len()) };
        Some(Remark {
            sheet: sheets.get(first.sheet).map(|sheet| sheet.name.clone()),
            cell: Some(address(first.at.0, first.at.1)),
            found: format!("={}", first.formula),
            message: format!(
                "The file does not hold what the formulas of {cells} give, this the first. Open it in Excel, save it, and put that in its place."
            ),
        })
    };
    left.chunk_by(|one, next| one.sheet == next.sheet).filter_map(of_sheet).collect()
}

/// What a formula gives: a number, or what another cell holds, which may be nothing.
#[derive(Debug, PartialEq)]
enum Found {
    Number(f64),
    Cell(Option<CellValue>),
}

/// Formulas without a result, by sheet and cell.
type Open = BTreeSet<(usize, (u32, u32))>;

/// A formula as it is read from the left; each part gives nothing where it cannot be worked out.
struct Reading<'a> {
    rest: &'a str,
    /// The sheet it stands on.
    own: usize,
    sheets: &'a [RawSheet],
    open: &'a Open,
    cells_left: usize,
    depth: usize,
}

impl<'a> Reading<'a> {
    fn whole(&mut self) -> Option<Found> {
        let formula = self.rest;
        if let Some((sheet, region)) = self.region()
            && self.rest.is_empty()
        {
            let one = (region.top, region.left) == (region.bottom, region.right);
            return self
                .cells(sheet, region)
                .filter(|_| one)
                .map(|cells| Found::Cell(cells.into_iter().next()));
        }
        self.rest = formula;
        let number = self.sum()?;
        self.rest.is_empty().then_some(Found::Number(number))
    }

    fn sum(&mut self) -> Option<f64> {
        let mut sum = self.product()?;
        while let Some(sign) = self.sign(&['+', '-']) {
            let next = self.product()?;
            sum += if sign == '+' { next } else { -next };
        }
        Some(sum)
    }

    fn product(&mut self) -> Option<f64> {
        let mut product = self.factor()?;
        while let Some(sign) = self.sign(&['*', '/']) {
            let next = self.factor()?;
            product = if sign == '*' { product * next } else { product / next };
        }
        product.is_finite().then_some(product)
    }

    /// A number, a cell, a function or what stands in brackets, with its signs.
    fn factor(&mut self) -> Option<f64> {
        self.depth = self.depth.checked_sub(1)?;
        if let Some(sign) = self.sign(&['-', '+']) {
            return self.factor().map(|value| if sign == '-' { -value } else { value });
        }
        let value = if self.sign(&['(']).is_some() {
            let within = self.sum()?;
            self.sign(&[')'])?;
            within
        } else if self.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            self.take(end).parse().ok()?
        } else if let Some(end) = self.rest.find(|c: char| !c.is_ascii_alphabetic())
            && self.rest.get(end..).is_some_and(|rest| rest.starts_with('('))
        {
            self.function(end)?
        } else {
            let (sheet, region) = self.region()?;
            let cells = self.cells(sheet, region).filter(|cells| cells.len() <= 1)?;
            cells.first().map_or(Some(0.0), number)?
        };
        self.depth += 1;
        Some(if self.sign(&['%']).is_some() { value / 100.0 } else { value })
    }

    /// A function of numbers, its name `end` letters long; texts and blanks count for nothing.
    fn function(&mut self, end: usize) -> Option<f64> {
        let name = self.take(end).to_ascii_uppercase();
        self.sign(&['('])?;
        let (mut numbers, mut filled) = (Vec::new(), 0_usize);
        loop {
            let from = self.rest;
            let region = self.region();
            if let Some((sheet, region)) = region.filter(|_| self.rest.starts_with([',', ')'])) {
                let cells = self.cells(sheet, region)?;
                filled += cells.len();
                let number = |value: &CellValue| match value {
                    CellValue::Text(_) => None,
                    other => number(other),
                };
                numbers.extend(cells.iter().filter_map(number));
            } else {
                self.rest = from;
                numbers.push(self.sum()?);
                filled += 1;
            }
            if self.sign(&[',', ')'])? == ')' {
                break;
            }
        }
        let count = |count: usize| u32::try_from(count).ok().map(f64::from);
        let sum: f64 = numbers.iter().sum();
        match name.as_str() {
            "SUM" => Some(sum),
            "AVERAGE" => Some(sum / count(numbers.len()).filter(|_| !numbers.is_empty())?),
            "COUNT" => count(numbers.len()),
            "COUNTA" => count(filled),
            "MIN" => numbers.into_iter().reduce(f64::min),
            "MAX" => numbers.into_iter().reduce(f64::max),
            _ => None,
        }
    }

    /// A reference to cells, of the sheet it names or its own.
    fn region(&mut self) -> Option<(usize, Extent)> {
        let from = self.rest;
        let named = if let Some(quoted) = from.strip_prefix('\'') {
            let end = quoted.find("'!")?;
            self.rest = quoted.get(end + 2..)?;
            Some(quoted.get(..end)?.replace("''", "'"))
        } else {
            let end = from.find(|c: char| !c.is_alphanumeric() && !"_.$".contains(c)).unwrap_or(from.len());
            let name = from.get(..end).filter(|_| from.get(end..).is_some_and(|rest| rest.starts_with('!')));
            self.rest = name.and(from.get(end + 1..)).unwrap_or(from);
            name.map(str::to_owned)
        };
        let sheet = match named {
            Some(name) => self.sheets.iter().position(|one| one.name.eq_ignore_ascii_case(&name)),
            None => Some(self.own),
        };
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && !"$:".contains(c));
        let end = end.unwrap_or(self.rest.len());
        let found = sheet.zip(self.rest.get(..end).and_then(Extent::parse));
        match found {
            Some(_) => {
                self.take(end);
            }
            None => self.rest = from,
        }
        found
    }

    /// What a region's cells hold, unless one of them is itself not known yet.
    fn cells(&mut self, sheet: usize, region: Extent) -> Option<Vec<CellValue>> {
        let (from, to) = ((region.top, 0), (region.bottom, u32::MAX));
        let within = |(row, col): (u32, u32)| region.contains(row, col);
        for (_, at) in self.open.range((sheet, from)..=(sheet, to)) {
            self.cells_left = self.cells_left.checked_sub(1).filter(|_| !within(*at))?;
        }
        let mut found = Vec::new();
        for (at, cell) in self.sheets.get(sheet)?.cells.range(from..=to) {
            self.cells_left = self.cells_left.checked_sub(1)?;
            found.extend(Some(&cell.value).filter(|_| within(*at)).cloned());
        }
        self.cells_left = self.cells_left.checked_sub(1)?;
        Some(found)
    }

    /// The next character, where it is one of these.
    fn sign(&mut self, of: &[char]) -> Option<char> {
        let next = self.rest.chars().next().filter(|next| of.contains(next))?;
        self.take(next.len_utf8());
        Some(next)
    }

    /// The next so many bytes, and the spaces behind them passed over.
    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        taken
    }
}

/// The number that a cell counts as in arithmetic.
fn number(value: &CellValue) -> Option<f64> {
    match value {
        CellValue::Number(number) => Some(*number),
        CellValue::Percent(percent) => Some(percent / 100.0),
        CellValue::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, cells: &[(&str, CellValue)]) -> RawSheet {
        let cells = cells
            .iter()
            .map(|(at, value)| (parse_address(at).unwrap(), RawCell { value: value.clone() }))
            .collect();
        RawSheet { name: name.to_owned(), cells, ..RawSheet::default() }
    }

    fn body(formulas: &[(&str, &str, &str)]) -> String {
        let cell = |(at, formula, result): &(&str, &str, &str)| {
            format!("<c r=\"{at}\"><f>{formula}</f><v>{result}</v></c>")
        };
        format!("<sheetData><row>{}</row></sheetData>", formulas.iter().map(cell).collect::<String>())
    }

    fn worked_out(formula: &str) -> (Option<CellValue>, usize) {
        let number = CellValue::Number;
        let mut sheets = [
            sheet("One", &[("A1", number(4.0)), ("A2", number(6.0)), ("A3", CellValue::Text("n/a".into()))]),
            sheet("Tier's list", &[("B2", number(3.0)), ("B3", CellValue::Text("Head of Law".into()))]),
        ];
        let pending = pending(&body(&[("D1", formula, ""), ("E1", "D1*2", "")]), 0, true, &[]);
        let remarks = work_out(&mut sheets, pending, false);
        (sheets[0].cells.get(&(0, 3)).map(|cell| cell.value.clone()), remarks.len())
    }

    #[test]
    fn sums_and_arithmetic_are_worked_out() {
        for (formula, given) in [
            ("SUM(A1:A3)", 10.0),
            ("250/2+250/2", 250.0),
            ("-A1+(A2 - 1)*2", 6.0),
            ("SUM($A$1:$A$2, 'Tier''s list'!B2)*50%", 6.5),
            ("COUNTA(A1:A9)", 3.0),
            ("AVERAGE(A1:A3)", 5.0),
            ("One!A2", 6.0),
            ("A1+A9", 4.0),
        ] {
            assert_eq!(worked_out(formula), (Some(CellValue::Number(given)), 0), "{formula}");
        }
        assert_eq!(worked_out("'Tier''s list'!B3").0, Some(CellValue::Text("Head of Law".into())));
    }

    #[test]
    fn what_is_more_is_remarked_upon() {
        for formula in ["VLOOKUP(A1,B:C,2)", "A1/0", "D1+1", "E1", "A3+1", "Missing!A1", "\"a\"&A1", "SUM(A1"]
        {
            assert_eq!(worked_out(formula), (None, 1), "{formula}");
        }
    }

    #[test]
    fn results_that_the_file_holds_are_left_alone() {
        let some = body(&[("A1", "1+1", "2"), ("A2", "1+1", "0"), ("A3", "1+1", "")]);
        assert_eq!(pending(&some, 0, false, &[]).len(), 1);
        assert_eq!(pending(&some, 0, true, &[]).len(), 2);
        let empty = "<c r=\"A1\" t=\"str\"><f>IF(B1=1,2,\"\")</f><v></v></c>";
        assert!(pending(empty, 0, true, &[]).is_empty());
    }

    #[test]
    fn no_formula_takes_long_or_falls_deep() {
        let deep = format!("{}1{}", "(".repeat(9_000), ")".repeat(9_000));
        assert_eq!(worked_out(&deep), (None, 1));
        assert_eq!(worked_out(&"-".repeat(9_000)), (None, 1));
        let chain: Vec<(String, String)> =
            (1..3_000).map(|row| (format!("A{row}"), format!("SUM(A{}:A3000)", row + 1))).collect();
        let chain: Vec<(&str, &str, &str)> = chain.iter().map(|(at, sum)| (&**at, &**sum, "")).collect();
        let mut sheets = [sheet("One", &[("A3000", CellValue::Number(1.0))])];
        let remarks = work_out(&mut sheets, pending(&body(&chain), 0, false, &[]), false);
        assert_eq!(remarks.len(), 1);
    }
}
