//! Numbers as text.

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

/// A whole number with separators between thousands: `1,234,567`.
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count and its noun, in the singular or plural: `1 council`, `7 councils`.
#[must_use]
pub fn counted(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(-999), "-999");
        assert_eq!(thousands(0), "0");
        assert_eq!(counted(1_usize, "council", "councils"), "1 council");
        assert_eq!(counted(1_200, "council", "councils"), "1,200 councils");
    }

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
