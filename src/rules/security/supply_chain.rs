//! Supply chain: what the system stands on is still mended by somebody.

use crate::document::Path;
use crate::knowledge::{Support, runtimes};
use crate::plan::data::Store;
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::Duration;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// SC1: a runtime or engine is past its end of life, or will be within the horizon.
pub(in crate::rules) fn end_of_life(context: &Context<'_>) -> Vec<Ruling> {
    let components = context.plan.components().filter_map(|(id, component)| of_component(context, id.as_str(), component));
    let stores = context.plan.stores().filter_map(|(id, store)| of_store(context, id.as_str(), store));
    let mut rulings = Vec::new();
    // What many share is asked once, of the system: the main runtime, and which day it is.
    let mut of_all = None;
    for standing in components.chain(stores) {
        match standing.judged(context) {
            Answer::Ruling(ruling) => rulings.push(ruling),
            Answer::AskOnce(path) => {
                of_all.get_or_insert(path);
            }
        }
    }
    rulings.extend(of_all.map(|path| Ruling::unknown(SubjectRef::system(), path)));
    rulings
}

/// What something runs on, as the plan words it, and where that stands.
struct Standing<'p> {
    subject: SubjectRef,
    on: Option<&'p str>,
    path: Path,
    is_of_stack: bool,
}

enum Answer {
    Ruling(Ruling),
    AskOnce(Path),
}

/// A component that names its runtime; or one of ours that has a process of its own, which runs on the main one.
fn of_component<'p>(context: &Context<'p>, id: &str, component: &'p Component) -> Option<Standing<'p>> {
    if component.kind.is_some_and(ComponentKind::is_elsewhere) {
        return None;
    }
    if let Some(runtime) = &component.runtime {
        let subject = SubjectRef::component(id);
        let path = subject.path.clone().key("runtime");
        return Some(Standing { subject, on: Some(runtime), path, is_of_stack: false });
    }
    let inherits = matches!(component.kind, Some(ComponentKind::Service | ComponentKind::Worker | ComponentKind::Job));
    if !inherits || component.runs_in.is_some() {
        return None;
    }
    let main = context.plan.stack.as_ref().and_then(|stack| stack.runtimes.as_ref()).and_then(|runtimes| runtimes.first());
    let path = Path::of(["stack", "runtimes"]);
    let path = if main.is_some() { path.index(0) } else { path };
    Some(Standing { subject: SubjectRef::component(id), on: main.map(String::as_str), path, is_of_stack: true })
}

/// A store with a server of its own; what is within another runs on the engine of that.
fn of_store<'p>(context: &Context<'p>, id: &str, store: &'p Store) -> Option<Standing<'p>> {
    let host = store.within.as_ref().map(|host| context.plan.store(host.as_str()).and_then(|host| host.engine.as_ref()));
    if host.is_some_and(|engine| engine.is_some() || store.engine.is_none()) {
        return None;
    }
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("engine");
    Some(Standing { subject, on: store.engine.as_deref(), path, is_of_stack: false })
}

impl Standing<'_> {
    fn judged(self, context: &Context<'_>) -> Answer {
        let (product, version, ends) = match self.on.map(|on| runtimes().support(on)) {
            Some(Support::Until(product, version, ends)) => (product, version, ends),
            Some(Support::Managed(_)) => return Answer::Ruling(Ruling::holds(self.subject)),
            None | Some(Support::WhichVersion(_)) => return self.asked(None),
            Some(Support::NotAnnounced(_) | Support::UnknownProduct) => return self.asked(Some("SC1")),
        };
        let Some(today) = context.today else { return Answer::AskOnce(Path::of(["as_of"])) };
        let left = today.days_until(ends);
        let horizon = context.plan.horizon();
        if left as f64 > horizon.days() {
            return Answer::Ruling(Ruling::holds(self.subject));
        }
        let id = &self.subject.id;
        let message = match left {
            ..0 => format!("{id} runs on {product} {version}, which got its last fixes on {ends}, {} before {today}", days(-left)),
            _ => format!("{id} runs on {product} {version}, which gets its last fixes on {ends}, {} after {today}", days(left)),
        };
        let on = self.on.unwrap_or_default();
        let said = if self.is_of_stack { format!("runs on {on}, the first runtime of the stack") } else { format!("runs on {on}") };
        let looked_up = runtimes().date.map(|date| format!(", as {} said on {date}", product.source)).unwrap_or_default();
        let mut violation = Violation::new(message, self.path.clone())
            .because(self.path.clone(), said)
            .because(self.path, format!("{product} {version} gets fixes until {ends}{looked_up}"))
            .regraded(left >= 0)
            .group(format!("supply-chain/SC1 {product} {version}"));
        if left >= 0 {
            violation = violation.because(Path::of(["horizon"]), said_horizon(context, horizon));
        }
        Answer::Ruling(Ruling::violated(self.subject, violation))
    }

    /// What is missing: the version, or, where the table does not know its end, the word of the team.
    fn asked(self, practice: Option<&str>) -> Answer {
        let place = |subject: &SubjectRef, id: &str| Path::of(["build", "practices"]).key(format!("{id}@{subject}"));
        match (self.is_of_stack, practice) {
            (true, None) => Answer::AskOnce(self.path),
            (true, Some(id)) => Answer::AskOnce(place(&SubjectRef::system(), id)),
            (false, None) => Answer::Ruling(Ruling::unknown(self.subject, self.path)),
            (false, Some(id)) => {
                let path = place(&self.subject, id);
                Answer::Ruling(Ruling::unknown(self.subject, path))
            }
        }
    }
}

fn said_horizon(context: &Context<'_>, horizon: Duration) -> String {
    let by_default = if context.plan.horizon.is_some() { "" } else { ", by default" };
    format!("the plan looks {horizon} ahead{by_default}")
}

fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}
