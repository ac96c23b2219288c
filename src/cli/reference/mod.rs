//! `groundplan reference`: the pages of the repository that are made from the program itself. Hidden: for those who build it.

mod commands;
mod format;
mod rules;

use super::{Answer, Exit, json, new};
use crate::document::{printable, read_text};
use crate::plan::schema::schema;
use clap::Args;
use std::path::PathBuf;

/// Write the reference pages and the schema of this repository, or check that they are current
#[derive(Debug, Args)]
pub struct Arguments {
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// Write nothing; exit with 1 if a page is stale
    #[arg(long)]
    check: bool,
}

/// A page by its path, and what it says.
fn pages() -> [(&'static str, String); 4] {
    [
        ("docs/plan-format.md", format::page()),
        ("docs/rules.md", rules::page()),
        ("docs/commands.md", commands::page()),
        ("schema/groundplan.schema.json", json::text(schema())),
    ]
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let mut told = String::new();
    let mut exit = Exit::Fine;
    for (path, text) in pages() {
        let file = arguments.out.join(path);
        if read_text(&file).is_ok_and(|old| old == text) {
            continue;
        }
        let shown = file.display().to_string();
        if arguments.check {
            told.push_str(&format!("stale {}\n", printable(&shown)));
            exit = Exit::Found;
        } else {
            if let Some(folder) = file.parent() {
                new::make(folder)?;
            }
            std::fs::write(&file, text)?;
            told.push_str(&format!("wrote {}\n", printable(&shown)));
        }
    }
    Ok(Answer { text: told, exit })
}
