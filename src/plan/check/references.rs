//! References that name nothing, with the name that was probably meant.

use super::paths;
use crate::document::{Mention, Problem, Tree, nearest};
use crate::plan::Plan;
use crate::plan::names::Namespace;
use crate::plan::reference::ends;

/// Every reference that names nothing of the plan.
pub(super) fn all(plan: &Plan, tree: &Tree, mentions: &[Mention]) -> Vec<Problem> {
    let names = Names::of(plan);
    mentions.iter().filter_map(|mention| names.problem(plan, tree, mention)).collect()
}

/// The names of each kind, collected once.
struct Names<'p> {
    components: Vec<&'p str>,
    stores: Vec<&'p str>,
    channels: Vec<&'p str>,
    calls: Vec<String>,
    /// Whether the names of other systems may be used.
    includes: bool,
    /// Whether the teams are listed: before, any team will do.
    teams_listed: bool,
}

impl<'p> Names<'p> {
    fn of(plan: &'p Plan) -> Self {
        Self {
            components: plan.component_ids(),
            stores: plan.store_ids(),
            channels: plan.channel_ids(),
            calls: plan.call_ids(),
            includes: plan.include.as_ref().is_some_and(|files| !files.is_empty()),
            teams_listed: plan.operations.as_ref().is_some_and(|operations| operations.teams.is_some()),
        }
    }

    fn problem(&self, plan: &Plan, tree: &Tree, mention: &Mention) -> Option<Problem> {
        let text = mention.text.as_str();
        let lost = |what: &str, among: Vec<&str>| Some(missing(mention, what, text, &among));
        match mention.kind {
            "component" => self.unless(&[&self.components], text, || lost("component", self.components.clone())),
            "store" => self.unless(&[&self.stores], text, || lost("store", self.stores.clone())),
            "cache-store" if text == "process" => None,
            "cache-store" => self.unless(&[&self.stores], text, || lost("store", [vec!["process"], self.stores.clone()].concat())),
            "node" => self.unless(&[&self.components, &self.stores], text, || lost("component or store", self.nodes())),
            "channel" => self.unless(&[&self.channels], text, || lost("channel", self.channels.clone())),
            "source" => self.unless(&[&self.stores, &self.channels], text, || {
                lost("store or channel", [self.stores.clone(), self.channels.clone()].concat())
            }),
            "call-key" => self.call_key(mention),
            "call" => self.call(mention),
            "team" if !self.teams_listed => None,
            "slo" => slo(plan, mention),
            "place" => self.place(plan, mention),
            "path" => {
                (!paths::exists(plan, tree, &self.calls, text)).then(|| missing(mention, "part of the plan", text, &self.anything(plan)))
            }
            "group" | "id" | "file" | "finding" | "condition" => None,
            kind => {
                let among: Vec<&str> = Namespace::of_reference(kind).iter().flat_map(|namespace| plan.ids(*namespace)).collect();
                if among.contains(&text) { None } else { lost(&kind.replace('-', " "), among) }
            }
        }
    }

    fn nodes(&self) -> Vec<&'p str> {
        [self.components.clone(), self.stores.clone()].concat()
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

    fn unless(&self, lists: &[&Vec<&str>], text: &str, problem: impl FnOnce() -> Option<Problem>) -> Option<Problem> {
        if self.is_foreign(text) || lists.iter().any(|list| list.contains(&text)) { None } else { problem() }
    }

    fn call_key(&self, mention: &Mention) -> Option<Problem> {
        let Some((caller, callee)) = ends(&mention.text) else {
            let problem = Problem::new(mention.span, format!("`{}` is not a call", mention.text));
            return Some(problem.hint("a call is written `caller -> callee`, as in `api -> orders`"));
        };
        let nodes = self.nodes();
        let lost = |end: &str| !self.is_foreign(end) && !nodes.contains(&end);
        match () {
            () if lost(caller) => Some(missing(mention, "component", caller, &self.components)),
            () if lost(callee) && self.channels.contains(&callee) => {
                let problem = Problem::new(mention.span, format!("`{callee}` is a channel, not a component or store"));
                Some(problem.hint(format!("write {caller} among the `producers` of the channel in contracts.channels.{callee}")))
            }
            () if lost(callee) => Some(missing(mention, "component or store", callee, &nodes)),
            () => None,
        }
    }

    fn call(&self, mention: &Mention) -> Option<Problem> {
        let Some((caller, rest)) = ends(&mention.text) else {
            let problem = Problem::new(mention.span, format!("`{}` is not a call", mention.text));
            return Some(problem.hint("a call is named `caller -> callee`, an operation of it `caller -> callee/operation`"));
        };
        let canonical = format!("{caller} -> {rest}");
        let known: Vec<&str> = self.calls.iter().map(String::as_str).collect();
        (!known.contains(&canonical.as_str())).then(|| missing(mention, "call", &canonical, &known))
    }

    fn place(&self, plan: &Plan, mention: &Mention) -> Option<Problem> {
        let text = mention.text.as_str();
        if text.contains("->") {
            return self.call(mention);
        }
        let mut among: Vec<&str> = Namespace::of_reference("place").iter().flat_map(|namespace| plan.ids(*namespace)).collect();
        among.push("system");
        self.unless(&[&among], text, || Some(missing(mention, "part of the system", text, &among)))
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
        return Some(missing(mention, "journey", journey, &plan.ids(Namespace::Journey)));
    }
    (!OBJECTIVES.contains(&objective)).then(|| missing(mention, "objective", objective, &OBJECTIVES))
}

fn missing(mention: &Mention, what: &str, name: &str, among: &[&str]) -> Problem {
    let problem = Problem::new(mention.span, format!("there is no {what} `{name}`"));
    match nearest(name, among.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if among.is_empty() => problem.hint(format!("the plan declares no {what} yet")),
        None if among.len() <= 8 => problem.hint(format!("there are: {}", among.join(", "))),
        None => problem,
    }
}
