//! Disclosure control held against an attack: whoever has the public edition, and
//! reasons about its totals, differences and shares, recovers no withheld figure.

mod attack;
mod waves;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use returns::measure::measure;
use returns::model::{Evaluation, Thresholds};
use returns::protect::{Protected, protect};
use returns::publish::{Context, publish_public};
use returns::write::xlsx;

use crate::support::run_2005;
use crate::workbook::fixture;
use attack::{Figure, Said, Sum};

/// How many random evaluations are attacked.
const RANDOM: u64 = 500;

/// The sums of people that a public workbook shows, told from its sheets alone.
fn sums(workbook: &[u8]) -> Vec<Sum> {
    let mut workbook = Xlsx::new(Cursor::new(workbook)).unwrap();
    let shares = workbook.worksheet_range("Share qualified").unwrap();
    let mut sums = Vec::new();
    let rows: Vec<Vec<Data>> = shares.rows().skip(4).map(<[Data]>::to_vec).collect();
    let mut by_band: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    for row in &rows {
        let figure = Figure {
            council: row[0].to_string(),
            people: [shown(&row[3]), shown(&row[4])],
            posts: number(&row[5]).zip(number(&row[6])),
            share: number(&row[7]).map(|_| ()),
        };
        assert_eq!(matches!(figure.people[0], Said::Number(_)), figure.share.is_some(), "{row:?}");
        by_band.entry(row[2].to_string()).or_default().push(figure);
    }
    sums.extend(by_band.into_iter().map(|(name, figures)| Sum { name, figures }));
    let coaching = workbook.worksheet_range("Coaching").unwrap();
    let rows: Vec<Vec<Data>> = coaching.rows().skip(3).map(<[Data]>::to_vec).collect();
    for (column, heading) in
        rows[0].iter().enumerate().filter(|(_, heading)| heading.to_string().contains("(people)"))
    {
        // At most stands beside at least where any figure is a range.
        let name = heading.to_string();
        if name.ends_with("at most") {
            continue;
        }
        let most = column + usize::from(name.ends_with("at least"));
        let figures = rows[1..].iter().map(|row| Figure {
            council: row[0].to_string(),
            people: [shown(&row[column]), shown(&row[most])],
            posts: None,
            share: None,
        });
        sums.push(Sum { name, figures: figures.collect() });
    }
    sums
}

fn number(cell: &Data) -> Option<i64> {
    match cell {
        Data::Float(number) => format!("{number:.0}").parse().ok(),
        _ => None,
    }
}

/// What stands in a cell of figures.
fn shown(cell: &Data) -> Said {
    match cell {
        Data::Float(_) => Said::Number(number(cell).unwrap()),
        Data::String(text) if text == "[c]" => Said::Withheld,
        Data::String(text) => {
            assert!(["[x]", "[z]"].contains(&text.as_str()), "{text} in place of a figure");
            Said::Nothing
        }
        other => panic!("{other:?} in place of a figure"),
    }
}

fn context() -> Context {
    fixture::context()
}

/// The protected figures of an evaluation, and its public workbook.
fn published(evaluation: &Evaluation) -> (Protected, Vec<u8>) {
    let protected = protect(&evaluation.measures, &Thresholds::default());
    let bytes = xlsx(publish_public(evaluation, &protected, &context())).unwrap();
    (protected, bytes)
}

#[test]
fn nothing_is_recovered_from_the_seven_returns() {
    let bytes = run_2005().bytes("2005", "evaluation-2005-public.xlsx");
    let sums = sums(&bytes);
    let withheld: usize = sums.iter().map(Sum::withheld).sum();
    assert!(withheld > 0, "nothing is withheld at all");
    for sum in &sums {
        let recovered = attack::recovered(sum);
        assert!(recovered.is_empty(), "{}: {recovered:?}", sum.name);
    }
}

#[test]
fn an_attack_on_figures_that_are_not_protected_recovers_them() {
    let figure = |council: &str, people, posts: i64| Figure {
        council: council.to_owned(),
        people: [people; 2],
        posts: Some((posts, posts)),
        share: None,
    };
    let one = Sum {
        name: String::new(),
        figures: vec![
            figure("A", Said::Withheld, 9),
            figure("B", Said::Number(5), 9),
            figure("ALL", Said::Number(7), 18),
        ],
    };
    assert_eq!(attack::recovered(&one), ["A"]);
    let none = Sum {
        name: String::new(),
        figures: vec![
            figure("A", Said::Withheld, 9),
            figure("B", Said::Withheld, 9),
            figure("ALL", Said::Number(0), 18),
        ],
    };
    assert_eq!(attack::recovered(&none), ["A", "B"]);
    let safe = Sum {
        name: String::new(),
        figures: vec![
            figure("A", Said::Withheld, 9),
            figure("B", Said::Withheld, 9),
            figure("ALL", Said::Number(7), 18),
        ],
    };
    assert!(attack::recovered(&safe).is_empty());
}

#[test]
fn nothing_is_recovered_from_random_evaluations() {
    let (mut primary, mut secondary, mut greedy) = (0, 0, 0);
    for seed in 0..RANDOM {
        let mut evaluation = waves::evaluation(seed);
        evaluation.measures = measure(&evaluation.wave, "Partnership", &context().questions).unwrap();
        let (protected, bytes) = published(&evaluation);
        for sum in &sums(&bytes) {
            let recovered = attack::recovered(sum);
            assert!(recovered.is_empty(), "seed {seed}, {}: {recovered:?} in {sum:#?}", sum.name);
        }
        primary += protected.primary;
        secondary += protected.secondary;
        greedy += attack::greedy(&evaluation.measures, &protected);
    }
    println!(
        "{RANDOM} evaluations: {primary} figures withheld for what they tell, {secondary} to protect those; a plain greedy rule takes {greedy}"
    );
    assert!(secondary <= greedy, "{secondary} figures are withheld besides, a greedy rule takes {greedy}");
}

#[test]
fn no_words_of_a_return_are_in_the_public_edition() {
    let evaluation = fixture::evaluation();
    let (_, bytes) = published(&evaluation);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for name in workbook.sheet_names() {
        for (_, _, cell) in workbook.worksheet_range(&name).unwrap().used_cells() {
            text.push_str(&cell.to_string());
            text.push('\n');
        }
    }
    let mut words: Vec<&str> = Vec::new();
    for one in &evaluation.wave.returns {
        words.push(&one.file);
        words.extend(one.posts.iter().flat_map(|posts| &posts.titles).map(String::as_str));
        words.extend(one.training.iter().flat_map(|activity| [&*activity.activity, &*activity.provider]));
        words.extend(one.reviews.iter().map(|review| review.text.as_str()));
        words.extend(
            one.practices
                .iter()
                .filter(|practice| practice.text.len() > 20)
                .map(|practice| practice.text.as_str()),
        );
        words.extend(one.findings.iter().map(|finding| finding.message.as_str()));
        words.extend(one.coaching.iter().map(|cohort| cohort.provider.as_str()));
    }
    for word in words.into_iter().filter(|word| word.len() > 8) {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn thresholds_are_set_in_the_workspace() {
    use crate::support::Workspace;
    let workspace = Workspace::seven("disclosure off");
    let settings = workspace.folder.join("returns.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("small = 3", "small = 9")).unwrap();
    let strict = workspace.collate();
    let count = |bytes: &[u8]| -> usize { sums(bytes).iter().map(Sum::withheld).sum() };
    let usual = count(&run_2005().bytes("2005", "evaluation-2005-public.xlsx"));
    assert!(count(&strict.bytes("2005", "evaluation-2005-public.xlsx")) > usual);
    std::fs::write(&settings, text.replace("small = 3", "small = 0")).unwrap();
    let wrong = workspace.collate();
    assert_eq!(wrong.code, 1);
    assert!(wrong.said.contains("small = 0 is out of range"), "{}", wrong.said);
}
