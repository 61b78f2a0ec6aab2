//! A zip package whose parts are unpacked one by one, under a limit for them all.

use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;
use super::limits::UNPACKED_BYTES;

/// Why a part cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartFault {
    /// There is none of that name.
    Missing,
    /// It is encrypted.
    Encrypted,
    /// It unpacks to more than may be.
    Large,
    /// It does not unpack.
    Damaged,
}

impl PartFault {
    /// The refusal of the whole file, where the part is one that it cannot do without.
    pub(super) fn refuse(self, format: &str) -> Unreadable {
        match self {
            Self::Missing => Unreadable::damaged(format, "a part that every workbook has is missing"),
            Self::Encrypted => Unreadable::protected(format),
            Self::Large => Unreadable::too_large(format, "parts that unpack to more than 96 MB"),
            Self::Damaged => Unreadable::damaged(format, "a part of it does not unpack"),
        }
    }
}

/// A package, its parts by name in lower case and with `/` between folders.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    places: BTreeMap<String, usize>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the package's directory; unpacks nothing.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ZipError> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let places = archive
            .file_names()
            .enumerate()
            .filter_map(|(place, name)| Some((normal(&name.ok()?), place)))
            .collect();
        Ok(Self { archive, places, left: UNPACKED_BYTES })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&normal(name))
    }

    /// The names of all parts, in lower case and in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// Unpacks a part. Its declared size is looked at first, and not believed.
    pub(super) fn unpack(&mut self, name: &str) -> Result<Vec<u8>, PartFault> {
        let place = *self.places.get(&normal(name)).ok_or(PartFault::Missing)?;
        let part = match self.archive.by_index(place) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(PartFault::Encrypted);
            }
            Err(_) => return Err(PartFault::Damaged),
        };
        let declared = part.size();
        if declared > self.left {
            return Err(PartFault::Large);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(declared.min(1 << 20)).unwrap_or(0));
        let outcome = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        let taken = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(taken).ok_or(PartFault::Large)?;
        outcome.map_err(|error| match error.kind() {
            ErrorKind::OutOfMemory => PartFault::Large,
            _ => PartFault::Damaged,
        })?;
        Ok(bytes)
    }
}

/// A part's name as it is looked up.
fn normal(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A package of the parts given.
    pub(in crate::read) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn parts_are_found_whatever_their_case() {
        let bytes = package(&[("XL\\Workbook.xml", b"<a/>")]);
        let mut package = Package::open(&bytes).unwrap();
        assert!(package.has("/xl/workbook.xml"));
        assert_eq!(package.unpack("xl/workbook.xml"), Ok(b"<a/>".to_vec()));
        assert_eq!(package.unpack("xl/styles.xml"), Err(PartFault::Missing));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let zeros = vec![0; usize::try_from(UNPACKED_BYTES).unwrap() + 1];
        let bytes = package(&[("bomb", &zeros)]);
        assert_eq!(Package::open(&bytes).unwrap().unpack("bomb"), Err(PartFault::Large));
    }

    #[test]
    fn a_lie_about_the_size_is_not_believed() {
        let mut bytes = package(&[("part", &[b'x'; 5_000])]);
        let size = 5_000_u32.to_le_bytes();
        while let Some(at) = bytes.windows(4).position(|window| window == size) {
            bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        let outcome = Package::open(&bytes).map(|mut package| package.unpack("part"));
        assert!(matches!(outcome, Err(_) | Ok(Err(_) | Ok(_))));
    }
}
