//! Who stands on the two sides of an interface: whether an API or a channel lies between teams.

use crate::graph::{Link, System, Trust};
use crate::plan::contracts::{Api, Channel, Visibility};
use crate::plan::map::ComponentKind;
use petgraph::Direction;
use petgraph::graph::NodeIndex;

/// Whether an interface lies between teams, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides<'p> {
    /// One team is on both sides, as far as the plan says.
    One,
    /// A component of another team uses it.
    Teams(&'p str),
    /// It is open to others than our own systems.
    Open(Visibility),
    /// The plan does not say who may reach it.
    Unknown,
}

/// On whose sides an API is: by the calls to its component, and by its visibility or that of an endpoint.
pub fn api_sides<'p>(system: &System<'p>, api: &'p Api) -> Sides<'p> {
    if let Some(open) = visibilities(api).find(|visibility| *visibility != Visibility::Internal) {
        return Sides::Open(open);
    }
    let Some(at) = api.component.as_ref().and_then(|component| system.find(component.as_str())) else { return Sides::Unknown };
    // A program in the hands of a user is no team: who may reach the API says whether it is open to such.
    let is_client = |at: NodeIndex| system.vertex(at).component().is_some_and(|component| component.kind == Some(ComponentKind::Client));
    let is_company = |at: NodeIndex| system.vertex(at).component().is_some_and(|component| component.kind == Some(ComponentKind::External));
    let other = system.hops_to(at).find(|(_, hop)| (system.trust(hop) != Trust::Own || is_company(hop.caller)) && !is_client(hop.caller));
    match other {
        Some((_, hop)) => Sides::Teams(system.vertex(hop.caller).id()),
        None if api.visibility.is_none() => Sides::Unknown,
        None => Sides::One,
    }
}

/// What an API and its endpoints say of who may reach them.
fn visibilities(api: &Api) -> impl Iterator<Item = Visibility> + '_ {
    let endpoints = api.endpoints.iter().flat_map(|endpoints| endpoints.values());
    api.visibility.into_iter().chain(endpoints.filter_map(|endpoint| endpoint.visibility))
}

/// On whose sides a channel is: by its owner and by who puts messages in and takes them out.
pub fn channel_sides<'p>(system: &System<'p>, at: NodeIndex, channel: &'p Channel) -> Sides<'p> {
    let ends = |link, direction| system.linked(at, link, direction).map(|end| system.vertex(end).id());
    let producers = ends(Link::Publishes, Direction::Incoming);
    let consumers = ends(Link::Delivers, Direction::Outgoing);
    let owner = |end: &'p str| system.plan.owner_of(end);
    let mut all = producers.chain(consumers);
    let first = match &channel.owner {
        Some(team) => Some(team.as_str()),
        None => match all.next() {
            Some(end) => owner(end),
            None => return Sides::Unknown,
        },
    };
    match all.find(|end| owner(end) != first) {
        Some(other) => Sides::Teams(other),
        None if channel.producers.is_none() || channel.consumers.is_none() => Sides::Unknown,
        None => Sides::One,
    }
}
