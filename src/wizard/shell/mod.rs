//! The shell around the core: the terminal, the keys, the disk, and the threads that wait for them.
//!
//! The main thread owns the state. It sleeps until something comes, takes in all that has come, and draws once. Reading keys,
//! signals and the disk, and all that takes long, happens on threads of their own; nothing wakes up while nothing happens.

mod editor;
mod effects;
mod input;
mod opening;
mod papers;
mod signals;
mod terminal;
mod watch;
mod worker;

use super::intent::{Effect, Intent};
use super::keys;
use super::options::Options;
use super::state::State;
use super::update::update;
use super::view::view;
use crate::rules::Rulebook;
use crossterm::event::Event as Input;
use crossterm::event::{KeyEventKind, MouseButton, MouseEventKind};
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use terminal::Screen;

/// Something that wakes the main thread.
#[derive(Debug)]
pub enum Event {
    /// Keys, mouse and pastes, all that were waiting.
    Input(Vec<Input>),
    /// The terminal is gone.
    InputEnded,
    /// A signal.
    Signal(i32),
    /// News from a thread.
    News(Intent),
}

/// Opens a plan, or the start screen, and stays until the user leaves.
///
/// `path` is a plan or a folder that holds one; absent, the nearest `groundplan.yaml` here or above.
///
/// # Errors
/// A plan that can't be read, and a terminal that can't be used.
pub fn run(path: Option<&Path>, options: Options, rulebook: Arc<Rulebook>) -> anyhow::Result<()> {
    let (events, inbox) = channel();
    let mut shell = Shell::start(path, options, rulebook, events)?;
    let ended = shell.stay(&inbox);
    shell.screen.leave();
    let signal = ended?;
    if let Some(signal) = signal {
        signals::die(signal);
    }
    Ok(())
}

/// Everything outside the core that the main thread holds.
struct Shell {
    state: State,
    screen: Screen,
    worker: worker::Worker,
    /// Lets the thread that reads keys go on.
    input: Sender<()>,
    events: Sender<Event>,
    away: signals::Away,
    watch: Option<watch::Watch>,
    /// The signal that ends the program.
    signal: Option<i32>,
    ended: bool,
}

impl Shell {
    fn start(path: Option<&Path>, options: Options, rulebook: Arc<Rulebook>, events: Sender<Event>) -> anyhow::Result<Self> {
        let mut state = opening::opened(path, options)?;
        let screen = Screen::enter(state.options.mouse)?;
        let away = signals::Away::default();
        signals::listen(&events, &away)?;
        let worker = worker::Worker::start(events.clone(), rulebook);
        let input = input::listen(events.clone());
        if let Ok(size) = screen.size() {
            state.size = size;
        }
        let mut shell = Self { state, screen, worker, input, events, away, watch: None, signal: None, ended: false };
        shell.follow();
        shell.perform(vec![Effect::Study])?;
        Ok(shell)
    }

    /// Takes in what comes, and draws, until it is over.
    fn stay(&mut self, inbox: &Receiver<Event>) -> io::Result<Option<i32>> {
        self.draw()?;
        // The first key is read once the first frame is there.
        let _ = self.input.send(());
        while !self.ended {
            let Ok(event) = inbox.recv() else { break };
            let mut keys = self.take(event)?;
            while let Ok(event) = inbox.try_recv() {
                keys |= self.take(event)?;
                if self.ended {
                    break;
                }
            }
            if !self.ended {
                self.draw()?;
            }
            if keys {
                let _ = self.input.send(());
            }
        }
        Ok(self.signal)
    }

    /// Takes in one event; says whether the thread that reads keys waits.
    fn take(&mut self, event: Event) -> io::Result<bool> {
        match event {
            Event::Input(inputs) => {
                for input in inputs {
                    if let Some(intent) = self.intent(input) {
                        self.happen(intent)?;
                    }
                }
                return Ok(true);
            }
            Event::InputEnded => self.happen(Intent::Ended)?,
            Event::Signal(signal) => self.signalled(signal)?,
            Event::News(intent) => self.happen(intent)?,
        }
        Ok(false)
    }

    fn intent(&self, input: Input) -> Option<Intent> {
        match input {
            Input::Key(key) if key.kind != KeyEventKind::Release => keys::intent(self.state.scope(), key),
            Input::Paste(text) => Some(Intent::Paste(text)),
            Input::Resize(columns, rows) => Some(Intent::Resize(columns, rows)),
            Input::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Intent::Click(mouse.column, mouse.row)),
                MouseEventKind::ScrollDown => Some(Intent::Wheel(mouse.column, mouse.row, true)),
                MouseEventKind::ScrollUp => Some(Intent::Wheel(mouse.column, mouse.row, false)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Lets the core take something in, and does what it asks for.
    fn happen(&mut self, intent: Intent) -> io::Result<()> {
        let effects = update(&mut self.state, intent);
        self.perform(effects)
    }

    /// Does what the core asks for; what comes of it goes back to the core at once.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            for intent in effects::perform(self, effect)? {
                effects.extend(update(&mut self.state, intent));
            }
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let state = &mut self.state;
        let drawn = self.screen.draw(|buffer| {
            state.size = (buffer.area.width, buffer.area.height);
            let drawn = view(state, buffer);
            (drawn.hits, drawn.cursor)
        })?;
        self.state.hits = drawn;
        Ok(())
    }

    fn signalled(&mut self, signal: i32) -> io::Result<()> {
        match signals::meaning(signal) {
            signals::Meaning::End => {
                self.signal = Some(signal);
                self.happen(Intent::Ended)
            }
            signals::Meaning::Sleep => self.perform(vec![Effect::Suspend]),
            signals::Meaning::Wake => self.screen.enter_again(self.state.options.mouse),
        }
    }

    /// Watches the file that is open.
    fn follow(&mut self) {
        let path = self.state.desk.as_ref().map(|desk| desk.document.path().to_owned());
        self.watch = path.and_then(|path| watch::Watch::start(&path, self.events.clone()));
    }
}
