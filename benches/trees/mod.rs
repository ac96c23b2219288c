//! Fault trees of the size and shape of those in the literature on safety, always the same for the same size: front-line
//! systems of redundant trains that share their support systems, layers of gates that share whatever they like, and
//! networks of alternatives.

use crate::mixer::Mixer;
use groundplan::analysis::fault_tree::{FaultTree, Node};

/// A tree with its top and a name for tables.
pub struct Sample {
    pub name: &'static str,
    pub tree: FaultTree,
    pub top: Node,
}

/// Of each shape some, from small to large.
pub fn samples() -> Vec<Sample> {
    vec![
        trains("6 systems of 3 trains", 6, 3, 3),
        trains("10 systems of 3 trains", 10, 3, 4),
        trains("20 systems of 4 trains", 20, 4, 4),
        layers("5 layers of 12 gates", 5, 12, 40),
        layers("6 layers of 20 gates", 6, 20, 80),
        network("60 routes", 60, 4),
        network("200 routes", 200, 4),
    ]
}

/// Systems of redundant trains. Train n of every system needs power and cooling of train n, and cooling needs power, so
/// failures of support cut through all systems. The top is lost when two systems that stand in for each other are.
pub fn trains(name: &'static str, systems: usize, trains: usize, parts: usize) -> Sample {
    let mut tree = FaultTree::new();
    let mut mixer = Mixer(0x2545_F491);
    let grid = event(&mut tree, &mut mixer, "grid");
    let mut power = Vec::new();
    let mut cooling = Vec::new();
    for train in 0..trains {
        let diesel = [event(&mut tree, &mut mixer, "diesel start"), event(&mut tree, &mut mixer, "diesel run")];
        let diesel = tree.or(diesel);
        let source = tree.and([grid, diesel]);
        let bus = event(&mut tree, &mut mixer, "bus");
        power.push(tree.or([source, bus]));
        let pumps = [event(&mut tree, &mut mixer, "pump"), event(&mut tree, &mut mixer, "pump")];
        let pumps = tree.and(pumps);
        let valve = event(&mut tree, &mut mixer, "valve");
        cooling.push(tree.or([pumps, valve, power[train]]));
    }
    let mut lost = Vec::new();
    for system in 0..systems {
        let mut failed = Vec::new();
        for train in 0..trains {
            let mut causes: Vec<Node> = (0..parts).map(|_| event(&mut tree, &mut mixer, "part")).collect();
            causes.push(power[train]);
            // Every second system is cooled by the next train.
            causes.push(cooling[(train + system % 2) % trains]);
            failed.push(tree.or(causes));
        }
        let needed = if system % 3 == 2 && trains > 2 { 2 } else { 1 };
        let redundant = tree.group(needed, failed);
        let common = event(&mut tree, &mut mixer, "common cause");
        lost.push(tree.or([redundant, common]));
    }
    let sequences: Vec<Node> = (0..systems).map(|at| tree.and([0, 1, 3].map(|step| lost[(at * step + at + step) % systems]))).collect();
    let top = tree.or(sequences);
    Sample { name, tree, top }
}

/// Layers of gates, "any of" and "all of" in turn, each over a few of the layer below that lie near it; the lowest is over
/// events, of which neighbours share some.
pub fn layers(name: &'static str, deep: usize, wide: usize, events: usize) -> Sample {
    let mut tree = FaultTree::new();
    let mut mixer = Mixer(0x9E37_79B9);
    let mut below: Vec<Node> = (0..events).map(|_| event(&mut tree, &mut mixer, "event")).collect();
    for layer in 0..deep {
        let mut gates = Vec::new();
        for at in 0..wide {
            let first = at * below.len() / wide;
            let inputs: Vec<Node> = (0..2 + mixer.next(3)).map(|_| below[(first + mixer.next(12)) % below.len()]).collect();
            gates.push(if layer % 2 == 0 { tree.or(inputs) } else { tree.and(inputs) });
        }
        below = gates;
    }
    let top = tree.or(below);
    Sample { name, tree, top }
}

/// Many services that each need one of several routes, each route a chain of links that routes of neighbours use too.
pub fn network(name: &'static str, routes: usize, links: usize) -> Sample {
    let mut tree = FaultTree::new();
    let mut mixer = Mixer(0x1234_5677);
    let events: Vec<Node> = (0..routes * 2).map(|_| event(&mut tree, &mut mixer, "link")).collect();
    let broken: Vec<Node> =
        (0..routes).map(|route| tree.or((0..links).map(|link| events[(route * 2 + link * link) % events.len()]))).collect();
    let lost: Vec<Node> = broken.windows(3).step_by(2).map(|alternatives| tree.and(alternatives.to_vec())).collect();
    let top = tree.or(lost);
    Sample { name, tree, top }
}

fn event(tree: &mut FaultTree, mixer: &mut Mixer, name: &str) -> Node {
    let probability = (1 + mixer.next(99)) as f64 / 10_f64.powi(3 + i32::try_from(mixer.next(3)).unwrap_or_default());
    tree.event(name, probability).into()
}
