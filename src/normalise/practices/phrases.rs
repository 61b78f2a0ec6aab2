//! What the phrases of an answer say: the words it begins with weigh most; then what it says is
//! so only in part, planned, not so, or so; last whether it describes the practice asked about.

use super::Coding;
use super::choices::is_repeated;
use super::considered::{consider_at, consider_said};
use crate::reference::{AnswerRule, Phrase, Question, Questionnaire, words};

/// The code that the phrases of a text give.
pub(crate) fn phrase_code(question: &Question, text: &str, asked: &Questionnaire) -> Option<Coding> {
    let told = words(text);
    let first: Vec<String> = first_sentence(text);
    let start = begins(&told, asked);
    let holds = |code: &str, told: &[String]| {
        asked
            .answer
            .iter()
            .filter(|rule| rule.code == code)
            .flat_map(|rule| &rule.holds)
            .filter(|phrase| {
                let place = phrase.position(told).map(|place| place + phrase.len());
                place.is_some_and(|after| code != "planned" || !is_repeated(told, after))
            })
            .max_by_key(|phrase| phrase.len())
            .map(|phrase| evidence(told, phrase))
    };
    let of = |code: &str, evidence: String| Some(Coding { code: code.to_owned(), evidence, inferred: false });
    match start.as_ref().map(|(rule, phrase)| (rule.code.as_str(), evidence(&told, phrase))) {
        Some(("yes", said)) => {
            // `We have not used it` begins like a yes and is none.
            let plain = told.first().is_some_and(|word| word == "yes" || word == "y");
            let denied =
                first.iter().take(4).any(|word| ["not", "never", "no", "none"].contains(&word.as_str()));
            if denied && !plain {
                return after_no(&told, said, asked, &holds);
            }
            let in_part = holds("partly", &first);
            let later = holds("planned", &first);
            let settled = holds("yes", &first).is_some_and(|now| now.split(' ').count() > 2);
            match (in_part, later) {
                (Some(phrase), _) => of("partly", phrase),
                (None, Some(phrase)) if !settled => of("planned", phrase),
                _ => of("yes", said),
            }
        }
        Some(("no", said)) => match planned_after(text, asked) {
            // `Not yet - planned`
            Some(planned) => of("planned", planned),
            // `Not systematic`, and no more.
            None if said.split(' ').count() == told.len() && told.len() > 1 => of("no", said),
            None => after_no(&told, said, asked, &holds),
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
    told: &[String],
    said: String,
    asked: &Questionnaire,
    holds: &dyn Fn(&str, &[String]) -> Option<String>,
) -> Option<Coding> {
    let of = |code: &str, evidence: String| Some(Coding { code: code.to_owned(), evidence, inferred: false });
    let but = told
        .iter()
        .position(|word| word == "but" || word == "although" || word == "though" || word == "however");
    let rest = but.and_then(|place| told.get(place + 1..)).unwrap_or(&[]);
    if let Some(phrase) = holds("partly", told) {
        return of("partly", phrase);
    }
    if (consider_said(told, asked).is_none() || but.is_some())
        && let Some(phrase) = holds("planned", told)
    {
        return of("planned", phrase);
    }
    if !rest.is_empty()
        && consider_said(rest, asked).is_none()
        && holds("no", rest).is_none()
        && let Some(phrase) = holds("yes", rest)
    {
        return of("yes", phrase);
    }
    of("no", said)
}

/// A text that begins with none of the words: what it holds decides.
fn without_beginning(
    question: &Question,
    text: &str,
    told: &[String],
    asked: &Questionnaire,
    holds: &dyn Fn(&str, &[String]) -> Option<String>,
) -> Option<Coding> {
    let of = |code: &str, evidence: String| Some(Coding { code: code.to_owned(), evidence, inferred: false });
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
    for code in ["partly", "planned", "no"] {
        if let Some(phrase) = holds(code, told) {
            return of(code, phrase);
        }
    }
    if let Some(phrase) = holds("yes", told) {
        return of("yes", phrase);
    }
    let affirmed = question.affirms.iter().find(|phrase| phrase.position(told).is_some());
    if let Some(phrase) = affirmed {
        return Some(Coding { code: "yes".to_owned(), evidence: evidence(told, phrase), inferred: true });
    }
    if let Some((_, true, phrase)) = consider_at(told, asked) {
        return of("no", phrase);
    }
    None
}

/// `Induction yes, probation no`: one part so, another not.
fn says_both(text: &str) -> bool {
    let ends = |word: &str| {
        let mut clauses = text.split([',', ';', '.', '\n', '-', '\u{2013}']);
        clauses.any(|clause| words(clause).last().is_some_and(|last| last == word))
    };
    ends("yes") && ends("no")
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

fn first_sentence(text: &str) -> Vec<String> {
    let end = text.find(['.', '\n', ';']).unwrap_or(text.len());
    words(text.get(..end).unwrap_or(text))
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
