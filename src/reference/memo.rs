//! What was worked out of a text, kept for the next time the text comes: councils answer
//! one form, so that nearly every heading of a return stood in another one before.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// How many answers are kept before those are forgotten that were not asked for again, so that
/// texts that never come again take no memory to speak of; twice as many at most.
const MOST: usize = 4096;

/// Answers by what they were worked out of. A copy of it begins empty.
#[derive(Debug)]
pub(super) struct Memo<K, V>(Mutex<Kept<K, V>>);

/// The answers asked for of late, and those asked for before them.
#[derive(Debug)]
struct Kept<K, V> {
    late: HashMap<K, V>,
    before: HashMap<K, V>,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    fn get<Q>(&mut self, asked: &Q) -> Option<V>
    where
        Q: Eq + Hash + ?Sized,
        K: std::borrow::Borrow<Q>,
    {
        if let Some(answer) = self.late.get(asked) {
            return Some(answer.clone());
        }
        let (key, answer) = self.before.remove_entry(asked)?;
        self.put(key, answer.clone());
        Some(answer)
    }

    fn put(&mut self, key: K, answer: V) {
        if self.late.len() >= MOST {
            self.before = std::mem::take(&mut self.late);
        }
        self.late.insert(key, answer);
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The answer kept for the question, or else worked out now.
    pub(super) fn recall<Q>(&self, asked: &Q, work_out: impl FnOnce() -> V) -> V
    where
        Q: ToOwned<Owned = K> + Eq + Hash + ?Sized,
        K: std::borrow::Borrow<Q>,
    {
        // A thread that panicked left whole answers, or none.
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(asked) {
            return known;
        }
        let answer = work_out();
        kept().put(asked.to_owned(), answer.clone());
        answer
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Kept { late: HashMap::new(), before: HashMap::new() }))
    }
}

impl<K, V> Clone for Memo<K, V> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_worked_out_once_until_too_many_came_after_it() {
        let memo: Memo<String, usize> = Memo::default();
        assert_eq!(memo.recall("cost", || 1), 1);
        assert_eq!(memo.recall("cost", || 2), 1);
        assert_eq!(memo.clone().recall("cost", || 3), 3);
        let others = |from: usize| {
            for number in from..from + MOST {
                memo.recall(number.to_string().as_str(), || number);
            }
        };
        others(0);
        assert_eq!(memo.recall("cost", || 4), 1);
        others(MOST);
        others(2 * MOST);
        assert_eq!(memo.recall("cost", || 5), 5);
    }
}
