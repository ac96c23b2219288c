//! Whose a callee is, seen from its caller.

use super::{Hop, System, Vertex};
use crate::plan::map::ComponentKind;

/// Whose a callee is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The caller's own team.
    Own,
    /// Another team of the same company.
    OtherTeam,
    /// Another company.
    ThirdParty,
}

impl System<'_> {
    /// Whose the callee of a hop is: an external is a third party; another owner, or another plan, another team.
    pub fn trust(&self, hop: &Hop<'_>) -> Trust {
        let callee = self.vertex(hop.callee);
        let external = callee.component().is_some_and(|component| component.kind == Some(ComponentKind::External));
        let owner = |vertex: Vertex<'_>| self.plan.owner_of(vertex.id());
        match callee {
            _ if external => Trust::ThirdParty,
            Vertex::Foreign(_) => Trust::OtherTeam,
            _ if owner(callee) != owner(self.vertex(hop.caller)) => Trust::OtherTeam,
            _ => Trust::Own,
        }
    }
}
