//! Reading in a process of its own: what may abort, hang or eat memory ends there and costs one sentence.
//!
//! The process is this very program, called with [`WORD`]. It gets the bytes of the file on its standard input and answers on its standard output; time and
//! memory are bounded. A library that is built into another program looks for the command `hongtou` beside that program.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::{Packaging, Sheet};

/// The first argument that makes the program a reader.
pub const WORD: &str = "__read-workbook";
/// Bytes that a reading process may hold at once; `main` tells its allocator.
pub const MEMORY: usize = 208 << 20;
/// The hard limit for one file.
const TIME: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MAX_ANSWER: u64 = 128 << 20;
/// Stands before every answer: a program of another version is not believed.
const MARK: &str = concat!("hongtou ", env!("CARGO_PKG_VERSION"), " workbook 1\n");

/// What a reader found in a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Contents {
    pub(super) packaging: Packaging,
    pub(super) sheets: Vec<Sheet>,
}

type Answer = Result<Contents, Refusal>;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Tells the library that the running program is the command itself, under whatever name it was installed.
pub fn this_program_reads() {
    if let Ok(path) = std::env::current_exe() {
        _ = PROGRAM.set(path);
    }
}

/// Where the command is: this program, or the one beside it (tests and examples lie a folder below).
fn program() -> Option<&'static PathBuf> {
    if PROGRAM.get().is_none() {
        let own = std::env::current_exe().ok()?;
        let name = format!("hongtou{}", std::env::consts::EXE_SUFFIX);
        let found = own.ancestors().skip(1).take(2).map(|folder| folder.join(&name)).find(|p| p.is_file())?;
        _ = PROGRAM.set(found);
    }
    PROGRAM.get()
}

/// Reads a file in a process of its own.
pub(super) fn read(bytes: &[u8]) -> Answer {
    let program = program().ok_or(Refusal::NoReader)?;
    let _seat = Seat::take();
    let mut command = Command::new(program);
    command.arg(WORD).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    without_window(&mut command);
    let mut child = command.spawn().map_err(|_| Refusal::NoReader)?;
    let answer = converse(&mut child, bytes, TIME);
    _ = child.wait();
    let answer = answer?;
    let body = answer.strip_prefix(MARK.as_bytes()).ok_or(Refusal::Crashed)?;
    postcard::from_bytes::<Answer>(body).unwrap_or(Err(Refusal::Crashed))
}

/// Hands the bytes over, takes the answer, and ends the process in any case.
fn converse(child: &mut Child, bytes: &[u8], time: Duration) -> Result<Vec<u8>, Refusal> {
    let (mut stdin, stdout) = (child.stdin.take().ok_or(Refusal::Crashed)?, child.stdout.take().ok_or(Refusal::Crashed)?);
    let (say, heard) = channel();
    std::thread::scope(|threads| {
        // Both ways go through threads of their own: a process that neither takes nor gives can be given up, and its end breaks both pipes.
        threads.spawn(move || {
            _ = stdin.write_all(bytes);
        });
        threads.spawn(move || {
            let mut answer = Vec::new();
            let complete = stdout.take(MAX_ANSWER).read_to_end(&mut answer).is_ok();
            _ = say.send(complete.then_some(answer));
        });
        let answer = heard.recv_timeout(time);
        _ = child.kill();
        match answer {
            Ok(answer) => answer.ok_or(Refusal::Crashed),
            Err(_) => Err(Refusal::TooSlow),
        }
    })
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    /// CREATE_NO_WINDOW.
    const NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(NO_WINDOW);
}

#[cfg(not(windows))]
const fn without_window(_: &mut Command) {}

/// The reading process itself: the file in, the answer out. Gives the exit code.
pub fn serve() -> u8 {
    let mut bytes = Vec::new();
    if std::io::stdin().lock().take(super::MAX_FILE + 1).read_to_end(&mut bytes).is_err() {
        return 1;
    }
    let answer: Answer = super::quietly(|| super::read_here(bytes)).unwrap_or(Err(Refusal::Damaged));
    let mut out = std::io::stdout().lock();
    let given = out.write_all(MARK.as_bytes()).and_then(|()| {
        // Written piece by piece: the answer need not stand in memory twice.
        let mut buffered = std::io::BufWriter::with_capacity(64 << 10, &mut out);
        postcard::to_io(&answer, &mut buffered).map_err(std::io::Error::other)?.flush()
    });
    u8::from(given.is_err())
}

/// A seat among the processes that may run at once: as many as there are processors, four at most.
struct Seat;

static TAKEN: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

impl Seat {
    fn take() -> Self {
        let seats = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).clamp(1, 4);
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken >= seats {
            taken = FREED.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += 1;
        Self
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn program(name: &str, argument: &str) -> Child {
        Command::new(name).arg(argument).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }

    #[test]
    fn a_process_that_neither_takes_nor_answers_is_given_up() {
        let start = std::time::Instant::now();
        // More than a pipe holds: the writing side waits as well.
        let mut child = program("sleep", "30");
        assert_eq!(converse(&mut child, &vec![0; 1 << 20], Duration::from_millis(100)), Err(Refusal::TooSlow));
        assert!(!child.wait().unwrap().success());
        // One that ends without a word has given no answer.
        let mut child = program("false", "");
        assert_eq!(converse(&mut child, &vec![0; 1 << 20], Duration::from_secs(10)), Ok(Vec::new()));
        assert!(start.elapsed() < Duration::from_secs(9));
    }
}
