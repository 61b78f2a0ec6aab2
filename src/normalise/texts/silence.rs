//! The kinds of silence: blank, `N/A`, `Records not available`, `None` are different
//! things, and none of them but the last is zero.

use crate::recognise::is_placeholder;
use crate::reference::words;

/// What a text says when it gives no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Blank, or a dash alone.
    NoAnswer,
    /// `N/A`.
    NotApplicable,
    /// `Records not available`, `No details`, `TBC`, `Not known`.
    NotAvailable,
    /// `None`, `Nil`: a zero that somebody wrote.
    Zero,
}

const NOT_APPLICABLE: [&str; 5] = ["n a", "na", "not applicable", "doe not apply", "not relevant"];

const NOT_AVAILABLE: [&str; 58] = [
    "not yet received",
    "not answered",
    "not yet answered",
    "not yet known",
    "not yet confirmed",
    "awaiting",
    "no detail",
    "no record",
    "not available",
    "record not available",
    "information not available",
    "no information",
    "not known",
    "unknown",
    "tbc",
    "tba",
    "tbd",
    "t b c",
    "t b a",
    "to be confirmed",
    "to be advised",
    "detail not available",
    "not recorded",
    "not held",
    "no data",
    "data not available",
    "don t know",
    "dont know",
    "no figure",
    "figure not available",
    "not yet available",
    "no detail available",
    "none recorded",
    "not collected",
    "unavailable",
    "no record kept",
    "no record held",
    "record not kept",
    "record not held",
    "not kept",
    "to follow",
    "awaited",
    "pending",
    "info not available",
    "no info",
    "details not available",
    "no information available",
    "not readily available",
    "unable to say",
    "unable to provide",
    "cannot say",
    "no data available",
    "not stated",
    "no details available",
    "n k",
    "nk",
    "none known",
    "no idea",
];

const ZERO: [&str; 12] = [
    "none",
    "nil",
    "zero",
    "nobody",
    "no one",
    "none held",
    "none at present",
    "none at all",
    "nought",
    "none run",
    "none currently",
    "none in post",
];

/// The kind of silence that a text is, if it is one; sentences that begin like one
/// (`Not available until April`) count too.
pub(crate) fn silence(text: &str) -> Option<Silence> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.chars().all(|c| "-\u{2013}\u{2014}_.?/\u{2212} \n".contains(c)) {
        return Some(Silence::NoAnswer);
    }
    let told = words(trimmed);
    if is_placeholder(trimmed, &told) {
        return Some(Silence::NoAnswer);
    }
    let joined = told.join(" ");
    let begins = |list: &[&str]| {
        list.iter().any(|known| {
            joined == *known
                || (joined.starts_with(known) && joined.get(known.len()..=known.len()) == Some(" "))
        })
    };
    if told.iter().any(|word| word.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    if NOT_APPLICABLE.contains(&joined.as_str()) || (told.len() <= 8 && begins(&NOT_APPLICABLE)) {
        return Some(Silence::NotApplicable);
    }
    if told.len() <= 14 && begins(&NOT_AVAILABLE) {
        return Some(Silence::NotAvailable);
    }
    if told.len() <= 12
        && ["not available", "not known", "not recorded", "not held", "unavailable", "not kept"]
            .iter()
            .any(|part| joined.ends_with(part))
    {
        return Some(Silence::NotAvailable);
    }
    if ZERO.contains(&joined.as_str())
        || (told.len() <= 6 && told.first().is_some_and(|word| word == "none" || word == "nil"))
    {
        return Some(Silence::Zero);
    }
    None
}

/// Words of which a text that says nothing is made.
const SILENT: &str = "n a na no not none nil nobody unknown unavailable applicable relevant available known recorded \
                      record held kept collected received answered stated yet as at present the moment time this thi \
                      to follow be confirmed advised tbc tba tbd awaited awaiting pending detail information info \
                      data figure report identified reported noted made so far given provided listed raised \
                      particular specific currently all review for were have been readily";

/// Whether a text is silent and says nothing besides: `None identified` is, `None of the
/// managers had appraisals` is not.
pub(crate) fn says_nothing(text: &str) -> bool {
    const FOUND: [&str; 6] = ["identified", "reported", "noted", "recorded", "found", "raised"];
    let told = words(text);
    // `None identified under theme scores`
    let none = told.get(1).is_some_and(|word| FOUND.contains(&word.as_str()));
    let silent = || told.iter().all(|word| SILENT.split(' ').any(|one| one == word));
    silence(text).is_some() && (none || silent())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silences_differ() {
        for (text, kind) in [
            ("", Some(Silence::NoAnswer)),
            (" - ", Some(Silence::NoAnswer)),
            ("N/A", Some(Silence::NotApplicable)),
            ("Not applicable", Some(Silence::NotApplicable)),
            ("Records not available", Some(Silence::NotAvailable)),
            ("No details", Some(Silence::NotAvailable)),
            ("TBC", Some(Silence::NotAvailable)),
            ("n/k", Some(Silence::NotAvailable)),
            ("None known", Some(Silence::NotAvailable)),
            ("None", Some(Silence::Zero)),
            ("[Insert answer]", Some(Silence::NoAnswer)),
            ("Please complete", Some(Silence::NoAnswer)),
            ("Tick or write", Some(Silence::NoAnswer)),
            ("Please see over", None),
            ("Select committee reports", None),
            ("Nil", Some(Silence::Zero)),
            ("0", None),
            ("Nothing specific was said", None),
        ] {
            assert_eq!(silence(text), kind, "{text:?}");
        }
    }

    #[test]
    fn a_remark_may_speak_of_what_is_not_there() {
        for text in [
            "None",
            "None identified under theme scores",
            "N/A",
            "Not yet available",
            "-",
            "No details",
            "Information not available",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in [
            "None of the managers had appraisals",
            "Training needs are not known",
            "No details of succession plans",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
