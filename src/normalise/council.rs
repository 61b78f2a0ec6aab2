//! Whose return it is: from all the places where a name stands, the surest.

use std::collections::BTreeSet;

use crate::model::{Code, Council, CouncilId, Finding};
use crate::recognise::{Labelled, Mention, Place, Recognised};
use crate::reference::{Councils, Strength, words};

/// The council of a return, or why none can be told.
pub(crate) fn council(
    found: &Recognised,
    councils: &Councils,
    file: &str,
    findings: &mut Vec<Finding>,
) -> Result<Council, Box<Finding>> {
    let mentions = &found.mentions;
    // A misspelt name in a cell gives way to a name written right anywhere.
    let near = |mention: &Mention| mention.strength == Strength::NearName && mention.place != Place::Label;
    // What stands anywhere gives way to the file's name, where that names a council.
    let filed = mentions.iter().any(|m| m.place == Place::FileName && m.strength == Strength::Name);
    // So does what only resembles a name, and is not said to be a council's.
    let resembles = |m: &Mention| near(m) && m.place == Place::Cell && !says_council(&m.text);
    let aside = |m: &Mention| filed && (m.place == Place::Elsewhere || resembles(m));
    let rank = |m: &Mention| (near(m) || aside(m), place_rank(m.place), m.strength);
    let mut ordered: Vec<&Mention> = mentions.iter().collect();
    ordered.sort_by_key(|mention| rank(mention));
    let unknown = unknown(found);
    // What the council's cell says is not made good by a council that some sentence names.
    if unknown.is_some() {
        let aside =
            |m: &Mention| matches!(m.place, Place::Cell | Place::Elsewhere) && m.strength == Strength::Within;
        ordered.retain(|m| !aside(m) && m.place != Place::Other);
    }
    let says = |m: &&Mention| !matches!(m.place, Place::FileName | Place::Other) && !aside(m);
    let inside: Vec<&Mention> = ordered.iter().copied().filter(says).collect();
    // A title that names several councils at once speaks of a partnership.
    let single: Vec<&Mention> = inside.iter().copied().filter(|m| m.codes.len() == 1).collect();
    let labelled = inside.iter().any(|m| m.place == Place::Label);
    let pool = match (inside.is_empty(), single.is_empty() || labelled) {
        (true, _) => &ordered,
        (false, true) => &inside,
        (false, false) => &single,
    };
    let Some(first) = pool.first() else {
        return Err(Box::new(not_found(unknown, file)));
    };
    let best: Vec<&&Mention> = pool
        .iter()
        .filter(|m| place_rank(m.place) == place_rank(first.place) && m.strength == first.strength)
        .collect();
    let mut candidates: BTreeSet<&str> =
        best.iter().flat_map(|m| m.codes.iter().map(String::as_str)).collect();
    if candidates.len() > 1 {
        candidates = narrowed(&candidates, pool, &ordered);
    }
    let mut codes = candidates.iter();
    // Named only as somebody else, a council is not known to have made the return.
    let (Some(code), None, true) = (codes.next(), codes.next(), first.place != Place::Other) else {
        return Err(Box::new(ambiguous(file, first, &candidates, councils)));
    };
    let Some(found) = councils.by_code(code) else {
        return Err(Box::new(ambiguous(file, first, &candidates, councils)));
    };
    say(found, first, &ordered, file, councils, findings);
    Ok(found.clone())
}

/// Whether a text says that what it names is a council.
fn says_council(text: &str) -> bool {
    const KINDS: [&str; 9] = ["council", "borough", "district", "county", "city", "bc", "dc", "cc", "mbc"];
    words(text).iter().any(|word| KINDS.contains(&word.as_str()))
}

/// The value of the council's label, where it names none that is known.
fn unknown(found: &Recognised) -> Option<&Labelled> {
    let known = found.mentions.iter().any(|m| m.place == Place::Label);
    found.labelled.iter().find(|value| value.id == "council").filter(|_| !known)
}

fn not_found(unknown: Option<&Labelled>, file: &str) -> Finding {
    const ASK: &str = "Write the council's full name into the form's council cell; initials are understood only where they fit one council.";
    if let Some(value) = unknown {
        let message =
            format!("No council of this name is known, and nothing else says whose return it is. {ASK}");
        return Finding::at(Code::CouncilNotFound, &value.at, &value.text, message);
    }
    let message = format!("No council's name was found in the sheets, their names or the file's name. {ASK}");
    Finding::of_file(Code::CouncilNotFound, file, "no council's name", message)
}

/// Labels first; a cell, a sheet's name and a file's name after.
fn place_rank(place: Place) -> u8 {
    match place {
        Place::Label => 0,
        Place::Cell | Place::Elsewhere => 1,
        Place::SheetName => 2,
        Place::FileName => 3,
        Place::Other => 4,
    }
}

/// Of several candidates, the one that other places name too.
fn narrowed<'a>(
    candidates: &BTreeSet<&'a str>,
    pool: &[&'a Mention],
    all: &[&'a Mention],
) -> BTreeSet<&'a str> {
    for mention in pool.iter().chain(all) {
        let agreed: BTreeSet<&str> =
            mention.codes.iter().map(String::as_str).filter(|code| candidates.contains(code)).collect();
        if agreed.len() == 1 && mention.codes.len() == 1 {
            let votes = |code: &str| {
                all.iter().filter(|m| m.codes.len() == 1 && m.codes.iter().any(|c| c == code)).count()
            };
            let mine = agreed.first().map_or(0, |code| votes(code));
            let rivals = candidates
                .iter()
                .filter(|code| !agreed.contains(*code))
                .map(|code| votes(code))
                .max()
                .unwrap_or(0);
            if mine > rivals {
                return agreed;
            }
        }
    }
    candidates.clone()
}

fn ambiguous(file: &str, mention: &Mention, candidates: &BTreeSet<&str>, councils: &Councils) -> Finding {
    let names: Vec<String> = candidates
        .iter()
        .filter_map(|code| councils.by_code(code))
        .map(|council| format!("{} ({})", council.official_name, council.id.code))
        .collect();
    let message = format!(
        "The council could be {}. Write its full name into the form's council cell.",
        names.join(" or ")
    );
    match &mention.at {
        Some(at) => Finding::at(Code::CouncilAmbiguous, at, mention.text.clone(), message),
        None => Finding::of_file(Code::CouncilAmbiguous, file, mention.text.clone(), message),
    }
}

#[expect(clippy::too_many_arguments, reason = "the council, every mention of one, and where to say it")]
fn say(
    found: &Council,
    first: &Mention,
    ordered: &[&Mention],
    file: &str,
    councils: &Councils,
    findings: &mut Vec<Finding>,
) {
    let name_of = |code: &str| councils.by_code(code).map_or_else(String::new, |c| c.id.name.to_string());
    let other = ordered.iter().find(|m| {
        m.place == Place::FileName
            && m.strength != Strength::NearName
            && !m.codes.iter().any(|code| **code == *found.id.code)
    });
    if let Some(other) = other {
        let message = format!(
            "The file's name names {}, the return itself {}. The return's own word was taken; check who sent it.",
            other.codes.iter().map(|code| name_of(code)).collect::<Vec<_>>().join(" or "),
            found.id.name
        );
        findings.push(Finding::of_file(Code::CouncilNotInFileName, file, other.text.clone(), message));
    }
    let rival = ordered.iter().find(|m| {
        matches!(m.place, Place::Label | Place::Cell | Place::Elsewhere)
            && m.codes.len() == 1
            && !m.codes.iter().any(|code| **code == *found.id.code)
    });
    if let (Some(rival), Some(at)) = (rival, rival.and_then(|m| m.at.as_ref())) {
        let message =
            format!("This cell names another council than {}, whose return it was taken for.", found.id.name);
        findings.push(Finding::at(Code::CouncilAmbiguous, at, rival.text.clone(), message));
    }
    if let (Place::Elsewhere, Some(at)) = (first.place, &first.at) {
        let message = format!(
            "{} is named only here, and not where a return names its council. Check that the return is its own.",
            found.id.name
        );
        findings.push(Finding::at(Code::CouncilAmbiguous, at, first.text.clone(), message));
    }
    if first.strength == Strength::NearName {
        let message = format!("The name was taken as {}, from which it differs by a letter.", found.id.name);
        let finding = match &first.at {
            Some(at) => Finding::at(Code::CouncilNearName, at, first.text.clone(), message),
            None => Finding::of_file(Code::CouncilNearName, file, first.text.clone(), message),
        };
        findings.push(finding);
    }
    if !councils.is_member(found) {
        let message = format!(
            "{} is not one of the councils that returns.toml expects. Add {} to it, or take the file out.",
            found.official_name, found.id.code
        );
        findings.push(Finding::of_file(Code::CouncilUnexpected, file, first.text.clone(), message));
    }
}

/// A finding where the council had been abolished before the return was completed.
pub(crate) fn former(council: &CouncilId, ended: jiff::civil::Date, file: &str) -> Finding {
    let message = format!(
        "{} was abolished on {}, before this return was completed. Check which council it is for.",
        council.name,
        ended.strftime("%-d %B %Y")
    );
    Finding::of_file(Code::CouncilFormer, file, council.name.to_string(), message)
}
