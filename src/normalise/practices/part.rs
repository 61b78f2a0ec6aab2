//! Answers that hold for a part only, told from how they are put rather than from a phrase: a
//! share of all (`Two of our five programmes`), for whom alone (`for graduate trainees only`), and
//! who does so where the council does not (`Not corporately, although Housing does`); and the words
//! by which an answer takes back part of what it says.

use crate::normalise::texts::number::UNITS;
use crate::reference::words;

/// Words that turn what was said before.
const TURNS: [&str; 9] =
    ["but", "although", "though", "however", "except", "while", "whilst", "whereas", "albeit"];
/// What ends a part of a sentence.
const SIGNS: [char; 9] = [',', ';', '.', '\n', '(', ')', ':', '-', '\u{2013}'];

/// The words of a text that say that it is so for a part.
pub(super) fn in_part(text: &str) -> Option<String> {
    let said = |told: &[String]| share(told).or_else(|| for_some_alone(told)).or_else(|| others_not(told));
    text.split(SIGNS).map(words).find_map(|told| said(&told))
}

/// `other staff do not`, after those who do.
fn others_not(told: &[String]) -> Option<String> {
    let others = told.first().is_some_and(|word| ["other", "others", "rest"].contains(&word.as_str()));
    (others && told.iter().any(|word| word == "not" || word == "t")).then(|| told.join(" "))
}

/// `Induction yes, probation no`, and what [`one_and_not_another`] tells.
pub(super) fn says_both(text: &str) -> bool {
    let clauses = || text.split([',', ';', '.', '\n', '-', '\u{2013}']).map(words);
    let ends = |word: &str| clauses().any(|clause| clause.last().is_some_and(|last| last == word));
    ends("yes") && ends("no") || one_and_not_another(text)
}

/// `Induction is; probation isn't`, `Yes in Housing, no elsewhere`: one part so, another not.
pub(super) fn one_and_not_another(text: &str) -> bool {
    const PAST: [&str; 5] = ["wa", "was", "last", "previously", "formerly"];
    const PLACES: [&str; 5] = ["elsewhere", "otherwise", "in", "for", "at"];
    let clauses: Vec<Vec<String>> = text.split(SIGNS).map(words).filter(|clause| clause.len() > 1).collect();
    let ends = |clause: &[String], with: &[&str]| {
        clause.last().is_some_and(|last| with.contains(&last.as_str()))
            && !clause.iter().any(|word| PAST.contains(&word.as_str()))
    };
    let begins = |clause: &[String], with: &str| clause.first().is_some_and(|first| first == with);
    let elsewhere = |clause: &[String]| {
        begins(clause, "no") && clause.get(1).is_some_and(|place| PLACES.contains(&place.as_str()))
    };
    clauses.iter().any(|clause| ends(clause, &["not", "t"]))
        && clauses.iter().any(|clause| ends(clause, &["is", "i", "are", "do", "doe"]))
        || clauses.iter().any(|clause| begins(clause, "yes"))
            && clauses.iter().any(|clause| elsewhere(clause))
}

/// What a later clause of a yes denies: `Yes probation; no induction`, but not `Yes, no change`.
pub(super) fn denied_later(text: &str) -> Option<String> {
    const HARMLESS: [&str; 10] =
        ["change", "provider", "supplier", "detail", "cost", "fee", "charge", "external", "problem", "doubt"];
    let denies = |clause: &Vec<String>| matches!(clause.as_slice(), [no, what, ..] if no == "no" && !HARMLESS.contains(&what.as_str()));
    text.split(SIGNS).map(words).skip(1).find(denies).map(|clause| clause.join(" "))
}

/// What denies in a text that says yes in other words: `Tests are used, not full centres`.
pub(super) fn denied(told: &[String]) -> Option<String> {
    const DENIES: [&str; 6] = ["not", "no", "never", "none", "isn", "aren"];
    let place = told.iter().position(|word| DENIES.contains(&word.as_str()))?;
    told.get(place..).map(|rest| rest.join(" "))
}

/// `two of our five`, of which the first is less.
fn share(told: &[String]) -> Option<String> {
    const WHOSE: [&str; 6] = ["our", "the", "all", "these", "their", "its"];
    let number =
        |word: &String| word.parse::<usize>().ok().or_else(|| UNITS.iter().position(|unit| unit == word));
    (0..told.len()).find_map(|start| {
        let rest = told.get(start + 1..)?;
        let part = number(told.get(start)?)?;
        let rest = rest.strip_prefix(&["out".to_owned()]).unwrap_or(rest);
        let rest = rest.strip_prefix(&["of".to_owned()])?;
        let whole = rest.iter().take_while(|word| WHOSE.contains(&word.as_str())).count();
        let whole_at = told.len() - rest.len() + whole;
        let whole = number(told.get(whole_at)?)?;
        (part > 0 && part < whole).then(|| told.get(start..=whole_at).unwrap_or(&[]).join(" "))
    })
}

/// `for graduate trainees only`, but not `in 2004 only`.
fn for_some_alone(told: &[String]) -> Option<String> {
    let (last, before) = told.split_last().filter(|(last, _)| *last == "only")?;
    let start = before.iter().rposition(|word| ["for", "in", "at"].contains(&word.as_str()))?;
    let whom = before.get(start..).unwrap_or(&[]);
    let year = |word: &String| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    let plain = whom.len() > 1 && !whom.iter().any(year);
    plain.then(|| [whom.join(" "), last.clone()].join(" "))
}

/// What follows the word that turns the first sentence of an answer, with that word.
pub(super) fn turned(told: &[String]) -> Option<&[String]> {
    let place = told.iter().position(|word| TURNS.contains(&word.as_str()))?;
    told.get(place..).filter(|rest| place > 0 && rest.len() > 1)
}

/// Whether what follows a no ends in who does so: `although Housing and Leisure do`.
pub(super) fn some_do(rest: &[String]) -> bool {
    let last =
        rest.last().is_some_and(|last| ["do", "doe", "does", "have", "ha", "has"].contains(&last.as_str()));
    last && rest.len() > 2 && !rest.iter().any(|word| ["not", "no", "none", "never"].contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_by_how_it_is_put() {
        for (text, said) in [
            ("Two of our five programmes are accredited", Some("two of our five")),
            ("Yes - 3 out of 12 directorates", Some("3 out of 12")),
            ("Yes, for graduate trainees only", Some("for graduate trainee only")),
            (
                "Assessment centres for chief officer posts only (Veredus)",
                Some("for chief officer post only"),
            ),
            ("Managers have one, other staff do not", Some("other staff do not")),
            ("All five of the five", None),
            ("Yes, in 2004 only", None),
            ("Yes, SHL only", None),
            ("One of many", None),
        ] {
            assert_eq!(in_part(text).as_deref(), said, "{text}");
        }
    }

    #[test]
    fn one_part_may_be_so_and_another_not() {
        for (text, both) in [
            ("Induction yes, probation no", true),
            ("Induction is; probation isn't", true),
            ("Managers do, others do not", true),
            ("Yes in Housing, no elsewhere", true),
            ("Yes (last year: No)", false),
            ("Yes, no change", false),
            ("Yes - see attached", false),
            ("No. We do not", false),
        ] {
            assert_eq!(says_both(text), both, "{text}");
        }
    }

    #[test]
    fn some_do_what_the_council_does_not() {
        for (text, so) in [
            ("Not corporately, although Housing and Leisure do", true),
            ("No, but our neighbours do not", false),
        ] {
            assert_eq!(turned(&words(text)).is_some_and(some_do), so, "{text}");
        }
    }
}
