//! The worker's side: reads paths from its standard input, answers on its standard
//! output, under a memory limit that it sets itself.
//!
//! A frame is a length of four bytes and as many bytes. The first frame that comes
//! in holds the limits, every other one a path, a name and what was corrected; a frame that goes out begins with
//! what became of the file.

use std::any::Any;
use std::io::{self, Read, Write};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::model::Correction;

/// Longest frame that either side takes.
const FRAME_BYTES: u64 = 1 << 30;

/// What a frame that goes out begins with.
pub(super) mod outcome {
    /// The handler's answer follows.
    pub(in crate::read) const DONE: u8 = 0;
    /// The handler panicked.
    pub(in crate::read) const PANICKED: u8 = 1;
    /// The handler asked for more memory than there can be.
    pub(in crate::read) const MEMORY: u8 = 2;
}

/// A file to be read, and how people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// What its council has corrected in it since.
    pub corrections: Vec<Correction>,
}

impl Request {
    /// As a frame's bytes. No path and no name holds a zero byte.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let corrections = match self.corrections.as_slice() {
            [] => Vec::new(),
            some => postcard::to_stdvec(some).unwrap_or_default(),
        };
        [&path_bytes(&self.path), b"\0".as_slice(), self.name.as_bytes(), b"\0", &corrections].concat()
    }

    /// From a frame's bytes.
    fn from_bytes(mut bytes: Vec<u8>) -> Self {
        let mut name = rest_of(&mut bytes);
        let corrections = postcard::from_bytes(&rest_of(&mut name)).unwrap_or_default();
        let name = String::from_utf8_lossy(&name).into_owned();
        Self { path: path_from(bytes), name, corrections }
    }
}

/// Takes off what follows the first zero byte.
fn rest_of(bytes: &mut Vec<u8>) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    bytes.split_off(end).into_iter().skip(1).collect()
}

/// Serves until standard input ends. The handler gets a request and gives the answer's bytes.
///
/// # Errors
///
/// Fails where standard input or output does.
pub fn serve(handle: impl Fn(&Request) -> Vec<u8>) -> io::Result<()> {
    panic::set_hook(Box::new(|_| {}));
    let mut input = io::stdin().lock();
    let Some(hello) = receive(&mut input)? else { return Ok(()) };
    let limits = Limits::from_bytes(&hello).ok_or(io::ErrorKind::InvalidData)?;
    limits.apply();
    let clock = Arc::new(Clock::new());
    watch(Arc::clone(&clock), limits.time);
    serve_frames(&mut input, &mut io::stdout().lock(), &clock, handle)
}

/// Answers frame by frame.
fn serve_frames(
    input: &mut impl Read,
    output: &mut impl Write,
    clock: &Clock,
    handle: impl Fn(&Request) -> Vec<u8>,
) -> io::Result<()> {
    while let Some(request) = receive(input)? {
        clock.start();
        let request = Request::from_bytes(request);
        let answer = catch_unwind(AssertUnwindSafe(|| handle(&request)));
        clock.stop();
        match answer {
            Ok(answer) => send(output, outcome::DONE, &answer)?,
            Err(panic) => send(output, why(panic.as_ref()), &[])?,
        }
    }
    Ok(())
}

/// What a panic was about.
fn why(panic: &(dyn Any + Send)) -> u8 {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    if text.is_some_and(|text| text.contains("capacity overflow")) {
        outcome::MEMORY
    } else {
        outcome::PANICKED
    }
}

/// What one file may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Memory in bytes.
    pub(super) memory: u64,
    /// Time.
    pub(super) time: Duration,
}

impl Limits {
    /// As a frame's bytes.
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let millis = u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX);
        [self.memory.to_le_bytes(), millis.to_le_bytes()].concat()
    }

    /// From a frame's bytes.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (memory, time) = bytes.split_first_chunk::<8>()?;
        let time = Duration::from_millis(u64::from_le_bytes(time.try_into().ok()?));
        Some(Self { memory: u64::from_le_bytes(*memory), time })
    }

    /// Holds this process to the memory, as far as the system can.
    #[cfg(unix)]
    fn apply(self) {
        use rlimit::{Resource, setrlimit};
        // A system that cannot limit memory still limits time, and the process is still apart.
        let _ = setrlimit(Resource::CORE, 0, 0);
        let _ = setrlimit(Resource::DATA, self.memory, self.memory);
        #[cfg(not(target_os = "linux"))]
        let _ = setrlimit(Resource::AS, self.memory, self.memory);
    }

    /// Holds this process to nothing: the system has no such limits.
    #[cfg(not(unix))]
    fn apply(self) {
        let _ = self.memory;
    }
}

/// Since when the present file is being read.
struct Clock {
    from: Instant,
    started: AtomicU64,
}

impl Clock {
    /// No file is being read.
    fn new() -> Self {
        Self { from: Instant::now(), started: AtomicU64::new(0) }
    }

    /// A file's reading begins.
    fn start(&self) {
        let millis = u64::try_from(self.from.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.started.store(millis.saturating_add(1), Ordering::Relaxed);
    }

    /// It has ended.
    fn stop(&self) {
        self.started.store(0, Ordering::Relaxed);
    }

    /// How long the present file has taken.
    fn running(&self) -> Duration {
        match self.started.load(Ordering::Relaxed) {
            0 => Duration::ZERO,
            started => self.from.elapsed().saturating_sub(Duration::from_millis(started)),
        }
    }
}

/// Ends this process where a file takes far longer than it may: whoever should have
/// ended it is gone.
fn watch(clock: Arc<Clock>, time: Duration) {
    let patience = time.saturating_add(Duration::from_secs(5));
    let builder = std::thread::Builder::new().stack_size(64 << 10);
    // Without the watch, the pool's own limit still holds.
    let _ = builder.spawn(move || {
        while clock.running() < patience {
            std::thread::sleep(Duration::from_secs(1));
        }
        std::process::exit(1);
    });
}

/// Sends what became of a file.
fn send(output: &mut impl Write, outcome: u8, answer: &[u8]) -> io::Result<()> {
    let length = u32::try_from(answer.len().saturating_add(1)).map_err(|_| io::ErrorKind::InvalidData)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(&[outcome])?;
    output.write_all(answer)?;
    output.flush()
}

/// Sends a frame.
pub(super) fn send_frame(output: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(frame)?;
    output.flush()
}

/// Receives a frame; `None` at the end.
pub(super) fn receive(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u64::from(u32::from_le_bytes(length));
    if length > FRAME_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut frame = Vec::new();
    input.take(length).read_to_end(&mut frame)?;
    if u64::try_from(frame.len()) != Ok(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(frame))
}

/// A path as a frame's bytes.
#[cfg(unix)]
fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// A path as a frame's bytes.
#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

/// A path from a frame's bytes.
#[cfg(unix)]
fn path_from(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

/// A path from a frame's bytes.
#[cfg(not(unix))]
fn path_from(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_answered_one_by_one_and_panics_are_answers() {
        let mut input = Vec::new();
        for path in ["a", "panic", "large", "b"] {
            let corrections = Vec::new();
            let request = Request { path: path.into(), name: format!("{path}.xlsx"), corrections };
            assert_eq!(Request::from_bytes(request.to_bytes()), request);
            assert!(send_frame(&mut input, &request.to_bytes()).is_ok());
        }
        let mut output = Vec::new();
        let served = serve_frames(&mut input.as_slice(), &mut output, &Clock::new(), |request| match request
            .path
            .to_str()
        {
            Some("panic") => panic!("a bug"),
            Some("large") => [0_u8; 1].repeat(usize::MAX),
            name => name.unwrap_or_default().as_bytes().to_vec(),
        });
        assert!(served.is_ok());
        let mut output = output.as_slice();
        let answers: Vec<_> = std::iter::from_fn(|| receive(&mut output).unwrap()).collect();
        assert_eq!(
            answers,
            [b"\0a".to_vec(), vec![outcome::PANICKED], vec![outcome::MEMORY], b"\0b".to_vec()]
        );
    }

    #[test]
    fn limits_survive_the_pipe() {
        let limits = Limits { memory: 512 << 20, time: Duration::from_secs(20) };
        assert_eq!(Limits::from_bytes(&limits.to_bytes()), Some(limits));
    }

    #[test]
    fn a_frame_cut_short_is_an_error() {
        assert!(receive(&mut [9, 0, 0, 0, 1].as_slice()).is_err());
        assert!(receive(&mut [0xFF; 8].as_slice()).is_err());
        assert!(matches!(receive(&mut [].as_slice()), Ok(None)));
    }
}
