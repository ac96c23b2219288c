//! Which questions of the workflow are open in a plan, and where their answers go.

use super::{Ask, Step, When, Workflow};
use crate::document::{Node, Path, Tree};
use crate::plan::CallKey;

/// A place in a plan that waits for the answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The map, list or field that the answer goes into.
    pub at: Path,
    /// What the question is about: the entry that a `*` stands for, or the one that nobody calls.
    pub subject: Option<String>,
    /// The question, with its subject.
    pub ask: String,
}

impl Workflow {
    /// What is not in a plan yet: the questions of the workflow that are open in its text, in their order.
    pub fn openings<'a>(&'a self, tree: &Tree) -> impl Iterator<Item = (&'a Step, &'a Ask, Opening)> {
        let asks = self.steps().iter().flat_map(|step| step.asks.iter().map(move |ask| (step, ask)));
        asks.filter_map(|(step, ask)| Some((step, ask, ask.opening(tree)?)))
    }
}

impl Ask {
    /// The first place where the question is open, as the text of the plan stands; none where it is answered.
    pub fn opening(&self, tree: &Tree) -> Option<Opening> {
        let entry = match self.creates.split_once(".*") {
            None => None,
            Some((collection, _)) => Some(keys(tree, collection).into_iter().find(|entry| self.open_for(tree, Some(entry)))?),
        };
        if !self.open_for(tree, entry) {
            return None;
        }
        let uncalled = || self.when.iter().find_map(|when| if let When::Uncalled(of) = when { uncalled(tree, of) } else { None });
        let subject = entry.or_else(uncalled).map(str::to_owned);
        let ask = subject.as_ref().map_or_else(|| self.ask.clone(), |subject| self.ask.replace("{subject}", subject));
        Some(Opening { at: path(&self.creates, entry), subject, ask })
    }

    fn open_for(&self, tree: &Tree, entry: Option<&str>) -> bool {
        self.when.iter().all(|when| match when {
            When::Absent(of) => tree.find(&path(of, entry)).is_none_or(Node::is_null),
            When::Present(of) => tree.find(&path(of, entry)).is_some_and(says_something),
            When::Fewer { of, than } => {
                tree.find(&path(of, entry)).is_none_or(|node| node.plain() != Some("none") && node.entries().len() < *than)
            }
            When::Uncalled(of) => uncalled(tree, of).is_some(),
        })
    }
}

/// The path that is written with dots, with the entry in place of its `*`.
fn path(pattern: &str, entry: Option<&str>) -> Path {
    Path::of(pattern.split('.').map(|key| if key == "*" { entry.unwrap_or(key) } else { key }))
}

fn says_something(node: &Node) -> bool {
    match node.text() {
        Some(text) => !node.is_null() && text != "none",
        None => !node.entries().is_empty() || !node.items().is_empty(),
    }
}

fn keys<'t>(tree: &'t Tree, collection: &str) -> Vec<&'t str> {
    let entries = tree.find(&path(collection, None)).map(Node::entries).unwrap_or_default();
    entries.iter().filter_map(|entry| entry.key.text()).collect()
}

/// The first entry of a map that is the callee of no call.
fn uncalled<'t>(tree: &'t Tree, collection: &str) -> Option<&'t str> {
    let calls: Vec<CallKey> = keys(tree, "map.calls").into_iter().map(|call| CallKey(call.to_owned())).collect();
    keys(tree, collection).into_iter().find(|entry| calls.iter().all(|call| call.callee() != *entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;
    use crate::knowledge::workflow;
    use crate::plan;
    use crate::plan::fields::{Kind, Spot};
    use serde_json::{Map, Value, json};

    fn open(text: &str) -> Vec<(&'static Ask, Opening)> {
        let (tree, _) = Tree::parse(text, &Limits::default()).unwrap();
        workflow().openings(&tree).map(|(_, ask, opening)| (ask, opening)).collect()
    }

    fn opening(text: &str, id: &str) -> Option<Opening> {
        open(text).into_iter().find(|(ask, _)| ask.id == id).map(|(_, opening)| opening)
    }

    #[test]
    fn a_question_is_closed_by_its_answer() {
        assert!(opening("system: shop", "owner").is_some());
        assert!(opening("owner:", "owner").is_some());
        assert!(opening("owner: team-shop", "owner").is_none());
        assert!(opening("data: {stores: none}", "store").is_none());
        assert!(opening("data: {stores: {}}", "store").is_none());
        assert!(opening("map: {components: {a: {}, b: {}}}", "component").is_some());
        assert!(opening("map: {components: {a: {}, b: {}, c: {}}}", "component").is_none());
    }

    #[test]
    fn a_question_about_entries_names_the_first_that_lacks_an_answer() {
        let plan = "{goals: {journeys: {pay: {entry: web}, browse: {}}}, map: {components: {web: {}}}}";
        let opening = opening(plan, "entry").unwrap();
        assert_eq!(opening.at.to_string(), "goals.journeys.browse.entry");
        assert_eq!(opening.ask, "Through which component does the traffic of browse enter?");
    }

    #[test]
    fn a_store_without_a_caller_is_asked_for() {
        let plan = "{map: {components: {api: {}}, calls: {api -> orders: {}}}, data: {stores: {orders: {}, cache: {}}}}";
        let opening = opening(plan, "store-call").unwrap();
        assert_eq!(opening.at.to_string(), "map.calls");
        assert_eq!(opening.subject.as_deref(), Some("cache"));
    }

    #[test]
    fn answers_alone_lead_from_an_empty_plan_to_one_of_every_kind() {
        let mut plan = json!({"groundplan": 1, "system": "shop"});
        let mut asked = Vec::new();
        while let Some((ask, opening)) = open(&plan.to_string()).into_iter().next() {
            let answer = match (ask.id.as_str(), asked.iter().filter(|id| **id == ask.id).count()) {
                ("component", n) => ["web", "api", "payments"][n],
                ("call", n) => ["web -> api", "api -> payments"][n],
                _ => &ask.example,
            };
            write(&mut plan, &opening.at, answer);
            asked.push(ask.id.clone());
            assert!(asked.len() < 40, "asked without end: {asked:?}");
        }
        let loaded = plan::load(&plan.to_string());
        let report = crate::document::Source::new("plan", plan.to_string()).report(&loaded.problems);
        assert_eq!(report, "");
        let asks: usize = workflow().steps().iter().map(|step| step.asks.len()).sum();
        assert_eq!(asked.len(), asks + 3, "every question once, and components and calls until there are enough");
    }

    /// Writes an answer as the wizard would: a new entry of a map, items of a list, or a value.
    fn write(plan: &mut Value, at: &Path, answer: &str) {
        let keys: Vec<String> = at.steps().iter().map(|step| Path::root().step(step.clone()).last_key().unwrap().to_owned()).collect();
        let kinds = Spot::at(keys.iter().map(String::as_str)).unwrap().kinds();
        let mut place = plan;
        for key in &keys {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            place = place.as_object_mut().unwrap().entry(key.clone()).or_insert(Value::Null);
        }
        if kinds.iter().any(|kind| matches!(kind, Kind::Map(..))) {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            place.as_object_mut().unwrap().insert(answer.to_owned(), json!({}));
        } else if matches!(kinds, [.., Kind::List(_)]) {
            *place = json!(answer.split(',').map(str::trim).collect::<Vec<_>>());
        } else {
            *place = json!(answer);
        }
    }
}
