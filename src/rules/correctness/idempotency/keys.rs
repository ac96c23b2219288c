//! Idempotency keys: kept as long as a repeat may come, with the effect, and for one caller.

use crate::analysis::Derivation;
use crate::analysis::replays::{Replays, Span, of_message};
use crate::document::Path;
use crate::graph::{Hop, Trust};
use crate::plan::contracts::{Idempotency, IdempotencyKind, Stored, Visibility};
use crate::plan::reference::ComponentRef;
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use std::cell::OnceCell;

/// What is said of keys, where something takes one.
fn keyed(idempotency: &Fact<Idempotency>) -> Option<&Idempotency> {
    idempotency.known().filter(|idempotency| idempotency.kind == Some(IdempotencyKind::Keyed))
}

/// ID2: a key is forgotten while its request may still come again.
pub(in crate::rules) fn forgotten(context: &Context<'_>) -> Vec<Ruling> {
    let replays = OnceCell::new();
    let replays = || replays.get_or_init(|| Replays::new(context.system));
    let calls = context.system.hops().filter_map(|(id, hop)| {
        let (keys, path) = keys_of(context, hop)?;
        let span = replays().of(id);
        kept(context.call(id), keys, path, span, || replays().how(id))
    });
    let consumers = context.plan.consumers().filter_map(|(id, channel, name, consumer)| {
        let keys = keyed(&consumer.idempotency)?;
        let subject = SubjectRef::consumer(id.as_str(), name);
        let path = subject.path.clone().key("idempotency");
        let (span, how) = of_message(id.as_str(), channel, name, consumer);
        kept(subject, keys, path, span, || how)
    });
    // How long others try, they alone know; but they are told how long they may.
    let endpoints = context.plan.endpoints().filter_map(|(id, api, name, endpoint)| {
        let keys = keyed(&endpoint.idempotency)?;
        let visibility = endpoint.visibility.or(api.visibility)?;
        let subject = SubjectRef::endpoint(id.as_str(), name, api.component.as_ref().map(ComponentRef::as_str));
        let path = subject.path.clone().key("idempotency").key("ttl");
        match keys.ttl {
            _ if visibility == Visibility::Internal => None,
            Some(_) => Some(Ruling::holds(subject)),
            None => Some(Ruling::unknown(subject, path)),
        }
    });
    calls.chain(consumers).chain(endpoints).collect()
}

/// The keys of a call: its own word, else that of the endpoint that its operation is named after.
fn keys_of<'c>(context: &'c Context<'_>, hop: &'c Hop<'_>) -> Option<(&'c Idempotency, Path)> {
    if !hop.call.idempotency.is_unknown() {
        return Some((keyed(&hop.call.idempotency)?, hop.at("idempotency")));
    }
    context.endpoints_of(hop).find_map(|(path, endpoint)| Some((keyed(&endpoint.idempotency)?, path.key("idempotency"))))
}

fn kept(subject: SubjectRef, keys: &Idempotency, path: Path, span: Span, how: impl FnOnce() -> Derivation) -> Option<Ruling> {
    if !span.is_some() {
        return None;
    }
    let path = path.key("ttl");
    let ttl = match keys.ttl {
        None => return Some(Ruling::unknown(subject, path)),
        Some(Limit::Unlimited) => return Some(Ruling::holds(subject)),
        Some(Limit::At(ttl)) => ttl,
    };
    if span.at_least <= Limit::At(ttl) {
        let open = if span.complete { None } else { how().first_missing() };
        return Some(open.map_or_else(|| Ruling::holds(subject.clone()), |path| Ruling::unknown(subject.clone(), path)));
    }
    Some(too_soon(subject, ttl, path, span, &how()))
}

fn too_soon(subject: SubjectRef, ttl: Duration, path: Path, span: Span, how: &Derivation) -> Ruling {
    let later = match span.at_least {
        Limit::At(time) => format!("up to {}{} later", how.at_least(), time.spoken()),
        Limit::Unlimited => "any time later".to_owned(),
    };
    let message =
        format!("a key of {} is forgotten after {}, and its request may come again {later}: {}", subject.name(), ttl.spoken(), how.sum());
    let violation = Violation::new(message, path.clone()).because(path, format!("remembered for {ttl}")).derived(how);
    Ruling::violated(subject, violation)
}

/// ID3: a key is of nobody, lives apart from the effect, or answers another request.
pub(in crate::rules) fn loose(context: &Context<'_>) -> Vec<Ruling> {
    let calls = context.calls_saying(&["idempotency"]).filter_map(|(subject, _, hop)| {
        let keys = keyed(&hop.call.idempotency)?;
        // A store refuses a second row of the key: it answers no request with the result of another.
        let compares = if context.system.vertex(hop.callee).store().is_some() { Some(true) } else { keys.compares };
        let ruling = demanded(subject, keys, compares, &hop.at("idempotency"));
        // How another company keeps its keys is not ours to say.
        let theirs = context.system.trust(hop) == Trust::ThirdParty;
        (!theirs || !matches!(ruling.verdict, crate::rules::Verdict::Unknown(_))).then_some(ruling)
    });
    let endpoints = context.plan.endpoints().filter_map(|(id, api, name, endpoint)| {
        let subject = SubjectRef::endpoint(id.as_str(), name, api.component.as_ref().map(ComponentRef::as_str));
        let path = subject.path.clone().key("idempotency");
        let keys = keyed(&endpoint.idempotency)?;
        Some(demanded(subject, keys, keys.compares, &path))
    });
    // What a consumer knows messages by is the broker's, and where it keeps that is OB3's to ask.
    calls.chain(endpoints).collect()
}

const APART: &str = "is stored apart from its effect";

fn stored(keys: &Idempotency) -> Option<bool> {
    keys.stored.map(|stored| stored == Stored::WithEffect)
}

fn demanded(subject: SubjectRef, keys: &Idempotency, compares: Option<bool>, path: &Path) -> Ruling {
    let at = |field: &str| path.clone().key(field);
    let name = subject.name().to_owned();
    Demands::default()
        .want_some(&keys.scope, at("scope"), "is tied to no caller")
        .want(stored(keys), at("stored"), APART)
        .want(compares, at("compares"), "answers another request with the first result")
        .ruling(subject, |lacks| format!("a key of {name} {lacks}"))
}
