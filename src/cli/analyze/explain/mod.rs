//! `analyze --explain`: for each figure its formula with the numbers put in, the lines of the plan that they come from, what
//! was assumed, and what is missing.

mod availability;
mod journey;
mod system;

use super::Figures;
use super::line::Part;
use crate::cli::opened::Opened;
use crate::document::{Path, Place};
use crate::graph::System;
use serde::Serialize;

/// How one figure was got.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The journey; absent for a figure of the system.
    pub journey: Option<String>,
    /// Its label or heading on the page.
    pub figure: &'static str,
    /// The formula with the numbers put in, one a line.
    pub formulas: Vec<String>,
    /// Where the numbers stand.
    pub inputs: Vec<Input>,
    /// What was taken for granted.
    pub assumed: Vec<String>,
    /// Facts that are missing: the figure is a bound or left open.
    pub missing: Vec<String>,
}

/// A place of the plan that a figure rests on.
#[derive(Debug, Serialize)]
pub struct Input {
    pub path: String,
    pub line: usize,
    pub column: usize,
    /// What stands on that line.
    pub source: String,
    /// What the figure takes from it.
    pub texts: Vec<String>,
    /// Whether the plan itself marks it as assumed.
    pub assumed: bool,
}

/// A figure without its name: formulas, inputs, assumptions, missing facts.
#[derive(Default)]
struct Account {
    formulas: Vec<String>,
    inputs: Vec<Input>,
    assumed: Vec<String>,
    missing: Vec<String>,
}

impl Account {
    fn formula(mut self, formula: impl Into<String>) -> Self {
        self.formulas.push(formula.into());
        self
    }

    fn formulas(mut self, formulas: impl IntoIterator<Item = String>) -> Self {
        self.formulas.extend(formulas);
        self
    }

    fn assuming(mut self, text: impl Into<String>) -> Self {
        self.assumed.push(text.into());
        self
    }

    fn lacking(mut self, missing: &[String]) -> Self {
        self.missing.extend(missing.iter().cloned());
        self
    }

    /// A place, once, with all that is taken from it.
    fn input(mut self, opened: &Opened, path: &str, text: &str) -> Self {
        match self.inputs.iter_mut().find(|known| known.path == path) {
            Some(known) if known.texts.iter().any(|told| told == text) => {}
            Some(known) => known.texts.push(text.to_owned()),
            None => self.inputs.push(input(opened, path, text)),
        }
        self
    }

    fn parts<'p>(self, opened: &Opened, parts: impl IntoIterator<Item = &'p Part>) -> Self {
        let mut account = self;
        let mut defaults = false;
        for part in parts {
            defaults |= part.text.contains("(default of ");
            account = account.input(opened, &part.path, &part.text);
        }
        if defaults {
            account.assuming("what the plan leaves open and its line names a library for is that library's default")
        } else {
            account
        }
    }

    fn named(self, journey: Option<&str>, figure: &'static str) -> Explanation {
        let Self { formulas, inputs, assumed, missing } = self;
        Explanation { journey: journey.map(str::to_owned), figure, formulas, inputs, assumed, missing }
    }
}

/// How every figure was got.
pub fn all(opened: &Opened, system: &System<'_>, figures: &Figures) -> Vec<Explanation> {
    let journeys = figures.journeys.values().flat_map(|figures| journey::all(opened, system, figures));
    journeys.chain(system::all(opened, figures)).collect()
}

fn input(opened: &Opened, path: &str, text: &str) -> Input {
    let place = place(opened, path);
    Input {
        path: path.to_owned(),
        line: place.line,
        column: place.column,
        source: opened.source.line(place.line).unwrap_or_default().to_owned(),
        texts: vec![text.to_owned()],
        assumed: is_assumed(opened, path),
    }
}

/// Where a shown path stands, or the deepest part of it that is written.
fn place(opened: &Opened, path: &str) -> Place {
    opened.place(&written(opened, path))
}

fn written(opened: &Opened, path: &str) -> Path {
    let tree = &opened.study.loaded.tree;
    let mut text = path;
    loop {
        match (Path::parse(text, tree), text.rfind('.')) {
            (Some(path), _) => return path,
            (None, Some(end)) => text = text.get(..end).unwrap_or_default(),
            (None, None) => return Path::root(),
        }
    }
}

/// Whether the entity that a fact belongs to lists it, or what it is part of, as assumed.
fn is_assumed(opened: &Opened, path: &str) -> bool {
    let tree = &opened.study.loaded.tree;
    let written = written(opened, path);
    let entity: Path = written.steps().iter().take(3).cloned().collect();
    let Some(field) = path.strip_prefix(&format!("{entity}.")) else { return false };
    let listed = tree.find(&entity.key("assumed")).into_iter().flat_map(|list| list.items().iter().chain(std::iter::once(list)));
    let covers = |listed: &str| field == listed || field.strip_prefix(listed).is_some_and(|rest| rest.starts_with('.'));
    listed.filter_map(|item| item.text()).any(covers)
}
