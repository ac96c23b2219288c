//! Modules: parts of a fault tree that share nothing with the rest, so that each is solved on its own.
//!
//! Found in two linear passes by the algorithm of Dutuit and Rauzy, "A linear-time algorithm to find modules of
//! fault trees" (IEEE Transactions on Reliability 45, 1996): a gate is a module when everything below it is met for
//! the first time after entering the gate and for the last time before leaving it.

use super::tree::{EventId, FaultTree, GateKind, Node, number};

/// What a module is made of: an event, or a module further down that counts as one event here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Event(EventId),
    Module(usize),
}

/// What a gate of a module combines, by position in the module's `inputs` or `gates`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Input(u32),
    Gate(u32),
}

/// A gate within a module.
#[derive(Clone, Debug)]
pub(super) struct ModuleGate {
    pub kind: GateKind,
    pub arguments: Vec<Argument>,
}

/// A part of the tree that shares nothing with the rest.
#[derive(Clone, Debug, Default)]
pub(super) struct Module {
    /// In the order of a left-to-right depth-first walk. Each event and module is the input of one module only.
    pub inputs: Vec<Input>,
    /// Each after its arguments; the last is the module's own.
    pub gates: Vec<ModuleGate>,
}

/// The modules below `top`, each after those it uses; the last is the whole tree. None if `top` is constant.
/// The tree's events are those below `events`.
pub(super) fn modules(tree: &FaultTree, events: usize, top: Node) -> Vec<Module> {
    match top {
        Node::Never | Node::Always => Vec::new(),
        Node::Event(event) => vec![Module {
            inputs: vec![Input::Event(event)],
            gates: vec![ModuleGate { kind: GateKind::Or, arguments: vec![Argument::Input(0)] }],
        }],
        Node::Gate(gate) => {
            let is_module = Visits::of(tree, events, gate.index()).modules(tree);
            let mut cut = Cut::new(tree, events, &is_module);
            for (gate, _) in is_module.iter().enumerate().filter(|(_, is_module)| **is_module) {
                cut.out(gate);
            }
            cut.modules
        }
    }
}

/// When a depth-first walk meets a node; 0 stands for never.
#[derive(Clone, Copy, Default)]
struct Visit {
    first: u32,
    left: u32,
    last: u32,
}

struct Visits {
    gates: Vec<Visit>,
    events: Vec<Visit>,
}

impl Visits {
    fn of(tree: &FaultTree, events: usize, top: usize) -> Self {
        let mut gates = vec![Visit::default(); tree.gates().len()];
        let mut events = vec![Visit::default(); events];
        let mut date = 1;
        gates[top].first = date;
        let mut path = vec![(top, 0)];
        while let Some((gate, next)) = path.last_mut() {
            date += 1;
            let input = tree.gates()[*gate].inputs.get(*next).copied();
            *next += 1;
            let visit = match input {
                Some(Node::Gate(id)) => {
                    let visit = &mut gates[id.index()];
                    if visit.first == 0 {
                        path.push((id.index(), 0));
                    }
                    visit
                }
                Some(Node::Event(id)) => &mut events[id.index()],
                Some(Node::Never | Node::Always) => continue,
                None => {
                    let visit = &mut gates[*gate];
                    visit.left = date;
                    path.pop();
                    visit
                }
            };
            visit.last = date;
            if visit.first == 0 {
                visit.first = date;
            }
        }
        Self { gates, events }
    }

    /// For each gate of the tree whether it is a module below the top.
    fn modules(&self, tree: &FaultTree) -> Vec<bool> {
        // The first and last meeting of anything below each gate. Inputs come before their gate.
        let mut below: Vec<(u32, u32)> = Vec::with_capacity(tree.gates().len());
        for gate in tree.gates() {
            let range = gate.inputs.iter().fold((u32::MAX, 0), |(first, last), input| match input {
                Node::Gate(id) => {
                    let (visit, inner) = (self.gates[id.index()], below[id.index()]);
                    (first.min(visit.first).min(inner.0), last.max(visit.last).max(inner.1))
                }
                Node::Event(id) => {
                    let visit = self.events[id.index()];
                    (first.min(visit.first), last.max(visit.last))
                }
                Node::Never | Node::Always => (first, last),
            });
            below.push(range);
        }
        let holds = |(visit, (first, last)): (&Visit, &(u32, u32))| visit.first > 0 && *first > visit.first && *last < visit.left;
        self.gates.iter().zip(&below).map(holds).collect()
    }
}

/// Cuts the tree into modules. Every node lies in one module only, so each is numbered once.
struct Cut<'a> {
    tree: &'a FaultTree,
    is_module: &'a [bool],
    gates: Vec<Option<Argument>>,
    events: Vec<Option<Argument>>,
    module_of_gate: Vec<usize>,
    modules: Vec<Module>,
}

impl<'a> Cut<'a> {
    fn new(tree: &'a FaultTree, events: usize, is_module: &'a [bool]) -> Self {
        let gates = tree.gates().len();
        Self { tree, is_module, gates: vec![None; gates], events: vec![None; events], module_of_gate: vec![0; gates], modules: Vec::new() }
    }

    fn out(&mut self, top: usize) {
        let mut module = Module::default();
        let mut path = vec![(top, 0, Vec::new())];
        while let Some((gate, next, arguments)) = path.last_mut() {
            let source = &self.tree.gates()[*gate];
            let Some(input) = source.inputs.get(*next) else {
                let at = Argument::Gate(number(module.gates.len()));
                module.gates.push(ModuleGate { kind: source.kind, arguments: std::mem::take(arguments) });
                if *gate != top {
                    self.gates[*gate] = Some(at);
                }
                path.pop();
                continue;
            };
            let (known, leaf) = match *input {
                Node::Event(id) => (&mut self.events[id.index()], Some(Input::Event(id))),
                Node::Gate(id) => {
                    let leaf = Input::Module(self.module_of_gate[id.index()]);
                    (&mut self.gates[id.index()], self.is_module[id.index()].then_some(leaf))
                }
                // Gates are built without constants.
                Node::Never | Node::Always => {
                    *next += 1;
                    continue;
                }
            };
            match (*known, leaf, *input) {
                (Some(argument), ..) => {
                    arguments.push(argument);
                    *next += 1;
                }
                (None, Some(leaf), _) => {
                    *known = Some(Argument::Input(number(module.inputs.len())));
                    module.inputs.push(leaf);
                }
                (None, None, Node::Gate(id)) => path.push((id.index(), 0, Vec::new())),
                (None, None, _) => *next += 1,
            }
        }
        self.module_of_gate[top] = self.modules.len();
        self.modules.push(module);
    }
}
