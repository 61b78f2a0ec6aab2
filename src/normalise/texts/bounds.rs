//! Amounts that are there and yet not what something cost: bounds, parts of a greater sum, what
//! was given back or only quoted, other money.

use super::amounts::Amount;
use crate::reference::words;

/// Whether an amount only says how much it was at most or at least: `under £500`, `£500+`.
pub(crate) fn is_bound(text: &str, amount: &Amount) -> bool {
    const BEFORE: [&str; 14] = [
        "under",
        "below",
        "less than",
        "up to",
        "over",
        "above",
        "more than",
        "at least",
        "in excess of",
        "max",
        "maximum",
        "minimum",
        "min",
        "upward of",
    ];
    const AFTER: [&str; 10] = [
        "min", "minimum", "max", "maximum", "or more", "or over", "or less", "or under", "and over", "upward",
    ];
    let before = words(text.get(..amount.start).unwrap_or("")).join(" ");
    let rest = text.get(amount.end..).unwrap_or("").trim();
    let after = words(rest).join(" ");
    BEFORE.iter().any(|bound| before == *bound || before.ends_with(&format!(" {bound}")))
        || AFTER.contains(&after.as_str())
        || rest == "+"
}

/// Whether an amount is in question, is what a part was taken of or off, or came back: `?£500`,
/// `£2,000 less 50% grant`, `share of £5,000`, `£300 (refunded)`, `-£100`.
pub(crate) fn is_open(text: &str, joined: &str, amount: &Amount) -> bool {
    const BACK: [&str; 9] = [
        "refunded",
        "refund",
        "reimbursed",
        "reclaimed",
        "recovered",
        "recouped",
        "credited",
        "waived",
        "cancelled",
    ];
    let said = |list: &[&str]| joined.split(' ').any(|word| list.contains(&word));
    let less = said(&["less", "minus"]) && text.contains('%');
    text.contains('?') || less || said(&BACK) || is_part(text, amount) || is_negative(text)
}

/// `share of £5,000`, `50% of £1,000`, `included in £5,000 above`, `Budget £5,000`, `Quote of £900`.
fn is_part(text: &str, amount: &Amount) -> bool {
    const PARTS: [&str; 14] = [
        "part",
        "share",
        "percent",
        "percentage",
        "half",
        "third",
        "quarter",
        "proportion",
        "portion",
        "some",
        "balance",
        "remainder",
        "rest",
        "out",
    ];
    let before = words(text.get(..amount.start).unwrap_or(""));
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let of_sum = match before.as_slice() {
        [whole @ .., "of" | "the"] => whole.iter().any(|word| PARTS.contains(word)),
        _ => false,
    };
    let within = matches!(before.as_slice(), [.., "included" | "contained" | "part", "in" | "within"]);
    let to_be = matches!(
        before.as_slice(),
        ["budget" | "budgeted" | "quote" | "quoted" | "quotation"]
            | ["budget" | "quote" | "quotation", "of" | "for" | "is" | "wa"]
    );
    of_sum || within || to_be
}

/// `-£100`, `(£1,000)`: money that came in.
fn is_negative(text: &str) -> bool {
    let text = text.trim();
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let figure =
        |one: &str| !one.is_empty() && one.chars().all(|c| c.is_ascii_digit() || "\u{a3},. ".contains(c));
    let minus = text.strip_prefix(['-', '\u{2212}']);
    bracketed.is_some_and(figure)
        || minus.is_some_and(|rest| {
            rest.starts_with(['\u{a3}', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        })
}

/// Whether an amount is in other money than pounds: `$500`, `500 euros`.
pub(crate) fn is_foreign(text: &str, told: &[String]) -> bool {
    text.contains(['$', '\u{20ac}'])
        || told.iter().any(|word| matches!(word.as_str(), "euro" | "eur" | "usd" | "dollar"))
            && !text.contains('\u{a3}')
}

#[cfg(test)]
mod tests {
    use crate::normalise::texts::money::{Doubt, in_text};

    #[test]
    fn amounts_that_are_no_cost_are_asked_about() {
        for text in [
            "\u{a3}350+",
            "\u{a3}350 min",
            "up to \u{a3}350",
            "\u{a3}350 or more",
            "$350",
            "\u{20ac}350",
            "350 euros",
            "part of \u{a3}4,000 skills budget",
            "share of \u{a3}4,000",
            "25% of \u{a3}4,000",
            "included in \u{a3}4,000 above",
            "\u{a3}350 (refunded)",
            "(\u{a3}350)",
            "-\u{a3}350",
            "Quote of \u{a3}350",
            "Budget \u{a3}350",
            "\u{a3}350 a time",
        ] {
            let doubt = in_text(text).doubt;
            assert!(matches!(doubt, Some(Doubt::Unreadable | Doubt::PerOther)), "{text}: {doubt:?}");
        }
    }
}
