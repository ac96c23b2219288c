//! The documents there are. A new one is a line here, a file beside this one and a folder in `templates/`.

use super::{
    Input, RenderError, adr, checklist, design_doc, diagram, experiments, html, migration, openslo, prometheus, risks, runbook, slo,
    typescript,
};
use crate::document::nearest;
use minijinja::value::{Serde, Value};

/// A kind of document.
#[derive(Debug)]
pub struct Kind {
    /// Its name on the command line and the name of its folder of templates.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it is for, in one sentence.
    pub help: &'static str,
    /// Where its files are, from the folder of all documents. Stable: other pages may link there.
    pub files: &'static str,
    pub(super) pages: fn(&Input<'_>) -> Vec<Page<'static>>,
}

impl Kind {
    /// The folders that its files are in, from that of all documents.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'static str> {
        self.files.split(", ").filter_map(|file| Some(file.split_once('/')?.0))
    }
}

/// One file of a kind: a template and what it is filled with.
#[derive(Debug)]
pub struct Page<'k> {
    /// Where it belongs, from the folder of all documents.
    pub path: String,
    /// The template, by its name.
    pub template: &'k str,
    /// What the template can use beside the plan.
    pub view: Value,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "design-doc",
        title: "Design document",
        help: "The whole plan for a reader, in seven chapters, with what was found in it and what is unknown.",
        files: "design-doc.md",
        pages: design_doc::pages,
    },
    Kind {
        name: "adr",
        title: "Architecture decision records",
        help: "One record for each decision, with its weighted options, as MADR 4.0.0 or as adr-tools reads them, and an index.",
        files: "adr/NNNN-DECISION.md, adr/README.md",
        pages: adr::pages,
    },
    Kind {
        name: "checklist",
        title: "Checklist",
        help: "The 39 rules of the guidance with their answers and what shows them, by step and by category.",
        files: "checklist.md",
        pages: checklist::pages,
    },
    Kind {
        name: "diagram",
        title: "Diagram",
        help: "The system as a graph, in Mermaid, in DOT and drawn: who calls whom, how much it matters, and what fails where.",
        files: "diagram/system.mmd, diagram/system.dot, diagram/system.svg",
        pages: diagram::pages,
    },
    Kind {
        name: "html",
        title: "Page",
        help: "All of it on one page for a browser, with the graph to click through and findings to filter; it asks no server for anything.",
        files: "index.html",
        pages: html::pages,
    },
    Kind {
        name: "migration",
        title: "Migrations",
        help: "For each migration of the plan its steps, each with its check, abort condition and way back; without one, nothing.",
        files: "migrations/MIGRATION.md, migrations/README.md",
        pages: migration::pages,
    },
    Kind {
        name: "openslo",
        title: "OpenSLO",
        help: "The objectives as OpenSLO v1: service, indicators, objectives, alert policies and where their alerts go.",
        files: "openslo/slos.yaml",
        pages: openslo::pages,
    },
    Kind {
        name: "prometheus",
        title: "Prometheus rules",
        help: "Recording rules and burn-rate alerts for each objective, and a test of every alert for `promtool test rules`.",
        files: "prometheus/rules.yaml, prometheus/rules.test.yaml",
        pages: prometheus::pages,
    },
    Kind {
        name: "risks",
        title: "Risk register",
        help: "What failure modes take of each error budget, what is accepted by whom until when, and what nobody knows.",
        files: "risks.md",
        pages: risks::pages,
    },
    Kind {
        name: "runbook",
        title: "Runbooks",
        help: "For each failure mode and each alert what it means and costs, how to tell, what to turn, whom to call; one for the system; and an index.",
        files: "runbooks/FAILURE-MODE.md, runbooks/alerts/ALERT.md, runbooks/system.md, runbooks/README.md",
        pages: runbook::pages,
    },
    Kind {
        name: "slo",
        title: "Service level objectives",
        help: "For each journey its objectives, error budget and burn-rate alerts; a table over all; the error budget policy.",
        files: "slo/JOURNEY.md, slo/README.md, slo/error-budget-policy.md",
        pages: slo::pages,
    },
    Kind {
        name: "experiments",
        title: "Experiments and load tests",
        help: "Failures brought about on purpose, for the Chaos Toolkit, and the load tests of the plan for k6.",
        files: "experiments/EXPERIMENT.json, experiments/load-LOAD.js, experiments/README.md",
        pages: experiments::pages,
    },
    Kind {
        name: "typescript",
        title: "TypeScript kit",
        help: "The policies of all calls as typed constants, guards that keep them, tests, settings, telemetry and the outbox.",
        files: "typescript/policies.ts, typescript/guards.ts, …",
        pages: typescript::pages,
    },
];

/// All kinds of documents.
pub fn kinds() -> &'static [Kind] {
    KINDS
}

/// The kind of this name.
///
/// # Errors
/// There is none; the nearest name is suggested.
pub fn kind(name: &str) -> Result<&'static Kind, RenderError> {
    KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| no_such_kind(name, []))
}

/// There is no kind of this name, neither of ours nor among those of a team.
pub(super) fn no_such_kind<'n>(name: &str, own: impl IntoIterator<Item = &'n str>) -> RenderError {
    let names = KINDS.iter().map(|kind| kind.name).chain(own);
    RenderError::NoSuchKind { name: name.to_owned(), nearest: nearest(name, names).map(str::to_owned) }
}

/// A view as a template sees it.
pub(super) fn view<T: serde::Serialize + ?Sized>(view: &T) -> Value {
    Value::from(Serde(view))
}
