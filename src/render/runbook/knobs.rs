//! What can be turned while something fails: the limits of the plan, how they stand, and the setting that moves each.

use crate::graph::Place;
use crate::graph::{Hop, HopId, Route, System, Vertex};
use crate::plan::build::{AllOr, Setting};
use crate::plan::contracts::Channel;
use crate::plan::map::{Admission, Component};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

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

/// What can be turned in a plan, by what moves it and what shows it.
pub(super) struct Panel<'s, 'p> {
    system: &'s System<'p>,
    /// The settings by the field that each sets; the first where several set one.
    settings: BTreeMap<String, (&'p str, &'p Setting)>,
    /// The gauges of limits, as `api -> orders.pool`.
    gauges: Vec<(String, Option<&'p str>)>,
}

impl<'s, 'p> Panel<'s, 'p> {
    /// That of a plan.
    pub(super) fn new(system: &'s System<'p>) -> Self {
        let build = system.plan.build.as_ref();
        let mut settings = BTreeMap::new();
        for (name, setting) in build.and_then(|build| build.settings.as_ref()).into_iter().flat_map(|settings| settings.iter()) {
            if let Some(field) = &setting.sets {
                settings.entry(plain(field.as_str())).or_insert((name.as_str(), setting));
            }
        }
        let metrics = build.and_then(|build| build.telemetry.as_ref()).and_then(|telemetry| telemetry.metrics.known());
        let gauges = match metrics.and_then(|metrics| metrics.saturation.known()) {
            Some(AllOr::These(gauges)) => {
                gauges.iter().map(|(limit, gauge)| (plain(limit.as_str()), gauge.known().map(String::as_str))).collect()
            }
            _ => Vec::new(),
        };
        Self { system, settings, gauges }
    }

    /// Around a place: of the calls to it, its own, and those of the calls to its callers that a setting moves.
    pub(super) fn around(&self, place: &Place<'_>) -> Vec<Knob> {
        let system = self.system;
        let mut knobs: Vec<Knob> = Vec::new();
        for hop in place.hops_to(system) {
            knobs.extend(self.of_call(hop));
        }
        for at in place.vertices(system) {
            knobs.extend(match system.vertex(at) {
                Vertex::Component(id, component) => self.of_component(id, component),
                Vertex::Channel(id, channel) => self.of_channel(id, channel),
                Vertex::Store(id, store) => self.of(id, &[("max_connections", store.max_connections.map(|count| count.to_string()))]),
                _ => Vec::new(),
            });
        }
        for hop in place.hops_to(system) {
            knobs.extend(system.hops_to(hop.caller).flat_map(|(_, hop)| self.moved(hop)));
        }
        if let Place::Input(input, _) = place {
            let on_invalid = input.on_invalid.map(|action| text(&action));
            let kill_switch = input.kill_switch.map(|there| if there { "yes" } else { "no" }.to_owned());
            knobs.extend(self.of("", &[("on_invalid", on_invalid.flatten()), ("kill_switch", kill_switch)]));
        }
        // Operations share what their call says.
        let mut seen = BTreeSet::new();
        knobs.retain(|knob| seen.insert(knob.path.clone()));
        knobs
    }

    /// Along a journey: of the components where it enters, and those of its calls that a setting moves.
    pub(super) fn along(&self, route: &Route<'_>, hops: &[HopId]) -> Vec<Knob> {
        let entries = route.entries.iter().filter_map(|at| {
            let vertex = self.system.vertex(*at);
            vertex.component().map(|component| self.of_component(vertex.id(), component))
        });
        let calls = hops.iter().flat_map(|hop| self.moved(self.system.hop(*hop)));
        let mut seen = BTreeSet::new();
        entries.flatten().chain(calls).filter(|knob| seen.insert(knob.path.clone())).collect()
    }

    /// Those of a call that a setting moves.
    fn moved(&self, hop: &Hop<'_>) -> Vec<Knob> {
        let is_moved = |owner: &str| {
            let fields = plain(owner) + ".";
            self.settings.range(fields.clone()..).next().is_some_and(|(field, _)| field.starts_with(&fields))
        };
        if !is_moved(hop.id()) && !is_moved(hop.call_id()) {
            return Vec::new();
        }
        self.of_call(hop).into_iter().filter(|knob| knob.setting.is_some()).collect()
    }

    /// The stated fields of a call, each where it stands: at the operation or at the call.
    fn of_call(&self, hop: &Hop<'_>) -> Vec<Knob> {
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
            Some(self.knob(format!("{owner}.{field}"), Some(value)))
        };
        OF_A_CALL.iter().filter_map(knob).collect()
    }

    fn of_component(&self, id: &str, component: &Component) -> Vec<Knob> {
        let admission = component.admission.known();
        let field = |part: fn(&Admission) -> Option<String>| admission.and_then(part);
        let instances = component.instances.as_ref();
        let shed =
            |admission: &Admission| admission.shed.known().map(|shed| shed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        self.of(
            id,
            &[
                ("deadline", component.deadline.map(|deadline| deadline.to_string())),
                ("instances.min", instances.and_then(|instances| instances.min).map(|count| count.to_string())),
                ("instances.max", instances.and_then(|instances| instances.max).map(|count| count.to_string())),
                ("admission.in_flight", field(|admission| admission.in_flight.map(|limit| limit.to_string()))),
                ("admission.queue", field(|admission| admission.queue.map(|limit| limit.to_string()))),
                ("admission.rate", field(|admission| admission.rate.map(|limit| limit.to_string()))),
                ("admission.shed", field(shed)),
            ],
        )
    }

    fn of_channel(&self, id: &str, channel: &Channel) -> Vec<Knob> {
        let mut knobs = self.of(
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
            knobs.extend(self.of(&format!("{id}.consumers.{component}"), &fields));
        }
        knobs
    }

    /// Those of the fields that are stated.
    fn of(&self, owner: &str, fields: &[(&str, Option<String>)]) -> Vec<Knob> {
        let stated = fields.iter().filter_map(|(field, value)| value.clone().map(|value| (field, value)));
        let path = |field: &str| if owner.is_empty() { field.to_owned() } else { format!("{owner}.{field}") };
        stated.map(|(field, value)| self.knob(path(field), Some(value))).collect()
    }

    fn knob(&self, path: String, value: Option<String>) -> Knob {
        let field = plain(&path);
        let setting = self.settings.get(&field).copied();
        let range = setting.and_then(|(_, setting)| match (&setting.min, &setting.max) {
            (Some(min), Some(max)) => Some(format!("{min} to {max}")),
            (Some(min), None) => Some(format!("from {min}")),
            (None, Some(max)) => Some(format!("to {max}")),
            (None, None) => None,
        });
        let metric = self.metric(&field).map(str::to_owned);
        Knob { path, value, setting: setting.map(|(name, _)| name.to_owned()), range, metric }
    }

    /// The gauge of the limit that a field belongs to: `api -> orders.pool` for `api -> orders.pool.size`.
    fn metric(&self, field: &str) -> Option<&'p str> {
        let is_of = |limit: &str| field.strip_prefix(limit).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.gauges.iter().find(|(limit, _)| is_of(limit)).and_then(|(_, gauge)| *gauge)
    }
}

/// A path without blanks and without the section that it stands in.
fn plain(path: &str) -> String {
    let path: String = path.chars().filter(|c| !c.is_whitespace()).collect();
    let sections = ["map.calls.", "map.components.", "data.stores.", "contracts.channels."];
    sections.iter().find_map(|section| path.strip_prefix(section)).unwrap_or(&path).to_owned()
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
