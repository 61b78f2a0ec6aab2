//! One worksheet of an `.xls` file.

use std::collections::BTreeMap;

use crate::model::{CellValue, Extent, RawSheet};

use super::biff::{Record, Records, Strings};
use super::bytes::{error_name, f64_at, rk, u8_at, u16_at, u32_at};
use super::limits::{self, Budget, Exhausted};
use super::text;
use super::xls::Globals;

/// A sheet while it is read.
pub(super) struct Sheet<'s> {
    globals: &'s Globals,
    into: &'s mut RawSheet,
    budget: &'s mut Budget,
    /// The formula whose text is in the record that follows.
    awaiting: Option<(u32, u32)>,
    /// The drawn object whose text is in the record that follows.
    object: Option<u16>,
    /// Texts of drawn objects, by the object.
    notes: BTreeMap<u16, String>,
    /// Cells with comments, and the object that holds each one's text.
    noted: Vec<((u32, u32), u16)>,
}

impl<'s> Sheet<'s> {
    /// Into a sheet that is empty as yet.
    pub(super) fn new(globals: &'s Globals, into: &'s mut RawSheet, budget: &'s mut Budget) -> Self {
        Self {
            globals,
            into,
            budget,
            awaiting: None,
            object: None,
            notes: BTreeMap::new(),
            noted: Vec::new(),
        }
    }

    /// Reads the records from a place in the stream; false where they break off.
    pub(super) fn read(mut self, stream: &[u8], at: usize) -> Result<bool, Exhausted> {
        let mut records = Records::new(stream, at);
        let mut depth = 0_usize;
        let mut whole = false;
        for record in records.by_ref() {
            match record.kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => {
                    whole = depth == 1;
                    break;
                }
                0x000A => depth -= 1,
                _ if depth == 1 => self.record(&record)?,
                _ if depth == 0 => break,
                _ => {}
            }
        }
        for (at, object) in std::mem::take(&mut self.noted) {
            if let Some(note) = self.notes.get(&object).and_then(|note| text::clean(note.trim())) {
                self.budget.comment(self.into, at, note)?;
            }
        }
        Ok(whole)
    }

    /// One record.
    fn record(&mut self, record: &Record<'_>) -> Result<(), Exhausted> {
        let data = record.data;
        match record.kind {
            0x0203 => self.number(data, f64_at(data, 6)),
            0x027E => self.number(data, u32_at(data, 6).map(rk)),
            0x00BD => self.numbers(data),
            0x00FD => {
                let place = u32_at(data, 6).and_then(|place| usize::try_from(place).ok());
                let value =
                    place.and_then(|place| self.globals.shared.get(place)).and_then(|text| text::value(text));
                self.put(position(data), value)
            }
            0x0204 | 0x00D6 => {
                let value = self.globals.strings.long(record, 6).and_then(|text| text::value(&text));
                self.put(position(data), value)
            }
            0x0205 => {
                let value = if u8_at(data, 7) == Some(0) {
                    u8_at(data, 6).map(|flag| CellValue::Flag(flag != 0))
                } else {
                    u8_at(data, 6).map(|code| CellValue::Error(error_name(code).to_owned()))
                };
                self.put(position(data), value)
            }
            0x0006 | 0x0206 | 0x0406 => self.formula(data),
            0x0207 => {
                let at = self.awaiting.take();
                let value = self.globals.strings.long(record, 0).and_then(|text| text::value(&text));
                self.put(at, value)
            }
            _ => self.mark(record),
        }
    }

    /// What is no cell: merges, hidden rows and columns, comments.
    fn mark(&mut self, record: &Record<'_>) -> Result<(), Exhausted> {
        let data = record.data;
        match record.kind {
            0x00E5 => return self.merges(data),
            0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.budget.mark()?;
                self.into.hidden_rows.extend(u16_at(data, 0).map(u32::from));
            }
            0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2)) {
                    self.budget.mark()?;
                    limits::hide(&mut self.into.hidden_cols, first.into(), last.into(), limits::COLS);
                }
            }
            0x005D => self.object = u16_at(data, 6).filter(|_| u16_at(data, 0) == Some(0x15)),
            0x01B6 => {
                let length = usize::from(u16_at(data, 10).unwrap_or(0));
                if let (Some(object), true) = (self.object.take(), record.continued().is_some()) {
                    self.budget.mark()?;
                    let note = record.cursor(data.len()).characters(length);
                    self.notes.extend(note.map(|note| (object, note)));
                }
            }
            0x001C => match self.globals.strings {
                Strings::Unicode => self.noted.extend(position(data).zip(u16_at(data, 6))),
                Strings::Bytes(_) => {
                    let note = self.globals.strings.long(record, 4).and_then(|note| text::clean(note.trim()));
                    if let (Some(at), Some(note)) = (position(data), note) {
                        return self.budget.comment(self.into, at, note);
                    }
                }
            },
            _ => {}
        }
        Ok(())
    }

    /// A number in its cell.
    fn number(&mut self, data: &[u8], number: Option<f64>) -> Result<(), Exhausted> {
        let value = number.map(|number| self.shown(u16_at(data, 4), number));
        self.put(position(data), value)
    }

    /// Numbers side by side.
    fn numbers(&mut self, data: &[u8]) -> Result<(), Exhausted> {
        let Some((row, first)) = position(data) else { return Ok(()) };
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (col, cell) in (first..).zip(cells.chunks_exact(6)) {
            let value = u32_at(cell, 2).map(|raw| self.shown(u16_at(cell, 0), rk(raw)));
            self.put(Some((row, col)), value)?;
        }
        Ok(())
    }

    /// A formula's result: a number, or what its first byte says it is instead.
    fn formula(&mut self, data: &[u8]) -> Result<(), Exhausted> {
        let at = position(data);
        self.awaiting = None;
        if u16_at(data, 12) != Some(0xFFFF) {
            return self.number(data, f64_at(data, 6));
        }
        let value = match u8_at(data, 6) {
            Some(0) => {
                self.awaiting = at;
                None
            }
            Some(1) => u8_at(data, 8).map(|flag| CellValue::Flag(flag != 0)),
            Some(2) => u8_at(data, 8).map(|code| CellValue::Error(error_name(code).to_owned())),
            _ => None,
        };
        self.put(at, value)
    }

    /// A number as its style shows it.
    fn shown(&self, style: Option<u16>, number: f64) -> CellValue {
        let style = style.map_or(0, usize::from);
        self.globals.formats.get(style).copied().unwrap_or_default().value(number, self.globals.from_1904)
    }

    /// A value into its cell, where there are both.
    fn put(&mut self, at: Option<(u32, u32)>, value: Option<CellValue>) -> Result<(), Exhausted> {
        match (at, value) {
            (Some(at), Some(value)) => self.budget.put(self.into, at, value),
            _ => Ok(()),
        }
    }

    /// Merged regions.
    fn merges(&mut self, data: &[u8]) -> Result<(), Exhausted> {
        for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| u16_at(region, at).map_or(0, u32::from));
            self.budget.merge(self.into, Extent { top, left, bottom, right })?;
        }
        Ok(())
    }
}

/// The row and column that a cell's record begins with.
fn position(data: &[u8]) -> Option<(u32, u32)> {
    Some((u16_at(data, 0)?.into(), u16_at(data, 2)?.into()))
}
