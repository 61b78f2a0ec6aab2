//! What councils answered in their query sheets: which corrections go into which return,
//! and which queries are explained.
//!
//! A correction is made in the file that it was asked of, and in a resubmission that raises
//! the same query. An explanation holds in the same way. Of several answers to one question
//! the one that came last counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Submitted;
use super::doubts::correct;
use super::rulings::SHARED;
use crate::examine::FilledIn;
use crate::model::query_key::{CORRECTED, CORRECTED_HERE, WILL_FOLLOW};
use crate::model::{
    Answer, AnsweredRow, CellRef, Code, Corrected, Correction, CouncilId, Explained, FilledInFile, Finding,
    QueryKey, Return, Rulings, Severity, counted,
};

/// A row of a query sheet that came back.
#[derive(Debug, Clone)]
struct Given {
    file: String,
    blake3: String,
    first_seen: Timestamp,
    row: AnsweredRow,
    /// Whose return it asks about, where that was received.
    council: Option<CouncilId>,
    /// Which question, tier, activity or cohort of it.
    subject: Option<String>,
}

/// Which answer of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Correction,
    Explanation,
}

impl Part {
    fn of(self, row: &AnsweredRow) -> Option<&Answer> {
        match self {
            Self::Correction => row.corrected.as_ref(),
            Self::Explanation => row.explanation.as_ref(),
        }
    }
}

/// The corrections to be made in the files received, by the file's name.
#[must_use]
pub fn corrections(submitted: &[Submitted]) -> BTreeMap<String, Vec<Correction>> {
    let given = given(submitted);
    let chosen = Chosen::of(&given, Part::Correction);
    let mut all = BTreeMap::new();
    for one in submitted {
        let Ok(found) = &one.examined.outcome else { continue };
        let mut own: Vec<(bool, Timestamp, Correction)> = Vec::new();
        for given in &chosen.counting {
            let is_direct = given.row.key.blake3 == found.blake3;
            let key = if is_direct { Some(given.row.key.clone()) } else { given.asked_again(found) };
            if let (Some(key), Some(answer)) = (key, &given.row.corrected) {
                own.push((is_direct, given.first_seen, given.correction(key, answer)));
            }
        }
        own.retain(|(.., one)| one.key.sheet.is_some() && one.key.cell.is_some());
        own.sort_by(|a, b| b.cmp(a));
        let mut cells = BTreeSet::new();
        own.retain(|(.., one)| cells.insert((one.key.sheet.clone(), one.key.cell.clone())));
        if !own.is_empty() {
            all.insert(one.name.clone(), own.into_iter().map(|(.., one)| one).collect());
        }
    }
    all
}

/// The answers of a period's query sheets, and which of them were of use.
#[derive(Debug, Default)]
pub(super) struct Replies {
    given: Vec<Given>,
    corrections: Vec<Given>,
    explanations: Vec<Given>,
    /// The cells of answers of which there is nothing to say.
    used: BTreeSet<CellRef>,
    findings: Vec<Finding>,
}

impl Replies {
    /// Of what was received, read with the corrections that were made.
    pub(super) fn of(submitted: &[Submitted]) -> Self {
        let mut replies = Self { given: given(submitted), ..Self::default() };
        let made = submitted.iter().filter_map(|one| one.examined.outcome.as_ref().ok());
        replies.used.extend(made.flat_map(|one| &one.corrections).map(|made| made.by.clone()));
        for part in [Part::Correction, Part::Explanation] {
            let chosen = Chosen::of(&replies.given, part);
            let passed = chosen.passed.iter().chain(chosen.contradicting.iter().flat_map(|(a, b)| [a, b]));
            replies.used.extend(passed.filter_map(|given| given.at(part)));
            replies.findings.extend(chosen.contradicting.iter().map(|(one, other)| {
                let said = |given: &Given| part.of(&given.row).map_or_else(String::new, |one| one.text.clone());
                let message = format!(
                    "Two answers to the same question contradict each other: {} here, {} in {}. Neither was taken. Ask the council which holds, and take the other out.",
                    said(one), said(other), other.file
                );
                one.finding(Code::ReplyContradicts, part, message)
            }));
            let counting = chosen.counting.into_iter().cloned().collect();
            match part {
                Part::Correction => replies.corrections = counting,
                Part::Explanation => replies.explanations = counting,
            }
        }
        replies.findings.extend(submitted.iter().filter_map(lost));
        replies
    }

    /// Closes the queries that are explained, and notes what was corrected.
    pub(super) fn apply(&mut self, returns: &mut [Return], rulings: &mut Rulings) {
        for one in returns {
            let mut open = Vec::new();
            for finding in std::mem::take(&mut one.findings) {
                if let Some(correction) = self.correction(one, &finding) {
                    rulings.open.retain(|doubt| !is_doubt_of(doubt, &finding));
                    one.corrections.push(correction);
                    continue;
                }
                match self.explanation(one, &finding) {
                    Some((explanation, by)) => {
                        rulings.open.retain(|doubt| !is_doubt_of(doubt, &finding));
                        rulings.explained.push(Explained { finding, explanation, by });
                    }
                    None => open.push(finding),
                }
            }
            one.findings = open;
            rulings.corrected.extend(one.corrections.iter().map(|correction| Corrected {
                council: one.council.clone(),
                file: one.file.clone(),
                correction: correction.clone(),
            }));
        }
    }

    /// The correction of a value that was read from several cells, so that none of them could
    /// take it: it is taken as a ruling would be.
    fn correction(&mut self, one: &mut Return, finding: &Finding) -> Option<Correction> {
        let open = |given: &&Given| given.at(Part::Correction).is_some_and(|at| !self.used.contains(&at));
        let mut own = self.corrections.iter().filter(open);
        let given = own.find(|given| given.asks(one, finding))?;
        let answer = given.row.corrected.as_ref()?;
        let correction = Correction {
            was: finding.found.clone(),
            ..given.correction(QueryKey::of(finding, &one.blake3), answer)
        };
        correct(one, finding, &correction).then(|| {
            self.used.insert(correction.by.clone());
            correction
        })
    }

    /// The explanation of a finding, and the cell that it stands in.
    fn explanation(&mut self, one: &Return, finding: &Finding) -> Option<(String, CellRef)> {
        let given = self.explanations.iter().find(|given| given.asks(one, finding))?;
        let text = given.row.explanation.as_ref()?.text.clone();
        if [CORRECTED_HERE, WILL_FOLLOW].iter().any(|stock| text.eq_ignore_ascii_case(stock)) {
            return None;
        }
        let by = given.at(Part::Explanation)?;
        self.used.insert(by.clone());
        if finding.severity() == Severity::Error {
            let message = "This is an error, so an explanation is not enough. Ask the council for the value that is right.";
            self.findings.push(given.finding(Code::ReplyUnusable, Part::Explanation, message.to_owned()));
            return None;
        }
        Some((text, by))
    }

    /// What is to be said of answers: those that contradict each other, cannot be used, or
    /// match nothing any more.
    pub(super) fn findings(self) -> Vec<Finding> {
        let Self { given, used, mut findings, .. } = self;
        let is_used = |given: &Given, part: Part| given.at(part).is_none_or(|at| used.contains(&at));
        for given in &given {
            if !is_used(given, Part::Correction) {
                findings.push(given.uncorrected());
            }
            if !is_used(given, Part::Explanation)
                && let Some(finding) = given.unexplained(is_used(given, Part::Correction))
            {
                findings.push(finding);
            }
        }
        findings
    }
}

/// The answers that count, by the question that they answer.
struct Chosen<'a> {
    counting: Vec<&'a Given>,
    /// A later one counts instead.
    passed: Vec<&'a Given>,
    contradicting: Vec<(&'a Given, &'a Given)>,
}

impl<'a> Chosen<'a> {
    fn of(given: &'a [Given], part: Part) -> Self {
        let mut chosen = Self { counting: Vec::new(), passed: Vec::new(), contradicting: Vec::new() };
        let mut by_question: BTreeMap<_, Vec<&Given>> = BTreeMap::new();
        for one in given.iter().filter(|given| part.of(&given.row).is_some()) {
            by_question.entry(one.question(part)).or_default().push(one);
        }
        for (_, mut all) in by_question {
            all.sort_by_key(|one| (Reverse(one.first_seen), one.file.clone(), one.at(part)));
            let Some((first, rest)) = all.split_first() else { continue };
            let text = |given: &Given| part.of(&given.row).map(|one| one.text.to_lowercase());
            let other =
                rest.iter().find(|other| other.first_seen == first.first_seen && text(other) != text(first));
            match other {
                Some(other) => chosen.contradicting.push((first, other)),
                None => chosen.counting.push(first),
            }
            chosen.passed.extend(rest);
        }
        chosen
    }
}

impl Given {
    /// What an answer answers: of a correction the cell, of an explanation the query.
    fn question(&self, part: Part) -> (String, Option<String>, Option<String>, Option<&str>) {
        let QueryKey { blake3, sheet, cell, code, .. } = &self.row.key;
        let code = (part == Part::Explanation).then_some(code.as_str());
        (blake3.clone(), sheet.clone(), cell.clone(), code)
    }

    fn at(&self, part: Part) -> Option<CellRef> {
        part.of(&self.row).map(|answer| answer.at(&self.file))
    }

    fn correction(&self, key: QueryKey, answer: &Answer) -> Correction {
        Correction {
            key,
            was: String::new(),
            text: answer.text.clone(),
            by: answer.at(&self.file),
            blake3: self.blake3.clone(),
        }
    }

    /// The same question, of another return of the same council.
    fn asked_again(&self, one: &Return) -> Option<QueryKey> {
        let finding = one.findings.iter().find(|finding| self.asks(one, finding))?;
        Some(QueryKey::of(finding, &one.blake3))
    }

    /// Whether a finding asks the same: at the same place, or of the same tier, question,
    /// activity or cohort, where the same text still stands.
    fn asks(&self, one: &Return, finding: &Finding) -> bool {
        let key = &self.row.key;
        let moved =
            || key.asks_like(finding) && self.subject.is_some() && subject(one, finding) == self.subject;
        self.council.as_ref() == Some(&one.council) && (key.asks_as(finding) || moved())
    }

    /// What is said of a corrected value that was not put into a return.
    fn uncorrected(&self) -> Finding {
        let message = match (&self.council, &self.row.key.cell) {
            (None, _) => {
                return self.finding(Code::ReplyUnmatched, Part::Correction, NOT_RECEIVED.to_owned());
            }
            (Some(_), None) => {
                "A value was given where no cell is asked about, so it has no place. Ask the council for a corrected return."
            }
            (Some(_), Some(_)) => {
                "This value cannot take the place of what stands in the cell, so it was not taken. Rule on it if decisions.xlsx asks for that, or ask the council for a corrected return."
            }
        };
        self.finding(Code::ReplyUnusable, Part::Correction, message.to_owned())
    }

    /// What is said of an explanation that closed no query, if anything.
    fn unexplained(&self, corrected: bool) -> Option<Finding> {
        let text = &self.row.explanation.as_ref()?.text;
        let has_value = self.row.corrected.is_some();
        if text.eq_ignore_ascii_case(WILL_FOLLOW) || (has_value && corrected) {
            return None;
        }
        if self.council.is_none() {
            return Some(self.finding(Code::ReplyUnmatched, Part::Explanation, NOT_RECEIVED.to_owned()));
        }
        if text.eq_ignore_ascii_case(CORRECTED_HERE) {
            let message =
                format!("It says so, but there is nothing under {CORRECTED}. Ask the council for the value.");
            return Some(self.finding(Code::ReplyUnusable, Part::Explanation, message));
        }
        let message = "What this explains is not asked any more: the council has changed it, or it is no longer there. Nothing needs to be done.";
        Some(self.finding(Code::ReplyUnmatched, Part::Explanation, message.to_owned()))
    }

    fn finding(&self, code: Code, part: Part, message: String) -> Finding {
        let answer = part.of(&self.row);
        let found = answer.map_or_else(String::new, |answer| answer.text.clone());
        Finding {
            council: self.council.clone(),
            sheet: answer.map(|answer| answer.sheet.clone()),
            cell: self.at(part).map(|at| at.address()),
            ..Finding::of_file(code, &self.file, found, message)
        }
    }
}

/// The decisions workbooks and query sheets of a period's own folder.
pub(super) fn filled_in(submitted: &[Submitted]) -> Vec<FilledInFile> {
    let mut seen = BTreeSet::new();
    let own = submitted.iter().filter(|one| !one.name.starts_with(SHARED));
    let answers = given(submitted);
    own.filter_map(|one| {
        let (kind, count) = match one.examined.filled_in.as_ref()? {
            FilledIn::Decisions(rows) => ("decisions", rows.len()),
            FilledIn::Answers(sheet) => {
                let parts = sheet.rows.iter().flat_map(|row| [&row.corrected, &row.explanation]);
                ("answers", parts.flatten().count())
            }
        };
        let council =
            answers.iter().find(|given| given.file == one.name).and_then(|given| given.council.clone());
        let (file, blake3) = (one.name.clone(), one.examined.blake3.clone());
        seen.insert(blake3.clone()).then(|| FilledInFile {
            file,
            blake3,
            council,
            kind,
            count,
            said: String::new(),
        })
    })
    .collect()
}

/// Says of how much use a filled-in workbook was.
pub(super) fn said_of(one: FilledInFile, rulings: &Rulings) -> FilledInFile {
    let applied = rulings.applied.iter().filter(|applied| applied.file == one.file).count();
    let is_own = |by: &CellRef| *by.file == *one.file;
    let corrected = rulings.corrected.iter().filter(|made| is_own(&made.correction.by)).count();
    let explained = rulings.explained.iter().filter(|explained| is_own(&explained.by)).count();
    let said = match one.kind {
        "decisions" => format!("{}, {applied} applied.", counted(one.count, "ruling", "rulings")),
        _ => format!(
            "{}, {} corrected, {} explained.",
            counted(one.count, "answer", "answers"),
            counted(corrected, "value", "values"),
            counted(explained, "query", "queries")
        ),
    };
    FilledInFile { said, ..one }
}

const NOT_RECEIVED: &str = "The return that this answers a question on is not among those received for the period. Put the query sheet into the folder of its period.";

/// Every answered row, the same query sheet but once.
fn given(submitted: &[Submitted]) -> Vec<Given> {
    let asked: BTreeMap<&str, &Return> = submitted
        .iter()
        .filter_map(|one| one.examined.outcome.as_ref().ok())
        .map(|one| (one.blake3.as_str(), &**one))
        .collect();
    let mut sheets: Vec<&Submitted> = submitted.iter().collect();
    sheets.sort_by_key(|one| (Reverse(one.here), &one.name));
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for one in sheets {
        let Some(FilledIn::Answers(sheet)) = &one.examined.filled_in else { continue };
        if !seen.insert(one.examined.blake3.as_str()) {
            continue;
        }
        for row in sheet.rows.iter().filter(|row| row.corrected.is_some() || row.explanation.is_some()) {
            let of = asked.get(row.key.blake3.as_str());
            let finding = of.and_then(|of| of.findings.iter().find(|finding| row.key.asks_as(finding)));
            all.push(Given {
                file: one.name.clone(),
                blake3: one.examined.blake3.clone(),
                first_seen: one.first_seen,
                row: row.clone(),
                council: of.map(|of| of.council.clone()),
                subject: of.zip(finding).and_then(|(of, finding)| subject(of, finding)),
            });
        }
    }
    // What lies in `input/` itself may be about another period.
    all.retain(|given| given.council.is_some() || !given.file.starts_with(SHARED));
    all
}

/// A query sheet whose keys were lost.
fn lost(one: &Submitted) -> Option<Finding> {
    let Some(FilledIn::Answers(sheet)) = &one.examined.filled_in else { return None };
    let message = "The column Reference of this query sheet is gone, so it cannot be told what each row answers. Ask the council to fill in the query sheet as it was sent.";
    sheet
        .rows
        .is_empty()
        .then(|| Finding::of_file(Code::ReplyUnusable, &one.name, sheet.title.clone(), message))
}

/// Which question, tier, activity or cohort of a return a finding's cell belongs to.
fn subject(one: &Return, finding: &Finding) -> Option<String> {
    let here = |at: &CellRef| one.is_about(finding, at);
    let also = |at: Option<&CellRef>| at.is_some_and(here);
    let practice = one.practices.iter().find(|row| also(row.source.as_ref()));
    let tier = one.posts.iter().find(|row| {
        here(&row.source) || also(row.headcount.source.as_ref()) || also(row.qualified.source.as_ref())
    });
    let activity = one.training.iter().find(|row| here(&row.source));
    let cohort = one.coaching.iter().find(|row| here(&row.source));
    practice
        .map(|row| row.question.clone())
        .or_else(|| tier.map(|row| format!("tier {}", row.tier)))
        .or_else(|| activity.map(|row| format!("{}: {}", row.delivery.code(), row.activity)))
        .or_else(|| cohort.map(|row| row.cohort.clone()))
}

fn is_doubt_of(doubt: &crate::model::Doubt, finding: &Finding) -> bool {
    let place = [&finding.file, &finding.sheet, &finding.cell];
    doubt.code == finding.code && doubt.place == place.map(|part| part.clone().unwrap_or_default())
}
