//! Whether somebody is told in time that the budget of a critical journey burns.

use crate::analysis::burn::{Burn, Objective};
use crate::analysis::digits::figure;
use crate::document::Path;
use crate::plan::Id;
use crate::plan::goals::Journey;
use crate::plan::operations::{Alert, AlertSeverity, BurnWindow, Windows};
use crate::plan::value::Duration;
use crate::rules::{Because, Context, Demands, Ruling, SubjectRef};
use std::collections::BTreeMap;

/// The alerts that watch one objective.
type Watching<'p> = [(&'p Id, &'p Alert)];

/// AL1: a critical journey lacks its fast, slow or ticket burn-rate alert.
pub(in crate::rules) fn burns_unseen(context: &Context<'_>) -> Vec<Ruling> {
    let mut alerts: BTreeMap<&str, Vec<(&Id, &Alert)>> = BTreeMap::new();
    for (id, alert) in context.plan.alerts() {
        if let Some(slo) = &alert.slo {
            alerts.entry(slo.as_str()).or_default().push((id, alert));
        }
    }
    context.plan.journeys().filter_map(|(id, journey)| told(context, &alerts, id.as_str(), journey)).collect()
}

fn told(context: &Context<'_>, alerts: &BTreeMap<&str, Vec<(&Id, &Alert)>>, id: &str, journey: &Journey) -> Option<Ruling> {
    let is_critical = context.is_critical(journey);
    let objectives = objectives(context, journey);
    if is_critical == Some(false) || objectives.is_empty() {
        return None;
    }
    let subject = SubjectRef::journey(id);
    let listed = context.plan.operations.as_ref().is_some_and(|operations| operations.alerts.is_some());
    let mut demands = Demands::default();
    let mut own = Vec::new();
    for (name, objective) in objectives {
        let slo = format!("{id}.{name}");
        let Some(watching) = alerts.get(slo.as_str()) else {
            // Once alerts are listed, one that is not among them does not exist.
            let none = listed.then_some(false);
            demands = demands.want(none, Path::of(["operations", "alerts"]), format!("no alert watches the budget of {slo}"));
            continue;
        };
        for wanted in wanted(context, &objective) {
            demands = demand(demands, &slo, watching, &objective, &wanted, context.threshold("AL1.slack"));
        }
        own.extend(spoken(watching, &objective));
    }
    if is_critical.is_none() && !demands.lacks_nothing() {
        return Some(Ruling::unknown(subject, Path::of(["criticality"])));
    }
    let ruling = demands.ruling(subject, |lacks| format!("{id} is critical, and {lacks}"));
    Some(ruling.adding(|mut violation| {
        violation.because.extend(own);
        violation
    }))
}

/// The objectives that a budget can be made of. Where the budget is a handful of failures, any alert on its burning is noise:
/// AL4 says so.
fn objectives(context: &Context<'_>, journey: &Journey) -> Vec<(&'static str, Objective)> {
    let Some(slo) = &journey.slo else { return Vec::new() };
    let availability = slo.availability.as_ref().and_then(|slo| Some(Objective { target: slo.target?, window: slo.window() }));
    let freshness = slo.freshness.as_ref().and_then(|slo| Some(Objective { target: slo.target?, window: slo.window() }));
    let stated = [("availability", availability), ("freshness", freshness)].into_iter().filter_map(|(name, of)| Some((name, of?)));
    let rate = journey.traffic.as_ref().and_then(|traffic| traffic.average).or_else(|| journey.peak());
    let least = context.threshold("AL4.events");
    let is_noise = |of: &Objective| rate.is_some_and(|rate| of.target.rest() * rate.hz() * of.window.secs() < least);
    stated.filter(|(_, objective)| !is_noise(objective)).collect()
}

/// The alerts of the workbook. What would need more errors than there are requests can't fire, and is not wanted.
fn wanted(context: &Context<'_>, objective: &Objective) -> Vec<Burn> {
    let minutes = |minutes: f64| Duration::from_secs(minutes * 60.0);
    let standard = [
        (AlertSeverity::Page, "AL1.fast", 60.0, 5.0),
        (AlertSeverity::Page, "AL1.slow", 360.0, 30.0),
        (AlertSeverity::Ticket, "AL1.ticket", 4320.0, 360.0),
    ];
    let burns =
        standard.map(|(severity, id, long, short)| objective.scaled(severity, context.threshold(id), minutes(long), minutes(short)));
    burns.into_iter().filter(Burn::is_reachable).collect()
}

/// Wants one of the windows to fire at least as soon as the wanted one.
fn demand(demands: Demands, slo: &str, watching: &Watching<'_>, objective: &Objective, wanted: &Burn, slack: f64) -> Demands {
    let mut open = None;
    for (id, alert) in watching {
        let at = |field: &str| Path::of(["operations", "alerts", id.as_str(), field]);
        match &alert.windows {
            Some(Windows::Standard) => return demands,
            None => open = open.or_else(|| Some(at("windows"))),
            Some(Windows::These(windows)) => {
                for window in windows {
                    match does(objective, alert, window, wanted, slack) {
                        Some(true) => return demands,
                        Some(false) => {}
                        None => open = open.or_else(|| Some(at("windows"))),
                    }
                }
            }
        }
    }
    let first = watching.first().map_or_else(Path::root, |(id, _)| Path::of(["operations", "alerts", id.as_str(), "windows"]));
    let lack = format!(
        "no {} fires when {slo} burns {} times too fast for {}",
        word(wanted.severity),
        figure(wanted.factor),
        wanted.long.spoken()
    );
    demands.want(open.is_none().then_some(false), open.unwrap_or(first), lack)
}

/// Whether a window does what is wanted; `None`: the plan does not say enough.
fn does(objective: &Objective, alert: &Alert, window: &BurnWindow, wanted: &Burn, slack: f64) -> Option<bool> {
    if !objective.burn(window)?.covers(wanted, slack) {
        return Some(false);
    }
    // Who is woken is told as well.
    if wanted.severity == AlertSeverity::Ticket {
        return Some(true);
    }
    Some(window.severity.or(alert.severity)? == AlertSeverity::Page)
}

fn word(severity: AlertSeverity) -> &'static str {
    match severity {
        AlertSeverity::Page => "page",
        AlertSeverity::Ticket => "ticket",
    }
}

/// What the team's own windows do.
fn spoken(watching: &Watching<'_>, objective: &Objective) -> Vec<Because> {
    let mut said = Vec::new();
    for (id, alert) in watching {
        let Some(Windows::These(windows)) = &alert.windows else { continue };
        for (index, window) in windows.iter().enumerate() {
            let Some(burn) = objective.burn(window) else { continue };
            let who = window.severity.or(alert.severity).map_or("tells someone", |severity| match severity {
                AlertSeverity::Page => "pages",
                AlertSeverity::Ticket => "writes a ticket",
            });
            let text = format!(
                "{id} {who} at {} times the budget rate over {}, when {} % of the budget is spent",
                figure(burn.factor),
                burn.long.spoken(),
                figure(burn.share * 100.0)
            );
            said.push(Because { path: Path::of(["operations", "alerts", id.as_str(), "windows"]).index(index), text });
        }
    }
    said
}
