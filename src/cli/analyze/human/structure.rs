//! What the structure of the system tells, for people: only what is out of the ordinary.

use crate::cli::analyze::structure::{Chain, Data, Radius, Structure};
use crate::cli::text;
use crate::plan::data::Level;
use std::collections::BTreeSet;

/// Of a list as much as is read.
const SHOWN: usize = 3;
/// From so many callers on a node is worth naming.
const MANY: usize = 3;
/// From so many calls on a chain is worth naming.
const LONG: usize = 3;

/// A paragraph for each thing that is worth telling; there are so many journeys in all.
pub fn rows(structure: &Structure, journeys: usize) -> impl Iterator<Item = String> {
    told(structure, journeys).into_iter().map(|row| text::paragraph(2, &row))
}

fn told(structure: &Structure, journeys: usize) -> Vec<String> {
    let mut rows = Vec::new();
    rows.extend(structure.cycles.iter().map(|cycle| {
        let when = if cycle.when == "start" { "when they start" } else { "while a request is answered" };
        format!("in a circle {when}: {}", cycle.nodes.join(" -> "))
    }));
    rows.extend(structure.circular_tools.iter().map(|tool| {
        let way: Vec<&str> = tool.needs.iter().map(|call| call.text.as_str()).collect();
        format!("{} {} {} and can't work without it: {}", tool.tool, tool.duty, tool.target, way.join(", "))
    }));
    rows.extend(
        structure
            .inversions
            .iter()
            .map(|inversion| format!("{} (line {}): {} needs {}", inversion.call, inversion.line, inversion.caller, inversion.callee)),
    );
    rows.extend(structure.shared_stores.iter().filter_map(|store| {
        let owners: BTreeSet<Option<&str>> = store.writers.iter().map(|writer| writer.owner.as_deref()).collect();
        let writers: Vec<&str> = store.writers.iter().map(|writer| writer.component.as_str()).collect();
        (owners.len() > 1).then(|| format!("{} is written by {}, which belong to {} teams", store.store, writers.join(", "), owners.len()))
    }));
    rows.extend(structure.data.iter().filter_map(data));
    rows.extend(structure.longest_chain.as_ref().filter(|chain| chain.calls.len() >= LONG).map(chain));
    rows.extend(needed(structure));
    rows.extend(radii(structure, journeys));
    rows
}

fn chain(chain: &Chain) -> String {
    format!(
        "longest chain, {} calls of which each waits for the next (in {}): {}",
        chain.calls.len(),
        chain.journey,
        few(&chain.nodes, 8, " -> ")
    )
}

/// A class of data that is worth protecting, and leaves the company or reaches someone who has no use for it.
fn data(data: &Data) -> Option<String> {
    let guarded = data.level.is_some_and(|level| level >= Level::Pii);
    if !guarded || (data.leaves_to.is_empty() && data.unused_by.is_empty()) {
        return None;
    }
    let mut told = Vec::new();
    if !data.rests.is_empty() {
        told.push(format!("rests in {}", data.rests.join(", ")));
    }
    if !data.leaves_to.is_empty() {
        told.push(format!("goes to {}, of another company", data.leaves_to.join(", ")));
    }
    if !data.unused_by.is_empty() {
        told.push(format!("reaches {}, which names no use for it", data.unused_by.join(", ")));
    }
    Some(format!("{}: {}", data.class, told.join("; ")))
}

/// What most others call.
fn needed(structure: &Structure) -> Option<String> {
    let mut most: Vec<_> = structure.fans.iter().filter(|fan| fan.callers >= MANY).collect();
    most.sort_by_key(|fan| std::cmp::Reverse(fan.callers));
    let named: Vec<String> = most.iter().take(SHOWN).map(|fan| format!("{} by {}", fan.id, fan.callers)).collect();
    (!named.is_empty()).then(|| format!("called most: {}", named.join(", ")))
}

/// What takes several journeys with it, those that take most first. That a journey needs the node where it enters is no news.
fn radii(structure: &Structure, journeys: usize) -> Vec<String> {
    let mut widest: Vec<&Radius> = structure.blast_radius.iter().filter(|radius| radius.out.len() > 1 && !radius.entry).collect();
    widest.sort_by_key(|radius| std::cmp::Reverse((radius.out.len(), radius.degraded.len())));
    let told = |radius: &&Radius| {
        let out = match radius.out.len() {
            out if out < journeys => format!("{out} of {journeys}"),
            2 => "both".to_owned(),
            all => format!("all {all}"),
        };
        let degraded = if radius.degraded.is_empty() { String::new() } else { format!(", {} with less", radius.degraded.len()) };
        format!("{} down: {out} journeys out{degraded}", radius.id)
    };
    let mut rows: Vec<String> = widest.iter().take(SHOWN).map(told).collect();
    if widest.len() > SHOWN {
        rows.push(format!("{} more take two journeys or more with them", widest.len() - SHOWN));
    }
    if structure.blast_radius_truncated {
        rows.push("the system is so large that not every node's blast radius was computed".to_owned());
    }
    rows
}

fn few(names: &[String], most: usize, between: &str) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    let more = names.len().saturating_sub(most);
    let rest = if more > 0 { format!("{between}… ({more} more)") } else { String::new() };
    format!("{}{rest}", shown.join(between))
}
