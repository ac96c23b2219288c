//! What the plan says of the telemetry of a component: its own word first, then that of all.

use crate::document::{Path, Step};
use crate::plan::Plan;
use crate::plan::build::{ComponentTelemetry, Logs, Metrics, Telemetry, Tracing};
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::Fact;
use crate::rules::{Context, Ruling, SubjectRef, Verdict};
use petgraph::graph::NodeIndex;

/// One of the three parts of telemetry.
pub(super) trait Section: Sized {
    /// Its field.
    const NAME: &'static str;
    /// What is said of all components.
    fn of_all(telemetry: &Telemetry) -> &Fact<Self>;
    /// What is said of one.
    fn of_one(telemetry: &ComponentTelemetry) -> &Fact<Self>;
}

macro_rules! sections {
    ($($section:ident $field:ident),+) => {$(
        impl Section for $section {
            const NAME: &'static str = stringify!($field);
            fn of_all(telemetry: &Telemetry) -> &Fact<Self> {
                &telemetry.$field
            }
            fn of_one(telemetry: &ComponentTelemetry) -> &Fact<Self> {
                &telemetry.$field
            }
        }
    )+};
}
sections!(Logs logs, Metrics metrics, Tracing tracing);

/// A fact of telemetry, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'p, T> {
    /// The fact; none where the whole part is none.
    pub fact: Fact<T>,
    /// The component that says it itself, or would.
    own: Option<&'p str>,
    section: &'static str,
    field: Option<&'static str>,
}

impl<T> Said<'_, T> {
    /// Where it stands, or would stand.
    pub fn path(&self) -> Path {
        let telemetry = Path::of(["build", "telemetry"]);
        let holder = self.own.map_or_else(|| telemetry.clone(), |own| telemetry.clone().key("components").key(own));
        let section = holder.key(self.section);
        self.field.into_iter().fold(section, Path::key)
    }

    /// Whether the whole part is none.
    pub fn is_off(&self) -> bool {
        self.field.is_none()
    }

    /// What findings have in common that rest on it: the word that is said of all components.
    pub fn group(&self, condition: &str) -> Option<String> {
        self.own.is_none().then(|| format!("{condition} {}", self.path()))
    }
}

/// A fact of the telemetry of a component: as it says itself, else as is said of all.
pub(super) fn said<'p, S: Section + 'p, T>(
    plan: &'p Plan,
    component: &'p str,
    field: &'static str,
    fact: impl Fn(&'p S) -> Fact<T>,
) -> Said<'p, T> {
    let telemetry = plan.build.as_ref().and_then(|build| build.telemetry.as_ref());
    let said = |fact, own, field| Said { fact, own, section: S::NAME, field };
    let one = telemetry.and_then(|telemetry| telemetry.components.as_ref()?.get(component)).map_or(&Fact::Unknown, S::of_one);
    match one {
        Fact::None => return said(Fact::None, Some(component), None),
        Fact::Known(section) => match fact(section) {
            Fact::Unknown => {}
            own => return said(own, Some(component), Some(field)),
        },
        Fact::Unknown => {}
    }
    match telemetry.map_or(&Fact::Unknown, S::of_all) {
        // Whoever has a part of its own, though there is none for all, has what it says there.
        Fact::None if one.known().is_some() => said(Fact::Unknown, Some(component), Some(field)),
        Fact::None => said(Fact::None, None, None),
        Fact::Known(section) => said(fact(section), None, Some(field)),
        Fact::Unknown => said(Fact::Unknown, one.known().map(|_| component), Some(field)),
    }
}

/// A field that is either stated or not.
pub(super) fn stated<T>(field: Option<&T>) -> Fact<&T> {
    field.map_or(Fact::Unknown, Fact::Known)
}

/// The components that the plan's team runs, with where they stand.
pub(super) fn run_by_us<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (NodeIndex, &'a str, &'a Component)> {
    context.system.nodes().filter_map(|at| {
        let vertex = context.system.vertex(at);
        let component = vertex.component()?;
        let is_ours = !component.kind.is_some_and(|kind| kind.is_elsewhere() || kind == ComponentKind::Broker);
        is_ours.then(|| (at, vertex.id(), component))
    })
}

/// The rulings with one question for the whole system, in place of one for each subject, where what is said of all would tell.
pub(super) fn asked_once(context: &Context<'_>, rulings: impl IntoIterator<Item = Ruling>) -> Vec<Ruling> {
    // Where nothing is said, one subject is enough to ask.
    let is_silent = context.plan.build.as_ref().is_none_or(|build| build.telemetry.is_none());
    let mut asked = false;
    let each = rulings.into_iter().take(if is_silent { 1 } else { usize::MAX });
    let each = each.filter_map(|ruling| match ruling.verdict {
        Verdict::Unknown(path) if is_of_all(&path) => {
            let first = !std::mem::replace(&mut asked, true);
            first.then(|| Ruling::unknown(SubjectRef::system(), path))
        }
        _ => Some(ruling),
    });
    each.collect()
}

/// Whether a path leads to what is said of all components: `build.telemetry.logs.format`, not `….components.api.logs.format`.
fn is_of_all(path: &Path) -> bool {
    let is = |step: Option<&Step>, name: &str| matches!(step, Some(Step::Key(key)) if key == name);
    match path.steps() {
        [build, telemetry, section, rest @ ..] => {
            is(Some(build), "build") && is(Some(telemetry), "telemetry") && !is(Some(section), "components") && rest.len() < 2
        }
        _ => false,
    }
}
