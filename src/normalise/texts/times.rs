//! How many times a price is to be taken: `run twice`, `8 managers x 2 days x £100`.

use std::borrow::Cow;

use super::amounts::{Amount, amounts};
use super::money::Cost;
use crate::model::{CostBasis, Interval};

/// How often a course was run, as a number: `£700 a course (run twice)`.
pub(super) fn with_times(text: &str) -> Cow<'_, str> {
    const TIMES: [(&str, &str); 5] = [
        ("run twice", "x 2"),
        ("held twice", "x 2"),
        ("(twice)", "x 2"),
        ("run three times", "x 3"),
        ("held three times", "x 3"),
    ];
    let lower = text.to_lowercase();
    match TIMES.iter().find(|(said, _)| lower.contains(said)) {
        Some((said, times)) => Cow::Owned(lower.replace(said, times)),
        None => Cow::Borrowed(text),
    }
}

/// `8 managers x 2 days x £100`: a rate, with all that it is to be taken times.
pub(super) fn product(text: &str) -> Option<Cost> {
    let lower = text.to_lowercase().replace(['\u{d7}', '@'], " x ");
    let parts: Vec<&str> = lower.split(" x ").map(str::trim).collect();
    let (rates, counts): (Vec<&str>, Vec<&str>) = parts.iter().partition(|part| part.contains('\u{a3}'));
    let [rate] = rates.as_slice() else { return None };
    if counts.len() != 2 || lower.contains('=') {
        return None;
    }
    let [amount] = amounts(rate).try_into().ok()?;
    let Amount { pence, .. } = amount;
    let number = counts.iter().try_fold(1_i64, |product, part| {
        let [count] = amounts(part).try_into().ok()?;
        let Amount { pence, .. } = count;
        (pence > 0 && pence % 100 == 0).then_some(product * (pence / 100))
    })?;
    let amount = Some(Interval::exact(pence));
    Some(Cost { basis: CostBasis::PerHead, amount, number: Some(number), total: None, doubt: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_taken_so_many_times() {
        let cost = product("8 managers x 2 days x £100").unwrap();
        assert_eq!((cost.amount, cost.number), (Some(Interval::exact(10_000)), Some(16)));
        assert!(product("10 x £65").is_none());
        assert!(product("2 x 3 x 4").is_none());
        assert_eq!(with_times("£700 a course (run twice)"), "£700 a course (x 2)");
    }
}
