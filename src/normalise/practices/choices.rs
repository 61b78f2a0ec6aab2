//! Answers that only look chosen: a choice left open, one that is made otherwise beside it, or
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
