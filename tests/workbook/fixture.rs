//! The seven returns of 2005 as an evaluation made by hand: posts, people, costs and
//! answers as the expected figures have them, measured here in the plainest way.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use returns::model::*;
use returns::publish::{Context, MeasureInfo, QuestionInfo, standard_notes};

use super::measured;

/// Councils in the partnership's order: code, name, file, completed, practice answers.
pub const COUNCILS: [(&str, &str, &str, Date); 7] = [
    ("E07000129", "Blaby", "BDC_return_Nov05.xlsx", date(2005, 11, 21)),
    ("E07000130", "Charnwood", "Charnwood BC return (final).xlsx", date(2005, 11, 9)),
    ("E07000131", "Harborough", "Harborough DC.xlsx", date(2005, 10, 28)),
    ("E07000132", "Hinckley and Bosworth", "HBBC management development return.xlsx", date(2005, 10, 14)),
    ("E07000133", "Melton", "Melton - LRIP baseline.ods", date(2005, 11, 4)),
    ("E07000134", "North West Leicestershire", "nwl questionnaire.xls", date(2005, 10, 31)),
    ("E07000135", "Oadby and Wigston", "Oadby and Wigston BC.xlsx", date(2005, 11, 7)),
];

pub const QUESTIONS: [(&str, &str, bool); 10] = [
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
pub fn evaluation() -> Evaluation {
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
    received.push(Received {
        file: "old/BDC draft.xlsx".to_owned(),
        status: Status::Superseded,
        reason: "BDC_return_Nov05.xlsx is dated later".to_owned(),
        completed_on: Some(date(2005, 11, 1)),
        ..received[0].clone()
    });
    received.push(Received {
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
    });
    let measures = measured::measures(&returns);
    Evaluation {
        partnership: "Leicestershire & Rutland Improvement Partnership".to_owned(),
        as_of: Some(date(2005, 11, 21)),
        wave: Wave {
            period: Period {
                id: "2005".to_owned(),
                title: "Baseline 2005".to_owned(),
                due: Some(date(2005, 11, 30)),
            },
            expected: expected.collect(),
            received,
            returns,
            findings,
        },
        measures,
    }
}

/// What publishing needs besides.
pub fn context() -> Context {
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
        version: (code == "E07000132").then_some(100),
        sections,
        practices: super::answers::practices(code, |sheet, cell| at(code, sheet, cell)),
        reviews: super::answers::reviews(code, |sheet, cell| at(code, sheet, cell)),
        posts: posts(code),
        qualifications: qualifications(code),
        deliveries: deliveries(code),
        training: training(code),
        coaching: coaching(code),
        findings: findings(code),
    }
}

/// Posts: tier, titles, band, posts, people, sheet, row.
fn posts(code: &str) -> Vec<Posts> {
    use Band::{CeDirectors as C, HeadsOfService as H, ServiceManagers as S, TeamLeaders as T};
    let exact = |number| Reported::Given(Interval::exact(number));
    let silent = Reported::NoAnswer;
    let gone = Reported::NotAvailable;
    let rows: Vec<(&str, Band, Reported<Interval>, Reported<Interval>)> = match code {
        "E07000132" => vec![
            ("Chief Exec", C, exact(1), exact(1)),
            ("Chief Officer", C, exact(5), exact(3)),
            ("Principal Officer", H, exact(20), exact(5)),
        ],
        "E07000129" => vec![
            ("Chief Executive", C, exact(1), silent.clone()),
            ("Strategic Director", C, exact(2), exact(1)),
            (
                "Heads of Service; Revenues & Benefits; Financial Services Division; Community & Neighbourhood Services; Admin & Legal Services; Housing; Performance & Organisational Development; Planning & Development; ICT Services",
                H,
                exact(8),
                exact(5),
            ),
            (
                "Development Control Manager; Customer Services Manager; Env Health Services Co-ordinator; Principal Planning Policy Officer; Benefits Admin Officer; Senior Cashier; Legal Services Manager; Housing Options Team Leader; ICT Development Manager; Communications Manager; Env Health Operations Manager; Corporate Performance Manager; Democratic Services Manager; ICT Manager; Building Control Manager; Internal Audit Manager; Corporate Accountant; Community Development Manager; Revenues & Benefits Manager; Principal Assistant Planning Officer; Health & Facilities Dev. Manager",
                S,
                exact(21),
                exact(3),
            ),
        ],
        "E07000134" => vec![
            ("Chief Executive/Director", C, exact(1), exact(1)),
            ("Director", C, exact(3), exact(1)),
            ("Head of Service", H, exact(26), exact(10)),
            ("Section Heads", S, exact(25), Reported::Given(Interval::between(6, 7))),
        ],
        "E07000133" => vec![
            ("CE; Corporate Directors", C, exact(3), silent.clone()),
            ("Heads of Service", H, exact(11), silent.clone()),
            ("Team leaders in some areas", S, silent.clone(), silent.clone()),
        ],
        "E07000131" => vec![
            ("Chief Exec", C, exact(1), silent.clone()),
            ("Directors", C, exact(2), silent.clone()),
            ("Managers", H, exact(20), silent.clone()),
        ],
        "E07000130" => vec![
            ("CEO", C, exact(1), gone.clone()),
            ("Directors of Service", C, exact(8), gone.clone()),
            ("Heads / Managers of service", H, exact(35), gone.clone()),
            ("Line Managers", S, silent.clone(), gone.clone()),
        ],
        _ => vec![
            (
                "Chief Executive; Director of Community services; Director of Resources; Director of Development and Consumer services",
                C,
                exact(4),
                exact(0),
            ),
            (
                "Assistant Chief Executive; Head of Corporate Services; Personnel Manager; Head of Legal & Licensing; Internal Audit Manager; Brocks Hill Manager",
                H,
                exact(15),
                silent.clone(),
            ),
            ("Approx", S, Reported::Given(Interval::exact(16).or_estimated(true)), silent.clone()),
            ("Approx", T, silent.clone(), silent.clone()),
        ],
    };
    let sheet = sheets(code).2;
    let top = if matches!(code, "E07000129" | "E07000134") { 24 } else { 3 };
    (1..)
        .zip(rows)
        .map(|(tier, (titles, band, headcount, qualified))| {
            let row = top + tier - 1;
            let cell = |letter: &str| at(code, sheet, &format!("{letter}{row}"));
            Posts {
                tier,
                titles: titles.split("; ").map(str::to_owned).collect(),
                band,
                band_basis: if tier < 3 { "title" } else { "order" },
                headcount: figure(headcount, cell("C")),
                qualified: figure(qualified, cell("D")),
                qualified_in_ratio: true,
                source: cell("C"),
            }
        })
        .collect()
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
pub fn sheets(code: &str) -> (&'static str, &'static str, &'static str, &'static str) {
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

/// Activities: delivery, activity, audience, provider, cost as written, basis, pounds.
fn training(code: &str) -> Vec<Activity> {
    use CostBasis::{Free, NotAvailable, NotStated, PerHead, Shared, Total};
    use Delivery::{External as E, Internal as I};
    type Row = (Delivery, &'static str, &'static str, &'static str, &'static str, CostBasis, Option<i64>);
    let rows: Vec<Row> = match code {
        "E07000132" => vec![(E, "Management Devel (individual)", "2 managers", "IDEA", "", NotStated, None)],
        "E07000129" => vec![
            (
                I,
                "Absence Management Policy/Awareness Training",
                "Heads of Service & Service Managers",
                "D3 Consultants",
                "£3,000",
                Total,
                Some(3000),
            ),
            (
                I,
                "Equality Standard/Diversity Training",
                "Heads of Service & Service Managers",
                "D3 Consultants",
                "£3,000",
                Shared,
                None,
            ),
            (
                E,
                "NVQ Level 4 Occupational Health & Safety",
                "Occupational H&S Advisor",
                "Sheffield Hallam University",
                "£1,950",
                Total,
                Some(1950),
            ),
            (
                E,
                "MA Housing – Policy & Practice",
                "Joint Head of Housing Services",
                "Sheffield Hallam University",
                "£1,050",
                Total,
                Some(1050),
            ),
            (
                E,
                "Regional Middle Manager Development Seminar",
                "Head of HR & Comms",
                "East Midlands Regional LGA",
                "FOC",
                Free,
                Some(0),
            ),
            (
                E,
                "Action Centred Leadership",
                "Community Development Manager / Health & Facilities Manager",
                "Leicestershire County Council",
                "£570.00",
                Total,
                Some(570),
            ),
            (
                E,
                "Dipolma in Management Studies",
                "Environmental Protection Manager",
                "De Montfort University",
                "£1,995",
                Total,
                Some(1995),
            ),
        ],
        "E07000134" => vec![
            (I, "Team Building", "Team", "HR: Training Officer", "£540", Total, Some(540)),
            (I, "Recruitment & Selection", "Recruiting Managers", "HR Team", "£150 each", PerHead, None),
            (
                I,
                "Managing Sickness",
                "Supervisors/Managers",
                "HR Deputy Head of HR",
                "£35 each",
                PerHead,
                None,
            ),
            (I, "Effective Supervision", "Supervisors", "HR: Training Officer", "£150 each", PerHead, None),
            (
                I,
                "Effective Supervision Part 2",
                "Supervisors",
                "HR: Training Officer",
                "£35 each",
                PerHead,
                None,
            ),
            (
                I,
                "Personal Development Review",
                "Supervisors",
                "HR: Training Officer",
                "£65 each",
                PerHead,
                None,
            ),
            (I, "Presentation Skills", "Supervisors", "HR: Training Officer", "£130 each", PerHead, None),
            (
                E,
                "Stress Awareness for Managers",
                "Supervisors",
                "Brown’s Health & Safety",
                "£65 each",
                PerHead,
                None,
            ),
            (E, "Performance Appraisal", "All Appraisors", "Leicestershire C.C", "£70", Total, Some(70)),
        ],
        "E07000133" => vec![
            (
                E,
                "Bespoke programme for Heads of Service",
                "Heads of Service/Corporate Directors",
                "Bailey and Hodges",
                "Circa £20K",
                Total,
                Some(20_000),
            ),
            (
                E,
                "LGA pilot management development scheme",
                "4th tier, below Head of Service, who supervise",
                "LGA",
                "Circa £20K",
                Shared,
                None,
            ),
        ],
        "E07000131" => vec![],
        "E07000130" => vec![
            (
                E,
                "ILM First Line Management",
                "First Line Managers",
                "Loughborough College",
                "£8,000",
                Total,
                Some(8000),
            ),
            (
                E,
                "MBA in Public Service Mngmnt",
                "Arising from Individual needs",
                "Universities",
                "Information Not available",
                NotAvailable,
                None,
            ),
            (
                E,
                "MSC in Public Service Mngmnt",
                "Arising from Individual needs",
                "Universities",
                "Information Not available",
                NotAvailable,
                None,
            ),
            (
                E,
                "Certificate in Mngmnt Services",
                "Arising from Individual needs",
                "Universities",
                "Information Not available",
                NotAvailable,
                None,
            ),
            (
                E,
                "Diploma in Mngmnt Services",
                "Arising from Individual needs",
                "Universities",
                "Information Not available",
                NotAvailable,
                None,
            ),
        ],
        _ => vec![
            (
                I,
                "Equality and Diversity awareness training",
                "Rolling programme, joint with Harborough District Council",
                "IODA",
                "",
                NotStated,
                None,
            ),
            (
                I,
                "Attendance Management",
                "All People Managers",
                "Consultant/In House Trainer",
                "",
                NotStated,
                None,
            ),
            (
                I,
                "Development Feedback following recruitment exercises",
                "Successful candidate and unsuccessful Internal candidates",
                "Informed Assessment/Personnel Manager",
                "",
                NotStated,
                None,
            ),
            (I, "CPA", "Senior Managers", "In house via group work", "", NotStated, None),
            (E, "Post Entry Training Courses", "Managers", "Various Universities", "", NotStated, None),
        ],
    };
    let make =
        |(place, (delivery, activity, audience, provider, cost_text, cost_basis, pounds)): (usize, Row)| {
            Activity {
                delivery,
                activity: activity.to_owned(),
                audience: audience.to_owned(),
                provider: provider.to_owned(),
                attendees: audience.starts_with("2 ").then_some(Interval::exact(2)),
                cost_text: cost_text.to_owned(),
                cost_basis,
                cost: match pounds {
                    Some(pounds) => Reported::Given(
                        Interval::exact(pounds * 100).or_estimated(cost_text.starts_with("Circa")),
                    ),
                    None if cost_basis == NotAvailable => Reported::NotAvailable,
                    None => Reported::NoAnswer,
                },
                source: at(
                    code,
                    sheets(code).3,
                    &format!("{}{}", if delivery == I { "D" } else { "I" }, place + 3),
                ),
            }
        };
    rows.into_iter().enumerate().map(make).collect()
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
