//! What stands in the graph, and what connects it.

use super::HopId;
use crate::plan::contracts::Channel;
use crate::plan::data::Store;
use crate::plan::goals::Journey;
use crate::plan::map::{Component, ComponentKind, FailureMode};
use crate::plan::{Entity, Node};

/// Something that stands in the graph, with its id.
#[derive(Debug, Clone, Copy)]
pub enum Vertex<'p> {
    /// What runs.
    Component(&'p str, &'p Component),
    /// What keeps data.
    Store(&'p str, &'p Store),
    /// A queue, topic or log.
    Channel(&'p str, &'p Channel),
    /// A node of an included system, as `payments:api`.
    Foreign(&'p str),
    /// A traffic class.
    Journey(&'p str, &'p Journey),
    /// A way in which something fails.
    FailureMode(&'p str, &'p FailureMode),
    /// No vertex of this graph.
    Nothing,
}

impl<'p> Vertex<'p> {
    /// Its id in the plan.
    pub fn id(self) -> &'p str {
        match self {
            Self::Component(id, _)
            | Self::Store(id, _)
            | Self::Channel(id, _)
            | Self::Foreign(id)
            | Self::Journey(id, _)
            | Self::FailureMode(id, _) => id,
            Self::Nothing => "",
        }
    }

    /// It as a node: a component or a store.
    pub fn node(self) -> Option<&'p dyn Node> {
        match self {
            Self::Component(_, component) => Some(component),
            Self::Store(_, store) => Some(store),
            _ => None,
        }
    }

    /// It as an entity of the plan.
    pub fn entity(self) -> Option<&'p dyn Entity> {
        match self {
            Self::Component(_, component) => Some(component),
            Self::Store(_, store) => Some(store),
            Self::Channel(_, channel) => Some(channel),
            Self::Journey(_, journey) => Some(journey),
            Self::FailureMode(_, mode) => Some(mode),
            Self::Foreign(_) | Self::Nothing => None,
        }
    }

    /// Whether it is a program in a user's hands: how long that thinks, and how often it is off, is no part of what we promise.
    pub fn is_users(self) -> bool {
        self.component().is_some_and(|component| component.kind == Some(ComponentKind::Client))
    }

    /// It as a component.
    pub fn component(self) -> Option<&'p Component> {
        if let Self::Component(_, component) = self { Some(component) } else { None }
    }

    /// It as a store.
    pub fn store(self) -> Option<&'p Store> {
        if let Self::Store(_, store) = self { Some(store) } else { None }
    }

    /// It as a channel.
    pub fn channel(self) -> Option<&'p Channel> {
        if let Self::Channel(_, channel) = self { Some(channel) } else { None }
    }
}

/// How one vertex is connected to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A journey enters at a component.
    Enters,
    /// A call, or an operation of one.
    Calls(HopId),
    /// A call reads this cache first.
    Caches(HopId),
    /// A component puts messages into a channel.
    Publishes,
    /// A channel gives messages to a component.
    Delivers,
    /// Messages of a channel that can't be worked on go to another.
    DeadLetters,
    /// A channel is carried by a node.
    CarriedBy,
    /// A component lives in the process of another.
    RunsIn,
    /// A store is hosted by another.
    Within,
    /// A failure mode strikes here.
    Strikes,
}

impl Link {
    /// The hop, where it is a call.
    pub fn hop(self) -> Option<HopId> {
        if let Self::Calls(hop) = self { Some(hop) } else { None }
    }
}
