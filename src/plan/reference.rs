//! Ids, and the references to them. The reader records every place where one stands, by the newtype's name.

use super::value::{Misread, scalar};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;

macro_rules! reference {
    ($($(#[$doc:meta])* $name:ident = $newtype:literal, $kind:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(rename = $newtype)]
        #[schemars(inline, extend("x-ref" = $kind))]
        pub struct $name(pub String);

        impl $name {
            /// The text as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

reference! {
    /// The id of an entity, where it is declared: kebab-case, beginning with a letter.
    Id = "$id", "id";
    /// Names a component.
    ComponentRef = "$ref component", "component";
    /// Names a store.
    StoreRef = "$ref store", "store";
    /// Names a store, or says `process`: kept in the memory of the caller.
    CacheStore = "$ref cache-store", "cache-store";
    /// Names a node: a component or a store.
    NodeRef = "$ref node", "node";
    /// Names a channel.
    ChannelRef = "$ref channel", "channel";
    /// Names a store or a channel.
    SourceRef = "$ref source", "source";
    /// Names a journey.
    JourneyRef = "$ref journey", "journey";
    /// Names a zone.
    ZoneRef = "$ref zone", "zone";
    /// Names a region.
    RegionRef = "$ref region", "region";
    /// Names a group of alternatives, which its calls declare by using it.
    GroupRef = "$ref group", "group";
    /// Names a data class.
    ClassRef = "$ref class", "class";
    /// Names a call, as `api -> payments`, or an operation of one, as `api -> payments/charge`.
    CallRef = "$ref call", "call";
    /// Names a team; once `operations.teams` is written, it must be one of them.
    TeamRef = "$ref team", "team";
    /// Names a decision.
    DecisionRef = "$ref decision", "decision";
    /// Names an alert.
    AlertRef = "$ref alert", "alert";
    /// Names a runbook.
    RunbookRef = "$ref runbook", "runbook";
    /// Names a failure mode.
    FailureModeRef = "$ref failure-mode", "failure-mode";
    /// Names an objective of a journey, as `pay.availability`.
    SloRef = "$ref slo", "slo";
    /// Names what a failure mode stands at: a node, call, channel, zone, region, dynamic input, or `system`.
    PlaceRef = "$ref place", "place";
    /// Names a part of the plan: an id, a call, or the way to a field.
    PathRef = "$ref path", "path";
    /// Names a finding, with `*` for any text, or a failure mode.
    FindingRef = "$ref finding", "finding";
    /// Names a condition, or a condition of one subject: `TY1`, `CR2@component:api`.
    ConditionRef = "$ref condition", "condition";
    /// Names a file, from the folder of the plan.
    FilePath = "$ref file", "file";
}

/// Names a field of the entity that it stands in, or one inside: `traffic`, `slo.availability`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "$ref field")]
pub struct FieldRef(pub String);

/// A text like any other: what fits depends on where it stands.
impl JsonSchema for FieldRef {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FieldRef".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl FieldRef {
    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The field itself.
    pub fn field(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }
}

/// A library with its version, as `stripe@23`; looked up in the table of clients.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Library {
    /// The name of the package.
    pub name: String,
    /// As much of the version as is known.
    pub version: Option<String>,
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl FromStr for Library {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        // A scoped package begins with an `@` of its own.
        let (name, version) = match text.char_indices().skip(1).find(|(_, c)| *c == '@') {
            Some((at, _)) => (text.get(..at).unwrap_or(text), text.get(at + 1..).filter(|v| !v.is_empty())),
            None => (text, None),
        };
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(Misread::new(format!("`{text}` is not a library"), "write its name and version, as in stripe@23"));
        }
        Ok(Self { name: name.to_owned(), version: version.map(str::to_owned) })
    }
}

scalar!(Library, "library", "a library with its version", ["stripe@23", "pg@8.23.1", "bun-fetch@1.4"]);

/// The two ends of a call, the key of `map.calls`: `caller -> callee`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename = "$ref call-key")]
#[schemars(inline, extend("x-ref" = "call-key"))]
pub struct CallKey(pub String);

impl CallKey {
    /// Caller and callee; `None` when the text has no arrow or an end is empty.
    pub fn ends(&self) -> Option<(&str, &str)> {
        ends(&self.0)
    }

    /// Who calls; the whole text where it is no call.
    pub fn caller(&self) -> &str {
        self.ends().map_or(&self.0, |(caller, _)| caller)
    }

    /// Who is called; empty where the text is no call.
    pub fn callee(&self) -> &str {
        self.ends().map_or("", |(_, callee)| callee)
    }
}

/// The canonical spelling, with one blank on both sides of the arrow.
impl fmt::Display for CallKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ends() {
            Some((caller, callee)) => write!(f, "{caller} -> {callee}"),
            None => f.write_str(&self.0),
        }
    }
}

/// Caller and callee of a text such as `api -> payments`.
pub fn ends(text: &str) -> Option<(&str, &str)> {
    let (caller, callee) = text.split_once("->")?;
    let (caller, callee) = (caller.trim(), callee.trim());
    (!caller.is_empty() && !callee.is_empty()).then_some((caller, callee))
}
