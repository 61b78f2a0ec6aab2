//! Who filled a return in, signed below its last table: `Signed | P Jones`, `Position | Head of HR`.
//! It stands in the table's columns, whatever section that is of, and is none of its rows.

use super::{Table, TableRow};
use crate::reference::words;

/// A label takes no more bytes.
const LONGEST: usize = 30;

/// Leaves out of tables the rows that only say who filled the return in.
pub(crate) fn leave_out(tables: &mut [Table]) {
    for table in tables {
        let labels: Vec<Option<Label>> = table.rows.iter().map(label).collect();
        if labels.iter().flatten().all(|label| *label != Label::Signs) {
            continue;
        }
        let mut signed = false;
        let mut labels = labels.into_iter();
        table.rows.retain(|_| {
            let label = labels.next().flatten();
            signed = label == Some(Label::Signs) || signed && label.is_some();
            !signed
        });
    }
}

/// What the label of such a row asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// For a signature.
    Signs,
    /// Who that is, below the signature.
    Tells,
}

/// The label of a row that holds nothing but that and its value.
fn label(row: &TableRow) -> Option<Label> {
    const SIGNS: [&str; 12] = [
        "signed",
        "signed by",
        "signature",
        "signature of officer",
        "completed by",
        "form completed by",
        "return completed by",
        "on behalf of",
        "signed on behalf of",
        "for and on behalf of",
        "contact officer",
        "authorised by",
    ];
    const TELLS: [&str; 16] = [
        "name",
        "print name",
        "name in capital",
        "position",
        "position held",
        "post",
        "post held",
        "post title",
        "job title",
        "title",
        "designation",
        "date",
        "dated",
        "department",
        "tel",
        "telephone",
    ];
    let mut cells = row.cells.iter().flatten().map(|cell| cell.text.as_str());
    let mut filled = row.beside.as_deref().into_iter().chain(&mut cells);
    let (first, second, None) = (filled.next()?, filled.next(), filled.next()) else { return None };
    // `Signed: P Jones` may stand in one cell.
    let head = match (first.split_once(':'), second) {
        (Some((head, _)), None) => head,
        _ => first,
    };
    if head.len() > LONGEST {
        return None;
    }
    let told = words(head).join(" ");
    let alone = second.is_none() && head.len() == first.len();
    if SIGNS.contains(&told.as_str()) && !alone {
        return Some(Label::Signs);
    }
    TELLS.contains(&told.as_str()).then_some(Label::Tells)
}
