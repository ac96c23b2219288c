//! What must not be read in a log.

use crate::analysis::compose::node_path;
use crate::document::Path;
use crate::graph::Link;
use crate::plan::build::Logs;
use crate::plan::data::Level;
use crate::plan::reference::ClassRef;
use crate::plan::value::Fact;
use crate::rules::demands::joined;
use crate::rules::observability::telemetry::{asked_once, run_by_us, said};
use crate::rules::{Because, Context, Ruling, Violation};
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// The classes that a component handles, each with the fact that shows it.
type Handled<'a> = BTreeMap<&'a str, Because>;

/// SL2: a component that handles sensitive data logs without redaction.
pub(in crate::rules) fn not_redacted(context: &Context<'_>) -> Vec<Ruling> {
    let classes = sensitive(context);
    if classes.is_empty() {
        return Vec::new();
    }
    let handled = handled(context, &classes);
    let judged = run_by_us(context).filter_map(|(at, id, _)| {
        let handled = handled.get(&at)?;
        let subject = context.node(at);
        let redact = said(context.plan, id, "redact", |logs: &Logs| logs.redact.as_ref());
        let is_redacted = redact.is_off() || redact.fact.known().is_some_and(|fields| !fields.is_empty());
        if is_redacted {
            return Some(Ruling::holds(subject));
        }
        if redact.fact.is_unknown() {
            return Some(Ruling::unknown(subject, redact.path()));
        }
        let named: Vec<String> =
            handled.keys().map(|class| format!("{class} ({})", classes.get(class).copied().map_or("", word))).collect();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let message = format!("{id} handles {} and redacts nothing in its logs", joined(&named));
        let mut violation = Violation::new(message, redact.path()).because(redact.path(), "nothing is redacted");
        violation.because.extend(handled.values().cloned());
        violation.group = redact.group("structured-logs/SL2");
        Some(Ruling::violated(subject, violation))
    });
    asked_once(context, judged)
}

/// The classes that a log must not show.
fn sensitive<'a>(context: &'a Context<'_>) -> BTreeMap<&'a str, Level> {
    let classes = context.plan.classes().filter_map(|(id, class)| Some((id.as_str(), class.level?)));
    classes.filter(|(_, level)| matches!(level, Level::Pii | Level::Special | Level::Payment | Level::Secret)).collect()
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Public => "public",
        Level::Internal => "internal",
        Level::Pii => "pii",
        Level::Special => "special",
        Level::Payment => "payment",
        Level::Secret => "secret",
    }
}

/// What each node handles, as the plan says: what it uses, what its calls and channels carry.
fn handled<'a>(context: &'a Context<'_>, classes: &BTreeMap<&'a str, Level>) -> BTreeMap<NodeIndex, Handled<'a>> {
    let system = context.system;
    let mut all: BTreeMap<NodeIndex, Handled<'a>> = BTreeMap::new();
    let mut note = |fact: &Fact<Vec<ClassRef>>, at: &[NodeIndex], because: &dyn Fn(&str) -> (Path, String)| {
        for class in fact.known().into_iter().flatten() {
            let Some((class, _)) = classes.get_key_value(class.as_str()) else { continue };
            for at in at {
                all.entry(*at).or_default().entry(class).or_insert_with(|| {
                    let (path, text) = because(class);
                    Because { path, text }
                });
            }
        }
    };
    for (at, id, component) in run_by_us(context) {
        let path = || node_path(system.vertex(at)).key("uses");
        note(&component.uses, &[at], &|class| (path(), format!("{id} uses {class}")));
    }
    for (_, hop) in system.hops() {
        let at = [hop.caller, hop.callee];
        note(&hop.call.carries, &at, &|class| (hop.at("carries"), format!("{} carries {class}", hop.id())));
    }
    for at in system.nodes() {
        let vertex = system.vertex(at);
        let Some(channel) = vertex.channel().filter(|channel| channel.carries.known().is_some()) else { continue };
        let mut ends: Vec<NodeIndex> = system.linked(at, Link::Publishes, Direction::Incoming).collect();
        ends.extend(system.linked(at, Link::Delivers, Direction::Outgoing));
        let path = || node_path(vertex).key("carries");
        note(&channel.carries, &ends, &|class| (path(), format!("{} carries {class}", vertex.id())));
    }
    all
}
