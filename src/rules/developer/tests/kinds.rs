//! The kind of test that fits: a contract for another team, the real engine for a store, load for a target.

use crate::analysis::parts::{Part, Parts};
use crate::document::Path;
use crate::graph::{HopId, Trust, Vertex};
use crate::plan::map::ComponentKind;
use crate::plan::reference::JourneyRef;
use crate::plan::validation::{Engine, TestKind};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// TE1: a call to another team without a contract test, a store that no test runs on its real engine, or a latency target that
/// no load test has tried.
pub(in crate::rules) fn unfitting(context: &Context<'_>) -> Vec<Ruling> {
    let validation = context.plan.validation.as_ref();
    let mut rulings = Vec::new();
    // A register that is not written is one question, not one for each call and store.
    if validation.is_some_and(|validation| validation.tests.is_some()) {
        let tested = Tested::of(context);
        rulings.extend(calls(context, &tested));
        rulings.extend(stores(context, &tested));
    } else if has_calls_or_stores(context) {
        rulings.push(Ruling::unknown(SubjectRef::system(), Path::of(["validation", "tests"])));
    }
    if validation.is_some_and(|validation| validation.loads.is_some()) {
        rulings.extend(journeys(context));
    } else if rulings.iter().all(|ruling| ruling.subject != SubjectRef::system()) && targets(context).next().is_some() {
        rulings.push(Ruling::unknown(SubjectRef::system(), Path::of(["validation", "loads"])));
    }
    rulings
}

fn has_calls_or_stores(context: &Context<'_>) -> bool {
    context.plan.stores().next().is_some() || context.system.hops().any(|(_, hop)| context.system.trust(hop) == Trust::OtherTeam)
}

/// What tests of these kinds are of.
#[derive(Default)]
struct Tested {
    /// Calls with a contract test.
    calls: BTreeSet<HopId>,
    /// Components whose contract is tested for every caller.
    nodes: BTreeSet<NodeIndex>,
    /// Stores that a test runs on their real engine.
    real: BTreeSet<NodeIndex>,
    /// Stores of which a test does not say on what it runs: where it would.
    open: BTreeMap<NodeIndex, Path>,
}

impl Tested {
    fn of(context: &Context<'_>) -> Self {
        let parts = Parts::of(context.system);
        let mut tested = Self::default();
        for (id, test) in context.plan.tests() {
            for part in test.of.iter().flatten().map(|part| parts.find(part.as_str())) {
                let nodes: Vec<NodeIndex> = match &part {
                    Part::Calls(hops) => hops.iter().map(|hop| context.system.hop(*hop).callee).collect(),
                    Part::Node(at) => vec![*at],
                    Part::Other => continue,
                };
                match test.engine {
                    Some(Engine::Real) => tested.real.extend(nodes),
                    Some(Engine::Fake) => {}
                    None => {
                        for node in nodes {
                            tested.open.entry(node).or_insert_with(|| Path::of(["validation", "tests", id.as_str(), "engine"]));
                        }
                    }
                }
                if test.kind == Some(TestKind::Contract) {
                    match part {
                        Part::Calls(hops) => tested.calls.extend(hops),
                        Part::Node(at) => {
                            tested.nodes.insert(at);
                        }
                        Part::Other => {}
                    }
                }
            }
        }
        tested
    }
}

fn calls(context: &Context<'_>, tested: &Tested) -> Vec<Ruling> {
    let is_ours = |at: NodeIndex| {
        let kind = context.system.vertex(at).component().and_then(|component| component.kind);
        !kind.is_some_and(ComponentKind::is_elsewhere)
    };
    // A contract is of what answers requests; that a store has several owners is told elsewhere.
    let others = context.system.hops().filter(|(_, hop)| {
        let answers = matches!(context.system.vertex(hop.callee), Vertex::Component(..) | Vertex::Foreign(_));
        answers && is_ours(hop.caller) && context.system.trust(hop) == Trust::OtherTeam
    });
    let rulings = others.map(|(id, hop)| {
        let subject = context.call(id);
        if tested.calls.contains(&id) || tested.nodes.contains(&hop.callee) {
            return Ruling::holds(subject);
        }
        let callee = context.system.vertex(hop.callee).id();
        let owner = context.plan.owner_of(callee).unwrap_or("another team");
        let message = format!("{owner} changes {callee} on its own days, and no contract test says when {} breaks", hop.id());
        let violation = Violation::new(message, Path::of(["validation", "tests"]))
            .because(Path::of(["validation", "tests"]), format!("no contract test of {}", hop.id()))
            .group(format!("tests/TE1 {}", hop.call_id()));
        Ruling::violated(subject, violation)
    });
    rulings.collect()
}

fn stores(context: &Context<'_>, tested: &Tested) -> Vec<Ruling> {
    let stores = context.plan.stores().filter_map(|(id, _)| Some((id.as_str(), context.system.find(id.as_str())?)));
    // What nobody calls is tested by what it hosts or feeds.
    let called = stores.filter(|(_, at)| context.system.hops_to(*at).next().is_some());
    let rulings = called.map(|(id, at)| {
        let subject = context.node(at);
        if tested.real.contains(&at) {
            return Ruling::holds(subject);
        }
        if let Some(path) = tested.open.get(&at) {
            return Ruling::unknown(subject, path.clone());
        }
        let message = format!("no test runs against the real engine of {id}: what a stand-in accepts, it may refuse");
        let path = Path::of(["validation", "tests"]);
        let violation = Violation::new(message, path.clone()).because(path, format!("no test of {id} with engine: real"));
        Ruling::violated(subject, violation)
    });
    rulings.collect()
}

/// The journeys with a target for their latency.
fn targets<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c str> {
    let journeys = context.plan.journeys().filter(|(_, journey)| journey.slo.as_ref().is_some_and(|slo| slo.latency.is_some()));
    journeys.map(|(id, _)| id.as_str())
}

fn journeys(context: &Context<'_>) -> Vec<Ruling> {
    let driven: BTreeSet<&str> = context.plan.loads().filter_map(|(_, load)| load.journey.as_ref()).map(JourneyRef::as_str).collect();
    let rulings = targets(context).map(|id| {
        let subject = SubjectRef::journey(id);
        if driven.contains(id) {
            return Ruling::holds(subject);
        }
        let message = format!("{id} has a target for its latency, and no load test has tried whether it is kept");
        let loads = Path::of(["validation", "loads"]);
        let violation = Violation::new(message, loads.clone())
            .because(subject.path.clone().key("slo").key("latency"), "a target for the latency")
            .because(loads, format!("no load test of {id}"))
            .group("tests/TE1 load");
        Ruling::violated(subject, violation)
    });
    rulings.collect()
}
