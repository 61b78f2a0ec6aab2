//! Records of Excel 5 to 2003 and the strings in them.

use encoding_rs::Encoding;

use super::bytes::{u8_at, u16_at, u32_at, utf16};

/// A record that goes on where the one before it had no room.
const CONTINUE: u16 = 0x003C;

/// One record and those that continue it.
pub(super) struct Record<'a> {
    /// What it is.
    pub(super) kind: u16,
    /// Its own bytes.
    pub(super) data: &'a [u8],
    /// The bytes of the records that continue it.
    more: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// The bytes of the first record that continues it.
    pub(super) fn continued(&self) -> Option<&'a [u8]> {
        self.more.first().copied()
    }

    /// Reads along the record and those that continue it, from a place within it.
    pub(super) fn cursor(&self, at: usize) -> Cursor<'a> {
        let mut parts = vec![self.data.get(at..).unwrap_or_default()];
        parts.extend(&self.more);
        parts.reverse();
        let here = parts.pop().unwrap_or_default();
        Cursor { here, parts }
    }
}

/// The records of a stream, from a place within it to its end or to where it is damaged.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    /// The stream broke off within a record.
    pub(super) broken: bool,
}

impl<'a> Records<'a> {
    /// From a place in a stream.
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default(), broken: false }
    }

    /// One record, without those that continue it.
    fn single(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let Some((data, rest)) = self.rest.get(4..).and_then(|rest| rest.split_at_checked(length)) else {
            self.broken = true;
            self.rest = &[];
            return None;
        };
        self.rest = rest;
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.single()?;
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, data)) = self.single() else { break };
            more.push(data);
        }
        Some(Record { kind, data, more })
    }
}

/// A place in a record that goes on over several.
pub(super) struct Cursor<'a> {
    here: &'a [u8],
    parts: Vec<&'a [u8]>,
}

impl<'a> Cursor<'a> {
    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.here.is_empty() && self.parts.iter().all(|part| part.is_empty())
    }

    /// Up to `most` bytes of the part that the place is in; going on to the next one where it ends.
    fn take(&mut self, most: usize) -> Option<&'a [u8]> {
        while self.here.is_empty() {
            self.here = self.parts.pop()?;
        }
        let (taken, rest) = self.here.split_at(most.min(self.here.len()));
        self.here = rest;
        Some(taken)
    }

    /// As many bytes as asked for, wherever they lie.
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut out = [0; N];
        for slot in &mut out {
            *slot = u8_at(self.take(1)?, 0)?;
        }
        Some(out)
    }

    /// Passes over bytes.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            count -= self.take(count)?.len();
        }
        Some(())
    }

    /// A string of Excel 97 and later: its length, its flags, its characters, and
    /// runs of formatting and phonetics that are passed over.
    pub(super) fn string(&mut self) -> Option<String> {
        let length = usize::from(u16::from_le_bytes(self.bytes()?));
        self.characters(length)
    }

    /// The flags and characters of a string whose length is known.
    pub(super) fn characters(&mut self, length: usize) -> Option<String> {
        let [flags] = self.bytes()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16::from_le_bytes(self.bytes()?)) };
        let extra = if flags & 4 == 0 { 0 } else { u32_at(&self.bytes::<4>()?, 0)? };
        let mut out = String::new();
        let mut wide = flags & 1 != 0;
        let mut left = length;
        while left > 0 {
            if self.here.is_empty() {
                self.here = self.parts.pop()?;
                wide = u8_at(self.take(1)?, 0)? & 1 != 0;
                continue;
            }
            if wide && self.here.len() == 1 {
                self.here = &[];
                left -= 1;
                continue;
            }
            let per = if wide { 2 } else { 1 };
            let taken = self.take(left.min(self.here.len() / per) * per)?;
            left -= taken.len() / per;
            if wide {
                out.push_str(&utf16(taken));
            } else {
                out.extend(taken.iter().map(|byte| char::from(*byte)));
            }
        }
        self.skip(runs * 4 + usize::try_from(extra).ok()?);
        Some(out)
    }
}

/// How a stream's strings are written.
#[derive(Clone, Copy)]
pub(super) enum Strings {
    /// Excel 97 and later: Unicode, whatever code page the file names.
    Unicode,
    /// Excel 5 and 95: bytes in a code page.
    Bytes(&'static Encoding),
}

impl Strings {
    /// A string with a length of two bytes before it.
    pub(super) fn long(self, record: &Record<'_>, at: usize) -> Option<String> {
        match self {
            Self::Unicode => record.cursor(at).string(),
            Self::Bytes(encoding) => {
                let length = usize::from(u16_at(record.data, at)?);
                Some(decode(encoding, record.data.get(at + 2..)?, length))
            }
        }
    }

    /// A string with a length of one byte before it.
    pub(super) fn short(self, record: &Record<'_>, at: usize) -> Option<String> {
        let length = usize::from(u8_at(record.data, at)?);
        match self {
            Self::Unicode => record.cursor(at + 1).characters(length),
            Self::Bytes(encoding) => Some(decode(encoding, record.data.get(at + 1..)?, length)),
        }
    }
}

/// As many bytes of a code page as the length says and the data has.
fn decode(encoding: &'static Encoding, data: &[u8], length: usize) -> String {
    encoding.decode_without_bom_handling(data.get(..length).unwrap_or(data)).0.into_owned()
}

/// The encoding of a code page, where it is known.
pub(super) fn encoding(code_page: u16) -> Option<&'static Encoding> {
    Some(match code_page {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10_000 | 32_768 => encoding_rs::MACINTOSH,
        1252 | 32_769 => encoding_rs::WINDOWS_1252,
        65_001 => encoding_rs::UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A record's bytes.
    pub(in crate::read) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn strings_go_on_over_records_in_either_width() {
        let stream = [
            record(0xFC, b"\x05\0\0ab"),
            record(CONTINUE, b"\x01c\0d\0"),
            record(CONTINUE, b"\0e\x01\0\x08\x01\0\xA3\0\0\0\0"),
        ]
        .concat();
        let records: Vec<_> = Records::new(&stream, 0).collect();
        assert_eq!(records.len(), 1);
        let mut cursor = records[0].cursor(0);
        assert_eq!(cursor.string().as_deref(), Some("abcde"));
        assert_eq!(cursor.string().as_deref(), Some("£"));
        assert!(cursor.is_done());
        assert_eq!(cursor.string(), None);
    }

    #[test]
    fn a_record_cut_short_ends_the_stream() {
        let mut stream = record(0x203, &[0; 14]);
        stream.extend([3, 2, 14, 0, 1]);
        let mut records = Records::new(&stream, 0);
        assert_eq!(records.by_ref().count(), 1);
        assert!(records.broken);
    }

    #[test]
    fn old_strings_are_in_their_code_page() {
        let stream = record(0x204, b"\x02\0\x80\xE1");
        let record = Records::new(&stream, 0).next().unwrap();
        let bytes = |code_page| Strings::Bytes(encoding(code_page).unwrap());
        assert_eq!(bytes(1252).long(&record, 0).as_deref(), Some("€á"));
        assert_eq!(bytes(10_000).long(&record, 0).as_deref(), Some("Ä·"));
    }
}
