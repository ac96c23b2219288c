//! Random trees of up to forty events against the decision diagrams of another library.

#![allow(clippy::mutable_key_type, reason = "a function is hashed by the place of its node, which stays")]

use std::collections::HashMap;

use oxidd::bdd::{BDDFunction, new_manager};
use oxidd::{BooleanFunction, Function, HasLevel, Manager, ManagerRef, Node as Place};
use proptest::prelude::*;

use super::super::tree::GateKind;
use super::super::{FaultTree, Limits, Node};
use super::assert_close;
use super::generated::{deep_tree, plans};

/// Cut sets that are put together again.
const MOST: usize = 500;

/// The functions of a tree in the other library, whose variables are the events, in their order.
struct Other {
    events: Vec<BDDFunction>,
    always: BDDFunction,
    never: BDDFunction,
}

impl Other {
    fn new(tree: &FaultTree) -> Self {
        let manager = new_manager(1 << 18, 1 << 14, 1);
        manager.with_manager_exclusive(|manager| {
            let variables = manager.add_vars(u32::try_from(tree.events().len()).unwrap());
            Self {
                events: variables.map(|variable| BDDFunction::var(manager, variable).unwrap()).collect(),
                always: BDDFunction::t(manager),
                never: BDDFunction::f(manager),
            }
        })
    }

    fn of(&self, tree: &FaultTree, top: Node) -> BDDFunction {
        let mut gates: Vec<BDDFunction> = Vec::new();
        for gate in tree.gates() {
            let inputs: Vec<BDDFunction> = gate.inputs.iter().map(|input| self.node(*input, &gates)).collect();
            let needed = match gate.kind {
                GateKind::Or => 1,
                GateKind::And => inputs.len(),
                GateKind::AtLeast(count) => count as usize,
            };
            gates.push(self.at_least(needed, &inputs));
        }
        self.node(top, &gates)
    }

    fn node(&self, node: Node, gates: &[BDDFunction]) -> BDDFunction {
        match node {
            Node::Never => self.never.clone(),
            Node::Always => self.always.clone(),
            Node::Event(id) => self.events[id.index()].clone(),
            Node::Gate(id) => gates[id.index()].clone(),
        }
    }

    /// By its definition: so many of the rest, and one less if the first holds.
    fn at_least(&self, count: usize, inputs: &[BDDFunction]) -> BDDFunction {
        match inputs.split_first() {
            _ if count == 0 => self.always.clone(),
            None => self.never.clone(),
            Some((first, rest)) => first.ite(&self.at_least(count - 1, rest), &self.at_least(count, rest)).unwrap(),
        }
    }

    /// How likely the function holds.
    fn probability(&self, function: &BDDFunction, q: &[f64], known: &mut HashMap<BDDFunction, f64>) -> f64 {
        if let Some(known) = known.get(function) {
            return *known;
        }
        let Some((high, low)) = function.cofactors() else { return f64::from(u8::from(*function == self.always)) };
        let level = function.with_manager_shared(|manager, edge| match manager.get_node(edge) {
            Place::Inner(node) => node.level(),
            Place::Terminal(_) => u32::MAX,
        });
        let q_here = q[level as usize];
        let value = q_here * self.probability(&high, q, known) + (1.0 - q_here) * self.probability(&low, q, known);
        known.insert(function.clone(), value);
        value
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn another_library_finds_the_same(plan in plans(10..40, 10..60)) {
        let (tree, top) = deep_tree(&plan);
        let q = tree.probabilities();
        let compiled = tree.compile(top, &Limits::default());
        let other = Other::new(&tree);
        let function = other.of(&tree, top);
        if let Some(probability) = compiled.probability(&q).exact() {
            assert_close(probability, other.probability(&function, &q, &mut HashMap::new()), 1e-9);
        }

        // All cut sets together are the tree, and from none of them an event can be left out.
        let sets = compiled.cut_sets(&q);
        let all = sets.worst(MOST, &q);
        let down = |events: &[super::super::EventId]| {
            function.eval((0..).zip(0..q.len()).map(|(variable, event)| (variable, events.iter().any(|id| id.index() == event))))
        };
        let mut again = other.never.clone();
        for set in &all.sets {
            let set_down = set.events.iter().fold(other.always.clone(), |all, id| all.and(&other.events[id.index()]).unwrap());
            again = again.or(&set_down).unwrap();
            for at in 0..set.events.len() {
                let rest = [&set.events[..at], &set.events[at + 1..]].concat();
                prop_assert!(!down(&rest), "{:?} is not minimal", set.events);
            }
        }
        if all.truncated {
            prop_assert!(again.imp(&function).unwrap() == other.always);
        } else {
            prop_assert!(again == function);
        }
    }
}
