//! Authorization: every boundary knows who calls, what they may touch, and to whom the data belongs.

use super::edges::{Sensitive, edges};
use crate::document::Path;
use crate::graph::{Hop, Vertex};
use crate::plan::contracts::{Endpoint, Visibility};
use crate::plan::data::Level;
use crate::plan::map::{Authn, ComponentKind, Subject as OnBehalf};
use crate::plan::reference::{ClassRef, ComponentRef};
use crate::plan::value::Fact;
use crate::plan::{Plan, Tenancy};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use std::collections::BTreeSet;

/// The word of the plan for an endpoint that is open to everybody on purpose.
const ANYONE: &str = "anyone";

/// AZ1: an endpoint has no rule for who may call it, or for which objects.
pub(in crate::rules) fn open_endpoint(context: &Context<'_>) -> Vec<Ruling> {
    let endpoints = context.plan.endpoints().map(|(api, facts, name, endpoint)| {
        let subject = SubjectRef::endpoint(api.as_str(), name, facts.component.as_ref().map(ComponentRef::as_str));
        let ruling = rules_of(subject, name, endpoint, endpoint.visibility.or(facts.visibility));
        // Where nobody is asked who they are, it is mostly so for the whole system.
        let cause = if endpoint.auth.is_none() { "authentication" } else { "objects" };
        ruling.adding(|violation| violation.group(format!("authz/AZ1 {cause}")))
    });
    endpoints.collect()
}

fn rules_of(subject: SubjectRef, name: &str, endpoint: &Endpoint, visibility: Option<Visibility>) -> Ruling {
    let at = |field: &str| subject.path.clone().key(field);
    let to_anyone = endpoint.auth.known().is_some_and(|auth| auth == ANYONE);
    let changes = changes(name, endpoint);
    let for_some = matches!(visibility, Some(Visibility::Partner | Visibility::Internal));
    let mut demands = if to_anyone && for_some && changes {
        Demands::default().want(Some(false), at("auth"), "is not public and lets anyone change something")
    } else {
        Demands::default().want_some(&endpoint.auth, at("auth"), "has no rule for who may call it")
    };
    // What anyone may read belongs to nobody in particular.
    if let Some(object) = object_in(name).filter(|_| changes || !to_anyone) {
        let lack = format!("has no rule that ties `{object}` to the caller");
        demands = demands.want_some(&endpoint.object_rule, at("object_rule"), lack);
    }
    let is_public = visibility == Some(Visibility::Public);
    let who = if is_public { format!("{}, which is public,", subject.id) } else { subject.id.clone() };
    demands.ruling(subject, |lacks| format!("{who} {lacks}")).adding(|violation| violation.regraded(is_public))
}

/// Whether it changes something: as the plan says, else as its method does.
fn changes(name: &str, endpoint: &Endpoint) -> bool {
    let reads = ["GET ", "HEAD ", "OPTIONS "].iter().any(|method| name.starts_with(method));
    endpoint.mutates.unwrap_or(!reads)
}

/// Placeholders in a path that name nothing that belongs to anyone.
const NO_OBJECTS: [&str; 9] = ["version", "lang", "language", "locale", "region", "currency", "format", "date", "year"];

/// The first object that a path names: `{id}`, `:id` or `<id>`.
fn object_in(name: &str) -> Option<&str> {
    let path = name.split_once(' ').map_or(name, |(_, path)| path);
    let mut placeholders = path.split('/').filter_map(|part| Some(part.strip_prefix(['{', ':', '<'])?.trim_end_matches(['}', '>'])));
    placeholders.find(|placeholder| !NO_OBJECTS.contains(placeholder))
}

/// AZ2: a call between services does not prove who calls, or for whom.
pub(in crate::rules) fn unproven_caller(context: &Context<'_>) -> Vec<Ruling> {
    let sensitive = Sensitive::of(context);
    let calls = edges(context, &["authn", "subject", "carries"]).filter(|(_, hop)| is_between_services(context, hop));
    calls.map(|(subject, hop)| proof(context, &sensitive, subject, hop)).collect()
}

/// A person proves who they are at an endpoint, and another company decides itself what it wants to see.
fn is_between_services(context: &Context<'_>, hop: &Hop<'_>) -> bool {
    let elsewhere = |vertex: Vertex<'_>| vertex.component().and_then(|component| component.kind).is_some_and(ComponentKind::is_elsewhere);
    !elsewhere(context.system.vertex(hop.caller)) && !elsewhere(context.system.vertex(hop.callee))
}

fn proof(context: &Context<'_>, sensitive: &Sensitive<'_>, subject: SubjectRef, hop: &Hop<'_>) -> Ruling {
    let (caller, callee) = (context.system.vertex(hop.caller).id(), context.system.vertex(hop.callee));
    let (proves, lack, group) = match hop.call.authn {
        Fact::Known(Authn::SharedKey) => (Some(false), "proves who calls by a key that never changes", Some("shared key")),
        Fact::Known(_) => (Some(true), "", None),
        Fact::None => (Some(false), "proves nothing about who calls", Some("no authentication")),
        Fact::Unknown => (None, "", None),
    };
    let mut demands = Demands::default().want(proves, hop.at("authn"), lack);
    if callee.component().is_some() {
        // For whom a call is made matters where it carries somebody's data; elsewhere nobody is asked.
        let carries = hop.call.carries.known().is_some_and(|classes| !sensitive.among(classes).is_empty());
        let passed = match hop.call.subject {
            Fact::Known(OnBehalf::Lost) => Some(false),
            Fact::Unknown if carries => None,
            Fact::Known(OnBehalf::Passed) | Fact::None | Fact::Unknown => Some(true),
        };
        demands = demands.want(passed, hop.at("subject"), "does not say for which user");
    }
    let id = subject.id.clone();
    let ruling = demands.ruling(subject, |lacks| format!("{id} {lacks}: {} has to trust whoever speaks for {caller}", callee.id()));
    match group {
        Some(group) => ruling.adding(|violation| violation.group(format!("authz/AZ2 {group}"))),
        None => ruling,
    }
}

/// AZ3: data of several tenants is kept without the tenant in its key.
pub(in crate::rules) fn mixed_tenants(context: &Context<'_>) -> Vec<Ruling> {
    let plan = context.plan;
    let mut keepers: Vec<Keeper<'_>> = Vec::new();
    let hosts: BTreeSet<&str> = plan.stores().filter_map(|(_, store)| Some(store.within.as_ref()?.as_str())).collect();
    for (id, store) in plan.stores() {
        // A server keeps what the databases within it keep.
        if store.holds.known().is_some() || !hosts.contains(id.as_str()) {
            keepers.push(Keeper {
                subject: SubjectRef::store(id.as_str()),
                keeps: &store.holds,
                field: "holds",
                tenant_key: &store.tenant_key,
            });
        }
    }
    for (id, channel) in plan.channels() {
        keepers.push(Keeper {
            subject: SubjectRef::channel(id.as_str()),
            keeps: &channel.carries,
            field: "carries",
            tenant_key: &channel.tenant_key,
        });
    }
    match plan.tenancy {
        Some(Tenancy::Single) => Vec::new(),
        Some(Tenancy::Multi) => keepers.into_iter().filter_map(|keeper| keeper.judged(plan)).collect(),
        None if keepers.is_empty() => Vec::new(),
        None => vec![Ruling::unknown(SubjectRef::system(), Path::of(["tenancy"]))],
    }
}

/// What keeps data, and what it says of tenants.
struct Keeper<'p> {
    subject: SubjectRef,
    keeps: &'p Fact<Vec<ClassRef>>,
    field: &'static str,
    tenant_key: &'p Fact<String>,
}

impl Keeper<'_> {
    fn judged(self, plan: &Plan) -> Option<Ruling> {
        let path = self.subject.path.clone().key("tenant_key");
        let keeps = self.subject.path.clone().key(self.field);
        if self.tenant_key.known().is_some() {
            return Some(Ruling::holds(self.subject));
        }
        let kept: Vec<&str> = match self.keeps {
            // What is the same for everybody has no tenant.
            Fact::None => return None,
            Fact::Known(classes) => classes.iter().map(ClassRef::as_str).filter(|class| !is_public(plan, class)).collect(),
            Fact::Unknown => return Some(Ruling::unknown(self.subject, keeps)),
        };
        if kept.is_empty() {
            return None;
        }
        if self.tenant_key.is_unknown() {
            return Some(Ruling::unknown(self.subject, path));
        }
        let kept = kept.join(", ");
        let message = format!("{} keeps {kept} of several tenants, and nothing in its keys tells them apart", self.subject.id);
        let violation = Violation::new(message, path.clone())
            .because(Path::of(["tenancy"]), "many customers share the system")
            .because(keeps, format!("keeps {kept}"))
            .because(path, "no part of a key names the tenant");
        Some(Ruling::violated(self.subject, violation))
    }
}

fn is_public(plan: &Plan, class: &str) -> bool {
    plan.class(class).is_some_and(|class| class.level == Some(Level::Public))
}
