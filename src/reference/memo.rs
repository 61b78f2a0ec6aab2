//! What was worked out of a text, kept for the next time the text comes: councils answer
//! one form, so that nearly every heading of a return stood in another one before.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// How many answers are kept; beyond that all are forgotten, so that texts that never
/// come again take no memory to speak of.
const MOST: usize = 4096;

/// Answers by what they were worked out of. A copy of it begins empty.
#[derive(Debug)]
pub(super) struct Memo<K, V>(RwLock<HashMap<K, V>>);

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The answer kept for the question, or else worked out now.
    pub(super) fn recall<Q>(&self, asked: &Q, work_out: impl FnOnce() -> V) -> V
    where
        Q: ToOwned<Owned = K> + Eq + Hash + ?Sized,
        K: std::borrow::Borrow<Q>,
    {
        // A thread that panicked left whole answers, or none.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(asked) {
            return known.clone();
        }
        let answer = work_out();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(asked.to_owned(), answer.clone());
        answer
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
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
    fn a_text_is_worked_out_once_until_too_many_are_kept() {
        let memo: Memo<String, usize> = Memo::default();
        assert_eq!(memo.recall("cost", || 1), 1);
        assert_eq!(memo.recall("cost", || 2), 1);
        assert_eq!(memo.clone().recall("cost", || 3), 3);
        for number in 0..MOST {
            memo.recall(number.to_string().as_str(), || number);
        }
        assert_eq!(memo.recall("cost", || 4), 4);
    }
}
