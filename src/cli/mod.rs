//! The command line: one file a command.
//!
//! A command reads what it needs, builds its whole answer as text and hands it back with an exit code; this file prints it.
//! So an answer is either complete or not there, and a reader that closes its pipe early disturbs nothing.
//!
//! - [`arguments`]: what can be typed,
//! - [`opened`]: a plan from a path, with its places,
//! - [`failure`]: why a command could not be done,
//! - [`screen`], [`paint`], [`text`], [`json`]: how answers reach a terminal, a file or a program.

// Answers are pages of some kilobytes, put together once: plain `format!` reads best, and can't fail as `write!` can.
#![allow(clippy::format_push_string, clippy::format_collect)]

mod analyze;
mod arguments;
mod bar;
mod check;
mod completions;
mod day;
mod demo;
mod explain;
mod failure;
mod format_words;
mod graph;
mod json;
mod man;
mod new;
mod opened;
mod paint;
mod progress;
mod reference;
mod render;
mod schema;
mod screen;
mod side_by_side;
mod text;
mod wizard;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// What a command answers, and how the program ends.
struct Answer {
    /// All that goes to standard output.
    text: String,
    /// The exit code.
    exit: Exit,
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// All is well: 0.
    Fine,
    /// Findings at or above the limit, or stale documents: 1.
    Found,
    /// The plan can't be read, or the command was used wrongly: 2.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Found => 1,
            Exit::Unusable => 2,
        })
    }
}

impl Answer {
    /// An answer with which all is well.
    fn fine(text: impl Into<String>) -> Self {
        Self { text: text.into(), exit: Exit::Fine }
    }
}

/// Reads the command line, does what it says, and tells how it went.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = match run(&arguments) {
        Ok(answer) => match screen::print(&answer.text) {
            Ok(()) => answer.exit,
            Err(error) => failure::tell(&error.into()),
        },
        Err(error) => failure::tell(&error),
    };
    exit.into()
}

fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    match &arguments.command {
        None => wizard::run(arguments.path.as_deref()),
        Some(Command::Demo(arguments)) => demo::run(arguments),
        Some(Command::New(arguments)) => new::run(arguments),
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Render(arguments)) => render::run(arguments),
        Some(Command::Graph(arguments)) => graph::run(arguments),
        Some(Command::Analyze(arguments)) => analyze::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::Schema) => Ok(schema::run()),
        Some(Command::Completions(arguments)) => Ok(completions::run(arguments)),
        Some(Command::Man(arguments)) => man::run(arguments),
        Some(Command::Reference(arguments)) => reference::run(arguments),
    }
}
