//! An OLE compound file with one stream, as `.xls` needs it: a header, the stream's
//! sectors, the directory, the allocation table.

use std::io;

const SECTOR: usize = 512;
/// A stream shorter than this would have to be kept in small sectors.
const SMALL: usize = 4_096;
/// Sectors that the allocation tables listed in the header can tell of.
const MOST: usize = 109 * (SECTOR / 4);

const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
const FREE: u32 = 0xFFFF_FFFF;

/// The compound file's bytes; the stream is filled up with zeros where it is small.
pub(super) fn compound(name: &str, mut stream: Vec<u8>) -> io::Result<Vec<u8>> {
    let size = stream.len().max(SMALL);
    stream.resize(size.div_ceil(SECTOR) * SECTOR, 0);
    let sectors = stream.len() / SECTOR;
    // The directory takes one sector, and each table tells of 128, itself included.
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    if sectors + 1 + tables > MOST {
        return Err(io::Error::other("a stream of more than 7 MB"));
    }
    let number = |count: usize| u32::try_from(count).map_err(io::Error::other);
    let (directory, first_table) = (number(sectors)?, number(sectors + 1)?);
    let mut next: Vec<u32> = (1..directory).chain([END, END]).collect();
    next.resize(sectors + 1 + tables, TABLE);
    next.resize(tables * SECTOR / 4, FREE);
    let mut out = header(directory, first_table, number(tables)?);
    out.extend(stream);
    out.extend(entry("Root Entry", 5, 1, END, 0));
    out.extend(entry(name, 2, FREE, 0, number(size)?));
    out.extend(entry("", 0, FREE, 0, 0));
    out.extend(entry("", 0, FREE, 0, 0));
    out.extend(next.iter().flat_map(|next| next.to_le_bytes()));
    Ok(out)
}

fn header(directory: u32, first_table: u32, tables: u32) -> Vec<u8> {
    let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    out.extend([0; 16]);
    // Version 3.62, little endian, sectors of 2^9 and 2^6 bytes.
    out.extend([0x3E_u16, 3, 0xFFFE, 9, 6].iter().flat_map(|part| part.to_le_bytes()));
    out.extend([0; 10]);
    // Tables; directory; signature; smallest stream; no small sectors; no further tables.
    for part in [tables, directory, 0, 4_096, END, 0, END, 0] {
        out.extend(part.to_le_bytes());
    }
    let listed = (first_table..first_table + tables).chain(std::iter::repeat(FREE)).take(109);
    out.extend(listed.flat_map(u32::to_le_bytes));
    out
}

/// An entry of the directory: its name, its kind, its child, where it starts, its size.
fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = if name.is_empty() { 0 } else { out.len() + 2 };
    out.resize(64, 0);
    out.extend(u16::try_from(length).unwrap_or(0).to_le_bytes());
    out.extend([kind, u8::from(kind != 0)]);
    for link in [FREE, FREE, child] {
        out.extend(link.to_le_bytes());
    }
    out.resize(116, 0);
    out.extend(start.to_le_bytes());
    out.extend(u64::from(size).to_le_bytes());
    out
}
