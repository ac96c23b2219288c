//! The worst cut sets first, without making the others: a best-first walk over the families.
//!
//! What is the worst that can come of a node is known before (`Worst`), so the walk always goes on where the next set
//! lies (A* with an exact estimate), and ends after as many sets as are wanted.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::cut_sets::{CutSet, CutSets, Shown};
use super::hashed::{FALSE, TRUE};
use super::measure::{Badness, Worst};
use super::modules::Input;
use super::tree::{EventId, number};

impl CutSets<'_> {
    /// The `most` worst cut sets of those found: of lowest order, then likeliest. `q` holds the probability of each event by
    /// [`EventId::index`].
    pub fn worst(&self, most: usize, q: &[f64]) -> Shown {
        let mut walk = Walk::new(self, q);
        let mut sets = Vec::new();
        while let Some(set) = walk.next_set() {
            if sets.len() == most {
                return Shown { sets, truncated: true };
            }
            sets.push(set);
        }
        Shown { sets, truncated: !self.complete }
    }
}

/// What still has to be decided to complete a set: a node of a family, then the rest. Lists share their tails.
#[derive(Clone, Copy)]
struct Ahead {
    module: usize,
    node: u32,
    then: Option<usize>,
    /// The worst that can come of all that.
    worst: Badness,
}

/// A set begun.
struct Begun {
    /// The worst that can come of it.
    worst: Badness,
    /// When it was put down: of equals the latest goes first, which completes a set before it begins others.
    serial: usize,
    so_far: Badness,
    ahead: Option<usize>,
    chosen: Option<usize>,
}

struct Walk<'a> {
    sets: &'a CutSets<'a>,
    q: &'a [f64],
    /// The worst that can come of each node of each module.
    worst: Vec<Vec<Badness>>,
    ahead: Vec<Ahead>,
    chosen: Vec<(EventId, Option<usize>)>,
    begun: BinaryHeap<Begun>,
    serial: usize,
}

impl<'a> Walk<'a> {
    fn new(sets: &'a CutSets<'a>, q: &'a [f64]) -> Self {
        let mut worst: Vec<Vec<Badness>> = Vec::with_capacity(sets.families.len());
        for module in 0..sets.families.len() {
            let top = |inner: usize| worst[inner][sets.families[inner].root()];
            worst.push(sets.values(&Worst { of_events: q }, module, top));
        }
        let mut walk = Self { sets, q, worst, ahead: Vec::new(), chosen: Vec::new(), begun: BinaryHeap::new(), serial: 0 };
        if let Some(top) = sets.families.len().checked_sub(1) {
            let root = number(sets.families[top].root());
            if root != FALSE {
                let ahead = walk.before(top, root, None);
                walk.begin(Badness::EMPTY, ahead, None);
            }
        } else if sets.always {
            walk.begin(Badness::EMPTY, None, None);
        }
        walk
    }

    fn next_set(&mut self) -> Option<CutSet> {
        loop {
            let Begun { so_far, ahead, chosen, .. } = self.begun.pop()?;
            let Some(ahead) = ahead else { return Some(self.finished(chosen)) };
            let Ahead { module, node, then, .. } = self.ahead[ahead];
            let branch = self.sets.families[module].branch(node);
            if branch.low != FALSE {
                let ahead = self.before(module, branch.low, then);
                self.begin(so_far, ahead, chosen);
            }
            let then = self.before(module, branch.high, then);
            match self.sets.input(module, branch.level) {
                Input::Event(event) => {
                    let so_far = so_far.with(Badness { order: 1, probability: self.q[event.index()] });
                    self.chosen.push((event, chosen));
                    self.begin(so_far, then, Some(self.chosen.len() - 1));
                }
                // Where nothing was found of a module, nothing can come of it.
                Input::Module(inner) if self.sets.families[inner].root() == FALSE as usize => {}
                Input::Module(inner) => {
                    let ahead = self.before(inner, number(self.sets.families[inner].root()), then);
                    self.begin(so_far, ahead, chosen);
                }
            }
        }
    }

    /// The list with a node to decide in front; a terminal leaves nothing to decide.
    fn before(&mut self, module: usize, node: u32, then: Option<usize>) -> Option<usize> {
        if node == TRUE {
            return then;
        }
        let worst = self.worst[module][node as usize].with(self.worst_of(then));
        self.ahead.push(Ahead { module, node, then, worst });
        Some(self.ahead.len() - 1)
    }

    fn worst_of(&self, ahead: Option<usize>) -> Badness {
        ahead.map_or(Badness::EMPTY, |at| self.ahead[at].worst)
    }

    fn begin(&mut self, so_far: Badness, ahead: Option<usize>, chosen: Option<usize>) {
        let worst = so_far.with(self.worst_of(ahead));
        self.serial += 1;
        self.begun.push(Begun { worst, serial: self.serial, so_far, ahead, chosen });
    }

    fn finished(&self, mut chosen: Option<usize>) -> CutSet {
        let mut events = Vec::new();
        while let Some(at) = chosen {
            let (event, before) = self.chosen[at];
            events.push(event);
            chosen = before;
        }
        events.sort_unstable();
        let probability = events.iter().map(|event| self.q[event.index()]).product();
        CutSet { events, probability }
    }
}

impl Ord for Begun {
    fn cmp(&self, other: &Self) -> Ordering {
        self.worst.cmp(&other.worst).then(self.serial.cmp(&other.serial))
    }
}

impl PartialOrd for Begun {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Begun {}
