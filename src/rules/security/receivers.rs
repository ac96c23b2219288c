//! Data minimisation: data goes only to who needs it.

use super::edges::{Sensitive, edges};
use crate::document::Path;
use crate::graph::{Hop, Trust, Vertex};
use crate::plan::contracts::Channel;
use crate::plan::map::ComponentKind;
use crate::plan::reference::{ClassRef, ComponentRef};
use crate::plan::value::Fact;
use crate::rules::demands::{Demands, joined};
use crate::rules::{Context, Ruling, SubjectRef};

/// DM3: sensitive data goes to somebody who declares no use for it.
pub(in crate::rules) fn unused(context: &Context<'_>) -> Vec<Ruling> {
    let sensitive = Sensitive::of(context);
    if sensitive.is_empty() {
        return Vec::new();
    }
    let calls = edges(context, &["carries"]).filter_map(|(subject, hop)| by_call(context, &sensitive, subject, hop));
    let channels = context.plan.channels().filter_map(|(id, channel)| by_channel(context, &sensitive, id.as_str(), channel));
    calls.chain(channels).collect()
}

fn by_call(context: &Context<'_>, sensitive: &Sensitive<'_>, subject: SubjectRef, hop: &Hop<'_>) -> Option<Ruling> {
    let Vertex::Component(id, callee) = context.system.vertex(hop.callee) else { return None };
    // A gateway passes on, and what a user's own device gets is the user's.
    if matches!(callee.kind, Some(ComponentKind::Gateway | ComponentKind::Client | ComponentKind::Broker)) {
        return None;
    }
    let path = hop.at("carries");
    let carried = match &hop.call.carries {
        Fact::Known(classes) => sensitive.among(classes),
        Fact::None => Vec::new(),
        Fact::Unknown if context.system.trust(hop) == Trust::ThirdParty => return Some(Ruling::unknown(subject, path)),
        Fact::Unknown => return None,
    };
    (!carried.is_empty()).then(|| judged(context, subject, path, &carried, &[id]))
}

fn by_channel(context: &Context<'_>, sensitive: &Sensitive<'_>, id: &str, channel: &Channel) -> Option<Ruling> {
    let carried = sensitive.among(channel.carries.known()?);
    let consumers: Vec<&str> = channel.consumers.iter().flat_map(|consumers| consumers.0.keys()).map(ComponentRef::as_str).collect();
    if carried.is_empty() || consumers.is_empty() {
        return None;
    }
    let subject = SubjectRef::channel(id);
    let path = subject.path.clone().key("carries");
    Some(judged(context, subject, path, &carried, &consumers))
}

/// Whether each receiver declares a use for all that is carried to it.
fn judged(context: &Context<'_>, subject: SubjectRef, path: Path, carried: &[&str], receivers: &[&str]) -> Ruling {
    let mut demands = Demands::default();
    for receiver in receivers {
        let Some(component) = context.plan.component(receiver) else { continue };
        let uses: Option<&[ClassRef]> = match &component.uses {
            Fact::Known(uses) => Some(uses),
            Fact::None => Some(&[]),
            Fact::Unknown => None,
        };
        let useless = |class: &&str| uses.is_some_and(|uses| uses.iter().all(|used| used.as_str() != *class));
        let useless: Vec<&str> = carried.iter().copied().filter(useless).collect();
        let lack = format!("{} to {receiver}, which declares no use for it", joined(&useless));
        demands = demands.want(uses.map(|_| useless.is_empty()), Path::of(["map", "components", receiver, "uses"]), lack);
    }
    let id = subject.id.clone();
    let carries = joined(carried);
    let ruling = demands.ruling(subject, |lacks| format!("{id} carries {lacks}"));
    ruling.adding(|violation| violation.because(path, format!("carries {carries}")))
}
