//! Load shedding: what can't be answered in time is refused early, and the least important first.

mod exposed;
mod rise;
mod too_late;

pub(in crate::rules) use rise::too_fast;
pub(in crate::rules) use too_late::answers_too_late;

use crate::plan::map::{Admission, OnFull};
use crate::plan::value::{Count, Fact, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use exposed::exposed;
use petgraph::graph::NodeIndex;

/// LS1: what requests come to first takes in any number of them.
pub(in crate::rules) fn no_limit(context: &Context<'_>) -> Vec<Ruling> {
    exposed(context.system).into_iter().filter_map(|at| limit(context, at)).collect()
}

fn limit(context: &Context<'_>, at: NodeIndex) -> Option<Ruling> {
    let component = context.system.vertex(at).component()?;
    let subject = context.node(at);
    let id = subject.id.clone();
    let path = subject.path.clone().key("admission");
    let admission = match &component.admission {
        Fact::Unknown => return Some(Ruling::unknown(subject, path)),
        Fact::None => {
            let message = format!("requests come to {id} first, and it takes in any number of them");
            return Some(Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "no limit on what it takes in")));
        }
        Fact::Known(admission) => admission,
    };
    let by_rate = matches!(admission.rate, Some(Limit::At(_)));
    let bounded = |limit: Option<Limit<Count>>| limit.map(|limit| limit.at().is_some());
    let in_flight = if by_rate { Some(true) } else { bounded(admission.in_flight) };
    let demands = Demands::default()
        .want(in_flight, path.clone().key("in_flight"), "it works on any number of requests at once")
        .want(bounded(admission.queue), path.clone().key("queue"), "any number of requests wait in it")
        .want(Some(admission.on_full != Some(OnFull::Wait)), path.key("on_full"), "who finds its queue full waits all the same");
    Some(demands.ruling(subject, |lacks| format!("requests come to {id} first, and {lacks}")))
}

/// LS2: a queue that only makes answers late.
pub(in crate::rules) fn long_queue(context: &Context<'_>) -> Vec<Ruling> {
    let share = context.threshold("LS2.queue_share");
    let exposed = exposed(context.system);
    let limited = admitted(context).filter_map(|(at, admission)| {
        let Some(Limit::At(in_flight)) = admission.in_flight else { return None };
        let subject = context.node(at);
        let path = subject.path.clone().key("admission").key("queue");
        let queue = match admission.queue {
            None => return Some(Ruling::unknown(subject, path)),
            // Of what requests come to first, LS1 says that.
            Some(Limit::Unlimited) if exposed.contains(&at) => return None,
            Some(queue) => queue,
        };
        let most = in_flight.f64() * share;
        if queue.at().is_some_and(|queue| queue.f64() <= most) {
            return Some(Ruling::holds(subject));
        }
        let id = &subject.id;
        let share = crate::plan::value::Percent::from_share(share);
        let waits = match queue {
            Limit::At(queue) => format!("{queue} requests may wait"),
            Limit::Unlimited => "any number of requests may wait".to_owned(),
        };
        let message =
            format!("{waits} in {id} for {in_flight} that it works on at once: more than {share}, which adds waiting and no throughput");
        let violation = Violation::new(message, path.clone())
            .because(path.clone(), waits)
            .because(subject.path.clone().key("admission").key("in_flight"), format!("{in_flight} at once"))
            .suggest(path, crate::plan::value::Number(most.floor()).to_string());
        Some(Ruling::violated(subject, violation))
    });
    limited.collect()
}

/// The components that limit what they take in, with how.
fn admitted<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (NodeIndex, &'c Admission)> {
    let components = context.plan.components();
    components.filter_map(|(id, component)| Some((context.system.find(id.as_str())?, component.admission.known()?)))
}

/// LS4: journeys meet where some must be refused, and nobody says which.
pub(in crate::rules) fn no_order(context: &Context<'_>) -> Vec<Ruling> {
    admitted(context).filter_map(|(at, admission)| order(context, at, admission)).collect()
}

fn order(context: &Context<'_>, at: NodeIndex, admission: &Admission) -> Option<Ruling> {
    // Where the rest waits, nothing is refused in any order.
    let refuses = matches!(admission.queue, Some(Limit::At(_))) && admission.on_full != Some(OnFull::Wait);
    if !refuses && admission.shed.known().is_none() {
        return None;
    }
    let journeys: Vec<&str> = context.system.routes().iter().filter(|route| route.reaches(at)).map(|route| route.id).collect();
    if journeys.len() < 2 {
        return None;
    }
    let subject = context.node(at);
    let path = subject.path.clone().key("admission").key("shed");
    let is_none = match &admission.shed {
        Fact::Unknown => return Some(Ruling::unknown(subject, path)),
        Fact::None => true,
        Fact::Known(shed) => shed.is_empty(),
    };
    if !is_none {
        return Some(Ruling::holds(subject));
    }
    let message = format!("{} meet in {}, which refuses under load whichever comes: no order is set", joined(&journeys), subject.id);
    let violation = Violation::new(message, path.clone()).because(path, "no order of shedding");
    Some(Ruling::violated(subject, violation))
}

/// Where a component says how it limits what it takes in, and whether it then refuses the rest.
fn refuses(context: &Context<'_>, subject: &SubjectRef) -> Option<bool> {
    match &context.plan.component(&subject.id)?.admission {
        Fact::Unknown => None,
        Fact::None => Some(false),
        Fact::Known(admission) if admission.on_full == Some(OnFull::Wait) => Some(false),
        Fact::Known(Admission { in_flight, rate, .. }) => {
            let bounded = matches!(in_flight, Some(Limit::At(_))) || matches!(rate, Some(Limit::At(_)));
            // A limit that is left open may still be there.
            let open = in_flight.is_none() && rate.is_none();
            if bounded { Some(true) } else { (!open).then_some(false) }
        }
    }
}
