//! What conditions are asked about.

use serde::Deserialize;

/// The kinds of things that a condition is asked about; their names begin the subject of a finding's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The plan as a whole.
    System,
    /// A journey of `goals`.
    Journey,
    /// A component of `map`.
    Component,
    /// A call, or one operation of it.
    Call,
    /// The connection pool of a call, or of several that share it.
    Pool,
    /// A failure mode of `map`.
    FailureMode,
    /// A class of data.
    Class,
    /// A store of `data`.
    Store,
    /// A key column of a store.
    Key,
    /// A transaction of `data`.
    Transaction,
    /// An invariant of `data`.
    Invariant,
    /// A decision of `data`.
    Decision,
    /// An API of `contracts`.
    Api,
    /// An endpoint of an API.
    Endpoint,
    /// A queue, topic or log of `contracts`.
    Channel,
    /// A consumer of a channel.
    Consumer,
    /// How a component is shipped.
    Deploy,
    /// What changes behaviour without a deploy.
    DynamicInput,
    /// A configuration key.
    Setting,
    /// A secret of `build`.
    Secret,
    /// A test of `validation`.
    Test,
    /// A load test of `validation`.
    Load,
    /// An alert of `operations`.
    Alert,
    /// A runbook of `operations`.
    Runbook,
    /// An accepted risk of `operations`.
    Acceptance,
}

impl Subject {
    /// Its name, as a checklist writes it and the subject of a finding's id begins.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Journey => "journey",
            Self::Component => "component",
            Self::Call => "call",
            Self::Pool => "pool",
            Self::FailureMode => "failure-mode",
            Self::Class => "class",
            Self::Store => "store",
            Self::Key => "key",
            Self::Transaction => "transaction",
            Self::Invariant => "invariant",
            Self::Decision => "decision",
            Self::Api => "api",
            Self::Endpoint => "endpoint",
            Self::Channel => "channel",
            Self::Consumer => "consumer",
            Self::Deploy => "deploy",
            Self::DynamicInput => "dynamic-input",
            Self::Setting => "setting",
            Self::Secret => "secret",
            Self::Test => "test",
            Self::Load => "load",
            Self::Alert => "alert",
            Self::Runbook => "runbook",
            Self::Acceptance => "acceptance",
        }
    }

    /// What people call one of this kind, in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::FailureMode => "failure mode",
            Self::Class => "class of data",
            Self::Api => "API",
            Self::DynamicInput => "dynamic input",
            Self::Load => "load test",
            other => other.name(),
        }
    }

    /// One of each of these kinds, in words: `each call or endpoint`. `None`: there is none.
    pub fn each(kinds: &[Self]) -> Option<String> {
        let nouns: Vec<&str> = kinds.iter().map(|kind| kind.noun()).collect();
        let (last, others) = nouns.split_last()?;
        Some(if others.is_empty() { format!("each {last}") } else { format!("each {} or {last}", others.join(", ")) })
    }

    /// Where things of this kind stand in a plan; a `*` stands for an id. Empty for the plan as a whole.
    pub fn place(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Journey => "goals.journeys.*",
            Self::Component => "map.components.*",
            Self::Call => "map.calls.*",
            Self::Pool => "map.calls.*.pool",
            Self::FailureMode => "map.failure_modes.*",
            Self::Class => "data.classes.*",
            Self::Store => "data.stores.*",
            Self::Key => "data.stores.*.keys.*",
            Self::Transaction => "data.transactions.*",
            Self::Invariant => "data.invariants.*",
            Self::Decision => "data.decisions.*",
            Self::Api => "contracts.apis.*",
            Self::Endpoint => "contracts.apis.*.endpoints.*",
            Self::Channel => "contracts.channels.*",
            Self::Consumer => "contracts.channels.*.consumers.*",
            Self::Deploy => "build.deploys.*",
            Self::DynamicInput => "build.dynamic_inputs.*",
            Self::Setting => "build.settings.*",
            Self::Secret => "build.secrets.*",
            Self::Test => "validation.tests.*",
            Self::Load => "validation.loads.*",
            Self::Alert => "operations.alerts.*",
            Self::Runbook => "operations.runbooks.*",
            Self::Acceptance => "operations.accepted.*",
        }
    }
}
