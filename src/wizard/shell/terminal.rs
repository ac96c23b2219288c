//! The terminal, and how it is given back: on leaving, on an error, on a panic, before sleeping and before the editor.

use crate::wizard::intent::Hits;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::thread;

/// Room for the largest frames: one write to the terminal each.
const FRAME: usize = 1 << 16;

/// The name of the thread that draws; only its panic ends the program.
const DRAWS: &str = "main";

/// The terminal, taken over.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    taken: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        take(mouse)?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, io::stdout()));
        match Terminal::new(backend) {
            Ok(terminal) => Ok(Self { terminal, taken: true }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame, so that no half of one is ever seen.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> (Hits, Option<Position>)) -> io::Result<Hits> {
        let mut hits = Hits::default();
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            let (drawn, cursor) = view(frame.buffer_mut());
            hits = drawn;
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Ok(hits)
    }

    /// Gives the terminal back.
    pub fn leave(&mut self) {
        if std::mem::take(&mut self.taken) {
            give_back();
        }
    }

    /// Takes the terminal over again, and draws everything anew.
    pub fn enter_again(&mut self, mouse: bool) -> io::Result<()> {
        take(mouse)?;
        self.taken = true;
        self.redraw()
    }

    /// Forgets what is on the screen, so that everything is drawn anew.
    pub fn redraw(&mut self) -> io::Result<()> {
        // Not `Terminal::clear`: it asks the terminal where its cursor is, and waits for an answer that may never come.
        let (columns, rows) = self.size()?;
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Uses the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, used: bool) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        if used { execute!(backend, EnableMouseCapture) } else { execute!(backend, DisableMouseCapture) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let mut stdout = io::stdout();
    let taken = execute!(stdout, EnterAlternateScreen, EnableBracketedPaste)
        .and_then(|()| if mouse { execute!(stdout, EnableMouseCapture) } else { Ok(()) });
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Undoes all that was taken. What can't be undone because the terminal is gone needs no undoing.
fn give_back() {
    let mut stdout = io::stdout();
    let _ = execute!(stdout, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
    let _ = stdout.flush();
}

/// A panic is read on a terminal that is whole. Threads that work for the screen report theirs by themselves.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() == Some(DRAWS) {
                give_back();
                before(info);
            }
        }));
    });
}
