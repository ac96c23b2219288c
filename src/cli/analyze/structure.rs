//! What the structure of the system tells.

use super::line::{Part, part};
use crate::analysis::structure::{self, Blast, Circular, Flow, Inversion, longest_chain};
use crate::cli::opened::Opened;
use crate::graph::{Cycle, HopId, System};
use crate::plan::data::Level;
use serde::Serialize;

/// Who needs whom.
#[derive(Debug, Serialize)]
pub struct Structure {
    /// Hard calls that wait for each other in a circle.
    pub cycles: Vec<Round>,
    /// The longest chain of calls of which each waits for the next.
    pub longest_chain: Option<Chain>,
    /// How many call each node, and how many it calls.
    pub fans: Vec<Fan>,
    /// Stores with two writers or more.
    pub shared_stores: Vec<SharedStore>,
    /// Hard calls from something more critical to something less so.
    pub inversions: Vec<Inverted>,
    /// Where each class of data rests and goes.
    pub data: Vec<Data>,
    /// What watches or repairs something and needs it.
    pub circular_tools: Vec<CircularTool>,
    /// What each node takes with it.
    pub blast_radius: Vec<Radius>,
    /// Whether the system is so large that nodes were left out of `blast_radius`.
    pub blast_radius_truncated: bool,
}

/// A circle.
#[derive(Debug, Serialize)]
pub struct Round {
    /// `request` or `start`.
    pub when: &'static str,
    /// The nodes, the first of them again at the end.
    pub nodes: Vec<String>,
    pub calls: Vec<Part>,
}

/// A chain of calls.
#[derive(Debug, Serialize)]
pub struct Chain {
    pub journey: String,
    pub nodes: Vec<String>,
    pub calls: Vec<Part>,
}

/// The neighbours of a node.
#[derive(Debug, Serialize)]
pub struct Fan {
    pub id: String,
    pub callers: usize,
    pub callees: usize,
}

/// A store with several writers.
#[derive(Debug, Serialize)]
pub struct SharedStore {
    pub store: String,
    pub writers: Vec<Writer>,
}

/// A component that writes.
#[derive(Debug, Serialize)]
pub struct Writer {
    pub component: String,
    pub owner: Option<String>,
    pub path: String,
    pub line: usize,
}

/// A criticality inversion.
#[derive(Debug, Serialize)]
pub struct Inverted {
    pub call: String,
    pub caller: &'static str,
    pub callee: &'static str,
    pub path: String,
    pub line: usize,
}

/// The ways of a class of data.
#[derive(Debug, Serialize)]
pub struct Data {
    pub class: String,
    pub level: Option<Level>,
    /// Stores that hold it, caches included.
    pub rests: Vec<String>,
    pub calls: Vec<String>,
    pub channels: Vec<String>,
    /// Other companies that get it.
    pub leaves_to: Vec<String>,
    /// Components that get it and say what they use, without it.
    pub unused_by: Vec<String>,
}

/// A tool that needs what it is there for.
#[derive(Debug, Serialize)]
pub struct CircularTool {
    pub tool: String,
    /// `watches` or `repairs`.
    pub duty: &'static str,
    pub target: String,
    pub needs: Vec<Part>,
}

/// What a node takes with it.
#[derive(Debug, Serialize)]
pub struct Radius {
    pub id: String,
    /// Whether a journey enters here.
    pub entry: bool,
    /// Journeys that don't work without it.
    pub out: Vec<String>,
    /// Journeys that work with less.
    pub degraded: Vec<String>,
}

/// The structure of a system.
pub fn of(opened: &Opened, system: &System<'_>) -> Structure {
    let page = Page { opened, system };
    let at_request = system.request_cycles().into_iter().map(|cycle| page.round("request", &cycle));
    let radii = structure::blast_radii(system);
    Structure {
        cycles: at_request.chain(system.start_cycles().iter().map(|cycle| page.round("start", cycle))).collect(),
        longest_chain: page.longest_chain(),
        fans: structure::fans(system)
            .into_iter()
            .map(|fan| Fan { id: page.id(fan.at), callers: fan.callers, callees: fan.callees })
            .collect(),
        shared_stores: system.nodes().filter_map(|at| page.shared(at)).collect(),
        inversions: structure::inversions(system).iter().map(|inversion| page.inverted(inversion)).collect(),
        data: structure::flows(system).iter().map(|flow| page.data(flow)).collect(),
        circular_tools: structure::circular(system).iter().map(|circular| page.tool(circular)).collect(),
        blast_radius: radii.all.iter().map(|blast| page.radius(blast)).collect(),
        blast_radius_truncated: radii.truncated,
    }
}

struct Page<'a, 'p> {
    opened: &'a Opened,
    system: &'a System<'p>,
}

impl Page<'_, '_> {
    fn id(&self, at: petgraph::graph::NodeIndex) -> String {
        self.system.vertex(at).id().to_owned()
    }

    fn calls(&self, hops: &[HopId]) -> Vec<Part> {
        hops.iter().map(|id| self.system.hop(*id)).map(|hop| part(self.opened, &hop.path(), hop.id(), 1.0)).collect()
    }

    /// The first caller, then every callee.
    fn nodes(&self, hops: &[HopId]) -> Vec<String> {
        let hops = || hops.iter().map(|id| self.system.hop(*id));
        hops().take(1).map(|hop| hop.caller).chain(hops().map(|hop| hop.callee)).map(|at| self.id(at)).collect()
    }

    fn round(&self, when: &'static str, cycle: &Cycle) -> Round {
        Round { when, nodes: self.nodes(&cycle.hops), calls: self.calls(&cycle.hops) }
    }

    fn longest_chain(&self) -> Option<Chain> {
        let chains = self.system.routes().iter().map(|route| (route.id, longest_chain(self.system, route)));
        let longest = chains.reduce(|longest, other| if other.1.len() > longest.1.len() { other } else { longest });
        let (journey, hops) = longest.filter(|(_, hops)| !hops.is_empty())?;
        Some(Chain { journey: journey.to_owned(), nodes: self.nodes(&hops), calls: self.calls(&hops) })
    }

    fn shared(&self, at: petgraph::graph::NodeIndex) -> Option<SharedStore> {
        let found = structure::writers(self.system, at).filter(|found| found.all.len() > 1)?;
        let writer = |writer: &structure::Writer<'_>| Writer {
            component: writer.component.to_owned(),
            owner: writer.owner.map(str::to_owned),
            line: self.opened.place(&writer.path).line,
            path: writer.path.to_string(),
        };
        Some(SharedStore { store: found.store.to_owned(), writers: found.all.iter().map(writer).collect() })
    }

    fn inverted(&self, inversion: &Inversion) -> Inverted {
        let hop = self.system.hop(inversion.hop);
        let path = hop.at("need");
        let line = self.opened.place(&path).line;
        Inverted {
            call: hop.id().to_owned(),
            caller: inversion.caller.as_str(),
            callee: inversion.callee.as_str(),
            path: path.to_string(),
            line,
        }
    }

    fn data(&self, flow: &Flow<'_>) -> Data {
        let mut leaves_to: Vec<String> = flow.leaves.iter().map(|id| self.id(self.system.hop(*id).callee)).collect();
        leaves_to.dedup();
        Data {
            class: flow.class.to_owned(),
            level: flow.facts.level,
            rests: flow.rests.iter().map(|at| self.id(*at)).collect(),
            calls: flow.calls.iter().map(|id| self.system.hop(*id).id().to_owned()).collect(),
            channels: flow.channels.iter().map(|at| self.id(*at)).collect(),
            leaves_to,
            unused_by: flow.unused.iter().map(|(id, _)| (*id).to_owned()).collect(),
        }
    }

    fn tool(&self, circular: &Circular) -> CircularTool {
        CircularTool {
            tool: self.id(circular.tool),
            duty: circular.duty.as_str(),
            target: self.id(circular.target),
            needs: self.calls(&circular.needs),
        }
    }

    fn radius(&self, blast: &Blast<'_>) -> Radius {
        let owned = |journeys: &[&str]| journeys.iter().map(|id| (*id).to_owned()).collect();
        let entry = self.system.routes().iter().any(|route| route.entries.contains(&blast.at));
        Radius { id: self.id(blast.at), entry, out: owned(&blast.out), degraded: owned(&blast.degraded) }
    }
}
