//! How long after the first time the same request may come again: as long as anything on its way still tries.
//!
//! A call comes again when its caller tries it again, and when something further ahead repeats the whole request; a message comes
//! again for as long as its channel keeps it, and once more when it is put back from the dead letters.

use super::effective::{attempts, backoffs, total_timeout};
use super::figure::Derivation;
use crate::document::Path;
use crate::graph::{HopId, Route, System, Vertex};
use crate::plan::contracts::{Channel, ChannelKind, Consumer, Delivery};
use crate::plan::value::{Count, Duration, Fact, Limit};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// How long after the first a repeat may come, as far as the plan says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// No less than this.
    pub at_least: Limit<Duration>,
    /// Whether no fact is missing.
    pub complete: bool,
}

impl Span {
    const NONE: Self = Self { at_least: Limit::At(Duration::ZERO), complete: true };

    /// Whether the plan says that there are repeats at all.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }

    fn then(self, other: Self) -> Self {
        let at_least = match (self.at_least, other.at_least) {
            (Limit::At(one), Limit::At(other)) => Limit::At(one.plus(other)),
            _ => Limit::Unlimited,
        };
        Self { at_least, complete: self.complete && other.complete }
    }
}

/// Of a call by itself: its last attempt begins after all others and the waits between. Without known attempts, none.
fn of_call(system: &System<'_>, id: HopId) -> (Span, Option<Path>) {
    let hop = system.hop(id);
    let Some(tries) = attempts(hop) else { return (Span::NONE, None) };
    let Limit::At(Count(tries)) = tries.value else { return (Span { at_least: Limit::Unlimited, complete: true }, None) };
    if tries <= 1 {
        return (Span::NONE, None);
    }
    let timeout = total_timeout(hop).and_then(|timeout| timeout.value.at().copied());
    let waits = backoffs(hop, tries);
    let missing = match (timeout, waits) {
        (None, _) => Some(hop.at("timeout")),
        (_, None) => Some(hop.at("retry").key("backoff")),
        _ => None,
    };
    let tried = timeout.unwrap_or_default().times((tries - 1) as f64);
    (Span { at_least: Limit::At(tried.plus(waits.unwrap_or_default())), complete: missing.is_none() }, missing)
}

/// Of a message: for as long as its channel keeps it, and until its dead letters are put back.
pub fn of_message(id: &str, channel: &Channel, name: &str, consumer: &Consumer) -> (Span, Derivation) {
    let mut how = Derivation::default();
    // Where nobody says how often a message arrives, ID1 asks.
    if channel.delivery != Some(Delivery::AtLeastOnce) {
        return (Span::NONE, how);
    }
    let path = Path::of(["contracts", "channels", id]);
    // In a queue nothing waits longer than its largest age; a log is read again for as long as it is kept.
    let kept = match (channel.retention, channel.max_age) {
        (Some(Limit::At(kept)), Some(Limit::At(age))) if channel.kind == Some(ChannelKind::Queue) && age < kept => {
            Some(("max_age", Limit::At(age)))
        }
        (Some(kept), _) => Some(("retention", kept)),
        (None, Some(age)) if channel.kind == Some(ChannelKind::Queue) => Some(("max_age", age)),
        (None, _) => None,
    };
    let mut span = Span::NONE;
    match kept {
        Some((field, at_least)) => {
            span.at_least = at_least;
            let text = at_least.at().map_or("without end".to_owned(), |time| time.spoken());
            how.term(path.clone().key(field), format!("{text} in {id}"), at_least.at().map_or(f64::INFINITY, |time| time.ms()));
        }
        None => how.lacks(path.clone().key("retention")),
    }
    let at = path.key("consumers").key(name);
    match (&consumer.dead_letter, consumer.redrive_within) {
        (_, Some(redrive)) => {
            span = span.then(Span { at_least: Limit::At(redrive), complete: true });
            how.term(at.key("redrive_within"), format!("{} until its dead letters are put back", redrive.spoken()), redrive.ms());
        }
        (Fact::None, None) => {}
        (Fact::Known(_), None) => how.lacks(at.key("redrive_within")),
        (Fact::Unknown, None) => how.lacks(at.key("dead_letter")),
    }
    span.complete = how.is_complete();
    (span, how)
}

/// What repeats, and where it leaves.
#[derive(Debug, Clone, Copy)]
enum Via {
    Hop(HopId),
    Channel(NodeIndex),
}

/// The repeats that arrive at each vertex, for each journey.
pub struct Replays<'s, 'p> {
    system: &'s System<'p>,
    calls: Vec<Span>,
    arriving: Vec<BTreeMap<NodeIndex, (Span, Via)>>,
}

impl<'s, 'p> Replays<'s, 'p> {
    /// Follows each journey from its entries.
    pub fn new(system: &'s System<'p>) -> Self {
        let calls: Vec<Span> = system.hops().map(|(id, _)| of_call(system, id).0).collect();
        let arriving = system.routes().iter().map(|route| along(system, route, &calls)).collect();
        Self { system, calls, arriving }
    }

    /// How long after the first a call may come again, its own attempts included, in the journey where that is longest.
    pub fn of(&self, id: HopId) -> Span {
        let own = self.calls.get(id.index()).copied().unwrap_or(Span::NONE);
        self.ahead(id).map_or(own, |(_, (ahead, _))| ahead.then(own))
    }

    fn ahead(&self, id: HopId) -> Option<(usize, (Span, Via))> {
        let caller = self.system.hop(id).caller;
        let routes = self.system.routes().iter().zip(&self.arriving).enumerate().filter(|(_, (route, _))| route.takes(id));
        let ahead = routes.filter_map(|(at, (_, arriving))| Some((at, *arriving.get(&caller)?)));
        ahead.reduce(|best, other| if is_longer(other.1.0, best.1.0) { other } else { best })
    }

    /// How that was got.
    pub fn how(&self, id: HopId) -> Derivation {
        let mut how = Derivation::default();
        self.tell(id, &mut how);
        let Some((route, mut ahead)) = self.ahead(id) else { return how };
        let arriving = self.arriving.get(route);
        // A way takes each vertex once.
        for _ in 0..self.system.graph().node_count() {
            match ahead.1 {
                Via::Hop(hop) => {
                    self.tell(hop, &mut how);
                    match arriving.and_then(|arriving| arriving.get(&self.system.hop(hop).caller)) {
                        Some(further) => ahead = *further,
                        None => break,
                    }
                }
                Via::Channel(consumer) => {
                    let messages = messages(self.system, consumer).map(|(_, how)| how);
                    messages
                        .reduce(|best, other| if total(&other) > total(&best) { other } else { best })
                        .iter()
                        .for_each(|told| how.extend(told));
                    break;
                }
            }
        }
        how
    }

    fn tell(&self, id: HopId, how: &mut Derivation) {
        let (span, missing) = of_call(self.system, id);
        let hop = self.system.hop(id);
        match span.at_least {
            Limit::At(time) if time > Duration::ZERO => {
                let path = attempts(hop).map_or_else(|| hop.at("retry"), |tries| tries.path());
                how.term(path, format!("{} of attempts of {}", time.spoken(), hop.id()), time.ms());
            }
            Limit::At(_) => {}
            Limit::Unlimited => how.term(hop.at("retry"), format!("attempts of {} without end", hop.id()), f64::INFINITY),
        }
        if let Some(path) = missing {
            how.lacks(path);
        }
    }
}

fn total(how: &Derivation) -> f64 {
    how.terms().map(|term| term.amount).sum()
}

fn is_longer(one: Span, other: Span) -> bool {
    one.at_least > other.at_least || (one.at_least == other.at_least && !one.complete && other.complete)
}

/// The messages that a component works on.
fn messages<'s>(system: &'s System<'_>, consumer: NodeIndex) -> impl Iterator<Item = (Span, Derivation)> + 's {
    let name = system.vertex(consumer).id();
    let channels = system.linked(consumer, crate::graph::Link::Delivers, petgraph::Direction::Incoming);
    channels.filter_map(move |at| {
        let Vertex::Channel(id, channel) = system.vertex(at) else { return None };
        let facts = channel.consumers.as_ref()?.0.get(name)?;
        Some(of_message(id, channel, name, facts))
    })
}

fn along(system: &System<'_>, route: &Route<'_>, calls: &[Span]) -> BTreeMap<NodeIndex, (Span, Via)> {
    let mut arriving: BTreeMap<NodeIndex, (Span, Via)> = BTreeMap::new();
    for stretch in route.stretches.iter().filter(|stretch| !stretch.closes_cycle) {
        let found = match stretch.hop {
            // What only reads may be asked again without a trace.
            Some(id) if system.hop(id).call.mutates == Some(false) => continue,
            Some(id) => {
                let own = calls.get(id.index()).copied().unwrap_or(Span::NONE);
                let ahead = arriving.get(&stretch.from).map_or(Span::NONE, |(ahead, _)| *ahead);
                (ahead.then(own), Via::Hop(id))
            }
            None if system.vertex(stretch.from).channel().is_some() => {
                let longest = messages(system, stretch.to).map(|(span, _)| span);
                let longest = longest.reduce(|best, other| if is_longer(other, best) { other } else { best });
                (longest.unwrap_or(Span::NONE), Via::Channel(stretch.to))
            }
            None => continue,
        };
        let known = arriving.get(&stretch.to).map_or(Span::NONE, |(known, _)| *known);
        if is_longer(found.0, known) {
            arriving.insert(stretch.to, found);
        }
    }
    arriving
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(calls: &str, channel: &str) -> (Limit<Duration>, bool, String) {
        let text = format!(
            "groundplan: 1\nsystem: s\ngoals: {{journeys: {{j: {{entry: shop, traffic: 1/s}}}}}}\nmap:\n  components: {{shop: {{}}, mail: {{}}, bank: {{}}}}\n  calls: {{{calls}}}\ncontracts: {{channels: {{paid: {{kind: queue, delivery: at-least-once, producers: [shop], consumers: {{mail: {channel}}}, retention: 7d}}}}}}\n"
        );
        let plan = crate::plan::load(&text).plan.unwrap();
        let system = System::new(&plan);
        let replays = Replays::new(&system);
        let (id, _) = system.hops().last().unwrap();
        let span = replays.of(id);
        (span.at_least, span.complete, replays.how(id).sum())
    }

    fn at(seconds: f64) -> Limit<Duration> {
        Limit::At(Duration::from_secs(seconds))
    }

    #[test]
    fn attempts_and_messages_add_up_along_the_way() {
        let retry = "{timeout: 2s, retry: {attempts: 3, backoff: 1s..10s}}";
        let (span, complete, _) = of(&format!("shop -> bank: {retry}"), "{dead_letter: none}");
        assert_eq!((span, complete), (at(7.0), true));
        let (span, complete, how) = of(&format!("mail -> bank: {retry}"), "{redrive_within: 3d}");
        assert_eq!((span, complete), (at(7.0 + 10.0 * 86_400.0), true));
        assert_eq!(how, "7 s of attempts of mail -> bank + 7 d in paid + 3 d until its dead letters are put back");
        let (_, complete, _) = of(&format!("mail -> bank: {retry}"), "{}");
        assert!(!complete);
        let (span, complete, _) = of("shop -> bank: {retry: none}", "{dead_letter: none}");
        assert_eq!((span, complete), (at(0.0), true));
        let (span, complete, _) = of("shop -> bank: {retry: unlimited}", "{dead_letter: none}");
        assert_eq!((span, complete), (Limit::Unlimited, true));
        let (span, complete, _) = of("shop -> bank: {retry: {attempts: 3, backoff: 1s..10s}}", "{dead_letter: none}");
        assert_eq!((span, complete), (at(3.0), false));
    }
}
