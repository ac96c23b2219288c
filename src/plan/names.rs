//! What a plan declares, by kind: what references may name.

use super::value::Register;
use super::{Id, Plan};
use std::collections::BTreeSet;

/// One namespace of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// Components, stores and channels.
    Node,
    /// Journeys.
    Journey,
    /// Zones.
    Zone,
    /// Regions.
    Region,
    /// Groups of alternatives.
    Group,
    /// Data classes.
    Class,
    /// Decisions.
    Decision,
    /// Dynamic inputs.
    DynamicInput,
    /// Teams.
    Team,
    /// Alerts.
    Alert,
    /// Runbooks.
    Runbook,
    /// Failure modes.
    FailureMode,
}

/// The register of the plan that declares the ids of a namespace.
pub const REGISTERS: [(&str, &str, Namespace); 15] = [
    ("goals", "journeys", Namespace::Journey),
    ("map", "components", Namespace::Node),
    ("data", "stores", Namespace::Node),
    ("contracts", "channels", Namespace::Node),
    ("map", "zones", Namespace::Zone),
    ("map", "regions", Namespace::Region),
    ("map", "groups", Namespace::Group),
    ("map", "failure_modes", Namespace::FailureMode),
    ("data", "classes", Namespace::Class),
    ("data", "decisions", Namespace::Decision),
    ("build", "dynamic_inputs", Namespace::DynamicInput),
    ("build", "deploys", Namespace::Node),
    ("operations", "teams", Namespace::Team),
    ("operations", "alerts", Namespace::Alert),
    ("operations", "runbooks", Namespace::Runbook),
];

fn ids<V>(register: Option<&Register<Id, V>>) -> Vec<&str> {
    register.into_iter().flat_map(|register| register.keys()).map(Id::as_str).collect()
}

impl Plan {
    /// The ids of the components.
    pub fn component_ids(&self) -> Vec<&str> {
        self.components().map(|(id, _)| id.as_str()).collect()
    }

    /// The ids of the stores.
    pub fn store_ids(&self) -> Vec<&str> {
        self.stores().map(|(id, _)| id.as_str()).collect()
    }

    /// The ids of the channels.
    pub fn channel_ids(&self) -> Vec<&str> {
        self.channels().map(|(id, _)| id.as_str()).collect()
    }

    /// The calls, and the operations of those that have some: `api -> payments`, `api -> payments/charge`.
    pub fn call_ids(&self) -> Vec<String> {
        let mut calls = Vec::new();
        for (key, call) in self.calls() {
            calls.push(key.to_string());
            calls.extend(call.operations.iter().flat_map(|operations| operations.keys()).map(|operation| format!("{key}/{operation}")));
        }
        calls
    }

    /// The ids of one namespace, in the order of the author.
    pub fn ids(&self, namespace: Namespace) -> Vec<&str> {
        let (map, operations) = (self.map.as_ref(), self.operations.as_ref());
        match namespace {
            Namespace::Node => [self.component_ids(), self.store_ids(), self.channel_ids()].concat(),
            Namespace::Journey => self.journeys().map(|(id, _)| id.as_str()).collect(),
            Namespace::Zone => ids(map.and_then(|map| map.zones.as_ref())),
            Namespace::Region => ids(map.and_then(|map| map.regions.as_ref())),
            Namespace::Group => self.group_ids(),
            Namespace::Class => self.classes().map(|(id, _)| id.as_str()).collect(),
            Namespace::Decision => self.decisions().map(|(id, _)| id.as_str()).collect(),
            Namespace::DynamicInput => ids(self.build.as_ref().and_then(|build| build.dynamic_inputs.as_ref())),
            Namespace::Team => ids(operations.and_then(|operations| operations.teams.as_ref())),
            Namespace::Alert => self.alerts().map(|(id, _)| id.as_str()).collect(),
            Namespace::Runbook => self.runbooks().map(|(id, _)| id.as_str()).collect(),
            Namespace::FailureMode => self.failure_modes().map(|(id, _)| id.as_str()).collect(),
        }
    }

    /// Groups are declared by the calls that use them.
    fn group_ids(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let mut groups = Vec::new();
        for (_, call) in self.calls() {
            let inner = call.operations.iter().flat_map(|operations| operations.values()).filter_map(|operation| operation.any_of.as_ref());
            for group in call.any_of.iter().chain(inner) {
                if seen.insert(group.as_str()) {
                    groups.push(group.as_str());
                }
            }
        }
        groups
    }
}

impl Namespace {
    /// The namespaces that a reference of this kind may name something of.
    pub fn of_reference(kind: &str) -> &'static [Self] {
        match kind {
            "component" | "store" | "cache-store" | "node" | "channel" | "source" | "call" | "call-key" => &[Self::Node],
            "journey" | "slo" => &[Self::Journey],
            "zone" => &[Self::Zone],
            "region" => &[Self::Region],
            "group" => &[Self::Group],
            "class" => &[Self::Class],
            "team" => &[Self::Team],
            "decision" => &[Self::Decision],
            "alert" => &[Self::Alert],
            "runbook" => &[Self::Runbook],
            "failure-mode" => &[Self::FailureMode],
            "place" => &[Self::Node, Self::Zone, Self::Region, Self::DynamicInput],
            "path" | "finding" | "condition" => &[
                Self::Node,
                Self::Journey,
                Self::Zone,
                Self::Region,
                Self::Group,
                Self::Class,
                Self::Decision,
                Self::DynamicInput,
                Self::Team,
                Self::Alert,
                Self::Runbook,
                Self::FailureMode,
            ],
            _ => &[],
        }
    }
}
