//! The command `returns`: parses, calls, prints, exits.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is where the program speaks")]

mod cli;
mod cmd;

use std::process::ExitCode;

use clap::Parser;

/// Takes a twentieth less time than the system's, and on long runs a third less memory.
#[cfg(not(windows))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let voice = cli::Voice { print: |text| println!("{text}"), say: |text| eprintln!("{text}") };
    match cli::Cli::parse().run(voice) {
        Ok(outcome) => {
            eprint!("{}", outcome.messages);
            print!("{}", outcome.output);
            ExitCode::from(outcome.code)
        }
        Err(error) => {
            tracing::error!(%error, "could not go on");
            eprintln!("returns: {error}");
            ExitCode::FAILURE
        }
    }
}
