//! The rules: what is recorded for each objective, and the alerts on it.

use super::indicator::{Events, Indicator, Lack, Note, Part};
use crate::analysis::burn::Burn;
use crate::graph::System;
use crate::plan::operations::{Alert, AlertSeverity};
use crate::plan::value::{Duration, Number};
use crate::plan::{Entity, Plan};
use crate::render::escape::line;
use crate::render::escape::prometheus::{duration, string};
use crate::render::runbook;
use crate::render::slo::objective::BurnView;
use crate::render::slo::stated::{Stated, objectives};
use crate::render::slo::watch::{Fires, Watch};
use schemars::JsonSchema;
use serde::Serialize;

/// The rules of one objective.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleGroup")]
pub(super) struct Group<'p> {
    /// The objective.
    pub stated: Stated<'p>,
    /// The share of events that may be bad, as a number.
    pub budget: String,
    /// What someone who uses them has to know.
    pub notes: Vec<Note>,
    /// Why there are none.
    pub lack: Option<Lack>,
    /// What is recorded for it.
    pub records: Vec<Record>,
    /// The alerts on it.
    pub alerts: Vec<Rule<'p>>,
    /// Windows that can't fire, with the names of their alerts.
    pub unreachable: Vec<(String, BurnView)>,
    #[serde(skip)]
    pub indicator: Option<Indicator>,
}

/// A recording rule.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RecordingRule")]
pub(super) struct Record {
    /// The name of the series.
    pub name: String,
    /// The lines of its query.
    pub query: Vec<String>,
}

/// An alerting rule: one window of an alert on an objective.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlertingRule")]
pub(super) struct Rule<'p> {
    /// The name of the alert.
    pub alert: String,
    /// Whether it is an alert of the plan.
    pub is_planned: bool,
    /// The lines of its query.
    pub query: Vec<String>,
    /// Its labels, each with its value.
    pub labels: Vec<(&'static str, String)>,
    /// Its runbook, from the folder of all documents.
    pub runbook: String,
    /// What it says in figures.
    pub view: BurnView,
    /// The objective.
    pub stated: Stated<'p>,
    #[serde(skip)]
    pub burn: Burn,
}

/// An alert with a query of its own, or one that the plan does not say enough of.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OtherAlert")]
pub(super) struct Other<'p> {
    /// The name of the alert.
    pub alert: String,
    /// What it is called.
    pub title: Option<&'p str>,
    /// What the plan says of it.
    pub facts: &'p Alert,
    /// The team that gets it.
    pub owner: Option<&'p str>,
    /// Its query; null: the plan has none that Prometheus reads.
    pub query: Option<String>,
    /// Its labels, each with its value.
    pub labels: Vec<(&'static str, String)>,
    /// Its runbook, from the folder of all documents.
    pub runbook: String,
}

/// The labels of all that is recorded for an objective.
fn recorded(plan: &Plan, stated: &Stated<'_>) -> Vec<(&'static str, String)> {
    vec![("system", plan.system_id().to_owned()), ("journey", stated.journey.to_owned()), ("slo", stated.name.clone())]
}

/// A group for each objective, in the order of the plan.
pub(super) fn groups<'p>(system: &System<'p>, watches: &[Watch<'p>]) -> Vec<Group<'p>> {
    objectives(system.plan).into_iter().map(|stated| group(system, watches, stated)).collect()
}

fn group<'p>(system: &System<'p>, watches: &[Watch<'p>], stated: Stated<'p>) -> Group<'p> {
    let (indicator, lack) = match Indicator::of(system, &stated) {
        Ok(indicator) => (Some(indicator), None),
        Err(lack) => (None, Some(lack)),
    };
    let budget = Number(stated.target.rest()).to_string();
    let (mut records, mut alerts, mut unreachable) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(indicator) = &indicator {
        let selector = format!("{{system={},slo={}}}", string(system.plan.system_id()), string(&stated.name));
        for watch in watches.iter().filter(|watch| watch.slo.as_ref() == Some(&stated.slo) && watch.fires == Fires::Burn) {
            let cant = watch.all_burns(&stated).into_iter().filter(|burn| !burn.is_reachable());
            unreachable.extend(cant.map(|burn| (watch.name.clone(), BurnView::new(&burn, &stated.objective(), stated.average))));
            alerts.extend(watch.burns(&stated).into_iter().map(|burn| rule(system.plan, watch, &stated, burn, &selector, &budget)));
        }
        records = recordings(&stated, indicator, &alerts, &selector, &budget);
    }
    let notes = indicator.iter().flat_map(|indicator| indicator.notes.clone()).collect();
    Group { stated, budget, notes, lack, records, alerts, unreachable, indicator }
}

/// The share of bad events over each window, and what is left of the budget.
fn recordings(stated: &Stated<'_>, indicator: &Indicator, alerts: &[Rule<'_>], selector: &str, budget: &str) -> Vec<Record> {
    let five = Duration::from_secs(300.0);
    let mut windows: Vec<Duration> = alerts.iter().flat_map(|rule| [rule.burn.short, rule.burn.long]).chain([five]).collect();
    windows.sort_unstable();
    windows.dedup();
    let ratios = windows.into_iter().map(|window| Record { name: ratio(window), query: share_of_bad(indicator, window) });
    let (errors, requests, period) = ("slo:errors:rate5m", "slo:requests:rate5m", duration(stated.window));
    let bad = vec![
        format!("{}{selector}", ratio(five)),
        "*".to_owned(),
        format!("{requests}{selector}"),
        "or".to_owned(),
        format!("({requests}{selector} == 0)"),
    ];
    let mut records: Vec<Record> = ratios.collect();
    records.push(Record { name: requests.to_owned(), query: vec![indicator.total.rate(five)] });
    records.push(Record { name: errors.to_owned(), query: bad });
    if budget != "0" {
        let left = vec![
            "1 -".to_owned(),
            format!("sum_over_time({errors}{selector}[{period}])"),
            "/".to_owned(),
            format!("(sum_over_time({requests}{selector}[{period}]) > 0)"),
            format!("/ {budget}"),
        ];
        records.push(Record { name: "slo:error_budget:remaining_ratio".to_owned(), query: left });
    }
    records
}

fn ratio(window: Duration) -> String {
    format!("slo:errors:ratio_rate{}", duration(window))
}

/// Absent while there are no events at all: 0/0 says nothing.
fn share_of_bad(indicator: &Indicator, window: Duration) -> Vec<String> {
    let rate = |events: &Events| events.rate(window);
    let total = format!("({} > 0)", rate(&indicator.total));
    let lines = match &indicator.part {
        Part::Bad(bad) => vec![format!("({} or vector(0))", rate(bad)), "/".to_owned(), total],
        Part::Good(good) => vec!["1 -".to_owned(), format!("({} or vector(0))", rate(good)), "/".to_owned(), total],
        Part::Bucket(good) => vec!["1 -".to_owned(), rate(good), "/".to_owned(), total],
    };
    lines.iter().map(|text| line(text)).collect()
}

fn rule<'p>(plan: &'p Plan, watch: &Watch<'p>, stated: &Stated<'p>, burn: Burn, selector: &str, budget: &str) -> Rule<'p> {
    let view = BurnView::new(&burn, &stated.objective(), stated.average);
    let above = |window| format!("{}{selector} > {} * {budget}", ratio(window), Number(burn.factor));
    let severity = vec![("severity", word(burn.severity).to_owned()), ("long", duration(burn.long)), ("short", duration(burn.short))];
    Rule {
        alert: watch.name.clone(),
        is_planned: watch.planned.is_some(),
        query: vec![above(burn.long), "and".to_owned(), above(burn.short)],
        labels: recorded(plan, stated).into_iter().chain(severity).chain(people(watch)).collect(),
        runbook: runbook::of_watch(&watch.name),
        view,
        stated: stated.clone(),
        burn,
    }
}

/// Who gets an alert, and how.
fn people(watch: &Watch<'_>) -> Vec<(&'static str, String)> {
    let owner = watch.owner.map(|owner| ("owner", owner.to_owned()));
    let route = watch.planned.and_then(|alert| alert.route.known()).map(|route| ("route", line(route)));
    owner.into_iter().chain(route).collect()
}

/// The alerts of the plan that are on no budget.
pub(super) fn others<'p>(plan: &'p Plan, watches: &[Watch<'p>]) -> Vec<Other<'p>> {
    let others = watches.iter().filter(|watch| watch.fires != Fires::Burn);
    let other = |watch: &Watch<'p>| {
        let facts = watch.planned?;
        let severity = facts.severity.map(|severity| ("severity", word(severity).to_owned()));
        let labels = [("system", plan.system_id().to_owned())].into_iter().chain(severity).chain(people(watch)).collect();
        let query = facts.query.as_deref().filter(|_| watch.fires == Fires::Query).map(line);
        let (alert, runbook) = (watch.name.clone(), runbook::of_watch(&watch.name));
        Some(Other { alert, title: facts.title(), facts, owner: watch.owner, query, labels, runbook })
    };
    others.filter_map(other).collect()
}

fn word(severity: AlertSeverity) -> &'static str {
    match severity {
        AlertSeverity::Page => "page",
        AlertSeverity::Ticket => "ticket",
    }
}
