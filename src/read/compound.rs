//! OLE compound files, in which `.xls` and encrypted workbooks are kept: sectors
//! in chains. Every chain is bounded by the file's own length.

use std::collections::BTreeSet;

use super::bytes::{u8_at, u32_at, usize_at, utf16};

/// Chains end with any sector number from here on.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Streams shorter than this are kept in sectors of 64 bytes.
const MINI_STREAM: usize = 4_096;

/// A mini sector's length.
const MINI_SECTOR: usize = 64;

/// A compound file's directory and the chains of its sectors.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
    top: Vec<usize>,
}

/// One entry of the directory.
struct Entry {
    name: String,
    is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

impl<'b> Compound<'b> {
    /// Opens a compound file; `None` where it has no directory.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match u8_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut compound = Self {
            bytes,
            sector,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini: Vec::new(),
            entries: Vec::new(),
            top: Vec::new(),
        };
        compound.next = compound.allocation()?;
        let directory = compound.chain(u32_at(bytes, 48)?, usize::MAX);
        compound.entries = directory.chunks_exact(128).filter_map(Entry::parse).collect();
        let root = compound.entries.first()?;
        let (mini_start, mini_size, child) = (root.start, root.size, root.child);
        compound.mini = compound.chain(mini_start, mini_size);
        compound.mini_next = numbers(&compound.chain(u32_at(bytes, 60)?, usize::MAX));
        compound.top = compound.siblings(child);
        Some(compound)
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name, false).is_some()
    }

    /// A stream's bytes, as many as the file still has; `None` where there is no such stream.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name, true)?;
        Some(if entry.size < MINI_STREAM {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        })
    }

    /// An entry by its name: one at the top where there is one, not one of an embedded object.
    fn find(&self, name: &str, stream: bool) -> Option<&Entry> {
        let fits = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name) && (!stream || entry.is_stream);
        let top = self.top.iter().filter_map(|place| self.entries.get(*place)).find(fits);
        top.or_else(|| self.entries.iter().find(fits))
    }

    /// Which sector follows which.
    fn allocation(&self) -> Option<Vec<u32>> {
        let mut listed = numbers(self.bytes.get(76..512)?);
        let mut list = u32_at(self.bytes, 68)?;
        let mut seen = BTreeSet::new();
        while list < NO_SECTOR && seen.insert(list) {
            let Some(sector) = self.sector(list) else { break };
            let mut part = numbers(sector);
            list = part.pop().unwrap_or(u32::MAX);
            listed.extend(part);
        }
        let mut next = Vec::new();
        let mut used = BTreeSet::new();
        for table in listed.into_iter().filter(|table| *table < NO_SECTOR) {
            if !used.insert(table) {
                break;
            }
            let Some(sector) = self.sector(table) else { break };
            next.extend(numbers(sector));
        }
        Some(next)
    }

    /// A sector's bytes; the last one of a file may be short.
    fn sector(&self, id: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors, up to a size; a chain that loops ends there.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let most = size.min(self.bytes.len());
        let mut out = Vec::new();
        let mut id = start;
        while id < NO_SECTOR && out.len() < most {
            let Some(sector) = self.sector(id) else { break };
            out.extend_from_slice(sector);
            id = follower(&self.next, id);
        }
        out.truncate(most);
        out
    }

    /// The bytes of a chain of mini sectors.
    fn mini_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let most = size.min(self.mini.len());
        let mut out = Vec::new();
        let mut id = start;
        while id < NO_SECTOR && out.len() < most {
            let Some(from) = usize::try_from(id).ok().and_then(|id| id.checked_mul(MINI_SECTOR)) else {
                break;
            };
            let to = from.saturating_add(MINI_SECTOR).min(self.mini.len());
            let Some(sector) = self.mini.get(from..to).filter(|sector| !sector.is_empty()) else { break };
            out.extend_from_slice(sector);
            id = follower(&self.mini_next, id);
        }
        out.truncate(most);
        out
    }

    /// An entry and all beside it, in no order.
    fn siblings(&self, first: u32) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let mut open = vec![first];
        while let Some(id) = open.pop() {
            let Ok(place) = usize::try_from(id) else { continue };
            let Some(entry) = self.entries.get(place) else { continue };
            if seen.insert(place) {
                open.extend([entry.left, entry.right]);
            }
        }
        seen.into_iter().collect()
    }
}

/// The sector that follows one, or no sector.
fn follower(next: &[u32], id: u32) -> u32 {
    usize::try_from(id).ok().and_then(|place| next.get(place)).copied().unwrap_or(u32::MAX)
}

/// A sector as a list of numbers.
fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect()
}

impl Entry {
    /// From its 128 bytes.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let name = utf16(bytes.get(..64)?);
        Some(Self {
            name: name.split('\0').next().unwrap_or_default().to_owned(),
            is_stream: u8_at(bytes, 66)? == 2,
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            size: usize_at(bytes, 120)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file with one stream, in three sectors: table, directory, stream.
    pub(in crate::read) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
        let sectors = stream.len().div_ceil(512);
        let mut bytes = vec![0xFF; 512];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        bytes[30..34].copy_from_slice(&[9, 0, 6, 0]);
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
        table.extend(
            (0..sectors).map(|n| if n + 1 == sectors { 0xFFFF_FFFE } else { u32::try_from(n).unwrap() + 3 }),
        );
        table.resize(128, u32::MAX);
        bytes.extend(table.iter().flat_map(|id| id.to_le_bytes()));
        let mut directory = vec![0; 512];
        for (entry, (name, kind, child, size)) in
            [("Root Entry", 5_u8, 1_u32, 0), (name, 2, u32::MAX, stream.len())].iter().enumerate()
        {
            let at = entry * 128;
            for (i, unit) in name.encode_utf16().enumerate() {
                directory[at + i * 2..at + i * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            directory[at + 66] = *kind;
            directory[at + 68..at + 76].fill(0xFF);
            directory[at + 76..at + 80].copy_from_slice(&child.to_le_bytes());
            let start = if entry == 0 { u32::MAX } else { 2 };
            directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
            directory[at + 120..at + 124].copy_from_slice(&u32::try_from(*size).unwrap().to_le_bytes());
        }
        bytes.extend(directory);
        bytes.extend(stream);
        bytes
    }

    #[test]
    fn a_stream_is_read_along_its_chain() {
        let stream: Vec<u8> = (0..5_000_u32).flat_map(u32::to_le_bytes).collect();
        let bytes = compound("Workbook", &stream);
        let compound = Compound::open(&bytes).unwrap();
        assert!(compound.has("workbook"));
        assert_eq!(compound.stream("Workbook"), Some(stream));
        assert_eq!(compound.stream("Book"), None);
    }

    #[test]
    fn chains_that_loop_end() {
        let mut bytes = compound("Workbook", &[7; 5_000]);
        bytes[512 + 2 * 4..512 + 3 * 4].copy_from_slice(&2_u32.to_le_bytes());
        let stream = Compound::open(&bytes).and_then(|compound| compound.stream("Workbook"));
        assert_eq!(stream.map(|stream| stream.len()), Some(5_000));
    }

    #[test]
    fn a_file_cut_short_gives_what_is_left() {
        let bytes = compound("Workbook", &[7; 5_000]);
        let cut = &bytes[..bytes.len() - 1_000];
        let stream = Compound::open(cut).and_then(|compound| compound.stream("Workbook"));
        assert_eq!(stream.map(|stream| stream.len()), Some(4_000));
    }
}
