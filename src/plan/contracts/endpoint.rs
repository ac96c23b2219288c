//! APIs and their endpoints.

use crate::plan::entity::{choice, entity, shape};
use crate::plan::reference::{ComponentRef, FilePath, JourneyRef, TeamRef};
use crate::plan::value::{Bytes, Count, Duration, Fact, Limit, Rate, Register};

entity! {
    /// What one component lets others call.
    pub struct Api {
        /// The component that answers it.
        pub component: Option<ComponentRef>,
        /// The file with its schema, as `openapi.yaml`.
        pub schema: Fact<FilePath>,
        /// Its version.
        pub version: Fact<String>,
        /// The team that answers for it; absent: the component's.
        pub owner: Option<TeamRef>,
        /// Who may reach it.
        pub visibility: Option<Visibility>,
        /// The address of a server, for experiments.
        pub server: Option<String>,
        /// How it tells what went wrong.
        pub errors: Fact<Errors>,
        /// What refuses a breaking change in CI.
        pub gate: Fact<String>,
        /// How something is taken away.
        pub deprecation: Fact<Deprecation>,
        /// Its endpoints, keyed `METHOD /path`.
        pub endpoints: Option<Register<String, Endpoint>>,
    }
}

choice! {
    /// Who may reach an API.
    pub enum Visibility {
        /// Anyone.
        Public,
        /// Chosen companies.
        Partner,
        /// Our own systems.
        Internal,
    }
}

shape! {
    /// How an API tells what went wrong.
    pub struct Errors {
        /// The format, as `RFC 9457`.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub format: Option<String>,
        /// Whether an error says if trying again helps.
        pub retryable: Option<bool>,
    }
}

shape! {
    /// How something is taken away from an API.
    pub struct Deprecation {
        /// The time between the announcement and the end.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub notice: Option<Duration>,
        /// Whether answers carry the Deprecation and Sunset headers.
        pub headers: Option<bool>,
    }
}

entity! {
    /// One method on one path.
    pub struct Endpoint {
        /// The journey that it serves.
        pub journey: Option<JourneyRef>,
        /// Who may reach it; absent: as the API says.
        pub visibility: Option<Visibility>,
        /// Its version; absent: the API's.
        pub version: Option<String>,
        /// How long it works on one request before it gives up.
        pub deadline: Option<Duration>,
        /// Whether it changes something.
        pub mutates: Option<bool>,
        /// What happens when a request arrives twice.
        pub idempotency: Fact<Idempotency>,
        /// Whether it answers with a list.
        pub list: Option<bool>,
        /// Who may call it: `anyone`, or a rule in words.
        pub auth: Fact<Auth>,
        /// Which objects a caller may touch.
        pub object_rule: Fact<String>,
        /// How much of something it takes.
        pub limits: Option<EndpointLimits>,
        /// How input is checked.
        pub validated: Fact<Validated>,
        /// What happens to input that fails the check.
        pub on_invalid: Option<OnInvalid>,
    }
}

/// Who may call an endpoint: `anyone`, or a rule in words.
pub type Auth = String;

shape! {
    /// How much of something an endpoint takes.
    pub struct EndpointLimits {
        /// The largest body.
        pub body: Option<Limit<Bytes>>,
        /// The most items of one page.
        pub page: Option<Limit<Count>>,
        /// Requests by time, of one caller.
        pub rate: Option<Limit<Rate>>,
        /// Why a limit is larger than usual.
        pub reason: Option<String>,
    }
}

choice! {
    /// How input is checked.
    pub enum Validated {
        /// By a schema.
        Schema,
        /// By code written for it.
        ByHand,
    }
}

choice! {
    /// What happens to input that fails the check.
    pub enum OnInvalid {
        /// It is refused.
        Reject,
        /// The request dies with an error of ours.
        Crash,
    }
}

shape! {
    /// What happens when a request arrives twice.
    pub struct Idempotency {
        /// What kind of operation it is.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub kind: Option<IdempotencyKind>,
        /// Within what a key is unique, as `buyer`.
        pub scope: Fact<String>,
        /// How long a key is remembered.
        pub ttl: Option<Limit<Duration>>,
        /// Whether the key is written in the transaction of the effect.
        pub stored: Option<Stored>,
        /// Whether a second request with other contents is refused.
        pub compares: Option<bool>,
    }
}

choice! {
    /// What kind of operation it is when it comes to repeats.
    pub enum IdempotencyKind {
        /// It changes nothing.
        Safe,
        /// Twice is the same as once, by its nature.
        Idempotent,
        /// A key tells a repeat from a new request.
        Keyed,
    }
}

choice! {
    /// Where a key is kept.
    pub enum Stored {
        /// In the transaction of the effect.
        WithEffect,
        /// Somewhere else.
        Apart,
    }
}
