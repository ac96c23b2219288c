//! Minimal cut sets as a zero-suppressed decision diagram (Minato 1993), which holds millions of sets in few nodes.
//!
//! By the recursion of Rauzy ("New algorithms for fault trees analysis", Reliability Engineering & System Safety 40,
//! 1993): minsol(ite(x, H, L)) = x·(minsol H without supersets of minsol L) ∪ minsol L.

use super::diagram::Diagram;
use super::hashed::{Branch, Computed, FALSE, Nodes, TRUE, TooLarge};
use super::tree::number;

/// The minimal cut sets of a coherent function. The result has the order of `diagram` and is read as a family of sets:
/// each way to the terminal 1 is a set of the variables left by their high edge. What is spent is taken from `steps`.
pub(super) fn minimal_cut_sets(diagram: &Diagram, steps: &mut u64) -> Result<Diagram, TooLarge> {
    let mut families = Families { nodes: Nodes::new(), computed: Computed::new(), steps_left: *steps };
    let mut of = vec![FALSE, TRUE];
    for (_, branch) in diagram.branches() {
        let (high, low) = (of[branch.high as usize], of[branch.low as usize]);
        let high = families.without_supersets(high, low)?;
        of.push(families.node(branch.level, high, low));
    }
    *steps = families.steps_left;
    Ok(Diagram::new(&families.nodes, of[diagram.root()], diagram.order.clone()))
}

/// The family of these sets, each of ascending inputs, none within another. Its order is that of the inputs.
pub(super) fn family_of(sets: &[Vec<u32>], inputs: usize) -> Diagram {
    let mut families = Families { nodes: Nodes::new(), computed: Computed::new(), steps_left: 0 };
    let all = sets.iter().fold(FALSE, |family, set| families.insert(family, set));
    Diagram::new(&families.nodes, all, (0..number(inputs)).collect())
}

struct Families {
    nodes: Nodes,
    computed: Computed,
    steps_left: u64,
}

enum Task {
    Without(u32, u32),
    /// Removes the supersets of another family from the result so far.
    AlsoWithout(u32),
    Join {
        level: u32,
        family: u32,
        others: u32,
    },
}

/// The one operation in the table of results.
const WITHOUT: u32 = 0;

impl Families {
    /// The sets of `low`, and those of `high` with the variable added.
    fn node(&mut self, level: u32, high: u32, low: u32) -> u32 {
        if high == FALSE { low } else { self.nodes.intern(Branch { level, high, low }) }
    }

    /// The sets of `family` that include no set of `others`.
    fn without_supersets(&mut self, family: u32, others: u32) -> Result<u32, TooLarge> {
        let mut tasks = vec![Task::Without(family, others)];
        let mut results = Vec::new();
        while let Some(task) = tasks.pop() {
            match task {
                Task::Without(family, others) => {
                    if let Some(result) = trivial(family, others) {
                        results.push(result);
                        continue;
                    }
                    let others = self.without_levels_above(family, others)?;
                    let known = trivial(family, others).or_else(|| self.computed.get(WITHOUT, family, others));
                    if let Some(result) = known {
                        results.push(result);
                        continue;
                    }
                    self.spend(1)?;
                    let (f, o) = (self.nodes.get(family), self.nodes.get(others));
                    tasks.push(Task::Join { level: f.level, family, others });
                    if f.level == o.level {
                        tasks.push(Task::AlsoWithout(o.low));
                        tasks.push(Task::Without(f.high, o.high));
                        tasks.push(Task::Without(f.low, o.low));
                    } else {
                        tasks.push(Task::Without(f.high, others));
                        tasks.push(Task::Without(f.low, others));
                    }
                }
                Task::AlsoWithout(others) => {
                    let family = results.pop().unwrap_or(FALSE);
                    tasks.push(Task::Without(family, others));
                }
                Task::Join { level, family, others } => {
                    // The low branch was finished first, so the high one lies on top.
                    let high = results.pop().unwrap_or(FALSE);
                    let low = results.pop().unwrap_or(FALSE);
                    let result = self.node(level, high, low);
                    self.computed.insert(WITHOUT, family, others, result, self.nodes.list().len());
                    results.push(result);
                }
            }
        }
        Ok(results.pop().unwrap_or(FALSE))
    }

    /// The family with one more set.
    fn insert(&mut self, family: u32, mut set: &[u32]) -> u32 {
        // The way to where the set joins the family, to be made anew from there upwards.
        let mut way = Vec::new();
        let mut node = family;
        let joined = loop {
            let branch = self.nodes.get(node);
            let Some((level, rest)) = set.split_first() else { break TRUE };
            if node == FALSE || *level < branch.level {
                let rest = rest.iter().rev().fold(TRUE, |rest, level| self.node(*level, rest, FALSE));
                break self.node(*level, rest, node);
            }
            way.push((branch, branch.level == *level));
            (node, set) = if branch.level == *level { (branch.high, rest) } else { (branch.low, set) };
        };
        way.into_iter().rev().fold(joined, |joined, (branch, is_high)| {
            let (high, low) = if is_high { (joined, branch.low) } else { (branch.high, joined) };
            self.node(branch.level, high, low)
        })
    }

    /// The sets of `others` without variables that no set of `family` has, as their levels are above it.
    fn without_levels_above(&mut self, family: u32, mut others: u32) -> Result<u32, TooLarge> {
        let level = self.nodes.level(family);
        let mut passed = 0;
        while self.nodes.level(others) < level {
            others = self.nodes.get(others).low;
            passed += 1;
        }
        self.spend(passed / 16)?;
        Ok(others)
    }

    fn spend(&mut self, steps: u64) -> Result<(), TooLarge> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }
}

fn trivial(family: u32, others: u32) -> Option<u32> {
    match (family, others) {
        (FALSE, _) | (_, TRUE) => Some(FALSE),
        // A family of minimal sets that has the empty set has no other.
        (_, FALSE) | (TRUE, _) => Some(family),
        _ if family == others => Some(FALSE),
        _ => None,
    }
}
