//! How answers are laid out around a line of questions: which column answers, which
//! are to be ticked, which hold considerations and details, and which rows belong
//! to which question.

use std::collections::{BTreeMap, BTreeSet};

use super::around::{Time, is_before, time};
use super::grid::{Grid, Seen};
use super::labels::{Mark, mark};
use super::practices::{Candidate, FoundAnswer, Line, answers, considers, question_in};
use crate::model::CellValue;
use crate::reference::{Questionnaire, best_likeness, words};

/// What a column beside the questions is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Answer,
    Tick(String),
    Consider,
    Detail,
    Ignore,
}

pub(super) struct Layout<'a> {
    grid: &'a Grid,
    asked: &'a Questionnaire,
    roles: BTreeMap<u32, Role>,
    /// First and last column that may hold answers.
    within: (u32, u32),
    /// For each question, the first and last row of what belongs to it.
    regions: Vec<(u32, u32)>,
    col: u32,
    /// The column of labels such as `Answer` and `Details`, where each question has several.
    labels: Option<u32>,
}

/// What a label in a cell is for, its value, and the other cell that holds it.
type Told = (Role, String, Option<(u32, u32)>);

impl<'a> Layout<'a> {
    pub(super) fn of(
        grid: &'a Grid,
        line: &Line,
        asked: &'a Questionnaire,
        ends: &[(u32, u32, u32)],
    ) -> Self {
        let col = line.cells.first().map_or(0, |cell| cell.col);
        let first = line.cells.first().map_or(0, |cell| cell.row);
        let last = line.cells.last().map_or(0, |cell| cell.row);
        let right_end = ends
            .iter()
            .filter(|(row, from, _)| *row <= last && row + 3 >= first && *from > col)
            .map(|(_, from, _)| *from)
            .min()
            .unwrap_or(u32::MAX);
        // Other questions or tables to the left take what stands there.
        let taken_left = ends.iter().any(|(row, from, _)| *row <= last && row + 3 >= first && *from < col);
        let left_end = if taken_left { col } else { 0 };
        let bottom = Self::bottom(grid, line, ends);
        let within = (left_end, right_end.saturating_sub(1));
        let mut layout =
            Self { grid, asked, roles: BTreeMap::new(), within, regions: Vec::new(), col, labels: None };
        let header_row = layout.header(first, (col, right_end), ends);
        let beside = line.cells.iter().any(|cell| {
            grid.row(cell.row).any(|(c, seen)| {
                c != col
                    && c < right_end
                    && (c > col || !is_number(seen))
                    && !seen.text.is_empty()
                    && (c > col || layout.roles.contains_key(&c))
            }) || grid
                .columns_shown(cell.row)
                .iter()
                .any(|c| *c > grid.extent(cell.row, col).right && *c < right_end)
        });
        layout.labels = layout.label_column(line, bottom).filter(|c| *c < right_end);
        layout.add_roles(line, right_end, beside);
        let above = !beside && Self::answers_stand_above(grid, line, header_row, bottom);
        let rows: Vec<u32> = line.cells.iter().map(|cell| cell.row).collect();
        for (place, row) in rows.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|p| rows.get(p)).copied();
            let after = rows.get(place + 1).copied();
            let region = if above {
                let top =
                    before.map_or_else(|| header_row.map_or(row.saturating_sub(2), |h| h + 1), |b| b + 1);
                (top, *row)
            } else {
                (*row, after.map_or(bottom, |a| a - 1))
            };
            layout.regions.push(region);
        }
        layout
    }

    /// The last row of the last question: before whatever begins next, and not past
    /// a gap of two rows, or of one that the other questions do not leave before their
    /// answers.
    fn bottom(grid: &Grid, line: &Line, ends: &[(u32, u32, u32)]) -> u32 {
        let (Some(first), Some(last)) = (line.cells.first(), line.cells.last()) else { return 0 };
        let block = grid.extent(last.row, last.col).bottom;
        let next = ends.iter().map(|(row, _, _)| *row).filter(|row| *row > block).min().unwrap_or(u32::MAX);
        let under = |cell: &Candidate| {
            let bottom = grid.extent(cell.row, cell.col).bottom;
            let filled = grid.rows().iter().find(|row| **row > bottom)?;
            Some(filled - bottom)
        };
        let lead = under(first).filter(|_| line.cells.len() > 1 && under(last) == under(first)).unwrap_or(1);
        // Where a row for the answer lies below each of the others, it does below the last.
        let answered_below = line.cells.len() > 2
            && line.cells.windows(2).all(
                |pair| matches!(pair, [one, next] if under(one) == Some(lead) && next.row > one.row + lead),
            );
        let mut end = block;
        for row in grid.rows().iter().copied().filter(|row| *row > block && *row < next) {
            let reach = if end == block { lead.clamp(1, 2) } else { 1 };
            if row > end + reach || row > block + 4 {
                break;
            }
            end = row;
        }
        let of_next = end > block + if answered_below { lead } else { 0 };
        if next != u32::MAX && end + 1 >= next && of_next {
            end -= 1;
        }
        end
    }

    /// The row of headings over the answers, where there is one: gives roles.
    fn header(&mut self, first: u32, (col, right_end): (u32, u32), ends: &[(u32, u32, u32)]) -> Option<u32> {
        // The headings of a table right above are its own.
        let taken = |row: &u32| ends.iter().any(|end| end.0 == *row && end.1 <= col && end.2 > col);
        for row in (first.saturating_sub(3)..first).rev().take_while(|row| !taken(row)) {
            let mut roles = BTreeMap::new();
            for c in self.grid.columns_shown(row) {
                if c >= right_end || c == col || c < self.within.0 {
                    continue;
                }
                let Some((_, seen)) = self.grid.shown(row, c) else { continue };
                if let Some(role) = self.role(seen, c > col) {
                    roles.insert(c, role);
                }
            }
            self.leave_past(row, (col, right_end), &mut roles);
            let told = |role: &Role| !matches!(role, Role::Ignore);
            if roles.values().any(told) {
                for (c, role) in roles {
                    self.roles.entry(c).or_insert(role);
                }
                return Some(row);
            }
        }
        None
    }

    /// Of columns for last year's answers and this year's, only the latest are read.
    fn leave_past(&self, row: u32, (col, right_end): (u32, u32), roles: &mut BTreeMap<u32, Role>) {
        let columns = self.grid.columns_shown(row).into_iter().filter(|c| (col + 1..right_end).contains(c));
        let times: Vec<(u32, Option<Time>)> = columns
            .filter_map(|c| Some((c, self.grid.shown(row, c)?.1)))
            .map(|(c, seen)| (c, time(&seen.words).filter(|_| seen.words.len() <= 10)))
            .collect();
        let latest = times.iter().filter_map(|(_, time)| *time).max();
        let several = times.iter().any(|(_, time)| is_before(*time, latest));
        for (c, time) in &times {
            if is_before(*time, latest) || *time == Some(Time::Past) {
                roles.insert(*c, Role::Ignore);
            } else if several && time.is_some() {
                roles.entry(*c).or_insert(Role::Answer);
            }
        }
    }

    /// What a heading over the answers says its column is for; `No` heads numbers to
    /// the left of the questions, and answers to their right.
    fn role(&self, seen: &Seen, right: bool) -> Option<Role> {
        if seen.words.len() > 10 {
            return None;
        }
        let (best, id) = self
            .asked
            .answer_column
            .iter()
            .filter(|column| !(right && column.id == "number"))
            .map(|column| (best_likeness(&column.names, &seen.words), column.id.as_str()))
            .max_by_key(|(likeness, _)| *likeness)?;
        if best < 70 {
            return None;
        }
        Some(match id {
            "answer" => Role::Answer,
            "would_consider" => Role::Consider,
            "detail" => Role::Detail,
            "question" | "number" => Role::Ignore,
            tick => Role::Tick(tick.to_owned()),
        })
    }

    /// The column beside the questions that holds hardly anything but labels of answers, more
    /// than there are questions.
    fn label_column(&self, line: &Line, bottom: u32) -> Option<u32> {
        let first = line.cells.first()?;
        let col = self.grid.extent(first.row, first.col).right + 1;
        let told = self.grid.rows_shown(first.row, bottom).filter_map(|row| self.grid.at(row, col));
        let (mut all, mut labels) = (0, 0);
        for seen in told {
            all += 1;
            labels += usize::from(self.label_role(&seen.words).is_some());
        }
        (labels > line.len() && labels * 10 >= all * 9).then_some(col)
    }

    /// Roles of columns that no heading names: the first is the answer, later ones
    /// are details.
    fn add_roles(&mut self, line: &Line, right_end: u32, beside: bool) {
        let ticks = self.roles.values().filter(|role| matches!(role, Role::Tick(_))).count();
        if ticks == 1 {
            // A lone column headed Yes or No is an answer column in other words.
            for role in self.roles.values_mut() {
                if matches!(role, Role::Tick(_)) {
                    *role = Role::Answer;
                }
            }
        }
        // To the left of the questions stand their numbers.
        let numbers: BTreeSet<u32> = (0..self.col)
            .filter(|c| {
                let mut cells = line.cells.iter().filter_map(|cell| self.grid.at(cell.row, *c)).peekable();
                cells.peek().is_some() && cells.all(is_number)
            })
            .collect();
        self.roles.retain(|c, _| !numbers.contains(c));
        let col = self.col;
        self.roles.retain(|c, role| *c > col || !matches!(role, Role::Tick(_)));
        if !beside {
            return;
        }
        let mut columns = BTreeSet::new();
        for cell in &line.cells {
            columns.extend(
                self.grid
                    .columns_shown(cell.row)
                    .into_iter()
                    .filter(|c| *c > self.grid.extent(cell.row, cell.col).right && *c < right_end),
            );
        }
        columns.retain(|c| Some(*c) != self.labels);
        for c in columns {
            let has_answer = self.roles.values().any(|role| matches!(role, Role::Answer | Role::Tick(_)));
            self.roles.entry(c).or_insert(if has_answer { Role::Detail } else { Role::Answer });
        }
    }

    /// Answers that stand above: something stands over the first question in its
    /// column that is no heading, and nothing under the last.
    fn answers_stand_above(grid: &Grid, line: &Line, header_row: Option<u32>, bottom: u32) -> bool {
        let (Some(first), Some(last)) = (line.cells.first(), line.cells.last()) else { return false };
        let under_last = grid.rows_shown(last.row + 1, bottom).any(|row| grid.at(row, last.col).is_some());
        let over_first = first.row.checked_sub(1).is_some_and(|row| {
            Some(row) != header_row && grid.at(row, first.col).is_some_and(|seen| answers(&seen.words))
        });
        over_first && !under_last
    }

    pub(super) fn answer(&self, place: usize, cell: &Candidate, question: String) -> FoundAnswer {
        let (top, bottom) = self.regions.get(place).copied().unwrap_or((cell.row, cell.row));
        let asked_at = self.grid.at_ref(cell.row, cell.col);
        let answer_col = self.roles.iter().find(|(_, role)| **role == Role::Answer).map(|(c, _)| *c);
        let default_at = match answer_col {
            Some(c) => self.grid.at_ref(cell.row, c),
            None if self.roles.is_empty() && bottom > cell.row => self.grid.at_ref(cell.row + 1, cell.col),
            None => self.grid.at_ref(cell.row, self.grid.extent(cell.row, cell.col).right + 1),
        };
        let mut found = FoundAnswer {
            likeness: cell.score,
            question,
            asked_at,
            at: default_at,
            text: String::new(),
            meant: None,
            ticks: Vec::new(),
            would_consider: None,
            detail: Vec::new(),
            detail_at: None,
            shared: false,
            is_error: false,
        };
        let mut anchors = BTreeSet::new();
        for row in self.grid.rows_shown(top, bottom).filter(|row| *row == cell.row || !self.heads_again(*row))
        {
            for c in self.grid.columns_shown(row) {
                self.take(&mut found, cell, (row, c), &mut anchors);
            }
        }
        if found.text.is_empty() && found.ticks.is_empty() {
            self.answer_in_question(&mut found, cell);
        }
        found
    }

    /// Whether a row says once more, over the questions below it, what the columns are for.
    fn heads_again(&self, row: u32) -> bool {
        let beside = self.grid.row(row).filter(|(c, _)| *c > self.col);
        let alike: Vec<bool> = beside
            .map(|(c, seen)| {
                self.roles.get(&c).is_some_and(|own| self.role(seen, true).as_ref() == Some(own))
            })
            .collect();
        alike.len() > 1 && alike.into_iter().all(|same| same)
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
        if role.is_none() && c < self.col {
            return;
        }
        if let Some((label, rest, value)) = self.labelled(seen, (row, c)) {
            anchors.extend(value);
            match label {
                Role::Consider => found.would_consider = Some(rest).filter(|rest| !rest.is_empty()),
                Role::Detail => self.take_detail(found, value.unwrap_or(anchor), rest),
                Role::Answer => self.take_text(found, value.unwrap_or(anchor), &rest, seen),
                Role::Tick(_) | Role::Ignore => {}
            }
            return;
        }
        match role {
            Some(Role::Tick(id)) => self.take_tick(found, anchor, id, seen),
            Some(Role::Consider) => found.would_consider = Some(seen.text.clone()),
            Some(Role::Detail) if row == cell.row || anchor.0 == row => {
                self.take_detail(found, anchor, seen.text.clone());
            }
            Some(Role::Ignore | Role::Detail) => {}
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
                self.take_text(found, anchor, &seen.text, seen);
            }
        }
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
        if c == self.col && considers(&label_words, self.asked) {
            // `No, would consider` below its question is the answer.
            if rest.is_empty()
                && matches!(label_words.first().map(String::as_str), Some("no" | "not" | "yes"))
            {
                return None;
            }
            let (text, at) = match (rest.is_empty(), right()) {
                (true, Some((at, seen))) => (seen.text.clone(), Some(at)),
                _ => (rest.to_owned(), None),
            };
            return Some((Role::Consider, text, at));
        }
        let role = self.label_role(&label_words)?;
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

    /// What a label of an answer is for.
    fn label_role(&self, told: &[String]) -> Option<Role> {
        if told.len() > 7 {
            return None;
        }
        let names = self.asked.answer_column.iter();
        let like = names.map(|column| (best_likeness(&column.names, told), column.id.as_str()));
        let (_, id) = like.max_by_key(|(likeness, _)| *likeness).filter(|(best, _)| *best >= 90)?;
        match id {
            "would_consider" => Some(Role::Consider),
            "detail" => Some(Role::Detail),
            "answer" => Some(Role::Answer),
            _ => None,
        }
    }

    /// An answer written into the question's own cell: on lines of its own, or after the
    /// question mark or a colon.
    fn answer_in_question(&self, found: &mut FoundAnswer, cell: &Candidate) {
        let Some(seen) = self.grid.at(cell.row, cell.col) else { return };
        let Some(asked) = self.asked.questions.get(cell.question) else { return };
        let wording = words(&asked.wording);
        let says_more = |rest: &&str| {
            let told = words(rest);
            let choice = told.starts_with(&["y".to_owned(), "n".to_owned()]);
            let asks = rest.trim_end().ends_with('?') || told.first().is_some_and(|w| instructs(w)) || choice;
            let own = told.is_empty() || wording.windows(told.len()).any(|part| part == told.as_slice());
            !asks && (!own || answers(&told)) || told.is_empty() && rest.contains('-')
        };
        let lines: Vec<&str> = seen.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let own_lines = lines.iter().skip(1).skip_while(|line| !says_more(line)).copied();
        let own_lines = own_lines.collect::<Vec<_>>().join("\n");
        let after = |mark: &str| {
            let rest = seen.text.rsplit_once(mark).map(|(_, rest)| rest);
            rest.map(|rest| rest.trim_start_matches([' ', '\n', ':', '-', ')', '.'])).filter(|r| says_more(r))
        };
        let rest =
            Some(own_lines.as_str()).filter(|rest| !rest.is_empty()).or_else(|| after("?")).or_else(|| {
                // `Last CPA: comment on management development` is a question whole, and
                // `Mentoring schemes - informal only` a question with its answer.
                let same =
                    |head: &str| question_in(head, self.asked).is_some_and(|(one, _)| one == cell.question);
                let colon = seen.text.rsplit_once(": ").filter(|(head, _)| same(head));
                let dash = || [" - ", " \u{2013} "].into_iter().find_map(|dash| seen.text.split_once(dash));
                let (_, rest) = colon.or_else(|| dash().filter(|(head, _)| same(head)))?;
                Some(rest.trim_start_matches([' ', '\n', ':', '-', ')', '.'])).filter(says_more)
            });
        if let Some(rest) = rest {
            found.at = self.grid.at_ref(cell.row, cell.col);
            // `A: Yes` below `Q: Do you ...?`
            let (mark, answer) = rest.split_once([':', ')', '.']).unwrap_or(("", rest));
            let marked = ["a", "ans", "answer"].contains(&mark.trim().to_lowercase().as_str());
            if marked { answer } else { rest }.trim().clone_into(&mut found.text);
        }
    }
}

/// Whether a word begins what a question asks for besides (`please give site`).
fn instructs(word: &str) -> bool {
    ["please", "if", "give", "name", "state", "brief", "which", "who", "what", "specify", "e", "eg"]
        .contains(&word)
}

fn is_number(seen: &Seen) -> bool {
    seen.words.len() <= 2 && seen.text.chars().any(|c| c.is_ascii_digit()) && seen.text.len() <= 5
}
