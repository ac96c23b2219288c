//! The tables below both kinds of decision diagrams: nodes that exist once, and results that are remembered.

use super::tree::number;

/// The diagram of what never holds (as a family: no set at all).
pub(super) const FALSE: u32 = 0;
/// The diagram of what always holds (as a family: the empty set alone).
pub(super) const TRUE: u32 = 1;
/// The level of both terminals, below every variable.
pub(super) const TERMINAL: u32 = u32::MAX;

/// A node of a decision diagram: a variable by its level in the order, and where to go from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub level: u32,
    pub high: u32,
    pub low: u32,
}

/// The work allowed is used up. A step is one node looked at or made, so the same tree always ends the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Nodes of which no two are alike (the unique table), so that equal functions have equal numbers.
/// A node's number is higher than those of the nodes below it.
#[derive(Debug)]
pub(super) struct Nodes {
    list: Vec<Branch>,
    slots: Vec<u32>,
}

impl Nodes {
    pub fn new() -> Self {
        let terminal = Branch { level: TERMINAL, high: FALSE, low: FALSE };
        Self { list: vec![terminal; 2], slots: vec![FALSE; 64] }
    }

    pub fn get(&self, node: u32) -> Branch {
        self.list[node as usize]
    }

    pub fn level(&self, node: u32) -> u32 {
        self.get(node).level
    }

    pub fn list(&self) -> &[Branch] {
        &self.list
    }

    /// The number of this node, new or known.
    pub fn intern(&mut self, branch: Branch) -> u32 {
        let mut slot = self.slot(branch);
        while self.slots[slot] != FALSE {
            if self.get(self.slots[slot]) == branch {
                return self.slots[slot];
            }
            slot = (slot + 1) % self.slots.len();
        }
        let node = number(self.list.len());
        self.list.push(branch);
        self.slots[slot] = node;
        if self.list.len() * 2 > self.slots.len() {
            self.grow();
        }
        node
    }

    fn grow(&mut self) {
        self.slots = vec![FALSE; self.slots.len() * 2];
        for node in 2..number(self.list.len()) {
            let mut slot = self.slot(self.get(node));
            while self.slots[slot] != FALSE {
                slot = (slot + 1) % self.slots.len();
            }
            self.slots[slot] = node;
        }
    }

    fn slot(&self, branch: Branch) -> usize {
        bucket(branch.level, branch.high, branch.low, self.slots.len())
    }
}

/// Results of operations on pairs of nodes (the computed table). A result may be forgotten, then it is found again.
#[derive(Debug)]
pub(super) struct Computed {
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    operation: u32,
    left: u32,
    right: u32,
    result: u32,
}

/// Beyond 32 MiB a table gains little.
const LARGEST: usize = 1 << 21;

const VACANT: Entry = Entry { operation: u32::MAX, left: 0, right: 0, result: 0 };

impl Computed {
    pub fn new() -> Self {
        Self { entries: vec![VACANT; 64] }
    }

    pub fn get(&self, operation: u32, left: u32, right: u32) -> Option<u32> {
        let entry = self.entries[bucket(operation, left, right, self.entries.len())];
        let same = entry.operation == operation && entry.left == left && entry.right == right;
        same.then_some(entry.result)
    }

    /// Remembers a result; the table grows with the number of `nodes`.
    pub fn insert(&mut self, operation: u32, left: u32, right: u32, result: u32, nodes: usize) {
        if nodes > self.entries.len() && self.entries.len() < LARGEST {
            let length = self.entries.len() * 2;
            for entry in std::mem::replace(&mut self.entries, vec![VACANT; length]) {
                if entry.operation != VACANT.operation {
                    self.entries[bucket(entry.operation, entry.left, entry.right, length)] = entry;
                }
            }
        }
        let at = bucket(operation, left, right, self.entries.len());
        self.entries[at] = Entry { operation, left, right, result };
    }
}

/// The place of a triple in a table whose length is a power of two: multiplication by large odd constants, of which
/// the high bits are well mixed. Without a random seed, as every run must do the same.
fn bucket(a: u32, b: u32, c: u32, length: usize) -> usize {
    let pair = (u64::from(b) << 32) | u64::from(c);
    let mixed = (pair ^ (pair >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(a).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let length = length as u64;
    usize::try_from((mixed >> 32) & (length - 1)).unwrap_or(0)
}
