//! What answers requests within a deadline, and the calls that it waits for meanwhile.

use super::acceptance::Acceptances;
use crate::analysis::compose::steps;
use crate::graph::{Route, Stretch, System};
use crate::knowledge::Subject;
use crate::plan::contracts::Endpoint;
use crate::plan::map::FanOut;
use crate::plan::value::{Duration, Limit};
use crate::plan::{Id, Plan};
use indexmap::IndexMap;
use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An endpoint, or a component in a journey for which no endpoint is named.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub(super) struct EndpointView {
    /// Its name, unique in the kit.
    name: String,
    /// The journey that comes here.
    journey: String,
    /// Its deadline, in milliseconds.
    deadline_ms: Option<f64>,
    /// Where the deadline stands in the plan.
    deadline_at: Option<&'static str>,
    /// The longest of its own work: p99.9, or p99 where that is all that is known.
    own_ms: Option<f64>,
    /// Who has accepted that its journey may take longer than its deadline, until when, and why.
    accepted: Option<String>,
    /// The calls that it waits for: steps follow one another, the calls of a step run side by side.
    steps: Vec<Vec<StepView>>,
}

/// A call that is waited for.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CallStep")]
struct StepView {
    /// The call.
    call: String,
    /// How often at most, one after the other; null: once, or all at once.
    times: Option<f64>,
    /// Nothing limits how often.
    unlimited: bool,
}

/// Every component that waits for calls in a journey, by its endpoints there, in the order of the plan.
pub(super) fn endpoints(system: &System<'_>, acceptances: &Acceptances<'_>) -> Vec<EndpointView> {
    let named = Named::of(system.plan);
    let mut found: IndexMap<String, EndpointView> = IndexMap::new();
    for route in system.routes() {
        let mut callers: Vec<NodeIndex> = route.entries.clone();
        callers.extend(route.stretches.iter().map(|stretch| stretch.from));
        let mut seen = BTreeSet::new();
        for at in callers.into_iter().filter(|at| seen.insert(*at)) {
            for endpoint in of(system, &named, route, at) {
                let is_entry = route.entries.contains(&at);
                let accepted = acceptances.of_subject("TO2", Subject::Journey, route.id).filter(|_| is_entry);
                found.entry(endpoint.name.clone()).or_insert(EndpointView { accepted, ..endpoint });
            }
        }
    }
    found.into_values().collect()
}

/// API, name and endpoint.
type OfApi<'p> = (&'p Id, &'p str, &'p Endpoint);

/// The endpoints of the plan by what they are looked up by.
struct Named<'p> {
    /// By component and journey.
    of: BTreeMap<(&'p str, &'p str), Vec<OfApi<'p>>>,
    /// How many APIs have an endpoint of this name.
    shared: BTreeMap<&'p str, usize>,
}

impl<'p> Named<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut named = Self { of: BTreeMap::new(), shared: BTreeMap::new() };
        for (id, api, name, endpoint) in plan.endpoints() {
            *named.shared.entry(name).or_default() += 1;
            if let Some((component, journey)) = api.component.as_ref().zip(endpoint.journey.as_ref()) {
                named.of.entry((component.as_str(), journey.as_str())).or_default().push((id, name, endpoint));
            }
        }
        named
    }
}

fn of(system: &System<'_>, named: &Named<'_>, route: &Route<'_>, at: NodeIndex) -> Vec<EndpointView> {
    let waited: Vec<Vec<StepView>> = steps(system, route.from(at))
        .into_iter()
        .map(|step| step.into_iter().filter_map(|stretch| call(system, stretch)).collect())
        .collect();
    let Some(component) = system.vertex(at).component().filter(|_| !waited.is_empty()) else { return Vec::new() };
    let id = system.vertex(at).id();
    let is_entry = route.entries.contains(&at);
    let latency = component.latency.as_ref();
    let base = EndpointView {
        name: format!("{id} in {}", route.id),
        journey: route.id.to_owned(),
        deadline_ms: None,
        deadline_at: None,
        own_ms: latency.and_then(|latency| latency.p999.or(latency.p99)).map(Duration::ms),
        accepted: None,
        steps: waited,
    };
    let of_journey = route.journey.deadline.filter(|_| is_entry).map(|deadline| (deadline, "of the journey"));
    let otherwise = component.deadline.map(|deadline| (deadline, "of the component")).or(of_journey);
    let view = |name: String, deadline: Option<(Duration, &'static str)>| EndpointView {
        name,
        deadline_ms: deadline.map(|(deadline, _)| deadline.ms()),
        deadline_at: deadline.map(|(_, at)| at),
        journey: base.journey.clone(),
        own_ms: base.own_ms,
        accepted: None,
        steps: base.steps.iter().map(|step| step.iter().map(StepView::again).collect()).collect(),
    };
    let mut views: Vec<EndpointView> = named
        .of
        .get(&(id, route.id))
        .into_iter()
        .flatten()
        .map(|(api, name, endpoint)| {
            let is_shared = named.shared.get(name).is_some_and(|apis| *apis > 1);
            let name = if is_shared { format!("{api}: {name}") } else { (*name).to_owned() };
            view(name, endpoint.deadline.map(|deadline| (deadline, "of the endpoint")).or(otherwise))
        })
        .collect();
    if views.is_empty() {
        views.push(view(base.name.clone(), otherwise));
    }
    views
}

fn call(system: &System<'_>, stretch: &Stretch) -> Option<StepView> {
    let hop = system.hop(stretch.hop?);
    let at_once = hop.call.fan_out == Some(FanOut::Parallel);
    let times = match hop.call.at_most {
        Some(Limit::At(most)) => most.f64(),
        _ => stretch.per_visit.max(1.0),
    };
    Some(StepView {
        call: hop.id().to_owned(),
        times: (!at_once && times > 1.0).then_some(times),
        unlimited: !at_once && hop.call.at_most == Some(Limit::Unlimited),
    })
}

impl StepView {
    fn again(&self) -> Self {
        Self { call: self.call.clone(), times: self.times, unlimited: self.unlimited }
    }
}
