//! Which parts of the plan texts such as `api -> payments/charge`, `orders` or `data.stores.orders` name, for many texts at once.

use crate::graph::{HopId, System};
use crate::plan::reference::ends;
use petgraph::graph::NodeIndex;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Prefixes of the long way to an entity, as some plans write it.
const REGISTERS: [&str; 5] = ["map.calls.", "map.components.", "data.stores.", "contracts.channels.", "contracts.apis."];

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A call with all its operations, or one operation.
    Calls(Vec<HopId>),
    /// A component, store or channel; of an API its component.
    Node(NodeIndex),
    /// Something else: a journey, a zone, a failure mode, a dynamic input.
    Other,
}

/// The calls by their ends.
type ByEnds<'s> = BTreeMap<(&'s str, &'s str), Vec<HopId>>;

/// Finds parts by their names. The calls are sorted once, when the first is looked up: each look-up would walk over all of them.
pub struct Parts<'s, 'p> {
    system: &'s System<'p>,
    calls: OnceCell<ByEnds<'s>>,
}

impl<'s, 'p> Parts<'s, 'p> {
    /// The names of a system.
    pub fn of(system: &'s System<'p>) -> Self {
        Self { system, calls: OnceCell::new() }
    }

    fn by_ends(&self) -> &ByEnds<'s> {
        self.calls.get_or_init(|| {
            let mut calls = ByEnds::new();
            for (id, hop) in self.system.hops() {
                if let Some(ends) = hop.key.ends() {
                    calls.entry(ends).or_default().push(id);
                }
            }
            calls
        })
    }

    /// The field behind a name, as `timeout` in `api -> payments.timeout.total`.
    pub fn field(text: &str) -> Option<&str> {
        let text = short(text);
        let behind = ends(text).map_or(text, |(_, callee)| callee);
        let mut keys = behind.split('.').skip(1);
        match keys.next()? {
            // The long way to an operation has its name between.
            "operations" => keys.nth(1),
            field => Some(field),
        }
    }

    /// What a text names; a field behind it, as in `api -> payments.timeout`, names what has it.
    pub fn find(&self, text: &str) -> Part {
        let text = short(text);
        let Some((caller, callee)) = ends(text) else { return self.node(entity(text)) };
        let (callee, operation) = entity(callee).split_once('/').map_or((entity(callee), None), |(callee, name)| (callee, Some(name)));
        let hops = self.by_ends().get(&(caller, callee)).into_iter().flatten().copied();
        let meant: Vec<HopId> = hops.filter(|id| operation.is_none_or(|name| self.system.hop(*id).operation == Some(name))).collect();
        if meant.is_empty() { Part::Other } else { Part::Calls(meant) }
    }

    fn node(&self, id: &str) -> Part {
        let of_api = || {
            let apis = self.system.plan.contracts.as_ref()?.apis.as_ref()?;
            self.system.find(apis.get(id)?.component.as_ref()?.as_str())
        };
        self.system.find(id).or_else(of_api).map_or(Part::Other, Part::Node)
    }

    /// The calls that a failure there strikes: the call itself, or all to the node.
    pub fn calls_to(&self, text: &str) -> Vec<HopId> {
        match self.find(text) {
            Part::Calls(hops) => hops,
            Part::Node(at) => self.system.hops_to(at).map(|(id, _)| id).collect(),
            Part::Other => Vec::new(),
        }
    }
}

fn short(text: &str) -> &str {
    REGISTERS.iter().find_map(|register| text.strip_prefix(register)).unwrap_or(text)
}

fn entity(text: &str) -> &str {
    text.split_once('.').map_or(text, |(entity, _)| entity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;

    #[test]
    fn short_and_long_names_and_fields_name_the_same() {
        let text = "groundplan: 1\nsystem: s\nmap:\n  components: {a: {}, b: {}}\n  calls:\n    a -> b: {operations: {get: {}, put: {}}}\n    b -> db: {}\n\
                    data:\n  stores: {db: {}}\ncontracts:\n  apis: {shop: {component: a}}\n";
        let loaded = load(text);
        assert_eq!(loaded.problems, []);
        let plan = loaded.plan.unwrap();
        let system = System::new(&plan);
        let parts = Parts::of(&system);
        let calls = |text: &str| parts.calls_to(text).into_iter().map(|id| system.hop(id).id().to_owned()).collect::<Vec<_>>();
        assert_eq!(calls("a -> b"), ["a -> b/get", "a -> b/put"]);
        assert_eq!(calls("a->b/put"), ["a -> b/put"]);
        assert_eq!(calls("map.calls.a -> b.timeout"), ["a -> b/get", "a -> b/put"]);
        assert_eq!(calls("data.stores.db"), ["b -> db"]);
        assert_eq!(calls("db.rpo"), ["b -> db"]);
        assert_eq!(parts.find("shop"), parts.find("a"));
        assert_eq!(parts.find("a -> b/drop"), Part::Other);
        assert_eq!(parts.find("pay"), Part::Other);
        let fields = ["a -> b.timeout.total", "map.calls.a -> b.operations.get.timeout", "a.admission", "a -> b"].map(Parts::field);
        assert_eq!(fields, [Some("timeout"), Some("timeout"), Some("admission"), None]);
    }
}
