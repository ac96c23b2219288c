//! Recording rules and burn-rate alerts for Prometheus, and a test of them for `promtool`.
//!
//! A rule reads what the rules before it in its group have recorded: the share of bad events over each window of an alert. It fires
//! while that share is above factor × budget over the long window and over the short one. (The SRE workbook, "Alerting on SLOs".)

mod indicator;
mod promql;
mod rule;
mod sample;
mod scenario;
#[cfg(test)]
mod tests;

use super::Input;
use super::kind::{Page, view};
use super::reference::Seen;
use super::slo::stated::Stated;
use crate::graph::System;
use crate::plan::value::Duration;
use indicator::{Indicator, Note, Part};
use minijinja::context;
use schemars::JsonSchema;
use serde::Serialize;

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let watches = input.watches();
    let groups = rule::groups(input.system, watches);
    let others = rule::others(input.system.plan, watches);
    let (tests, interval) = scenario::tests(&groups, &others);
    let rules = context! { groups => view(&groups), others => view(&others) };
    let tests = context! { tests => view(&tests), interval };
    vec![
        Page { path: "prometheus/rules.yaml".to_owned(), template: "prometheus/rules.yaml.j2", view: rules },
        Page { path: "prometheus/rules.test.yaml".to_owned(), template: "prometheus/rules.test.yaml.j2", view: tests },
    ]
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["prometheus/rules.yaml.j2"])
            .value::<Vec<rule::Group<'_>>>("groups", "The rules of each objective.")
            .value::<Vec<rule::Other<'_>>>("others", "The alerts of the plan that are on no error budget."),
        Seen::by(&["prometheus/rules.test.yaml.j2"])
            .value::<Vec<scenario::Test<'_, '_>>>("tests", "Courses of events, each with the alerts that fire.")
            .value::<String>("interval", "How often rules are evaluated."),
        Seen::macros(&["prometheus/words.yaml.j2"]),
    ]
}

/// Whether Prometheus can measure an objective.
pub(super) fn is_measured(system: &System<'_>, stated: &Stated<'_>) -> bool {
    Indicator::of(system, stated).is_ok()
}

/// Whether a text is a query, and not words of a person.
pub(super) fn is_query(text: &str) -> bool {
    promql::is_query(&super::escape::line(text))
}

/// How events are counted, over five minutes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Counted {
    /// All of them.
    pub total: String,
    /// The bad or the good ones.
    pub part: String,
    /// Whether those are the bad ones.
    pub is_bad: bool,
    /// Whether the plan does not say.
    pub assumed: bool,
}

/// How the events of an objective are counted; `None`: nobody knows.
pub(super) fn counted(system: &System<'_>, stated: &Stated<'_>) -> Option<Counted> {
    let indicator = Indicator::of(system, stated).ok()?;
    let five = Duration::from_secs(300.0);
    let (part, is_bad) = match &indicator.part {
        Part::Bad(bad) => (format!("({} or vector(0))", bad.rate(five)), true),
        Part::Good(good) => (format!("({} or vector(0))", good.rate(five)), false),
        Part::Bucket(good) => (good.rate(five), false),
    };
    Some(Counted { total: indicator.total.rate(five), part, is_bad, assumed: indicator.notes.contains(&Note::Assumed) })
}
