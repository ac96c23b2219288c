//! The names that fit where something is referred to: the ids that the plan declares.

use crate::document::{Node, Path, Tree};

/// Where names of a kind are declared.
const SOURCES: [(&str, &[&str]); 20] = [
    ("component", &["map.components"]),
    ("store", &["data.stores"]),
    ("cache-store", &["data.stores"]),
    // An end of a call.
    ("call-key", &["map.components", "data.stores"]),
    ("node", &["map.components", "data.stores"]),
    ("channel", &["contracts.channels"]),
    ("source", &["data.stores", "contracts.channels"]),
    ("journey", &["goals.journeys"]),
    ("zone", &["map.zones"]),
    ("region", &["map.regions"]),
    ("group", &["map.groups"]),
    ("class", &["data.classes"]),
    ("team", &["operations.teams"]),
    ("decision", &["data.decisions"]),
    ("alert", &["operations.alerts"]),
    ("runbook", &["operations.runbooks"]),
    ("failure-mode", &["map.failure_modes"]),
    ("call", &["map.calls"]),
    ("place", &["map.components", "map.calls", "data.stores", "contracts.channels", "map.zones", "map.regions", "build.dynamic_inputs"]),
    (
        "path",
        &[
            "map.components",
            "map.calls",
            "data.stores",
            "contracts.channels",
            "contracts.apis",
            "goals.journeys",
            "map.failure_modes",
            "data.decisions",
            "build.dynamic_inputs",
        ],
    ),
];

/// The objectives of a journey, in the words of the plan.
const OBJECTIVES: [&str; 3] = ["availability", "latency", "freshness"];

/// The names that fit a reference of this kind, in the order of the plan.
pub fn candidates(tree: &Tree, kind: &str) -> Vec<String> {
    let mut names: Vec<String> = match kind {
        "slo" => objectives(tree),
        "team" => teams(tree),
        _ => sources(kind).iter().flat_map(|register| keys(tree, register)).collect(),
    };
    match kind {
        "cache-store" => names.push("process".to_owned()),
        "place" => names.push("system".to_owned()),
        _ => {}
    }
    if matches!(kind, "call" | "place" | "path") {
        names.extend(operations(tree));
    }
    names
}

/// The register in which a new thing of this kind is declared; nothing where there is more than one, or none.
pub fn register(kind: &str) -> Option<Path> {
    match sources(kind) {
        _ if matches!(kind, "group" | "call" | "call-key" | "team") => None,
        [only] => Some(Path::of(only.split('.'))),
        // What is called and not known yet is a component more often than a store.
        ["map.components", "data.stores"] => Some(Path::of(["map", "components"])),
        _ => None,
    }
}

fn sources(kind: &str) -> &'static [&'static str] {
    SOURCES.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, registers)| registers)
}

fn entries<'t>(tree: &'t Tree, register: &str) -> impl Iterator<Item = (&'t str, &'t Node)> {
    let node = tree.find(&Path::of(register.split('.')));
    node.into_iter().flat_map(Node::entries).filter_map(|entry| Some((entry.key.text()?, &entry.value)))
}

fn keys(tree: &Tree, register: &str) -> impl Iterator<Item = String> {
    entries(tree, register).map(|(key, _)| key.to_owned())
}

fn operations(tree: &Tree) -> Vec<String> {
    let of = |call: &str, node: &Node| -> Vec<String> {
        let operations = node.get("operations").into_iter().flat_map(Node::entries);
        operations.filter_map(|entry| Some(format!("{call}/{}", entry.key.text()?))).collect()
    };
    entries(tree, "map.calls").flat_map(|(call, node)| of(call, node)).collect()
}

fn objectives(tree: &Tree) -> Vec<String> {
    let of = |journey: &str, node: &Node| -> Vec<String> {
        let slo = node.get("slo");
        let written = |objective: &&str| slo.is_some_and(|slo| slo.get(objective).is_some());
        OBJECTIVES.iter().filter(|objective| written(objective)).map(|objective| format!("{journey}.{objective}")).collect()
    };
    entries(tree, "goals.journeys").flat_map(|(journey, node)| of(journey, node)).collect()
}

/// Teams need not be declared: every owner that is named is one.
fn teams(tree: &Tree) -> Vec<String> {
    let mut names: Vec<String> = keys(tree, "operations.teams").collect();
    let mut owners: Vec<&str> = tree.find(&Path::of(["owner"])).and_then(Node::text).into_iter().collect();
    for register in ["map.components", "data.stores", "goals.journeys", "contracts.apis", "contracts.channels"] {
        owners.extend(entries(tree, register).filter_map(|(_, node)| node.get("owner")?.text()));
    }
    for owner in owners {
        if !names.iter().any(|name| name == owner) {
            names.push(owner.to_owned());
        }
    }
    names
}
