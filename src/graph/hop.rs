//! A hop: one call as it is made, or one operation of it where operations differ.

use crate::document::Path;
use crate::plan::map::{Call, Mode, Need, When};
use crate::plan::{CallKey, Id};
use petgraph::graph::NodeIndex;
use std::borrow::Cow;

/// The place of a hop in its system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HopId(pub(super) usize);

impl HopId {
    /// Its number, from 0 in the order of the plan.
    pub fn index(self) -> usize {
        self.0
    }
}

/// One call, or one operation of it, with all its facts.
#[derive(Debug, Clone)]
pub struct Hop<'p> {
    /// The key of the call.
    pub key: &'p CallKey,
    /// The operation, where the call has some.
    pub operation: Option<&'p str>,
    /// The facts: the operation's, and the call's where it says nothing.
    pub call: Cow<'p, Call>,
    /// Who calls.
    pub caller: NodeIndex,
    /// Who is called.
    pub callee: NodeIndex,
    own: Option<&'p Call>,
    id: String,
}

impl<'p> Hop<'p> {
    pub(super) fn of_call(key: &'p CallKey, call: &'p Call, caller: NodeIndex, callee: NodeIndex) -> Self {
        Self { key, operation: None, call: Cow::Borrowed(call), caller, callee, own: None, id: key.to_string() }
    }

    pub(super) fn of_operation(
        key: &'p CallKey,
        call: &'p Call,
        name: &'p Id,
        operation: &'p Call,
        caller: NodeIndex,
        callee: NodeIndex,
    ) -> Self {
        let id = format!("{key}/{name}");
        Self { key, operation: Some(name.as_str()), call: Cow::Owned(operation.over(call)), caller, callee, own: Some(operation), id }
    }

    /// Its id as people write it: `api -> payments/charge`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of its call as people write it: `api -> payments`.
    pub fn call_id(&self) -> &str {
        let operation = self.operation.and_then(|operation| self.id.strip_suffix(operation)?.strip_suffix('/'));
        operation.unwrap_or(&self.id)
    }

    /// Its id as findings spell it, without blanks: `api->payments/charge`.
    pub fn compact(&self) -> String {
        self.id().replace(" -> ", "->")
    }

    /// The share of its calls that no cache answers. Never quite none: what a cache stands before is still on the way.
    pub fn misses(&self) -> f64 {
        let hit_ratio = self.call.cache.known().and_then(|cache| cache.hit_ratio);
        1.0 - hit_ratio.map_or(0.0, |ratio| ratio.share().min(1.0 - f64::EPSILON))
    }

    /// Where it stands in the plan.
    pub fn path(&self) -> Path {
        let call = Path::root().key("map").key("calls").key(self.key.0.as_str());
        match self.operation {
            Some(operation) => call.key("operations").key(operation),
            None => call,
        }
    }

    /// Where the fact of this field stands, as `timeout`: at the operation if it says it itself, else at the call.
    pub fn at(&self, field: &str) -> Path {
        let base = if self.says_itself(field) { self.path() } else { Path::root().key("map").key("calls").key(self.key.0.as_str()) };
        base.key(field)
    }

    /// Whether the operation says this fact itself, and does not take it from its call; a call without operations says all it has.
    pub fn says_itself(&self, field: &str) -> bool {
        self.own.is_none_or(|own| own.says(field))
    }

    /// Whether the caller waits for the answer while it answers a request.
    pub fn is_sync(&self) -> bool {
        self.call.mode.unwrap_or(Mode::Sync) == Mode::Sync
    }

    /// Whether it is made while a request is answered.
    pub fn at_request(&self) -> bool {
        self.call.when.unwrap_or(When::Request) != When::Start
    }

    /// Whether it is made when the caller starts.
    pub fn at_start(&self) -> bool {
        matches!(self.call.when, Some(When::Start | When::Both))
    }

    /// Whether the caller fails with the callee, for the arithmetic: unless it says otherwise, a call that is waited for does.
    pub fn is_hard(&self) -> bool {
        match self.call.need {
            Some(need) => need == Need::Hard,
            None => self.is_sync(),
        }
    }

    /// Whether the plan says that the caller fails with the callee.
    pub fn is_stated_hard(&self) -> bool {
        self.call.need == Some(Need::Hard)
    }

    /// How many a visit of the caller makes in this journey, on average.
    pub fn per_visit(&self, journey: &str) -> f64 {
        let of_journey = self.call.r#in.as_ref().and_then(|journeys| journeys.0.get(journey)).and_then(|share| share.calls);
        of_journey.or(self.call.per_request).map_or(1.0, |number| number.0)
    }

    /// Whether it is made in this journey; `None`: the plan does not say, so it is taken to be.
    pub fn belongs_to(&self, journey: &str) -> Option<bool> {
        self.call.r#in.as_ref().map(|journeys| journeys.0.contains_key(journey))
    }
}
