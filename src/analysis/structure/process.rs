//! Which components share a process, and how many of it run.

use crate::document::Path;
use crate::graph::System;
use crate::plan::Plan;
use crate::plan::value::Count;
use petgraph::graph::NodeIndex;

/// Processes nest no deeper than this: a plan in which they do goes in a circle, which reading it reports.
const DEPTH: usize = 32;

/// The component in whose process another lives: itself, unless it says otherwise.
pub fn process_of<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    let mut host = id;
    for _ in 0..DEPTH {
        match plan.component(host).and_then(|component| component.runs_in.as_ref()) {
            Some(outer) => host = outer.as_str(),
            None => break,
        }
    }
    host
}

/// The vertex in whose process another lives: itself, unless it says otherwise.
pub fn host_of(system: &System<'_>, at: NodeIndex) -> NodeIndex {
    system.find(process_of(system.plan, system.vertex(at).id())).unwrap_or(at)
}

/// How many instances of a component run, with those of the process that it lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fleet<'p> {
    /// The component whose instances they are.
    pub of: &'p str,
    /// The most that run, where the plan says it.
    pub most: Option<Count>,
    /// The most of which the plan says that they run at some time.
    pub known: Option<Count>,
}

impl Fleet<'_> {
    /// Whether the plan says that there is never more than one.
    pub fn is_single(&self) -> bool {
        self.most.is_some_and(|most| most.0 <= 1)
    }

    /// Whether the plan says that there are several.
    pub fn is_several(&self) -> bool {
        self.known.is_some_and(|known| known.0 > 1)
    }

    /// Where the plan says how many there are.
    pub fn path(&self) -> Path {
        Path::of(["map", "components", self.of, "instances"])
    }

    /// `3 instances`, `up to 12 instances`.
    pub fn spoken(&self, plan: &Plan) -> String {
        let least = plan.node(self.of).and_then(|node| node.instances()).and_then(|instances| instances.min);
        let up_to = if least == self.known { "" } else { "up to " };
        self.known.map_or("an unknown number of instances".to_owned(), |known| format!("{up_to}{known} instances"))
    }
}

/// The instances of a component.
pub fn fleet<'p>(plan: &'p Plan, id: &'p str) -> Fleet<'p> {
    let of = process_of(plan, id);
    let instances = plan.node(of).and_then(|node| node.instances());
    let said = instances.into_iter().flat_map(|instances| [instances.min, instances.max, instances.at_peak]);
    Fleet { of, most: instances.and_then(|instances| instances.max), known: said.flatten().max() }
}
