//! Versioning: what others rely on has a number, an owner, a gate and an announced end.

use crate::document::Path;
use crate::graph::{Hop, System, Trust};
use crate::plan::contracts::{Api, Channel, Visibility};
use crate::plan::map::ComponentKind;
use crate::plan::reference::{ComponentRef, TeamRef};
use crate::plan::value::Fact;
use crate::rules::{Context, Demands, Ruling, SubjectRef};

/// An API or channel on which others rely.
struct Interface<'p> {
    subject: SubjectRef,
    /// `is public`, `is called by web of team-shop`.
    used: String,
    /// The fact that shows it.
    path: Path,
    version: &'p Fact<String>,
    has_schema: Option<bool>,
    owner: Option<&'p str>,
    gate: &'p Fact<String>,
}

/// VE1: what others rely on has no version, schema or owner.
pub(in crate::rules) fn unnumbered(context: &Context<'_>) -> Vec<Ruling> {
    interfaces(context).map(numbered).collect()
}

fn numbered(interface: Interface<'_>) -> Ruling {
    let Interface { subject, used, path, version, has_schema, owner, .. } = interface;
    let at = |field: &str| subject.path.clone().key(field);
    let demands = Demands::default().want_some(version, at("version"), "no version").want(has_schema, at("schema"), "no schema").want(
        owner.map(|_| true),
        at("owner"),
        "no owner",
    );
    let id = subject.id.clone();
    demands
        .ruling(subject.clone(), |lacks| format!("{id} {used} and has {lacks}"))
        .adding(|violation| violation.because(path, used.clone()).group(format!("contract of {}", subject.path)))
}

/// VE3: nothing refuses a change that breaks those who rely on it.
pub(in crate::rules) fn no_gate(context: &Context<'_>) -> Vec<Ruling> {
    let rulings = interfaces(context).map(|interface| {
        let Interface { subject, used, path, gate, .. } = interface;
        let demands = Demands::default().want_some(gate, subject.path.clone().key("gate"), "no gate");
        let id = subject.id.clone();
        let ruling = demands.ruling(subject, |_| format!("{id} {used}, and nothing in CI refuses a change that breaks it"));
        ruling.adding(|violation| violation.because(path, used))
    });
    rulings.collect()
}

fn interfaces<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Interface<'c>> {
    let apis = context.plan.apis().filter_map(|(id, api)| of_api(context, id.as_str(), api));
    apis.chain(context.plan.channels().filter_map(|(id, channel)| of_channel(context, id.as_str(), channel)))
}

/// An API of ours that is not for us alone.
fn of_api<'c>(context: &'c Context<'_>, id: &str, api: &'c Api) -> Option<Interface<'c>> {
    let component = api.component.as_ref().map(ComponentRef::as_str);
    if component.is_some_and(|component| is_elsewhere(context, component)) {
        return None;
    }
    let subject = SubjectRef::api(id, component);
    let outside = visible_outside(&subject.path, api).map(|(word, path)| (format!("is {word}"), path));
    let (used, path) = outside.or_else(|| called_by_others(context.system, id, api))?;
    let owner = api.owner.as_ref().map(TeamRef::as_str).or_else(|| context.plan.owner_of(component?));
    Some(Interface { subject, used, path, version: &api.version, has_schema: api.schema.is_there(), owner, gate: &api.gate })
}

fn is_elsewhere(context: &Context<'_>, component: &str) -> bool {
    context.plan.component(component).is_some_and(|component| component.kind == Some(ComponentKind::External))
}

/// Whether other companies or everybody may reach it, or an endpoint of it; with the place that says so.
fn visible_outside(place: &Path, api: &Api) -> Option<(&'static str, Path)> {
    let word = |visibility: Option<Visibility>| match visibility? {
        Visibility::Public => Some("public"),
        Visibility::Partner => Some("open to partners"),
        Visibility::Internal => None,
    };
    if let Some(word) = word(api.visibility) {
        return Some((word, place.clone().key("visibility")));
    }
    let mut endpoints = api.endpoints.iter().flat_map(|endpoints| endpoints.iter());
    endpoints.find_map(|(name, endpoint)| {
        Some((word(endpoint.visibility)?, place.clone().key("endpoints").key(name.as_str()).key("visibility")))
    })
}

/// A caller of another team.
fn called_by_others(system: &System<'_>, id: &str, api: &Api) -> Option<(String, Path)> {
    let component = system.find(api.component.as_ref()?.as_str())?;
    let is_here = |hop: &Hop<'_>| {
        let named =
            |api: &Api| hop.operation.is_some_and(|name| api.endpoints.as_ref().is_some_and(|endpoints| endpoints.contains_key(name)));
        let mut others = system.plan.apis().filter(|(other, others)| other.as_str() != id && others.component == api.component);
        // An operation that is named like an endpoint of another API of the component is that endpoint.
        named(api) || hop.operation.is_none() || !others.any(|(_, other)| named(other))
    };
    let mut calls = system.hops_to(component).map(|(_, hop)| hop).filter(|hop| system.trust(hop) == Trust::OtherTeam);
    let hop = calls.find(|hop| is_here(hop))?;
    let caller = system.vertex(hop.caller).id();
    let whose = system.plan.owner_of(caller).map(|owner| format!(" of {owner}")).unwrap_or_default();
    Some((format!("is called by {caller}{whose}"), hop.path()))
}

/// A channel with somebody at an end who is not of its owner's team.
fn of_channel<'c>(context: &'c Context<'_>, id: &str, channel: &'c Channel) -> Option<Interface<'c>> {
    let subject = SubjectRef::channel(id);
    let producers = || channel.producers.iter().flat_map(|producers| producers.0.keys().map(ComponentRef::as_str));
    let consumers = channel.consumers.iter().flat_map(|consumers| consumers.0.keys().map(ComponentRef::as_str));
    let owner = channel.owner.as_ref().map(TeamRef::as_str).or_else(|| context.plan.owner_of(producers().next()?));
    let is_other = |component: &&str| is_elsewhere(context, component) || context.plan.owner_of(component) != owner;
    let reader = consumers.map(|name| ("read", "consumers", name)).find(|(.., name)| is_other(name));
    let (does, field, name) =
        reader.or_else(|| producers().map(|name| ("written", "producers", name)).find(|(.., name)| is_other(name)))?;
    let whose = context.plan.owner_of(name).map(|owner| format!(" of {owner}")).unwrap_or_default();
    let used = format!("is {does} by {name}{whose}");
    let path = subject.path.clone().key(field).key(name);
    Some(Interface { subject, used, path, version: &channel.version, has_schema: channel.schema.is_there(), owner, gate: &channel.gate })
}

/// VE2: callers outside can't learn in time that something ends.
pub(in crate::rules) fn no_announced_end(context: &Context<'_>) -> Vec<Ruling> {
    let rulings = context.plan.apis().filter_map(|(id, api)| {
        let component = api.component.as_ref().map(ComponentRef::as_str);
        if component.is_some_and(|component| is_elsewhere(context, component)) {
            return None;
        }
        let subject = SubjectRef::api(id.as_str(), component);
        let (word, visible) = visible_outside(&subject.path, api)?;
        let path = subject.path.clone().key("deprecation");
        let demands = match &api.deprecation {
            Fact::Unknown => Demands::default().want(None, path, ""),
            Fact::None => Demands::default().want(Some(false), path, "no period of notice and no headers that announce it"),
            Fact::Known(facts) => Demands::default()
                .want(facts.notice.map(|_| true), path.clone().key("notice"), "no period of notice")
                .want(facts.headers, path.key("headers"), "no headers that announce it"),
        };
        let ruling = demands.ruling(subject, |lacks| format!("{id} is {word} and takes parts away with {lacks}"));
        Some(ruling.adding(|violation| violation.because(visible, format!("{id} is {word}"))))
    });
    rulings.collect()
}
