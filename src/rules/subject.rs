//! What a condition is asked about, in one plan.

use crate::document::Path;
use crate::graph::{Hop, System};
use crate::knowledge::Subject;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// One subject. Many rulings are about the same, so they share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectRef(Arc<Identity>);

/// A subject: its kind, its id as the plan writes it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// What it is.
    pub kind: Subject,
    /// Its id: `pay`, `api -> payments/charge`; empty for the system.
    pub id: String,
    /// Where it stands in the plan.
    pub path: Path,
    /// The component or store whose criticality it takes; `None`: the plan's.
    pub node: Option<String>,
}

impl From<Identity> for SubjectRef {
    fn from(identity: Identity) -> Self {
        Self(Arc::new(identity))
    }
}

impl Deref for SubjectRef {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.0
    }
}

impl SubjectRef {
    /// The system as a whole.
    pub fn system() -> Self {
        Self::from(Identity { kind: Subject::System, id: String::new(), path: Path::root(), node: None })
    }

    /// A journey.
    pub fn journey(id: &str) -> Self {
        Self::of_system(Subject::Journey, id, Path::of(["goals", "journeys", id]))
    }

    /// A component.
    pub fn component(id: &str) -> Self {
        Self::from(Identity {
            kind: Subject::Component,
            id: id.to_owned(),
            path: Path::of(["map", "components", id]),
            node: Some(id.to_owned()),
        })
    }

    /// A store.
    pub fn store(id: &str) -> Self {
        Self::from(Identity { kind: Subject::Store, id: id.to_owned(), path: Path::of(["data", "stores", id]), node: Some(id.to_owned()) })
    }

    /// A call or an operation of one: it is as critical as its caller.
    pub fn call(system: &System<'_>, hop: &Hop<'_>) -> Self {
        Self::from(Identity {
            kind: Subject::Call,
            id: hop.id().to_owned(),
            path: hop.path(),
            node: Some(system.vertex(hop.caller).id().to_owned()),
        })
    }

    /// A key column of a store.
    pub fn key(store: &str, column: &str) -> Self {
        let path = Path::of(["data", "stores", store, "keys", column]);
        Self::from(Identity { kind: Subject::Key, id: format!("{store}/{column}"), path, node: Some(store.to_owned()) })
    }

    /// A channel.
    pub fn channel(id: &str) -> Self {
        Self::of_system(Subject::Channel, id, Path::of(["contracts", "channels", id]))
    }

    /// A consumer of a channel.
    pub fn consumer(channel: &str, component: &str) -> Self {
        let path = Path::of(["contracts", "channels", channel, "consumers", component]);
        Self::from(Identity { kind: Subject::Consumer, id: format!("{channel} -> {component}"), path, node: Some(component.to_owned()) })
    }

    /// An endpoint of an API.
    pub fn endpoint(api: &str, name: &str, component: Option<&str>) -> Self {
        let path = Path::of(["contracts", "apis", api, "endpoints", name]);
        Self::from(Identity { kind: Subject::Endpoint, id: format!("{api} {name}"), path, node: component.map(str::to_owned) })
    }

    /// How a component is released.
    pub fn deploy(component: &str) -> Self {
        let path = Path::of(["build", "deploys", component]);
        Self::from(Identity { kind: Subject::Deploy, id: component.to_owned(), path, node: Some(component.to_owned()) })
    }

    /// The connections that a caller keeps to a callee.
    pub fn pool(system: &System<'_>, hop: &Hop<'_>) -> Self {
        Self::from(Identity {
            kind: Subject::Pool,
            id: hop.id().to_owned(),
            path: hop.at("pool"),
            node: Some(system.vertex(hop.caller).id().to_owned()),
        })
    }

    /// What can go wrong.
    pub fn failure_mode(id: &str) -> Self {
        Self::of_system(Subject::FailureMode, id, Path::of(["map", "failure_modes", id]))
    }

    /// A class of data.
    pub fn class(id: &str) -> Self {
        Self::of_system(Subject::Class, id, Path::of(["data", "classes", id]))
    }

    /// A transaction, as critical as who runs it.
    pub fn transaction(id: &str, by: Option<&str>) -> Self {
        let path = Path::of(["data", "transactions", id]);
        Self::from(Identity { kind: Subject::Transaction, id: id.to_owned(), path, node: by.map(str::to_owned) })
    }

    /// An invariant.
    pub fn invariant(id: &str) -> Self {
        Self::of_system(Subject::Invariant, id, Path::of(["data", "invariants", id]))
    }

    /// A decision.
    pub fn decision(id: &str) -> Self {
        Self::of_system(Subject::Decision, id, Path::of(["data", "decisions", id]))
    }

    /// An API, as critical as the component that serves it.
    pub fn api(id: &str, component: Option<&str>) -> Self {
        let path = Path::of(["contracts", "apis", id]);
        Self::from(Identity { kind: Subject::Api, id: id.to_owned(), path, node: component.map(str::to_owned) })
    }

    /// What changes behaviour without a deploy.
    pub fn dynamic_input(id: &str) -> Self {
        Self::of_system(Subject::DynamicInput, id, Path::of(["build", "dynamic_inputs", id]))
    }

    /// A configuration key.
    pub fn setting(id: &str) -> Self {
        Self::of_system(Subject::Setting, id, Path::of(["build", "settings", id]))
    }

    /// A secret.
    pub fn secret(id: &str) -> Self {
        Self::of_system(Subject::Secret, id, Path::of(["build", "secrets", id]))
    }

    /// A test.
    pub fn test(id: &str) -> Self {
        Self::of_system(Subject::Test, id, Path::of(["validation", "tests", id]))
    }

    /// A load test.
    pub fn load(id: &str) -> Self {
        Self::of_system(Subject::Load, id, Path::of(["validation", "loads", id]))
    }

    /// An alert.
    pub fn alert(id: &str) -> Self {
        Self::of_system(Subject::Alert, id, Path::of(["operations", "alerts", id]))
    }

    /// A runbook.
    pub fn runbook(id: &str) -> Self {
        Self::of_system(Subject::Runbook, id, Path::of(["operations", "runbooks", id]))
    }

    /// An accepted risk, by its pattern.
    pub fn acceptance(pattern: &str) -> Self {
        Self::of_system(Subject::Acceptance, pattern, Path::of(["operations", "accepted", pattern]))
    }

    /// What belongs to no single component, and so is as critical as the system.
    fn of_system(kind: Subject, id: &str, path: Path) -> Self {
        Self::from(Identity { kind, id: id.to_owned(), path, node: None })
    }

    /// What people call it: `api -> payments`, `the system`.
    pub fn name(&self) -> &str {
        if self.kind == Subject::System { "the system" } else { &self.id }
    }
}

/// As the id of a finding ends: `journey:pay`, `call:api->payments/charge`, `system`.
impl fmt::Display for SubjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == Subject::System {
            return f.write_str("system");
        }
        write!(f, "{}:{}", self.kind.name(), self.id.replace(" -> ", "->"))
    }
}
