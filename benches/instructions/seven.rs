//! The seven returns from their files to the bytes of the outputs, on one thread, so that
//! the instructions that it takes can be counted.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement stops where it cannot go on")]

use std::path::Path;

use returns::pipeline::{self, Readers, Workspace};

fn main() {
    let workspace = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let wave = pipeline::wave(&workspace, "2005", &Readers::InProcess, None).unwrap();
    let evaluation = pipeline::evaluate(&workspace, wave, None).unwrap();
    let outputs = pipeline::outputs(&workspace, &evaluation).unwrap();
    println!("{} files", outputs.len());
}
