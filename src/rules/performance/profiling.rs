//! Profiling: what was measured is enough for the day on which it is needed.

mod load_tests;

pub(in crate::rules) use load_tests::{reduced_untested, untested};

use crate::analysis::digits::figure;
use crate::analysis::load::node_rate;
use crate::analysis::sizing::needed;
use crate::analysis::zones::{Spread, evenly, spread};
use crate::document::Path;
use crate::plan::Node;
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::counted;
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;

/// PR2: losing a zone leaves too little capacity.
pub(in crate::rules) fn zone_lost(context: &Context<'_>) -> Vec<Ruling> {
    let system = context.system;
    let share = context.threshold("PR2.share");
    let knows_zones = context.plan.map.as_ref().is_some_and(|map| map.zones.is_some());
    let mut rulings = Vec::new();
    let mut asked = false;
    for at in system.nodes() {
        let Some(component) = system.vertex(at).component().filter(|component| may_lose_a_zone(component)) else { continue };
        if !system.routes().iter().any(|route| route.reaches(at)) {
            continue;
        }
        let has_zones = component.instances.as_ref().is_some_and(|instances| instances.zones.is_some());
        if knows_zones || has_zones {
            rulings.push(without_largest(context, at, component, share));
        } else if !std::mem::replace(&mut asked, true) {
            // A plan that speaks of no zone is asked once for all.
            rulings.push(Ruling::unknown(SubjectRef::system(), Path::of(["map", "zones"])));
        }
    }
    rulings
}

/// Whether its instances are its own, and the plan sees more of it than how often it is up.
fn may_lose_a_zone(component: &Component) -> bool {
    let is_whole = component.instances.is_none() && component.availability.is_some();
    !is_whole && component.runs_in.is_none() && !component.kind.is_some_and(|kind| kind.is_elsewhere() || kind == ComponentKind::Job)
}

fn without_largest(context: &Context<'_>, at: NodeIndex, component: &Component, share: f64) -> Ruling {
    let subject = context.node(at);
    let path = subject.path.clone().key("instances");
    let Some(instances) = &component.instances else { return Ruling::unknown(subject, path.key("zones")) };
    if instances.zones.is_none() {
        return Ruling::unknown(subject, path.key("zones"));
    }
    let Some(spread) = spread(instances) else { return Ruling::unknown(subject, path.key("max")) };
    let id = context.system.vertex(at).id();
    let of_all = instances.running_at_peak().map(|_| "at peak").unwrap_or_default();
    let running = format!("{} {of_all}", counted(spread.running as f64, "instance", "instances"));
    let running = running.trim_end();
    if spread.left() == 0 {
        let message = format!("all of {id} stands in one zone: nothing is left when that is lost");
        let violation = Violation::new(message, path.clone().key("zones"))
            .because(path.clone().key("zones"), counted(spread.zones as f64, "zone", "zones"))
            .because(path, running);
        return Ruling::violated(subject, violation);
    }
    let Some((each, from)) = capacity(component, &path, &subject.path, spread) else {
        return Ruling::unknown(subject, path.key("capacity"));
    };
    let rate = node_rate(context.system, at);
    let left = spread.left() as f64 * each;
    if rate.per_second <= left * share {
        return match rate.how.first_missing() {
            Some(path) => Ruling::unknown(subject, path),
            None => Ruling::holds(subject),
        };
    }
    // Of instances that take nothing no number is enough.
    let takes_something = each > 0.0;
    let wanted = takes_something.then(|| evenly(needed(rate.per_second, each, share), spread.zones)).flatten();
    let filled = if takes_something { format!(": {} %", figure(rate.per_second / left * 100.0)) } else { String::new() };
    let wanted = wanted.map(|wanted| format!("; to stay below that takes {wanted}, evenly spread")).unwrap_or_default();
    let message = format!(
        "without its largest zone {id} has {} of {} instances for {}{}/s at peak, and they take {}/s{filled}, more than {} %{wanted}",
        spread.left(),
        spread.running,
        rate.how.at_least(),
        figure(rate.per_second),
        figure(left),
        figure(share * 100.0)
    );
    let zones = format!("{running} in {}, {} in the largest", counted(spread.zones as f64, "zone", "zones"), spread.largest);
    let violation = Violation::new(message, path.clone().key("zones"))
        .because(path.key("zones"), zones)
        .because(from, format!("one instance of {id} takes {}/s", figure(each)))
        .derived(&rate.how);
    Ruling::violated(subject, violation)
}

/// What one instance takes, as measured, and where the plan says it.
fn capacity(component: &Component, instances: &Path, node: &Path, spread: Spread) -> Option<(f64, Path)> {
    if let Some(each) = component.instances.as_ref().and_then(|instances| instances.capacity) {
        return Some((each.hz(), instances.clone().key("capacity")));
    }
    let whole = Node::capacity(component)?.requests?;
    (spread.running > 0).then(|| (whole.hz() / spread.running as f64, node.clone().key("capacity")))
}
