//! Parts of one work that know nothing of each other, done by all cores at once: the only
//! rayon. Results come in the order of what they were made from, so that nothing tells how
//! many cores there were.

use std::cmp::Ordering;

use rayon::prelude::*;

/// What `work` makes of each item, in their order.
pub(crate) fn each<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    let items: Vec<T> = items.into_iter().collect();
    items.into_par_iter().map(work).collect()
}

/// What both give.
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(one, other)
}

/// What both give, where `here` can only be done by this thread.
pub(crate) fn beside<A: Send, B>(there: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (there.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), here)
    })
}

/// Sorts; what compares equal keeps its order.
pub(crate) fn sort_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Send + Sync) {
    items.par_sort_by(compare);
}
