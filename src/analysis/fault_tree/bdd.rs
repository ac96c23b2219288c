//! Reduced ordered binary decision diagrams (Bryant 1986) of coherent functions: conjunction and disjunction.

use super::hashed::{Branch, Computed, FALSE, Nodes, TRUE, TooLarge};

/// How two functions are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    And = 0,
    Or = 1,
}

/// Diagrams under construction, all in one variable order.
#[derive(Debug)]
pub(super) struct Bdd {
    nodes: Nodes,
    computed: Computed,
    steps_left: u64,
    tasks: Vec<Task>,
    results: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
enum Task {
    Combine(u32, u32),
    Join { level: u32, left: u32, right: u32 },
}

impl Bdd {
    /// A manager that stops with [`TooLarge`] after so many steps.
    pub fn new(steps: u64) -> Self {
        Self { nodes: Nodes::new(), computed: Computed::new(), steps_left: steps, tasks: Vec::new(), results: Vec::new() }
    }

    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    pub fn steps_left(&self) -> u64 {
        self.steps_left
    }

    /// Counts work that is done elsewhere.
    pub fn spend(&mut self, steps: u64) -> Result<(), TooLarge> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }

    /// The function of one variable.
    pub fn variable(&mut self, level: u32) -> u32 {
        self.node(level, TRUE, FALSE)
    }

    /// Whether the function is that of one variable.
    pub fn is_variable(&self, function: u32) -> bool {
        let Branch { high, low, .. } = self.nodes.get(function);
        high == TRUE && low == FALSE
    }

    /// "If the variable, then `high`, else `low`", which both are below the variable.
    pub fn node(&mut self, level: u32, high: u32, low: u32) -> u32 {
        if high == low { low } else { self.nodes.intern(Branch { level, high, low }) }
    }

    /// Combines two functions. Walks with a stack of its own, as diagrams can be deeper than the thread's.
    pub fn apply(&mut self, operation: Operation, left: u32, right: u32) -> Result<u32, TooLarge> {
        self.tasks.push(Task::Combine(left, right));
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Combine(left, right) => {
                    let (left, right) = (left.min(right), left.max(right));
                    let known = trivial(operation, left, right).or_else(|| self.computed.get(operation as u32, left, right));
                    if let Some(result) = known {
                        self.results.push(result);
                        continue;
                    }
                    self.spend(1)?;
                    let (f, g) = (self.nodes.get(left), self.nodes.get(right));
                    let level = f.level.min(g.level);
                    let (f_high, f_low) = if f.level == level { (f.high, f.low) } else { (left, left) };
                    let (g_high, g_low) = if g.level == level { (g.high, g.low) } else { (right, right) };
                    self.tasks.push(Task::Join { level, left, right });
                    self.tasks.push(Task::Combine(f_high, g_high));
                    self.tasks.push(Task::Combine(f_low, g_low));
                }
                Task::Join { level, left, right } => {
                    // The low branch was combined first, so the high one lies on top.
                    let high = self.results.pop().unwrap_or(FALSE);
                    let low = self.results.pop().unwrap_or(FALSE);
                    let result = self.node(level, high, low);
                    self.computed.insert(operation as u32, left, right, result, self.nodes.list().len());
                    self.results.push(result);
                }
            }
        }
        Ok(self.results.pop().unwrap_or(FALSE))
    }
}

/// The answer where no node need be looked at; `left` is not above `right` in number, so terminals stand left.
fn trivial(operation: Operation, left: u32, right: u32) -> Option<u32> {
    match (operation, left) {
        _ if left == right => Some(left),
        (Operation::And, FALSE) | (Operation::Or, TRUE) => Some(left),
        (Operation::And, TRUE) | (Operation::Or, FALSE) => Some(right),
        _ => None,
    }
}
