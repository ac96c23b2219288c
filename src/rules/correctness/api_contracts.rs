//! API contracts: a schema, an owner, errors that say what to do, and pages with an end.

use crate::analysis::structure::{Sides, api_sides, channel_sides};
use crate::document::Path;
use crate::plan::contracts::{Api, Endpoint, Visibility};
use crate::plan::reference::ComponentRef;
use crate::plan::value::Limit;
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// AC1: others use an interface that has no schema or no owner.
pub(in crate::rules) fn no_contract(context: &Context<'_>) -> Vec<Ruling> {
    let apis = context.plan.apis().filter_map(|(id, api)| {
        let component = api.component.as_ref().map(ComponentRef::as_str);
        let subject = SubjectRef::api(id.as_str(), component);
        let sides = api_sides(context.system, api);
        let owner = api.owner.is_some() || component.is_some_and(|component| context.plan.owner_of(component).is_some());
        contract(subject, sides, "visibility", Demands::default().want_some(&api.schema, at(id.as_str(), "schema"), "no schema"), owner)
    });
    let channels = context.plan.channels().filter_map(|(id, channel)| {
        let subject = SubjectRef::channel(id.as_str());
        let sides = channel_sides(context.system, context.system.find(id.as_str())?, channel);
        let mut producers = channel.producers.iter().flat_map(|producers| producers.0.keys());
        let owner = channel.owner.is_some() || producers.any(|producer| context.plan.owner_of(producer.as_str()).is_some());
        // Who is on its sides can be told from two lists; the one that is missing is asked for.
        let open = if channel.producers.is_none() { "producers" } else { "consumers" };
        let schema = subject.path.clone().key("schema");
        contract(subject, sides, open, Demands::default().want_some(&channel.schema, schema, "no schema"), owner)
    });
    apis.chain(channels).collect()
}

fn at(api: &str, field: &str) -> Path {
    Path::of(["contracts", "apis", api, field])
}

fn contract(subject: SubjectRef, sides: Sides<'_>, open: &str, schema: Demands, owner: bool) -> Option<Ruling> {
    let who = match sides {
        Sides::One => return None,
        Sides::Unknown if schema.lacks_nothing() => return None,
        // Whether the lack matters depends on who uses it.
        Sides::Unknown => {
            let path = subject.path.clone().key(open);
            return Some(Ruling::unknown(subject, path));
        }
        Sides::Teams(user) => format!("{user} of another team uses"),
        Sides::Open(Visibility::Public) => "anyone may use".to_owned(),
        Sides::Open(_) => "other companies use".to_owned(),
    };
    let id = subject.id.clone();
    let path = subject.path.clone().key("owner");
    // What is not written down is not numbered either.
    let group = format!("contract of {}", subject.path);
    let demands = schema.want(owner.then_some(true), path, "no owner");
    let ruling = demands.ruling(subject, |lacks| format!("{who} {id}, which has {lacks}: what it promises is what its code does today"));
    Some(ruling.adding(|violation| violation.group(group)))
}

/// AC2: errors of an API that changes something do not say whether trying again helps.
pub(in crate::rules) fn errors_alike(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.apis().filter_map(|(id, api)| errors(id.as_str(), api)).collect()
}

/// The errors are those of the API, so one answer stands for all of its endpoints.
fn errors(id: &str, api: &Api) -> Option<Ruling> {
    let endpoints = api.endpoints.as_ref()?;
    let changing: Vec<(&str, &Endpoint)> =
        endpoints.iter().map(|(name, endpoint)| (name.as_str(), endpoint)).filter(|(_, endpoint)| endpoint.mutates == Some(true)).collect();
    let (first, _) = changing.first()?;
    let subject = SubjectRef::api(id, api.component.as_ref().map(ComponentRef::as_str));
    let path = subject.path.clone().key("errors");
    let retryable = api.errors.known().and_then(|errors| errors.retryable);
    let demands = Demands::default().want_some(&api.errors, path.clone(), "it has no error model").want(
        retryable.or(api.errors.is_none().then_some(true)),
        path.key("retryable"),
        "its errors do not say so",
    );
    let names: Vec<&str> = changing.iter().take(3).map(|(name, _)| *name).collect();
    let more = changing.len().saturating_sub(names.len());
    let shown = if more == 0 { joined(&names) } else { format!("{} and {more} more", names.join(", ")) };
    let mutates = subject.path.clone().key("endpoints").key(*first).key("mutates");
    let ruling = demands.ruling(subject, |lack| {
        format!("{shown} of {id} {} something, and a caller can't tell whether to try again: {lack}", verb(changing.len()))
    });
    Some(ruling.adding(|violation| violation.because(mutates, format!("{first} changes something"))))
}

fn verb(count: usize) -> &'static str {
    if count == 1 { "changes" } else { "change" }
}

/// AC3: a list without a largest page.
pub(in crate::rules) fn no_largest_page(context: &Context<'_>) -> Vec<Ruling> {
    let lists = context.plan.endpoints().filter(|(_, _, _, endpoint)| endpoint.list == Some(true));
    let judged = lists.map(|(id, api, name, endpoint)| {
        let subject = SubjectRef::endpoint(id.as_str(), name, api.component.as_ref().map(ComponentRef::as_str));
        let path = subject.path.clone().key("limits").key("page");
        match endpoint.limits.as_ref().and_then(|limits| limits.page) {
            Some(Limit::At(_)) => Ruling::holds(subject),
            None => Ruling::unknown(subject, path),
            Some(Limit::Unlimited) => {
                let public = visibility(api, endpoint) == Some(Visibility::Public);
                let who = if public { "anyone who asks" } else { "a caller" };
                let message = format!("{name} of {id} answers {who} with a list of any length");
                let violation = Violation::new(message, path.clone())
                    .because(path, "no largest page")
                    .because(subject.path.clone().key("list"), "it answers with a list")
                    .regraded(public)
                    .group(format!("api-contracts/AC3 {id}"));
                Ruling::violated(subject, violation)
            }
        }
    });
    judged.collect()
}

/// Who may reach an endpoint: its own word, else that of its API.
pub(super) fn visibility(api: &Api, endpoint: &Endpoint) -> Option<Visibility> {
    endpoint.visibility.or(api.visibility)
}
