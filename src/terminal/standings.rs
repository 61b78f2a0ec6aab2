//! Who has returned, and how complete it is.

use std::fmt::Write as _;

use comfy_table::CellAlignment;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use jiff::civil::Date;

use super::plain;
use crate::completeness::{Standing, State};
use crate::model::{Evaluation, Status};

/// How councils stand on a day.
#[must_use]
pub fn standings(evaluation: &Evaluation, standings: &[Standing], today: Date) -> String {
    let wave = &evaluation.wave;
    let mut out = format!("{}, {}\n", plain(&wave.period.title, 40), today.strftime("%-d %B %Y"));
    let count = |state: State| standings.iter().filter(|one| one.state == state).count();
    let complete = standings.iter().filter(|one| one.complete).count();
    let (expected, outstanding) = (wave.expected.len(), count(State::Outstanding));
    let received = match wave.period.due {
        None => format!("{} received", count(State::Received)),
        Some(_) => format!(
            "{} on time, {} late, {} received but not dated",
            count(State::OnTime),
            count(State::Late),
            count(State::Undated)
        ),
    };
    let _ = writeln!(out, "{expected} expected: {received}, {outstanding} outstanding; {complete} complete");
    if let Some(due) = wave.period.due {
        let _ = writeln!(out, "Due {}", due.strftime("%-d %B %Y"));
    }
    out.push('\n');
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["Council", "Return", "Days late", "Sections", "Key questions", "Errors", "Queries"]);
    for one in standings {
        let days = one.days_late.map_or_else(String::new, |days| days.to_string());
        let (sections, questions) = if one.state == State::Outstanding {
            (String::new(), String::new())
        } else {
            (format!("{} of 6", one.sections), format!("{} of {}", one.key_questions.0, one.key_questions.1))
        };
        let open = [one.open.0, one.open.1].map(|number| number.to_string());
        let [errors, queries] = open;
        table.add_row([
            one.council.name.to_string(),
            one.state.word().to_owned(),
            days,
            sections,
            questions,
            errors,
            queries,
        ]);
    }
    for column in 2..7 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let _ = writeln!(out, "{table}");
    for row in wave.received.iter().filter(|row| row.status == Status::Rejected) {
        let _ = writeln!(out, "Rejected: {}: {}", plain(&row.file, 60), plain(&row.reason, 200));
    }
    out
}
