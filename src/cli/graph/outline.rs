//! The graph as an outline: for people, for screen readers, and where it is too wide to draw.

use crate::analysis::effective::{attempts, total_timeout};
use crate::cli::{paint, text};
use crate::document::printable;
use crate::graph::{Hop, Link, Outcome, Route, Stretch, System};
use crate::plan::map::{Mode, Need};
use crate::plan::value::Limit;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Every journey with its calls, then what no journey comes to.
pub fn of(system: &System<'_>) -> String {
    let mut page: String = system.routes().iter().map(|route| journey(system, route)).collect();
    let is_alone = |at: &NodeIndex| !system.routes().iter().any(|route| route.reaches(*at));
    let alone: Vec<NodeIndex> = system.nodes().filter(is_alone).collect();
    if !alone.is_empty() {
        page.push_str(&format!("{}\n", paint::heading("On no journey")));
        page.extend(alone.into_iter().map(|at| entry(1, "", &node(system, at))));
    }
    if page.is_empty() { "The plan has no journey, component or store yet.\n".to_owned() } else { text::closed(&page) }
}

/// A node: who calls it, what it calls, what strikes it, and what falls with it.
pub fn focus(system: &System<'_>, at: NodeIndex) -> String {
    let mut page = paint::heading(&printable(&node(system, at))) + "\n";
    let callers = system.hops_to(at).map(|(_, hop)| (hop.id(), facts(hop)));
    list(&mut page, "Called by", callers.map(|(id, facts)| format!("{id}  {facts}")));
    let calls = system.hops_from(at).map(|(_, hop)| (hop.id(), facts(hop)));
    list(&mut page, "Calls", calls.map(|(id, facts)| format!("{id}  {facts}")));
    let other = |link, direction| system.linked(at, link, direction).map(|other| system.vertex(other).id().to_owned()).collect::<Vec<_>>();
    list(&mut page, "Publishes", other(Link::Publishes, Direction::Outgoing).into_iter());
    list(&mut page, "Consumes", other(Link::Delivers, Direction::Incoming).into_iter());
    list(&mut page, "Published by", other(Link::Publishes, Direction::Incoming).into_iter());
    list(&mut page, "Consumed by", other(Link::Delivers, Direction::Outgoing).into_iter());
    list(&mut page, "Dead letters go to", other(Link::DeadLetters, Direction::Outgoing).into_iter());
    list(&mut page, "Takes the dead letters of", other(Link::DeadLetters, Direction::Incoming).into_iter());
    let fallen = system.blast_radius(at).into_iter().filter(|(_, outcome)| *outcome != Outcome::Unaffected);
    list(&mut page, "When it is down", fallen.map(|(route, outcome)| format!("{} is {}", route.id, outcome_word(outcome))));
    page
}

fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unaffected => "unaffected",
        Outcome::Degraded => "degraded",
        Outcome::Out => "out",
    }
}

fn list(page: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: String = lines.map(|line| entry(1, "", &line)).collect();
    if !lines.is_empty() {
        page.push_str(&format!("{title}\n{lines}"));
    }
}

/// A line that waits to be written, at its depth.
enum Pending<'r> {
    Node(usize, NodeIndex),
    Stretch(usize, &'r Stretch),
}

/// One journey. A stack of lines to write stands in for recursion; each node is opened once.
fn journey(system: &System<'_>, route: &Route<'_>) -> String {
    let mut page = paint::heading(&printable(&title(route))) + "\n";
    let mut opened: BTreeSet<NodeIndex> = BTreeSet::new();
    let mut pending: Vec<Pending<'_>> = route.entries.iter().rev().map(|entry| Pending::Node(1, *entry)).collect();
    while let Some(next) = pending.pop() {
        let (depth, at) = match next {
            Pending::Node(depth, at) => {
                page.push_str(&entry(depth, "", &node(system, at)));
                (depth, at)
            }
            Pending::Stretch(depth, stretch) => {
                let leads_on = !stretch.closes_cycle && !opened.contains(&stretch.to) && !route.from(stretch.to).is_empty();
                let back = match () {
                    () if stretch.closes_cycle => "  (back: this closes a cycle)",
                    () if opened.contains(&stretch.to) && !route.from(stretch.to).is_empty() => "  (opened above)",
                    () => "",
                };
                page.push_str(&entry(depth, "-> ", &format!("{}{back}", line(system, stretch))));
                if !leads_on {
                    continue;
                }
                (depth, stretch.to)
            }
        };
        if opened.insert(at) {
            let stretches: Vec<&Stretch> = route.from(at).iter().collect();
            pending.extend(stretches.into_iter().rev().map(|stretch| Pending::Stretch(depth + 1, stretch)));
        }
    }
    page.push('\n');
    page
}

fn title(route: &Route<'_>) -> String {
    let journey = route.journey;
    let facts = [
        journey.peak().map(|peak| format!("peak {peak}")),
        journey.deadline.map(|deadline| format!("deadline {deadline}")),
        journey.availability_target().map(|target| format!("availability {target}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let name = journey.title.as_ref().map_or_else(|| route.id.to_owned(), |title| format!("{}: {title}", route.id));
    if facts.is_empty() { name } else { format!("{name} ({})", facts.join(", ")) }
}

/// A node with what strikes it: `stripe [external] fails by stripe-slow`.
fn node(system: &System<'_>, at: NodeIndex) -> String {
    let vertex = system.vertex(at);
    let kind = match (vertex.component(), vertex.store(), vertex.channel()) {
        (Some(component), ..) => word(component.kind.as_ref()),
        (_, Some(store), _) => Some(word(store.kind.as_ref()).map_or_else(|| "store".to_owned(), |kind| format!("store, {kind}"))),
        (_, _, Some(channel)) => Some(word(channel.kind.as_ref()).unwrap_or_else(|| "channel".to_owned())),
        _ => None,
    };
    let kind = kind.map(|kind| format!(" [{kind}]")).unwrap_or_default();
    let modes: Vec<&str> = system.linked(at, Link::Strikes, Direction::Incoming).map(|mode| system.vertex(mode).id()).collect();
    let modes = if modes.is_empty() { String::new() } else { format!("  fails by {}", modes.join(", ")) };
    let dead: Vec<&str> = system.linked(at, Link::DeadLetters, Direction::Incoming).map(|channel| system.vertex(channel).id()).collect();
    let dead = if dead.is_empty() { String::new() } else { format!("  dead letters of {}", dead.join(", ")) };
    format!("{}{kind}{modes}{dead}", vertex.id())
}

/// A word of the format, as the plan writes it.
fn word<T: serde::Serialize>(value: Option<&T>) -> Option<String> {
    serde_json::to_value(value?).ok()?.as_str().map(str::to_owned)
}

fn line(system: &System<'_>, stretch: &Stretch) -> String {
    let to = node(system, stretch.to);
    let assumed = if stretch.assumed { ", of every journey" } else { "" };
    match stretch.hop.map(|hop| system.hop(hop)) {
        Some(hop) => {
            let operation = hop.operation.map(|operation| format!("/{operation}")).unwrap_or_default();
            let (id, rest) = to.split_at(system.vertex(stretch.to).id().len());
            format!("{id}{operation}{rest}  {}{assumed}", facts(hop))
        }
        None => format!("{to}  by message"),
    }
}

/// `hard, time-out 800ms, 2 attempts`: what decides how a failure of the callee is felt.
fn facts(hop: &Hop<'_>) -> String {
    let need = match hop.call.need {
        Some(Need::Hard) => "hard",
        Some(Need::Soft) => "soft",
        None => "need unknown",
    };
    let mode = match hop.call.mode {
        Some(Mode::Async) => Some("async".to_owned()),
        Some(Mode::Stream) => Some("stream".to_owned()),
        Some(Mode::Sync) | None => None,
    };
    let timeout = match total_timeout(hop).map(|timeout| timeout.value) {
        Some(Limit::At(time)) => format!("time-out {time}"),
        Some(Limit::Unlimited) => "no time-out".to_owned(),
        None => "time-out unknown".to_owned(),
    };
    let tries = match attempts(hop).map(|tries| tries.value) {
        Some(Limit::At(count)) => text::count(usize::try_from(count.0).unwrap_or(usize::MAX), "attempt", "attempts"),
        Some(Limit::Unlimited) => "attempts without end".to_owned(),
        None => "attempts unknown".to_owned(),
    };
    let group = hop.call.any_of.as_ref().map(|group| format!("one of {group}"));
    let facts = [Some(need.to_owned()), mode, group, Some(timeout), Some(tries)];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn entry(depth: usize, mark: &str, line: &str) -> String {
    format!("{}{mark}{}\n", "  ".repeat(depth), printable(line))
}
