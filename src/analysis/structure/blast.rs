//! Blast radius: what becomes of the journeys when one node is down.

use crate::graph::{Outcome, System};
use petgraph::graph::NodeIndex;

/// What is looked at before the rest is left out. In a chain of 100 000 every node falls with all behind it, so that all radii
/// would take as many steps as the square of it.
const MOST: usize = 200_000;

/// What a node takes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blast<'p> {
    /// The node.
    pub at: NodeIndex,
    /// Journeys that don't work without it.
    pub out: Vec<&'p str>,
    /// Journeys that work with less.
    pub degraded: Vec<&'p str>,
}

/// The radius of every node that any journey notices, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Radii<'p> {
    /// Those that were computed.
    pub all: Vec<Blast<'p>>,
    /// Whether the system is so large that nodes were left out.
    pub truncated: bool,
}

/// The blast radius of every node.
pub fn blast_radii<'p>(system: &System<'p>) -> Radii<'p> {
    let mut radii = Radii { all: Vec::new(), truncated: false };
    let mut looked_at = 0_usize;
    for at in system.nodes() {
        if looked_at > MOST {
            radii.truncated = true;
            break;
        }
        let mut blast = Blast { at, out: Vec::new(), degraded: Vec::new() };
        for route in system.routes() {
            let fallen = system.fallen(route, &[at]);
            looked_at = looked_at.saturating_add(fallen.len());
            match system.outcome_of(route, &fallen) {
                Outcome::Out => blast.out.push(route.id),
                Outcome::Degraded => blast.degraded.push(route.id),
                Outcome::Unaffected => {}
            }
        }
        if !blast.out.is_empty() || !blast.degraded.is_empty() {
            radii.all.push(blast);
        }
    }
    radii
}
