//! What every condition may ask.

use super::subject::SubjectRef;
use crate::analysis::availability::{Ceiling, ceiling};
use crate::analysis::effective::unknown_defaults;
use crate::analysis::latency_sum::LatencySums;
use crate::analysis::latency_target::{Against, against};
use crate::analysis::load::{HopPeak, hop_peaks};
use crate::analysis::worst_case::{WorstCase, worst_cases};
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, System, Vertex};
use crate::knowledge::threshold;
use crate::plan::contracts::Endpoint;
use crate::plan::goals::Journey;
use crate::plan::value::Date;
use crate::plan::{Criticality, Plan};
use petgraph::graph::NodeIndex;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A plan with all that has been computed of it.
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its graph.
    pub system: &'a System<'a>,
    /// The worst case of each journey, in the order of the plan.
    pub worst_cases: Vec<WorstCase>,
    /// What the dependencies of each journey allow, in the order of the plan.
    pub ceilings: Vec<Ceiling>,
    /// Today, where the plan or the caller says it.
    pub today: Option<Date>,
    /// Most conditions speak of calls and nodes: each is named once, and shared.
    calls: OnceCell<Vec<SubjectRef>>,
    nodes: OnceCell<Vec<SubjectRef>>,
    sums: OnceCell<LatencySums<'a, 'a>>,
    targets: OnceCell<Vec<Against>>,
    peaks: OnceCell<Vec<HopPeak>>,
    clients: OnceCell<BTreeMap<&'a str, String>>,
}

impl<'a> Context<'a> {
    /// Computes what several conditions need.
    pub fn new(system: &'a System<'a>, today: Option<Date>) -> Self {
        let ceilings = system.routes().iter().map(|route| ceiling(system, route)).collect();
        let today = today.or(system.plan.as_of);
        Self {
            plan: system.plan,
            system,
            worst_cases: worst_cases(system),
            ceilings,
            today,
            calls: OnceCell::new(),
            nodes: OnceCell::new(),
            sums: OnceCell::new(),
            targets: OnceCell::new(),
            peaks: OnceCell::new(),
            clients: OnceCell::new(),
        }
    }

    /// The p99s of each journey, added up.
    pub fn latency_sums(&self) -> &LatencySums<'a, 'a> {
        self.sums.get_or_init(|| LatencySums::new(self.system))
    }

    /// How often each hop is made at peak, in the order of the plan.
    pub fn hop_peaks(&self) -> &[HopPeak] {
        self.peaks.get_or_init(|| hop_peaks(self.system))
    }

    /// What is said of the client library of a call, by the id of the call, where its defaults are not known.
    pub fn unknown_client(&self, call: &str) -> Option<&str> {
        let unknown = || self.system.hops().filter_map(|(_, hop)| Some((unknown_defaults(hop)?, hop)));
        // A call and its operations share a client mostly.
        let named = || unknown().flat_map(|(note, hop)| [(hop.key.0.as_str(), note.clone()), (hop.id(), note)]);
        self.clients.get_or_init(|| named().collect()).get(call).map(String::as_str)
    }

    /// Whether each journey keeps its target for the p99, in the order of the plan.
    pub fn latency_targets(&self) -> &[Against] {
        self.targets.get_or_init(|| self.system.routes().iter().map(|route| against(self.system, self.latency_sums(), route)).collect())
    }

    /// The journeys' ways with their worst cases.
    pub fn routes(&self) -> impl Iterator<Item = (&Route<'a>, &WorstCase)> {
        self.system.routes().iter().zip(&self.worst_cases)
    }

    /// A call or operation as a subject.
    pub fn call(&self, id: HopId) -> SubjectRef {
        let calls = self.calls.get_or_init(|| self.system.hops().map(|(_, hop)| SubjectRef::call(self.system, hop)).collect());
        calls.get(id.index()).cloned().unwrap_or_else(SubjectRef::system)
    }

    /// The operation as a subject where it says this field itself, else its call as a whole.
    pub fn call_that_says(&self, id: HopId, field: &str) -> SubjectRef {
        if self.system.hop(id).says_itself(field) { self.call(id) } else { self.whole_call(id) }
    }

    /// The call of a hop with all its operations.
    pub fn whole_call(&self, id: HopId) -> SubjectRef {
        let hop = self.system.hop(id);
        if hop.operation.is_none() { self.call(id) } else { SubjectRef::whole_call(hop.key) }
    }

    /// Every call and operation that says one of these fields itself. Operations that take them all from their call are one with it:
    /// the first of them stands for the call.
    pub fn calls_saying<'c>(&'c self, fields: &'c [&'c str]) -> impl Iterator<Item = (SubjectRef, HopId, &'c Hop<'a>)> + 'c {
        let mut last: Option<&str> = None;
        self.system.hops().filter_map(move |(id, hop)| {
            if fields.iter().any(|field| hop.says_itself(field)) {
                return Some((self.call(id), id, hop));
            }
            let is_first = last.replace(hop.key.0.as_str()) != Some(hop.key.0.as_str());
            is_first.then(|| (self.whole_call(id), id, hop))
        })
    }

    /// The endpoints of the callee that an operation is named after, each with its place.
    pub fn endpoints_of<'c>(&'c self, hop: &'c Hop<'_>) -> impl Iterator<Item = (Path, &'c Endpoint)> {
        let callee = if let Vertex::Component(id, _) = self.system.vertex(hop.callee) { Some(id) } else { None };
        hop.operation.zip(callee).into_iter().flat_map(move |(operation, callee)| {
            let apis = self.plan.apis().filter(move |(_, api)| api.component.as_ref().is_some_and(|id| id.as_str() == callee));
            apis.filter_map(move |(id, api)| {
                let endpoint = api.endpoints.as_ref()?.get(operation)?;
                Some((Path::of(["contracts", "apis", id.as_str(), "endpoints", operation]), endpoint))
            })
        })
    }

    /// A component, store or channel as a subject.
    pub fn node(&self, at: NodeIndex) -> SubjectRef {
        let nodes = self.nodes.get_or_init(|| {
            let vertices = self.system.graph().node_indices().map(|at| self.system.vertex(at));
            let subjects = vertices.map(|vertex| match vertex {
                Vertex::Component(id, _) => SubjectRef::component(id),
                Vertex::Store(id, _) => SubjectRef::store(id),
                Vertex::Channel(id, _) => SubjectRef::channel(id),
                _ => SubjectRef::system(),
            });
            subjects.collect()
        });
        nodes.get(at.index()).cloned().unwrap_or_else(SubjectRef::system)
    }

    /// A threshold: the team's, else the checklist's. Shares as shares, durations in seconds, rates a second.
    pub fn threshold(&self, id: &str) -> f64 {
        threshold(self.plan, id)
    }

    /// Whether a journey is critical: as critical as where it enters, or as the plan. `None`: nobody says.
    pub fn is_critical(&self, journey: &Journey) -> Option<bool> {
        let entries = journey.entries().map(|entry| self.plan.criticality_of(entry.as_str()));
        let mut stated = entries.chain([self.plan.criticality]);
        let mut open = false;
        let is_critical = stated.any(|criticality| {
            open |= criticality.is_none();
            criticality == Some(Criticality::Critical)
        });
        if open && !is_critical { None } else { Some(is_critical) }
    }

    /// How much depends on a node; `None`: nobody says.
    pub fn criticality(&self, node: Option<&str>) -> Option<Criticality> {
        node.map_or(self.plan.criticality, |node| self.plan.criticality_of(node))
    }
}
