//! The way of a journey through the system: which hops it takes, and how often.

use super::{HopId, Link, System};
use crate::plan::goals::Journey;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::ops::Range;

/// The way of one journey.
#[derive(Debug)]
pub struct Route<'p> {
    /// The id of the journey.
    pub id: &'p str,
    /// The journey.
    pub journey: &'p Journey,
    /// Where its traffic enters.
    pub entries: Vec<NodeIndex>,
    /// What it takes, each caller before what it calls; what closes a cycle comes where it was met.
    pub stretches: Vec<Stretch>,
    /// How often a request of the journey visits each vertex, on average; 0 where it never comes.
    visits: Vec<f64>,
    /// Which stretches leave each vertex: they stand together.
    leaving: Vec<Range<usize>>,
    /// Whether it takes each hop.
    taken: Vec<bool>,
}

/// One part of the way.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// Where it leaves.
    pub from: NodeIndex,
    /// Where it leads.
    pub to: NodeIndex,
    /// The hop; `None` where it goes through a channel.
    pub hop: Option<HopId>,
    /// How many a visit of the caller makes, on average, before any cache.
    pub per_visit: f64,
    /// Whether the plan leaves open that the journey takes it.
    pub assumed: bool,
    /// Whether it leads back to something that is still under way.
    pub closes_cycle: bool,
}

impl Route<'_> {
    /// How often a request of the journey visits a vertex, on average. Caches in front of it are taken off.
    pub fn visits(&self, at: NodeIndex) -> f64 {
        self.visits.get(at.index()).copied().unwrap_or(0.0)
    }

    /// Whether the journey comes here.
    pub fn reaches(&self, at: NodeIndex) -> bool {
        self.visits(at) > 0.0
    }

    /// The hops that it takes.
    pub fn hops(&self) -> impl Iterator<Item = HopId> {
        self.stretches.iter().filter_map(|stretch| stretch.hop)
    }

    /// Whether it takes a hop.
    pub fn takes(&self, hop: HopId) -> bool {
        self.taken.get(hop.index()).copied().unwrap_or_default()
    }

    /// A table for something about each vertex, empty.
    pub fn table<T: Clone>(&self) -> PerVertex<T> {
        PerVertex(vec![None; self.visits.len()])
    }

    /// The stretches that leave a vertex.
    pub fn from(&self, at: NodeIndex) -> &[Stretch] {
        self.leaving.get(at.index()).and_then(|range| self.stretches.get(range.clone())).unwrap_or_default()
    }
}

/// Something about some of the vertices.
#[derive(Debug)]
pub struct PerVertex<T>(Vec<Option<T>>);

impl<T> PerVertex<T> {
    /// That of a vertex.
    pub fn get(&self, at: NodeIndex) -> Option<&T> {
        self.0.get(at.index())?.as_ref()
    }

    /// Sets that of a vertex.
    pub fn set(&mut self, at: NodeIndex, value: T) {
        if let Some(place) = self.0.get_mut(at.index()) {
            *place = Some(value);
        }
    }
}

/// Follows a journey from its entries: a walk in depth with a stack of its own, then the visits in topological order.
pub(super) fn of<'p>(system: &System<'p>, id: &'p str, journey: &'p Journey) -> Route<'p> {
    let size = system.graph.node_count();
    let entries: Vec<NodeIndex> = journey.entries().filter_map(|entry| system.find(entry.as_str())).collect();
    let mut state = vec![Mark::Fresh; size];
    let mut finished = Vec::new();
    let mut leaving: Vec<Vec<Stretch>> = vec![Vec::new(); size];
    for &entry in &entries {
        walk(system, id, entry, &mut state, &mut leaving, &mut finished);
    }

    let mut visits = vec![0.0; size];
    for entry in &entries {
        // Several entries share the traffic evenly: the plan does not say otherwise.
        add(&mut visits, *entry, 1.0 / entries.len() as f64);
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut ranges = vec![0..0; size];
    let mut taken = vec![false; system.hops.len()];
    for at in finished.into_iter().rev() {
        let here = visits.get(at.index()).copied().unwrap_or(0.0);
        let first = stretches.len();
        for stretch in leaving.get_mut(at.index()).map(std::mem::take).unwrap_or_default() {
            if !stretch.closes_cycle {
                add(&mut visits, stretch.to, here * stretch.per_visit * stretch.hop.map_or(1.0, |hop| system.hop(hop).misses()));
            }
            if let Some(taken) = stretch.hop.and_then(|hop| taken.get_mut(hop.index())) {
                *taken = true;
            }
            stretches.push(stretch);
        }
        if let Some(range) = ranges.get_mut(at.index()) {
            *range = first..stretches.len();
        }
    }
    Route { id, journey, entries, stretches, visits, leaving: ranges, taken }
}

/// Sums of products that grow with every hop: beyond this they stand for "far too many", and are still numbers.
const MOST_VISITS: f64 = 1e100;

fn add(visits: &mut [f64], at: NodeIndex, more: f64) {
    if let Some(visits) = visits.get_mut(at.index()) {
        *visits = (*visits + more).min(MOST_VISITS);
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mark {
    Fresh,
    UnderWay,
    Done,
}

fn walk(
    system: &System<'_>,
    journey: &str,
    start: NodeIndex,
    state: &mut [Mark],
    leaving: &mut [Vec<Stretch>],
    finished: &mut Vec<NodeIndex>,
) {
    let mark = |state: &mut [Mark], at: NodeIndex, mark| {
        if let Some(slot) = state.get_mut(at.index()) {
            *slot = mark;
        }
    };
    if state.get(start.index()) != Some(&Mark::Fresh) {
        return;
    }
    mark(state, start, Mark::UnderWay);
    let mut stack = vec![(start, outgoing(system, journey, start).into_iter())];
    while let Some((at, rest)) = stack.last_mut() {
        let at = *at;
        let Some(mut stretch) = rest.next() else {
            mark(state, at, Mark::Done);
            finished.push(at);
            stack.pop();
            continue;
        };
        let target = state.get(stretch.to.index()).copied().unwrap_or(Mark::Done);
        stretch.closes_cycle = target == Mark::UnderWay;
        if let Some(list) = leaving.get_mut(at.index()) {
            list.push(stretch);
        }
        if target == Mark::Fresh {
            mark(state, stretch.to, Mark::UnderWay);
            stack.push((stretch.to, outgoing(system, journey, stretch.to).into_iter()));
        }
    }
}

/// What a request of the journey may take from here: calls that are made at requests, then channels.
fn outgoing(system: &System<'_>, journey: &str, at: NodeIndex) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for (id, hop) in system.hops_from(at).filter(|(_, hop)| hop.at_request()) {
        let belongs = hop.belongs_to(journey);
        if belongs != Some(false) {
            let per_visit = hop.per_visit(journey);
            stretches.push(Stretch { from: at, to: hop.callee, hop: Some(id), per_visit, assumed: belongs.is_none(), closes_cycle: false });
        }
    }
    for link in [Link::Publishes, Link::Delivers] {
        for to in system.linked(at, link, Direction::Outgoing) {
            let channel = system.vertex(if link == Link::Publishes { to } else { at }).channel();
            let named = channel.and_then(|channel| channel.r#in.as_ref());
            if named.is_none_or(|journeys| journeys.iter().any(|name| name.as_str() == journey)) {
                stretches.push(Stretch { from: at, to, hop: None, per_visit: 1.0, assumed: named.is_none(), closes_cycle: false });
            }
        }
    }
    stretches
}
