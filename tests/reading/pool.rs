//! Workers: kept alive, limited, replaced.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use returns::examine::{Examined, is_unreadable};
use returns::read::Unreadable;
use returns::read::pool::{Pool, PoolOptions, WorkerFailure};
use returns::read::worker::Request;

use super::at;
use super::made::package;

/// A pool of two workers with this many MiB each.
pub(super) fn pool(memory_mib: u64) -> Pool {
    let options = PoolOptions {
        workers: 2,
        memory_bytes: memory_mib << 20,
        time_limit: Duration::from_secs(20),
        arguments: ["--period", "2005"].map(OsString::from).to_vec(),
    };
    Pool::new(env!("CARGO_BIN_EXE_returns").into(), options).unwrap()
}

/// What a worker tells of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Account {
    /// It was read.
    Read { format: String },
    /// It was refused.
    Refused { code: String, reason: String },
}

impl Account {
    /// The format, or the code of the refusal.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Read { format } => format,
            Self::Refused { code, .. } => code,
        }
    }
}

/// What the workers tell of the files; a worker's failure is a refusal.
pub(super) fn accounts(pool: &Pool, paths: &[PathBuf]) -> Vec<Account> {
    let requests: Vec<Request> = paths.iter().map(|path| request(path)).collect();
    pool.run(&requests).into_iter().map(account).collect()
}

fn request(path: &Path) -> Request {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Request { path: path.to_path_buf(), name, corrections: Vec::new() }
}

fn account(answer: Result<Vec<u8>, WorkerFailure>) -> Account {
    let examined = match answer {
        Ok(answer) => postcard::from_bytes::<Examined>(&answer).unwrap(),
        Err(failure) => {
            let refused = Unreadable::from(failure);
            return Account::Refused { code: format!("{failure:?}"), reason: refused.reason };
        }
    };
    match examined.outcome {
        Err(finding) if is_unreadable(finding.code) => {
            Account::Refused { code: format!("{:?}", finding.code), reason: finding.message }
        }
        _ => Account::Read { format: examined.format },
    }
}

#[test]
fn answers_come_in_the_order_of_the_paths() {
    let paths: Vec<_> = ["mtcars.xls", "null_file.xlsx", "issue.804.ods"]
        .iter()
        .cycle()
        .take(60)
        .map(|name| at("tests/hazards").join(name))
        .collect();
    let pool = pool(256);
    let words: Vec<_> = accounts(&pool, &paths).iter().map(|account| account.word().to_owned()).collect();
    assert_eq!(words, ["xls", "FileUnreadable", "ods"].repeat(20));
    assert_eq!(accounts(&pool, &paths[..1]).len(), 1);
}

#[test]
fn a_file_that_eats_memory_fails_alone() {
    let folder = tempfile::tempdir().unwrap();
    let greedy = folder.path().join("greedy.xlsx");
    let cell = "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>".repeat(1_000);
    let bytes = package(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='S'/></sheets></workbook>", 1),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>", 1),
        ("xl/sharedStrings.xml", &format!("<sst>{cell}</sst>"), 1_500),
    ]);
    std::fs::write(&greedy, bytes).unwrap();
    let good = at("tests/hazards/mtcars.xls");
    let words: Vec<_> = accounts(&pool(64), &[good.clone(), greedy, good.clone(), good])
        .iter()
        .map(|account| account.word().to_owned())
        .collect();
    assert!(matches!(words[1].as_str(), "TooMuchMemory" | "FileTooLarge"), "{words:?}");
    assert_eq!([&words[0], &words[2], &words[3]], ["xls"; 3]);
}

#[cfg(unix)]
#[test]
fn a_worker_that_hangs_or_dies_is_replaced() {
    use std::fs::{Permissions, set_permissions, write};
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    for (script, failure) in [
        ("#!/bin/sh\nexec sleep 60\n", WorkerFailure::TooMuchTime),
        ("#!/bin/sh\nexit 3\n", WorkerFailure::Died),
        ("#!/bin/sh\nkill -9 $$\n", WorkerFailure::TooMuchMemory),
        ("#!/bin/sh\necho 'memory allocation of 9 bytes failed' >&2\nexit 1\n", WorkerFailure::TooMuchMemory),
    ] {
        let exe = folder.path().join(format!("{failure:?}{}.sh", script.len()));
        write(&exe, script).unwrap();
        set_permissions(&exe, Permissions::from_mode(0o700)).unwrap();
        let options = PoolOptions {
            workers: 2,
            memory_bytes: 1 << 30,
            time_limit: Duration::from_millis(300),
            arguments: Vec::new(),
        };
        let pool = Pool::new(exe, options).unwrap();
        let begun = Instant::now();
        let answers = pool.run(&vec![request(Path::new("a")); 4]);
        assert_eq!(answers, vec![Err(failure); 4], "{script}");
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
