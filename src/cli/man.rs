//! `groundplan man`: the manual pages.

use super::arguments::Arguments as All;
use super::{Answer, new};
use crate::document::printable;
use clap::{Args, CommandFactory};
use clap_mangen::Man;
use std::path::{Path, PathBuf};

/// Print the manual page, or write one for each command
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan man | man -l -
  groundplan man --out ~/.local/share/man/man1")]
pub struct Arguments {
    /// Write groundplan.1 and a page for each command into this directory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    match &arguments.out {
        Some(folder) => write(folder),
        None => Ok(Answer::fine(page(All::command())?)),
    }
}

fn write(folder: &Path) -> anyhow::Result<Answer> {
    new::make(folder)?;
    clap_mangen::generate_to(All::command(), folder)?;
    let shown = folder.display().to_string();
    Ok(Answer::fine(format!("wrote groundplan.1 and a page for each command into {}\n", printable(&shown))))
}

fn page(command: clap::Command) -> anyhow::Result<String> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
