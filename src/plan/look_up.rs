//! Short ways to the registers of a plan: an absent section is an empty one.

use super::contracts::{Api, Channel};
use super::data::{Class, Decision, Invariant, Store, Transaction};
use super::goals::Journey;
use super::map::{Call, Component, FailureMode};
use super::operations::{Acceptance, Alert, Runbook};
use super::reference::FindingRef;
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
    /// The alerts.
    alerts: operations.alerts: Id => Alert;
    /// The runbooks.
    runbooks: operations.runbooks: Id => Runbook;
    /// The accepted risks.
    accepted: operations.accepted: FindingRef => Acceptance;
}

impl Plan {
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
        let own = self.node(id).and_then(Node::owner);
        own.or(self.owner.as_ref()).map(super::TeamRef::as_str)
    }

    /// How much depends on a node: its own word, or the plan's.
    pub fn criticality_of(&self, id: &str) -> Option<super::Criticality> {
        self.node(id).and_then(Node::criticality).or(self.criticality)
    }
}
