//! Little-endian numbers from a slice, where it is long enough.

/// The `N` bytes at `at`.
fn array<const N: usize>(data: &[u8], at: usize) -> Option<[u8; N]> {
    data.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// One byte.
pub(super) fn u8_at(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

/// Two bytes.
pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    array(data, at).map(u16::from_le_bytes)
}

/// Four bytes.
pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    array(data, at).map(u32::from_le_bytes)
}

/// Four bytes as a length or place in memory.
pub(super) fn usize_at(data: &[u8], at: usize) -> Option<usize> {
    u32_at(data, at).and_then(|number| usize::try_from(number).ok())
}

/// Eight bytes as a floating-point number.
pub(super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    array(data, at).map(f64::from_le_bytes)
}

/// UTF-16 text of as many bytes as there are.
pub(super) fn utf16(data: &[u8]) -> String {
    let (pairs, _) = data.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// An RK number: thirty bits of a whole or of a floating-point number, and
/// whether it stands for hundredths.
pub(super) fn rk(raw: u32) -> f64 {
    let number = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { number } else { number / 100.0 }
}

/// The error that a byte of a binary workbook stands for.
pub(super) fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_the_data_ends() {
        assert_eq!(u16_at(&[1, 2], 0), Some(0x0201));
        assert_eq!(u32_at(&[1, 2, 3], 0), None);
        assert_eq!(u32_at(&[1, 2, 3, 4], usize::MAX), None);
    }

    #[test]
    fn rk_numbers_are_wholes_or_floats_or_hundredths() {
        assert!((rk(4 << 2 | 2) - 4.0).abs() < f64::EPSILON);
        assert!((rk(1234 << 2 | 3) - 12.34).abs() < 1e-12);
        assert!((rk(0x3FF0_0000) - 1.0).abs() < f64::EPSILON);
        assert!((rk(0xFFFF_FFFE) + 1.0).abs() < f64::EPSILON);
    }
}
