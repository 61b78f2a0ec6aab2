//! What stands before the posts of a row and names no tier by its number: the lowest tier, all of
//! them, those who manage nobody, a remark, a title that begins or ends as a tier does.

use crate::recognise::{Table, TierLabel, tier_label};
use crate::reference::words;

/// `Bottom tier`, `Lowest level`: the one below those above it, by whatever number.
pub(crate) fn lowest(text: &str, next: i64) -> Option<TierLabel> {
    let told = words(text);
    let [place, tier] = told.as_slice() else { return None };
    let named = matches!(place.as_str(), "bottom" | "lowest" | "last" | "next" | "middle")
        && matches!(tier.as_str(), "tier" | "level" | "layer");
    (named && next > 1).then(|| TierLabel { tier: next, sure: true, rest: String::new() })
}

/// Whether what follows a tier goes on without a sign between them: `Level 2 Supervisor` is a
/// title, `Tier 2 - Directors` a tier with its own.
pub(crate) fn runs_on(text: &str, label: &TierLabel) -> bool {
    let head = text.trim_end().strip_suffix(&label.rest).filter(|_| !label.rest.is_empty());
    head.is_some_and(|head| head.trim_end().ends_with(char::is_alphanumeric))
}

/// Whether a text is a remark on a tier: `4th tier posts are under review until 2007`.
pub(crate) fn is_remark(text: &str) -> bool {
    const VERBS: [&str; 9] = ["are", "is", "was", "were", "will", "has", "have", "being", "been"];
    let label = tier_label(text).filter(|label| label.sure && runs_on(text, label));
    label.is_some_and(|label| words(&label.rest).iter().any(|word| VERBS.contains(&word.as_str())))
}

/// Whether a row is about those who manage nobody: `Other staff (not managers)`.
pub(crate) fn is_of_others(text: &str) -> bool {
    let told = words(text);
    let holds = |sought: &[&str]| told.iter().any(|word| sought.contains(&word.as_str()));
    let managers = told.iter().any(|word| word.starts_with("manag"));
    let staff = holds(&["staff", "employee", "worker", "workforce"]);
    told.len() <= 8
        && (holds(&["non", "not"]) && managers
            || staff && !managers && holds(&["other", "remaining", "rest"]))
}

/// Whether a row begins as one about all tiers together does: `All managers`.
pub(crate) fn says_all(told: &[String]) -> bool {
    const WHO: [&str; 7] = ["manager", "post", "tier", "staff", "level", "above", "management"];
    told.len() <= 4
        && told.first().is_some_and(|word| word == "all" || word == "overall")
        && told.iter().skip(1).all(|word| WHO.contains(&word.as_str()) || word == "of" || word == "the")
}

/// Whether what goes with a tier names its posts; `Fifth Tier Officers` does so only where other
/// cells are filled, and none of them is asked for titles.
pub(crate) fn names_posts(rest: &str, table: &Table, filled: usize) -> bool {
    const ANY: [&str; 6] = ["officer", "manager", "post", "staff", "employee", "management"];
    let of_all = || matches!(words(rest).as_slice(), [only] if ANY.contains(&only.as_str()));
    !rest.is_empty() && (filled > 1 && table.column("titles").is_none() || !of_all())
}

/// The tier that a text names at its end, after a title: `Directors (2nd tier)`.
pub(crate) fn tier_behind(text: &str) -> Option<TierLabel> {
    let (head, tier) = text.trim().strip_suffix(')')?.rsplit_once('(')?;
    let label = tier_label(tier).filter(|label| label.sure && label.rest.is_empty())?;
    let head = head.trim();
    let said = words(tier).iter().any(|word| word.contains("tier"));
    (said && !head.is_empty()).then(|| TierLabel { rest: head.to_owned(), ..label })
}
