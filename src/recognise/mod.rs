//! Recognise: which cell answers what, found by what the sheets say and never by
//! where it stands.
//!
//! A workbook goes in as it was read; out come the answers to the questions, the
//! tables of the other sections and the labels of About, each cell with its place.
//! Nothing is understood yet: `normalise` does that.

mod about;
mod coaching_prose;
mod evidence;
mod filled_in;
mod footnotes;
mod forms;
mod grid;
mod labels;
mod listed;
mod management;
mod marks;
mod places;
mod practices;
mod reviews;
mod sheets;
mod stops;
mod tables;
mod training;
mod units;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use about::{Labelled, Mention, Place};
pub use filled_in::decisions::decisions;
pub use filled_in::query_sheet::answered;
pub use places::FoundSection;
pub use practices::FoundAnswer;
pub use tables::{Table, TableCell, TableRow};

pub(crate) use labels::{
    Mark, TierLabel, delivery_headed, delivery_marked, delivery_said, headed_by, is_cost_note, is_footnote,
    is_open_choice, is_placeholder, is_total, mark, ordinal, tier_label,
};
pub(crate) use management::kinds::{Kind, kind};
pub(crate) use practices::explain::is_ditto;
pub(crate) use reviews::is_bare as names_review_alone;
pub(crate) use tables::{COHORT_FIGURES, COSTS};
pub(crate) use units::{says_minutes, says_thousands, says_thousands_of_pounds};

use crate::model::{CellRef, Code, Extent, Finding, RawBook, RawSheet, Section};
use crate::reference::Reference;
use grid::Grid;
use stops::{labels_at, stops};
use tables::headers::Header;
use tables::overlaid::{drop_headers_in_lines, drop_overlaid, prefer};
use training::cost_rows::drop_among_costs;

/// A workbook recognised.
#[derive(Debug, Clone, Default)]
pub struct Recognised {
    /// Labels of About with their values.
    pub labelled: Vec<Labelled>,
    /// Names that may be the council's.
    pub mentions: Vec<Mention>,
    /// Questions with their answers.
    pub answers: Vec<FoundAnswer>,
    /// Tables of the other sections.
    pub tables: Vec<Table>,
    /// Headings found of sections without a table.
    pub headings: Vec<Section>,
    /// Sections under whose heading stands that there is nothing.
    pub denied: Vec<Section>,
    /// Where what is asked is answered by a list of several councils, if anywhere.
    pub several: Option<CellRef>,
    /// What a person must be told.
    pub findings: Vec<Finding>,
}

/// What one sheet gave, before sheets are compared.
struct Sheet {
    upright: Grid,
    sideways: Grid,
    hidden: bool,
}

impl Sheet {
    /// How it is seen: upright, or on its side.
    fn seen(&self, side: bool) -> &Grid {
        if side { &self.sideways } else { &self.upright }
    }
}

/// Recognises a workbook. `file` is its name within the period's folder.
#[must_use]
pub fn recognise(file: &str, book: &RawBook, reference: &Reference) -> Recognised {
    let found = recognise_sheets(file, book, reference, &|_| false);
    let aside = |sheet: &RawSheet| sheets::skipped::may_hold_return(sheet, reference);
    if !found.answers.is_empty() || !found.tables.is_empty() || !book.sheets.iter().any(aside) {
        return found;
    }
    // Nothing else holds a return: a sheet named `List` may.
    let mut again = recognise_sheets(file, book, reference, &aside);
    if !again.is_whole() {
        return found;
    }
    let said = book.sheets.iter().filter(|sheet| aside(sheet));
    again.findings.extend(said.map(|sheet| sheets::skipped::read_all_the_same(file, sheet)));
    again
}

/// Recognises the sheets of a workbook but those that are left out; `kept` are read whatever they
/// are named.
fn recognise_sheets(
    file: &str,
    book: &RawBook,
    reference: &Reference,
    kept: &dyn Fn(&RawSheet) -> bool,
) -> Recognised {
    let name: Arc<str> = Arc::from(file);
    let mut found = Recognised::default();
    let (mut sheets, mut unread) = (Vec::new(), Vec::new());
    let mut places = sheets::squeezed::Places::default();
    let earlier = sheets::earlier::sheets(book, &reference.questionnaire);
    for (number, sheet) in book.sheets.iter().enumerate() {
        let left_out = !kept(sheet) && sheets::skipped::is_left_out(sheet, reference);
        let skipped = left_out.then_some(sheets::skipped::SAID);
        let why = skipped.or_else(|| earlier.get(&number).copied());
        if let Some(why) = why {
            found.findings.push(sheets::skipped::left_out(file, sheet, why));
            unread.push(sheet);
            continue;
        }
        let (upright, findings) = Grid::new(&name, sheet, reference);
        found.findings.extend(findings);
        if upright.rows().is_empty() {
            continue;
        }
        places.note(&upright);
        let sideways = upright.turned();
        sheets.push(Sheet { upright, sideways, hidden: sheet.hidden });
    }
    find_questions(&sheets, reference, &mut found);
    explain_answers(&name, &sheets, &unread, reference, &mut found);
    let of_form = |one: &Mention| about::is_of_form(one, &reference.questionnaire);
    found.mentions.retain(|one| !of_form(one));
    if found.mentions.iter().all(|mention| mention.place == Place::Other) {
        about::elsewhere::find(&sheets, reference, &mut found);
    }
    sheets::earlier::leave_out_tables(&sheets, &mut found);
    units::say_of_all(sheets.iter().map(|sheet| &sheet.upright), &mut found.tables);
    footnotes::say(sheets.iter().map(|sheet| &sheet.upright), &mut found.tables);
    places.restore(&mut found);
    found.leave_out_others(&reference.questionnaire);
    keep_best_answers(&mut found);
    found.mentions.extend(about::filed::mention(file, &reference.councils).filter(|one| !of_form(one)));
    sheets::hidden::note(file, book, &sheets, &mut found);
    found
}

/// Finds questions, tables and labels on all sheets.
fn find_questions(sheets: &[Sheet], reference: &Reference, found: &mut Recognised) {
    let asked = &reference.questionnaire;
    let mut lines = Vec::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let upright = practices::candidates(&sheet.upright, asked);
        for (sideways, candidates) in [(false, &upright), (true, &practices::turned(&upright))] {
            let found = practices::lines(candidates).into_iter();
            let found = found.map(|line| line.with_headings(sheet.seen(sideways), asked));
            lines.extend(found.map(|line| (place, sideways, line)));
        }
    }
    let lone = practices::lone::lines(sheets, &lines, asked);
    lines.extend(lone);
    // The fullest line is the questions; others only add what it lacks.
    lines.sort_by_key(|(place, sideways, line)| {
        (std::cmp::Reverse((line.len(), line.score)), *place, *sideways)
    });
    let read = |lines: (&[FoundLine], &[FoundLine]), found: &mut Recognised| {
        for (place, sheet) in sheets.iter().enumerate() {
            read_sheet(sheet, place, lines, reference, found);
        }
    };
    let before = found.clone();
    read((&lines, &[]), found);
    // A blank form left in the workbook asks the most and answers nothing.
    let is_blank = |line: &&FoundLine| {
        let name = sheets.get(line.0).map(|sheet| sheet.upright.at_ref(0, 0).sheet);
        let own = |one: &&FoundAnswer| Some(&one.asked_at.sheet) == name.as_ref();
        !found.answers.iter().filter(own).any(FoundAnswer::is_answered)
    };
    let blank = lines.first().filter(is_blank).map(|one| one.0);
    let (left, others): (Vec<FoundLine>, Vec<FoundLine>) =
        lines.into_iter().partition(|one| Some(one.0) == blank);
    if blank.is_some() && !others.is_empty() {
        let mut again = before;
        read((&others, &left), &mut again);
        if questions_answered(&again) > questions_answered(found) {
            *found = again;
        }
    }
    for (place, side, line) in &others {
        let Some(sheet) = sheets.get(*place) else { continue };
        let unknown = practices::unclaimed::rows(sheet.seen(*side), line, &found.answers, asked);
        found.findings.extend(unknown);
    }
    let grids: Vec<&Grid> = sheets.iter().map(|sheet| &sheet.upright).collect();
    let told = practices::one_cell::answers(&grids, asked);
    let filled = |answers: &[FoundAnswer]| answers.iter().filter(|one| one.is_filled()).count();
    if filled(&told) > filled(&found.answers) {
        found.answers = told;
    }
}

/// How many questions are answered, wherever that is.
fn questions_answered(found: &Recognised) -> usize {
    let answered = found.answers.iter().filter(|one| one.is_answered());
    answered.map(|one| one.question.as_str()).collect::<BTreeSet<_>>().len()
}

/// Adds what answers in signs mean; a key may stand on a sheet of lists, which is read for nothing
/// else.
fn explain_answers(
    file: &Arc<str>,
    sheets: &[Sheet],
    unread: &[&RawSheet],
    reference: &Reference,
    found: &mut Recognised,
) {
    let mut grids: Vec<&Grid> = sheets.iter().map(|sheet| &sheet.upright).collect();
    practices::explain::by_number(&grids, &mut found.answers);
    let signs = found.answers.iter().filter(|answer| practices::explain::is_sign(&answer.text)).count();
    let keys: Vec<Grid> =
        unread.iter().filter(|_| signs > 1).map(|sheet| Grid::new(file, sheet, reference).0).collect();
    grids.extend(&keys);
    practices::explain::explain(&grids, &mut found.answers);
}

/// Where questions were found: the sheet, whether on its side, and the line.
type FoundLine = (usize, bool, practices::Line);

/// Reads a sheet; of all lines of questions, those to be read and those left blank.
fn read_sheet(
    sheet: &Sheet,
    place: usize,
    (lines, left): (&[FoundLine], &[FoundLine]),
    reference: &Reference,
    found: &mut Recognised,
) {
    let asked = &reference.questionnaire;
    let own = practices::own_lines::own_lines(sheet, place, lines);
    let (labelled, mut label_rows) = about::labelled(&sheet.upright, asked);
    label_rows.extend(practices::own_lines::left_over(sheet, place, lines.iter().chain(left), &own));
    let Drawn { upright, sideways, tables } =
        draw_tables(sheet, &own, &label_rows, reference, &mut found.findings);
    let mut answers = Vec::new();
    for (_, side, line) in &own {
        let (grid, headers) = if *side { (&sheet.sideways, &sideways) } else { (&sheet.upright, &upright) };
        let turned = if *side { &upright } else { &sideways };
        let mut ends: Vec<(u32, u32, u32)> = headers.iter().map(|h| (h.top, h.left(), h.right())).collect();
        ends.extend(turned.iter().map(|h| (h.left(), h.top, h.bottom)));
        // The column of tiers before a first heading is the table's; lists and forms have none.
        let seen = |region: Extent| if *side { region.turned() } else { region };
        let apart = |one: Extent| line.is_apart_from(grid, seen(one).left);
        let form = |table: &&Table| table.score == 0 && region(table).is_some_and(apart);
        let listed = |table: &&Table| matches!(table.section, Section::Management | Section::Reviews);
        let ends_them = |table: &&Table| listed(table) || form(table);
        let others = tables.iter().filter(ends_them).filter_map(region).map(seen);
        let others = others.map(|one| (one.top, one.left, one.right));
        ends.extend(others.filter(|end| end.1 > line.column()));
        // A table that began above and goes on to the right of the questions is beside them.
        let beside = tables.iter().filter(ends_them).filter_map(region).map(seen);
        let beside =
            beside.filter(|one| one.left > line.column() && (one.top..=one.bottom).contains(&line.top()));
        ends.extend(beside.map(|one| (line.top(), one.left, one.right)));
        // The last row of a table above is no heading of theirs.
        let above = tables.iter().filter_map(region).map(seen).filter(|one| one.bottom < line.top());
        let above = above.filter(|one| one.left <= line.column());
        ends.extend(above.map(|one| (one.bottom, line.column(), one.right)));
        // A label over the questions ends nothing of theirs.
        ends.extend(labels_at(&label_rows, *side).into_iter().filter(|label| label.0 > line.top()));
        // Tiers labelled one by one have no header.
        let unheaded = tables.iter().filter(|table| table.score == 0 && table.section == Section::Management);
        ends.extend(unheaded.filter(|_| !*side).map(|table| (table.at.row, table.at.col, table.at.col + 1)));
        // So have the parts of a list with a field to each row.
        let parts = tables.iter().filter(|table| table.score == 0 && table.section != Section::Reviews);
        let parts = parts.filter_map(region).filter(|one| one.top > line.top());
        let around = |one: &Extent| one.left < line.column() && one.right > line.column();
        ends.extend(parts.filter(|one| !*side && around(one)).map(|one| (one.top, one.left, one.right)));
        let others = own.iter().filter(|one| one.1 == *side && one.2.column() != line.column());
        ends.extend(others.flat_map(|(_, _, other)| other.places()));
        let below = own.iter().filter(|one| *side && !one.1);
        ends.extend(below.flat_map(|(_, _, other)| other.places().map(|(row, col, _)| (col, row, row))));
        answers.extend(practices::answers_of(grid, line, asked, &ends));
    }
    let asked_at = tables.iter().map(|table| &table.at).chain(answers.iter().map(|one| &one.asked_at));
    let known = (asked, &reference.councils);
    found.several = found
        .several
        .take()
        .or_else(|| about::several::answered_by_several(&sheet.upright, asked_at.cloned(), known));
    found.answers.extend(answers);
    let questions = own.iter().map(|(_, side, line)| if *side { line.column() } else { line.top() });
    let corner = about::corners::corner_of(&upright, &sheet.upright, &tables, questions.min());
    found.mentions.extend(about::mentions(&sheet.upright, &labelled, &reference.councils, corner));
    // The day of a review is not that of the return.
    let reviews: Vec<Extent> =
        tables.iter().filter(|table| table.section == Section::Reviews).filter_map(region).collect();
    let of_review = |label: &Labelled| {
        label.id == "completed" && reviews.iter().any(|one| one.contains(label.at.row, label.at.col))
    };
    found.labelled.extend(labelled.into_iter().filter(|label| !of_review(label)));
    found.headings.extend(marks::section_headings(&sheet.upright, reference));
    found.denied.extend(marks::denied_sections(&sheet.upright, reference));
    found.tables.extend(tables);
}

/// The headers and tables of a sheet, upright and on its side.
struct Drawn {
    upright: Vec<Header>,
    sideways: Vec<Header>,
    tables: Vec<Table>,
}

fn draw_tables(
    sheet: &Sheet,
    own: &[&FoundLine],
    label_rows: &[(u32, u32, u32)],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> Drawn {
    let asked = &reference.questionnaire;
    let known = (asked, &reference.qualifications);
    let taken =
        |side: bool| own.iter().flat_map(move |line| line.2.cells_taken(sheet.seen(line.1), line.1 != side));
    let upright = tables::headers::headers(&sheet.upright, known, &taken(false).collect());
    let sideways = tables::headers::headers(&sheet.sideways, known, &taken(true).collect());
    let sideways = drop_among_costs(&sheet.upright, &upright, sideways);
    let (upright, sideways) = own.iter().fold((upright, sideways), |(up, down), line| {
        let grid = sheet.seen(line.1);
        let from = line.2.header_stop(grid, asked).map(|(row, _, right)| (row, right));
        drop_headers_in_lines(up, down, line, (from, line.2.is_answered_before(grid)))
    });
    let stops = |side: bool| stops(sheet, side, own, label_rows, asked);
    let mut foreign = tables::foreign::rows(&sheet.upright, &upright, asked);
    foreign.retain(|(row, _, _)| label_rows.iter().all(|label| label.0 != *row));
    let (down_stops, across_stops) = ([stops(false), foreign.clone()].concat(), stops(true));
    let marks = marks::section_marks(&sheet.upright, &upright, reference);
    let turned_marks: Vec<_> = marks.iter().map(|(section, row, col)| (*section, *col, *row)).collect();
    let mut tables = tables::tables(&sheet.upright, &upright, &down_stops, &marks);
    let mut turned = tables::tables(&sheet.sideways, &sideways, &across_stops, &turned_marks);
    prefer(&mut tables, &mut turned);
    let dropped = [drop_overlaid(&mut tables, &turned, true), drop_overlaid(&mut turned, &tables, false)];
    turned.retain(|table| !table.rows.is_empty());
    // Now that it is known which tables stand upright and which lie on their side,
    // each ends where one of the other kind begins.
    let [up_dropped, side_dropped] = &dropped;
    let upright = kept(upright, &tables, |header| up_dropped.contains(&header.at(&sheet.upright)));
    let sideways = kept(sideways, &turned, |header| side_dropped.contains(&header.at(&sheet.sideways)));
    // What a table takes is not yet sure, but for its header.
    let across = tables.iter().filter_map(region).map(|r| (r.left, r.top, r.top + 1));
    let across = [across_stops, across.collect()].concat();
    turned = tables::tables(&sheet.sideways, &sideways, &across, &turned_marks);
    let down = turned.iter().filter_map(region).map(|r| (r.top, r.left, r.right));
    let down = [down_stops.clone(), down.collect()].concat();
    tables = tables::tables(&sheet.upright, &upright, &down, &marks);
    turned.retain(|table| !table.rows.is_empty());
    tables.extend(turned);
    let grid = &sheet.upright;
    management::prose::add(grid, &mut tables, asked);
    tables::unheaded::add(grid, &mut tables, &upright, reference);
    coaching_prose::add(grid, &mut tables, asked);
    let begun = reviews::begun::of_tables(grid, &tables, &marks).into_iter();
    let questions = own.iter().flat_map(|line| reviews::begun::of_questions(grid, line.1, &line.2, asked));
    let begun: Vec<(u32, u32, u32)> = begun.chain(labels_at(label_rows, false)).chain(questions).collect();
    forms::add(grid, &mut tables, asked, &|section| {
        let others = marks.iter().filter(|mark| mark.0 != section).map(|mark| (mark.1, mark.2, mark.2));
        down_stops.iter().copied().chain(others).collect()
    });
    let headed = marks.iter().any(|mark| mark.0 == Section::Training);
    training::statements::add(grid, &mut tables, headed, asked);
    listed::add(grid, &sheet.sideways, &mut tables, asked);
    reviews::add(grid, &mut tables, asked, &begun);
    reviews::ticks::settle(&mut tables);
    tables::signed::leave_out(&mut tables);
    findings.extend(tables::foreign::say(grid, &foreign, &tables));
    Drawn { upright, sideways, tables }
}

/// The cells that a table takes, as the file has them.
fn region(table: &Table) -> Option<Extent> {
    let cells = || table.rows.iter().flat_map(|row| &row.places).chain([&table.at]);
    Some(Extent {
        top: cells().map(|at| at.row).min()?,
        left: cells().map(|at| at.col).min()?,
        bottom: cells().map(|at| at.row).max()?,
        right: cells().map(|at| at.col).max()?,
    })
}

/// The headers whose tables were not `dropped`, of the sections that have tables.
fn kept(headers: Vec<Header>, tables: &[Table], dropped: impl Fn(&Header) -> bool) -> Vec<Header> {
    let stays =
        |header: &Header| !dropped(header) && tables.iter().any(|table| table.section == header.section);
    headers.into_iter().filter(stays).collect()
}

/// For each question, the best of what was found: an answer before a blank.
fn keep_best_answers(found: &mut Recognised) {
    let mut kept: Vec<FoundAnswer> = Vec::new();
    for answer in std::mem::take(&mut found.answers) {
        let filled = FoundAnswer::is_filled;
        match kept.iter_mut().find(|one| one.question == answer.question) {
            None => kept.push(answer),
            Some(one) if !filled(one) && (filled(&answer) || !one.is_answered()) => *one = answer,
            Some(one) if filled(one) && filled(&answer) && one.text != answer.text => {
                let message = format!(
                    "This question is answered in two places; the answer at {} was read. Delete the one that does not count.",
                    one.at
                );
                found.findings.push(Finding::at(Code::SectionTwice, &answer.at, answer.text, message));
            }
            Some(_) => {}
        }
    }
    found.answers = kept;
}
