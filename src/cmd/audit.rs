//! `returns audit`: whether a workbook is made as the guidance on statistics in
//! spreadsheets asks, item by item.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use returns::audit::{Fault, Item, Verdict, audit};
use returns::error::Error;
use returns::read::FILE_BYTES;
use returns::terminal;
use serde_json::json;

use super::pretty;
use crate::cli::{Common, Format, Outcome, REJECTED};

/// Faults of one item that are printed; the JSON document has all of them.
const PRINTED: usize = 10;

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    /// Workbook (.xlsx) to audit
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Audit {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let fault = |source| Error::Io { doing: "cannot read", path: self.file.clone(), source };
        let length = std::fs::metadata(&self.file).map_err(fault)?.len();
        let name = self.file.display().to_string();
        if length > FILE_BYTES {
            return Err(Error::Missing(format!("{name} is larger than 64 MB.")));
        }
        let bytes = std::fs::read(&self.file).map_err(fault)?;
        let items = audit(&bytes).map_err(|why| Error::Missing(format!("{name}: {why}")))?;
        let failed = items.iter().any(|(_, verdict)| matches!(verdict, Verdict::Failed(_)));
        let output = match common.format {
            Format::Text => text(&name, &items),
            Format::Json => pretty(&json!({
                "file": name, "passed": !failed,
                "items": items.iter().map(|(item, verdict)| item_json(item, verdict)).collect::<Vec<_>>(),
            })),
        };
        Ok(Outcome { output, messages: String::new(), code: if failed { REJECTED } else { 0 } })
    }
}

fn text(name: &str, items: &[(&Item, Verdict)]) -> String {
    let mut text = format!("{}\n\n", terminal::plain(name, 200));
    let (mut passed, mut failed, mut people) = (0, 0, 0);
    for (item, verdict) in items {
        let word = match verdict {
            Verdict::Passed => "passed",
            Verdict::Failed(_) => "FAILED",
            Verdict::ForAPerson => "person",
        };
        let _ = writeln!(text, "{word}  {}: {}", item.id, item.asks);
        match verdict {
            Verdict::Passed => passed += 1,
            Verdict::ForAPerson => people += 1,
            Verdict::Failed(faults) => {
                failed += 1;
                for fault in faults.iter().take(PRINTED) {
                    let _ = writeln!(text, "          {}", terminal::plain(&line(fault), 200));
                }
                if faults.len() > PRINTED {
                    let _ = writeln!(text, "          and {} more", faults.len() - PRINTED);
                }
            }
        }
    }
    let _ = writeln!(text, "\n{passed} items passed, {failed} failed; {people} need a person.");
    text
}

fn line(fault: &Fault) -> String {
    match (fault.sheet.as_str(), fault.cell.as_str()) {
        ("", _) => fault.found.clone(),
        (sheet, "") => format!("{sheet}: {}", fault.found),
        (sheet, cell) => format!("{sheet}!{cell}: {}", fault.found),
    }
}

fn item_json(item: &Item, verdict: &Verdict) -> serde_json::Value {
    let (word, faults) = match verdict {
        Verdict::Passed => ("passed", &[][..]),
        Verdict::Failed(faults) => ("failed", faults.as_slice()),
        Verdict::ForAPerson => ("person", &[][..]),
    };
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| json!({ "sheet": fault.sheet, "cell": fault.cell, "found": fault.found }))
        .collect();
    json!({ "id": item.id, "asks": item.asks, "verdict": word, "faults": faults })
}
