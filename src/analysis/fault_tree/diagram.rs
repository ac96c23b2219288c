//! A finished decision diagram of one module, ready for the arithmetic.

use super::hashed::{Branch, FALSE, Nodes, TERMINAL, TRUE};
use super::tree::number;

/// A reduced ordered decision diagram. Nodes 0 and 1 are the terminals "works" and "down", every node comes after
/// those below it: what goes up the diagram is one loop, what goes down is its reverse.
#[derive(Clone, Debug)]
pub(super) struct Diagram {
    nodes: Vec<Branch>,
    root: usize,
    /// The module's input at each level.
    pub order: Vec<u32>,
}

impl Diagram {
    /// Keeps what is reachable from `root`.
    pub fn new(nodes: &Nodes, root: u32, order: Vec<u32>) -> Self {
        let all = nodes.list();
        let mut used = vec![false; root as usize + 1];
        used[root as usize] = true;
        for node in (2..used.len()).rev() {
            if used[node] {
                used[all[node].high as usize] = true;
                used[all[node].low as usize] = true;
            }
        }
        let mut place = vec![FALSE, TRUE];
        let mut kept = vec![nodes.get(FALSE), nodes.get(TRUE)];
        for node in 2..used.len() {
            place.push(number(kept.len()));
            if used[node] {
                let Branch { level, high, low } = all[node];
                kept.push(Branch { level, high: place[high as usize], low: place[low as usize] });
            }
        }
        Self { nodes: kept, root: place[root as usize] as usize, order }
    }

    /// How many nodes there are, terminals included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The position of the root.
    pub fn root(&self) -> usize {
        self.root
    }

    /// The node at a position that is no terminal's.
    pub fn branch(&self, node: u32) -> Branch {
        self.nodes[node as usize]
    }

    /// How many variables the order has; a variable may occur in no node.
    pub fn levels(&self) -> usize {
        self.order.len()
    }

    /// The level of a node, or the number of levels for a terminal.
    pub fn level(&self, node: u32) -> usize {
        match self.nodes[node as usize].level {
            TERMINAL => self.levels(),
            level => level as usize,
        }
    }

    /// All but the terminals with their positions, each after those below it.
    pub fn branches(&self) -> impl DoubleEndedIterator<Item = (usize, Branch)> {
        self.nodes.iter().copied().enumerate().skip(2)
    }
}
