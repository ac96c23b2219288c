//! What can be typed on the command line.

use super::{analyze, check, completions, demo, explain, graph, man, new, reference, render};
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default());

/// What a first-time reader should see behind the options.
const AFTER: &str = "\
A plan is one YAML file, groundplan.yaml. PATH is that file or its directory; without PATH it is the
nearest groundplan.yaml, here or in a directory above.

Begin:
  groundplan demo               an example, checked and rendered, in ./groundplan-demo
  groundplan new                a commented plan of your own
  groundplan check              what is wrong with the plan, the worst first
  groundplan                    the wizard: seven steps, findings beside every field
  groundplan explain timeouts   what a rule asks for, and why
  groundplan render             documents from the plan, into docs/groundplan beside it

Exit code: 0 all is well; 1 findings at or above the limit, or stale documents; 2 the plan can't be
read, or the command was used wrongly.

Colours are left out where NO_COLOR is set or the output is no terminal.";

/// Plan a backend system: one YAML file, judged by 39 rules, rendered as the documents a team needs.
///
/// The plan says what the system is for, what it is made of and how it fails. groundplan computes what follows: worst
/// cases against deadlines, retries that multiply, the availability that dependencies allow. What the plan does not say
/// is a question, never a guess.
#[derive(Debug, Parser)]
#[command(name = "groundplan", version, after_help = AFTER, styles = STYLES, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Open the wizard on this plan: a file or a directory (`./check` for one that is named like a command)
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Arguments),
    New(new::Arguments),
    Check(check::Arguments),
    Render(render::Arguments),
    Graph(graph::Arguments),
    Analyze(analyze::Arguments),
    Explain(explain::Arguments),
    /// Print the JSON Schema of the plan, for editors
    ///
    /// An editor with the YAML language server then completes fields and shows their help:
    /// put `# yaml-language-server: $schema=groundplan.schema.json` into the first line of the plan.
    Schema,
    Completions(completions::Arguments),
    Man(man::Arguments),
    #[command(hide = true)]
    Reference(reference::Arguments),
}
