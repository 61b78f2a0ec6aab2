//! The ten questions on practices and their answers.

use super::{Block, bold, heading, row};
use crate::generate::random::Random;
use crate::generate::sheet::Cell;
use crate::generate::truth::{TrueAnswer, Truth};

/// A question of the form.
#[derive(Clone, Copy)]
struct Question {
    id: &'static str,
    in_full: &'static str,
    in_short: &'static str,
    kind: Kind,
    would_consider: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Coded,
    Rating,
    Comment,
}

const fn coded(id: &'static str, in_full: &'static str, in_short: &'static str) -> Question {
    Question { id, in_full, in_short, kind: Kind::Coded, would_consider: false }
}

const fn considered(question: Question) -> Question {
    Question { would_consider: true, ..question }
}

const QUESTIONS: [Question; 10] = [
    coded("management_competencies", "Do you use management competencies?", "Management competencies"),
    considered(coded(
        "competency_job_descriptions",
        "Do you use competency based job descriptions? If no, would you consider it?",
        "Competency based job descriptions",
    )),
    considered(coded(
        "competency_recruitment",
        "Do you use competency based recruitment or assessment centres?",
        "Competency based recruitment / assessment centres",
    )),
    considered(coded(
        "competency_induction",
        "Do you use a competency based induction or probation process?",
        "Competency based induction or probation",
    )),
    coded(
        "web_recruitment",
        "Do you use web based recruitment? If yes, which site or provider?",
        "Web based recruitment",
    ),
    considered(coded(
        "mentoring",
        "Do you run mentoring schemes? If no, would you consider it?",
        "Mentoring schemes",
    )),
    coded(
        "training_needs",
        "Do you have a systematic approach to training needs and programmes?",
        "Systematic approach to training needs",
    ),
    Question {
        kind: Kind::Comment,
        ..coded(
            "cpa_comment",
            "What did your last CPA review say about management development?",
            "CPA comment on management development",
        )
    },
    Question { kind: Kind::Rating, ..coded("cpa_rating", "CPA rating at the last review", "CPA rating") },
    coded(
        "accredited_programmes",
        "Are any management development programmes accredited? If yes, by whom?",
        "Accredited management programmes",
    ),
];

/// Answers and their codes.
const ANSWERS: [(&str, &str); 20] = [
    ("yes", "Yes"),
    ("yes", "Yes - since 2003"),
    ("yes", "Yes, for all posts"),
    (
        "yes",
        "Yes. Agreed by the management team in 2004 and reviewed every year since, with the unions' support",
    ),
    ("yes", "Yes, across the whole council"),
    ("no", "No"),
    ("no", "No, not at present"),
    ("no", "Not currently"),
    ("no", "No. The council is small, and each department has so far done what it thought right"),
    ("partly", "Partly"),
    ("partly", "In some posts"),
    ("partly", "Partly, in the larger departments only"),
    ("planned", "Being developed"),
    ("planned", "Planned for 2006"),
    ("planned", "To be introduced with the new structure next year"),
    ("not_applicable", "N/A"),
    ("no_answer", ""),
    ("yes", "Yes"),
    ("no", "No"),
    ("no", "No"),
];

const RATINGS: [(&str, &str); 5] =
    [("excellent", "Excellent"), ("good", "Good"), ("fair", "Fair"), ("weak", "Weak"), ("poor", "Poor")];

const COMMENTS: [&str; 5] = [
    "Managers are committed, and need more help with managing performance",
    "The council invests in its people; a programme for middle managers is missing",
    "Leadership at the top is strong. Skills below it vary from service to service",
    "Training follows service plans well, but is not evaluated",
    "Capacity for change is limited by the size of the management team",
];

/// How the section is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Beside,
    Ticked,
    Considered,
    Below,
}

/// The section.
pub(super) fn practices(year: i16, truth: &mut Truth, random: &mut Random) -> Block {
    let mut block =
        heading(&["Management development practices", "Practices", "Human resource practices"], random);
    let in_full = random.happens(60);
    let questions = if random.happens(20) { random.shuffled(QUESTIONS.to_vec()) } else { QUESTIONS.to_vec() };
    let layout = random.one_of(&[Layout::Beside, Layout::Ticked, Layout::Considered, Layout::Below]);
    match layout {
        Layout::Ticked => block.push(bold(&["Question", "Yes", "No", "Considering"])),
        Layout::Considered => block.push(bold(&["Practice", "Answer", "Would you consider it?"])),
        Layout::Beside | Layout::Below => {}
    }
    let tick = random.one_of(&["\u{2713}", "x", "Y", "Yes"]);
    for question in questions {
        let words = if in_full || layout == Layout::Below { question.in_full } else { question.in_short };
        let asked = Cell::text(words);
        if layout == Layout::Ticked {
            if question.kind == Kind::Coded {
                let ticks = ticked(&question, tick, truth, random);
                block.push(row([asked].into_iter().chain(ticks).collect()));
            }
            continue;
        }
        let (answer, beside) = answered(&question, layout, truth, random);
        let answer = Cell::Text(answer.replace("2006", &(year + 1).to_string()));
        let answer = if answer == Cell::Text(String::new()) { Cell::Nothing } else { answer };
        match layout {
            Layout::Considered => block.push(row(vec![asked, answer, beside])),
            Layout::Below => block.extend([row(vec![asked]), row(vec![answer])]),
            Layout::Beside | Layout::Ticked => block.push(row(vec![asked, answer])),
        }
    }
    block
}

/// A tick under yes, no or considering.
fn ticked(question: &Question, tick: &str, truth: &mut Truth, random: &mut Random) -> [Cell; 3] {
    let (place, code, would) = random.one_of(&[(0, "yes", None), (1, "no", None), (2, "no", Some(true))]);
    put(question, code, would.filter(|_| question.would_consider), truth);
    [0, 1, 2].map(|own| if own == place { Cell::text(tick) } else { Cell::Nothing })
}

/// An answer in words, and what stands in the column beside it.
fn answered(
    question: &Question,
    layout: Layout,
    truth: &mut Truth,
    random: &mut Random,
) -> (&'static str, Cell) {
    match question.kind {
        Kind::Rating => {
            let (code, words) = random.one_of(&RATINGS);
            put(question, code, None, truth);
            return (words, Cell::Nothing);
        }
        Kind::Comment => {
            put(question, "", None, truth);
            return (random.one_of(&COMMENTS), Cell::Nothing);
        }
        Kind::Coded => {}
    }
    let (code, answer) = random.one_of(&ANSWERS);
    let may_consider = code == "no" && question.would_consider;
    if may_consider && layout == Layout::Considered && random.happens(60) {
        let would = random.happens(50);
        put(question, code, Some(would), truth);
        return (answer, Cell::text(if would { "Yes" } else { "No" }));
    }
    if may_consider && random.happens(30) {
        put(question, code, Some(true), truth);
        return ("No, but we would consider it", Cell::Nothing);
    }
    put(question, code, None, truth);
    (answer, Cell::Nothing)
}

fn put(question: &Question, answer: &str, would_consider: Option<bool>, truth: &mut Truth) {
    let (question, answer) = (question.id.to_owned(), answer.to_owned());
    truth.practices.push(TrueAnswer { question, answer, would_consider });
}
