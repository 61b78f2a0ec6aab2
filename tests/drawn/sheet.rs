//! The drawing of a return, as `tests/cases/README.md` describes it.

use std::fmt;

use returns::generate::sheet::{Book, Cell, Row, Sheet};

/// The workbooks of one case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawing {
    pub books: Vec<Book>,
    /// Other files: period, name, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// Copies of the workbook before them: period, name, place in `books`.
    pub copies: Vec<(String, String, usize)>,
}

impl Drawing {
    /// Reads a drawing; says where one cannot be read.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut drawing = Self { books: Vec::new(), files: Vec::new(), copies: Vec::new() };
        let mut period = "2005".to_owned();
        for (number, line) in (1..).zip(text.lines()) {
            let fault = |why: &str| Err(format!("line {number}: {why}: {line}"));
            let line = line.trim();
            if line.starts_with('#') {
                continue;
            }
            if let Some(rest) = line.strip_prefix("== ") {
                let Some((name, flags)) = rest.rsplit_once("==") else {
                    return fault("a sheet's name ends with ==");
                };
                let hidden = flags.trim() == "hidden";
                if !hidden && !flags.trim().is_empty() {
                    return fault("no such flag");
                }
                let sheet = Sheet { name: name.trim().to_owned(), hidden, ..Sheet::default() };
                drawing.book(&period).sheets.push(sheet);
            } else if let Some((key, value)) = setting(line) {
                if key == "period" {
                    value.clone_into(&mut period);
                } else if !drawing.set(&period, key, value) {
                    return fault("no such setting");
                }
            } else if let Some(sheet) = drawing.books.last_mut().and_then(|book| book.sheets.last_mut()) {
                let (hidden, drawn) = line.strip_prefix("hidden ").map_or((false, line), |rest| (true, rest));
                match cells(drawn.trim()) {
                    Ok(cells) => sheet.rows.push(Row { hidden, cells, ..Row::default() }),
                    Err(why) => return fault(&why),
                }
            } else if !line.is_empty() {
                return fault("this stands before the first sheet");
            }
        }
        let empty = drawing.books.is_empty() && drawing.files.is_empty();
        if empty { Err("nothing is drawn".to_owned()) } else { Ok(drawing) }
    }

    fn set(&mut self, period: &str, key: &str, value: &str) -> bool {
        match key {
            "file" => self.books.push(new_book(period, value)),
            "copy" if !self.books.is_empty() => {
                self.copies.push((period.to_owned(), value.to_owned(), self.books.len() - 1));
            }
            "bytes" => {
                let (name, content) = value.split_once(':').unwrap_or((value, ""));
                self.files.push((
                    period.to_owned(),
                    name.to_owned(),
                    content.trim_start().replace("\\n", "\n").replace("\\t", "\t").into_bytes(),
                ));
            }
            "dates" if value == "1904" => self.book(period).from_1904 = true,
            _ => return false,
        }
        true
    }

    fn book(&mut self, period: &str) -> &mut Book {
        if self.books.is_empty() {
            self.books.push(new_book(period, "return.xlsx"));
        }
        self.books.last_mut().unwrap()
    }
}

fn new_book(period: &str, file: &str) -> Book {
    Book { period: period.to_owned(), file: file.to_owned(), ..Book::default() }
}

/// A workbook as a drawing.
pub(crate) struct Drawn<'b>(pub &'b Book);

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "file = {}", self.0.file)?;
        for sheet in &self.0.sheets {
            writeln!(f, "== {} =={}", sheet.name, if sheet.hidden { " hidden" } else { "" })?;
            for row in &sheet.rows {
                let cells: Vec<String> = row.cells.iter().map(drawn).collect();
                writeln!(f, "{}| {} |", if row.hidden { "hidden " } else { "" }, cells.join(" | "))?;
            }
        }
        Ok(())
    }
}

/// A cell as it is drawn.
fn drawn(drawn: &Cell) -> String {
    match drawn {
        Cell::Nothing => String::new(),
        Cell::MergedLeft(text) => format!("<{text}"),
        Cell::MergedAbove(text) => format!("^{text}"),
        Cell::Text(text) => {
            let text = text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n");
            if cell(&text) == Ok(Cell::Text(text.clone())) { text } else { format!("\"{text}\"") }
        }
        Cell::Number(number) => number.to_string(),
        Cell::Percent(number) => format!("={number}%"),
        Cell::Pounds(number) => format!("=\u{a3}{number}"),
        Cell::Date(date) => format!("={date}"),
        Cell::Flag(flag) => format!("={}", flag.to_string().to_uppercase()),
        Cell::Formula(formula, result) => format!("{formula}::{result}"),
    }
}

fn setting(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(" = ")?;
    key.chars().all(|letter| letter.is_ascii_lowercase()).then_some((key, value.trim()))
}

/// The cells of a row; an empty line is an empty row.
fn cells(line: &str) -> Result<Vec<Cell>, String> {
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let inner = line.strip_prefix('|').ok_or("a row begins with |")?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut parts = vec![String::new()];
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut().unwrap();
        match letter {
            '|' => parts.push(String::new()),
            '\\' => match letters.next() {
                Some('n') => last.push('\n'),
                Some(other) => last.push(other),
                None => {}
            },
            other => last.push(other),
        }
    }
    parts.iter().map(|part| cell(part.trim_matches(' '))).collect()
}

fn cell(text: &str) -> Result<Cell, String> {
    if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Ok(Cell::Text(inner.to_owned()));
    }
    if let Some(special) = text.strip_prefix('=') {
        return typed(special).ok_or_else(|| format!("{text} is no cell that can be drawn"));
    }
    Ok(match text {
        "" => Cell::Nothing,
        _ if text.starts_with('<') && !text.contains('>') => Cell::MergedLeft(text[1..].to_owned()),
        _ if text.starts_with('^') => Cell::MergedAbove(text[1..].to_owned()),
        _ => plain_number(text).map_or_else(|| Cell::Text(text.to_owned()), Cell::Number),
    })
}

fn typed(text: &str) -> Option<Cell> {
    if let Some((formula, result)) = text.split_once("::") {
        return Some(Cell::Formula(format!("={}", formula.trim()), result.trim().to_owned()));
    }
    if text.starts_with('#') {
        return Some(Cell::Formula("=1/0".to_owned(), text.to_owned()));
    }
    if let Some(number) = text.strip_suffix('%') {
        return plain_number(number).map(Cell::Percent);
    }
    if let Some(number) = text.strip_prefix('\u{a3}') {
        return plain_number(number).map(Cell::Pounds);
    }
    match text {
        "TRUE" => Some(Cell::Flag(true)),
        "FALSE" => Some(Cell::Flag(false)),
        _ => text.parse().ok().map(Cell::Date),
    }
}

fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && !digits.ends_with('.');
    if is_plain { text.parse().ok() } else { None }
}
