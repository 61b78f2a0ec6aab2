//! How answers are laid out around a line of questions: which column answers, which
//! are to be ticked, which hold considerations and details, and which rows belong
//! to which question.

use std::collections::{BTreeMap, BTreeSet};

use super::answer_columns::{self, Role, headed, leave_actions, leave_guidance, leave_parts, leave_past};
use super::lone::is_lone;
use super::options::{self, Options};
use super::unclaimed::asks_something;
use super::{Candidate, Line, answers, considers, question_in};
use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{is_open_choice, is_placeholder, is_yes_or_no, mark};
use crate::reference::Questionnaire;

pub(crate) struct Layout<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) asked: &'a Questionnaire,
    pub(crate) roles: BTreeMap<u32, Role>,
    /// First and last column that may hold answers.
    pub(crate) within: (u32, u32),
    /// For each question, the first and last row of what belongs to it.
    pub(crate) regions: Vec<(u32, u32)>,
    pub(crate) col: u32,
    /// The column of labels such as `Answer` and `Details`, where each question has several.
    pub(crate) labels: Option<u32>,
    /// Where words of a scale are drawn to be marked.
    pub(crate) options: Option<Options>,
    /// Whether questions fill two rows and their answers stand beside the second.
    pub(crate) wrapped: bool,
}

impl<'a> Layout<'a> {
    pub(crate) fn of(
        grid: &'a Grid,
        line: &Line,
        asked: &'a Questionnaire,
        ends: &[(u32, u32, u32)],
    ) -> Self {
        let (first, last, col) = (line.top(), line.bottom(), line.column());
        let right_end = ends
            .iter()
            .filter(|(row, from, _)| *row <= last && row + 3 >= first && *from > col)
            .map(|(_, from, _)| *from)
            .min()
            .unwrap_or(u32::MAX);
        let left_end = Self::left_end(grid, line, ends);
        let within = (left_end, right_end.saturating_sub(1));
        let bottom = Self::bottom(grid, line, ends, within);
        let mut layout = Self {
            grid,
            asked,
            roles: BTreeMap::new(),
            within,
            regions: Vec::new(),
            col,
            labels: None,
            options: None,
            wrapped: false,
        };
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
        layout.leave_lists(line, right_end);
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
                (*row, before_others(grid, asked, (*row, col), after.map_or(bottom, |a| a - 1)))
            };
            layout.regions.push(region);
        }
        layout.leave_headings_afar(line, header_row.filter(|_| !beside));
        let regions = line.cells.iter().zip(&layout.regions);
        layout.options = regions.clone().find_map(|(cell, rows)| options::of(grid, cell, *rows, asked));
        let below = regions.filter_map(|(cell, rows)| layout.answered_in_second_row(cell, *rows));
        let below: Vec<bool> = below.collect();
        layout.wrapped = below.len() > 1 && below.iter().all(|second| *second);
        layout
    }

    /// The first column that may hold answers: other questions or tables to the left take what
    /// stands there, but for answers that stand between them and the questions.
    fn left_end(grid: &Grid, line: &Line, ends: &[(u32, u32, u32)]) -> u32 {
        let (first, last, col) = (line.top(), line.bottom(), line.column());
        let left = ends.iter().filter(|(row, from, _)| *row <= last && row + 3 >= first && *from < col);
        let taken = left.map(|(_, _, to)| to.saturating_add(1).min(col)).max();
        match taken {
            Some(end) if line.is_answered_before(grid) => end,
            taken => taken.map_or(0, |_| col),
        }
    }

    /// The last row of the last question: before whatever begins next, and not past
    /// a gap of two rows, or of one that the other questions do not leave before their
    /// answers.
    fn bottom(grid: &Grid, line: &Line, ends: &[(u32, u32, u32)], within: (u32, u32)) -> u32 {
        let (Some(first), Some(last)) = (line.cells.first(), line.cells.last()) else { return 0 };
        let block = grid.extent(last.row, last.col).bottom;
        let next = ends.iter().map(|(row, _, _)| *row).filter(|row| *row > block).min().unwrap_or(u32::MAX);
        // A row of what stands beside is none of theirs.
        let own = |row: &u32| grid.row(*row).any(|(col, _)| (within.0..=within.1).contains(&col));
        let under = |cell: &Candidate| {
            let bottom = grid.extent(cell.row, cell.col).bottom;
            let filled = grid.rows().iter().find(|row| **row > bottom && own(row))?;
            Some(filled - bottom)
        };
        // So it is on a sheet that holds no more than one question.
        let alike = || line.cells.len() > 1 || is_lone(grid, line);
        let lead = under(first).filter(|_| alike() && under(last) == under(first)).unwrap_or(1);
        // Where a row for the answer lies below each of the others, it does below the last.
        let answered_below = line.cells.len() > 2
            && line.cells.windows(2).all(
                |pair| matches!(pair, [one, next] if under(one) == Some(lead) && next.row > one.row + lead),
            );
        let mut end = block;
        for row in grid.rows().iter().copied().filter(|row| *row > block && *row < next && own(row)) {
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
        let rows = (first.saturating_sub(3)..first).rev().take_while(|row| !taken(row));
        let rows: Vec<u32> = rows.filter(|row| !self.is_own_question(*row, first)).collect();
        // A question of the council's own, with a yes or no beside it, may stand before the first.
        let (answered, others): (Vec<u32>, Vec<u32>) =
            rows.into_iter().partition(|row| self.is_answered_row(*row, right_end));
        for row in others.into_iter().chain(answered) {
            let roles = self.roles_in(row, first, right_end);
            if roles.values().any(|role| !matches!(role, Role::Ignore)) {
                for (c, role) in roles {
                    self.roles.entry(c).or_insert(role);
                }
                return Some(row);
            }
        }
        None
    }

    /// Whether a text stands in the column of the questions that heads nothing, and beside it
    /// nothing but yes and no.
    fn is_answered_row(&self, row: u32, right_end: u32) -> bool {
        let text = self.grid.at(row, self.col).filter(|seen| seen.words.len() > 1);
        let asks = text.is_some_and(|seen| headed(self.asked, seen, true).is_none());
        let mut beside = self.grid.row(row).filter(|(c, _)| *c > self.col && *c < right_end).peekable();
        let says = |seen: &Seen| matches!(seen.words.as_slice(), [one] if is_yes_or_no(one));
        asks && beside.peek().is_some() && beside.all(|(_, seen)| says(seen))
    }

    /// Whether a row asks a question of the council's own and answers it, however like a heading
    /// the answer is put (`No. Would consider`): below a heading that says yes or no stand not both.
    fn is_own_question(&self, row: u32, first: u32) -> bool {
        let right = self.grid.extent(row, self.col).right + 1;
        let text = self.grid.at(row, self.col).filter(|seen| seen.text.trim_end().ends_with('?'));
        let says =
            self.grid.shown(row, right).is_some_and(|(_, seen)| answers(&seen.words) && !names_both(seen));
        says && text.is_some_and(|seen| asks_something(seen, self.asked))
            && matches!(self.yes_and_no_below(first, right), (1.., 1..))
    }

    /// What the headings of a row say that the columns below it are for.
    fn roles_in(&self, row: u32, first: u32, right_end: u32) -> BTreeMap<u32, Role> {
        let col = self.col;
        let mut roles = BTreeMap::new();
        for c in self.grid.columns_shown(row) {
            if c >= right_end || c == col || c < self.within.0 {
                continue;
            }
            let Some((anchor, seen)) = self.grid.shown(row, c) else { continue };
            // What is merged over the questions too is their title.
            if self.grid.extent(anchor.0, anchor.1).bottom >= first {
                continue;
            }
            if let Some(role) = headed(self.asked, seen, c > col) {
                roles.insert(c, role);
            }
        }
        self.add_left_ticks(row, &mut roles);
        let over = self.grid.columns_shown(row).into_iter().filter(|c| (col + 1..right_end).contains(c));
        let over: Vec<(u32, &Seen)> = over.filter_map(|c| Some((c, self.grid.shown(row, c)?.1))).collect();
        leave_past(&over, &mut roles);
        leave_actions(self.asked, &over, &mut roles);
        leave_guidance(&over, &mut roles);
        leave_parts(&over, &mut roles, &|c| self.says_below(first, c));
        roles
    }

    /// Whether several of the first cells of a column begin with yes or no.
    fn says_below(&self, first: u32, col: u32) -> bool {
        let (yes, no) = self.yes_and_no_below(first, col);
        yes + no > 1
    }

    /// How many of the first cells of a column begin with yes, and how many with no.
    fn yes_and_no_below(&self, first: u32, col: u32) -> (usize, usize) {
        const LOOKED_AT: u32 = 14;
        let cells = self.grid.rows_shown(first, first + LOOKED_AT).filter_map(|row| self.grid.at(row, col));
        let says: Vec<bool> = cells
            .filter_map(|seen| seen.words.first().filter(|word| is_yes_or_no(word)))
            .map(|word| word.starts_with('y'))
            .collect();
        let yes = says.iter().filter(|yes| **yes).count();
        (yes, says.len() - yes)
    }

    /// The column beside the questions that holds hardly anything but labels of answers, more
    /// than there are questions, or the same for each.
    fn label_column(&self, line: &Line, bottom: u32) -> Option<u32> {
        let first = line.cells.first()?;
        let col = self.grid.extent(first.row, first.col).right + 1;
        let told = self.grid.rows_shown(first.row, bottom).filter_map(|row| self.grid.at(row, col));
        let label = |seen: &Seen| answer_columns::labelled(self.asked, &seen.words);
        let (mut all, mut labels) = (0, 0);
        for seen in told {
            all += 1;
            labels += usize::from(label(seen).is_some());
        }
        // `Answer` beside every question answers none.
        let again = |cell: &Candidate| self.grid.at(cell.row, col).and_then(label) == Some(Role::Answer);
        let said_again = line.len() > 2 && line.cells.iter().all(again);
        (said_again || labels > line.len() && labels * 10 >= all * 9).then_some(col)
    }

    /// Roles of columns that no heading names: the first is the answer, later ones
    /// are details.
    fn add_roles(&mut self, line: &Line, right_end: u32, beside: bool) {
        self.leave_left_labels(line);
        self.answer_in_words(line);
        let answered = self.roles.values().any(|role| *role == Role::Answer);
        let ticks = self.roles.values().filter(|role| matches!(role, Role::Tick(_))).count();
        // When it is planned for may stand beside any answer.
        let planned = self.roles.values().any(|role| *role == Role::Tick("planned".to_owned()));
        if ticks == 1 && !(answered && planned) {
            // A lone column headed Yes or No is an answer column in other words.
            for role in self.roles.values_mut() {
                if matches!(role, Role::Tick(_)) {
                    *role = Role::Answer;
                }
            }
        }
        self.answer_to_the_left(line);
        let col = self.col;
        // `Would consider` over the only answers is one of them, and no heading.
        let next = line.cells.first().map_or(col, |cell| self.grid.extent(cell.row, col).right) + 1;
        let unanswered = !self.roles.values().any(|role| matches!(role, Role::Answer | Role::Tick(_)));
        if unanswered && self.roles.get(&next) == Some(&Role::Consider) {
            self.roles.insert(next, Role::Answer);
        }
        let left = self.roles.iter().filter(|(c, role)| **c < col && matches!(role, Role::Tick(_))).count();
        self.roles.retain(|c, role| *c > col || left > 1 || !matches!(role, Role::Tick(_)));
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
        let grid = self.grid;
        let beside = |c: u32| line.cells.iter().filter_map(move |cell| grid.at(cell.row, c));
        let prompts = |c: u32| {
            beside(c).count() > 1
                && beside(c).all(|seen| is_open_choice(&seen.text) || is_placeholder(&seen.text, &seen.words))
                && columns.iter().any(|one| *one > c)
        };
        // `Yes / No *`, to be deleted as applicable, and left as it was; `Tick or write`.
        let prompts: Vec<u32> = columns.iter().copied().filter(|c| prompts(*c)).collect();
        self.roles.extend(prompts.into_iter().map(|c| (c, Role::Ignore)));
        for c in columns {
            let has_answer = self.roles.values().any(|role| matches!(role, Role::Answer | Role::Tick(_)));
            self.roles.entry(c).or_insert(if has_answer { Role::Detail } else { Role::Answer });
        }
    }

    /// Where answers stand below their questions and nothing beside, a row apart from the first
    /// heads something else.
    fn leave_headings_afar(&mut self, line: &Line, row: Option<u32>) {
        let below = |(top, bottom): &(u32, u32)| {
            self.grid.rows_shown(top + 1, *bottom).any(|row| self.grid.at(row, self.col).is_some())
        };
        let answered = self.regions.iter().filter(|rows| below(rows)).count();
        if row.is_some_and(|row| row + 1 < line.top()) && answered * 2 > line.len() {
            self.roles.clear();
        }
    }

    /// Where nothing stands to the right of the questions and no heading says what is to their
    /// left, the column next to them answers, if several of its cells begin as answers do.
    fn answer_to_the_left(&mut self, line: &Line) {
        let Some(before) = self.col.checked_sub(1) else { return };
        let told = line.cells.iter().filter_map(|cell| self.grid.at(cell.row, before));
        let several = told.filter(|seen| answers(&seen.words)).count() > 1;
        if self.roles.is_empty() && several && line.is_answered_before(self.grid) {
            self.roles.insert(before, Role::Answer);
        }
    }

    /// Left of the questions too, `No` beside `Yes` is to be ticked.
    fn add_left_ticks(&self, row: u32, roles: &mut BTreeMap<u32, Role>) {
        let is = |role: &Role, id: &str| *role == Role::Tick(id.to_owned());
        let is_no = |seen: &Seen| headed(self.asked, seen, true).is_some_and(|role| is(&role, "no"));
        if roles.iter().any(|(c, role)| *c < self.col && is(role, "yes")) {
            let found = self.grid.row(row).find(|(c, seen)| *c < self.col && is_no(seen));
            roles.extend(found.map(|(c, _)| (c, Role::Tick("no".to_owned()))));
        }
    }

    /// To the left of the questions stand their numbers, or that they are questions.
    fn leave_left_labels(&mut self, line: &Line) {
        let names =
            |seen: &Seen| mark(&seen.text).is_none() && headed(self.asked, seen, false) == Some(Role::Ignore);
        let labels: BTreeSet<u32> = (0..self.col)
            .filter(|c| {
                let mut cells = line.cells.iter().filter_map(|cell| self.grid.at(cell.row, *c)).peekable();
                // What has nothing under it in any of their rows stands over something else.
                cells.peek().is_none() || cells.all(|seen| is_number(seen) || names(seen))
            })
            .collect();
        self.roles.retain(|c, _| !labels.contains(c));
    }

    /// Of a question that goes on in a second row, whether its answer stands beside that one;
    /// nothing where it has no second row, or one that asks something of its own.
    fn answered_in_second_row(&self, cell: &Candidate, (top, bottom): (u32, u32)) -> Option<bool> {
        let second = self.grid.extent(cell.row, cell.col).bottom + 1;
        let under = self.grid.at(second, cell.col).filter(|_| second <= bottom && top == cell.row)?;
        let answers = |row: u32| {
            self.grid.columns_shown(row).into_iter().any(|c| self.roles.get(&c) == Some(&Role::Answer))
        };
        (!considers(&under.words, self.asked) && (answers(cell.row) || answers(second)))
            .then(|| !answers(cell.row))
    }

    /// A column headed `In use?` that says no too is no column of ticks.
    fn answer_in_words(&mut self, line: &Line) {
        let tick = |id: &str| Role::Tick(id.to_owned());
        if self.roles.values().any(|role| *role == tick("no")) {
            return;
        }
        let denies = |c: u32| {
            line.cells.iter().filter_map(|cell| self.grid.at(cell.row, c)).any(|seen| {
                seen.words.first().is_some_and(|word| word == "no" || word == "n")
                    && matches!(seen.value, CellValue::Text(_))
            })
        };
        let own = self.roles.iter().find(|(c, role)| **role == tick("yes") && denies(**c)).map(|(c, _)| *c);
        self.roles.extend(own.map(|c| (c, Role::Answer)));
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
}

/// The last row of what belongs to a question, up to `last`: a question of the council's own below
/// it has its own answer.
fn before_others(grid: &Grid, asked: &Questionnaire, (row, col): (u32, u32), last: u32) -> u32 {
    let asks = |row: &u32| {
        grid.at(*row, col)
            .is_some_and(|seen| asks_something_else(seen, asked) || is_own(grid, (*row, col), seen, asked))
    };
    grid.rows_shown(row + 1, last).find(asks).map_or(last, |own| own - 1)
}

/// Whether a row that may ask something has an answer right beside it that begins with yes or no.
fn is_own(grid: &Grid, (row, col): (u32, u32), seen: &Seen, asked: &Questionnaire) -> bool {
    const ASKS_ON: [&str; 6] = ["if", "please", "would", "when", "which", "who"];
    let says = |seen: &Seen| seen.words.first().is_some_and(|word| is_yes_or_no(word));
    let beside = grid.at(row, grid.extent(row, col).right + 1);
    beside.is_some_and(says)
        && !seen.words.first().is_some_and(|word| ASKS_ON.contains(&word.as_str()))
        && asks_something(seen, asked)
}

/// Whether a text asks what the form does not: `Do you use psychometric tests?`, but not `Is it
/// reviewed?` or `Are there plans to introduce one?`, which go on from the question above.
fn asks_something_else(seen: &Seen, asked: &Questionnaire) -> bool {
    const BEGINS: [&str; 9] = ["do", "doe", "does", "is", "are", "have", "ha", "has", "did"];
    const GOES_ON: [&str; 14] = [
        "it", "one", "them", "they", "this", "thi", "these", "those", "that", "so", "plan", "such", "yes",
        "not",
    ];
    let told = &seen.words;
    let begins = told.first().is_some_and(|word| BEGINS.contains(&word.as_str()));
    begins
        && told.len() > 3
        && seen.text.trim_end().ends_with('?')
        && !told.iter().any(|word| GOES_ON.contains(&word.as_str()))
        && !considers(told, asked)
        && question_in(&seen.text, asked).is_none()
}

/// Whether a heading names both yes and no, to be chosen from.
fn names_both(seen: &Seen) -> bool {
    ['y', 'n'].iter().all(|one| seen.words.iter().any(|word| is_yes_or_no(word) && word.starts_with(*one)))
}

fn is_number(seen: &Seen) -> bool {
    seen.words.len() <= 2 && seen.text.chars().any(|c| c.is_ascii_digit()) && seen.text.len() <= 5
}
