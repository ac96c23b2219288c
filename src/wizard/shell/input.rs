//! The thread that reads keys.

use super::Event;
use crossterm::event;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// How many keys are taken at once; a paste of many lines comes as one event anyway.
const MOST: usize = 256;

/// Reads keys on a thread of its own. After each batch it waits to be told to go on: while the editor or a shell has the
/// terminal, nobody here reads from it.
pub fn listen(events: Sender<Event>) -> Sender<()> {
    let (go_on, told) = channel();
    thread::spawn(move || read(&events, &told));
    go_on
}

fn read(events: &Sender<Event>, told: &Receiver<()>) {
    while told.recv().is_ok() {
        let Ok(first) = event::read() else {
            let _ = events.send(Event::InputEnded);
            return;
        };
        let mut batch = vec![first];
        while batch.len() < MOST && event::poll(Duration::ZERO).unwrap_or(false) {
            match event::read() {
                Ok(next) => batch.push(next),
                Err(_) => break,
            }
        }
        if events.send(Event::Input(batch)).is_err() {
            return;
        }
    }
}
