//! Step 4: API schemas, events and idempotency.

mod channel;
mod endpoint;

pub use channel::{
    Channel, ChannelIsolation, ChannelKind, ChannelOnFull, Compatibility, Consumer, Delays, Delivery, OnInvalidMessage, Outbox, Producer,
    ProducerOnFull, Publish,
};
pub use endpoint::{
    Api, Auth, Deprecation, Endpoint, EndpointLimits, Errors, Idempotency, IdempotencyKind, OnInvalid, Stored, Validated, Visibility,
};

use super::entity::shape;
use super::reference::Id;
use super::value::Register;

shape! {
    /// What callers and consumers may rely on.
    pub struct Contracts {
        /// What can be called.
        pub apis: Option<Register<Id, Api>>,
        /// Queues, topics and logs: everything that is not a call.
        pub channels: Option<Register<Id, Channel>>,
    }
}
