//! `groundplan render`: documents from a plan.

use super::failure::Failure;
use super::opened::{self, Opened};
use super::side_by_side::side_by_side;
use super::{Answer, Exit, day, paint, progress, text};
use crate::document::printable;
use crate::graph::System;
use crate::plan::value::Date;
use crate::publish::{self, Library};
use crate::render::own::SUBJECTS;
use crate::render::sync::{Change, State};
use crate::render::templates::names;
use crate::render::{Input, Kind, OwnKind, Press, RecordFormat, Templates, kind, kinds};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// Render documents from a plan
///
/// Writes what is missing or stale below DIR, and removes what is no longer rendered. A file that groundplan did not write
/// is left alone, and what you write between `<!-- keep: … -->` marks stays. Templates of your own stand in
/// .groundplan/templates beside the plan and replace those of the same name. Decision records go to the folder that .adr-dir
/// beside the plan names, after the numbers that are there; records of others stay as they are.
#[derive(Debug, Args)]
#[command(after_help = kinds_help(), after_long_help = kinds_help() + &templates_help())]
pub struct Arguments {
    /// The documents; without any, all
    #[arg(value_name = "KIND")]
    kinds: Vec<String>,
    /// The plan: a file or a directory; without it the nearest groundplan.yaml, here or above
    #[arg(short, long, value_name = "PATH")]
    plan: Option<PathBuf>,
    /// Where the documents go; without it, docs/groundplan beside the plan
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How decision records are laid out; without it as those in their folder are, else madr4
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write nothing; tell what is stale, and exit with 1 if anything is
    #[arg(long)]
    check: bool,
    /// Write the templates of a kind to .groundplan/templates/KIND beside the plan, to start from; none is overwritten
    #[arg(long, value_name = "KIND", conflicts_with_all = ["kinds", "out", "check", "format", "date"])]
    eject: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = day::read, help = day::HELP)]
    date: Option<Date>,
}

/// The formats of decision records.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// MADR 4.0.0: front matter, and a section for each question
    Madr4,
    /// As adr-tools reads them: status, context, decision, consequences
    Nygard,
}

impl From<Format> for RecordFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Madr4 => Self::Madr4,
            Format::Nygard => Self::Nygard,
        }
    }
}

fn kinds_help() -> String {
    let kinds: String = kinds().iter().map(|kind| format!("  {:<12}{}\n{:14}{}\n", kind.name, kind.title, "", kind.files)).collect();
    format!(
        "Documents:\n{kinds}\nExamples:\n  groundplan render                        all of them\n  groundplan render adr slo -p services/shop\n  \
         groundplan render adr --format nygard    decision records that adr-tools reads\n  \
         groundplan render --check                in CI: are the committed documents those of the plan?"
    )
}

/// What a team can replace.
fn templates_help() -> String {
    let names: String = names().map(|name| format!("  {name}\n")).collect();
    format!(
        "\n\nA folder of another name below .groundplan/templates is a kind of your own: each of its templates is a page, unless its \
         name begins with `_`. One whose name holds {} is a page for each of them. \
         docs/templates.md says what templates see.\n\nTemplates that a file of the same name below .groundplan/templates replaces; it \
         may include others there:\n{names}",
        SUBJECTS.join(", ")
    )
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    if let Some(name) = &arguments.eject {
        return ejected(&opened::find(arguments.plan.as_deref())?, kind(name)?);
    }
    let opened = Opened::at(arguments.plan.as_deref(), arguments.date)?;
    let templates = publish::templates(&opened.file)?;
    let wanted = Wanted::of(&arguments.kinds, &templates)?;
    if arguments.format.is_some() && !wanted.ours.iter().any(|kind| kind.name == "adr") {
        return Err(Failure::usage("--format is about decision records").hint("name `adr` among the documents").into());
    }
    let library = match &arguments.out {
        Some(folder) => Library::at(folder)?,
        None => Library::beside(&opened.file)?,
    };
    let library = library.in_format(arguments.format.map(RecordFormat::from));
    let changes = changes(&opened, &templates, &wanted, &library)?;
    if arguments.check {
        return Ok(checked(&changes, &library));
    }
    Ok(Answer::fine(write(&changes, &library)?))
}

/// Writes all documents of a plan beside it, and tells what was written.
pub fn publish(opened: &Opened) -> anyhow::Result<String> {
    let templates = publish::templates(&opened.file)?;
    let library = Library::beside(&opened.file)?;
    write(&changes(opened, &templates, &Wanted::of(&[], &templates)?, &library)?, &library)
}

fn changes(opened: &Opened, templates: &Templates, wanted: &Wanted<'_>, library: &Library) -> anyhow::Result<Vec<Change>> {
    let system = System::new(opened.plan());
    let input = Input::new(&system, &opened.study, opened.source.text()).beside(library.shelf());
    let press = Press::new(&input, templates)?;
    let rendered = progress::told(wanted.ours.len() + wanted.own.len(), "kinds of documents rendered", |progress| {
        let ours = side_by_side(&wanted.ours, |kind| press.print(kind).inspect(|_| progress.step()));
        let own = side_by_side(&wanted.own, |own| press.print_own(own).inspect(|_| progress.step()));
        ours.into_iter().chain(own).collect::<Result<Vec<_>, _>>()
    });
    let rendered = rendered?.concat();
    Ok(library.changes(&rendered, |kind| wanted.has(kind), opened.plan().system_id()))
}

/// Writes the templates of a kind to start from.
fn ejected(plan: &Path, kind: &Kind) -> anyhow::Result<Answer> {
    let done = publish::eject(plan, kind.name)?;
    let beside = plan.parent().unwrap_or(Path::new(""));
    let told = done.written.iter().map(|name| format!("{} {}\n", paint::good("wrote"), shown(&beside.join(name))));
    let left = done.refused.iter().map(|(name, why)| format!("{} {}: {why}\n", paint::bad("left"), shown(&beside.join(name))));
    Ok(Answer::fine(told.chain(left).collect::<String>()))
}

fn write(changes: &[Change], library: &Library) -> anyhow::Result<String> {
    let done = library.write(changes)?;
    let line = |word: String, path: &str| format!("{word} {}\n", shown(&library.path(path)));
    let mut told: String = done.written.iter().map(|path| line(paint::good("wrote"), path)).collect();
    told.extend(done.removed.iter().map(|path| line(paint::bad("removed"), path)));
    told.extend(done.refused.iter().map(|(path, why)| line(paint::bad("left"), path).replace('\n', &format!(": {}\n", printable(why)))));
    let current = changes.iter().filter(|change| change.state == State::Current).count();
    if current > 0 {
        told.push_str(&format!(
            "{}\n",
            paint::dim(&format!("{} as they should be", text::count(current, "document was", "documents were")))
        ));
    }
    Ok(told)
}

/// What differs from what would be written.
fn checked(changes: &[Change], library: &Library) -> Answer {
    let differs: Vec<&Change> = changes.iter().filter(|change| change.state != State::Current).collect();
    let mut told: String = differs.iter().map(|change| difference(change, library)).collect();
    let all = text::count(changes.len(), "document", "documents");
    told.push_str(&match differs.len() {
        0 => format!("{all}, as the plan says\n"),
        some => format!("{some} of {all} not as the plan says\n"),
    });
    Answer { text: told, exit: if differs.is_empty() { Exit::Fine } else { Exit::Found } }
}

/// A document that is not as it should be; of a stale one, the lines that differ.
fn difference(change: &Change, library: &Library) -> String {
    let mut told = format!("{} {}\n", paint::bad(word(&change.state)), shown(&library.path(&change.path)));
    if let State::Foreign(why) = &change.state {
        told = told.replace('\n', &format!(": {}\n", printable(why)));
    }
    if change.state == State::Stale {
        told.extend(change.diff().lines().map(|line| format!("{}\n", printable(line))));
    }
    told
}

/// A file's name, safe to print.
fn shown(file: &Path) -> String {
    printable(&file.display().to_string()).into_owned()
}

fn word(state: &State) -> &'static str {
    match state {
        State::Current => "current",
        State::Stale => "stale",
        State::Missing => "missing",
        State::Orphaned => "orphaned",
        State::Foreign(_) => "foreign",
    }
}

/// The kinds that are rendered: ours, and the team's.
struct Wanted<'t> {
    ours: Vec<&'static Kind>,
    own: Vec<&'t OwnKind>,
    /// Whether that is all there are.
    all: bool,
}

impl<'t> Wanted<'t> {
    /// The kinds of these names, each once, in their order; without names, all.
    fn of(names: &[String], templates: &'t Templates) -> anyhow::Result<Self> {
        names.iter().try_for_each(|name| templates.knows(name))?;
        let is_wanted = |kind: &str| names.is_empty() || names.iter().any(|name| name == kind);
        Ok(Self {
            ours: kinds().iter().filter(|kind| is_wanted(kind.name)).collect(),
            own: templates.own().iter().filter(|own| is_wanted(&own.name)).collect(),
            all: names.is_empty(),
        })
    }

    /// Whether the documents of a kind are among them; of all there are, also those of a kind that the team had once.
    fn has(&self, kind: &str) -> bool {
        self.all || self.ours.iter().any(|ours| ours.name == kind) || self.own.iter().any(|own| own.name == kind)
    }
}
