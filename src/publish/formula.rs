//! Formulas over the book's own cells, named by table and column, so that no
//! formula knows where on a sheet its table comes to stand.

use super::book::Unit;

/// A formula as pieces of text and areas of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The pieces, in order.
    pub parts: Vec<Part>,
}

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// As it is written.
    Code(String),
    /// Cells.
    Area(Area),
}

/// Cells of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The table's id.
    pub table: &'static str,
    /// First column, from 0.
    pub first: usize,
    /// Last column.
    pub last: usize,
    /// Which rows.
    pub rows: Rows,
}

/// Which rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// All of them, without header and total.
    All,
    /// One, from 0.
    At(usize),
    /// From one to another, from 0, both included.
    Between(usize, usize),
    /// The total.
    Total,
}

impl Area {
    /// A whole column, without header and total.
    #[must_use]
    pub fn column(table: &'static str, column: usize) -> Self {
        Self { table, first: column, last: column, rows: Rows::All }
    }

    /// One cell.
    #[must_use]
    pub fn cell(table: &'static str, column: usize, row: usize) -> Self {
        Self { table, first: column, last: column, rows: Rows::At(row) }
    }

    /// A stretch of a column, both rows included.
    #[must_use]
    pub fn stretch(table: &'static str, column: usize, rows: (usize, usize)) -> Self {
        Self { table, first: column, last: column, rows: Rows::Between(rows.0, rows.1) }
    }

    /// A cell of the total.
    #[must_use]
    pub fn total(table: &'static str, column: usize) -> Self {
        Self { table, first: column, last: column, rows: Rows::Total }
    }
}

impl Formula {
    /// What another cell shows.
    #[must_use]
    pub fn same(cell: Area) -> Self {
        Self { parts: vec![Part::Area(cell)] }
    }

    /// The sum of a column's rows that a filter leaves in sight.
    #[must_use]
    pub fn subtotal(column: Area) -> Self {
        Self { parts: vec![code("SUBTOTAL(109,"), Part::Area(column), code(")")] }
    }

    /// The sum of some cells; cells that hold words are passed over.
    #[must_use]
    pub fn sum(cells: &[Area]) -> Self {
        let mut parts = vec![code("SUM(")];
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                parts.push(code(","));
            }
            parts.push(Part::Area(*cell));
        }
        parts.push(code(")"));
        Self { parts }
    }

    /// The sum of a column over the rows where other columns hold what is asked.
    #[must_use]
    pub fn sum_where(column: Area, conditions: &[(Area, Asked)]) -> Self {
        let mut parts = vec![code("SUMIFS("), Part::Area(column), code(",")];
        push_conditions(&mut parts, conditions);
        Self { parts }
    }

    /// How many rows hold what is asked.
    #[must_use]
    pub fn count_where(conditions: &[(Area, Asked)]) -> Self {
        let mut parts = vec![code("COUNTIFS(")];
        push_conditions(&mut parts, conditions);
        Self { parts }
    }

    /// A share to the hundredth of a percent, at most the whole; `[x]` over nothing.
    #[must_use]
    pub fn share(part: Area, whole: Area) -> Self {
        Self {
            parts: vec![
                code("IF(N("),
                Part::Area(whole),
                code(")=0,\"[x]\",MIN(1,ROUND("),
                Part::Area(part),
                code("/"),
                Part::Area(whole),
                code(",4)))"),
            ],
        }
    }

    /// One cell over another, to the hundredth.
    #[must_use]
    pub fn quotient(over: Area, under: Area) -> Self {
        Self { parts: vec![code("ROUND("), Part::Area(over), code("/"), Part::Area(under), code(",2)")] }
    }

    /// The product of some cells.
    #[must_use]
    pub fn product(cells: &[Area]) -> Self {
        let mut parts = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                parts.push(code("*"));
            }
            parts.push(Part::Area(*cell));
        }
        Self { parts }
    }

    /// What lies between the least and the most; 0 where either is words.
    #[must_use]
    pub fn spread(lower: Area, upper: Area) -> Self {
        Self { parts: vec![code("N("), Part::Area(upper), code(")-N("), Part::Area(lower), code(")")] }
    }

    /// A figure as one reads it: one number, or `from to`, and its marker.
    #[must_use]
    pub fn reading(lower: Area, upper: Area, unit: Unit, marker: &str) -> Self {
        let shown = |cell: Area| match unit {
            Unit::Number => vec![code("TEXT("), Part::Area(cell), code(",\"#,##0\")")],
            Unit::Money => vec![code("TEXT("), Part::Area(cell), code(",\"£#,##0\")")],
            Unit::Percent => vec![code("TEXT(ROUND("), Part::Area(cell), code(",3),\"0.0%\")")],
        };
        let mut parts = shown(lower);
        if lower != upper {
            parts.extend([code("&IF("), Part::Area(lower), code("="), Part::Area(upper)]);
            parts.push(code(",\"\",\" to \"&"));
            parts.extend(shown(upper));
            parts.push(code(")"));
        }
        if !marker.is_empty() {
            parts.push(code(&format!("&\" {marker}\"")));
        }
        Self { parts }
    }
}

/// What a condition asks of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// These words.
    Words(String),
    /// What another cell holds.
    Cell(Area),
}

fn push_conditions(parts: &mut Vec<Part>, conditions: &[(Area, Asked)]) {
    for (place, (column, asked)) in conditions.iter().enumerate() {
        if place > 0 {
            parts.push(code(","));
        }
        parts.extend([Part::Area(*column), code(",")]);
        parts.push(match asked {
            Asked::Words(words) => code(&format!("\"{}\"", words.replace('"', "\"\""))),
            Asked::Cell(cell) => Part::Area(*cell),
        });
    }
    parts.push(code(")"));
}

fn code(text: &str) -> Part {
    Part::Code(text.to_owned())
}
