//! Parts of one work that know nothing of each other, done by all cores at once: the only
//! rayon. Results come in the order of what they were made from, so that nothing tells how
//! many cores there were.

use std::cmp::Ordering;
use std::io::{self, Read};

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

/// The BLAKE3 digest of all that a reader gives, however much it is, of which a part at a time is
/// in memory.
pub(crate) fn digest(mut reader: impl Read) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut part = Vec::new();
    while reader.by_ref().take(PART).read_to_end(&mut part)? > 0 {
        hasher.update_rayon(&part);
        part.clear();
    }
    Ok(hasher.finalize())
}

/// Bytes that are digested at once: many times what one core takes at once.
const PART: u64 = 8 << 20;

/// Sorts; what compares equal keeps its order.
pub(crate) fn sort_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Send + Sync) {
    items.par_sort_by(compare);
}
