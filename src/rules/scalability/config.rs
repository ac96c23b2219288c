//! Config: what changes behaviour without a deploy is guarded like one.

use crate::document::Path;
use crate::graph::HopId;
use crate::plan::Criticality;
use crate::plan::build::{DynamicInput, InputOnInvalid};
use crate::plan::map::Need;
use crate::plan::reference::ComponentRef;
use crate::plan::value::Fact;
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// CF1: what requests depend on changes without a deploy, and not all of its guards are there.
pub(in crate::rules) fn unguarded(context: &Context<'_>) -> Vec<Ruling> {
    let inputs = context.plan.dynamic_inputs().filter(|(_, input)| input.on_request_path != Some(false));
    inputs.map(|(id, input)| guards(context, id.as_str(), input)).collect()
}

fn guards(context: &Context<'_>, id: &str, input: &DynamicInput) -> Ruling {
    let subject = SubjectRef::dynamic_input(id);
    let at = |field: &str| subject.path.clone().key(field);
    let on_path = at("on_request_path");
    let demands = checked(Demands::default(), input, &at("validated"))
        .want(input.bounded.as_ref().map(|bound| bound.at().is_some()), at("bounded"), "no limit on its size")
        .want_some(&input.staged, at("staged"), "no stages of its roll-out")
        .want(keeps_last_good(input), at("last_good"), "no last good copy")
        .want(input.kill_switch, at("kill_switch"), "no switch that turns it off");
    if input.on_request_path.is_none() && !demands.lacks_nothing() {
        return Ruling::unknown(subject, on_path);
    }
    let readers: Vec<&str> = input.read_by.iter().flatten().map(ComponentRef::as_str).collect();
    let critical = readers.iter().find(|reader| context.criticality(Some(reader)) == Some(Criticality::Critical));
    let who = if readers.is_empty() { "requests depend".to_owned() } else { format!("requests to {} depend", joined(&readers)) };
    let ruling = demands.ruling(subject, |lacks| format!("{who} on {id}, which changes without a deploy and has {lacks}"));
    ruling.adding(|violation| {
        let violation = violation.because(on_path, format!("requests depend on {id}")).regraded(critical.is_some());
        match critical {
            Some(reader) => violation.because(Path::of(["map", "components", reader, "criticality"]), format!("{reader}: critical")),
            None => violation,
        }
    })
}

/// Both ends have to look: the one that writes it stops a mistake, the one that reads it a copy that was damaged on the way.
fn checked(demands: Demands, input: &DynamicInput, path: &Path) -> Demands {
    match &input.validated {
        Fact::Unknown => demands.want(None, path.clone(), ""),
        Fact::None => demands.want(Some(false), path.clone(), "no check at either end"),
        Fact::Known(ends) => demands.want(ends.producer, path.clone().key("producer"), "no check where it is made").want(
            ends.consumer,
            path.clone().key("consumer"),
            "no check where it is read",
        ),
    }
}

/// Who falls back to the last good copy has one.
fn keeps_last_good(input: &DynamicInput) -> Option<bool> {
    let falls_back = input.on_invalid == Some(InputOnInvalid::LastGood);
    input.last_good.or_else(|| falls_back.then_some(true))
}

/// CF3: a component can't start while the source of what it reads is away.
pub(in crate::rules) fn needs_its_source_to_start(context: &Context<'_>) -> Vec<Ruling> {
    let mut sources: BTreeMap<NodeIndex, &str> = BTreeMap::new();
    for (id, input) in context.plan.dynamic_inputs() {
        if let Some(at) = input.source.as_ref().and_then(|source| context.system.find(source.as_str())) {
            sources.entry(at).or_insert(id.as_str());
        }
    }
    let mut callers: BTreeMap<NodeIndex, Vec<(HopId, &str)>> = BTreeMap::new();
    for (source, input) in sources {
        for (id, hop) in context.system.hops_to(source) {
            callers.entry(hop.caller).or_default().push((id, input));
        }
    }
    callers.into_iter().map(|(caller, calls)| start(context, caller, &calls)).collect()
}

fn start(context: &Context<'_>, caller: NodeIndex, calls: &[(HopId, &str)]) -> Ruling {
    let subject = context.node(caller);
    let system = context.system;
    let at_start =
        || calls.iter().map(|(id, input)| (system.hop(*id), *input)).filter(|(hop, _)| hop.at_start() && hop.call.any_of.is_none());
    if let Some((hop, input)) = at_start().find(|(hop, _)| hop.is_stated_hard()) {
        let (name, source) = (system.vertex(caller).id(), system.vertex(hop.callee).id());
        let message = format!("{name} can't start while {source} is away: it fetches {input} from there, and does not start without");
        let violation = Violation::new(message, hop.at("need"))
            .because(Path::of(["build", "dynamic_inputs", input, "source"]), format!("{input} comes from {source}"))
            .because(hop.at("when"), format!("{} is made at the start", hop.id()))
            .because(hop.at("need"), format!("{}: hard", hop.id()));
        return Ruling::violated(subject, violation);
    }
    let open = at_start().find(|(hop, _)| hop.call.need != Some(Need::Soft));
    match open {
        Some((hop, _)) => Ruling::unknown(subject, hop.at("need")),
        None => Ruling::holds(subject),
    }
}
