//! The council that a file's name gives.

use super::{Mention, Place, mention as mention_of};
use crate::reference::Councils;

/// The council or councils that a file's name gives, if any.
pub(crate) fn mention(file: &str, councils: &Councils) -> Option<Mention> {
    let in_name = |name: &str| mention_of(councils, name, Place::FileName, None);
    let stem = file_stem(file);
    in_name(stem).or_else(|| in_name(without_prefix(stem)?))
}

fn file_stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file's name without what a mail program or a person put before it: `FW_ Charnwood return`,
/// `A Charnwood`.
fn without_prefix(name: &str) -> Option<&str> {
    let (prefix, rest) = name.split_once([' ', '_', '-'])?;
    (prefix.chars().count() <= 3).then(|| rest.trim_start_matches([' ', '_', '-']))
}
