//! Channels: queues, topics and logs.

use super::endpoint::{Idempotency, Validated};
use crate::plan::data::{Erasure, Requirement};
use crate::plan::entity::{choice, entity, shape};
use crate::plan::node::{Instances, Load, Quantiles};
use crate::plan::reference::{AlertRef, ChannelRef, ClassRef, ComponentRef, FilePath, JourneyRef, NodeRef, TeamRef};
use crate::plan::value::{Count, Duration, Fact, Limit, Rate, Roll};

entity! {
    /// A way for messages from producers to consumers that do not wait for each other.
    pub struct Channel {
        /// What it is.
        pub kind: Option<ChannelKind>,
        /// The node that carries it: a broker, or a store.
        pub broker: Option<NodeRef>,
        /// The team that answers for it; absent: the producer's.
        pub owner: Option<TeamRef>,
        /// The file with the schema of its messages.
        pub schema: Fact<FilePath>,
        /// The version of the schema.
        pub version: Fact<String>,
        /// What refuses a breaking change in CI.
        pub gate: Fact<String>,
        /// Which versions understand each other.
        pub compatibility: Fact<Compatibility>,
        /// What decides the order: messages of one key stay in order.
        pub key: Fact<String>,
        /// How many partitions it has.
        pub partitions: Option<Count>,
        /// The data classes that it carries.
        pub carries: Fact<Vec<ClassRef>>,
        /// What in its keys tells one tenant from another.
        pub tenant_key: Fact<String>,
        /// How data of one person is erased from it.
        pub erasure: Fact<Erasure>,
        /// How often a message arrives.
        pub delivery: Option<Delivery>,
        /// How a message gets from the producer's transaction to the broker.
        pub publish: Option<Publish>,
        /// How the outbox is looked after.
        pub outbox: Option<Outbox>,
        /// How long a message is kept.
        pub retention: Option<Limit<Duration>>,
        /// How many messages may wait.
        pub max_depth: Option<Limit<Count>>,
        /// How old a waiting message may be.
        pub max_age: Option<Limit<Duration>>,
        /// What happens when it is full.
        pub on_full: Fact<ChannelOnFull>,
        /// Whether one consumer can hold up the others.
        pub isolation: Option<ChannelIsolation>,
        /// The messages put in.
        pub load: Option<Load>,
        /// How soon a backlog of an hour must be gone.
        pub drain_within: Option<Duration>,
        /// The journeys that put messages in; absent: all that reach a producer.
        pub r#in: Option<Vec<JourneyRef>>,
        /// What its users need from it.
        pub requires: Option<Vec<Requirement>>,
        /// The components that put messages in.
        pub producers: Option<Roll<ComponentRef, Producer>>,
        /// The components that take messages out.
        pub consumers: Option<Roll<ComponentRef, Consumer>>,
    }
}

choice! {
    /// What a channel is.
    pub enum ChannelKind {
        /// Each message for one consumer; done means gone.
        Queue,
        /// Each message for all consumers.
        Topic,
        /// An ordered record that consumers read at their own place.
        Log,
    }
}

choice! {
    /// Which versions of a schema understand each other.
    pub enum Compatibility {
        /// New readers read old messages.
        Backward,
        /// Old readers read new messages.
        Forward,
        /// Both, with the version before.
        Full,
        /// Both, with all versions before.
        FullTransitive,
    }
}

choice! {
    /// How often a message arrives.
    pub enum Delivery {
        /// Once or not at all.
        AtMostOnce,
        /// Once or more.
        AtLeastOnce,
        /// Once, as the broker promises.
        ExactlyOnce,
    }
}

choice! {
    /// How a message gets to the broker.
    pub enum Publish {
        /// By a call of its own, beside the transaction.
        Direct,
        /// Written in the transaction, sent by a relay.
        Outbox,
        /// Read from the log of the database.
        Cdc,
    }
}

shape! {
    /// How an outbox is looked after.
    pub struct Outbox {
        /// The alert on the age of what waits in it.
        pub lag_alarm: Fact<AlertRef>,
        /// How long what was sent stays in it.
        pub purge: Fact<Duration>,
    }
}

choice! {
    /// What happens when a channel is full.
    pub enum ChannelOnFull {
        /// New messages are refused.
        Shed,
        /// The producer waits.
        Block,
        /// The oldest go.
        DropOldest,
    }
}

choice! {
    /// What a producer does when its buffer is full.
    pub enum ProducerOnFull {
        /// It refuses new messages.
        Shed,
        /// It waits.
        Block,
    }
}

choice! {
    /// Whether one consumer can hold up the others.
    pub enum ChannelIsolation {
        /// Each has its own place.
        PerConsumer,
        /// They share one.
        Shared,
    }
}

shape! {
    /// A component that puts messages in.
    pub struct Producer {
        /// How many it holds while the broker is away.
        pub buffer: Option<Limit<Count>>,
        /// What it does when that is full.
        pub on_full: Option<ProducerOnFull>,
    }
}

shape! {
    /// A component that takes messages out.
    pub struct Consumer {
        /// How often it tries one message, the first try included.
        pub attempts: Option<Limit<Count>>,
        /// The waits between the tries.
        pub backoff: Fact<Delays>,
        /// Where a message goes that can't be worked on.
        pub dead_letter: Fact<ChannelRef>,
        /// How soon such messages are put back.
        pub redrive_within: Option<Duration>,
        /// How long the broker waits before it hands the message to another.
        pub ack_timeout: Option<Duration>,
        /// How long one message takes.
        pub latency: Option<Quantiles>,
        /// How many messages it can do.
        pub rate: Option<Rate>,
        /// How many of it run.
        pub instances: Option<Instances>,
        /// Whether it changes something.
        pub mutates: Option<bool>,
        /// What happens when a message arrives twice.
        pub idempotency: Fact<Idempotency>,
        /// How messages are checked.
        pub validated: Fact<Validated>,
        /// What happens to a message that fails the check.
        pub on_invalid: Option<OnInvalidMessage>,
    }
}

shape! {
    /// Waits between tries, from the first to the longest.
    pub struct Delays {
        /// The first.
        #[serde(alias = "$from")]
        #[schemars(extend("x-from" = true))]
        pub base: Option<Duration>,
        /// The longest.
        #[serde(alias = "$to")]
        #[schemars(extend("x-to" = true))]
        pub cap: Option<Duration>,
    }
}

choice! {
    /// What happens to a message that fails the check.
    pub enum OnInvalidMessage {
        /// It is set aside.
        Reject,
        /// The consumer dies.
        Crash,
        /// It is passed over.
        Skip,
    }
}
