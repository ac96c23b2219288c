//! Metrics: what users lose is seen in numbers of the business, and how near a limit is in a gauge.

mod gauges;
mod limits;
mod methods;

pub(in crate::rules) use methods::{not_measured, unbounded_label};

use super::telemetry::{asked_once, run_by_us};
use crate::document::Path;
use crate::graph::Vertex;
use crate::plan::map::ComponentKind;
use crate::plan::value::Fact;
use crate::rules::{Because, Context, Demands, Ruling, SubjectRef, Violation};
use gauges::Gauges;
use limits::Declared;

/// ME2: a journey into something critical has no business figure.
pub(in crate::rules) fn no_business_figure(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, journey) in context.plan.journeys() {
        let subject = SubjectRef::journey(id.as_str());
        let path = subject.path.clone().key("kpi");
        if journey.kpi.known().is_some() {
            rulings.push(Ruling::holds(subject));
            continue;
        }
        let is_critical = context.is_critical(journey);
        rulings.push(match &journey.kpi {
            _ if is_critical == Some(false) => continue,
            _ if is_critical.is_none() => Ruling::unknown(subject, Path::of(["criticality"])),
            Fact::None => {
                let message = format!("{id} is critical, and no business figure shows that it works");
                Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "no figure"))
            }
            _ => Ruling::unknown(subject, path),
        });
    }
    rulings
}

/// ME3: no gauge shows how near a limit of the plan is.
pub(in crate::rules) fn limit_without_gauge(context: &Context<'_>) -> Vec<Ruling> {
    let gauges = Gauges::of(context.plan);
    let all = limited_components(context).chain(limited_calls(context)).chain(limited_places(context));
    let judged = all.map(|limited| gauged(&gauges, limited));
    asked_once(context, judged)
}

/// Something with limits, and the component whose telemetry would show them.
struct Limited<'p> {
    subject: SubjectRef,
    limits: Vec<Declared>,
    holder: Option<&'p str>,
}

fn limited_components<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Limited<'a>> {
    run_by_us(context).filter_map(|(at, id, component)| {
        let limits = limits::of_component(component);
        (!limits.is_empty()).then(|| Limited { subject: context.node(at), limits, holder: Some(id) })
    })
}

fn limited_calls<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Limited<'a>> {
    let is_ours =
        |caller: &str| context.plan.component(caller).is_some_and(|component| !component.kind.is_some_and(ComponentKind::is_elsewhere));
    context.plan.calls().filter(move |(key, _)| is_ours(key.caller())).flat_map(|(key, call)| {
        let whole = || SubjectRef::whole_call(key);
        let operations = call.operations.iter().flatten();
        let operations = operations.filter_map(|(name, operation)| {
            let limits = limits::of_call(operation);
            (!limits.is_empty()).then(|| Limited { subject: SubjectRef::operation(key, name.as_str()), limits, holder: Some(key.caller()) })
        });
        let limits = limits::of_call(call);
        let whole = (!limits.is_empty()).then(|| Limited { subject: whole(), limits, holder: Some(key.caller()) });
        whole.into_iter().chain(operations)
    })
}

/// Stores with their keys, and channels.
fn limited_places<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Limited<'a>> {
    context.system.nodes().flat_map(|at| {
        let vertex = context.system.vertex(at);
        let (limits, keys) = match vertex {
            Vertex::Store(_, store) => (limits::of_store(store), store.keys.as_ref()),
            Vertex::Channel(_, channel) => (limits::of_channel(channel), None),
            _ => (Vec::new(), None),
        };
        let place = (!limits.is_empty()).then(|| Limited { subject: context.node(at), limits, holder: None });
        let keys = keys.into_iter().flatten().filter_map(move |(column, key)| {
            let limits = vec![limits::of_key(column, key)?];
            Some(Limited { subject: SubjectRef::key(vertex.id(), column), limits, holder: None })
        });
        place.into_iter().chain(keys)
    })
}

fn gauged(gauges: &Gauges<'_>, limited: Limited<'_>) -> Ruling {
    let Limited { subject, limits, holder } = limited;
    let name = subject.name().to_owned();
    let mut demands = Demands::default();
    let mut group = None;
    let mut declared = Vec::new();
    for limit in &limits {
        let answer = gauges.of_limit(holder, &limit.name(&subject));
        if answer.has == Some(false) {
            declared.push(Because { path: limit.path(&subject), text: format!("{name} is limited: {}", limit.words) });
            group = answer.of_every.then(|| format!("metrics/ME3 {}", answer.path));
        }
        demands = demands.want(answer.has, answer.path, limit.words.as_str());
    }
    let ruling = demands.ruling(subject, |lacks| format!("{name} has no gauge for {lacks}"));
    ruling.adding(|mut violation| {
        violation.group = group;
        violation.because.iter_mut().for_each(|because| because.text = format!("no gauge for {}", because.text));
        violation.because.extend(declared);
        violation
    })
}
