//! Reads files in worker processes of the same binary, so that a file that makes
//! its reader panic, abort, hang or eat memory fails alone.
//!
//! Workers are kept alive and fed over pipes; one that dies or runs over its limits
//! is replaced. Each has a thread here that waits for its answers.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::model::Code;

use super::Unreadable;
use super::worker::{Limits, Request, outcome, receive, send_frame};

/// Files that a worker has at a time: one that it reads, and one more, so that it never waits.
const AHEAD: usize = 2;

/// How workers are run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolOptions {
    /// How many at once.
    pub workers: usize,
    /// Memory that each may take, in bytes.
    pub memory_bytes: u64,
    /// Time that one file may take.
    pub time_limit: Duration,
    /// What follows `worker` on a worker's command line.
    pub arguments: Vec<OsString>,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self {
            workers: thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: 512 << 20,
            time_limit: Duration::from_secs(20),
            arguments: Vec::new(),
        }
    }
}

/// Why a worker gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerFailure {
    /// It asked for more memory than it may take.
    TooMuchMemory,
    /// It took longer than it may.
    TooMuchTime,
    /// It panicked or died.
    Died,
}

impl From<WorkerFailure> for Unreadable {
    fn from(failure: WorkerFailure) -> Self {
        let (code, reason) = match failure {
            WorkerFailure::TooMuchMemory => (
                Code::FileTooLarge,
                "The file asks for more memory than a questionnaire can need. Ask the council for a fresh copy.",
            ),
            WorkerFailure::TooMuchTime => (
                Code::FileTooLarge,
                "The file takes longer to read than a questionnaire can need. Ask the council for a fresh copy.",
            ),
            WorkerFailure::Died => (
                Code::FileUnreadable,
                "The file is damaged in a way that stops its reading. Ask the council for a fresh copy, saved \
                 as an Excel workbook (.xlsx).",
            ),
        };
        Self { code, reason: reason.to_owned(), format: "unknown".to_owned() }
    }
}

/// Worker processes.
#[derive(Debug)]
pub struct Pool {
    exe: PathBuf,
    options: PoolOptions,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// A pool of workers, each `exe worker`; the first one is started to see that it can be.
    ///
    /// # Errors
    ///
    /// Fails where the first worker cannot be started.
    pub fn new(exe: PathBuf, options: PoolOptions) -> io::Result<Self> {
        let pool = Self { exe, options, idle: Mutex::new(Vec::new()) };
        let worker = pool.start()?;
        pool.rest(worker);
        Ok(pool)
    }

    /// Has all files read; the answers are in the order of the requests.
    #[must_use]
    pub fn run(&self, requests: &[Request]) -> Vec<Result<Vec<u8>, WorkerFailure>> {
        let answers: Vec<_> = requests.iter().map(|_| Mutex::new(Err(WorkerFailure::Died))).collect();
        self.run_each(requests, |place, answer| {
            if let Some(slot) = answers.get(place) {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = answer;
            }
        });
        answers.into_iter().map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
    }

    /// Has all files read, and hands over each answer as it comes, with its request's
    /// place; from several threads, in no order.
    pub fn run_each(
        &self,
        requests: &[Request],
        take: impl Fn(usize, Result<Vec<u8>, WorkerFailure>) + Sync,
    ) {
        let next = AtomicUsize::new(0);
        let threads = self.options.workers.clamp(1, requests.len().max(1));
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| self.drive(requests, &next, &take));
            }
        });
    }

    /// Has files read by one worker after the other, until there are none left. A
    /// worker that fails after others' files is replaced and the file gets a second
    /// try, so that what becomes of a file never hangs on what was read before it.
    fn drive(
        &self,
        requests: &[Request],
        next: &AtomicUsize,
        take: &impl Fn(usize, Result<Vec<u8>, WorkerFailure>),
    ) {
        let mut waiting = VecDeque::new();
        let mut kept = None;
        loop {
            while waiting.len() < AHEAD {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = requests.get(place) else { break };
                waiting.push_back((place, request));
            }
            let Some((place, _)) = waiting.front().copied() else { break };
            let worker = kept.take().or_else(|| self.wake()).or_else(|| self.start_patiently().ok());
            let Some(mut worker) = worker else {
                waiting.pop_front();
                take(place, Err(WorkerFailure::Died));
                continue;
            };
            worker.send(&waiting);
            match worker.answer(self.options.time_limit) {
                Ok(answer) => {
                    waiting.pop_front();
                    take(place, answer);
                    kept = Some(worker);
                }
                Err(failure) if worker.served == 0 || failure == WorkerFailure::TooMuchTime => {
                    waiting.pop_front();
                    take(place, Err(failure));
                }
                Err(_) => kept = self.start_patiently().ok(),
            }
        }
        if let Some(worker) = kept {
            self.rest(worker);
        }
    }

    /// A worker that waits for work, if there is one.
    fn wake(&self) -> Option<Worker> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Lets a worker wait for work.
    fn rest(&self, worker: Worker) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
    }

    /// A new worker, even where the system is short of processes for a moment.
    fn start_patiently(&self) -> io::Result<Worker> {
        for _ in 0..20 {
            if let Ok(worker) = self.start() {
                return Ok(worker);
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.start()
    }

    /// A new worker.
    fn start(&self) -> io::Result<Worker> {
        let mut child = Command::new(&self.exe)
            .arg("worker")
            .args(&self.options.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (sender, answers) = channel();
        let output = child.stdout.take();
        let mut input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let limits = Limits { memory: self.options.memory_bytes, time: self.options.time_limit };
        // A worker that died at once is found dead when it is asked.
        let _ = send_frame(&mut input, &limits.to_bytes());
        thread::Builder::new().stack_size(128 << 10).spawn(move || {
            let Some(mut output) = output else { return };
            while let Ok(Some(answer)) = receive(&mut output) {
                if sender.send(answer).is_err() {
                    break;
                }
            }
        })?;
        Ok(Worker { child, input, answers, sent: 0, served: 0 })
    }
}

/// One worker process.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<Vec<u8>>,
    /// Files that it was sent and has not answered.
    sent: usize,
    /// Files that it has answered.
    served: usize,
}

impl Worker {
    /// Sends those of the files that wait which it has not been sent yet.
    fn send(&mut self, waiting: &VecDeque<(usize, &Request)>) {
        for (_, request) in waiting.iter().skip(self.sent) {
            if send_frame(&mut self.input, &request.to_bytes()).is_err() {
                // It is dead; waiting for its answer tells of what.
                break;
            }
            self.sent += 1;
        }
    }

    /// What becomes of the first file that it was sent and has not answered. The
    /// outer failure is the worker's end.
    fn answer(&mut self, time_limit: Duration) -> Result<Result<Vec<u8>, WorkerFailure>, WorkerFailure> {
        let mut answer = match self.answers.recv_timeout(time_limit) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => return Err(WorkerFailure::TooMuchTime),
            Err(RecvTimeoutError::Disconnected) => return Err(self.post_mortem()),
        };
        self.sent = self.sent.saturating_sub(1);
        self.served = self.served.saturating_add(1);
        match answer.first() {
            Some(&outcome::DONE) => {
                answer.remove(0);
                Ok(Ok(answer))
            }
            Some(&outcome::MEMORY) => Ok(Err(WorkerFailure::TooMuchMemory)),
            _ => Ok(Err(WorkerFailure::Died)),
        }
    }

    /// What a worker died of: its last words tell, or that the system ended it.
    fn post_mortem(&mut self) -> WorkerFailure {
        let ended = self.end();
        let mut words = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            // Without last words it simply died.
            let _ = stderr.take(4_096).read_to_end(&mut words);
        }
        let words = String::from_utf8_lossy(&words);
        let killed = ended.is_some_and(|status| signal(status) == Some(9));
        if killed || words.contains("memory allocation of") {
            WorkerFailure::TooMuchMemory
        } else {
            WorkerFailure::Died
        }
    }

    /// Waits a moment for a worker that is about to end, and ends it where it does
    /// not; its status where it ended by itself.
    fn end(&mut self) -> Option<ExitStatus> {
        for _ in 0..200 {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) => thread::sleep(Duration::from_millis(10)),
                Err(_) => break,
            }
        }
        // It is gone after this, or nobody could end it.
        let _ = self.child.kill();
        let _ = self.child.wait();
        None
    }
}

impl Drop for Worker {
    /// Ends the process at once: it holds nothing that is worth keeping.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The signal that ended a process; 9 is how a system short of memory does it.
#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

/// The signal that ended a process: there are none here.
#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_without_a_binary_is_an_error() {
        assert!(Pool::new(PathBuf::from("/no/such/binary"), PoolOptions::default()).is_err());
    }

    #[test]
    fn failures_are_reasons() {
        let refused = Unreadable::from(WorkerFailure::TooMuchMemory);
        assert_eq!(refused.code, Code::FileTooLarge);
        assert!(refused.reason.contains("fresh copy"));
    }
}
