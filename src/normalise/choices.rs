//! Answers that only look chosen: a choice left open, one that is made otherwise beside it, or
//! a plan that is no plan of the practice.

use crate::reference::words;

/// `Yes / No`, of which none was chosen, or what was struck through does not show.
pub(super) fn is_open_choice(text: &str) -> bool {
    const CHOICES: [&str; 7] = ["yes", "no", "y", "n", "partly", "planned", "considering"];
    let told = words(text);
    let both =
        [["yes", "y"], ["no", "n"]].iter().all(|one| told.iter().any(|word| one.contains(&word.as_str())));
    both && !text.trim().contains('\n') && told.iter().all(|word| CHOICES.contains(&word.as_str()))
}

/// Whether a bare yes or no stands beside the other, as where departments answer apart.
pub(super) fn disagrees(text: &str, beside: &[String]) -> bool {
    let said = |text: &str| match text.trim().to_lowercase().as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    };
    said(text).is_some_and(|own| beside.iter().any(|other| said(other) == Some(!own)))
}

/// Whether what a phrase says is said to happen again and again, and so is in use:
/// `courses are planned yearly`.
pub(super) fn is_repeated(told: &[String], after: usize) -> bool {
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
