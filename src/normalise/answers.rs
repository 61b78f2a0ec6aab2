//! Answers on practices: coded by stated phrases, the phrase kept as evidence.
//!
//! The words a text begins with weigh most; then what it says is so only in part,
//! planned, not so, or so; last whether it describes the practice asked about. A
//! text that does none of it is unclear, and a query.

use super::choices::{disagrees, is_open_choice};
use super::considered::{consider, consider_at, consider_said};
use super::silence::{Silence, silence};
use crate::model::{Code, Finding, Practice};
use crate::recognise::{FoundAnswer, Mark, mark};
use crate::reference::{AnswerRule, Phrase, Question, QuestionKind, Questionnaire, is_one_letter_off, words};

/// A code with the phrase that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Coding {
    code: String,
    evidence: String,
    inferred: bool,
}

/// The answer to every question, found or not.
pub(crate) fn practices(
    answers: &[FoundAnswer],
    asked: &Questionnaire,
    findings: &mut Vec<Finding>,
) -> Vec<Practice> {
    // Beside a 2 or a 3, a 1 is no tick.
    let scored = answers.iter().any(|answer| {
        answer.meant.is_none() && is_score(answer.text.trim()) && !["0", "1"].contains(&answer.text.trim())
    });
    asked
        .questions
        .iter()
        .map(|question| match answers.iter().find(|answer| answer.question == question.id) {
            Some(answer) => practice(question, answer, (asked, scored), findings),
            None => Practice {
                question: question.id.clone(),
                answer: "no_answer".to_owned(),
                would_consider: None,
                text: String::new(),
                detail: None,
                evidence: String::new(),
                source: None,
            },
        })
        .collect()
}

fn practice(
    question: &Question,
    found: &FoundAnswer,
    (asked, scored): (&Questionnaire, bool),
    findings: &mut Vec<Finding>,
) -> Practice {
    let mut text = found.text.trim().to_owned();
    // A dash in a column for yes or no, and the answer beside it.
    if silence(&text) == Some(Silence::NoAnswer) && !found.detail.is_empty() {
        text.clear();
    }
    // `N/A` there, and the text asked for beside it.
    let beside = question.kind == QuestionKind::Text && silence(&text).is_some() && !found.detail.is_empty();
    if beside {
        text = found.detail.join("\n");
    }
    let told_beside = beside || text.is_empty() && found.ticks.is_empty();
    let source = found.detail_at.as_ref().filter(|_| told_beside).unwrap_or(&found.at).clone();
    let written = text.clone();
    if let Some(meant) = &found.meant {
        text.clone_from(meant);
    }
    let coding = if found.is_error {
        findings.push(Finding::at(
            Code::CellError,
            &found.at,
            &text,
            "The cell shows a formula's error. Type the answer in its place.",
        ));
        coding("unclear", &text)
    } else {
        match question.kind {
            QuestionKind::Text => free_text(&text),
            QuestionKind::Scale => scale(question, found, &text),
            QuestionKind::Coded if scored && is_score(&text) => coding("unclear", &text),
            QuestionKind::Coded => coded(question, found, &text, asked),
        }
    };
    let considered = match question.kind {
        QuestionKind::Coded => consider(found, &text, &coding.code, asked),
        QuestionKind::Text | QuestionKind::Scale => None,
    };
    let coding = lone_consideration(coding, considered, found);
    let would_consider = considered.filter(|_| question.would_consider);
    say(question, found, &text, &coding, asked, findings);
    let detail = detail(question, found, &text, &coding.code);
    let text = if text.is_empty() { found.detail.join("\n") } else { written };
    Practice {
        question: question.id.clone(),
        answer: coding.code,
        would_consider,
        text,
        detail,
        evidence: coding.evidence,
        source: Some(source),
    }
}

/// Whether a text is a score and no words.
fn is_score(text: &str) -> bool {
    text.parse().is_ok_and(|score: u8| score <= 10)
}

fn coding(code: &str, evidence: &str) -> Coding {
    Coding { code: code.to_owned(), evidence: evidence.to_owned(), inferred: false }
}

fn free_text(text: &str) -> Coding {
    match silence(text) {
        Some(Silence::NoAnswer | Silence::NotAvailable) => coding("no_answer", ""),
        Some(Silence::NotApplicable) => coding("not_applicable", text),
        Some(Silence::Zero) | None => coding("", ""),
    }
}

/// A word of the scale, wherever it stands, if only one does.
fn scale(question: &Question, found: &FoundAnswer, text: &str) -> Coding {
    let text = if text.is_empty() { found.detail.first().map_or("", String::as_str) } else { text };
    match silence(text) {
        Some(Silence::NoAnswer | Silence::NotAvailable) => return coding("no_answer", ""),
        Some(Silence::NotApplicable) => return coding("not_applicable", text),
        _ => {}
    }
    let told = words(text);
    let is_named = |one: &str, word: &str| one == word || word.len() > 4 && is_one_letter_off(one, word);
    let named: Vec<(usize, &String)> = question
        .scale
        .iter()
        .filter_map(|word| Some((told.iter().position(|one| is_named(one, word))?, word)))
        .collect();
    let current: Vec<&String> =
        named.iter().filter(|(place, _)| !is_past(&told, *place)).map(|(_, word)| *word).collect();
    match (named.as_slice(), current.as_slice()) {
        ([(_, word)], _) | (_, [word]) => coding(word, word),
        _ => coding("unclear", text),
    }
}

/// Whether the word at a place is what was so before: `previously Fair`, `up from Weak`.
fn is_past(told: &[String], place: usize) -> bool {
    let before = told.get(..place).unwrap_or(&[]).iter().rev();
    before
        .map(String::as_str)
        .find(|word| !["rated", "a", "as", "judged", "only"].contains(word))
        .is_some_and(|word| {
            ["previously", "formerly", "from", "wa", "was", "were", "earlier", "than"].contains(&word)
        })
}

fn coded(question: &Question, found: &FoundAnswer, text: &str, asked: &Questionnaire) -> Coding {
    if let Some(coding) = ticked(found) {
        return with_detail(coding, question, found, asked);
    }
    if text.is_empty() {
        let told = found.detail.iter().find_map(|detail| phrase_code(question, detail, asked));
        let said = found.detail.iter().find(|detail| words(detail).len() > 1);
        return told.unwrap_or_else(|| said.map_or(coding("no_answer", ""), |said| coding("unclear", said)));
    }
    if disagrees(text, &found.detail) {
        return coding("unclear", &[text, &found.detail.join(" and ")].join(" and "));
    }
    match mark(text) {
        Some(Mark::Tick) => return with_detail(coding("yes", text), question, found, asked),
        Some(Mark::No) if text.chars().any(char::is_alphanumeric) => {
            return with_detail(coding("no", text), question, found, asked);
        }
        _ => {}
    }
    match silence(text) {
        Some(Silence::NoAnswer) => return coding("no_answer", ""),
        Some(Silence::NotApplicable) => return coding("not_applicable", text),
        Some(Silence::NotAvailable) => return coding("unclear", text),
        Some(Silence::Zero) | None => {}
    }
    if is_open_choice(text) {
        return coding("unclear", text);
    }
    phrase_code(question, text, asked).unwrap_or_else(|| coding("unclear", ""))
}

/// `No`, and beside it `Planned for 2006`; or `Yes`, and beside it `Informally`: what the two
/// would say in one cell.
fn with_detail(own: Coding, question: &Question, found: &FoundAnswer, asked: &Questionnaire) -> Coding {
    let (word, codes): (_, &[&str]) = match own.code.as_str() {
        "yes" => ("Yes", &["partly"]),
        "no" => ("No", &["partly", "planned"]),
        _ => return own,
    };
    let said = found.detail.first().map(|detail| format!("{word}, {detail}"));
    let told = said.and_then(|said| phrase_code(question, &said, asked));
    told.filter(|told| codes.contains(&told.code.as_str())).unwrap_or(own)
}

/// The code that ticked columns give: ticks before crosses, and a cross ticks where
/// no tick does.
fn ticked(found: &FoundAnswer) -> Option<Coding> {
    let ticks: Vec<&str> =
        found.ticks.iter().map(String::as_str).filter(|tick| !tick.starts_with('?')).collect();
    let crosses: Vec<&str> = found.ticks.iter().filter_map(|tick| tick.strip_prefix('?')).collect();
    let said = if ticks.is_empty() { crosses } else { ticks };
    let code = |tick: &'static str, id| if id == tick { "no" } else { id };
    let mut codes: Vec<&str> =
        said.iter().map(|id| code("would_not", *id)).filter(|id| *id != "considering").collect();
    codes.dedup();
    match codes.as_slice() {
        [] if said.contains(&"considering") => Some(coding("no", "considering")),
        [] => None,
        [one] => Some(coding(one, one)),
        _ => Some(coding("unclear", &codes.join(" and "))),
    }
}

/// The code that the phrases of a text give.
fn phrase_code(question: &Question, text: &str, asked: &Questionnaire) -> Option<Coding> {
    let told = words(text);
    let first: Vec<String> = first_sentence(text);
    let start = begins(&told, asked);
    let holds = |code: &str, told: &[String]| {
        asked
            .answer
            .iter()
            .filter(|rule| rule.code == code)
            .flat_map(|rule| &rule.holds)
            .filter(|phrase| phrase.position(told).is_some())
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
        Some(("no", said)) => after_no(&told, said, asked, &holds),
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
pub(super) fn begins<'a>(told: &[String], asked: &'a Questionnaire) -> Option<(&'a AnswerRule, &'a Phrase)> {
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
pub(super) fn evidence(told: &[String], phrase: &Phrase) -> String {
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

/// `Considering` with nothing else said is no, and would consider.
fn lone_consideration(coding: Coding, would_consider: Option<bool>, found: &FoundAnswer) -> Coding {
    let silent = matches!(coding.code.as_str(), "no_answer" | "unclear");
    match would_consider {
        Some(true) if silent && !found.is_error => {
            Coding { code: "no".to_owned(), evidence: "would consider".to_owned(), inferred: false }
        }
        Some(false) if silent && !found.is_error && coding.code == "no_answer" => {
            Coding { code: "no".to_owned(), evidence: "would not consider".to_owned(), inferred: false }
        }
        _ => coding,
    }
}

/// What is also asked: its own column, else what follows a yes.
fn detail(question: &Question, found: &FoundAnswer, text: &str, code: &str) -> Option<String> {
    question.also.as_ref()?;
    if !found.detail.is_empty() {
        return Some(found.detail.join("\n"));
    }
    if !matches!(code, "yes" | "partly") {
        return None;
    }
    // Under `Details, or would you consider it?` a yes has its details.
    let plain = text.is_empty() || mark(text) == Some(Mark::Tick);
    let details = |said: &&String| mark(said).is_none() && silence(said).is_none();
    if let Some(said) = found.would_consider.as_ref().filter(|_| plain).filter(details) {
        return Some(said.clone());
    }
    let rest = text.trim_start_matches(|c: char| c.is_alphabetic());
    let first = text.get(..text.len() - rest.len()).unwrap_or("").to_lowercase();
    let detail = if first == "yes" || first == "y" {
        rest.trim_start_matches(|c: char| !c.is_alphanumeric())
    } else {
        text
    };
    (!detail.is_empty()).then(|| detail.to_owned())
}

/// Says what a person must look at.
#[expect(clippy::too_many_arguments, reason = "a question, its answer and what was made of it")]
fn say(
    question: &Question,
    found: &FoundAnswer,
    text: &str,
    coding: &Coding,
    asked: &Questionnaire,
    findings: &mut Vec<Finding>,
) {
    if coding.code == "unclear" && !found.is_error {
        let shown = if text.is_empty() { coding.evidence.as_str() } else { text };
        if let Some(other) = other_question(question, text, asked) {
            let message = format!(
                "The answer to \"{}\" seems to answer \"{}\". Move it there, and answer this question with yes or no first.",
                question.title, other.title
            );
            findings.push(Finding::at(Code::AnswerOtherQuestion, &found.at, shown, message));
            return;
        }
        let wanted = match question.kind {
            QuestionKind::Scale => format!("one of {}", question.scale.join(", ")),
            _ => "yes or no first, then the details".to_owned(),
        };
        let message = format!("The answer to \"{}\" could not be told. Please say {wanted}.", question.title);
        findings.push(Finding::at(Code::AnswerUnclear, &found.at, shown, message));
    } else if coding.inferred {
        let message = format!(
            "The answer to \"{}\" says neither yes nor no; it was taken as yes because it says \"{}\".",
            question.title,
            as_written(text, &coding.evidence)
        );
        findings.push(Finding::at(Code::AnswerInferred, &found.at, text, message));
    } else if found.shared && !text.is_empty() {
        let message =
            format!("One answer covers several questions; it was taken for \"{}\" too.", question.title);
        findings.push(Finding::at(Code::AnswerInferred, &found.at, text, message));
    }
}

/// The words of a text that a phrase was told from, as the council wrote them.
fn as_written(text: &str, phrase: &str) -> String {
    let written: Vec<&str> = text.split_whitespace().collect();
    let most = phrase.split(' ').count() + 2;
    let runs = (0..written.len()).flat_map(|first| (1..=most).map(move |count| (first, count)));
    let found = runs.filter_map(|(first, count)| Some(written.get(first..first + count)?.join(" ")));
    let fitting = found.into_iter().find(|run| words(run).join(" ") == phrase);
    let trimmed = fitting.as_deref().map(|run| run.trim_matches(|c: char| !c.is_alphanumeric()));
    trimmed.unwrap_or(phrase).to_owned()
}

/// Another question that a text describes, if it describes one.
fn other_question<'a>(question: &Question, text: &str, asked: &'a Questionnaire) -> Option<&'a Question> {
    let told = words(text);
    asked.questions.iter().find(|other| {
        other.id != question.id
            && (other.affirms.iter().any(|phrase| phrase.position(&told).is_some())
                || other.kind == QuestionKind::Scale
                    && told.len() <= 2
                    && other.scale.iter().any(|word| told.contains(word)))
    })
}
