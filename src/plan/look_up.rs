//! Short ways to the registers of a plan: an absent section is an empty one.

use super::build::{Deploy, DynamicInput, Secret, Setting};
use super::contracts::{Api, Channel, Consumer, Endpoint};
use super::data::{Class, Decision, Invariant, Store, Transaction};
use super::goals::Journey;
use super::map::{Call, Component, FailureMode};
use super::operations::{Acceptance, Alert, Runbook};
use super::reference::{ComponentRef, FindingRef};
use super::validation::{Experiment, LoadTest, Test};
use super::value::Register;
use super::{CallKey, Id, Node, Plan};
use std::hash::Hash;

/// The entries of a register that may be absent.
fn entries<K: Hash + Eq, V>(register: Option<&Register<K, V>>) -> impl Iterator<Item = (&K, &V)> {
    register.into_iter().flat_map(|register| register.iter())
}

/// `journeys: goals.journeys: Id => Journey`: one method for each register.
macro_rules! registers {
    ($($(#[$doc:meta])* $name:ident: $section:ident.$field:ident: $key:ty => $type:ty;)+) => {
        impl Plan {$(
            $(#[$doc])*
            pub fn $name(&self) -> impl Iterator<Item = (&$key, &$type)> {
                entries(self.$section.as_ref().and_then(|section| section.$field.as_ref()))
            }
        )+}
    };
}

registers! {
    /// The journeys, in the order of the author.
    journeys: goals.journeys: Id => Journey;
    /// The components.
    components: map.components: Id => Component;
    /// The calls.
    calls: map.calls: CallKey => Call;
    /// The failure modes.
    failure_modes: map.failure_modes: Id => FailureMode;
    /// The data classes.
    classes: data.classes: Id => Class;
    /// The stores.
    stores: data.stores: Id => Store;
    /// The transactions.
    transactions: data.transactions: Id => Transaction;
    /// The invariants.
    invariants: data.invariants: Id => Invariant;
    /// The decisions.
    decisions: data.decisions: Id => Decision;
    /// The APIs.
    apis: contracts.apis: Id => Api;
    /// The channels.
    channels: contracts.channels: Id => Channel;
    /// How each component is shipped.
    deploys: build.deploys: ComponentRef => Deploy;
    /// What changes behaviour without a deploy.
    dynamic_inputs: build.dynamic_inputs: Id => DynamicInput;
    /// The configuration keys.
    settings: build.settings: String => Setting;
    /// The secrets.
    secrets: build.secrets: Id => Secret;
    /// The tests.
    tests: validation.tests: Id => Test;
    /// The load tests.
    loads: validation.loads: Id => LoadTest;
    /// The experiments.
    experiments: validation.experiments: Id => Experiment;
    /// The alerts.
    alerts: operations.alerts: Id => Alert;
    /// The runbooks.
    runbooks: operations.runbooks: Id => Runbook;
    /// The accepted risks.
    accepted: operations.accepted: FindingRef => Acceptance;
}

impl Plan {
    /// The endpoints with their APIs: id and API, name and endpoint.
    pub fn endpoints(&self) -> impl Iterator<Item = (&Id, &Api, &str, &Endpoint)> {
        self.apis().flat_map(|(id, api)| entries(api.endpoints.as_ref()).map(move |(name, endpoint)| (id, api, name.as_str(), endpoint)))
    }

    /// The consumers with their channels: id and channel, component and consumer.
    pub fn consumers(&self) -> impl Iterator<Item = (&Id, &Channel, &str, &Consumer)> {
        self.channels().flat_map(|(id, channel)| {
            let all = channel.consumers.iter().flat_map(|consumers| &consumers.0);
            all.map(move |(name, consumer)| (id, channel, name.as_str(), consumer))
        })
    }

    /// The id of the system, empty where it is missing.
    pub fn system_id(&self) -> &str {
        self.system.as_ref().map_or("", Id::as_str)
    }

    /// The component of this id.
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.map.as_ref()?.components.as_ref()?.get(id)
    }

    /// The store of this id.
    pub fn store(&self, id: &str) -> Option<&Store> {
        self.data.as_ref()?.stores.as_ref()?.get(id)
    }

    /// The component or store of this id.
    pub fn node(&self, id: &str) -> Option<&dyn Node> {
        let component = self.component(id).map(|component| component as &dyn Node);
        component.or_else(|| self.store(id).map(|store| store as &dyn Node))
    }

    /// The call with this key, as the plan spells it.
    pub fn call(&self, key: &str) -> Option<&Call> {
        self.map.as_ref()?.calls.as_ref()?.get(&CallKey(key.to_owned()))
    }

    /// The data class of this id.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.data.as_ref()?.classes.as_ref()?.get(id)
    }

    /// The channel of this id.
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.contracts.as_ref()?.channels.as_ref()?.get(id)
    }

    /// The journey of this id.
    pub fn journey(&self, id: &str) -> Option<&Journey> {
        self.goals.as_ref()?.journeys.as_ref()?.get(id)
    }

    /// The team that answers for a node: its own, or the plan's.
    pub fn owner_of(&self, id: &str) -> Option<&str> {
        self.owner_or(self.node(id).and_then(Node::owner))
    }

    /// The team that answers for what has this owner: that, or the plan's.
    pub fn owner_or<'a>(&'a self, own: Option<&'a super::TeamRef>) -> Option<&'a str> {
        own.or(self.owner.as_ref()).map(super::TeamRef::as_str)
    }

    /// How much depends on a node: its own word, or the plan's.
    pub fn criticality_of(&self, id: &str) -> Option<super::Criticality> {
        self.node(id).and_then(Node::criticality).or(self.criticality)
    }
}
