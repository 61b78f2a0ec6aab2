//! Titles in a cell: taken apart, and the numbers that some of them hold.

use crate::normalise::texts::lines::{bare, items, separated};
use crate::normalise::texts::number::{self, ESTIMATES};
use crate::normalise::texts::silence::silence;
use crate::reference::{Titles, words};

/// A title as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    /// As written, without its number.
    pub(crate) text: String,
    /// The number of posts that the title itself gives (`3 Directors`, `Director (3)`).
    pub(crate) number: Option<i64>,
    /// The title says that its number is estimated: `Heads of Service (approx 16)`.
    pub(crate) estimated: bool,
}

/// What a titles cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The titles, in order.
    pub(crate) titles: Vec<Title>,
    /// It says only that the number beside it is estimated (`Approx`).
    pub(crate) estimated: bool,
    /// It says `None`.
    pub(crate) none: bool,
}

/// Takes a titles cell apart.
pub(crate) fn listed(text: &str, rules: &Titles) -> Listed {
    let mut found = Listed::default();
    match silence(text) {
        Some(crate::normalise::texts::silence::Silence::Zero) => {
            found.none = true;
            return found;
        }
        Some(_) => return found,
        None => {}
    }
    let text = without_opening(text);
    if only_says_estimated(text) {
        found.estimated = true;
        return found;
    }
    let parts = match bulleted(text, rules) {
        Some((over, below)) => below.into_iter().map(|one| format!("{over} \u{2013} {one}")).collect(),
        None => parts(text, rules),
    };
    found.titles = parts.iter().map(|part| title(part)).filter(|title| !title.text.is_empty()).collect();
    found
}

/// `We have 4 heads of service` lists what follows.
fn without_opening(text: &str) -> &str {
    const OPENINGS: [&str; 4] = ["we have ", "there are ", "there is ", "we employ "];
    let begins =
        |opening: &&&str| text.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening));
    OPENINGS.iter().find(begins).and_then(|opening| text.get(opening.len()..)).unwrap_or(text)
}

fn only_says_estimated(text: &str) -> bool {
    let told = words(text);
    let says_so = |word: &String| word == "number" || ESTIMATES.contains(&word.as_str());
    !told.is_empty() && told.iter().all(says_so)
}

/// A heading with bulleted lines below it: the heading, and the lines. A single post
/// over lines that are titles themselves is only the first of them.
fn bulleted(text: &str, rules: &Titles) -> Option<(String, Vec<String>)> {
    let is_bullet = |line: &str| {
        line.starts_with(['\u{2022}', '\u{b7}', '\u{25cf}', '\u{25aa}', '\u{f0b7}'])
            || line.starts_with("- ")
            || line.starts_with("* ")
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let over = lines.next().filter(|line| !is_bullet(line))?;
    let below: Vec<&str> = lines.collect();
    let titles = below.iter().filter(|line| rules.rule(&title(&bare(line)).text).is_some()).count();
    if !is_plural(over) && titles * 2 > below.len() {
        return None;
    }
    (below.len() > 1 && below.iter().all(|line| is_bullet(line)))
        .then(|| (over.trim_end_matches(':').to_owned(), below.iter().map(|line| bare(line)).collect()))
}

/// Lines; or parts between commas or semicolons where each is a title by itself.
fn parts(text: &str, rules: &Titles) -> Vec<String> {
    let lines = items(text);
    if lines.len() > 1 {
        return lines;
    }
    for by in [';', ',', '+'] {
        let separate = last_parted(separated(text, by));
        let is_title = |part: &String| rules.rule(part).is_some() || title(part).number.is_some();
        if separate.len() > 1 && separate.iter().all(is_title) {
            return separate;
        }
    }
    let with_and: Vec<String> = text.split(" and ").map(bare).collect();
    // `Management Team (Chief Executive and 3 Directors)` is whole.
    let whole = |part: &String| part.matches('(').count() == part.matches(')').count();
    let numbered = with_and.iter().filter(|part| title(part).number.is_some()).count();
    // `Foremen and supervisors (23)` are 23 together.
    let many = |part: &str| is_plural(part) || part.ends_with("men");
    let shared = with_and.iter().any(|part| title(part).number.is_none() && many(part));
    // `Chief Executive and Head of Paid Service (1)` is one post of two titles.
    let one = with_and.iter().any(|part| title(part).number == Some(1));
    let one_post = numbered == 1 && with_and.len() > 1 && one;
    if with_and.len() > 1
        && with_and.iter().all(whole)
        && !shared
        && !one_post
        && with_and.iter().all(|part| rules.rule(part).is_some())
        && numbered >= with_and.len() - 1
    {
        return with_and;
    }
    lines
}

/// Parts the last of several where `and` stands between two that are counted: `one Director of
/// Resources, one Director of Housing and one Director of Planning`.
fn last_parted(mut separate: Vec<String>) -> Vec<String> {
    let counted = |part: &String| title(part).number.is_some();
    let last: Vec<String> =
        separate.last().into_iter().flat_map(|last| last.split(" and ")).map(bare).collect();
    if separate.len() > 1 && last.len() > 1 && last.iter().all(counted) {
        separate.pop();
        separate.extend(last);
    }
    separate
}

/// A title without the number before or after it.
fn title(text: &str) -> Title {
    let trimmed = text.trim();
    let plain = without_estimate(trimmed);
    let counted = plain.as_deref().unwrap_or(trimmed);
    match leading(counted).or_else(|| trailing(counted)) {
        Some((number, text)) => Title { text, number: Some(number), estimated: plain.is_some() },
        None => Title { text: trimmed.to_owned(), number: None, estimated: false },
    }
}

/// A title without the word that makes its number an estimate: `(approx 16)`, `(16ish)`, `c. 16`.
fn without_estimate(text: &str) -> Option<String> {
    let counts = |word: &str| {
        let word = word.trim_matches(['(', ')', '[', ']']);
        word.starts_with(|c: char| c.is_ascii_digit())
            || number::in_text(word).is_some_and(|number| number.rest.is_empty())
    };
    let about = |word: &str| {
        let word = word.trim_matches(['(', ')', '[', ']', '.', ',']).to_lowercase();
        ESTIMATES.contains(&word.as_str())
    };
    let tokens: Vec<&str> = text.split(' ').collect();
    let mut found = Vec::new();
    let mut dropped = false;
    for (place, token) in tokens.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| tokens.get(place));
        let next = tokens.get(place + 1);
        if about(token) && (next.is_some_and(|next| counts(next)) || before.is_some_and(|one| counts(one))) {
            dropped = true;
            found.push(token.replace(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','), ""));
        } else if let Some(number) = ["ish)", "ish]", "ish"].iter().find_map(|end| token.strip_suffix(end))
            && number.trim_start_matches(['(', '[']).chars().all(|c| c.is_ascii_digit())
            && number.ends_with(|c: char| c.is_ascii_digit())
        {
            dropped = true;
            found.push(token.replace("ish", ""));
        } else {
            found.push((*token).to_owned());
        }
    }
    found.retain(|token| !token.is_empty());
    dropped.then(|| found.join(" ").replace("( ", "(").replace(" )", ")"))
}

/// `3 Directors`, `3 x Director`, `Two Directors`, `3no. Directors`, `(3) Directors`.
fn leading(text: &str) -> Option<(i64, String)> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let opened = first.trim_start_matches('(');
    let glued = opened.trim_end_matches(['x', 'X', '\u{d7}', '.', ':', ')']);
    // `six` is a number.
    let glued = if opened.eq_ignore_ascii_case("six") { opened } else { glued };
    let glued = glued.strip_suffix("no").unwrap_or(glued);
    let number = if glued.chars().all(|c| c.is_ascii_digit()) && !glued.is_empty() {
        glued.parse().ok()?
    } else {
        let told = glued.to_lowercase();
        let word = number::in_text(&told).filter(|n| n.rest.is_empty())?.whole()?.lower;
        // `One Stop Shop Manager`, `One post (Chief Executive)`
        let next = words(rest).into_iter().next().unwrap_or_default();
        let within = word == 1 && ["stop", "post"].contains(&next.as_str());
        if word < 1 || within || told.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        word
    };
    let rest =
        rest.trim_start_matches(|c: char| c == '\u{d7}' || c == '-' || c == '\u{2013}' || c.is_whitespace());
    let rest = rest
        .strip_prefix("x ")
        .or_else(|| rest.strip_prefix("X "))
        .or_else(|| rest.strip_prefix("no. "))
        .unwrap_or(rest);
    rest.starts_with(char::is_alphabetic).then(|| (number, rest.to_owned()))
}

/// What may stand behind the number of a title.
const IN_ALL: [&str; 5] = [" in total", " in all", " altogether", " in number", " in post"];

/// `Director (3)`, `Directors x 3`, `Directors - 3`, `Directors: 3`, `Directors - 3 in total`.
fn trailing(text: &str) -> Option<(i64, String)> {
    if ends_with_ages(text) || ends_with_range(text) {
        return None;
    }
    let end = text.trim_end_matches([')', ']', '.', ' ']);
    let closed = end.len() < text.trim_end_matches(['.', ' ']).len();
    let end = end
        .strip_suffix("posts")
        .or_else(|| end.strip_suffix("post"))
        .or_else(|| end.strip_suffix(" people"))
        .or_else(|| end.strip_suffix(" staff"))
        .or_else(|| end.strip_suffix("no"))
        .or_else(|| IN_ALL.iter().find_map(|said| end.strip_suffix(said)))
        .unwrap_or(end)
        .trim_end();
    let digits = end.len() - end.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, number, sign) = if digits > 0 {
        let head = end.get(..end.len() - digits)?;
        (head, end.get(end.len() - digits..)?.parse().ok()?, head.trim_end())
    } else {
        let (head, last) = end.rsplit_once(['(', '[', ' '])?;
        let word = number::in_text(last).filter(|n| n.rest.is_empty())?.whole()?.lower;
        (head, word, end.get(..end.len() - last.len())?.trim_end())
    };
    let marked = sign.ends_with(['(', '[', '\u{d7}', '-', '\u{2013}', ':', '=', ','])
        || sign.ends_with(" x")
        || sign.ends_with(" X")
        || sign.ends_with("(x")
        || sign.ends_with("(X")
        || (closed && sign.ends_with('('));
    let title = head
        .trim_end_matches(|c: char| c.is_whitespace() || "([\u{d7}-\u{2013}:=,".contains(c))
        .trim_end_matches(" x")
        .trim_end_matches(" X")
        .trim_end_matches("(x")
        .trim_end_matches("(X")
        .trim();
    // `Directors (number of posts: 3)`
    let title = ["number of posts", "no. of posts", "no of posts", "posts"]
        .iter()
        .find_map(|said| title.strip_suffix(said)?.trim_end().strip_suffix(['(', '-', '\u{2013}', ',']))
        .map_or(title, str::trim_end);
    // `Service Managers 12`
    let many = digits > 0 && head.ends_with(' ') && is_many(title.rsplit(' ').next().unwrap_or(""));
    let marked = marked || many;
    (marked && !title.is_empty() && (0..1000).contains(&number)).then(|| (number, title.to_owned()))
}

/// Whether a title ends with what is no one number: `Service Manager (16+)`, `Adviser (0-5)`.
pub(crate) fn ends_with_ages(text: &str) -> bool {
    let inside = text.trim_end().strip_suffix(')').and_then(|text| Some(text.rsplit_once('(')?.1));
    inside.is_some_and(|inside| {
        let mut parts = inside.split(['-', '\u{2013}', '+']).map(str::trim);
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        let first = parts.next().is_some_and(|part| !part.is_empty() && digits(part));
        first && parts.next().is_some_and(digits) && parts.next().is_none()
    })
}

/// Whether a title ends with a range of grades: `Heads of Service (PO10-14)`, `Managers SCP 42-49`,
/// `Officers (Bands 5 - 6)`; but not `Directors - 3`.
fn ends_with_range(text: &str) -> bool {
    let end = text.trim_end_matches([')', ']', '.', ' ']);
    let Some((before, last)) = end.rsplit_once(['-', '\u{2013}']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let within = end.len() < text.trim_end_matches(['.', ' ']).len();
    let close = !before.ends_with(' ') && !last.starts_with(' ');
    digits(last.trim()) && before.trim_end().ends_with(|c: char| c.is_ascii_digit()) && (close || within)
}

/// The posts of titles that are all counted, two at least: `one Deputy Chief Executive and two
/// Directors`.
pub(crate) fn counted(text: &str) -> Option<i64> {
    let parts = text.split([',', ';', '\n']).flat_map(|part| part.split(" and "));
    let titles: Vec<Title> = parts.map(str::trim).filter(|part| !part.is_empty()).map(title).collect();
    let named = |title: &Title| title.text.starts_with(char::is_uppercase);
    let fte = words(text).iter().any(|word| word.starts_with("fte") || word.starts_with("wte"));
    let all = titles.len() > 1 && titles.iter().all(named) && !fte;
    titles.iter().map(|title| title.number).try_fold(0_i64, |sum, one| sum.checked_add(one?)).filter(|_| all)
}

/// Whether a word is one of several posts: `Managers`.
fn is_many(word: &str) -> bool {
    word.len() > 4 && is_plural(word) && word.ends_with('s')
}

/// Whether a title names several posts at once (`Directors`, `Heads of Service`).
pub(crate) fn is_plural(title: &str) -> bool {
    title.split(|c: char| !c.is_alphabetic()).any(|word| {
        let lower = word.to_lowercase();
        [
            "directors",
            "heads",
            "managers",
            "officers",
            "leaders",
            "supervisors",
            "executives",
            "principals",
            "coordinators",
            "posts",
            "chiefs",
        ]
        .contains(&lower.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_titles() {
        for (text, name, number) in [
            ("Chief Executive (1)", "Chief Executive", Some(1)),
            ("3 Directors", "Directors", Some(3)),
            ("Head of Service x 8", "Head of Service", Some(8)),
            ("Strategic Director (x3)", "Strategic Director", Some(3)),
            ("8 x Head of Service", "Head of Service", Some(8)),
            ("Two Directors", "Directors", Some(2)),
            ("six Directors", "Directors", Some(6)),
            ("Directors - 3", "Directors", Some(3)),
            ("Directors - 3 in total", "Directors", Some(3)),
            ("(8) Heads of Service", "Heads of Service", Some(8)),
            ("One Stop Shop Manager", "One Stop Shop Manager", None),
            ("Assistant Director (Housing)", "Assistant Director (Housing)", None),
            ("Manager, Area 2", "Manager, Area 2", None),
            ("Service Manager (16+)", "Service Manager (16+)", None),
            ("Adviser (0-5)", "Adviser (0-5)", None),
            ("Heads of Service (PO10-14)", "Heads of Service (PO10-14)", None),
            ("Managers SCP 42-49", "Managers SCP 42-49", None),
            ("Officers (Bands 5 - 6)", "Officers (Bands 5 - 6)", None),
            ("Officers (PO1) - 6", "Officers (PO1)", Some(6)),
            ("Heads of Service (16 people)", "Heads of Service", Some(16)),
            ("Service Managers 12", "Service Managers", Some(12)),
            ("Managers Grade 5", "Managers Grade 5", None),
        ] {
            let own = title(text);
            assert_eq!((own.text.as_str(), own.number, own.estimated), (name, number, false), "{text}");
        }
    }

    #[test]
    fn numbers_within_titles_may_be_estimates() {
        for text in ["Heads of Service (approx 16)", "Heads of Service (16ish)", "c. 16 Heads of Service"] {
            let own = title(text);
            assert_eq!((own.text.as_str(), own.number), ("Heads of Service", Some(16)), "{text}");
            assert!(own.estimated, "{text}");
        }
        assert_eq!(title("About Leicester Manager").text, "About Leicester Manager");
    }

    #[test]
    fn cells_of_titles_are_taken_apart() {
        let rules = Titles::parse(include_str!("../../../reference/titles.csv")).unwrap();
        let texts = |text: &str| listed(text, &rules).titles.into_iter().map(|t| t.text).collect::<Vec<_>>();
        assert_eq!(texts("CE\n\nCorporate Directors"), ["CE", "Corporate Directors"]);
        assert_eq!(
            texts("Chief Executive, Director of Resources"),
            ["Chief Executive", "Director of Resources"]
        );
        assert_eq!(texts("Head of Planning, Housing and Leisure"), ["Head of Planning, Housing and Leisure"]);
        assert_eq!(texts("Heads of Service\n\u{b7} Housing\n\u{b7} Finance").len(), 2);
        assert!(listed("Approx", &rules).estimated);
    }
}
