//! What is taken for the answer to one question, once it is known how answers are laid out.

use std::collections::BTreeSet;

use super::answer_columns::{self, Role, headed};
use super::inline;
use super::layout::Layout;
use super::options::Options;
use super::{Candidate, FoundAnswer, considers};
use crate::model::CellValue;
use crate::recognise::grid::Seen;
use crate::recognise::labels::{Mark, is_footnote, mark};
use crate::reference::words;

/// What a label in a cell is for, its value, and the other cell that holds it.
type Told = (Role, String, Option<(u32, u32)>);

impl Layout<'_> {
    pub(crate) fn answer(&self, place: usize, cell: &Candidate, question: String) -> FoundAnswer {
        let (top, bottom) = self.regions.get(place).copied().unwrap_or((cell.row, cell.row));
        let asked_at = self.grid.at_ref(cell.row, cell.col);
        let answer_col = self.roles.iter().find(|(_, role)| **role == Role::Answer).map(|(c, _)| *c);
        let default_at = match answer_col {
            Some(c) => self.grid.at_ref(cell.row, c),
            None if self.roles.is_empty() && bottom > cell.row => self.grid.at_ref(cell.row + 1, cell.col),
            None => self.grid.at_ref(cell.row, self.grid.extent(cell.row, cell.col).right + 1),
        };
        let mut found = FoundAnswer::blank(question, cell.score, asked_at, default_at);
        let mut anchors = BTreeSet::new();
        if let Some(options) = &self.options {
            anchors.extend(&options.cells);
            if options.asked_in == cell.row {
                self.take_option(&mut found, options);
            }
        }
        for row in self.grid.rows_shown(top, bottom).filter(|row| *row == cell.row || !self.heads_again(*row))
        {
            for c in self.grid.columns_shown(row) {
                self.take(&mut found, cell, (row, c), &mut anchors);
            }
        }
        if found.text.is_empty() && found.ticks.is_empty() {
            let own = self.grid.at(cell.row, cell.col);
            if let Some(text) = own.and_then(|seen| inline::answer(&seen.text, cell.question, self.asked)) {
                found.at = self.grid.at_ref(cell.row, cell.col);
                found.text = text;
            }
        }
        if !found.is_filled() {
            // What was only a draft is no answer, and may not go unsaid.
            let drafts = self.roles.iter().filter(|(_, role)| **role == Role::Draft);
            let told = drafts.filter_map(|(c, _)| Some(self.grid.shown(cell.row, *c)?.1.text.clone()));
            found.rivals.extend(told);
        }
        found
    }

    /// Whether a row says once more, over the questions below it, what the columns are for.
    fn heads_again(&self, row: u32) -> bool {
        let beside = self.grid.row(row).filter(|(c, _)| *c > self.col);
        let alike: Vec<bool> = beside
            .map(|(c, seen)| {
                self.roles.get(&c).is_some_and(|own| headed(self.asked, seen, true).as_ref() == Some(own))
            })
            .collect();
        alike.len() > 1 && alike.into_iter().all(|same| same)
    }

    /// Takes the option marked; where none is, or it can't be told which, all of them are to
    /// be seen and none is the answer.
    fn take_option(&self, found: &mut FoundAnswer, options: &Options) {
        let text = |at: &(u32, u32)| options.all.iter().find(|(one, _)| one == at).map(|(_, text)| text);
        if let [one] = options.marked.as_slice() {
            found.at = self.grid.at_ref(one.0, one.1);
            found.text = text(one).cloned().unwrap_or_default();
        } else if let Some((first, _)) = options.all.first() {
            let shown: Vec<&str> = options.all.iter().map(|(_, text)| text.as_str()).collect();
            self.take_detail(found, *first, shown.join(" / "));
        }
    }

    /// Takes what stands in one cell into the answer, by its column's role.
    fn take(
        &self,
        found: &mut FoundAnswer,
        cell: &Candidate,
        (row, c): (u32, u32),
        anchors: &mut BTreeSet<(u32, u32)>,
    ) {
        let Some((anchor, seen)) = self.grid.shown(row, c) else { return };
        let outside = c < self.within.0 || c > self.within.1;
        if outside || anchor == (cell.row, cell.col) || !anchors.insert(anchor) {
            return;
        }
        let role = if c == self.col { None } else { self.roles.get(&c) };
        if role.is_none() && c < self.col || c == self.col && inline::is_label_alone(&seen.words) {
            return;
        }
        if row > cell.row && self.ends_section(cell, seen) {
            return;
        }
        if let Some((label, rest, value)) = self.labelled(seen, (row, c)) {
            anchors.extend(value);
            match label {
                Role::Consider => found.would_consider = Some(rest).filter(|rest| !rest.is_empty()),
                Role::Detail => self.take_detail(found, value.unwrap_or(anchor), rest),
                Role::Answer => self.take_text(found, value.unwrap_or(anchor), &rest, seen),
                Role::Tick(_) | Role::Draft | Role::Ignore => {}
            }
            return;
        }
        match role {
            Some(Role::Tick(id)) => self.take_tick(found, anchor, id, seen),
            Some(Role::Consider) => found.would_consider = Some(seen.text.clone()),
            Some(Role::Detail) if row == cell.row || anchor.0 == row => {
                self.take_detail(found, anchor, seen.text.clone());
            }
            Some(Role::Draft | Role::Ignore | Role::Detail) => {}
            Some(Role::Answer) | None => {
                if role.is_none()
                    && self.roles.values().any(|r| *r == Role::Answer || matches!(r, Role::Tick(_)))
                    && c != self.col
                {
                    return;
                }
                if c == self.col && self.roles.values().any(|r| matches!(r, Role::Answer | Role::Tick(_))) {
                    return;
                }
                let covers = self.grid.extent(anchor.0, anchor.1);
                found.shared |= covers.bottom > self.regions_end(cell)
                    || anchor.0 < cell.row && covers.bottom >= cell.row && c != self.col;
                // A second column of answers: whoever reads them must see whether they agree.
                let answers = |(other, own): (&u32, &Role)| *other < c && *own == Role::Answer;
                let before = self.roles.iter().filter(|one| answers(*one)).map(|(other, _)| *other);
                if role.is_some() && before.into_iter().any(|other| self.grid.shown(row, other).is_some()) {
                    found.rivals.push(seen.text.clone());
                }
                self.take_text(found, anchor, &inline::without_form(&seen.text, self.asked), seen);
            }
        }
    }

    /// Whether a note stands under the last question, whose answer is beside it: it is on all of
    /// them, or on the form.
    fn ends_section(&self, cell: &Candidate, seen: &Seen) -> bool {
        let beside = || self.roles.values().any(|role| matches!(role, Role::Answer | Role::Tick(_)));
        let last = || self.regions.iter().all(|(top, _)| *top <= cell.row);
        is_footnote(&seen.text, &seen.words, &self.asked.general) && last() && beside()
    }

    fn regions_end(&self, cell: &Candidate) -> u32 {
        self.regions
            .iter()
            .find(|(top, bottom)| (*top..=*bottom).contains(&cell.row))
            .map_or(cell.row, |r| r.1)
    }

    fn take_detail(&self, found: &mut FoundAnswer, anchor: (u32, u32), text: String) {
        found.detail_at.get_or_insert_with(|| self.grid.at_ref(anchor.0, anchor.1));
        found.detail.push(text);
    }

    fn take_text(&self, found: &mut FoundAnswer, anchor: (u32, u32), text: &str, seen: &Seen) {
        if found.text.is_empty() {
            found.at = self.grid.at_ref(anchor.0, anchor.1);
            text.clone_into(&mut found.text);
            found.is_error = matches!(seen.value, CellValue::Error(_));
        } else {
            found.text.push('\n');
            found.text.push_str(text);
        }
    }

    fn take_tick(&self, found: &mut FoundAnswer, anchor: (u32, u32), id: &str, seen: &Seen) {
        if found.ticks.is_empty() {
            found.at = self.grid.at_ref(anchor.0, anchor.1);
        }
        match mark(&seen.text) {
            Some(Mark::Tick) => found.ticks.insert(0, id.to_owned()),
            Some(Mark::Cross) => found.ticks.push(format!("?{id}")),
            // `No` written under No; beside another tick it only denies that.
            Some(Mark::No)
                if id == "no" && seen.text.chars().all(char::is_alphabetic) && seen.text != "FALSE" =>
            {
                found.ticks.push(format!("?{id}"));
            }
            Some(Mark::No) => {}
            // `No plans` under Planned ticks nothing.
            None if id == "planned" && is_denial(&seen.words) => {
                self.take_detail(found, anchor, seen.text.clone());
            }
            None => {
                // A text in a tick column ticks it and says more.
                found.ticks.insert(0, id.to_owned());
                self.take_detail(found, anchor, seen.text.clone());
            }
        }
    }

    /// A cell such as `Would consider: yes`, or a label with its value to the right and
    /// the cell that holds it.
    fn labelled(&self, seen: &Seen, (row, c): (u32, u32)) -> Option<Told> {
        let (label, rest) = match seen.text.split_once(':') {
            Some((label, rest)) => (label, rest.trim()),
            None => (seen.text.as_str(), ""),
        };
        let label_words = words(label);
        if label_words.is_empty() || mark(label).is_some() {
            return None;
        }
        let right = || {
            let right = self.grid.extent(row, c).right;
            (right + 1..=right + 4).take_while(|c| *c <= self.within.1).find_map(|c| self.grid.shown(row, c))
        };
        if c == self.col && self.wrapped {
            return None;
        }
        if c == self.col && considers(&label_words, self.asked) {
            // `No, would consider` below its question is the answer, and so is `Would consider`
            // with nothing beside it, unless it asks.
            let first = label_words.first().map(String::as_str);
            let answers = matches!(first, Some("no" | "not" | "yes" | "n" | "y"));
            let asks = seen.text.ends_with([':', '?'])
                || label_words.iter().any(|word| word == "you" || word == "if");
            if rest.is_empty() && (answers || !asks && right().is_none()) {
                return None;
            }
            let (text, at) = match (rest.is_empty(), right()) {
                (true, Some((at, seen))) => (seen.text.clone(), Some(at)),
                _ => (rest.to_owned(), None),
            };
            return Some((Role::Consider, text, at));
        }
        let role = answer_columns::labelled(self.asked, &label_words)?;
        if !rest.is_empty() {
            return Some((role, rest.to_owned(), None));
        }
        if Some(c) == self.labels {
            let beside = right().filter(|(_, value)| value.text != seen.text);
            return Some(beside.map_or((role.clone(), String::new(), None), |(at, value)| {
                (role, value.text.clone(), Some(at))
            }));
        }
        if self.roles.contains_key(&c) || !seen.text.ends_with(':') && !seen.text.ends_with('?') {
            return None;
        }
        let (at, seen) = right()?;
        Some((role, seen.text.clone(), Some(at)))
    }
}

/// Whether a text begins as what says no, or nothing.
fn is_denial(told: &[String]) -> bool {
    const BEGINNINGS: [&str; 8] = ["no", "not", "none", "never", "nil", "n", "na", "tbc"];
    told.first().is_none_or(|word| BEGINNINGS.contains(&word.as_str()))
}
