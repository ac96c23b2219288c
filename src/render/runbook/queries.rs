//! What someone on duty asks the metrics: the queries for a component, a call and an objective.
//!
//! The names are those of OpenTelemetry's conventions as Prometheus spells them; `job` is the id of the component.

use crate::graph::{Hop, Place, System, Vertex};
use crate::plan::Plan;
use crate::plan::map::ComponentKind;
use crate::plan::value::Fact;
use crate::render::escape::prometheus::string;
use schemars::JsonSchema;
use serde::Serialize;

/// Queries that are shown for one failure or alert.
const SHOWN: usize = 8;

/// A question with its query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Query {
    /// What is asked, as `p99 of api`.
    pub asks: String,
    /// The query.
    pub text: String,
}

impl Query {
    fn new(asks: impl Into<String>, text: impl Into<String>) -> Self {
        Self { asks: asks.into(), text: text.into() }
    }
}

/// Whether requests are measured; what `build.telemetry.metrics.red` says of it.
pub(super) fn are_measured(plan: &Plan) -> Fact<bool> {
    let metrics = plan.build.as_ref().and_then(|build| build.telemetry.as_ref()).map(|telemetry| &telemetry.metrics);
    match metrics {
        Some(Fact::None) => Fact::None,
        Some(Fact::Known(metrics)) => metrics.red.as_ref().part(|_| Some(true)),
        Some(Fact::Unknown) | None => Fact::Unknown,
    }
}

/// What to ask of a place: what comes to it, and how it looks to those that call it.
pub(super) fn of_place(system: &System<'_>, place: &Place<'_>) -> Vec<Query> {
    let queries = match place.vertices(system).as_slice() {
        [only] => of_component(system.vertex(*only)),
        _ => Vec::new(),
    };
    and_calls(queries, system, place.hops_to(system))
}

/// What to ask of calls.
pub(super) fn of_calls<'s, 'p: 's>(system: &'s System<'p>, hops: impl IntoIterator<Item = &'s Hop<'p>>) -> Vec<Query> {
    and_calls(Vec::new(), system, hops)
}

/// The calls of one caller are told apart by the address of the callee, so one query is for all of them.
fn and_calls<'s, 'p: 's>(mut queries: Vec<Query>, system: &'s System<'p>, hops: impl IntoIterator<Item = &'s Hop<'p>>) -> Vec<Query> {
    for hop in hops {
        if queries.len() >= SHOWN {
            break;
        }
        for query in of_call(system, hop) {
            if !queries.iter().any(|other| other.text == query.text) {
                queries.push(query);
            }
        }
    }
    queries.truncate(SHOWN);
    queries
}

fn of_component(vertex: Vertex<'_>) -> Vec<Query> {
    let Vertex::Component(id, component) = vertex else { return Vec::new() };
    if !matches!(component.kind, None | Some(ComponentKind::Service | ComponentKind::Gateway)) {
        return Vec::new();
    }
    let job = format!("job={}", string(id));
    let metric = "http_server_request_duration_seconds";
    vec![
        Query::new(
            format!("answers of {id} a second, by status"),
            format!("sum by (http_response_status_code) (rate({metric}_count{{{job}}}[5m]))"),
        ),
        Query::new(format!("p99 of {id}"), format!("histogram_quantile(0.99, sum by (le) (rate({metric}_bucket{{{job}}}[5m])))")),
    ]
}

fn of_call(system: &System<'_>, hop: &Hop<'_>) -> Vec<Query> {
    let (caller, callee) = (system.vertex(hop.caller), system.vertex(hop.callee));
    // A program in the hands of a user is not measured from here.
    if caller.is_users() || !hop.is_sync() {
        return Vec::new();
    }
    let (metric, errors) = match callee {
        Vertex::Store(..) => ("db_client_operation_duration_seconds", "error_type"),
        _ => ("http_client_request_duration_seconds", "http_response_status_code"),
    };
    let (id, job) = (caller.id(), format!("job={}", string(caller.id())));
    let what = if callee.store().is_some() { "stores" } else { "services" };
    vec![
        Query::new(
            format!("p99 of the calls of {id} to {what}, by address"),
            format!("histogram_quantile(0.99, sum by (le, server_address) (rate({metric}_bucket{{{job}}}[5m])))"),
        ),
        Query::new(
            format!("calls of {id} to {what} a second, by address and outcome"),
            format!("sum by (server_address, {errors}) (rate({metric}_count{{{job}}}[5m]))"),
        ),
    ]
}

/// How an objective stands, as the rules record it.
pub(super) fn of_objective(plan: &Plan, name: &str) -> Vec<Query> {
    let labels = format!("{{system={},slo={}}}", string(plan.system_id()), string(name));
    vec![
        Query::new(format!("share of bad events of {name} now"), format!("slo:errors:ratio_rate5m{labels}")),
        Query::new(format!("what is left of the error budget of {name}, of 1"), format!("slo:error_budget:remaining_ratio{labels}")),
    ]
}
