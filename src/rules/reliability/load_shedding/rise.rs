//! Sudden rises of traffic.

use super::{exposed, refuses};
use crate::analysis::digits::figure;
use crate::analysis::load::{Moment, rate_of};
use crate::document::Path;
use crate::graph::Route;
use crate::plan::goals::Spike;
use crate::plan::map::ComponentKind;
use crate::plan::node::Instances;
use crate::plan::value::{Count, Duration, Factor, Rate, counted};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// LS5: traffic rises before more instances are ready, those that run can't take it, and nothing is refused.
pub(in crate::rules) fn too_fast(context: &Context<'_>) -> Vec<Ruling> {
    let spikes: Vec<(&Route<'_>, &Spike)> =
        context.system.routes().iter().filter_map(|route| Some((route, route.journey.traffic.as_ref()?.spike.as_ref()?))).collect();
    if spikes.is_empty() {
        return Vec::new();
    }
    let exposed = exposed(context.system);
    let components = context.plan.components().filter(|(_, component)| {
        !component.kind.is_some_and(ComponentKind::is_elsewhere)
            && component.kind != Some(ComponentKind::Worker)
            && component.runs_in.is_none()
    });
    let places = components.filter_map(|(id, _)| context.system.find(id.as_str()));
    places.filter_map(|at| rise(context, at, &spikes, &exposed)).collect()
}

fn rise(context: &Context<'_>, at: NodeIndex, spikes: &[(&Route<'_>, &Spike)], exposed: &BTreeSet<NodeIndex>) -> Option<Ruling> {
    let reaching = || spikes.iter().filter(|(route, _)| route.reaches(at));
    reaching().next()?;
    let subject = context.node(at);
    let refuses = refuses(context, &subject);
    if refuses == Some(true) {
        return Some(Ruling::holds(subject));
    }
    // Behind what takes the rise first, only what is known to fail is worth a word.
    let open = |subject, path| exposed.contains(&at).then(|| Ruling::unknown(subject, path));
    let path = subject.path.clone();
    let fastest = reaching().filter_map(|(route, spike)| Some((route, spike.within?))).min_by_key(|(_, within)| *within);
    let Some((route, within)) = fastest else {
        let (route, _) = reaching().next()?;
        return open(subject, Path::of(["goals", "journeys", route.id, "traffic", "spike", "within"]));
    };
    let unknown = Instances::default();
    let instances = context.plan.component(&subject.id)?.instances.as_ref().unwrap_or(&unknown);
    let is_fixed = instances.max.is_some() && instances.min == instances.max;
    let follows = match instances.ready_in {
        _ if is_fixed => false,
        Some(ready) if ready <= within => return Some(Ruling::holds(subject)),
        Some(_) => true,
        None => return open(subject, path.key("instances").key("ready_in")),
    };
    let (Some(each), Some(count)) = (instances.capacity, instances.min) else {
        let field = if instances.min.is_none() { "min" } else { "capacity" };
        return open(subject, path.key("instances").key(field));
    };
    let Some(after) = after(context, at) else {
        return open(subject, Path::of(["goals", "journeys", route.id, "traffic"]));
    };
    let taken = each.hz() * count.f64();
    if after <= taken {
        return Some(Ruling::holds(subject));
    }
    if refuses.is_none() {
        return open(subject, path.key("admission"));
    }
    Some(told(context, subject, &Rise { at, route, within, each, count, after, ready_in: instances.ready_in.filter(|_| follows) }))
}

/// Requests a second after the rise: each journey as it is on average, those that rise so many times that.
fn after(context: &Context<'_>, at: NodeIndex) -> Option<f64> {
    let rates = context.system.routes().iter().filter(|route| route.reaches(at)).map(|route| {
        let before = rate_of(context.system, route, at, Moment::Average).or_else(|| rate_of(context.system, route, at, Moment::Peak));
        let factor = route.journey.traffic.as_ref().and_then(|traffic| traffic.spike.as_ref()?.factor);
        before.map(|before| before * factor.map_or(1.0, |factor| factor.0.max(1.0)))
    });
    rates.sum()
}

struct Rise<'r> {
    at: NodeIndex,
    route: &'r Route<'r>,
    within: Duration,
    each: Rate,
    count: Count,
    after: f64,
    /// How long one more takes, where there can be one more.
    ready_in: Option<Duration>,
}

fn told(context: &Context<'_>, subject: SubjectRef, rise: &Rise<'_>) -> Ruling {
    let id = context.system.vertex(rise.at).id();
    let journey = Path::of(["goals", "journeys", rise.route.id, "traffic", "spike"]);
    let factor = rise.route.journey.traffic.as_ref().and_then(|traffic| traffic.spike.as_ref()?.factor);
    let times = factor.map_or("more".to_owned(), |Factor(factor)| format!("{} times", figure(factor)));
    let later = match rise.ready_in {
        Some(ready) => format!("the next is ready after {}", ready.spoken()),
        None => "there are never more".to_owned(),
    };
    let instances = counted(rise.count.f64(), "instance", "instances");
    let message = format!(
        "{} may rise to {times} within {}: {}/s come to {id}, {instances} of it take {}/s, {later}, and nothing is refused meanwhile",
        rise.route.id,
        rise.within.spoken(),
        figure(rise.after),
        figure(rise.each.hz() * rise.count.f64())
    );
    let fields = subject.path.clone().key("instances");
    let mut violation = Violation::new(message, subject.path.clone().key("admission"))
        .because(journey, format!("{}: {times} within {}", rise.route.id, rise.within))
        .because(fields.clone().key("capacity"), format!("{instances} × {}", rise.each));
    if let Some(ready) = rise.ready_in {
        violation = violation.because(fields.key("ready_in"), format!("the next is ready after {ready}"));
    }
    let path = subject.path.clone().key("admission");
    Ruling::violated(subject, violation.because(path, "nothing is refused"))
}
