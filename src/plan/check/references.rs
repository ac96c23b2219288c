//! References that name nothing, with the name that was probably meant.

use super::paths;
use crate::document::{Mention, Problem, Step, Tree, nearest};
use crate::plan::Plan;
use crate::plan::fields::Spot;
use crate::plan::names::Namespace;
use crate::plan::reference::ends;
use indexmap::IndexSet;

/// Every reference that names nothing of the plan.
pub(super) fn all(plan: &Plan, tree: &Tree, mentions: &[Mention]) -> Vec<Problem> {
    let names = Names::of(plan);
    mentions.iter().filter_map(|mention| names.problem(plan, tree, mention)).collect()
}

/// The names of each kind, collected once, in the order of the author.
struct Names<'p> {
    components: IndexSet<&'p str>,
    stores: IndexSet<&'p str>,
    /// Components and stores.
    nodes: IndexSet<&'p str>,
    channels: IndexSet<&'p str>,
    calls: IndexSet<String>,
    /// Whether the names of other systems may be used.
    includes: bool,
    /// Whether the teams are listed: before, any team will do.
    teams_listed: bool,
}

impl<'p> Names<'p> {
    fn of(plan: &'p Plan) -> Self {
        Self {
            components: plan.component_ids().into_iter().collect(),
            stores: plan.store_ids().into_iter().collect(),
            nodes: plan.component_ids().into_iter().chain(plan.store_ids()).collect(),
            channels: plan.channel_ids().into_iter().collect(),
            calls: plan.call_ids().into_iter().collect(),
            includes: plan.include.as_ref().is_some_and(|files| !files.is_empty()),
            teams_listed: plan.operations.as_ref().is_some_and(|operations| operations.teams.is_some()),
        }
    }

    fn problem(&self, plan: &Plan, tree: &Tree, mention: &Mention) -> Option<Problem> {
        let text = mention.text.as_str();
        match mention.kind {
            "component" => self.among(mention, "component", &[&self.components]),
            "store" => self.among(mention, "store", &[&self.stores]),
            "cache-store" => self.among(mention, "store", &[&IndexSet::from(["process"]), &self.stores]),
            "node" => self.among(mention, "component or store", &[&self.nodes]),
            "channel" => self.among(mention, "channel", &[&self.channels]),
            "source" => self.among(mention, "store or channel", &[&self.stores, &self.channels]),
            "call-key" => self.call_key(mention),
            "call" => self.call(mention),
            "team" if !self.teams_listed => None,
            "slo" => slo(plan, mention),
            "field" => field(tree, mention),
            "place" => self.place(plan, mention),
            "path" => {
                (!paths::exists(plan, tree, &self.calls, text)).then(|| missing(mention, "part of the plan", text, self.anything(plan)))
            }
            "group" | "id" | "currency" | "file" | "finding" | "condition" => None,
            kind => {
                let among: Vec<&str> = Namespace::of_reference(kind).iter().flat_map(|namespace| plan.ids(*namespace)).collect();
                (!among.contains(&text)).then(|| missing(mention, &kind.replace('-', " "), text, among))
            }
        }
    }

    fn anything<'a>(&'a self, plan: &'a Plan) -> Vec<&'a str> {
        let mut names: Vec<&str> = Namespace::of_reference("path").iter().flat_map(|namespace| plan.ids(*namespace)).collect();
        names.extend(self.calls.iter().map(String::as_str));
        names
    }

    /// A name of an included system is not looked up here.
    fn is_foreign(&self, text: &str) -> bool {
        self.includes && text.contains(':')
    }

    /// Whether the text is in none of these lists.
    fn among(&self, mention: &Mention, what: &str, lists: &[&IndexSet<&str>]) -> Option<Problem> {
        let text = mention.text.as_str();
        let known = self.is_foreign(text) || lists.iter().any(|names| names.contains(text));
        (!known).then(|| missing(mention, what, text, lists.iter().flat_map(|names| names.iter().copied())))
    }

    fn call_key(&self, mention: &Mention) -> Option<Problem> {
        let Some((caller, callee)) = ends(&mention.text) else {
            let problem = Problem::new(mention.span, format!("`{}` is not a call", mention.text));
            return Some(problem.hint("a call is written `caller -> callee`, as in `api -> orders`"));
        };
        let lost = |end: &str| !self.is_foreign(end) && !self.nodes.contains(end);
        match () {
            () if lost(caller) => Some(missing(mention, "component", caller, self.components.iter().copied())),
            () if lost(callee) && self.channels.contains(callee) => {
                let problem = Problem::new(mention.span, format!("`{callee}` is a channel, not a component or store"));
                Some(problem.hint(format!("write {caller} among the `producers` of the channel in contracts.channels.{callee}")))
            }
            () if lost(callee) => Some(missing(mention, "component or store", callee, self.nodes.iter().copied())),
            () => None,
        }
    }

    fn call(&self, mention: &Mention) -> Option<Problem> {
        let Some((caller, rest)) = ends(&mention.text) else {
            let problem = Problem::new(mention.span, format!("`{}` is not a call", mention.text));
            return Some(problem.hint("a call is named `caller -> callee`, an operation of it `caller -> callee/operation`"));
        };
        let canonical = format!("{caller} -> {rest}");
        let known = self.calls.contains(&canonical);
        (!known).then(|| missing(mention, "call", &canonical, self.calls.iter().map(String::as_str)))
    }

    fn place(&self, plan: &Plan, mention: &Mention) -> Option<Problem> {
        let text = mention.text.as_str();
        if text.contains("->") {
            return self.call(mention);
        }
        let mut among: IndexSet<&str> = Namespace::of_reference("place").iter().flat_map(|namespace| plan.ids(*namespace)).collect();
        among.insert("system");
        self.among(mention, "part of the system", &[&among])
    }
}

/// `pay.availability`: a journey, and one of its objectives.
fn slo(plan: &Plan, mention: &Mention) -> Option<Problem> {
    const OBJECTIVES: [&str; 3] = ["availability", "latency", "freshness"];
    let text = mention.text.as_str();
    let Some((journey, objective)) = text.split_once('.') else {
        let problem = Problem::new(mention.span, format!("`{text}` is not an objective"));
        return Some(problem.hint("name the journey and its objective, as in `pay.availability` or `pay.latency`"));
    };
    if plan.journey(journey).is_none() {
        return Some(missing(mention, "journey", journey, plan.ids(Namespace::Journey)));
    }
    (!OBJECTIVES.contains(&objective)).then(|| missing(mention, "objective", objective, OBJECTIVES))
}

/// A field of the entity that the mention stands in.
fn field(tree: &Tree, mention: &Mention) -> Option<Problem> {
    let first = mention.text.split('.').next().unwrap_or(&mention.text);
    // What is written there is known to be a field: the format is asked, which takes longer, for the others alone.
    if mention.map(tree)?.entry(first).is_some() {
        return None;
    }
    let path = mention.path(tree);
    let keys: Vec<&str> = path.steps().iter().filter_map(Step::key).collect();
    let (_list, entity) = keys.split_last()?;
    let names: Vec<&str> = Spot::at(entity.iter().copied())?.fields().iter().map(|field| field.name).collect();
    if names.is_empty() || names.contains(&first) {
        return None;
    }
    let problem = Problem::new(mention.span, format!("there is no field `{first}` to be assumed"));
    Some(match nearest(first, names) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("list the names of fields of this entity, as in [traffic, latency]"),
    })
}

fn missing<'n>(mention: &Mention, what: &str, name: &str, among: impl IntoIterator<Item = &'n str>) -> Problem {
    let among: Vec<&str> = among.into_iter().collect();
    let problem = Problem::new(mention.span, format!("there is no {what} `{name}`"));
    match nearest(name, among.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if among.is_empty() => problem.hint(format!("the plan declares no {what} yet")),
        None if among.len() <= 8 => problem.hint(format!("there are: {}", among.join(", "))),
        None => problem,
    }
}
