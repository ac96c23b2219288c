//! `docs/commands.md`: the help of every command.

use crate::cli::arguments::Arguments;
use clap::{Command, CommandFactory};

pub fn page() -> String {
    let mut root = Arguments::command().term_width(100);
    root.build();
    let mut page = "# Commands\n\nMade from the program's own help.\n".to_owned();
    page.push_str(&section("groundplan", &mut root.clone()));
    for command in root.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help") {
        page.push_str(&section(&format!("groundplan {}", command.get_name()), &mut command.clone()));
    }
    page
}

fn section(name: &str, command: &mut Command) -> String {
    let help = command.render_long_help().to_string();
    let help: String = help.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    format!("\n## {name}\n\n```text\n{}```\n", help.trim_start())
}
