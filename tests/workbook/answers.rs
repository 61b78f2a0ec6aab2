//! The practices and reviews of the fixture.

use returns::model::{CellRef, Practice, Review, ReviewKind};

use super::fixture::{COUNCILS, QUESTIONS, sheets};

/// Codes in the order of [`COUNCILS`], for each question.
const ANSWERS: [(&str, [&str; 7]); 10] = [
    ("management_competencies", ["partly", "no", "no", "no", "no", "no", "yes"]),
    ("competency_job_descriptions", ["planned", "no", "no", "planned", "no", "no", "planned"]),
    ("competency_recruitment", ["partly", "no", "partly", "no", "no", "no", "yes"]),
    ("competency_induction", ["no", "no", "no", "planned", "unclear", "no", "no"]),
    ("web_recruitment", ["yes", "yes", "no", "planned", "planned", "yes", "yes"]),
    ("mentoring", ["no", "no", "no", "no", "no", "no", "partly"]),
    ("training_needs", ["partly", "yes", "yes", "yes", "yes", "yes", "yes"]),
    ("cpa_comment", ["no_answer", "", "", "", "no_answer", "no_answer", ""]),
    ("cpa_rating", ["fair", "fair", "good", "fair", "fair", "weak", "fair"]),
    ("accredited_programmes", ["no", "partly", "no_answer", "not_applicable", "no", "yes", "no"]),
];

const WORDS: [(&str, &str, &str); 9] = [
    (
        "E07000129",
        "management_competencies",
        "Not previously in any structured way - but the LRIP management competencies are now adopted",
    ),
    (
        "E07000129",
        "competency_recruitment",
        "Assessment centres are used, on skills in the person specification, not tied to defined management competencies. Suppliers: IHM and D3",
    ),
    ("E07000134", "competency_job_descriptions", "No\n\nYes we would consider using"),
    ("E07000133", "competency_induction", "www.melton.gov.uk\n\nwww.meltononline.co.uk"),
    ("E07000130", "cpa_comment", "Nothing specific; some generic remarks on improvement"),
    (
        "E07000130",
        "accredited_programmes",
        "A First Line Manager programme ran earlier in 2005, take up was low, none planned. Three managers finished all five modules and await results from the ILM",
    ),
    (
        "E07000132",
        "cpa_comment",
        "Council to be more strategic about people management; a middle manager programme is needed",
    ),
    ("E07000131", "cpa_comment", "Nothing"),
    ("E07000135", "cpa_comment", "No specific mention of management development"),
];

pub(super) fn practices(code: &str, at: impl Fn(&str, &str) -> CellRef) -> Vec<Practice> {
    let place = COUNCILS.iter().position(|council| council.0 == code).unwrap();
    let rows = QUESTIONS.iter().enumerate();
    rows.map(|(row, (id, _, considers))| {
        let answer = ANSWERS.iter().find(|answers| answers.0 == *id).unwrap().1[place];
        let words = WORDS.iter().find(|words| words.0 == code && words.1 == *id).map(|words| words.2);
        let text = words.map_or_else(|| answer.replace('_', " "), str::to_owned);
        Practice {
            question: (*id).to_owned(),
            answer: answer.to_owned(),
            would_consider: (*considers && answer == "no").then_some(place % 2 == 0),
            text: if answer == "no_answer" { String::new() } else { text.clone() },
            detail: (*id == "web_recruitment" && answer == "yes").then(|| "Jobsgopublic".to_owned()),
            evidence: if words.is_some() { text.chars().take(24).collect() } else { String::new() },
            source: Some(at(sheets(code).0, &format!("B{}", row + 4))),
        }
    })
    .collect()
}

pub(super) fn reviews(code: &str, at: impl Fn(&str, &str) -> CellRef) -> Vec<Review> {
    use ReviewKind::{GoodPractice as G, Improvement as I};
    let rows: Vec<(&'static str, ReviewKind, &str)> = match code {
        "E07000129" => vec![
            ("peer", I, "More cross-cutting work for managers and staff (recommendation 5)"),
            ("peer", I, "No organisational development approach to HR (preamble to paragraph 36)"),
            ("other", I, "Set up a structured management development programme"),
        ],
        "E07000132" => vec![
            (
                "peer",
                G,
                "Open and encouraging management style, committed to team working; approach to continuous improvement",
            ),
            (
                "peer",
                I,
                "Member-officer relations; budget problems; democratic renewal issues from District Audit; weak ownership of council priorities",
            ),
            ("cpa", G, "Quality in service, achievement in improvement"),
            (
                "cpa",
                I,
                "Ambition, prioritisation, focus, capacity, performance management, investment, learning, future plans",
            ),
        ],
        "E07000134" => vec![("cpa", G, "360 degree Management Competence scheme.")],
        "E07000135" => vec![
            (
                "peer",
                G,
                "Good training opportunities tied to annual appraisal; corporate training plan in place; joint equality training with Harborough",
            ),
            ("peer", G, "Investors in People first gained 1996, renewed 1999 and 2002"),
            ("cpa", I, "No systematic way to find knowledge and skills gaps (99)"),
        ],
        _ => Vec::new(),
    };
    let cell = |kind| if kind == G { "B17" } else { "C17" };
    (1..)
        .zip(rows)
        .map(|(item, (review, kind, text))| Review {
            review: review.to_owned(),
            kind,
            item,
            text: text.to_owned(),
            source: at(sheets(code).1, cell(kind)),
        })
        .collect()
}
