//! What worker processes cost over reading in this process. Left out of a plain
//! `cargo test`, since it measures: `cargo test the_cost_of_workers -- --ignored --nocapture`.
//! `benches/workers.rs` has the times.

use std::time::{Duration, Instant};

use returns::pipeline::{Readers, Workspace, examine_all};
use returns::read::files::InputFile;

use crate::support::{at, seven};

/// Copies of each of the seven returns.
const COPIES: usize = 30;

/// The most that workers may add, in percent of the processor time of reading in process.
const MOST: u64 = 15;

#[test]
#[cfg(target_os = "linux")]
#[ignore = "measures time"]
fn the_cost_of_workers_is_small() {
    let workspace = Workspace::open(&at(".")).unwrap();
    let batch: Vec<InputFile> = (0..COPIES)
        .flat_map(|copy| seven().into_iter().map(move |(name, _)| (copy, name)))
        .map(|(copy, name)| InputFile::new(format!("{copy} {name}"), at("input/2005").join(&name)))
        .collect();
    let workers = Readers::Workers {
        program: env!("CARGO_BIN_EXE_returns").into(),
        jobs: std::thread::available_parallelism().map_or(1, usize::from),
        memory_bytes: 512 << 20,
        time_limit: Duration::from_secs(20),
    };
    let measured = |readers: &Readers| {
        let (begun, ticks) = (Instant::now(), processor_ticks());
        let examined = examine_all(&batch, "2005", &workspace, readers).unwrap();
        assert!(examined.iter().all(|(_, one)| one.outcome.is_ok()));
        (processor_ticks() - ticks, begun.elapsed())
    };
    // The least of several is what was disturbed least by other programs.
    let rounds: Vec<_> = (0..5).map(|_| (measured(&Readers::InProcess), measured(&workers))).collect();
    let least = |times: Vec<(u64, Duration)>| {
        (times.iter().map(|one| one.0).min().unwrap(), times.iter().map(|one| one.1).min().unwrap())
    };
    let (ours, our_wall) = least(rounds.iter().map(|round| round.0).collect());
    let (theirs, their_wall) = least(rounds.iter().map(|round| round.1).collect());
    println!("{} files, in process: {our_wall:.2?}, processor {} ms", batch.len(), ours * 10);
    println!("{} files, in workers: {their_wall:.2?}, processor {} ms", batch.len(), theirs * 10);
    assert!(theirs * 100 <= ours * (100 + MOST), "workers take {theirs} hundredths of a second, not {ours}");
}

/// Processor time of this process and of the processes it has waited for, in
/// hundredths of a second.
#[cfg(target_os = "linux")]
fn processor_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(')').unwrap();
    fields.split_whitespace().skip(11).take(4).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}
