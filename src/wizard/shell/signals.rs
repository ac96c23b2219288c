//! Signals: to end, to sleep, to wake up.

use super::Event;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// Whether another program, such as the editor, has the terminal.
#[derive(Debug, Clone, Default)]
pub struct Away(Arc<AtomicBool>);

impl Away {
    /// Notes that another program gets the terminal, or that it is back.
    pub fn set(&self, away: bool) {
        self.0.store(away, Ordering::SeqCst);
    }

    #[cfg(unix)]
    fn is_so(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

#[cfg(unix)]
mod unix {
    use super::{Away, Event, Meaning, Sender, io};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::thread;

    /// Tells of signals from a thread of its own. While another program has the terminal, its keys are not meant for us:
    /// Ctrl-C is left to it, and where it is put to sleep, this program sleeps with it, or the shell would wait for ever.
    pub fn listen(events: &Sender<Event>, away: &Away) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        let (events, away) = (events.clone(), away.clone());
        thread::spawn(move || {
            for signal in signals.forever() {
                if away.is_so() && matches!(signal, SIGINT | SIGTSTP | SIGCONT) {
                    if signal == SIGTSTP {
                        sleep();
                    }
                    continue;
                }
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
    use super::{Away, Event, Meaning, Sender, io};

    pub fn listen(_: &Sender<Event>, _: &Away) -> io::Result<()> {
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
