//! Answers on practices: coded by what was ticked or by stated phrases, the phrase kept as
//! evidence. A text that says none of them is unclear, and a query.

pub(super) mod choices;
pub(super) mod considered;
mod part;
pub(super) mod phrases;
pub(super) mod scale;

use crate::model::{Code, Finding, Practice};
use crate::normalise::texts::dates::date;
use crate::normalise::texts::lines::unwrapped;
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{FoundAnswer, Mark, is_open_choice, mark};
use crate::reference::{Question, QuestionKind, Questionnaire, words};
use choices::{corrected, disagrees};
use considered::consider;
use phrases::phrase_code;
use scale::scale;

/// A code with the phrase that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coding {
    pub(crate) code: String,
    pub(crate) evidence: String,
    pub(crate) doubt: Option<Doubt>,
}

/// What is to be said of a code that is given all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The practice that the text describes decided.
    Described,
    /// The text goes on with these words, which say something else or less.
    Turned(String),
}

/// The answer to every question, found or not.
pub(crate) fn practices(
    answers: &[FoundAnswer],
    period: &str,
    asked: &Questionnaire,
    findings: &mut Vec<Finding>,
) -> Vec<Practice> {
    // Beside a 2 or a 3, a 1 is no tick.
    let scored = answers.iter().any(|answer| {
        answer.meant.is_none() && is_score(answer.text.trim()) && !["0", "1"].contains(&answer.text.trim())
    });
    let ticked = answers.iter().any(|answer| is_tick_sign(answer.text.trim()));
    asked
        .questions
        .iter()
        .map(|question| match answers.iter().find(|answer| answer.question == question.id) {
            Some(answer) => {
                let said = from_when(question, answer, period);
                practice(question, said.as_ref().unwrap_or(answer), (asked, scored, ticked), findings)
            }
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

/// An answer that says from which year, as what it means in the period: `Through the county's
/// site from 2006` is planned in 2005, and `Yes, from 2003` in use.
fn from_when(question: &Question, found: &FoundAnswer, period: &str) -> Option<FoundAnswer> {
    let year = |word: &String| word.parse::<u16>().ok().filter(|year| (1990..2100).contains(year));
    let told = words(&found.text);
    let own = words(period).iter().filter_map(year).max()?;
    let from = told.iter().position(|word| word == "from").filter(|_| found.meant.is_none())?;
    let year = told.iter().skip(from + 1).take(4).filter_map(year).max()?;
    // `From 1999 to 2003` is over.
    let over = told.iter().skip(from + 1).any(|word| word == "to" || word == "until" || word == "till");
    let plain = !over
        && question.kind == QuestionKind::Coded
        && told.iter().all(|word| word != "no" && word != "not");
    let meant =
        if year > own { format!("Planned: {}", found.text) } else { found.text.replace("from", "since") };
    plain.then(|| FoundAnswer { meant: Some(meant), ..found.clone() })
}

fn practice(
    question: &Question,
    found: &FoundAnswer,
    (asked, scored, ticked): (&Questionnaire, bool, bool),
    findings: &mut Vec<Finding>,
) -> Practice {
    let mut text = found.text.trim().to_owned();
    // A dash in a column for yes or no, and the answer beside it.
    if silence(&text) == Some(Silence::NoAnswer) && !found.detail.is_empty() {
        text.clear();
    }
    // `N/A` there, and the text or the rating asked for beside it.
    let beside = silence(&text).is_some() && is_answered_beside(question, found)
        || points_beside(&text) && !told(found).is_empty();
    if beside {
        text = told(found).join("\n");
    }
    let told_beside = beside || text.is_empty() && found.ticks.is_empty();
    let source = found.detail_at.as_ref().filter(|_| told_beside).unwrap_or(&found.at).clone();
    let written = text.clone();
    if let Some(meant) = &found.meant {
        text.clone_from(meant);
    } else if question.kind == QuestionKind::Coded {
        text = unwrapped(without_number(corrected(&text).unwrap_or(&text))).into_owned();
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
            // Where others are ticked, a cross says no.
            QuestionKind::Coded if ticked && mark(&text) == Some(Mark::Cross) => coding("no", &text),
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

/// Whether a text says that the answer stands beside it: `See comments`.
fn points_beside(text: &str) -> bool {
    const BESIDE: [&str; 8] =
        ["comment", "detail", "note", "remark", "explanation", "opposite", "right", "beside"];
    let told = words(text);
    let points = told.first().is_some_and(|word| matches!(word.as_str(), "see" | "refer"));
    points && told.len() <= 4 && told.last().is_some_and(|word| BESIDE.contains(&word.as_str()))
}

/// What stands beside an answer and is no silence itself.
fn told(found: &FoundAnswer) -> Vec<&str> {
    found.detail.iter().map(String::as_str).filter(|text| silence(text).is_none()).collect()
}

/// An answer without the number that it begins with: `3. Yes - Hay Group`. A list keeps its own.
fn without_number(text: &str) -> &str {
    let open = text.trim_start_matches('(');
    let rest = open.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(open.len() - rest.len()));
    let said = rest.strip_prefix(['.', ')']).map(str::trim_start).filter(|_| numbered);
    let listed = |said: &str| said.lines().skip(1).any(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    said.filter(|said| said.starts_with(char::is_alphabetic) && !listed(said)).unwrap_or(text)
}

/// Whether the text that a question asks for, or the word of its scale, stands beside.
fn is_answered_beside(question: &Question, found: &FoundAnswer) -> bool {
    let told = told(found);
    match question.kind {
        QuestionKind::Text => !told.is_empty(),
        QuestionKind::Scale => question.scale.contains(&scale(question, found, &told.join("\n")).code),
        QuestionKind::Coded => false,
    }
}

/// Whether a text is a sign that ticks and can be no cross.
fn is_tick_sign(text: &str) -> bool {
    mark(text) == Some(Mark::Tick)
        && text.chars().all(|letter| "\u{2713}\u{2714}\u{221a}\u{2705}".contains(letter))
}

/// Whether a text is a score and no words.
fn is_score(text: &str) -> bool {
    text.parse().is_ok_and(|score: u8| score <= 10)
}

pub(crate) fn coding(code: &str, evidence: &str) -> Coding {
    Coding { code: code.to_owned(), evidence: evidence.to_owned(), doubt: None }
}

fn free_text(text: &str) -> Coding {
    match silence(text) {
        Some(Silence::NoAnswer | Silence::NotAvailable) => coding("no_answer", ""),
        Some(Silence::NotApplicable) => coding("not_applicable", text),
        Some(Silence::Zero) | None => coding("", ""),
    }
}

fn coded(question: &Question, found: &FoundAnswer, text: &str, asked: &Questionnaire) -> Coding {
    if let Some(coding) = planned_beside(question, found, text, asked) {
        return coding;
    }
    if let Some(coding) = ticked(found) {
        return with_detail(coding, question, found, asked);
    }
    if contradicted(question, found, text, asked) {
        return coding("unclear", &found.rivals.join(" and "));
    }
    if text.is_empty() {
        let told = found.detail.iter().find_map(|detail| phrase_code(question, detail, asked));
        // The day on which somebody answered says nothing.
        let says = |detail: &&String| words(detail).len() > 1 && date(detail).is_none();
        let said = found.detail.iter().find(says);
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
        // `No. Budget not available` gives a reason.
        Some(Silence::NotAvailable) if !says_yes_or_no(text) => return coding("unclear", text),
        Some(_) | None => {}
    }
    if is_open_choice(text) {
        return coding("unclear", text);
    }
    phrase_code(question, text, asked).unwrap_or_else(|| coding("unclear", ""))
}

/// Whether a text says yes or no before anything else.
fn says_yes_or_no(text: &str) -> bool {
    words(text).first().is_some_and(|word| word == "yes" || word == "no")
}

/// `No`, and `April 2006` in a column for when it is planned. Beside a yes that says nothing.
fn planned_beside(
    question: &Question,
    found: &FoundAnswer,
    text: &str,
    asked: &Questionnaire,
) -> Option<Coding> {
    if text.is_empty() || found.ticks.as_slice() != ["planned"] {
        return None;
    }
    let own = FoundAnswer { ticks: Vec::new(), detail: Vec::new(), ..found.clone() };
    let said = coded(question, &own, text, asked);
    Some(if said.code == "no" { coding("planned", "planned") } else { said })
}

/// Whether another column of answers says otherwise, or answers where this one is blank.
fn contradicted(question: &Question, found: &FoundAnswer, text: &str, asked: &Questionnaire) -> bool {
    if found.rivals.is_empty() {
        return false;
    }
    let own = |text: &str| {
        let alone = FoundAnswer { rivals: Vec::new(), ..found.clone() };
        match coded(question, &alone, text, asked).code.as_str() {
            "yes" | "partly" => Some(true),
            "no" | "planned" => Some(false),
            _ => None,
        }
    };
    // The answers of all columns stand one below the other.
    let first = found
        .rivals
        .iter()
        .rev()
        .fold(text, |rest, rival| rest.strip_suffix(rival.trim()).map_or(rest, str::trim_end));
    let said = own(first);
    found.rivals.iter().any(|rival| text.is_empty() || own(rival).is_some_and(|other| said == Some(!other)))
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

/// `Considering` with nothing else said is no, and would consider.
fn lone_consideration(coding: Coding, would_consider: Option<bool>, found: &FoundAnswer) -> Coding {
    let silent = matches!(coding.code.as_str(), "no_answer" | "unclear");
    match would_consider {
        Some(true) if silent && !found.is_error => self::coding("no", "would consider"),
        Some(false) if silent && !found.is_error && coding.code == "no_answer" => {
            self::coding("no", "would not consider")
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
    } else if let Some(Doubt::Turned(rest)) = &coding.doubt {
        let message = format!(
            "The answer to \"{}\" was taken as {}, but goes on: \"{}\". Please say whether it is in use, in use in part, planned or not.",
            question.title,
            coding.code,
            as_written(text, rest)
        );
        findings.push(Finding::at(Code::AnswerHedged, &found.at, text, message));
    } else if coding.doubt == Some(Doubt::Described) {
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
