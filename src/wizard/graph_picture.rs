//! The graph as cells of a terminal.

/// A graph that is laid out.
#[derive(Debug, Default)]
pub struct GraphPicture {}

/// A direction from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// The nearest above.
    Up,
    /// The nearest below.
    Down,
    /// The nearest on the left.
    Left,
    /// The nearest on the right.
    Right,
    /// The one before, in the order of the outline.
    Before,
    /// The one after, in the order of the outline.
    After,
}

impl GraphPicture {
    /// The graph of a plan.
    pub fn of(_study: &crate::Study) -> Self {
        Self {}
    }

    /// The first node.
    pub fn first(&self) -> Option<&str> {
        None
    }

    /// The nearest node in a direction.
    pub fn neighbour(&self, _node: &str, _towards: Towards) -> Option<&str> {
        None
    }
}
