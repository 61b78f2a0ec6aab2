//! VAT in a cost as it is written: its rate, which is no amount, and which of two amounts is net.

use std::borrow::Cow;

use super::amounts::{Amount, amounts};

/// The text without the rate of VAT in it, which is no amount: `£500 plus VAT @ 17.5%`.
pub(crate) fn without_rate(text: &str) -> Cow<'_, str> {
    let lower = text.to_lowercase();
    if !lower.contains("vat") || !lower.contains('%') && !lower.contains("per cent") {
        return Cow::Borrowed(text);
    }
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for amount in amounts(text) {
        let after = text.get(amount.end..).unwrap_or("");
        let trimmed = after.trim_start();
        let sign = ["%", "per cent"].into_iter().find(|sign| trimmed.starts_with(sign));
        let (Some(sign), Some(before)) = (sign, text.get(from..amount.start)) else { continue };
        let before = before.trim_end();
        let said = ["@", " at"].into_iter().find_map(|at| before.strip_suffix(at));
        left.push_str(said.unwrap_or(before));
        left.push(' ');
        from = amount.end + (after.len() - trimmed.len()) + sign.len();
    }
    left.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(left)
}

/// The amount without VAT, in pence, where one of two is the VAT, or the first and VAT come to the
/// second. `between` is what stands between them.
pub(crate) fn net(text: &str, between: &str, (first, second): (Amount, Amount)) -> Option<i64> {
    let after = text.get(second.end..).unwrap_or("").to_lowercase();
    // `£660 net (£775.50 gross)`, `£775.50 gross (£660 net)`
    if comes_to(first.pence, second.pence) {
        match (
            between.contains("net"),
            between.contains("gross"),
            after.contains("net"),
            after.contains("gross"),
        ) {
            (true, false, false, true) => return Some(first.pence),
            (false, true, true, false) => return Some(second.pence),
            _ => {}
        }
    }
    if !text.to_lowercase().contains("vat") {
        return None;
    }
    // `£500 + VAT = £587.50`
    let sums = between.trim_end().ends_with('=') && between.contains("vat");
    if sums && comes_to(first.pence, second.pence) {
        return Some(first.pence.min(second.pence));
    }
    // `£475 (plus £83 VAT)`, `£475 + VAT (£83)`, `£558 including £83 VAT`
    let after = text.get(second.end..).unwrap_or("").trim_start_matches([' ', '(']).to_lowercase();
    let behind = after.strip_prefix("for ").or_else(|| after.strip_prefix("is ")).unwrap_or(&after);
    let before = between.trim_end_matches([' ', ':', 'f', 'o', '(']);
    let itself = behind.starts_with("vat") || before.ends_with("vat");
    if itself && second.pence < first.pence / 4 {
        let included = between.contains("inc") || between.contains("of which");
        return Some(if included { first.pence - second.pence } else { first.pence });
    }
    None
}

/// Whether of two amounts one is the other with VAT: `£587.50 (£500 + VAT)`.
pub(crate) fn comes_to(one: i64, other: i64) -> bool {
    one.max(other) <= one.min(other).saturating_mul(5) / 4
}
