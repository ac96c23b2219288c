//! Who calls the part that fails, and what it calls.

use crate::analysis::effective::{attempts, total_timeout};
use crate::graph::Place;
use crate::graph::{Hop, System};
use crate::plan::Node;
use crate::plan::contracts::{Consumer, Producer};
use crate::plan::map::Need;
use crate::plan::node::Quantiles;
use crate::plan::reference::ComponentRef;
use crate::plan::value::{Duration, Fact, Limit, Roll};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// One call as someone on duty needs it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Neighbour<'p> {
    /// The call, `api -> payments/charge`.
    pub call: String,
    /// The other end.
    pub id: &'p str,
    /// The team of the other end.
    pub owner: Option<&'p str>,
    /// Whether the caller fails with it.
    pub need: Option<Need>,
    /// Whether the caller waits.
    pub mode: &'static str,
    /// When the caller gives up on one attempt.
    pub gives_up: Option<Limit<Duration>>,
    /// How often it tries.
    pub attempts: Option<String>,
    /// How long it takes when all is well, at p99; of the callee's own work only where it calls nothing else.
    pub normal: Option<Duration>,
    /// Whether a breaker cuts it off.
    pub breaker: Fact<String>,
    /// What the user gets in its place.
    pub fallback: Fact<String>,
}

/// The calls to what fails, then the calls to those callers.
pub(in crate::render) fn upstream<'p>(system: &System<'p>, place: &Place<'p>) -> Vec<Neighbour<'p>> {
    let direct = place.hops_to(system);
    let further = match place {
        Place::Call(_) => direct.first().into_iter().flat_map(|hop| system.hops_to(hop.caller)).map(|(_, hop)| hop).collect(),
        _ => Vec::new(),
    };
    direct.into_iter().chain(further).map(|hop| neighbour(system, hop, hop.caller)).collect()
}

/// The calls that the part that fails makes itself.
pub(super) fn downstream<'p>(system: &System<'p>, place: &Place<'p>) -> Vec<Neighbour<'p>> {
    match (place, place.vertices(system).as_slice()) {
        (Place::Call(_) | Place::Vertex(_), [at]) => system.hops_from(*at).map(|(_, hop)| neighbour(system, hop, hop.callee)).collect(),
        _ => Vec::new(),
    }
}

/// A call as its caller sees it.
pub(super) fn down<'p>(system: &System<'p>, hop: &Hop<'p>) -> Neighbour<'p> {
    neighbour(system, hop, hop.callee)
}

fn neighbour<'p>(system: &System<'p>, hop: &Hop<'p>, end: petgraph::graph::NodeIndex) -> Neighbour<'p> {
    let id = system.vertex(end).id();
    let callee = system.vertex(hop.callee);
    let calls_nothing = system.hops_from(hop.callee).next().is_none();
    let p99 = |latency: Option<&Quantiles>| latency.and_then(|latency| latency.p99);
    Neighbour {
        call: hop.id().to_owned(),
        id,
        owner: system.plan.owner_of(id),
        need: hop.call.need,
        mode: words::mode(hop.call.mode),
        gives_up: total_timeout(hop).map(|timeout| timeout.value),
        attempts: attempts(hop).map(|attempts| attempts.value.to_string()),
        normal: p99(hop.call.latency.as_ref()).or_else(|| if calls_nothing { p99(callee.node().and_then(Node::latency)) } else { None }),
        breaker: hop.call.breaker.as_ref().part(|breaker| {
            let opens = breaker.failure_ratio.map(|ratio| format!("opens at {ratio}"));
            let over = breaker.window.map(|window| format!("over {window}"));
            let parts: Vec<String> = opens.into_iter().chain(over).collect();
            Some(if parts.is_empty() { "there is one".to_owned() } else { parts.join(" ") })
        }),
        fallback: hop.call.fallback.as_ref().part(|fallback| fallback.answer.clone()),
    }
}

/// The two ends of a channel.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ends<'p> {
    /// Who puts messages in, with their teams.
    pub producers: Vec<End<'p, Producer>>,
    /// Who takes them out.
    pub consumers: Vec<End<'p, Consumer>>,
}

/// One end of a channel.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}End")]
pub struct End<'p, T> {
    /// The component.
    pub id: &'p str,
    /// Its team.
    pub owner: Option<&'p str>,
    /// What the plan says of it here.
    pub facts: &'p T,
}

/// The ends of the channel that fails, where it is one.
pub(super) fn ends<'p>(system: &System<'p>, place: &Place<'p>) -> Option<Ends<'p>> {
    let Place::Vertex(at) = place else { return None };
    let channel = system.vertex(*at).channel()?;
    Some(Ends { producers: ends_of(system, channel.producers.as_ref()), consumers: ends_of(system, channel.consumers.as_ref()) })
}

fn ends_of<'p, T>(system: &System<'p>, ends: Option<&'p Roll<ComponentRef, T>>) -> Vec<End<'p, T>> {
    let ends = ends.into_iter().flat_map(|ends| ends.0.iter());
    ends.map(|(id, facts)| End { id: id.as_str(), owner: system.plan.owner_of(id.as_str()), facts }).collect()
}
