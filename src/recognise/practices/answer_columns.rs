//! What the columns around a line of questions are for: told by their headings, and which
//! of several that hold answers counts.

use std::collections::BTreeMap;

use crate::recognise::grid::Seen;
use crate::recognise::labels::{is_open_choice, is_yes_or_no};
use crate::recognise::tables::around::{Time, is_before, time};
use crate::reference::{Questionnaire, best_likeness, words};

/// What a column beside the questions is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Answer,
    Tick(String),
    Consider,
    Detail,
    /// An answer that another column replaces.
    Draft,
    Ignore,
}

/// What a heading over the answers says its column is for; `No` heads numbers to
/// the left of the questions, and answers to their right.
pub(crate) fn headed(asked: &Questionnaire, seen: &Seen, right: bool) -> Option<Role> {
    if seen.words.len() > 10 {
        return None;
    }
    // `Example answer`, `County Council (for information)` beside the council's own.
    let says = |word: &String| ["example", "sample", "specimen"].contains(&word.as_str());
    let informs = || seen.words.windows(2).any(|two| two == ["for", "information"]);
    if seen.words.iter().any(says) || informs() {
        return Some(Role::Ignore);
    }
    if is_open_choice(&seen.text) {
        return Some(Role::Answer);
    }
    // `Yes (please give details)`, `If no, would you consider it? (Y/N)`
    let parted = seen.text.split_once(['(', '[']).map(|(head, rest)| (words(head), words(rest)));
    let bare = parted.filter(|(told, rest)| {
        matches!(told.as_slice(), [one] if one == "yes" || one == "no")
            || rest.iter().all(|word| is_yes_or_no(word))
    });
    let bare = bare.and_then(|(told, _)| named(asked, &told, right));
    bare.or_else(|| named(asked, &seen.words, right))
        .or_else(|| is_future(&seen.words).then_some(Role::Ignore))
}

/// Whether a heading speaks of how it will be: `In two years' time`, `Next year`.
fn is_future(told: &[String]) -> bool {
    let is = |word: &str| told.iter().any(|one| one == word);
    let begins_in = told.first().is_some_and(|word| word == "in");
    told.len() <= 5 && (begins_in && (is("time") || is("future")) || is("next") && is("year"))
}

fn named(asked: &Questionnaire, told: &[String], right: bool) -> Option<Role> {
    let (best, id) = asked
        .answer_column
        .iter()
        .filter(|column| !(right && column.id == "number"))
        .map(|column| (best_likeness(&column.names, told), column.id.as_str()))
        .max_by_key(|(likeness, _)| *likeness)?;
    (best >= 70).then(|| match id {
        "answer" => Role::Answer,
        "would_consider" => Role::Consider,
        "detail" => Role::Detail,
        "question" | "number" | "others" => Role::Ignore,
        "evidence" => Role::Draft,
        tick => Role::Tick(tick.to_owned()),
    })
}

/// Whether a heading stands over questions.
pub(crate) fn heads_questions(asked: &Questionnaire, seen: &Seen) -> bool {
    asked.heads_answers("question", &seen.words) >= 90
}

/// What a label of an answer, beside it or before a colon, is for.
pub(crate) fn labelled(asked: &Questionnaire, told: &[String]) -> Option<Role> {
    if told.len() > 7 {
        return None;
    }
    let names = asked.answer_column.iter();
    let like = names.map(|column| (best_likeness(&column.names, told), column.id.as_str()));
    let (_, id) = like.max_by_key(|(likeness, _)| *likeness).filter(|(best, _)| *best >= 90)?;
    match id {
        "would_consider" => Some(Role::Consider),
        "detail" => Some(Role::Detail),
        "answer" => Some(Role::Answer),
        _ => None,
    }
}

/// Of columns for last year's answers and this year's, only the latest are read, and of
/// drafts and what became of them only the latter.
pub(crate) fn leave_past(headings: &[(u32, &Seen)], roles: &mut BTreeMap<u32, Role>) {
    let times: Vec<(u32, Option<Time>)> =
        headings.iter().map(|(c, seen)| (*c, time(&seen.words).filter(|_| seen.words.len() <= 10))).collect();
    let latest = times.iter().filter_map(|(_, time)| *time).max();
    let several = times.iter().any(|(_, time)| is_before(*time, latest));
    for (c, time) in &times {
        if is_before(*time, latest) || *time == Some(Time::Past) {
            roles.insert(*c, Role::Ignore);
        } else if several && time.is_some() {
            roles.entry(*c).or_insert(Role::Answer);
        }
    }
    leave_drafts(headings, roles);
}

/// `Answer for the council as a whole` beside what each department said, `Council` beside its
/// housing company: the whole council's answers count. `answers` says whether a column holds some.
pub(crate) fn leave_parts(
    headings: &[(u32, &Seen)],
    roles: &mut BTreeMap<u32, Role>,
    answers: &dyn Fn(u32) -> bool,
) {
    let own = |seen: &Seen| seen.words.len() <= 8 && is_of_council(&seen.words);
    let mut whole = headings.iter().filter(|(_, seen)| own(seen)).map(|(c, _)| *c);
    let (Some(whole), None) = (whole.next(), whole.next()) else { return };
    let part = |(c, seen): &&(u32, &Seen)| {
        let unnamed = matches!(roles.get(c), None | Some(Role::Answer));
        *c != whole && unnamed && seen.words.len() <= 6 && answers(*c)
    };
    let parts: Vec<u32> = headings.iter().filter(part).map(|(c, _)| *c).collect();
    if !parts.is_empty() && answers(whole) {
        roles.extend(parts.into_iter().map(|c| (c, Role::Draft)));
        roles.insert(whole, Role::Answer);
    }
}

/// Whether a heading says that what stands below is the whole council's.
fn is_of_council(told: &[String]) -> bool {
    let is = |word: &str| told.iter().any(|one| one == word);
    let council = is("council") || is("authority");
    let bare = told.iter().all(|word| matches!(word.as_str(), "the" | "council" | "authority"));
    council && (bare || is("whole") || is("overall"))
}

/// Between the questions and their answers, `Notes` are the form's.
pub(crate) fn leave_guidance(headings: &[(u32, &Seen)], roles: &mut BTreeMap<u32, Role>) {
    const NOTES: [&str; 5] = ["note", "notes", "guidance", "help", "prompt"];
    let answers = roles.iter().filter(|(_, role)| **role == Role::Answer).map(|(c, _)| *c).max();
    let notes =
        |seen: &Seen| seen.words.len() <= 2 && seen.words.iter().any(|word| NOTES.contains(&word.as_str()));
    for (c, _) in headings.iter().filter(|(c, seen)| answers.is_some_and(|one| *c < one) && notes(seen)) {
        roles.insert(*c, Role::Ignore);
    }
}

/// Beside a column of answers, `Planned for` says when; `Action planned` is a remark.
pub(crate) fn leave_actions(
    asked: &Questionnaire,
    headings: &[(u32, &Seen)],
    roles: &mut BTreeMap<u32, Role>,
) {
    let loose = |told: &[String]| asked.heads_answers("planned", told) < 90;
    let answered = roles.values().any(|role| *role == Role::Answer);
    let ticks = roles.values().filter(|role| matches!(role, Role::Tick(_))).count();
    for (c, seen) in headings.iter().filter(|_| answered && ticks == 1) {
        if roles.get(c) == Some(&Role::Tick("planned".to_owned())) && loose(&seen.words) {
            roles.insert(*c, Role::Detail);
        }
    }
}

/// `Draft answer` beside `Final answer`, `Answer` beside `Superseded answer`. One column
/// alone is read, whatever it is called.
fn leave_drafts(headings: &[(u32, &Seen)], roles: &mut BTreeMap<u32, Role>) {
    const ANSWERS: [&str; 5] = ["answer", "response", "reply", "position", "practice"];
    let short = || headings.iter().filter(|(_, seen)| seen.words.len() <= 8);
    let says = |one: Stage| short().any(|(_, seen)| stage(&seen.words) == Some(one));
    // `Agreed action` is no answer, unless a draft stands beside what was agreed.
    let paired = says(Stage::Draft) && says(Stage::Final);
    let staged: Vec<(u32, Option<Stage>, bool)> = short()
        .map(|(c, seen)| {
            let answers = seen.words.iter().any(|word| ANSWERS.contains(&word.as_str()))
                || time(&seen.words) == Some(Time::Present);
            (*c, stage(&seen.words), answers || roles.get(c) == Some(&Role::Answer))
        })
        .filter(|(_, stage, answers)| *answers || paired && stage.is_some())
        .collect();
    let is = |one: Stage| move |(_, stage, _): &&(u32, Option<Stage>, bool)| *stage == Some(one);
    let settled = staged.iter().any(|one| is(Stage::Final)(&one));
    let drafted = staged.iter().any(|one| is(Stage::Draft)(&one));
    // What counts: what is said to be final, else what is no draft.
    let counts = |(_, stage, answers): &(u32, Option<Stage>, bool)| match stage {
        Some(Stage::Final) => true,
        Some(Stage::Draft) => false,
        None => *answers && !settled,
    };
    if !(settled || drafted) || staged.len() < 2 || !staged.iter().any(counts) {
        return;
    }
    if !staged.iter().any(|one| !counts(one)) {
        return;
    }
    for one in &staged {
        roles.insert(one.0, if counts(one) { Role::Answer } else { Role::Draft });
    }
}

/// How far an answer had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Draft,
    Final,
}

/// What a heading says of it; nothing where it says both.
fn stage(told: &[String]) -> Option<Stage> {
    const DRAFT: [&str; 9] =
        ["draft", "drafted", "superseded", "old", "original", "initial", "former", "provisional", "interim"];
    const FINAL: [&str; 11] = [
        "final",
        "agreed",
        "approved",
        "revised",
        "amended",
        "updated",
        "corrected",
        "confirmed",
        "new",
        "definitive",
        "signed",
    ];
    let is = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
    match (is(&DRAFT), is(&FINAL)) {
        (true, false) => Some(Stage::Draft),
        (false, true) => Some(Stage::Final),
        _ => None,
    }
}
