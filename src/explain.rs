//! Explain: what a finding's code or a measure means, or the cells that a figure
//! came from with what stands there.

use std::fmt::Write as _;

use crate::measure::MEASURES;
use crate::model::{
    Activity, Band, CATALOGUE, CellRef, Cohort, CostBasis, Evaluation, Figure, Interval, MeasureRow, Posts,
    Return, decimal,
};
use crate::terminal::{plain, shown};

/// A cell that a figure came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The council's name.
    pub council: String,
    /// The cell.
    pub at: CellRef,
    /// What stands there.
    pub text: String,
    /// How it was read.
    pub rule: String,
}

/// What a finding's code means, if there is one of this id.
#[must_use]
pub fn code(id: &str) -> Option<String> {
    let entry = CATALOGUE.iter().find(|entry| entry.id == id)?;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: {} ({}, for the {})",
        entry.id,
        entry.title,
        entry.severity.word(),
        entry.who.word()
    );
    let _ = writeln!(out, "\n{}", entry.meaning);
    let _ = writeln!(out, "\nExample: {}", entry.example);
    let _ = writeln!(out, "Expected: {}", entry.expected);
    let _ = writeln!(out, "How to put it right: {}", entry.remedy);
    let accepted = if entry.accepted.is_empty() { "None.".to_owned() } else { entry.accepted.join(" ") };
    let _ = writeln!(out, "Explanations that are accepted: {accepted}");
    Some(out)
}

/// What a measure is, if there is one of this id.
#[must_use]
pub fn measure(id: &str) -> Option<String> {
    let own: Vec<_> = MEASURES.iter().filter(|measure| measure.id == id).collect();
    let first = own.first()?;
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}, in {}", first.id, first.title, first.unit);
    for one in &own {
        let _ = writeln!(out, "\nBy {}: {}", one.breakdown, one.definition);
    }
    let _ = writeln!(
        out,
        "\nTo see the cells a figure came from: returns explain {id} --period PERIOD [--council NAME] [--category CATEGORY]"
    );
    Some(out)
}

/// The cells that the figures of a measure came from, of one council or all, in one
/// category or all.
#[must_use]
pub fn origins(
    evaluation: &Evaluation,
    measure: &str,
    council: Option<&str>,
    category: Option<&str>,
) -> Vec<Origin> {
    let mut found = Vec::new();
    for one in
        evaluation.wave.returns.iter().filter(|one| council.is_none_or(|code| *one.council.code == *code))
    {
        let fits = |code: &str| category.is_none_or(|wanted| wanted == code || wanted == "all");
        let mut add = |at: &CellRef, text: &str, rule: String| {
            found.push(Origin {
                council: one.council.name.to_string(),
                at: at.clone(),
                text: text.to_owned(),
                rule,
            });
        };
        match measure {
            "headcount" => {
                let wanted = |row: &&Posts| fits(row.band.code()) || fits(&row.tier.to_string());
                one.posts.iter().filter(wanted).for_each(|row| add_posts(row, &mut add));
            }
            // A band's posts stand over those of the band above.
            "span" => {
                let above = |band: Band| {
                    Band::ALL.windows(2).any(|two| {
                        two.first() == Some(&band) && two.get(1).is_some_and(|band| fits(band.code()))
                    })
                };
                let wanted = |row: &&Posts| fits(row.band.code()) || above(row.band);
                one.posts.iter().filter(wanted).for_each(|row| add_posts(row, &mut add));
            }
            "qualified" | "qualification_ratio" => {
                for row in one.posts.iter().filter(|row| fits(row.band.code())) {
                    let at = row.qualified.source.as_ref().unwrap_or(&row.source);
                    add(at, &row.qualified.text, people_rule(row));
                    if measure == "qualification_ratio" {
                        add_posts(row, &mut add);
                    }
                }
            }
            "training_activities" | "training_cost" | "training_not_costed" => {
                for row in one.training.iter().filter(|row| fits(row.delivery.code())) {
                    add(&row.source, &row.cost_text, cost_rule(row));
                }
            }
            "practice" | "would_consider" | "cpa_rating" => practices(one, measure, category, &mut add),
            "coaches" | "coaching_hours" => {
                for row in &one.coaching {
                    for Part { name, category, figure, scale } in parts_of(measure, row) {
                        let Some(at) = figure.source.as_ref().filter(|_| fits(category)) else { continue };
                        let cohort = plain(&row.cohort, 60);
                        let figure_said = said_in(figure.interval(), name, scale);
                        add(at, &figure.text, format!("cohort {cohort}: {figure_said}"));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A figure of a cohort that a measure is made of.
struct Part<'a> {
    name: &'static str,
    category: &'static str,
    figure: &'a Figure,
    /// How many of the figure make one.
    scale: i64,
}

fn parts_of<'a>(measure: &str, row: &'a Cohort) -> Vec<Part<'a>> {
    let part = |name, category, figure| Part { name, category, figure, scale: 1 };
    if measure == "coaches" {
        return vec![
            part("coaches in training", "training", &row.coaches_training),
            part("coaches authorised", "authorised", &row.coaches_authorised),
        ];
    }
    vec![
        part("sessions", "all", &row.sessions),
        Part { scale: 100, ..part("hours a session", "all", &row.hours_per_session) },
        part("people coached", "all", &row.coachees),
    ]
}

fn add_posts(row: &Posts, add: &mut dyn FnMut(&CellRef, &str, String)) {
    let at = row.headcount.source.as_ref().unwrap_or(&row.source);
    add(at, &row.headcount.text, posts_rule(row));
}

fn practices(
    one: &Return,
    measure: &str,
    category: Option<&str>,
    add: &mut dyn FnMut(&CellRef, &str, String),
) {
    for row in &one.practices {
        let wanted = match measure {
            "cpa_rating" => row.question == "cpa_rating",
            _ => category.is_none_or(|id| id == row.question || id == row.answer),
        };
        if let Some(at) = row.source.as_ref().filter(|_| wanted) {
            let evidence = if row.evidence.is_empty() {
                String::new()
            } else {
                format!(", because it says \"{}\"", row.evidence)
            };
            add(at, &row.text, format!("{}: {}{evidence}", row.question, row.answer));
        }
    }
}

fn posts_rule(row: &Posts) -> String {
    let by = match row.band_basis.as_str() {
        "title" => "by its titles",
        "decision" => "by a decision",
        _ => "by the order of tiers",
    };
    format!(
        "tier {} is {} {by}; {}",
        row.tier,
        row.band.title().to_lowercase(),
        said(row.headcount.interval(), "posts")
    )
}

fn people_rule(row: &Posts) -> String {
    let ratio = if !row.qualified_in_ratio {
        "more than the posts, so kept out of ratios"
    } else if row.qualified.interval().is_some() && row.headcount.interval().is_some() {
        "in the ratio"
    } else {
        "not in the ratio, which needs both posts and people"
    };
    format!("tier {}, {}; {ratio}", row.tier, said(row.qualified.interval(), "people"))
}

fn cost_rule(row: &Activity) -> String {
    let cost = match row.cost.given() {
        Some(cost) if cost.lower == cost.upper => format!("\u{a3}{}", decimal(cost.lower)),
        Some(cost) => format!("\u{a3}{} to \u{a3}{}", decimal(cost.lower), decimal(cost.upper)),
        None if row.cost_basis == CostBasis::Shared => "counted with the row that it shares".to_owned(),
        None => "not costed".to_owned(),
    };
    format!(
        "{} \"{}\", cost {}: {cost}",
        row.delivery.code(),
        plain(&row.activity, 60),
        row.cost_basis.code()
    )
}

fn said(figure: Option<Interval>, what: &str) -> String {
    said_in(figure, what, 1)
}

/// A figure of which `scale` make one, in words.
fn said_in(figure: Option<Interval>, what: &str, scale: i64) -> String {
    let Some(figure) = figure else { return format!("{what} not known") };
    let estimated = if figure.estimated { ", estimated by the council" } else { "" };
    let number = |bound: i64| decimal(bound * 100 / scale);
    if figure.lower == figure.upper {
        format!("{} {what}{estimated}", number(figure.lower))
    } else {
        format!("{} to {} {what}{estimated}", number(figure.lower), number(figure.upper))
    }
}

/// The figures of a measure, of one council or the partnership, in one category or all.
#[must_use]
pub fn figures<'a>(
    evaluation: &'a Evaluation,
    measure: &str,
    council: Option<&str>,
    category: Option<&str>,
) -> Vec<&'a MeasureRow> {
    let code = council.unwrap_or("ALL");
    let wanted = |row: &&MeasureRow| {
        row.measure == measure
            && row.council_code == code
            && category.is_none_or(|wanted| wanted == row.category || wanted == row.breakdown)
    };
    evaluation.measures.iter().filter(wanted).collect()
}

/// The figures themselves and their cells, for people.
#[must_use]
pub fn figure(
    evaluation: &Evaluation,
    measure: &str,
    council: Option<&str>,
    category: Option<&str>,
) -> String {
    let mut out = String::new();
    for row in figures(evaluation, measure, council, category) {
        let unit = if row.unit == "percent" { "%" } else { "" };
        let name = if row.unit == "percent" { "" } else { row.unit };
        let _ = writeln!(
            out,
            "{}, {} {}: {} {name} ({} of {} councils)",
            plain(&row.council, 60),
            row.breakdown,
            row.category,
            shown(Some(row), unit),
            row.councils_counted,
            row.councils_expected
        );
    }
    for origin in origins(evaluation, measure, council, category) {
        let _ = writeln!(
            out,
            "  {}: {} {}: \"{}\": {}",
            origin.council,
            plain(&origin.at.file, 60),
            plain(&origin.at.to_string(), 60),
            plain(&origin.text, 80),
            origin.rule
        );
    }
    out
}
