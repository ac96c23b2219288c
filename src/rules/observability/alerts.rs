//! Alerts: whoever is woken knows what to do, and the tools for it work when the system does not.

mod burn_rate;

pub(in crate::rules) use burn_rate::burns_unseen;

use crate::analysis::structure::{Circular, circular};
use crate::document::Path;
use crate::graph::HopId;
use crate::plan::map::Need;
use crate::plan::operations::{Alert, AlertSeverity, Windows};
use crate::plan::value::Number;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Verdict, Violation};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// AL2: an alert that wakes someone has no runbook, no owner or no route.
pub(in crate::rules) fn page_without_help(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, alert) in context.plan.alerts() {
        let subject = SubjectRef::alert(id.as_str());
        let at = |field: &str| subject.path.clone().key(field);
        let pages = pages(alert);
        if pages == Some(false) {
            continue;
        }
        let severity = at("severity");
        let ruling = Demands::default()
            .want_some(&alert.runbook, at("runbook"), "no runbook")
            .want_some(&alert.owner, at("owner"), "no owner")
            .want_some(&alert.route, at("route"), "no route")
            .ruling(subject, |lacks| format!("{id} wakes someone and has {lacks}"));
        rulings.push(match ruling.verdict {
            Verdict::Holds => ruling,
            _ if pages.is_none() => Ruling::unknown(ruling.subject, severity),
            _ => ruling,
        });
    }
    rulings
}

/// Whether an alert wakes someone; `None`: the plan does not say.
fn pages(alert: &Alert) -> Option<bool> {
    match (alert.severity, &alert.windows) {
        (Some(severity), _) => Some(severity == AlertSeverity::Page),
        (None, Some(Windows::Standard)) => Some(true),
        (None, Some(Windows::These(windows))) => {
            let is = |severity| move |window: &crate::plan::operations::BurnWindow| window.severity == Some(severity);
            match () {
                () if windows.iter().any(is(AlertSeverity::Page)) => Some(true),
                () if windows.iter().all(is(AlertSeverity::Ticket)) => Some(false),
                () => None,
            }
        }
        (None, None) => None,
    }
}

/// AL3: a tool can't work without what it watches or repairs.
pub(in crate::rules) fn tool_needs_its_target(context: &Context<'_>) -> Vec<Ruling> {
    let mut found: BTreeMap<NodeIndex, Vec<Circular>> = BTreeMap::new();
    for circular in circular(context.system) {
        found.entry(circular.tool).or_default().push(circular);
    }
    let mut rulings = Vec::new();
    for tool in context.system.nodes() {
        let Some(component) = context.system.vertex(tool).component() else { continue };
        let targets = component.watches.iter().chain(&component.repairs).flatten();
        let targets: BTreeSet<NodeIndex> = targets.filter_map(|target| context.system.find(target.as_str())).collect();
        if targets.is_empty() {
            continue;
        }
        let subject = context.node(tool);
        rulings.push(match found.get(&tool) {
            Some(circles) => dependent(context, subject, circles),
            None => match open_need(context, tool, &targets) {
                Some(path) => Ruling::unknown(subject, path),
                None => Ruling::holds(subject),
            },
        });
    }
    rulings
}

fn dependent(context: &Context<'_>, subject: SubjectRef, circles: &[Circular]) -> Ruling {
    let Some(first) = circles.first() else { return Ruling::holds(subject) };
    let system = context.system;
    let name = |at: NodeIndex| system.vertex(at).id();
    let mut way = vec![name(first.tool)];
    way.extend(first.needs.iter().map(|id| name(system.hop(*id).callee)));
    let message =
        format!("{} {} {} and can't work without it: {}", name(first.tool), first.duty.as_str(), name(first.target), way.join(" -> "));
    let start = first.needs.first().map_or_else(|| first.path.clone(), |id| system.hop(*id).at("need"));
    let mut violation = Violation::new(message, start);
    let mut told: BTreeSet<HopId> = BTreeSet::new();
    for circle in circles {
        violation = violation.because(circle.path.clone(), format!("{} {}", circle.duty.as_str(), name(circle.target)));
        for id in circle.needs.iter().filter(|id| told.insert(**id)) {
            let hop = system.hop(*id);
            violation = violation.because(hop.at("need"), format!("{}: hard", hop.id()));
        }
    }
    Ruling::violated(subject, violation)
}

/// The fact that would tell whether a tool needs one of its targets: the need of a call on a way there, or whether it calls
/// anything at all.
fn open_need(context: &Context<'_>, tool: NodeIndex, targets: &BTreeSet<NodeIndex>) -> Option<Path> {
    let system = context.system;
    let component = system.vertex(tool).component()?;
    if system.hops_from(tool).next().is_none() {
        let calls = Path::of(["map", "components", system.vertex(tool).id(), "calls"]);
        return component.calls.is_unknown().then_some(calls);
    }
    // Each vertex with the first need on the way to it that is not stated.
    let mut reached: BTreeMap<NodeIndex, Option<HopId>> = BTreeMap::from([(tool, None)]);
    let mut open = vec![tool];
    while let Some(at) = open.pop() {
        let so_far = reached.get(&at).copied().flatten();
        for (id, hop) in system.hops_from(at).filter(|(_, hop)| hop.call.need != Some(Need::Soft) && hop.call.any_of.is_none()) {
            let unstated = so_far.or_else(|| hop.call.need.is_none().then_some(id));
            reached.entry(hop.callee).or_insert_with(|| {
                open.push(hop.callee);
                unstated
            });
        }
    }
    let unstated = targets.iter().find_map(|target| reached.get(target).copied().flatten())?;
    Some(system.hop(unstated).at("need"))
}

/// AL4: the error budget of a window is so few failures that a burn-rate alert is noise.
pub(in crate::rules) fn too_little_traffic(context: &Context<'_>) -> Vec<Ruling> {
    let least = context.threshold("AL4.events");
    let mut rulings = Vec::new();
    for (id, journey) in context.plan.journeys() {
        let Some(slo) = journey.slo.as_ref().and_then(|slo| slo.availability.as_ref()) else { continue };
        let subject = SubjectRef::journey(id.as_str());
        let Some(target) = slo.target else { continue };
        let traffic = subject.path.clone().key("traffic");
        let average = journey.traffic.as_ref().and_then(|traffic| traffic.average);
        // The average is at most the peak, so too few at peak are too few.
        let Some(rate) = average.or_else(|| journey.peak()) else {
            rulings.push(Ruling::unknown(subject, traffic.key("average")));
            continue;
        };
        let failures = target.rest() * rate.hz() * slo.window().secs();
        rulings.push(match average {
            _ if failures < least => {
                let (at_most, field) = if average.is_some() { ("", "average") } else { ("at most ", "peak") };
                let message = format!(
                    "{id} at {target} may fail {at_most}{failures:.1} times in {}: too few for a burn-rate alert, which wants {} or more",
                    slo.window().spoken(),
                    Number(least)
                );
                let path = subject.path.clone().key("slo").key("availability");
                let violation = Violation::new(message, path.clone())
                    .because(path, format!("{target} over {}", slo.window().spoken()))
                    .because(traffic.key(field), format!("{rate} ({field})"));
                Ruling::violated(subject, violation)
            }
            Some(_) => Ruling::holds(subject),
            None => Ruling::unknown(subject, traffic.key("average")),
        });
    }
    rulings
}
