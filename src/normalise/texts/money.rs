//! Costs as people write them: a total, a rate with or without a number, free, or
//! nothing that is a cost. Money is whole pence.

use super::amounts::{Amount, amounts, counts_things, is_bare_amount, pounds_in_words};
use super::bounds::{is_bound, is_foreign, is_open};
use super::number::{ESTIMATES, hundredths_of, says_about};
use super::rates::{multiplied, per_other, per_year, rate, rate_of_both};
use super::silence::{Silence, silence};
use super::times::{product, with_times};
use super::vat::{comes_to, net, without_rate};
use crate::model::{CellValue, CostBasis, Interval};
use crate::reference::words;

/// A cost as it is written, before anything beside it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cost {
    /// What it is stated for.
    pub(crate) basis: CostBasis,
    /// The amount in pence: a total, or a rate where the basis is one.
    pub(crate) amount: Option<Interval>,
    /// How many people or days the text itself says.
    pub(crate) number: Option<i64>,
    /// A total stated beside a rate.
    pub(crate) total: Option<Interval>,
    /// What is doubtful about it.
    pub(crate) doubt: Option<Doubt>,
}

/// What is doubtful about a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// No amount can be made out.
    Unreadable,
    /// For each year, without a number of years.
    PerYear,
    /// For each of something else (session, course), without a number.
    PerOther,
    /// With VAT in it.
    WithVat,
}

const FREE: [&str; 18] = [
    "no fee",
    "no fees",
    "foc",
    "free",
    "free of charge",
    "no cost",
    "no charge",
    "nil",
    "nil cost",
    "f o c",
    "zero",
    "zero cost",
    "at no cost",
    "no cost to council",
    "not charged",
    "without charge",
    "grati",
    "none",
];
const IN_HOUSE: [&str; 15] = [
    "in house",
    "inhouse",
    "staff time",
    "officer time",
    "internal",
    "own staff",
    "internal resource",
    "existing resource",
    "time only",
    "internal cost",
    "within existing",
    "internally",
    "met internally",
    "staff cost",
    "absorbed",
];

/// Reads a cost cell.
pub(crate) fn cost(value: &CellValue) -> Cost {
    let plain = |basis, amount| Cost { basis, amount, number: None, total: None, doubt: None };
    match value {
        CellValue::Number(number) => match hundredths_of(*number).filter(|pence| *pence >= 0) {
            Some(0) => plain(CostBasis::Free, Some(Interval::exact(0))),
            Some(pence) => plain(CostBasis::Total, Some(Interval::exact(pence))),
            None => unreadable(),
        },
        CellValue::Text(text) => in_text(text),
        _ => unreadable(),
    }
}

/// Reads a cost written as text.
pub(crate) fn in_text(text: &str) -> Cost {
    let plain = |basis, amount| Cost { basis, amount, number: None, total: None, doubt: None };
    let text = &with_per(&without_rate(&with_times(text)));
    let told = words(text);
    let joined = told.join(" ");
    match silence(text) {
        Some(Silence::NoAnswer | Silence::NotApplicable) => return plain(CostBasis::NotStated, None),
        Some(Silence::NotAvailable) => return plain(CostBasis::NotAvailable, None),
        Some(Silence::Zero) => return plain(CostBasis::Free, Some(Interval::exact(0))),
        None => {}
    }
    if let Some(pounds) = pounds_in_words(&told) {
        return plain(CostBasis::Total, Some(Interval::exact(pounds * 100)));
    }
    if let Some(product) = product(text) {
        return product;
    }
    let found = amounts(text);
    if is_foreign(text, &told) {
        return unreadable();
    }
    let says = |list: &[&str]| {
        list.iter().any(|known| {
            joined == *known
                || joined.starts_with(&format!("{known} "))
                || joined.ends_with(&format!(" {known}"))
        })
    };
    if found.is_empty() || found.iter().all(|a| !a.pound_sign) && !is_bare_amount(text, &found) {
        if found.is_empty() && says(&FREE) {
            return plain(CostBasis::Free, Some(Interval::exact(0)));
        }
        if IN_HOUSE.iter().any(|known| joined.contains(known)) {
            return plain(CostBasis::NotStated, None);
        }
        return unreadable();
    }
    // `No charge to us; £400 to the county`, `£1,2OO` with letters for noughts
    let but_free = || FREE.iter().any(|free| joined.starts_with(&format!("{free} ")));
    if has_letters_for_digits(text) || found.iter().any(|one| one.pence > 0) && but_free() {
        return unreadable();
    }
    priced(text, &joined, &found)
}

/// Whether letters that look like digits end a number: `£1,2OO`, `£l50`.
fn has_letters_for_digits(text: &str) -> bool {
    let looks = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    text.char_indices().any(|(at, c)| {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        let next = rest.trim_start_matches(looks);
        c.is_ascii_digit() && next.len() < rest.len() && !next.starts_with(char::is_alphabetic)
    })
}

/// A stroke behind an amount said: `£95/delegate` is £95 per delegate.
fn with_per(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let behind_amount = out.ends_with(|c: char| c.is_ascii_digit());
        if letter == '/' && behind_amount && letters.peek().is_some_and(|next| next.is_alphabetic()) {
            out.push_str(" per ");
        } else {
            out.push(letter);
        }
    }
    out
}

fn unreadable() -> Cost {
    Cost {
        basis: CostBasis::NotStated,
        amount: None,
        number: None,
        total: None,
        doubt: Some(Doubt::Unreadable),
    }
}

/// A text with at least one amount in it.
fn priced(text: &str, joined: &str, found: &[Amount]) -> Cost {
    let money: Vec<Amount> = if found.iter().any(|a| a.pound_sign) {
        let found = with_range_ends(text, found);
        found.into_iter().filter(|a| a.pound_sign).collect()
    } else {
        found.iter().copied().filter(|a| !counts_things(text, a)).collect()
    };
    let estimated = is_estimated(text, joined);
    let basis = rate(joined, text);
    let counts: Vec<&Amount> = found.iter().filter(|a| !money.iter().any(|m| m.start == a.start)).collect();
    let number = how_many(text, joined, basis, &counts);
    let mut cost = Cost { basis: CostBasis::Total, amount: None, number, total: None, doubt: None };
    match (money.as_slice(), basis) {
        ([one], _) if is_bound(text, one) || is_open(text, joined, one) => return unreadable(),
        ([one], Some(basis)) => {
            cost.basis = basis;
            cost.amount = Some(Interval::exact(one.pence).or_estimated(estimated));
        }
        ([one], None) => cost.amount = Some(Interval::exact(one.pence).or_estimated(estimated)),
        ([first, second], None) if is_of_years(text, &counts, (*first, *second)) => {
            let sum = first.pence + second.pence;
            cost.amount = Some(Interval::exact(sum).or_estimated(estimated));
        }
        ([first, second], basis) => two_amounts(text, joined, (*first, *second), basis, estimated, &mut cost),
        _ => return unreadable(),
    }
    // `£150 per person per day` wants the number of both.
    if rate_of_both(joined) && cost.total.is_none() {
        cost.doubt = Some(Doubt::PerOther);
        return cost;
    }
    let years_open = number.is_none_or(|_| !joined.contains("year"));
    let each_year = per_year(joined) && cost.total.is_none();
    let rate = matches!(cost.basis, CostBasis::PerHead | CostBasis::PerDay);
    if rate && each_year || cost.basis == CostBasis::Total && years_open && per_year(joined) {
        cost.doubt = Some(Doubt::PerYear);
    } else if cost.basis == CostBasis::Total && per_year(joined) {
        cost.amount = cost.amount.map(|a| a.times(Interval::exact(number.unwrap_or(1))));
    } else if cost.basis == CostBasis::Total && cost.total.is_none() && per_other(joined) {
        match number {
            Some(n) => cost.amount = cost.amount.map(|a| a.times(Interval::exact(n))),
            None => cost.doubt = Some(Doubt::PerOther),
        }
    } else if cost.basis == CostBasis::Total && money.len() == 1 && multiplied(text, joined) {
        cost.amount = cost.amount.map(|a| a.times(Interval::exact(number.unwrap_or(1))));
    }
    if cost.doubt.is_none()
        && (joined.contains("inc vat")
            || joined.contains("incl vat")
            || joined.contains("including vat")
            || joined.contains("inclusive of vat")
            || joined.contains("with vat"))
    {
        cost.doubt = Some(Doubt::WithVat);
    }
    if cost.basis == CostBasis::Total && cost.amount == Some(Interval::exact(0)) {
        cost.basis = CostBasis::Free;
    }
    cost
}

/// The amounts with both ends of a range in the same money: `£1,950-2,450`, `£8-10k`.
fn with_range_ends(text: &str, found: &[Amount]) -> Vec<Amount> {
    let mut ends = found.to_vec();
    for place in 1..ends.len() {
        let (Some(first), Some(second)) = (ends.get(place - 1).copied(), ends.get(place).copied()) else {
            continue;
        };
        let between = text.get(first.end..second.start).unwrap_or("").to_lowercase();
        let joined = matches!(between.trim(), "-" | "\u{2013}" | "\u{2014}" | "to" | "/")
            || between.trim() == "and" && text.to_lowercase().contains("between");
        if !joined || !first.pound_sign || counts_things(text, &second) {
            continue;
        }
        // `£8-10k`, `£2-3,000`
        let in_full = || {
            let own = |a: &Amount| text.get(a.start..a.end).unwrap_or("");
            own(&second).contains(',') && !own(&first).contains(['.', ',']) && first.pence < 10_000
        };
        let thousands = text.get(..second.end).is_some_and(|t| t.ends_with(['k', 'K'])) || in_full();
        let own = text.get(..first.end).is_some_and(|t| t.ends_with(['k', 'K']));
        if let Some(one) = ends.get_mut(place)
            && first.pence <= second.pence
        {
            one.pound_sign = true;
        }
        if let Some(one) = ends.get_mut(place - 1)
            && thousands
            && !own
            && first.pence.saturating_mul(1000) <= second.pence
        {
            one.pence *= 1000;
        }
    }
    ends
}

/// How many people, days or years the text says, as its rate asks.
fn how_many(text: &str, joined: &str, basis: Option<CostBasis>, counts: &[&Amount]) -> Option<i64> {
    const BOUNDS: [&str; 8] = ["max", "maximum", "min", "minimum", "up to", "at least", "first", "limit"];
    const SPANS: [&str; 8] = ["day", "hour", "session", "year", "week", "month", "module", "hr"];
    let after = |a: &Amount| {
        text.get(a.end..).unwrap_or("").trim_start_matches([' ', '-', '\u{2013}']).to_lowercase()
    };
    let fits = |a: &&&Amount| match basis {
        Some(CostBasis::PerDay) => after(a).starts_with("day") || multiplied(text, joined),
        Some(_) => !SPANS.iter().any(|span| after(a).starts_with(span)),
        None if per_year(joined) => {
            // `£4,200 per year x 2`
            let times =
                text.get(..a.start).unwrap_or("").trim_end().to_lowercase().ends_with(['x', '\u{d7}']);
            times || after(a).starts_with("year") || after(a).starts_with("yr")
        }
        None => true,
    };
    // `max. 12` and `first 10` count nobody.
    let bounded = |a: &Amount| {
        let before = text.get(..a.start).unwrap_or("").trim_end_matches([' ', '.', ':']).to_lowercase();
        BOUNDS.iter().any(|word| before.ends_with(word))
    };
    if basis.is_some() && counts.iter().any(|a| bounded(a)) {
        return None;
    }
    let digits = counts.iter().find(fits).map(|a| a.pence / 100);
    let in_words = || {
        if matches!(basis, Some(CostBasis::PerDay)) && !text.to_lowercase().contains(" days") {
            None
        } else {
            number_words(joined)
        }
    };
    digits.or_else(in_words).filter(|n| (1..=10_0000).contains(n))
}

/// Two amounts: a range, a sum, net beside gross, or a rate beside its total.
#[expect(clippy::too_many_arguments, reason = "the text twice over, and what was made of it so far")]
fn two_amounts(
    text: &str,
    joined: &str,
    (first, second): (Amount, Amount),
    basis: Option<CostBasis>,
    estimated: bool,
    cost: &mut Cost,
) {
    let between = text.get(first.end..second.start).unwrap_or("").to_lowercase();
    let between = between.trim_matches([' ', '\u{a3}', '#']).to_owned();
    let before = text.get(..first.start).unwrap_or("").to_lowercase();
    let is_range =
        matches!(between.as_str(), "-" | "\u{2013}" | "\u{2014}" | "to" | "up to" | "and" | "/" | "or")
            && (between != "and" || before.contains("between"));
    if is_range && first.pence <= second.pence {
        cost.amount = Some(Interval::between(first.pence, second.pence).or_estimated(estimated));
        cost.basis = basis.unwrap_or(CostBasis::Total);
    } else if let Some(net) = net(text, &between, (first, second)) {
        cost.amount = Some(Interval::exact(net).or_estimated(estimated));
    } else if between.trim_end().ends_with('=') && first.pence <= second.pence {
        // `£150 x 6 = £900`, `£500 per day (2 days) = £1,000`
        cost.amount = Some(Interval::exact(second.pence).or_estimated(estimated));
        cost.total = cost.amount;
    } else if adds(&between, basis) && basis.is_some() {
        // `£65 + £10 lunch each` is a rate; in `£500 + £65 per head` only one of the two is.
        let each = joined.ends_with(" each") && !joined.contains(" per ");
        cost.basis = basis.filter(|_| each).unwrap_or(CostBasis::NotStated);
        cost.amount = Some(Interval::exact(first.pence + second.pence)).filter(|_| each);
        cost.doubt = Some(Doubt::Unreadable).filter(|_| !each);
    } else if adds(&between, basis) {
        cost.amount = Some(Interval::exact(first.pence + second.pence).or_estimated(estimated));
    } else if joined.contains("vat") && comes_to(first.pence, second.pence) {
        // `£587.50 (£500 + VAT)`: the smaller is net.
        cost.amount = Some(Interval::exact(first.pence.min(second.pence)).or_estimated(estimated));
    } else if let Some(basis) = basis.filter(|_| !adds(&between, None)) {
        cost.basis = basis;
        cost.amount = Some(Interval::exact(first.pence.min(second.pence)));
        cost.total = Some(Interval::exact(first.pence.max(second.pence)).or_estimated(estimated));
    } else if between.contains('(') && second.pence > 0 && first.pence % second.pence == 0 {
        // `£1,100 (2 days at £550)`
        cost.amount = Some(Interval::exact(first.pence).or_estimated(estimated));
    } else if first.pence == second.pence {
        cost.amount = Some(Interval::exact(first.pence).or_estimated(estimated));
    } else {
        cost.basis = CostBasis::NotStated;
        cost.doubt = Some(Doubt::Unreadable);
    }
}

/// Whether one amount is added to another: `£300 + £50`, and where neither is a rate, `£300 course
/// plus £50 exam fee`.
fn adds(between: &str, basis: Option<CostBasis>) -> bool {
    let behind_words = || between.ends_with('+') || between.ends_with(" plus");
    matches!(between, "+" | "plus") || basis.is_none() && behind_words()
}

/// Whether two amounts are those of two years, with nothing else said: `2004/05: £500; 2005/06:
/// £700`, `£500 in 2004, £700 in 2005`.
fn is_of_years(text: &str, counts: &[&Amount], (first, second): (Amount, Amount)) -> bool {
    let year = |a: &&&Amount| (199_000..205_000).contains(&a.pence) && a.pence % 100 == 0;
    let mut years: Vec<i64> = counts.iter().filter(year).map(|a| a.pence).collect();
    let between = |a: &&&Amount| year(a) && a.start > first.end && a.end <= second.start;
    let parted = counts.iter().filter(between).count() == 1;
    years.dedup();
    let plain = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || ["in", "for", "and", "year", "financial", "plu", "fy", "k"].contains(&word.as_str())
    };
    years.len() == 2 && parted && words(text).iter().all(plain)
}

fn is_estimated(text: &str, joined: &str) -> bool {
    joined.split(' ').any(|word| {
        ESTIMATES.contains(&word)
            || word.ends_with("ish")
            || word.strip_prefix('c').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }) || text.contains('~')
        || text.contains("or so")
        || says_about(joined)
}

/// Numbers in words that say how many: `each for six managers`.
fn number_words(joined: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    joined
        .split(' ')
        .find_map(|word| WORDS.iter().position(|known| *known == word))
        .and_then(|place| i64::try_from(place + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (CostBasis, Option<Interval>, Option<i64>) {
        let cost = in_text(text);
        (cost.basis, cost.amount, cost.number)
    }

    #[test]
    fn costs_are_read_as_people_write_them() {
        let pounds = |n: i64| Some(Interval::exact(n * 100));
        for (text, basis, amount) in [
            ("\u{a3}3,000", CostBasis::Total, pounds(3000)),
            ("Circa \u{a3}20K", CostBasis::Total, Some(Interval::exact(2_000_000).or_estimated(true))),
            ("\u{a3}570.00", CostBasis::Total, pounds(570)),
            ("FOC", CostBasis::Free, pounds(0)),
            ("no cost", CostBasis::Free, pounds(0)),
            ("In-house", CostBasis::NotStated, None),
            ("-", CostBasis::NotStated, None),
            ("N/A", CostBasis::NotStated, None),
            ("Information Not available", CostBasis::NotAvailable, None),
            ("\u{a3}800-\u{a3}1,000", CostBasis::Total, Some(Interval::between(80_000, 10_0000))),
            ("\u{a3}1950-2450", CostBasis::Total, Some(Interval::between(195_000, 245_000))),
            ("\u{a3}8-10k", CostBasis::Total, Some(Interval::between(800_000, 1_000_000))),
            ("\u{a3}3 000", CostBasis::Total, pounds(3000)),
            ("\u{a3}1.200", CostBasis::NotStated, None),
            ("\u{a3}500 + VAT", CostBasis::Total, pounds(500)),
            ("\u{a3}500 plus VAT @ 17.5%", CostBasis::Total, pounds(500)),
            ("\u{a3}500 + VAT = \u{a3}587.50", CostBasis::Total, pounds(500)),
            ("\u{a3}500 + VAT (\u{a3}87.50)", CostBasis::Total, pounds(500)),
            ("\u{a3}587.50 (\u{a3}500 + VAT)", CostBasis::Total, pounds(500)),
            ("\u{a3}558 including \u{a3}83 VAT", CostBasis::Total, pounds(475)),
            ("\u{a3}800 + VAT and \u{a3}50 for books", CostBasis::NotStated, None),
            ("No charge to us; \u{a3}400 to the county", CostBasis::NotStated, None),
            ("\u{a3}1,2OO", CostBasis::NotStated, None),
            ("1200", CostBasis::Total, pounds(1200)),
            ("\u{a3}150 each", CostBasis::PerHead, pounds(150)),
            ("\u{a3}65pp", CostBasis::PerHead, pounds(65)),
            ("\u{a3}250 per day", CostBasis::PerDay, pounds(250)),
            ("6 x \u{a3}150", CostBasis::Total, pounds(900)),
            ("\u{a3}150 x 6 = \u{a3}900", CostBasis::Total, pounds(900)),
            ("\u{a3}1,100 (2 days at \u{a3}550)", CostBasis::Total, pounds(1100)),
            ("under \u{a3}1,000", CostBasis::NotStated, None),
            ("\u{a3}450 per trainer day", CostBasis::PerDay, pounds(450)),
            ("\u{a3}450 each day", CostBasis::PerDay, pounds(450)),
            ("\u{a3}450 as per contract", CostBasis::Total, pounds(450)),
            (
                "in the region of \u{a3}4,000",
                CostBasis::Total,
                pounds(4000).map(|one| one.or_estimated(true)),
            ),
            ("99p", CostBasis::Total, Some(Interval::exact(99))),
            ("several thousand", CostBasis::NotStated, None),
        ] {
            assert_eq!((in_text(text).basis, in_text(text).amount), (basis, amount), "{text}");
        }
        assert_eq!(read("\u{a3}150 each x 6"), (CostBasis::PerHead, pounds(150), Some(6)));
        assert_eq!(read("\u{a3}150 per head (6 managers)"), (CostBasis::PerHead, pounds(150), Some(6)));
        for text in ["\u{a3}120 each session", "\u{a3}120 per trainer", "\u{a3}120 per half day"] {
            assert_eq!(in_text(text).doubt, Some(Doubt::PerOther), "{text}");
        }
        assert_eq!(in_text("\u{a3}2,000 per annum").doubt, Some(Doubt::PerYear));
        assert_eq!(in_text("\u{a3}2,000 each year").doubt, Some(Doubt::PerYear));
        assert_eq!(in_text("\u{a3}1,200 each p.a.").doubt, Some(Doubt::PerYear));
        assert_eq!(in_text("\u{a3}2,000 per annum for 2 years").amount, pounds(4000));
    }
}
