//! What the phrases of an answer say: the words it begins with weigh most; then what it says is
//! so only in part, planned, not so, or so; last whether it describes the practice asked about.

use super::choices::is_repeated;
use super::considered::{consider_at, consider_said};
use super::part::{denied, denied_later, in_part, one_and_not_another, says_both, some_do, turned};
use super::{Coding, Doubt, coding};
use crate::reference::{AnswerRule, Phrase, Question, Questionnaire, words};

/// The code that the phrases of a text give.
pub(crate) fn phrase_code(question: &Question, text: &str, asked: &Questionnaire) -> Option<Coding> {
    let told = words(text);
    let first: Vec<String> = words(sentence(text));
    let start = begins(&told, asked);
    let holds = |code: &str, told: &[String]| {
        asked
            .answer
            .iter()
            .filter(|rule| rule.code == code)
            .flat_map(|rule| &rule.holds)
            .filter(|phrase| {
                let place = phrase.position(told);
                place.is_some_and(|at| {
                    code != "planned" || !is_repeated(told, at + phrase.len()) && !is_denied(told, at)
                })
            })
            .max_by_key(|phrase| phrase.len())
            .map(|phrase| evidence(told, phrase))
    };
    let of = |code: &str, evidence: String| Some(coding(code, &evidence));
    match start.as_ref().map(|(rule, phrase)| (rule.code.as_str(), evidence(&told, phrase))) {
        Some(("yes", said)) => {
            // `We have not used it` begins like a yes and is none.
            let plain = told.first().is_some_and(|word| word == "yes" || word == "y");
            let denied =
                first.iter().take(4).any(|word| ["not", "never", "no", "none"].contains(&word.as_str()));
            if denied && !plain {
                return after_no(text, &told, &said, asked, &holds);
            }
            // `We use application forms and interviews only`
            if let Some(phrase) = holds("no", &first).filter(|phrase| !plain && phrase.contains(' ')) {
                return of("no", phrase);
            }
            let both = one_and_not_another(text).then(|| "yes and no".to_owned());
            let in_part = both.or_else(|| holds("partly", &first)).or_else(|| in_part(sentence(text)));
            let later = holds("planned", &first);
            let settled = holds("yes", &first).is_some_and(|now| now.split(' ').count() > 2);
            match (in_part, later) {
                (Some(phrase), _) => of("partly", phrase),
                (None, Some(phrase)) if !settled => of("planned", phrase),
                _ => {
                    let turns = turned(&first).map(|rest| rest.join(" ")).or_else(|| denied_later(text));
                    Some(Coding { doubt: turns.map(Doubt::Turned), ..coding("yes", &said) })
                }
            }
        }
        Some(("no", said)) => match planned_after(text, asked) {
            // `Not yet - planned`
            Some(planned) => of("planned", planned),
            // `Not systematic`, and no more.
            None if said.split(' ').count() == told.len() && told.len() > 1 => of("no", said),
            None => after_no(text, &told, &said, asked, &holds),
        },
        Some(("planned" | "partly", _)) | None => {
            let started = start.map(|(rule, phrase)| (rule.code.clone(), evidence(&told, phrase)));
            if let Some((code, said)) = started {
                return of(&code, said);
            }
            without_beginning(question, text, &told, asked, &holds)
        }
        Some((code, said)) => of(code, said),
    }
}

/// Whether what stands at a place is denied just before it: `Nor do we intend to`.
fn is_denied(told: &[String], at: usize) -> bool {
    let before = told.get(at.saturating_sub(4)..at).unwrap_or(&[]);
    let own = before.iter().rev().take_while(|word| *word != "but" && *word != "yet");
    own.into_iter().any(|word| ["nor", "not", "never", "neither", "don", "won"].contains(&word.as_str()))
}

/// What says that it is planned, where that follows a sign after two words at most, and nothing else.
fn planned_after(text: &str, asked: &Questionnaire) -> Option<String> {
    let (head, rest) = text.split_once([',', ';', '-', '\u{2013}'])?;
    let told = words(rest);
    let (rule, phrase) = begins(&told, asked).filter(|_| words(head).len() <= 2)?;
    (rule.code == "planned" && phrase.len() == told.len()).then(|| evidence(&told, phrase))
}

/// A text that begins with no: what follows may say partly, planned, or after `but`
/// that it is so now.
fn after_no(
    text: &str,
    told: &[String],
    said: &str,
    asked: &Questionnaire,
    holds: &dyn Fn(&str, &[String]) -> Option<String>,
) -> Option<Coding> {
    const DENY: [&str; 13] = [
        "no",
        "not",
        "none",
        "never",
        "nor",
        "too",
        "abandoned",
        "dropped",
        "stopped",
        "lapsed",
        "ceased",
        "withdrawn",
        "failed",
    ];
    let of = |code: &str, evidence: &str| Some(coding(code, evidence));
    let rest = turned(told);
    let some = rest.filter(|rest| some_do(rest)).map(|rest| rest.join(" "));
    if let Some(phrase) = holds("partly", told).or(some).or_else(|| in_part(text)) {
        return of("partly", &phrase);
    }
    if (consider_said(told, asked).is_none() || rest.is_some())
        && let Some(phrase) = holds("planned", told)
    {
        return of("planned", &phrase);
    }
    let denies = |rest: &[String]| {
        rest.iter().any(|word| DENY.contains(&word.as_str())) || holds("no", rest).is_some()
    };
    match rest.filter(|rest| consider_said(rest, asked).is_none() && !denies(rest)) {
        None => of("no", said),
        Some(rest) => match holds("yes", rest) {
            Some(phrase) => of("yes", &phrase),
            None => Some(Coding { doubt: Some(Doubt::Turned(rest.join(" "))), ..coding("no", said) }),
        },
    }
}

/// A text that begins with none of the words: what it holds decides.
fn without_beginning(
    question: &Question,
    text: &str,
    told: &[String],
    asked: &Questionnaire,
    holds: &dyn Fn(&str, &[String]) -> Option<String>,
) -> Option<Coding> {
    let of = |code: &str, evidence: String| Some(coding(code, &evidence));
    if says_both(text) {
        return of("partly", "yes and no".to_owned());
    }
    if only_addresses(text) && !question.affirms.iter().any(|phrase| phrase.position(told).is_some()) {
        return None;
    }
    if let Some((position, true, phrase)) = consider_at(told, asked)
        && position < 4
        && holds("yes", told).is_none()
    {
        return of("no", phrase);
    }
    if let Some((0, false, phrase)) = consider_at(told, asked) {
        return of("no", phrase);
    }
    match lone_word(text) {
        Some("no") => return after_no(text, told, "no", asked, holds),
        Some(yes) => return of("yes", yes.to_owned()),
        None => {}
    }
    for code in ["partly", "planned", "no"] {
        let put = || in_part(text).filter(|_| code == "partly");
        if let Some(phrase) = holds(code, told).or_else(put) {
            return of(code, phrase);
        }
    }
    if let Some(phrase) = holds("yes", told) {
        let doubt = denied(told).map(Doubt::Turned);
        return Some(Coding { doubt, ..coding("yes", &phrase) });
    }
    let affirmed = question.affirms.iter().find(|phrase| phrase.position(told).is_some());
    if let Some(phrase) = affirmed.filter(|_| denied(told).is_none()) {
        return Some(Coding { doubt: Some(Doubt::Described), ..coding("yes", &evidence(told, phrase)) });
    }
    if let Some((_, true, phrase)) = consider_at(told, asked) {
        return of("no", phrase);
    }
    None
}

/// `Induction is checklist based; no, but would consider`: yes or no as a clause of its own.
fn lone_word(text: &str) -> Option<&'static str> {
    let mut clauses = text.split([',', ';', '.', '\n', '-', '\u{2013}']).map(words);
    clauses.find_map(|clause| match clause.as_slice() {
        [one] if one == "no" => Some("no"),
        [one] if one == "yes" => Some("yes"),
        _ => None,
    })
}

/// The rule and phrase that a text begins with: the longest phrase, of equals the
/// one declared first.
pub(crate) fn begins<'a>(told: &[String], asked: &'a Questionnaire) -> Option<(&'a AnswerRule, &'a Phrase)> {
    let mut best: Option<(&AnswerRule, &Phrase)> = None;
    for rule in &asked.answer {
        let whole = rule.whole.iter().filter(|phrase| phrase.is(told));
        for phrase in rule.starts.iter().filter(|phrase| phrase.starts(told)).chain(whole) {
            if best.is_none_or(|(_, longest)| phrase.len() > longest.len()) {
                best = Some((rule, phrase));
            }
        }
    }
    best
}

/// The first sentence of a text.
fn sentence(text: &str) -> &str {
    let end = text.find(['.', '\n', ';']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The phrase as it stands in the text.
pub(crate) fn evidence(told: &[String], phrase: &Phrase) -> String {
    let Some(place) = phrase.position(told) else { return String::new() };
    told.get(place..place + phrase.len()).unwrap_or(&[]).join(" ")
}

fn only_addresses(text: &str) -> bool {
    let mut parts = text.split_whitespace().peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let part = part.to_lowercase();
            part.starts_with("www.")
                || part.starts_with("http")
                || part.contains(".gov.uk")
                || part.contains(".co.uk")
                || part.contains('@')
        })
}
