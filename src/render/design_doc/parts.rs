//! What the system is made of, and who calls whom.

use crate::analysis::effective::{attempts, total_timeout};
use crate::analysis::load::{Requests, hop_rate, node_rate};
use crate::graph::Place;
use crate::graph::{System, Trust, Vertex};
use crate::plan::map::{ComponentKind, Need};
use crate::plan::node::Quantiles;
use crate::plan::reference::{ClassRef, GroupRef, JourneyRef};
use crate::plan::value::{Duration, Fact};
use crate::plan::{Criticality, Node};
use crate::render::runbook::neighbours::{Neighbour, upstream};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// A component or a store.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ComponentFigures")]
pub struct Part<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: Option<&'p str>,
    /// What it is.
    kind: Option<ComponentKind>,
    /// The team that answers for it.
    owner: Option<&'p str>,
    /// How much depends on it.
    criticality: Option<Criticality>,
    /// How many run, and where.
    instances: Option<String>,
    /// Requests a second at peak, from the journeys: `at least 1160/s`; `–` where none comes, or `unknown`.
    peak: String,
    /// The load that it can take: of the whole, else of each instance.
    capacity: Option<String>,
    /// How long its own work takes at p99.
    p99: Option<Duration>,
    /// Its availability: of the whole, else of each instance.
    availability: Option<String>,
    /// What it costs a month: the whole, else each instance.
    cost: Option<String>,
}

/// The components, in the order of the plan.
pub(in crate::render) fn parts<'p>(system: &System<'p>) -> Vec<Part<'p>> {
    let part = |at| {
        let Vertex::Component(id, component) = system.vertex(at) else { return None };
        let instances = component.instances.as_ref();
        Some(Part {
            id,
            title: words::title_of(system.vertex(at)),
            kind: component.kind,
            owner: system.plan.owner_of(id),
            criticality: system.plan.criticality_of(id),
            instances: instances.and_then(words::instances),
            peak: rate(&node_rate(system, at)),
            capacity: capacity(component),
            p99: component.latency().and_then(|latency| latency.p99),
            availability: availability(component),
            cost: component.cost.as_ref().and_then(|cost| whole_or_each(cost.monthly.as_ref(), cost.per_instance.as_ref())),
        })
    };
    system.nodes().filter_map(part).collect()
}

/// The load that a node can take: of the whole, else of each instance.
pub(in crate::render) fn capacity(node: &dyn Node) -> Option<String> {
    let whole = node.capacity().map(|capacity| {
        let parts = [("", capacity.requests), (" reads", capacity.reads), (" writes", capacity.writes)];
        parts.into_iter().filter_map(|(what, rate)| rate.map(|rate| format!("{rate}{what}"))).collect::<Vec<_>>().join(", ")
    });
    let each = || node.instances().and_then(|instances| instances.capacity).map(|rate| format!("{rate} each"));
    whole.filter(|whole| !whole.is_empty()).or_else(each)
}

/// The availability of a node: of the whole, else of each instance.
fn availability(node: &dyn Node) -> Option<String> {
    let each = node.instances().and_then(|instances| instances.availability);
    whole_or_each(node.availability().as_ref(), each.as_ref())
}

fn whole_or_each<T: std::fmt::Display>(whole: Option<&T>, each: Option<&T>) -> Option<String> {
    whole.map(ToString::to_string).or_else(|| each.map(|each| format!("{each} each")))
}

/// A computed rate: `at least 1160/s`.
pub(in crate::render) fn rate(rate: &Requests) -> String {
    if rate.per_second == 0.0 {
        // A broker, or what no journey comes to.
        return if rate.how.is_complete() { "–" } else { "unknown" }.to_owned();
    }
    format!("{}{}/s", rate.how.at_least(), words::figure(rate.per_second))
}

/// A call, or one operation of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CallFigures")]
pub struct CallView<'p> {
    /// The call, `api -> payments/charge`.
    call: String,
    /// Whether the caller fails with it.
    need: Option<Need>,
    /// Whether the caller waits: `sync`, `async` or `stream`.
    mode: &'static str,
    /// The group of alternatives that it belongs to.
    any_of: Option<&'p str>,
    /// The journeys that make it; null: the plan does not say, so all that reach the caller.
    journeys: Option<Vec<String>>,
    /// Calls a second at peak, before any cache.
    peak: String,
    /// When the caller gives up on one attempt, and where that comes from.
    gives_up: Option<String>,
    /// How often it is tried, and where that comes from.
    attempts: Option<String>,
    /// How long it takes at p99.
    p99: Option<Duration>,
    /// Whether it changes anything.
    mutates: Option<bool>,
    /// What happens when it arrives twice: `keyed by buyer for 24h`.
    idempotency: Fact<String>,
    /// What the caller answers when it fails.
    fallback: Fact<String>,
    /// The classes of data that it carries.
    carries: Fact<Vec<String>>,
    /// The store that it is cached in, and the share of hits.
    cache: Fact<String>,
}

/// All calls, in the order of the plan.
pub(in crate::render) fn calls<'p>(system: &System<'p>) -> Vec<CallView<'p>> {
    let call = |(id, hop): (crate::graph::HopId, &crate::graph::Hop<'p>)| CallView {
        call: hop.id().to_owned(),
        need: hop.call.need,
        mode: words::mode(hop.call.mode),
        any_of: any_of(system, hop),
        journeys: hop.call.r#in.as_ref().map(|journeys| journeys.0.keys().map(JourneyRef::to_string).collect()),
        peak: rate(&hop_rate(system, id)),
        gives_up: total_timeout(hop).map(|timeout| format!("{}{}", timeout.value, timeout.origin())),
        attempts: attempts(hop).map(|attempts| format!("{}{}", attempts.value, attempts.origin())),
        p99: hop.call.latency.as_ref().and_then(|latency: &Quantiles| latency.p99),
        mutates: hop.call.mutates,
        idempotency: words::idempotency(&hop.call.idempotency),
        fallback: hop.call.fallback.as_ref().part(|fallback| fallback.answer.clone()),
        carries: hop.call.carries.as_ref().part(|classes| Some(classes.iter().map(ClassRef::to_string).collect())),
        cache: hop.call.cache.as_ref().part(|cache| {
            let store = cache.store.as_ref().map(ToString::to_string);
            let hits = cache.hit_ratio.map(|ratio| format!("{ratio} hits"));
            Some(store.into_iter().chain(hits).collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
        }),
    };
    system.hops().map(call).collect()
}

/// The group of alternatives, borrowed from the plan: an operation's facts may be its own copy.
fn any_of<'p>(system: &System<'p>, hop: &crate::graph::Hop<'p>) -> Option<&'p str> {
    let call = system.plan.map.as_ref()?.calls.as_ref()?.get(hop.key)?;
    call.any_of.as_ref().map(GroupRef::as_str)
}

/// Something that belongs to another team or company.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ForeignPart")]
pub struct Dependency<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: Option<&'p str>,
    /// Whose it is: the team, `another team` or `another company`.
    belongs_to: String,
    /// Its availability: of the whole, else of each instance.
    availability: Option<String>,
    /// The load that it can take: of the whole, else of each instance.
    capacity: Option<String>,
    /// The calls to it.
    calls: Vec<Neighbour<'p>>,
}

/// What is called across the border of a team, in the order of the plan.
pub(super) fn dependencies<'p>(system: &System<'p>) -> Vec<Dependency<'p>> {
    let dependency = |at| {
        let vertex = system.vertex(at);
        let foreign = system.hops_to(at).find_map(|(_, hop)| match system.trust(hop) {
            Trust::Own => None,
            Trust::OtherTeam => Some(system.plan.owner_of(vertex.id()).map_or_else(|| "another team".to_owned(), str::to_owned)),
            Trust::ThirdParty => Some("another company".to_owned()),
        })?;
        Some(Dependency {
            id: vertex.id(),
            title: words::title_of(vertex),
            belongs_to: foreign,
            availability: vertex.node().and_then(availability),
            capacity: vertex.node().and_then(capacity),
            calls: upstream(system, &Place::Vertex(at)),
        })
    };
    system.nodes().filter_map(dependency).collect()
}
