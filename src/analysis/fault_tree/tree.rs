//! The fault tree: events with probabilities, and the gates that combine them.

/// An event of a [`FaultTree`]: something that fails, independently of all other events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub(super) u32);

/// A gate of a [`FaultTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GateId(pub(super) u32);

impl EventId {
    /// The event's position in [`FaultTree::events`] and in every list of probabilities.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl GateId {
    /// The gate's position in [`FaultTree::gates`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a gate combines, and what can stand at the top of a tree: something that is either down or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// Never down.
    Never,
    /// Always down.
    Always,
    /// Down when the event happens.
    Event(EventId),
    /// Down when the gate's condition holds.
    Gate(GateId),
}

impl From<EventId> for Node {
    fn from(event: EventId) -> Self {
        Self::Event(event)
    }
}

/// A basic event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What fails, in the caller's words; unique where the tree is to be exported.
    pub name: String,
    /// How likely it is to be down at any moment, between 0 and 1.
    pub probability: f64,
}

/// When a gate is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateKind {
    /// When any input is down.
    Or,
    /// When all inputs are down.
    And,
    /// When at least so many inputs are down.
    AtLeast(u32),
}

/// A gate over earlier nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// What the gate stands for, where the caller said it.
    pub name: Option<String>,
    /// When it is down.
    pub kind: GateKind,
    /// What it combines, from left to right.
    pub inputs: Vec<Node>,
}

/// Fault trees that share their nodes, built from the leaves up.
///
/// One `FaultTree` may hold the trees of several journeys: any node can be the top of a question. A gate can
/// only combine nodes that exist already, so there are no cycles. Trees are coherent: there is no negation, and
/// one more failure never repairs anything. Nodes belong to the tree that made them.
#[derive(Clone, Debug, Default)]
pub struct FaultTree {
    events: Vec<Event>,
    gates: Vec<Gate>,
}

impl FaultTree {
    /// A tree without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new event, independent of all others; use the same id wherever the same thing fails.
    ///
    /// A probability outside of 0 to 1 is taken as the nearer of both, and one that is no number as 1.
    pub fn event(&mut self, name: impl Into<String>, probability: f64) -> EventId {
        let probability = if probability.is_nan() { 1.0 } else { probability.clamp(0.0, 1.0) };
        let id = EventId(number(self.events.len()));
        self.events.push(Event { name: name.into(), probability });
        id
    }

    /// Down when any of the inputs is down; never, if there are none.
    pub fn or(&mut self, inputs: impl IntoIterator<Item = Node>) -> Node {
        self.at_least(1, inputs)
    }

    /// Down when all of the inputs are down; always, if there are none.
    pub fn and(&mut self, inputs: impl IntoIterator<Item = Node>) -> Node {
        let inputs: Vec<Node> = inputs.into_iter().collect();
        self.at_least(number(inputs.len()), inputs)
    }

    /// A group that works while at least `needed` of its members work, so it is down when more than
    /// members − `needed` are down.
    pub fn group(&mut self, needed: u32, members: impl IntoIterator<Item = Node>) -> Node {
        let members: Vec<Node> = members.into_iter().collect();
        match number(members.len()).checked_sub(needed) {
            Some(spare) => self.at_least(spare.saturating_add(1), members),
            None => Node::Always,
        }
    }

    /// Down when at least `count` of the inputs are down. Inputs that are constant are resolved right here.
    pub fn at_least(&mut self, count: u32, inputs: impl IntoIterator<Item = Node>) -> Node {
        let mut inputs: Vec<Node> = inputs.into_iter().collect();
        let before = inputs.len();
        inputs.retain(|&node| node != Node::Always);
        let count = count.saturating_sub(number(before - inputs.len()));
        inputs.retain(|&node| node != Node::Never);
        let kind = match number(inputs.len()) {
            _ if count == 0 => return Node::Always,
            available if count > available => return Node::Never,
            1 => return inputs.first().copied().unwrap_or(Node::Never),
            _ if count == 1 => GateKind::Or,
            available if count == available => GateKind::And,
            _ => GateKind::AtLeast(count),
        };
        let id = GateId(number(self.gates.len()));
        self.gates.push(Gate { name: None, kind, inputs });
        Node::Gate(id)
    }

    /// Names a gate; a node that is no gate keeps what it has.
    pub fn name(&mut self, node: Node, name: impl Into<String>) {
        if let Node::Gate(id) = node
            && let Some(gate) = self.gates.get_mut(id.index())
        {
            gate.name = Some(name.into());
        }
    }

    /// The ids of all events, in the order of [`FaultTree::events`].
    pub fn ids(&self) -> impl Iterator<Item = EventId> {
        (0..number(self.events.len())).map(EventId)
    }

    /// All events, by [`EventId::index`].
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// All gates, by [`GateId::index`]; every gate comes after its inputs.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The probabilities of all events, by [`EventId::index`]: a starting point for "what if".
    pub fn probabilities(&self) -> Vec<f64> {
        self.events.iter().map(|event| event.probability).collect()
    }
}

/// A length as the number type of ids; no tree comes near four billion nodes.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
