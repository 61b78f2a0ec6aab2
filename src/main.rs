//! The command line of `returns`.

fn main() {}
