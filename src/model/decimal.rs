//! Hundredths as decimals.

/// A number kept in hundredths, written as shortly as it can be: 4375 is `43.75`,
/// 3200 is `32`, 50 is `0.5`.
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    let (whole, part) = (size / 100, size % 100);
    if part == 0 {
        format!("{sign}{whole}")
    } else if part % 10 == 0 {
        format!("{sign}{whole}.{}", part / 10)
    } else {
        format!("{sign}{whole}.{part:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_minimal() {
        for (hundredths, text) in [
            (4375, "43.75"),
            (3200, "32"),
            (50, "0.5"),
            (5, "0.05"),
            (0, "0"),
            (-5, "-0.05"),
            (-100, "-1"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(hundredths), text);
        }
    }
}
