//! `groundplan demo`: the built-in example, checked and rendered.

use super::opened::{FILE, Opened};
use super::{Answer, check, new, paint, render, wizard};
use crate::document::{DiskError, create_text, printable};
use clap::Args;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

/// The plan of a checkout with seven mistakes that good engineers make.
const EXAMPLE: &str = include_str!("../../examples/checkout/groundplan.yaml");

/// Try it: write an example, check it, render its documents
///
/// Writes the plan of a web shop's checkout, shows its seven worst findings, and renders its documents beside it.
/// A second run keeps a plan that you have edited and goes on with it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan demo            into ./groundplan-demo
  groundplan demo first-look into ./first-look")]
pub struct Arguments {
    /// The directory; made if it is not there
    #[arg(value_name = "DIR", default_value = "groundplan-demo")]
    folder: PathBuf,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let file = arguments.folder.join(FILE);
    let plan = put(&file)?;
    let opened = Opened::at(Some(&file), None)?;
    let published = render::publish(&opened)?;
    let text = check::worst(&opened) + &plan + &published + &next(&arguments.folder);
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && wizard::IS_BUILT_IN {
        return offer(&text, &file);
    }
    Ok(Answer::fine(text))
}

/// Writes the example where there is no plan yet, and says what became of it.
fn put(file: &Path) -> anyhow::Result<String> {
    if let Some(folder) = file.parent() {
        new::make(folder)?;
    }
    let shown = printable(&file.display().to_string()).into_owned();
    match create_text(file, EXAMPLE) {
        Ok(()) => Ok(format!("{} {shown}, the plan\n", paint::good("wrote"))),
        Err(DiskError::Exists(_)) => {
            let is_ours = crate::document::read_text(file)? == EXAMPLE;
            let edited = if is_ours { "as it was" } else { "with your changes; nothing of it was overwritten" };
            Ok(format!("{} {shown}, {edited}\n", paint::label("kept")))
        }
        Err(error) => Err(error.into()),
    }
}

fn next(folder: &Path) -> String {
    let shown = folder.display().to_string();
    let shown = printable(&shown);
    format!(
        "\nNext:\n  groundplan {shown}                 the wizard\n  groundplan check {shown} --all     all findings and questions\n  \
         groundplan analyze {shown}         the arithmetic behind them\n"
    )
}

/// On a terminal the wizard is one key away.
fn offer(text: &str, file: &Path) -> anyhow::Result<Answer> {
    super::screen::print(&format!("{text}\nEnter opens the wizard, q and Enter stops here: "))?;
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line)?;
    if read > 0 && line.trim().is_empty() { wizard::run(Some(file)) } else { Ok(Answer::fine("")) }
}
