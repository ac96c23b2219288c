//! Input validation: what comes from outside is checked, has a size, and can't stop what it comes to.

use super::api_contracts::visibility;
use crate::analysis::effective::server;
use crate::document::Path;
use crate::graph::{Hop, Trust};
use crate::plan::build::{DynamicInput, InputOnInvalid};
use crate::plan::contracts::{Api, Consumer, Endpoint, OnInvalid, OnInvalidMessage, Visibility};
use crate::plan::map::Mode;
use crate::plan::reference::ComponentRef;
use crate::plan::value::{Bytes, Fact, Limit};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// An endpoint as a subject.
struct Entrance<'p> {
    subject: SubjectRef,
    of: &'p str,
    api: &'p Api,
    name: &'p str,
    facts: &'p Endpoint,
}

fn endpoints<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Entrance<'c>> {
    context.plan.endpoints().map(|(id, api, name, facts)| {
        let component = api.component.as_ref().map(ComponentRef::as_str);
        Entrance { subject: SubjectRef::endpoint(id.as_str(), name, component), of: id.as_str(), api, name, facts }
    })
}

impl Entrance<'_> {
    fn visibility(&self) -> Option<Visibility> {
        visibility(self.api, self.facts)
    }

    fn is_internal(&self) -> bool {
        self.visibility() == Some(Visibility::Internal)
    }

    /// Whether the method of `POST /orders` comes with a body.
    fn carries_a_body(&self) -> bool {
        let method = self.name.split_whitespace().next().unwrap_or_default();
        !["GET", "HEAD", "OPTIONS", "DELETE", "TRACE"].iter().any(|without| method.eq_ignore_ascii_case(without))
    }

    /// Whether a caller says more than which page it wants: in a body, or in the path.
    fn takes_input(&self) -> bool {
        self.carries_a_body() || self.name.contains(['{', ':', '*'])
    }
}

/// The consumers as subjects.
fn consumers<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (SubjectRef, &'c str, &'c str, &'c Consumer)> {
    let consumers = context.plan.consumers();
    consumers.map(|(id, _, name, consumer)| (SubjectRef::consumer(id.as_str(), name), id.as_str(), name, consumer))
}

/// IV1: what crosses a boundary is not checked where it arrives.
pub(in crate::rules) fn not_validated(context: &Context<'_>) -> Vec<Ruling> {
    let endpoints = endpoints(context).filter_map(|endpoint| {
        let message = || format!("{} of {} takes what is sent to it without checking it", endpoint.name, endpoint.of);
        let ruling = checked(endpoint.subject.clone(), "validated", endpoint.facts.validated.as_ref(), message);
        // Of what only our own systems send, the part that is kept is worth a question.
        let asks = endpoint.facts.mutates == Some(true) || (endpoint.takes_input() && !endpoint.is_internal());
        let ruling = ruling.or_else(|subject| if asks { Ok(unknown(subject, "validated")) } else { Err(()) }).ok()?;
        Some(ruling.adding(|violation| violation.regraded(endpoint.visibility() == Some(Visibility::Public))))
    });
    let consumers = consumers(context).map(|(subject, channel, name, consumer)| {
        let message = || format!("{name} works on the messages of {channel} without checking them");
        checked(subject, "validated", consumer.validated.as_ref(), message).unwrap_or_else(|subject| unknown(subject, "validated"))
    });
    let calls = context.calls_saying(&["response", "mode"]).filter_map(|(subject, _, hop)| answer(context, subject, hop));
    let inputs = context.plan.dynamic_inputs().filter_map(|(id, input)| read(id.as_str(), input));
    endpoints.chain(consumers).chain(calls).chain(inputs).collect()
}

fn unknown(subject: SubjectRef, field: &str) -> Ruling {
    let path = subject.path.clone().key(field);
    Ruling::unknown(subject, path)
}

/// Whether something is checked on arrival; gives the subject back where nobody says.
fn checked<T>(subject: SubjectRef, field: &str, how: Fact<&T>, message: impl FnOnce() -> String) -> Result<Ruling, SubjectRef> {
    match how {
        Fact::Known(_) => Ok(Ruling::holds(subject)),
        Fact::Unknown => Err(subject),
        Fact::None => {
            let path = subject.path.clone().key(field);
            let violation = Violation::new(message(), path.clone()).because(path, "not checked");
            Ok(Ruling::violated(subject, violation))
        }
    }
}

/// The answers of components that are not ours. Who does not wait for an answer has none to check.
fn answer(context: &Context<'_>, subject: SubjectRef, hop: &Hop<'_>) -> Option<Ruling> {
    context.system.vertex(hop.callee).component()?;
    let trust = context.system.trust(hop);
    if trust == Trust::Own || hop.call.mode == Some(Mode::Async) {
        return None;
    }
    match &hop.call.response {
        Fact::Known(_) => Some(Ruling::holds(subject)),
        Fact::Unknown => (trust == Trust::ThirdParty).then(|| Ruling::unknown(subject, hop.at("response"))),
        Fact::None => {
            let (caller, callee) = (context.system.vertex(hop.caller).id(), context.system.vertex(hop.callee).id());
            let whose = if trust == Trust::ThirdParty { "another company" } else { "another team" };
            let message = format!("{caller} takes what {callee} of {whose} answers without checking it");
            let path = hop.at("response");
            let violation = Violation::new(message, path.clone()).because(path, "the answer is not checked");
            Some(Ruling::violated(subject, violation))
        }
    }
}

/// What changes behaviour without a deploy, on the side that reads it.
fn read(id: &str, input: &DynamicInput) -> Option<Ruling> {
    let subject = SubjectRef::dynamic_input(id);
    let path = subject.path.clone().key("validated");
    let (checks, path) = match &input.validated {
        Fact::Unknown => (None, path),
        Fact::None => (Some(false), path),
        Fact::Known(by) => (by.consumer, path.key("consumer")),
    };
    Some(match checks {
        Some(true) => Ruling::holds(subject),
        None if input.on_request_path == Some(false) => return None,
        None => Ruling::unknown(subject, path),
        Some(false) => {
            let readers: Vec<&str> = input.read_by.iter().flatten().map(ComponentRef::as_str).collect();
            let who = if readers.is_empty() { "whoever reads it".to_owned() } else { crate::rules::demands::joined(&readers) };
            let message = format!("{id} reaches {who} without being checked there");
            Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "its reader does not check it"))
        }
    })
}

/// IV2: an endpoint takes a larger body than it says a reason for.
pub(in crate::rules) fn body_too_large(context: &Context<'_>) -> Vec<Ruling> {
    let most = context.threshold("IV2.body");
    endpoints(context).filter_map(|endpoint| body(context, endpoint, most)).collect()
}

fn body(context: &Context<'_>, endpoint: Entrance<'_>, most: f64) -> Option<Ruling> {
    let path = endpoint.subject.path.clone().key("limits").key("body");
    let limits = endpoint.facts.limits.as_ref();
    let component = endpoint.api.component.as_ref().map(ComponentRef::as_str);
    let library = component.and_then(|id| context.plan.component(id)).and_then(server);
    let default = library.and_then(|(library, release)| Some((release.body?, library)));
    let (body, place, origin) = match (limits.and_then(|limits| limits.body), default) {
        (Some(body), _) => (body, path.clone(), None),
        // A request that only reads has no body worth the name.
        _ if !endpoint.carries_a_body() => return None,
        (None, Some((body, library))) => (body, Path::of(["map", "components", component?, "server"]), Some(library)),
        (None, None) if endpoint.is_internal() => return None,
        (None, None) => return Some(Ruling::unknown(endpoint.subject, path)),
    };
    let is_small = matches!(body, Limit::At(Bytes(bytes)) if bytes as f64 <= most);
    if is_small || limits.is_some_and(|limits| limits.reason.is_some()) {
        return Some(Ruling::holds(endpoint.subject));
    }
    let size = match body {
        Limit::At(size) => format!("{size}"),
        Limit::Unlimited => "any size".to_owned(),
    };
    let by_default = origin.map(|library| format!(" (default of {library})")).unwrap_or_default();
    let (name, of, most) = (endpoint.name, endpoint.of, Bytes(whole(most)));
    let message = format!("{name} of {of} takes a body of {size}{by_default}, more than {most}, and no reason is given");
    let violation = Violation::new(message, path.clone()).because(place, format!("a body of {size}{by_default}"));
    let mut violation = violation.suggest(path, most.to_string());
    if let Some(library) = origin {
        violation = violation.group(format!("input-validation/IV2 {} {library}", component.unwrap_or_default()));
    }
    Some(Ruling::violated(endpoint.subject, violation))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `as` saturates
fn whole(bytes: f64) -> u64 {
    bytes.round() as u64
}

/// IV3: bad input takes down what it comes to.
pub(in crate::rules) fn crashes(context: &Context<'_>) -> Vec<Ruling> {
    let endpoints = endpoints(context).filter_map(|endpoint| match endpoint.facts.on_invalid {
        Some(OnInvalid::Reject) => Some(Ruling::holds(endpoint.subject)),
        Some(OnInvalid::Crash) => {
            let message = format!("a request that {} of {} can't use ends in an error of ours", endpoint.name, endpoint.of);
            Some(crash(endpoint.subject, message))
        }
        None => (endpoint.takes_input() && !endpoint.is_internal()).then(|| unknown(endpoint.subject, "on_invalid")),
    });
    let consumers = consumers(context).map(|(subject, channel, name, consumer)| match consumer.on_invalid {
        Some(OnInvalidMessage::Reject | OnInvalidMessage::Skip) => Ruling::holds(subject),
        Some(OnInvalidMessage::Crash) => {
            crash(subject, format!("a message of {channel} that {name} can't use stops it, and comes again after the restart"))
        }
        None => unknown(subject, "on_invalid"),
    });
    let inputs = context.plan.dynamic_inputs().filter_map(|(id, input)| {
        let subject = SubjectRef::dynamic_input(id.as_str());
        match (input.on_invalid, input.on_request_path) {
            // A start that ends at bad configuration keeps the old version running.
            (_, Some(false)) => None,
            (Some(InputOnInvalid::Crash), Some(true)) => {
                Some(crash(subject, format!("a bad value of {id} stops whatever reads it, and requests depend on that")))
            }
            (Some(InputOnInvalid::Crash), None) => Some(unknown(subject, "on_request_path")),
            (Some(InputOnInvalid::Reject | InputOnInvalid::Skip | InputOnInvalid::LastGood), _) => Some(Ruling::holds(subject)),
            (None, _) => Some(unknown(subject, "on_invalid")),
        }
    });
    endpoints.chain(consumers).chain(inputs).collect()
}

fn crash(subject: SubjectRef, message: String) -> Ruling {
    let path = subject.path.clone().key("on_invalid");
    let violation = Violation::new(message, path.clone()).because(path, "crash");
    Ruling::violated(subject, violation)
}
