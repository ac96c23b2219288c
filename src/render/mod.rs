//! Documents from templates: texts in, texts out.
//!
//! Nothing here touches a disk, reads a clock or draws a random number: the same plan, judgement and templates give the
//! same bytes. A document is a template under `templates/` plus, where it needs logic, a small view in a file of its kind.
//!
//! - [`kind`](mod@kind): the documents there are, and the pages of each,
//! - [`templates`]: the templates of this program and those of a team,
//! - [`environment`](mod@environment): what a template can use, and what it can't,
//! - [`escape`]: a plan's words stay words in every language that is written,
//! - [`stamp`], [`keep`], [`sync`]: how a rendered document is known again on disk, what of it belongs to a person, and
//!   what has to be written,
//! - [`own`]: kinds of documents of a team,
//! - [`reference`](mod@reference): what each template sees, for its documentation,
//! - [`open_psa`]: fault trees for other programs.

pub mod environment;
mod error;
pub mod escape;
pub mod keep;
pub mod kind;
pub mod open_psa;
pub mod own;
pub mod reference;
pub mod stamp;
pub mod sync;
pub mod templates;
mod tidy;
mod words;

mod adr;
mod checklist;
mod design_doc;
mod diagram;
mod experiments;
mod html;
mod layered;
mod migration;
mod openslo;
mod prometheus;
mod risks;
mod runbook;
mod slo;
mod storage;
mod typescript;
mod verdicts;

pub use adr::{RecordFormat, Shelf};
pub use error::{RenderError, TemplateError};
pub use kind::{Kind, kind, kinds};
pub use own::OwnKind;
pub use stamp::Stamp;
pub use templates::Templates;

use crate::graph::System;
use crate::plan::TeamRef;
use crate::study::Study;
use kind::Page;
use minijinja::context;
use minijinja::value::Value;
use slo::JourneyView;
use slo::watch::Watch;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What documents are made from. What several kinds show is made once, when the first of them asks.
#[derive(Debug)]
pub struct Input<'a> {
    /// The graph of the plan, and the plan.
    pub system: &'a System<'a>,
    /// What the plan says and what the guidance says of it.
    pub study: &'a Study,
    /// The text of the plan, for its hash.
    pub text: &'a str,
    /// The folder of decision records as it is: numbers that are taken stay.
    pub shelf: &'a Shelf,
    journeys: Vec<OnceLock<JourneyView<'a>>>,
    /// How many of the journeys somebody makes or has made.
    begun: AtomicUsize,
    watches: OnceLock<Vec<Watch<'a>>>,
}

impl<'a> Input<'a> {
    /// A plan of which no decision is on record yet.
    pub fn new(system: &'a System<'a>, study: &'a Study, text: &'a str) -> Self {
        let journeys = system.routes().iter().map(|_| OnceLock::new()).collect();
        Self { system, study, text, shelf: &adr::EMPTY, journeys, begun: AtomicUsize::new(0), watches: OnceLock::new() }
    }

    /// The same beside these decision records.
    #[must_use]
    pub fn beside(self, shelf: &'a Shelf) -> Self {
        Self { shelf, ..self }
    }

    /// The journeys with their objectives, in the order of the plan. Whoever asks while another makes them takes those that nobody
    /// has begun yet.
    fn journeys(&self) -> Vec<&JourneyView<'a>> {
        let make = |at: usize| {
            let (route, made) = (self.system.routes().get(at)?, self.journeys.get(at)?);
            Some(made.get_or_init(|| JourneyView::new(self.system, route, self.watches())))
        };
        while make(self.begun.fetch_add(1, Ordering::Relaxed)).is_some() {}
        (0..self.journeys.len()).filter_map(make).collect()
    }

    /// The alerts of the plan, and those of objectives without one.
    fn watches(&self) -> &[Watch<'a>] {
        self.watches.get_or_init(|| slo::watch::watches(self.system))
    }
}

/// A rendered document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Where it belongs, from the folder of all documents: `adr/0001-orders-in-postgres.md`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// Renders the documents of these kinds, in their order.
///
/// # Errors
/// The first template that does not read, or asks for what is not there.
pub fn render<'k>(
    kinds: impl IntoIterator<Item = &'k Kind>,
    input: &Input<'_>,
    templates: &Templates,
) -> Result<Vec<Rendered>, RenderError> {
    let press = Press::new(input, templates)?;
    let mut rendered = Vec::new();
    for kind in kinds {
        rendered.extend(press.print(kind)?);
    }
    Ok(rendered)
}

/// Templates that are ready, and what every page is made with. Kinds know nothing of each other: they may be printed side by side.
#[derive(Debug)]
pub struct Press<'i, 'a> {
    input: &'i Input<'a>,
    templates: &'i Templates,
    environment: minijinja::Environment<'i>,
    /// What every template sees.
    shared: Value,
    system: String,
    hash: String,
}

impl<'i, 'a> Press<'i, 'a> {
    /// Makes the templates ready.
    ///
    /// # Errors
    /// The first template that does not read.
    pub fn new(input: &'i Input<'a>, templates: &'i Templates) -> Result<Self, RenderError> {
        let plan = input.system.plan;
        let (id, hash) = (plan.system_id(), stamp::hash(input.text));
        let shared = context! {
            plan => kind::view(plan),
            system => context! { id, title => words::title(id, plan.title.as_deref()), owner => plan.owner.as_ref().map(TeamRef::as_str) },
            plan_hash => &hash,
            today => input.study.today.map(|today| today.to_string()),
        };
        let environment = environment::environment(templates).map_err(|error| RenderError::of(&error, templates, &shared))?;
        Ok(Self { input, templates, environment, shared, system: id.to_owned(), hash })
    }

    /// The documents of a kind.
    ///
    /// # Errors
    /// The first template that asks for what is not there.
    pub fn print(&self, kind: &Kind) -> Result<Vec<Rendered>, RenderError> {
        (kind.pages)(self.input).into_iter().map(|page| self.page(kind.name, page)).collect()
    }

    /// The documents of a kind of the team.
    ///
    /// # Errors
    /// The first template that asks for what is not there.
    pub fn print_own(&self, kind: &OwnKind) -> Result<Vec<Rendered>, RenderError> {
        kind.pages(self.input).into_iter().map(|page| self.page(&kind.name, page)).collect()
    }

    fn page(&self, kind: &str, page: Page<'_>) -> Result<Rendered, RenderError> {
        let context = context! { ..page.view, ..self.shared.clone() };
        let template = self.environment.get_template(page.template);
        let text = template.and_then(|template| template.render(context.clone()));
        let text = text.map_err(|error| RenderError::of(&error, self.templates, &context))?;
        let stamp = Stamp::new(kind, &self.system, &self.hash);
        Ok(Rendered { text: stamp.put(&page.path, &tidy::tidy(&text)), path: page.path })
    }
}
