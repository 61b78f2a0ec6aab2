//! Answers that only look chosen: one that is made otherwise beside it, one that was corrected, or
//! a plan that is no plan of the practice.

/// Whether a bare yes or no stands beside the other, as where departments answer apart.
pub(crate) fn disagrees(text: &str, beside: &[String]) -> bool {
    let said = |text: &str| match text.trim().to_lowercase().as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    };
    said(text).is_some_and(|own| beside.iter().any(|other| said(other) == Some(!own)))
}

/// Whether what a phrase says is said to happen again and again, and so is in use:
/// `courses are planned yearly`.
pub(crate) fn is_repeated(told: &[String], after: usize) -> bool {
    const AGAIN: [&str; 11] = [
        "yearly",
        "annually",
        "annual",
        "each",
        "every",
        "regularly",
        "quarterly",
        "monthly",
        "termly",
        "routinely",
        "always",
    ];
    told.iter().skip(after).take(3).any(|word| AGAIN.contains(&word.as_str()))
}

/// What an answer was corrected to: `No - changed to Yes`, `Was Yes, now No`, `No change: Yes`.
pub(crate) fn corrected(text: &str) -> Option<&str> {
    const MARKS: [&str; 9] = [
        "changed to ",
        "amended to ",
        "corrected to ",
        "revised to ",
        "correction: ",
        "no change: ",
        "no change - ",
        "unchanged: ",
        ", now ",
    ];
    let lower = text.to_ascii_lowercase();
    let from = MARKS.iter().filter_map(|mark| Some(lower.rfind(mark)? + mark.len())).max()?;
    let rest = text.get(from..)?.trim();
    let first: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    matches!(first.to_ascii_lowercase().as_str(), "yes" | "no" | "y" | "n").then_some(rest)
}
