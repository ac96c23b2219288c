//! What can be turned while something fails: the limits of the plan, how they stand, and the setting that moves each.

use crate::graph::Place;
use crate::graph::{Hop, HopId, Route, System, Vertex};
use crate::plan::build::{AllOr, Setting};
use crate::plan::contracts::Channel;
use crate::plan::map::{Admission, Component};
use crate::plan::reference::PathRef;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// One thing that can be turned.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Knob {
    /// Where it stands in the plan, in its short form: `api -> payments.timeout.total`.
    pub path: String,
    /// What it is set to; null: the plan does not say.
    pub value: Option<String>,
    /// The setting that moves it.
    pub setting: Option<String>,
    /// The range of the setting.
    pub range: Option<String>,
    /// The metric that shows how much of it is used.
    pub metric: Option<String>,
}

/// The fields of a call that someone on duty might turn.
const OF_A_CALL: [&str; 15] = [
    "timeout.connect",
    "timeout.total",
    "retry.attempts",
    "retry.backoff.cap",
    "retry.budget",
    "breaker.failure_ratio",
    "breaker.window",
    "breaker.open",
    "bulkhead.in_flight",
    "bulkhead.queue",
    "pool.size",
    "pool.wait",
    "cache.ttl",
    "cache.on_down",
    "throttle",
];

/// The knobs around a place: of the calls to it, its own, and those of the calls to its callers that a setting moves.
pub(super) fn knobs(system: &System<'_>, place: &Place<'_>) -> Vec<Knob> {
    let mut knobs: Vec<Knob> = Vec::new();
    for hop in place.hops_to(system) {
        knobs.extend(of_call(system, hop));
    }
    for at in place.vertices(system) {
        knobs.extend(match system.vertex(at) {
            Vertex::Component(id, component) => of_component(system, id, component),
            Vertex::Channel(id, channel) => of_channel(system, id, channel),
            Vertex::Store(id, store) => of(system, id, &[("max_connections", store.max_connections.map(|count| count.to_string()))]),
            _ => Vec::new(),
        });
    }
    for hop in place.hops_to(system) {
        let before = system.hops_to(hop.caller).flat_map(|(_, hop)| of_call(system, hop));
        knobs.extend(before.filter(|knob| knob.setting.is_some()));
    }
    if let Place::Input(input, _) = place {
        let on_invalid = input.on_invalid.map(|action| text(&action));
        knobs.extend(of(
            system,
            "",
            &[
                ("on_invalid", on_invalid.flatten()),
                ("kill_switch", input.kill_switch.map(|there| if there { "yes" } else { "no" }.to_owned())),
            ],
        ));
    }
    // Operations share what their call says.
    let mut seen = BTreeSet::new();
    knobs.retain(|knob| seen.insert(knob.path.clone()));
    knobs
}

/// The knobs along a journey: of the components where it enters, and those of its calls that a setting moves.
pub(super) fn along(system: &System<'_>, route: &Route<'_>, hops: &[HopId]) -> Vec<Knob> {
    let entries = route.entries.iter().filter_map(|at| {
        let vertex = system.vertex(*at);
        vertex.component().map(|component| of_component(system, vertex.id(), component))
    });
    let calls = hops.iter().flat_map(|hop| of_call(system, system.hop(*hop))).filter(|knob| knob.setting.is_some());
    let mut seen = BTreeSet::new();
    entries.flatten().chain(calls).filter(|knob| seen.insert(knob.path.clone())).collect()
}

/// The stated fields of a call, each where it stands: at the operation or at the call.
fn of_call(system: &System<'_>, hop: &Hop<'_>) -> Vec<Knob> {
    let Ok(facts) = serde_json::to_value(hop.call.as_ref()) else { return Vec::new() };
    let knob = |field: &&str| {
        let mut value = &facts;
        for part in field.split('.') {
            value = match value {
                Value::Object(map) => map.get(part)?,
                // `none` for the whole: there is no such thing, so no part of it can be turned.
                _ => return None,
            };
        }
        let value = scalar(value)?;
        let top = field.split('.').next().unwrap_or(field);
        let owner = if hop.at(top).starts_with(&hop.path()) { hop.id().to_owned() } else { hop.call_id().to_owned() };
        Some(knob(system, format!("{owner}.{field}"), Some(value)))
    };
    OF_A_CALL.iter().filter_map(knob).collect()
}

fn of_component(system: &System<'_>, id: &str, component: &Component) -> Vec<Knob> {
    let admission = component.admission.known();
    let field = |part: fn(&Admission) -> Option<String>| admission.and_then(part);
    let instances = component.instances.as_ref();
    of(
        system,
        id,
        &[
            ("deadline", component.deadline.map(|deadline| deadline.to_string())),
            ("instances.min", instances.and_then(|instances| instances.min).map(|count| count.to_string())),
            ("instances.max", instances.and_then(|instances| instances.max).map(|count| count.to_string())),
            ("admission.in_flight", field(|admission| admission.in_flight.map(|limit| limit.to_string()))),
            ("admission.queue", field(|admission| admission.queue.map(|limit| limit.to_string()))),
            ("admission.rate", field(|admission| admission.rate.map(|limit| limit.to_string()))),
            (
                "admission.shed",
                field(|admission| admission.shed.known().map(|shed| shed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))),
            ),
        ],
    )
}

fn of_channel(system: &System<'_>, id: &str, channel: &Channel) -> Vec<Knob> {
    let mut knobs = of(
        system,
        id,
        &[
            ("max_age", channel.max_age.map(|limit| limit.to_string())),
            ("max_depth", channel.max_depth.map(|limit| limit.to_string())),
            ("on_full", channel.on_full.known().and_then(text)),
        ],
    );
    for (component, consumer) in channel.consumers.iter().flat_map(|consumers| consumers.0.iter()) {
        let fields = [
            ("attempts", consumer.attempts.map(|limit| limit.to_string())),
            ("dead_letter", consumer.dead_letter.known().map(ToString::to_string)),
            ("redrive_within", consumer.redrive_within.map(|time| time.to_string())),
        ];
        knobs.extend(of(system, &format!("{id}.consumers.{component}"), &fields));
    }
    knobs
}

/// Those of the fields that are stated.
fn of(system: &System<'_>, owner: &str, fields: &[(&str, Option<String>)]) -> Vec<Knob> {
    let stated = fields.iter().filter_map(|(field, value)| value.clone().map(|value| (field, value)));
    let path = |field: &str| if owner.is_empty() { field.to_owned() } else { format!("{owner}.{field}") };
    stated.map(|(field, value)| knob(system, path(field), Some(value))).collect()
}

fn knob(system: &System<'_>, path: String, value: Option<String>) -> Knob {
    let setting = setting(system, &path);
    let range = setting.and_then(|(_, setting)| match (&setting.min, &setting.max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max}")),
        (Some(min), None) => Some(format!("from {min}")),
        (None, Some(max)) => Some(format!("to {max}")),
        (None, None) => None,
    });
    let metric = metric(system, &path);
    Knob { path, value, setting: setting.map(|(name, _)| name.to_owned()), range, metric }
}

/// The gauge of the limit that a field belongs to: `api -> orders.pool` for `api -> orders.pool.size`.
fn metric(system: &System<'_>, path: &str) -> Option<String> {
    let metrics = system.plan.build.as_ref()?.telemetry.as_ref()?.metrics.known()?;
    let Some(AllOr::These(gauges)) = metrics.saturation.known() else { return None };
    let path = plain(path);
    let is_of = |limit: &str| {
        let limit = plain(limit);
        path == limit || path.strip_prefix(&limit).is_some_and(|rest| rest.starts_with('.'))
    };
    let gauge = gauges.iter().find(|(limit, _)| is_of(limit.as_str())).map(|(_, gauge)| gauge);
    gauge.and_then(|gauge| gauge.known()).cloned()
}

/// A path without blanks and without the section that it stands in.
fn plain(path: &str) -> String {
    let path: String = path.chars().filter(|c| !c.is_whitespace()).collect();
    let sections = ["map.calls.", "map.components.", "data.stores.", "contracts.channels."];
    sections.iter().find_map(|section| path.strip_prefix(section)).unwrap_or(&path).to_owned()
}

/// The setting of the plan that sets this field.
fn setting<'p>(system: &System<'p>, path: &str) -> Option<(&'p str, &'p Setting)> {
    let settings = system.plan.build.as_ref()?.settings.as_ref()?;
    let wanted = plain(path);
    let sets = |setting: &Setting| setting.sets.as_ref().map(PathRef::as_str).is_some_and(|sets| plain(sets) == wanted);
    settings.iter().find(|(_, setting)| sets(setting)).map(|(name, setting)| (name.as_str(), setting))
}

/// A value of the plan as it is written there.
fn text<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok().as_ref().and_then(scalar)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(answer) => Some(if *answer { "yes" } else { "no" }.to_owned()),
        _ => None,
    }
}
