//! Answers written into the question's own cell.

use super::{answers, question_in};
use crate::recognise::labels::is_yes_or_no;
use crate::reference::{Questionnaire, words};

/// An answer written into the question's own cell: on lines of its own, or after the
/// question mark or a colon.
pub(crate) fn answer<'a>(text: &'a str, question: usize, asked: &Questionnaire) -> Option<String> {
    let of = asked.questions.get(question)?;
    let wording = words(&of.wording);
    let says_more = |rest: &&str| {
        let told = words(rest);
        let choice = told.starts_with(&["y".to_owned(), "n".to_owned()]);
        let asks = rest.trim_end().ends_with('?') || told.first().is_some_and(|w| instructs(w)) || choice;
        let own = told.is_empty() || wording.windows(told.len()).any(|part| part == told.as_slice());
        let form = own || lists(&told, &of.scale) || names_details(&told, asked);
        !asks && (!form || answers(&told)) || told.is_empty() && rest.contains('-')
    };
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let own_lines = lines.iter().skip(1).skip_while(|line| !says_more(line)).copied();
    let own_lines = own_lines.collect::<Vec<_>>().join("\n");
    let begun = |rest: &'a str| rest.trim_start_matches([' ', '\n', ':', '-', ')', '.']);
    let after = |mark: &str| {
        let rest = begun(text.rsplit_once(mark)?.1);
        [rest, begun(beyond(rest, &wording))].into_iter().find(says_more)
    };
    let rest =
        Some(own_lines.as_str()).filter(|rest| !rest.is_empty()).or_else(|| after("?")).or_else(|| {
            // `Last CPA: comment on management development` is a question whole, and
            // `Mentoring schemes - informal only` a question with its answer.
            let same = |head: &str| question_in(head, asked).is_some_and(|(one, _)| one == question);
            let parted = |(at, mark): (usize, &str)| Some((text.get(..at)?, text.get(at + mark.len()..)?));
            let colons: Vec<_> =
                text.match_indices(": ").filter_map(parted).filter(|(head, _)| same(head)).collect();
            // `By whom: Y: NEBSM` answers from the first colon on.
            let answered = colons.iter().find(|(_, rest)| begins_answer(rest));
            let colon = answered.or(colons.last()).copied();
            // `Mentoring schemes \u{2013} No - would consider`: what follows the first dash.
            let dashes = || [" - ", " \u{2013} "].into_iter().filter_map(|dash| text.split_once(dash));
            let dash = || dashes().min_by_key(|(head, _)| head.len());
            let gap = || gap(text).filter(|(head, _)| same(head));
            let (_, rest) = colon.or_else(|| dash().filter(|(head, _)| same(head))).or_else(gap)?;
            // What stands before a question mark is still the question.
            Some(begun(rest)).filter(says_more).filter(|rest| !rest.contains('?'))
        });
    rated(text, question, asked).or_else(|| rest.map(|rest| without_label(rest).trim().to_owned()))
}

/// Whether a text only says what else is asked for: `Details pls`, `site / provider`.
fn names_details(told: &[String], asked: &Questionnaire) -> bool {
    let pleads = |word: &&String| matches!(word.as_str(), "please" | "pls" | "plse" | "plea");
    let bare: Vec<String> = told.iter().filter(|word| !pleads(word)).cloned().collect();
    asked.heads_answers("detail", &bare) >= 85
}

/// Whether a text only lists the words of a scale, to choose from: `(excellent, good, fair)`.
fn lists(told: &[String], scale: &[String]) -> bool {
    let known = |word: &String| scale.contains(word) || word == "or" || word == "and";
    told.len() > 2 && told.iter().all(known)
}

/// What a question says from the one word of its scale that stands in it: `CPA rating at the last
/// review Poor`, `CPA rating at the last review weak (2004)`; or that it ends with `N/A`.
fn rated(text: &str, question: usize, asked: &Questionnaire) -> Option<String> {
    let scale = &asked.questions.get(question)?.scale;
    let begins = text.match_indices([' ', '(']).map(|(at, _)| at + 1);
    let parts: Vec<(usize, &str)> = begins
        .filter_map(|at| Some((at, text.get(at..)?)))
        .map(|(at, rest)| (at, rest.split([' ', '(']).next().unwrap_or(rest)))
        .collect();
    let is_rating = |part: &&(usize, &str)| matches!(words(part.1).as_slice(), [one] if scale.contains(one));
    let mut rated = parts.iter().filter(is_rating);
    // `Excellent, good, fair, weak or poor` is the scale itself.
    let one = match (rated.next(), rated.next()) {
        (None, _) => parts.last().filter(|_| !scale.is_empty()).filter(|last| is_not_applicable(last.1)),
        (one, None) => one,
        _ => None,
    };
    let (head, rest) = text.split_at_checked(one?.0)?;
    let head = head.trim_end_matches([' ', '(']);
    let listed = words(head).iter().any(|word| scale.contains(word));
    let asks = question_in(head, asked).is_some_and(|(one, _)| one == question) && words(head).len() > 1;
    (asks && !listed).then(|| rest.trim_end_matches([' ', '.']).to_owned())
}

fn is_not_applicable(text: &str) -> bool {
    matches!(text.trim_end_matches('.').to_lowercase().as_str(), "na" | "n/a")
}

/// Whether a text is part of a question's own words.
pub(crate) fn asks(text: &str, question: usize, asked: &Questionnaire) -> bool {
    let told = words(text);
    let wording = asked.questions.get(question).map(|one| words(&one.wording)).unwrap_or_default();
    told.is_empty() || wording.windows(told.len()).any(|part| part == told.as_slice())
}

/// What follows the question's own words that a text begins with: `Brief details please Yes`.
fn beyond<'a>(text: &'a str, wording: &[String]) -> &'a str {
    let mut ends = text.match_indices(' ').map(|(at, _)| at);
    let own = |at: &usize| {
        let told = words(text.get(..*at).unwrap_or(""));
        told.len() > 1 && wording.windows(told.len()).any(|part| part == told.as_slice())
    };
    ends.rfind(own).and_then(|at| text.get(at..)).unwrap_or("")
}

/// A question and what stands behind a gap or a sign that points at it: `CPA rating   Weak`,
/// `CPA rating > Weak`, `CPA rating ...... Weak`, `CPA rating [Weak]`.
fn gap(text: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 8] = ["  ", "\t", "=", "|", ">", "..", "\u{2026}", "["];
    let at = SIGNS.iter().filter_map(|sign| text.find(sign)).min()?;
    let (head, rest) = text.split_at_checked(at)?;
    let rest = rest.trim_start_matches([' ', '\t', '=', '|', '>', '.', '\u{2026}', '[']);
    Some((head, rest.trim_end_matches([']', ' '])))
}

/// Whether a text begins with a bare yes or no.
fn begins_answer(text: &str) -> bool {
    words(text).first().is_some_and(|word| is_yes_or_no(word))
}

/// An answer without the label that it stands behind: `A: Yes`, `A2: Yes`.
pub(crate) fn without_label(text: &str) -> &str {
    let is_label = |label: &str| {
        let label = label.trim().to_lowercase();
        let letters = label.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        label.len() <= 9 && ["a", "ans", "answer", "response", "reply"].contains(&letters)
    };
    text.split_once([':', ')', '.'])
        .filter(|(label, _)| is_label(label))
        .map_or(text, |(_, rest)| rest.trim_start())
}

/// An answer without the form's own words around it in the cell: `Our answer No`, and a last line
/// `Evidence` with nothing behind it.
pub(crate) fn without_form(text: &str, asked: &Questionnaire) -> String {
    let text = without_label(text);
    let named = |told: &[String], ids: &[&str]| ids.iter().any(|id| asked.heads_answers(id, told) >= 95);
    let mut lines: Vec<&str> = text.lines().collect();
    while lines.len() > 1
        && lines.last().is_some_and(|line| named(&words(line), &["detail", "evidence", "would_consider"]))
    {
        lines.pop();
    }
    let first = lines.first().copied().unwrap_or("");
    let begins = first.match_indices(' ').find_map(|(at, _)| {
        let (head, rest) = first.split_at_checked(at)?;
        (named(&words(head), &["answer"]) && answers(&words(rest))).then(|| rest.trim_start())
    });
    if let (Some(own), Some(rest)) = (lines.first_mut(), begins) {
        *own = rest;
    }
    lines.join("\n")
}

/// Whether a cell between a question and its answer only says which of them follows:
/// `Answer`, `Question 4`.
pub(crate) fn is_label_alone(told: &[String]) -> bool {
    match told {
        [one] => ["answer", "ans", "response", "reply"].contains(&one.as_str()),
        [word, number] => {
            let digits = number.chars().all(|c| c.is_ascii_digit());
            digits && ["question", "q", "answer"].contains(&word.as_str())
        }
        _ => false,
    }
}

/// Whether a word begins what a question asks for besides (`please give site`).
fn instructs(word: &str) -> bool {
    ["please", "if", "give", "name", "state", "brief", "which", "who", "what", "specify", "e", "eg"]
        .contains(&word)
}
