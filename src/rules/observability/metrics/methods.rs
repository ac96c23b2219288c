//! What is measured of requests and of resources, and by which labels.

use super::limits;
use crate::plan::build::{AllOr, Metrics};
use crate::plan::reference::ends;
use crate::plan::value::Fact;
use crate::rules::demands::joined;
use crate::rules::observability::telemetry::{Said, asked_once, run_by_us, said};
use crate::rules::{Context, Demands, Ruling, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

type Named<'p> = Said<'p, &'p AllOr<Vec<String>>>;

/// ME1: requests or resources are not measured.
pub(in crate::rules) fn not_measured(context: &Context<'_>) -> Vec<Ruling> {
    let mut endpoints: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (id, api, name, _) in context.plan.endpoints() {
        if let Some(component) = &api.component {
            endpoints.entry(component.as_str()).or_default().push((id.as_str(), name));
        }
    }
    let judged = run_by_us(context).map(|(at, id, component)| {
        let red: Named<'_> = said(context.plan, id, "red", |metrics: &Metrics| metrics.red.as_ref());
        let uses: Named<'_> = said(context.plan, id, "use", |metrics: &Metrics| metrics.r#use.as_ref());
        let requests = || {
            let own = endpoints
                .get(id)
                .into_iter()
                .flatten()
                .map(|(api, name)| vec![(*name).to_owned(), format!("{api} {name}"), (*api).to_owned()]);
            own.chain(calls(context, at).into_iter().map(|call| vec![call])).collect()
        };
        let resources = || {
            let admission = limits::of_component(component).into_iter().map(|limit| vec![format!("{id}.{}", limit.field)]);
            let pools = calls_with_pool(context, at).into_iter().map(|call| vec![format!("{call}.pool"), call]);
            admission.chain(pools).collect()
        };
        let (has_red, red_lack) = measured(&red, id, requests, "rate, errors and duration");
        let (has_use, use_lack) = measured(&uses, id, resources, "how full its pools and queues are");
        let group = if has_red == Some(false) { red.group("metrics/ME1") } else { uses.group("metrics/ME1") };
        let is_off = red.fact.is_none() || uses.fact.is_none();
        let ruling = Demands::default()
            .want(has_red, red.path(), red_lack)
            .want(has_use, uses.path(), use_lack)
            .ruling(context.node(at), |lacks| format!("of {id} nothing measures {lacks}"));
        ruling.adding(|mut violation| {
            violation.group = group.filter(|_| is_off);
            violation
        })
    });
    asked_once(context, judged)
}

fn calls(context: &Context<'_>, at: NodeIndex) -> Vec<String> {
    let mut calls: Vec<String> = context.system.hops_from(at).map(|(_, hop)| hop.call_id().to_owned()).collect();
    calls.dedup();
    calls
}

fn calls_with_pool(context: &Context<'_>, at: NodeIndex) -> Vec<String> {
    let pooled = context.system.hops_from(at).filter(|(_, hop)| hop.call.pool.known().is_some());
    let mut calls: Vec<String> = pooled.map(|(_, hop)| hop.call_id().to_owned()).collect();
    calls.dedup();
    calls
}

/// Whether all of a component is measured, and what is said where it is not. Each thing may be listed by one of several names.
fn measured(said: &Named<'_>, id: &str, things: impl Fn() -> Vec<Vec<String>>, what: &str) -> (Option<bool>, String) {
    match &said.fact {
        Fact::Unknown => (None, String::new()),
        Fact::None => (Some(false), what.to_owned()),
        Fact::Known(AllOr::All) => (Some(true), String::new()),
        Fact::Known(AllOr::These(these)) => {
            let these: Vec<String> = these.iter().map(|name| one_way(name)).collect();
            let is_listed = |name: &String| {
                these
                    .iter()
                    .any(|listed| listed == name || listed.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(['.', '/'])))
            };
            if these.iter().any(|listed| listed == id) {
                return (Some(true), String::new());
            }
            let things = things();
            let lacking: Vec<&str> =
                things.iter().filter(|names| !names.iter().any(is_listed)).filter_map(|names| names.first()).map(String::as_str).collect();
            match lacking.as_slice() {
                [] => (Some(true), String::new()),
                lacking => (Some(false), format!("{what} ({})", joined(lacking))),
            }
        }
    }
}

/// A name as the graph spells it: `api->orders` is `api -> orders`.
fn one_way(name: &str) -> String {
    let name = name.trim();
    ends(name).map_or_else(|| name.to_owned(), |(caller, callee)| format!("{caller} -> {callee}"))
}

/// ME4: a metric has a label that can take any number of values.
pub(in crate::rules) fn unbounded_label(context: &Context<'_>) -> Vec<Ruling> {
    let judged = run_by_us(context).filter_map(|(at, id, _)| {
        let labels = said(context.plan, id, "unbounded_labels", |metrics: &Metrics| metrics.unbounded_labels.as_ref());
        if labels.is_off() {
            return None;
        }
        // Who measures nothing has no labels.
        let silent = |named: Named<'_>| named.fact.is_none();
        let measures = |field| -> Named<'_> {
            said(context.plan, id, field, |metrics: &Metrics| if field == "red" { metrics.red.as_ref() } else { metrics.r#use.as_ref() })
        };
        if labels.fact.is_unknown() && silent(measures("red")) && silent(measures("use")) {
            return None;
        }
        let subject = context.node(at);
        Some(match &labels.fact {
            Fact::Unknown => Ruling::unknown(subject, labels.path()),
            Fact::None => Ruling::holds(subject),
            Fact::Known(names) if names.is_empty() => Ruling::holds(subject),
            Fact::Known(names) => {
                let named: Vec<&str> = names.iter().map(String::as_str).collect();
                let message = format!("metrics of {id} are labelled by {}, of which there is any number of values", joined(&named));
                let mut violation = Violation::new(message, labels.path()).because(labels.path(), format!("labels: {}", joined(&named)));
                violation.group = labels.group("metrics/ME4");
                Ruling::violated(subject, violation)
            }
        })
    });
    asked_once(context, judged)
}
