//! The components that requests from outside come to first.

use crate::graph::System;
use crate::plan::contracts::{Api, Visibility};
use crate::plan::map::{Component, ComponentKind};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// The first component of each journey that is no program of a user, and those with an API that is open to others.
pub(super) fn exposed(system: &System<'_>) -> BTreeSet<NodeIndex> {
    let mut exposed = BTreeSet::new();
    for route in system.routes() {
        for entry in &route.entries {
            if kind(system, *entry) == Some(ComponentKind::Client) {
                let called = route.from(*entry).iter().filter(|stretch| stretch.hop.is_some()).map(|stretch| stretch.to);
                exposed.extend(called);
            } else {
                exposed.insert(*entry);
            }
        }
    }
    let open = system.plan.apis().filter(|(_, api)| is_open(api)).filter_map(|(_, api)| api.component.as_ref());
    exposed.extend(open.filter_map(|component| system.find(component.as_str())));
    exposed.retain(|at| system.vertex(*at).component().is_some_and(answers_requests));
    exposed
}

fn kind(system: &System<'_>, at: NodeIndex) -> Option<ComponentKind> {
    system.vertex(at).component()?.kind
}

/// Whether requests come to it and it is ours to limit them. Who works on messages or by the clock takes what it can.
fn answers_requests(component: &Component) -> bool {
    !matches!(
        component.kind,
        Some(ComponentKind::Client | ComponentKind::External | ComponentKind::Worker | ComponentKind::Job | ComponentKind::Broker)
    )
}

fn is_open(api: &Api) -> bool {
    let endpoints = api.endpoints.iter().flat_map(|endpoints| endpoints.values());
    let mut visibilities = api.visibility.into_iter().chain(endpoints.filter_map(|endpoint| endpoint.visibility));
    visibilities.any(|visibility| visibility != Visibility::Internal)
}
