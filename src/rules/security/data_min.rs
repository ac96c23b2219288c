//! Data minimisation: what is kept of persons has a purpose and an end, and stays out of telemetry.

use crate::document::Path;
use crate::plan::data::{Class, Level, SeenIn, Store, StoreKind};
use crate::plan::value::{Duration, Fact, Limit};
use crate::rules::demands::{Demands, joined};
use crate::rules::{Context, Ruling, SubjectRef, Violation};
use std::collections::BTreeMap;

/// DM1: personal data is kept without purpose, end, encryption or a way to delete it.
pub(in crate::rules) fn kept_carelessly(context: &Context<'_>) -> Vec<Ruling> {
    let cared_for = |class: &Class| !matches!(class.level, Some(Level::Public | Level::Internal | Level::Secret));
    let mut classes = context.plan.classes().filter(|(_, class)| cared_for(class)).peekable();
    if classes.peek().is_none() {
        return Vec::new();
    }
    let mut keepers: BTreeMap<&str, Vec<(&str, &Store)>> = BTreeMap::new();
    for (id, store) in context.plan.stores() {
        for class in store.holds.known().into_iter().flatten() {
            keepers.entry(class.as_str()).or_default().push((id.as_str(), store));
        }
    }
    classes.filter_map(|(id, class)| kept(context, id.as_str(), class, keepers.get(id.as_str()).map_or(&[], Vec::as_slice))).collect()
}

fn kept(context: &Context<'_>, id: &str, class: &Class, keepers: &[(&str, &Store)]) -> Option<Ruling> {
    let subject = SubjectRef::class(id);
    let at = |field: &str| subject.path.clone().key(field);
    if keepers.is_empty() {
        // What passes through is kept nowhere; where a store does not say what it holds, it may be kept there.
        let mut silent = context.plan.stores().filter(|(_, store)| store.holds.is_unknown() && store.within.is_none());
        return silent.next().map(|(store, _)| Ruling::unknown(subject, Path::of(["data", "stores", store.as_str(), "holds"])));
    }
    let Some(level) = class.level else {
        let path = at("level");
        return Some(Ruling::unknown(subject, path));
    };
    let mut demands = Demands::default()
        .want_some(&class.purpose, at("purpose"), "without a purpose")
        .want(ends(class, keepers), at("retention"), "without an end")
        .want(erased(class, keepers), at("erase"), "without a way to delete it");
    for (store, facts) in keepers.iter().filter(|(_, store)| store.kind != Some(StoreKind::Cache)) {
        let host = facts.within.as_ref().and_then(|host| context.plan.store(host.as_str()));
        let encrypted = facts.encrypted_at_rest.or_else(|| host?.encrypted_at_rest);
        let path = Path::of(["data", "stores", store, "encrypted_at_rest"]);
        demands = demands.want(encrypted, path, format!("unencrypted in {store}"));
    }
    let ruling = demands.ruling(subject, |lacks| format!("{id}, {}, is kept {lacks}", spoken(level)));
    Some(ruling.adding(|violation| violation.regraded(level == Level::Special)))
}

/// Whether it is dropped at some time: by its own rule, else because every store that keeps it drops what is old.
fn ends(class: &Class, keepers: &[(&str, &Store)]) -> Option<bool> {
    let ends = |limit: Limit<Duration>| limit.at().is_some();
    match class.retention {
        Some(retention) => Some(ends(retention)),
        None => agreed(keepers.iter().map(|(_, store)| store.retention.map(ends))),
    }
}

/// Whether it can be deleted: by its own rule, else because every store that keeps it can.
fn erased(class: &Class, keepers: &[(&str, &Store)]) -> Option<bool> {
    class.erase.is_there().or_else(|| agreed(keepers.iter().map(|(_, store)| store.erasure.is_there())))
}

/// One no is a no; all yes are a yes.
fn agreed(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return answer,
            Some(true) => {}
            None => all = None,
        }
    }
    all
}

fn spoken(level: Level) -> &'static str {
    match level {
        Level::Public => "public data",
        Level::Internal => "internal data",
        Level::Pii => "personal data",
        Level::Special => "data of a special category",
        Level::Payment => "payment data",
        Level::Secret => "a secret",
    }
}

/// DM2: sensitive data can be seen in addresses, logs, labels or traces.
pub(in crate::rules) fn seen(context: &Context<'_>) -> Vec<Ruling> {
    let sensitive = context.plan.classes().filter_map(|(id, class)| Some((id.as_str(), class, class.level?)));
    sensitive.filter(|(.., level)| *level >= Level::Pii).map(|(id, class, level)| exposure(id, class, level)).collect()
}

fn exposure(id: &str, class: &Class, level: Level) -> Ruling {
    let subject = SubjectRef::class(id);
    let at = |field: &str| subject.path.clone().key(field);
    let places = match &class.seen_in {
        Fact::Unknown => {
            let path = at("seen_in");
            return Ruling::unknown(subject, path);
        }
        Fact::None => return Ruling::holds(subject),
        Fact::Known(places) if places.is_empty() => return Ruling::holds(subject),
        Fact::Known(places) => places,
    };
    let (seen_in, redacted) = (at("seen_in"), at("redacted"));
    match class.redacted {
        Some(true) => return Ruling::holds(subject),
        None => return Ruling::unknown(subject, redacted),
        Some(false) => {}
    }
    let places: Vec<&str> = places.iter().map(|place| place_name(*place)).collect();
    let places = joined(&places);
    let message = format!("{id}, {}, can be read in {places}", spoken(level));
    let violation = Violation::new(message, seen_in.clone()).because(seen_in, format!("seen in {places}"));
    Ruling::violated(subject, violation.because(redacted, "not blacked out there"))
}

fn place_name(place: SeenIn) -> &'static str {
    match place {
        SeenIn::Url => "addresses",
        SeenIn::Log => "logs",
        SeenIn::MetricLabel => "labels of metrics",
        SeenIn::Trace => "traces",
    }
}
