//! Calls as subjects where no single hop is meant: the whole of a call, or what one operation says itself.

use super::subject::{Identity, SubjectRef};
use crate::document::Path;
use crate::knowledge::Subject;
use crate::plan::CallKey;

impl SubjectRef {
    /// A call with all its operations.
    pub fn whole_call(key: &CallKey) -> Self {
        let node = key.ends().map(|(caller, _)| caller.to_owned());
        Self::from(Identity { kind: Subject::Call, id: key.to_string(), path: Path::of(["map", "calls", key.0.as_str()]), node })
    }

    /// An operation of a call, by its name.
    pub fn operation(key: &CallKey, name: &str) -> Self {
        let path = Path::of(["map", "calls", key.0.as_str(), "operations", name]);
        let node = key.ends().map(|(caller, _)| caller.to_owned());
        Self::from(Identity { kind: Subject::Call, id: format!("{key}/{name}"), path, node })
    }
}
