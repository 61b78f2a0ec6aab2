//! Workbooks with bytes flipped, outside and inside their packages: none may stop
//! a run. `RETURNS_MUTANTS=20000 cargo test mutants -- --nocapture` for more than a few.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::at;
use super::pool::{accounts, pool};

/// One sample of every format.
const SAMPLES: &[&str] = &[
    "tests/formats/features.xlsx",
    "tests/formats/features.xls",
    "tests/formats/features.ods",
    "tests/formats/features.fods",
    "tests/hazards/any_sheets.xlsb",
    "tests/hazards/maccentraleurope.biff5.xls",
    "input/2005/Harborough DC.xlsx",
];

/// How many are tried at a time, so that few lie on the disk.
const BATCH: usize = 500;

/// Random numbers from a seed.
struct Random(u64);

impl Random {
    /// A number below a bound.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

/// Changes a few bytes: flipped, set to an extreme, doubled, cut.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(8) {
        if bytes.is_empty() {
            return;
        }
        let place = random.below(bytes.len());
        match random.below(12) {
            0..=5 => bytes[place] ^= 1 << random.below(8),
            6 => bytes[place] = 0xFF,
            7 => bytes[place] = 0,
            8 => bytes[place] = b"<>&\"'=0/9"[random.below(9)],
            9 => {
                let end = bytes.len().min(place + random.below(64));
                let part = bytes[place..end].to_vec();
                bytes.splice(place..place, part);
            }
            10 => drop(bytes.drain(place..bytes.len().min(place + random.below(16)))),
            _ if random.below(20) == 0 => bytes.truncate(place),
            _ => {}
        }
    }
}

/// A package with one of its parts mutated.
fn mutate_inside(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let chosen = random.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = Vec::new();
        let name = {
            let mut entry = archive.by_index(place).unwrap();
            entry.read_to_end(&mut part).unwrap();
            entry.name().unwrap().into_owned()
        };
        if place == chosen {
            mutate(&mut part, random);
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Writes mutants of all samples in turn.
fn write_batch(folder: &Path, samples: &[Vec<u8>], numbers: std::ops::Range<usize>) -> Vec<PathBuf> {
    numbers
        .map(|number| {
            let mut random = Random(u64::try_from(number).unwrap());
            let sample = &samples[number % samples.len()];
            let mutant = if sample.starts_with(b"PK") && random.below(4) > 0 {
                mutate_inside(sample, &mut random)
            } else {
                let mut mutant = sample.clone();
                mutate(&mut mutant, &mut random);
                mutant
            };
            let path = folder.join(number.to_string());
            fs::write(&path, mutant).unwrap();
            path
        })
        .collect()
}

#[test]
fn mutants_stop_nothing() {
    let count = std::env::var("RETURNS_MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(700);
    let samples: Vec<_> = SAMPLES.iter().map(|path| fs::read(at(path)).unwrap()).collect();
    let pool = pool(512);
    let begun = Instant::now();
    let mut became: BTreeMap<String, usize> = BTreeMap::new();
    for first in (0..count).step_by(BATCH) {
        let folder = tempfile::tempdir().unwrap();
        let paths = write_batch(folder.path(), &samples, first..count.min(first + BATCH));
        for (path, account) in paths.iter().zip(accounts(&pool, &paths)) {
            let word = account.word().to_owned();
            let sound = !matches!(word.as_str(), "Died" | "TooMuchTime" | "TooMuchMemory");
            if !sound && let Ok(keep) = std::env::var("RETURNS_MUTANTS_KEEP") {
                fs::copy(path, Path::new(&keep).join(path.file_name().unwrap())).unwrap();
            }
            *became.entry(word).or_default() += 1;
        }
    }
    println!("{count} mutants in {:.1?}: {became:?}", begun.elapsed());
    assert_eq!(became.values().sum::<usize>(), count);
    for lost in ["Died", "TooMuchTime", "TooMuchMemory"] {
        assert_eq!(became.get(lost), None, "{became:?}");
    }
}
