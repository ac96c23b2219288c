//! `groundplan reference`: the pages of the repository that are made from the program itself. Hidden: for those who build it.

mod commands;
mod facts;
mod format;
mod rules;
mod templates;
mod typescript;

use super::failure::Failure;
use super::{Answer, Exit, json, new};
use crate::document::{printable, read_text};
use crate::plan::schema::schema;
use clap::Args;
use std::path::{Path, PathBuf};

/// Write the reference pages and the schema of this repository, or check that they are current
#[derive(Debug, Args)]
pub struct Arguments {
    /// Where docs/ and schema/ are; without it this directory, if it is the program's own repository
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; exit with 1 if a page is stale
    #[arg(long)]
    check: bool,
}

/// The line of a manifest that says that a repository is ours.
const OUR_NAME: &str = concat!("name = \"", env!("CARGO_PKG_NAME"), "\"");

/// A page by its path, and what it says.
fn pages() -> [(&'static str, String); 7] {
    [
        ("docs/plan-format.md", format::page()),
        ("docs/rules.md", rules::page()),
        ("docs/facts.md", facts::page()),
        ("docs/typescript-core.md", typescript::page()),
        ("docs/templates.md", templates::page()),
        ("docs/commands.md", commands::page()),
        ("schema/groundplan.schema.json", json::text(schema())),
    ]
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let root = match &arguments.out {
        Some(root) => root.clone(),
        None => repository()?,
    };
    let mut told = String::new();
    let mut exit = Exit::Fine;
    for (path, text) in pages() {
        let file = root.join(path);
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

/// This directory, where it is the repository of this program: elsewhere nobody asked for its pages.
fn repository() -> Result<PathBuf, Failure> {
    let is_ours = read_text(Path::new("Cargo.toml")).is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == OUR_NAME));
    let refusal = || Failure::usage("this directory is not the repository of groundplan, whose pages this writes");
    if is_ours { Ok(PathBuf::new()) } else { Err(refusal().hint("name the directory with --out")) }
}
