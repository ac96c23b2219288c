//! How far something has come that takes long, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// What is done sooner needs no words.
const SOON: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);
/// Back to the beginning of the line, and empties it.
const EMPTY_LINE: &str = "\r\u{1b}[2K";

/// How many parts of the work are done.
#[derive(Debug, Default)]
pub struct Progress(AtomicUsize);

impl Progress {
    /// One part more is done.
    pub fn step(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Does the work. Where it takes long and someone looks at a terminal, a line there says how many of `all` parts are done; it is
/// gone at the end. `parts` is what they are called, with what is done to them: `kinds of documents rendered`.
pub fn told<R>(all: usize, parts: &str, work: impl FnOnce(&Progress) -> R) -> R {
    let progress = Progress::default();
    let mut terminal = io::stderr();
    if !terminal.is_terminal() {
        return work(&progress);
    }
    thread::scope(|scope| {
        let (at_work, ended) = mpsc::channel::<()>();
        let progress = &progress;
        scope.spawn(move || {
            let mut wait = SOON;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let done = progress.0.load(Ordering::Relaxed);
                // Who can't be told is not told.
                let _ = write!(terminal, "{EMPTY_LINE}{done} of {all} {parts} …");
                let _ = terminal.flush();
                wait = EVERY;
            }
            if wait == EVERY {
                let _ = write!(terminal, "{EMPTY_LINE}");
            }
        });
        let made = work(progress);
        drop(at_work);
        made
    })
}
