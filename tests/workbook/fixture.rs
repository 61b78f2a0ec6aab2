//! The seven returns of 2005 as an evaluation made by hand: posts, people, costs and
//! answers as the expected figures have them, measured here in the plainest way.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use returns::model::*;
use returns::publish::{Context, MeasureInfo, QuestionInfo, standard_notes};

use super::measured;

/// Councils in the partnership's order: code, name, file, completed, practice answers.
pub(super) const COUNCILS: [(&str, &str, &str, Date); 7] = [
    ("E07000129", "Blaby", "BDC_return_Nov05.xlsx", date(2005, 11, 21)),
    ("E07000130", "Charnwood", "Charnwood BC return (final).xlsx", date(2005, 11, 9)),
    ("E07000131", "Harborough", "Harborough DC.xlsx", date(2005, 10, 28)),
    ("E07000132", "Hinckley and Bosworth", "HBBC management development return.xlsx", date(2005, 10, 14)),
    ("E07000133", "Melton", "Melton - LRIP baseline.ods", date(2005, 11, 4)),
    ("E07000134", "North West Leicestershire", "nwl questionnaire.xls", date(2005, 10, 31)),
    ("E07000135", "Oadby and Wigston", "Oadby and Wigston BC.xlsx", date(2005, 11, 7)),
];

pub(super) const QUESTIONS: [(&str, &str, bool); 10] = [
    ("management_competencies", "Management competencies", false),
    ("competency_job_descriptions", "Competency based job descriptions", true),
    ("competency_recruitment", "Competency based recruitment", true),
    ("competency_induction", "Competency based induction", true),
    ("web_recruitment", "Web based recruitment", false),
    ("mentoring", "Mentoring schemes", true),
    ("training_needs", "Systematic training needs", false),
    ("cpa_comment", "CPA on management development", false),
    ("cpa_rating", "CPA rating", false),
    ("accredited_programmes", "Accredited programmes", false),
];

/// The evaluation.
pub(crate) fn evaluation() -> Evaluation {
    let returns: Vec<Return> = COUNCILS.iter().map(|(code, ..)| make(code)).collect();
    let expected = COUNCILS.iter().map(|(code, name, ..)| Council {
        id: CouncilId { code: Arc::from(*code), name: Arc::from(*name) },
        official_name: (*name).to_owned(),
        other_names: Vec::new(),
        started: None,
        ended: None,
    });
    let findings: Vec<Finding> = returns.iter().flat_map(|one| one.findings.clone()).collect();
    let mut received: Vec<Received> = returns.iter().map(|one| file(one, &findings)).collect();
    received.extend(others(&received[0]));
    let period =
        Period { id: "2005".to_owned(), title: "Baseline 2005".to_owned(), due: Some(date(2005, 11, 30)) };
    let wave = Wave {
        period,
        expected: expected.collect(),
        received,
        returns,
        findings,
        rulings: returns::model::Rulings::default(),
    };
    Evaluation {
        partnership: "Leicestershire & Rutland Improvement Partnership".to_owned(),
        as_of: Some(date(2005, 11, 21)),
        measures: measured::measures(&wave),
        wave,
        history: returns::model::History::default(),
    }
}

/// A file that a newer one replaced, and one that is no return.
fn others(first: &Received) -> [Received; 2] {
    [
        Received {
            file: "old/BDC draft.xlsx".to_owned(),
            status: Status::Superseded,
            reason: "BDC_return_Nov05.xlsx is dated later".to_owned(),
            completed_on: Some(date(2005, 11, 1)),
            ..first.clone()
        },
        Received {
            file: "minutes & actions.docx".to_owned(),
            blake3: "ab".repeat(32),
            format: "zip".to_owned(),
            council: None,
            completed_on: None,
            version: None,
            status: Status::Rejected,
            reason: "It is not a workbook: send the return as .xlsx, .xlsm, .xlsb, .xls or .ods.".to_owned(),
            errors: 1,
            queries: 0,
            place: None,
        },
    ]
}

/// What publishing needs besides.
pub(crate) fn context() -> Context {
    let practice = ["yes", "partly", "planned", "no", "not_applicable", "no_answer", "unclear"];
    let codes = |id: &str| match id {
        "cpa_comment" => Vec::new(),
        "cpa_rating" => ["excellent", "good", "fair", "weak", "poor"].map(str::to_owned).to_vec(),
        _ => practice.map(str::to_owned).to_vec(),
    };
    let questions = QUESTIONS.iter().map(|(id, title, considers)| QuestionInfo {
        id: (*id).to_owned(),
        title: (*title).to_owned(),
        codes: codes(id),
        asks_would_consider: *considers,
    });
    let measures = [
        ("headcount", "Headcount", "posts", "Posts stated, by band and by tier."),
        ("qualified", "People qualified", "people", "People stated to hold a management qualification."),
        (
            "qualification_ratio",
            "Share qualified",
            "percent",
            "Qualified people over posts, over those tiers alone that state both.",
        ),
        (
            "training_cost",
            "Training cost",
            "gbp",
            "Sum of the costs known in total; estimated ones are marked [e].",
        ),
    ];
    Context {
        questions: questions.collect(),
        measures: measures
            .iter()
            .map(|(id, title, unit, definition)| MeasureInfo {
                id: (*id).to_owned(),
                title: (*title).to_owned(),
                unit: (*unit).to_owned(),
                definition: (*definition).to_owned(),
            })
            .collect(),
        notes: standard_notes(),
        tool_version: "0.1.0".to_owned(),
    }
}

fn at(code: &str, sheet: &str, cell: &str) -> CellRef {
    let (row, col) = parse_address(cell).unwrap();
    let file = COUNCILS.iter().find(|council| council.0 == code).unwrap().2;
    CellRef { file: Arc::from(file), sheet: Arc::from(sheet), row, col }
}

fn file(one: &Return, findings: &[Finding]) -> Received {
    let count = |severity| {
        let of =
            |finding: &&Finding| finding.file.as_deref() == Some(&one.file) && finding.severity() == severity;
        i64::try_from(findings.iter().filter(of).count()).unwrap()
    };
    Received {
        file: one.file.clone(),
        blake3: one.blake3.clone(),
        format: one.file.rsplit('.').next().unwrap().to_owned(),
        council: Some(one.council.clone()),
        completed_on: one.completed_on,
        version: one.version,
        status: Status::Current,
        reason: String::new(),
        errors: count(Severity::Error),
        queries: count(Severity::Query),
        place: None,
    }
}

fn make(code: &str) -> Return {
    let (_, name, file, completed) = COUNCILS.iter().find(|council| council.0 == code).unwrap();
    let coverage = |section: Section| Coverage { found: true, answered: section != Section::Coaching };
    let sections: BTreeMap<Section, Coverage> =
        Section::ALL.into_iter().map(|section| (section, coverage(section))).collect();
    Return {
        council: CouncilId { code: Arc::from(code), name: Arc::from(*name) },
        file: (*file).to_owned(),
        blake3: format!("{:0<64}", code.to_lowercase()),
        completed_on: Some(*completed),
        version: (code == "E07000132").then_some(Version::FIRST),
        sections,
        practices: super::answers::practices(code, |sheet, cell| at(code, sheet, cell)),
        reviews: super::answers::reviews(code, |sheet, cell| at(code, sheet, cell)),
        posts: posts(code),
        qualifications: qualifications(code),
        deliveries: deliveries(code),
        training: training(code),
        coaching: coaching(code),
        findings: findings(code),
        corrections: Vec::new(),
    }
}

/// Council, band, posts, people qualified, titles.
const POSTS: &str = include_str!("posts.txt");

fn posts(code: &str) -> Vec<Posts> {
    let sheet = sheets(code).2;
    let top = if matches!(code, "E07000129" | "E07000134") { 24 } else { 3 };
    let rows = POSTS.lines().filter(|line| line.starts_with(code));
    (1..)
        .zip(rows)
        .map(|(tier, line)| {
            let parts: Vec<&str> = line.split('|').collect();
            let cell = |letter: &str| at(code, sheet, &format!("{letter}{}", top + tier - 1));
            Posts {
                tier,
                titles: parts[4].split("; ").map(str::to_owned).collect(),
                band: Band::ALL["CHST".find(parts[1]).unwrap()],
                band_basis: if tier < 3 { "title" } else { "order" }.to_owned(),
                headcount: figure(reported(parts[2], 1), cell("C")),
                qualified: figure(reported(parts[3], 1), cell("D")),
                qualified_in_ratio: true,
                source: cell("C"),
            }
        })
        .collect()
}

/// `-` no answer, `x` not available, `~16` estimated, `6-7` between.
fn reported(text: &str, unit: i64) -> Reported<Interval> {
    let number = |text: &str| text.parse::<i64>().unwrap() * unit;
    match text {
        "-" | "" => Reported::NoAnswer,
        "x" => Reported::NotAvailable,
        _ => Reported::Given(match (text.strip_prefix('~'), text.split_once('-')) {
            (Some(about), _) => Interval::exact(number(about)).or_estimated(true),
            (None, Some((low, high))) => Interval::between(number(low), number(high)),
            (None, None) => Interval::exact(number(text)),
        }),
    }
}

fn figure(reported: Reported<Interval>, source: CellRef) -> Figure {
    let text = match &reported {
        Reported::Given(interval) if interval.estimated => format!("Approx {}", interval.lower),
        Reported::Given(interval) => interval.lower.to_string(),
        Reported::NotAvailable => "Records not available".to_owned(),
        _ => String::new(),
    };
    Figure { reported, source: Some(source), text }
}

/// The sheets of practices, reviews, management and training.
pub(super) fn sheets(code: &str) -> (&'static str, &'static str, &'static str, &'static str) {
    match code {
        "E07000132" => ("Practices", "Baseline Reports", "Management", "Training"),
        "E07000129" => ("Return", "Return", "Return", "Return"),
        "E07000134" => ("NWLDC", "NWLDC", "NWLDC", "NWLDC"),
        "E07000133" => ("Questionnaire", "Reports", "Facts and figures", "Training"),
        "E07000131" => ("Harborough DC", "Harborough DC", "Sheet2", "Sheet3"),
        "E07000130" => ("Qs", "Reports", "Managers", "Training"),
        _ => ("OWBC", "OWBC", "Management Facts & Figures", "Training last 2 yrs"),
    }
}

fn qualifications(code: &str) -> Vec<QualificationRow> {
    if code != "E07000134" {
        return Vec::new();
    }
    let row = |tier, band, qualification: &str, level: &str, count| QualificationRow {
        tier,
        band,
        qualification: qualification.to_owned(),
        category: "degree".to_owned(),
        level: level.to_owned(),
        level_basis: "Framework for Higher Education Qualifications".to_owned(),
        count,
        source: at(code, "NWLDC", "D23"),
    };
    vec![
        row(1, Band::CeDirectors, "MBA/ Degree", "6-7", Some(2)),
        row(4, Band::ServiceManagers, "NVQ/ONC/HNC/BTEC", "3-5", Some(6)),
    ]
}

fn deliveries(code: &str) -> Vec<DeliveryStatement> {
    let says = |delivery| match (code, delivery) {
        ("E07000131", _) => Statement::NotAvailable,
        ("E07000132" | "E07000133" | "E07000130", Delivery::Internal) => Statement::None,
        _ => Statement::Listed,
    };
    let cell = |delivery| if delivery == Delivery::Internal { "A3" } else { "F3" };
    Delivery::ALL
        .into_iter()
        .map(|delivery| DeliveryStatement {
            delivery,
            statement: says(delivery),
            source: Some(at(code, sheets(code).3, cell(delivery))),
        })
        .collect()
}

/// Council, delivery, activity, for whom, provider, cost as written, basis, pounds.
const TRAINING: &str = include_str!("training.txt");

fn training(code: &str) -> Vec<Activity> {
    let rows = TRAINING.lines().filter(|line| line.starts_with(code)).enumerate();
    rows.map(|(place, line)| {
        let parts: Vec<&str> = line.split('|').collect();
        let internal = parts[1] == "I";
        let cell = format!("{}{}", if internal { "D" } else { "I" }, place + 3);
        Activity {
            delivery: if internal { Delivery::Internal } else { Delivery::External },
            activity: parts[2].to_owned(),
            audience: parts[3].to_owned(),
            provider: parts[4].to_owned(),
            attendees: parts[3].starts_with("2 ").then_some(Interval::exact(2)),
            cost_text: parts[5].to_owned(),
            cost_basis: match parts[6] {
                "total" => CostBasis::Total,
                "free" => CostBasis::Free,
                "shared" => CostBasis::Shared,
                "head" => CostBasis::PerHead,
                "gone" => CostBasis::NotAvailable,
                _ => CostBasis::NotStated,
            },
            cost: reported(parts[7], 100),
            source: at(code, sheets(code).3, &cell),
        }
    })
    .collect()
}

/// A pool in one council, so that the sheet has something to show.
fn coaching(code: &str) -> Vec<Cohort> {
    if code != "E07000130" {
        return Vec::new();
    }
    let given = |interval| figure(Reported::Given(interval), at(code, "Training", "B20"));
    vec![Cohort {
        cohort: "Cohort 1".to_owned(),
        coaches_training: given(Interval::exact(4)),
        coaches_authorised: given(Interval::exact(3)),
        sessions: given(Interval::between(4, 6)),
        hours_per_session: given(Interval::exact(150)),
        coachees: given(Interval::exact(5)),
        cost: given(Interval::exact(125_050).or_estimated(true)),
        provider: "Loughborough College".to_owned(),
        source: at(code, "Training", "A20"),
    }]
}

fn findings(code: &str) -> Vec<Finding> {
    let council = || {
        let (code, name, ..) = COUNCILS.iter().find(|council| council.0 == code).unwrap();
        Some(CouncilId { code: Arc::from(*code), name: Arc::from(*name) })
    };
    let found = match code {
        "E07000134" => vec![
            (
                Code::CertificatesOverPosts,
                "NWLDC",
                "D23",
                "2; 0",
                "Tier 1 names 2 certificates against 1 post. Say how many people hold a management qualification.",
            ),
            (
                Code::CostNotTotalled,
                "NWLDC",
                "D32",
                "£150 each",
                "Recruitment & Selection is stated as a rate for each person. Give the total, or how many attended.",
            ),
            (
                Code::RemarkNotActivity,
                "NWLDC",
                "F31",
                "All records are kept in the sections, not in HR, unless HR organised the training",
                "This remark stands among the activities and was not counted as one.",
            ),
        ],
        "E07000133" => vec![(
            Code::AnswerOtherQuestion,
            "Questionnaire",
            "B7",
            "www.melton.gov.uk\n\nwww.meltononline.co.uk",
            "The answer on induction names web sites, which belong to the question on recruitment. Answer the question on induction.",
        )],
        "E07000131" => vec![(
            Code::QualifiedOverPosts,
            "Sheet2",
            "E4",
            "=HYPERLINK(\"http://x\")",
            "More people are qualified than there are posts. Correct one of the two numbers.",
        )],
        _ => Vec::new(),
    };
    found
        .into_iter()
        .map(|(kind, sheet, cell, text, message)| Finding {
            council: council(),
            ..Finding::at(kind, &at(code, sheet, cell), text, message)
        })
        .collect()
}
