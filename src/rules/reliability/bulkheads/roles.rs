//! Roles that share a process.

use crate::analysis::structure::process_of;
use crate::document::Path;
use crate::knowledge::Subject;
use crate::plan::Id;
use crate::plan::map::Component;
use crate::rules::{Context, Identity, Ruling, SubjectRef, Violation};

/// BH2: a component lives in the process of one of another kind or criticality.
pub(in crate::rules) fn shared_process(context: &Context<'_>) -> Vec<Ruling> {
    let guests = context.plan.components().filter(|(_, component)| component.runs_in.is_some());
    guests.filter_map(|(id, guest)| with_host(context, id, guest)).collect()
}

fn with_host(context: &Context<'_>, id: &Id, guest: &Component) -> Option<Ruling> {
    let id = id.as_str();
    let host_id = process_of(context.plan, id);
    let host = context.plan.component(host_id).filter(|_| host_id != id)?;
    let grades = (context.plan.criticality_of(id), context.plan.criticality_of(host_id));
    // It is as bad as what the more critical of the two has to lose.
    let node = match grades {
        (Some(own), Some(other)) if own < other => id,
        _ => host_id,
    };
    let path = Path::of(["map", "components", id]);
    let subject = SubjectRef::from(Identity { kind: Subject::Component, id: id.to_owned(), path, node: Some(node.to_owned()) });
    let at = |id: &str, field: &str| Path::of(["map", "components", id, field]);
    let kinds = (guest.kind, host.kind);
    let differing = match (kinds, grades) {
        ((Some(own), Some(other)), _) if own != other => Some(("kind", own.as_str(), other.as_str())),
        (_, (Some(own), Some(other))) if own != other => Some(("criticality", own.as_str(), other.as_str())),
        _ => None,
    };
    let Some((field, own, other)) = differing else {
        let open = [
            (kinds.0.is_none(), id, "kind"),
            (kinds.1.is_none(), host_id, "kind"),
            (grades.0.is_none() && grades.1.is_some(), id, "criticality"),
            (grades.1.is_none() && grades.0.is_some(), host_id, "criticality"),
        ];
        let open = open.into_iter().find(|(open, ..)| *open);
        return Some(open.map_or_else(|| Ruling::holds(subject.clone()), |(_, of, field)| Ruling::unknown(subject.clone(), at(of, field))));
    };
    let message = format!("{id} ({own}) runs in the process of {host_id} ({other}): what stops or slows one does so to both");
    let violation = Violation::new(message, at(id, "runs_in"))
        .because(at(id, "runs_in"), format!("{id} runs in {host_id}"))
        .because(at(id, field), format!("{id}: {own}"))
        .because(at(host_id, field), format!("{host_id}: {other}"));
    Some(Ruling::violated(subject, violation))
}
