//! Signals: to end, to sleep, to wake up.

use super::Event;
use std::io;
use std::sync::mpsc::Sender;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// To end.
    End,
    /// To sleep.
    Sleep,
    /// To go on after sleeping.
    Wake,
}

#[cfg(unix)]
mod unix {
    use super::{Event, Meaning, Sender, io};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::thread;

    /// Tells of signals from a thread of its own.
    pub fn listen(events: &Sender<Event>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        let events = events.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                if events.send(Event::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    pub fn meaning(signal: i32) -> Meaning {
        match signal {
            SIGTSTP => Meaning::Sleep,
            SIGCONT => Meaning::Wake,
            _ => Meaning::End,
        }
    }

    /// Sleeps until somebody wakes the program.
    pub fn sleep() {
        let _ = emulate_default_handler(SIGTSTP);
    }

    /// Ends as the signal would have ended the program, so that its parent sees that.
    pub fn die(signal: i32) {
        let _ = emulate_default_handler(signal);
    }
}

#[cfg(unix)]
pub use unix::{die, listen, meaning, sleep};

#[cfg(not(unix))]
mod other {
    use super::{Event, Meaning, Sender, io};

    pub fn listen(_: &Sender<Event>) -> io::Result<()> {
        Ok(())
    }

    pub fn meaning(_: i32) -> Meaning {
        Meaning::End
    }

    pub fn sleep() {}

    pub fn die(_: i32) {}
}

#[cfg(not(unix))]
pub use other::{die, listen, meaning, sleep};
