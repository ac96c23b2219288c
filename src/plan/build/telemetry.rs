//! Logs, metrics and traces.

use crate::plan::entity::{choice, shape};
use crate::plan::reference::{ComponentRef, PathRef};
use crate::plan::value::{Bytes, Duration, Fact, Limit, Money, Number, Register};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

shape! {
    /// What is seen of the system, and where one component differs.
    pub struct Telemetry {
        /// Logs.
        pub logs: Fact<Logs>,
        /// Metrics.
        pub metrics: Fact<Metrics>,
        /// Traces.
        pub tracing: Fact<Tracing>,
        /// Components that differ.
        pub components: Option<Register<ComponentRef, ComponentTelemetry>>,
    }
}

shape! {
    /// What is seen of one component, where it differs.
    pub struct ComponentTelemetry {
        /// Logs.
        pub logs: Fact<Logs>,
        /// Metrics.
        pub metrics: Fact<Metrics>,
        /// Traces.
        pub tracing: Fact<Tracing>,
    }
}

shape! {
    /// What is logged.
    pub struct Logs {
        /// The format of a line.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub format: Option<LogFormat>,
        /// The fields of a line.
        pub fields: Option<Vec<String>>,
        /// The fields that are blacked out.
        pub redact: Fact<Vec<String>>,
        /// The lines that a request writes.
        pub lines_per_request: Option<Number>,
        /// The size of a line.
        pub line_bytes: Option<Bytes>,
        /// What a GiB costs, taken in and kept.
        pub cost_per_gib: Option<Money>,
        /// Where logs go, and how long they stay.
        pub sinks: Option<Vec<Sink>>,
        /// What happens when they can't be written.
        pub on_full: Option<LogOnFull>,
    }
}

choice! {
    /// The format of a log line.
    pub enum LogFormat {
        /// One JSON object.
        Json,
        /// Free text.
        Text,
    }
}

choice! {
    /// What happens to a log line that can't be written.
    pub enum LogOnFull {
        /// It is dropped.
        Drop,
        /// The request waits.
        Block,
    }
}

shape! {
    /// A place where logs go.
    pub struct Sink {
        /// Where.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub to: Option<String>,
        /// How long they stay.
        pub retention: Option<Limit<Duration>>,
    }
}

shape! {
    /// What is measured.
    pub struct Metrics {
        /// Rate, errors and duration of these endpoints and calls.
        pub red: Fact<AllOr<Vec<String>>>,
        /// Utilisation, saturation and errors of these resources.
        pub r#use: Fact<AllOr<Vec<String>>>,
        /// The gauge of each limit in the plan, by the limit's path.
        pub saturation: Fact<AllOr<Register<PathRef, Fact<String>>>>,
        /// Labels that can take any value.
        pub unbounded_labels: Fact<Vec<String>>,
    }
}

shape! {
    /// What is traced.
    pub struct Tracing {
        /// Who writes the spans.
        pub instrumentation: Fact<Instrumentation>,
        /// The calls and channels over which the context is carried.
        pub carried: Fact<AllOr<Vec<PathRef>>>,
        /// What is kept whatever the sampling.
        pub keeps: Fact<Vec<Keeps>>,
    }
}

choice! {
    /// Who writes the spans.
    pub enum Instrumentation {
        /// A library, by itself.
        Auto,
        /// Our code.
        Manual,
    }
}

choice! {
    /// Traces that are kept whatever the sampling.
    pub enum Keeps {
        /// Those with an error.
        Errors,
        /// The slow ones.
        Slow,
    }
}

/// The word `all`, or these.
#[derive(Debug, Clone, PartialEq)]
pub enum AllOr<T> {
    /// All there are.
    All,
    /// Only these.
    These(T),
}

impl<T: Serialize> Serialize for AllOr<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::These(these) => these.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for AllOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AllVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for AllVisitor<T> {
            type Value = AllOr<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`none`, `all`, or the ones that are meant")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<AllOr<T>, E> {
                if text == "all" {
                    Ok(AllOr::All)
                } else {
                    Err(E::custom(format!("`{text}` is neither `none` nor `all`\nwrite one of the two, or list the ones that are meant")))
                }
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<AllOr<T>, A::Error> {
                T::deserialize(SeqAccessDeserializer::new(seq)).map(AllOr::These)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AllOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(AllOr::These)
            }
        }
        deserializer.deserialize_any(AllVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for AllOr<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("all-or-{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let these = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "const": "all", "description": "All there are." }, these] })
    }
}
