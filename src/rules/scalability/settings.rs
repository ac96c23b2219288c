//! Settings: what is turned in an incident can be turned without a deploy.

use crate::analysis::parts::{Part, Parts};
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::plan::build::Setting;
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::{Count, InFlight, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// How many limits a finding names.
const NAMED: usize = 3;

/// CF4: limits of a component that no configuration key sets, or a key without default and range.
pub(in crate::rules) fn fixed_limits(context: &Context<'_>) -> Vec<Ruling> {
    let components = || {
        let ours = context.plan.components().filter(|(_, component)| !component.kind.is_some_and(ComponentKind::is_elsewhere));
        ours.filter_map(|(id, component)| Some((context.system.find(id.as_str())?, id.as_str(), component)))
    };
    if context.plan.build.as_ref().is_none_or(|build| build.settings.is_none()) {
        // A register that is not written is one question, not one for each component.
        let any = components().any(|(at, _, component)| !limits(context, at, component).is_empty());
        return any.then(|| Ruling::unknown(SubjectRef::system(), Path::of(["build", "settings"]))).into_iter().collect();
    }
    let set = Set::of(context);
    let settings = context.plan.settings().filter(|(_, setting)| setting.sets.is_some()).map(|(name, setting)| range(name, setting));
    let of_components = components().filter_map(|(at, id, component)| settable(context, &set, at, id, component));
    settings.chain(of_components).collect()
}

/// A key that sets a limit says where it begins and ends.
fn range(name: &str, setting: &Setting) -> Ruling {
    let subject = SubjectRef::setting(name);
    let at = |field: &str| subject.path.clone().key(field);
    let there = |value: &Option<String>| value.as_ref().map(|_| true);
    let demands = Demands::default().want(there(&setting.default), at("default"), "").want(there(&setting.min), at("min"), "").want(
        there(&setting.max),
        at("max"),
        "",
    );
    demands.ruling(subject.clone(), str::to_owned)
}

/// What the keys of the plan set: fields of calls and of components.
struct Set<'c> {
    calls: BTreeSet<(HopId, &'c str)>,
    nodes: BTreeSet<(NodeIndex, &'c str)>,
}

impl<'c> Set<'c> {
    fn of(context: &'c Context<'_>) -> Self {
        let parts = Parts::of(context.system);
        let mut set = Self { calls: BTreeSet::new(), nodes: BTreeSet::new() };
        for sets in context.plan.settings().filter_map(|(_, setting)| setting.sets.as_ref()) {
            let Some(field) = Parts::field(sets.as_str()) else { continue };
            match parts.find(sets.as_str()) {
                Part::Calls(hops) => set.calls.extend(hops.into_iter().map(|hop| (hop, field))),
                Part::Node(at) => {
                    set.nodes.insert((at, field));
                }
                Part::Other => {}
            }
        }
        set
    }

    fn has(&self, limit: &Limited) -> bool {
        match limit.of {
            Of::Call(hop) => self.calls.contains(&(hop, limit.field)),
            Of::Node(at) => self.nodes.contains(&(at, limit.field)),
        }
    }
}

/// A limit of a component.
struct Limited {
    of: Of,
    field: &'static str,
    path: Path,
    words: String,
}

#[derive(Clone, Copy)]
enum Of {
    Call(HopId),
    Node(NodeIndex),
}

/// The time-outs and limits of a component's calls, and how much it takes in itself.
fn limits(context: &Context<'_>, at: NodeIndex, component: &Component) -> Vec<Limited> {
    let mut all: Vec<Limited> = Vec::new();
    // Operations of one call stand together.
    let (mut call, mut begin) = ("", 0);
    for (id, hop) in context.system.hops_from(at) {
        if hop.call_id() != call {
            (call, begin) = (hop.call_id(), all.len());
        }
        for (field, what) in fields(hop) {
            let path = hop.at(field);
            // What operations take from their call is one limit.
            if !all.iter().skip(begin).any(|known| known.path == path) {
                let whose = if path.starts_with(&hop.path()) { hop.id() } else { hop.call_id() };
                all.push(Limited { of: Of::Call(id), field, path, words: format!("the {what} of {whose}") });
            }
        }
    }
    if component.admission.known().is_some_and(|admission| is_at(admission.in_flight.as_ref()) || is_at(admission.rate.as_ref())) {
        let path = context.node(at).path.clone().key("admission");
        all.push(Limited { of: Of::Node(at), field: "admission", path, words: "how much it takes in".to_owned() });
    }
    all
}

fn is_at<T>(limit: Option<&Limit<T>>) -> bool {
    limit.is_some_and(|limit| limit.at().is_some())
}

fn fields(hop: &Hop<'_>) -> Vec<(&'static str, &'static str)> {
    let mut fields = Vec::new();
    if hop.call.timeout.known().is_some_and(|timeout| is_at(timeout.total.as_ref())) {
        fields.push(("timeout", "time-out"));
    }
    let tries = hop.call.retry.known().and_then(|retry| retry.attempts);
    if tries.is_some_and(|tries| tries != Limit::At(Count(1))) {
        fields.push(("retry", "retries"));
    }
    if hop.call.bulkhead.known().is_some_and(|bulkhead| matches!(bulkhead.in_flight, Some(InFlight::At(_)))) {
        fields.push(("bulkhead", "calls in flight"));
    }
    if hop.call.pool.known().is_some_and(|pool| is_at(pool.size.as_ref())) {
        fields.push(("pool", "pool"));
    }
    fields
}

fn settable(context: &Context<'_>, set: &Set<'_>, at: NodeIndex, id: &str, component: &Component) -> Option<Ruling> {
    let limits = limits(context, at, component);
    let subject = context.node(at);
    let fixed: Vec<&Limited> = limits.iter().filter(|limit| !set.has(limit)).collect();
    let Some(first) = fixed.first() else { return (!limits.is_empty()).then(|| Ruling::holds(subject)) };
    let mut named: Vec<&str> = fixed.iter().take(NAMED).map(|limit| limit.words.as_str()).collect();
    let more = match fixed.len().saturating_sub(NAMED) {
        0 => None,
        more => Some(format!("{more} more")),
    };
    named.extend(more.as_deref());
    let message = format!("{id} has limits that no configuration key sets: {}", joined(&named));
    let mut violation = Violation::new(message, first.path.clone()).group("config/CF4");
    for limit in fixed.into_iter().take(NAMED) {
        violation = violation.because(limit.path.clone(), format!("no key sets {}", limit.words));
    }
    Some(Ruling::violated(subject, violation))
}
