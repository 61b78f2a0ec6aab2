//! How councils' names are spelt: the words for their kind, the words that go with a name on
//! a return, usual short forms, initials, and the ends by which a misspelt name is found.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{is_one_letter_off, words};
use crate::model::Council;

/// Words that say what kind of council it is.
const KINDS: &str = "borough district city county metropolitan council bc dc cc mbc lbc lb ua cbc royal unitary authority london \
    the of mdc councils";

/// Words that go with the name on a return and name nobody.
const COMPANY: &str = "return questionnaire questionaire baseline management development strand final copy draft response \
    from for by completed survey form data lrip improvement partnership and submission submitted v \
    version ver rev revised new old signed off updated update amended corrected resubmission reply \
    answer collection annual year period jan feb mar apr may jun jul aug sep sept oct nov dec january \
    february march april june july august september october november december st nd rd th practice tier \
    training hr human resource to on in our name us we are is xlsx xl ods xlsm xlsb file sheet report \
    fact figure section all part date md mgmt mgt dev q s behalf review manager coaching with about at \
    last activity team tab evaluation no the this thi page internal external book workbook staff \
    returned dated spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday \
    pt mon tue tues wed weds thu thur thurs fri sat sun";

/// The first or the last letters of a name.
pub(super) type End = (bool, [char; 2]);

/// Both ends of a name: one letter that is off leaves at least one of them as it is in a name of
/// five letters or more, even where two changed places.
pub(super) fn ends(name: &str) -> [End; 2] {
    let pair = |letters: &mut dyn Iterator<Item = char>| [(); 2].map(|()| letters.next().unwrap_or(' '));
    [(false, pair(&mut name.chars())), (true, pair(&mut name.chars().rev()))]
}

/// Whether a word tells what kind of council it is.
pub(super) fn is_kind(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| KINDS.split(' ').collect());
    WORDS.contains(word)
}

/// Whether a word goes with a return and names nobody.
pub(super) fn is_company(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMPANY.split(' ').collect());
    WORDS.contains(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
            && word.trim_end_matches("st").trim_end_matches("th").chars().all(|c| c.is_ascii_digit())
        || word
            .strip_prefix('v')
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
        || word.chars().any(|c| c.is_ascii_digit())
}

/// The words with those for the kind of council as they are usually spelt: one letter off
/// (`Ryoal Borough`), or cut where a sheet's name ends, after 31 letters (`District Cou`).
pub(super) fn with_kinds_whole(mut told: Vec<String>) -> Vec<String> {
    const WHOLE: [&str; 7] = ["council", "borough", "district", "county", "royal", "metropolitan", "london"];
    for word in told.iter_mut().filter(|word| word.len() > 4 && !is_kind(word)) {
        if let Some(whole) = WHOLE.iter().find(|whole| is_one_letter_off(word, whole)) {
            (*whole).clone_into(word);
        }
    }
    if let [.., before, last] = told.as_mut_slice()
        && let Some(whole) = WHOLE.iter().find(|whole| last.len() > 2 && whole.starts_with(last.as_str()))
        && (is_kind(before) || last.len() > 4)
    {
        (*whole).clone_into(last);
    }
    told
}

/// The words without those at both ends that go with a return, or tell what kind a council is.
pub(super) fn company_cut(told: &[String]) -> &[String] {
    // A sheet's name ends after 31 letters: `East Staffordshire Borough Counc`.
    let is_cut = |word: &str| word.len() > 1 && "council".starts_with(word);
    let is_company = |word: &&String| is_company(word) || is_kind(word) || is_cut(word);
    let start = told.iter().take_while(is_company).count();
    let end = told.iter().rev().take_while(is_company).count();
    told.get(start..told.len().saturating_sub(end)).unwrap_or_default()
}

/// The words without those for the kind of council, unless nothing else is left.
pub(super) fn without_kinds(full: &[String]) -> Vec<String> {
    let bare: Vec<String> = full.iter().filter(|word| !is_kind(word)).cloned().collect();
    if bare.iter().all(|word| word == "and") { full.to_vec() } else { bare }
}

/// Short forms that only their ends or capitals tell, written out: `S. Derbys` as South
/// Derbyshire, and not as Derby.
pub(super) fn written_out(text: &str) -> String {
    const SHIRES: &str = "beds bedford berks berk bucks buckingham cambs cambridge derbys derby glos gloucester \
        gloucs gloucester hants hamp herts hertford lancs lanca leics leicester lincs lincoln northants \
        northampton notts nottingham oxon oxford salop shrop staffs stafford warks warwick warwicks warwick \
        wilts wilt worcs worcester yorks york";
    static WHOLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let told: Vec<&str> = SHIRES.split(' ').collect();
        told.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
    });
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c: char| !c.is_alphabetic()).unwrap_or(from.len()));
        out.push_str(before);
        // `Blaby's` has no south in it.
        let alone = !before.ends_with(['\'', '\u{2019}', '&']) && after.starts_with(['.', ' ']);
        let names =
            after.trim_start_matches(['.', ' ']).chars().take(4).filter(|c| c.is_alphabetic()).count() == 4;
        match (word, WHOLE.get(word.to_lowercase().as_str())) {
            ("S", _) if alone && names => out.push_str("South "),
            ("W", _) if alone && names => out.push_str("West "),
            (_, Some(shire)) => {
                out.push_str(shire);
                out.push_str("shire");
            }
            _ => out.push_str(word),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `BlabyReturn2005` as `Blaby Return 2005`.
pub(super) fn split_humps(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for letter in text.chars() {
        let hump = before.is_lowercase() && letter.is_uppercase();
        let digit = before.is_alphabetic() && letter.is_ascii_digit() && !before.is_uppercase();
        if hump || digit {
            out.push(' ');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Usual short forms written out: `NW Leics` as north west leicestershire.
pub(super) fn expand(told: &[String]) -> Vec<String> {
    // `D.C.` is told as d, c: letters that stand one after the other are one word.
    let mut joined: Vec<String> = Vec::with_capacity(told.len());
    for (place, word) in told.iter().enumerate() {
        let single = |one: &String| one.chars().count() == 1;
        let before = place.checked_sub(1).and_then(|p| told.get(p)).is_some_and(single);
        match joined.last_mut() {
            Some(last) if before && single(word) => last.push_str(word),
            _ => joined.push(word.clone()),
        }
    }
    let told = &joined;
    let mut out = Vec::with_capacity(told.len() + 2);
    for (place, word) in told.iter().enumerate() {
        let more = told.get(place + 1).is_some_and(|next| next.len() > 2);
        match word.as_str() {
            "nw" if more => out.extend(["north".to_owned(), "west".to_owned()]),
            "ne" if more => out.extend(["north".to_owned(), "east".to_owned()]),
            "sw" if more => out.extend(["south".to_owned(), "west".to_owned()]),
            "se" if more => out.extend(["south".to_owned(), "east".to_owned()]),
            "n" if more => out.push("north".to_owned()),
            "e" if more => out.push("east".to_owned()),
            "leic" => out.push("leicestershire".to_owned()),
            "notts" | "nott" => out.push("nottinghamshire".to_owned()),
            "northant" | "northants" => out.push("northamptonshire".to_owned()),
            "lincs" | "linc" => out.push("lincolnshire".to_owned()),
            "derbys" | "derby shire" => out.push("derbyshire".to_owned()),
            "dist" => out.push("district".to_owned()),
            "boro" => out.push("borough".to_owned()),
            "coun" | "cncl" => out.push("council".to_owned()),
            other => out.push(other.to_owned()),
        }
    }
    out
}

/// The initials by which a council is known: `hb`, `hbbc`, `nwl`, `nwldc`, `bdc`, `rbkc`.
pub(super) fn initials_of(council: &Council) -> BTreeSet<String> {
    let letters = |text: &[String], keep: &dyn Fn(&str) -> bool| -> String {
        text.iter().filter(|word| keep(word)).filter_map(|word| word.chars().next()).collect()
    };
    let small = ["and", "of", "the", "upon", "on", "in", "with", "le"];
    let name = without_kinds(&words(&council.id.name));
    let official = words(&council.official_name);
    let kind: String = letters(&official, &|word| is_kind(word) && !small.contains(&word));
    let mut found = BTreeSet::new();
    // `RBKC`, `CLC`: the full name in its own order.
    let whole = letters(&official, &|word| !small.contains(&word));
    if whole.len() > 2 {
        found.insert(whole);
    }
    for base in [letters(&name, &|word| !small.contains(&word)), letters(&name, &|_| true)] {
        if base.len() > 1 {
            found.insert(base.clone());
        }
        if !kind.is_empty() {
            found.insert(format!("{base}{kind}"));
        }
        for usual in ["dc", "bc", "c"] {
            let form = format!("{base}{usual}");
            if usual == "c" && base.len() < 2 {
                continue;
            }
            let of_kind = usual == "c" || kind.ends_with(usual);
            if of_kind {
                found.insert(form);
            }
        }
        // `H&BBC` is told as h, and, bbc: joined, the word `and` stays in it.
        if name.iter().any(|word| word == "and") && base.len() == 3 {
            let spelt: String =
                name.iter().map(|w| if w == "and" { "and" } else { w.get(..1).unwrap_or("") }).collect();
            found.insert(spelt.clone());
            found.insert(format!("{spelt}{kind}"));
        }
    }
    found
}
