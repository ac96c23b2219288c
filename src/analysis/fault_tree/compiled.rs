//! A fault tree made ready for questions: its modules with their decision diagrams.
//!
//! Compiled once from the structure alone, it answers for any probabilities, which is what sweeps and "what if" need.

use super::answer::Answer;
use super::bounds::Range;
use super::build::build;
use super::diagram::Diagram;
use super::hashed::TooLarge;
use super::large;
use super::modules::{Input, Module, modules};
use super::probability::{Given, given, probabilities};
use super::simplify::simplify;
use super::single_points::single_points;
use super::tree::{EventId, FaultTree, Node};

/// How much work may be spent on exact answers. Work is counted, not timed, so the same tree gets the same answer on
/// every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nodes of decision diagrams looked at or made, over all variable orders tried; some millions a second.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 2_000_000 }
    }
}

/// The fault tree below one top, compiled.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Each after those it uses; empty if the top is constant.
    modules: Vec<Module>,
    diagrams: Vec<Result<Diagram, TooLarge>>,
    single_points: Vec<EventId>,
    always: bool,
    limits: Limits,
}

impl FaultTree {
    /// Compiles what is below `top`.
    pub fn compile(&self, top: Node, limits: &Limits) -> Compiled {
        let events = self.events().len();
        let single_points = single_points(&modules(self, events, top));
        let (simple, simple_top) = simplify(self, top, &single_points);
        let modules = modules(&simple, events, simple_top);
        let mut steps = limits.steps;
        let diagrams = modules.iter().map(|module| build(module, &mut steps)).collect();
        Compiled { modules, diagrams, single_points, always: top == Node::Always, limits: *limits }
    }
}

impl Compiled {
    /// How likely the top is down at any moment; `q` holds the probability of each event by [`EventId::index`], as
    /// [`FaultTree::probabilities`] gives it.
    pub fn probability(&self, q: &[f64]) -> Answer {
        let Some(&Range { low, high }) = self.ranges(q).last() else {
            return Answer::Exact(if self.always { 1.0 } else { 0.0 });
        };
        // The last digit of a sum of shares of 1 may be one too many.
        let (low, high) = (low.min(1.0), high.min(1.0));
        if self.is_exact() { Answer::Exact(low) } else { Answer::Bounds { low, high, why: self.why() } }
    }

    /// Whether the diagrams are within the limits, so that probabilities are exact.
    pub fn is_exact(&self) -> bool {
        self.diagrams.iter().all(Result::is_ok)
    }

    /// Events that alone bring the top down, by id. Always exact. All events of the tree would do so if the top is
    /// always down; none is named then.
    pub fn single_points(&self) -> Vec<EventId> {
        self.single_points.clone()
    }

    /// The events that the top depends on, by id.
    pub fn events(&self) -> Vec<EventId> {
        let inputs = self.modules.iter().flat_map(|module| &module.inputs);
        let mut events: Vec<EventId> = inputs
            .filter_map(|input| match input {
                Input::Event(event) => Some(*event),
                Input::Module(_) => None,
            })
            .collect();
        events.sort_unstable();
        events
    }

    /// The probability of the top given each of its events, by id, or nothing if the tree is too large for exact
    /// answers.
    ///
    /// By one pass over each diagram and the chain rule over modules: what an event does to its module, times what
    /// the module does to the top.
    pub fn given(&self, q: &[f64]) -> Option<Vec<(EventId, Given)>> {
        if !self.is_exact() {
            return None;
        }
        let ranges = self.ranges(q);
        let mut of_modules = vec![Given { down: 1.0, works: 0.0, difference: 1.0 }; self.modules.len()];
        let mut of_events = Vec::new();
        for (at, module) in self.modules.iter().enumerate().rev() {
            let diagram = self.diagrams[at].as_ref().ok()?;
            let outer = of_modules[at];
            let levels: Vec<f64> = levels(module, diagram, q, &ranges).map(|range| range.low).collect();
            for (inner, input) in given(diagram, &levels).into_iter().zip(&diagram.order) {
                let chained = Given {
                    down: outer.down * inner.down + outer.works * (1.0 - inner.down),
                    works: outer.down * inner.works + outer.works * (1.0 - inner.works),
                    difference: outer.difference * inner.difference,
                };
                match module.inputs[*input as usize] {
                    Input::Event(event) => of_events.push((event, chained)),
                    Input::Module(module) => of_modules[module] = chained,
                }
            }
        }
        of_events.sort_unstable_by_key(|(event, _)| *event);
        Some(of_events)
    }

    pub(super) fn modules(&self) -> &[Module] {
        &self.modules
    }

    pub(super) fn diagrams(&self) -> &[Result<Diagram, TooLarge>] {
        &self.diagrams
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn is_always_down(&self) -> bool {
        self.always
    }

    /// The lowest probability of each module, which is the probability itself where the tree is exact.
    pub(super) fn lowest(&self, q: &[f64]) -> Vec<f64> {
        self.ranges(q).into_iter().map(|range| range.low).collect()
    }

    /// Where the probability of each module lies.
    pub(super) fn ranges(&self, q: &[f64]) -> Vec<Range> {
        let mut ranges: Vec<Range> = Vec::with_capacity(self.modules.len());
        for (module, diagram) in self.modules.iter().zip(&self.diagrams) {
            ranges.push(if let Ok(diagram) = diagram {
                let levels: Vec<Range> = levels(module, diagram, q, &ranges).collect();
                let top = |end: fn(&Range) -> f64| {
                    let q: Vec<f64> = levels.iter().map(end).collect();
                    probabilities(diagram, &q)[diagram.root()]
                };
                let low = top(|range| range.low);
                // The function is monotone: the ends of the inputs give the ends of the result.
                Range { low, high: if levels.iter().all(Range::is_exact) { low } else { top(|range| range.high) } }
            } else {
                large::range(module, &input_ranges(module, q, &ranges), self.limits.steps)
            });
        }
        ranges
    }

    fn why(&self) -> String {
        let large = self.modules.iter().zip(&self.diagrams).filter(|(_, diagram)| diagram.is_err());
        let inputs = large.map(|(module, _)| module.inputs.len()).max().unwrap_or(0);
        format!(
            "too large for an exact answer: {inputs} events hang together so closely that {} steps are not enough; \
             bounds instead",
            self.limits.steps
        )
    }
}

/// Where the probabilities of a module's inputs lie.
pub(super) fn input_ranges(module: &Module, q: &[f64], modules: &[Range]) -> Vec<Range> {
    module.inputs.iter().map(|input| range(*input, q, modules)).collect()
}

fn range(input: Input, q: &[f64], modules: &[Range]) -> Range {
    match input {
        Input::Event(event) => Range::exact(q[event.index()]),
        Input::Module(module) => modules[module],
    }
}

/// The probabilities of the diagram's variables, by level.
fn levels<'a>(module: &'a Module, diagram: &'a Diagram, q: &'a [f64], modules: &'a [Range]) -> impl Iterator<Item = Range> + 'a {
    diagram.order.iter().map(|input| range(module.inputs[*input as usize], q, modules))
}
