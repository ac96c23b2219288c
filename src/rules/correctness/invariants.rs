//! Invariants: what must always be true is enforced by something that two requests at once can't get past.

use crate::document::Path;
use crate::graph::{Hop, Trust};
use crate::plan::data::{EnforcedBy, Invariant, Isolation, Level, Rows};
use crate::plan::map::Effect;
use crate::plan::reference::{ClassRef, StoreRef};
use crate::plan::value::Fact;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

use super::idempotency::idempotency;

/// IN1: a rule over several rows rests on code that reads before it writes, and two at once get past it; or on nothing.
pub(in crate::rules) fn write_skew(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.invariants().filter_map(|(id, invariant)| skew(context, id.as_str(), invariant)).collect()
}

fn skew(context: &Context<'_>, id: &str, invariant: &Invariant) -> Option<Ruling> {
    let subject = SubjectRef::invariant(id);
    let at = |field: &str| subject.path.clone().key(field);
    match (invariant.rows, &invariant.by) {
        (Some(Rows::One), _) => None,
        (_, Fact::Known(by)) if *by != EnforcedBy::ApplicationCheck => Some(Ruling::holds(subject)),
        (_, Fact::Unknown) => Some(Ruling::unknown(subject.clone(), at("by"))),
        (None, _) => Some(Ruling::unknown(subject.clone(), at("rows"))),
        (Some(Rows::Several), Fact::Known(_)) => Some(checked(context, subject.clone(), id, invariant)),
        // What is compared afterwards is kept by that: IN2 asks how.
        (Some(Rows::Several), Fact::None) => match &invariant.reconciled {
            Fact::Known(_) => None,
            Fact::Unknown => Some(Ruling::unknown(subject.clone(), at("reconciled"))),
            Fact::None => {
                let message = format!("nothing enforces {id}, and nothing finds out afterwards: {}", said(invariant));
                let violation = Violation::new(message, at("by"))
                    .because(at("by"), "nothing enforces it")
                    .because(at("reconciled"), "nothing compares it afterwards");
                Some(Ruling::violated(subject.clone(), violation))
            }
        },
    }
}

fn said(invariant: &Invariant) -> String {
    invariant
        .states
        .as_deref()
        .map_or_else(|| "what it states is not said".to_owned(), |states| format!("\"{}\"", states.trim_end_matches('.')))
}

/// A check in code, under the weakest isolation of those who write its stores.
fn checked(context: &Context<'_>, subject: SubjectRef, id: &str, invariant: &Invariant) -> Ruling {
    let by = subject.path.clone().key("by");
    let mut open = None;
    for store in invariant.over.iter().flatten() {
        match isolation(context, store) {
            (Fact::Known(Isolation::Serializable), _) => {}
            (Fact::Unknown, path) => {
                open.get_or_insert(path);
            }
            (isolation, path) => {
                let level = match isolation {
                    Fact::Known(Isolation::ReadCommitted) => "read committed",
                    Fact::Known(Isolation::RepeatableRead) => "repeatable read",
                    Fact::Known(Isolation::Snapshot) => "snapshot isolation",
                    _ => "no isolation",
                };
                let message = format!(
                    "{id} looks at several rows and is checked in code under {level} of {store}: two requests at once both pass the check, and together break {}",
                    said(invariant)
                );
                let violation = Violation::new(message, by.clone())
                    .because(subject.path.clone().key("rows"), "it looks at several rows")
                    .because(by, "code reads before it writes")
                    .because(path, format!("{store}: {level}"));
                return Ruling::violated(subject, violation);
            }
        }
    }
    let open = open.or_else(|| invariant.over.is_none().then(|| subject.path.clone().key("over")));
    open.map_or_else(|| Ruling::holds(subject.clone()), |path| Ruling::unknown(subject.clone(), path))
}

/// The weakest level that a transaction on a store runs at, and where that stands. Where none is written down, the store's.
fn isolation(context: &Context<'_>, store: &StoreRef) -> (Fact<Isolation>, Path) {
    let path = Path::of(["data", "stores", store.as_str(), "isolation"]);
    let level = |isolation: Fact<Isolation>| match isolation {
        Fact::None => 0,
        Fact::Known(Isolation::ReadCommitted) => 1,
        Fact::Known(Isolation::RepeatableRead) => 2,
        Fact::Known(Isolation::Snapshot) => 3,
        Fact::Unknown => 4,
        Fact::Known(Isolation::Serializable) => 5,
    };
    let own = context.plan.store(store.as_str()).map_or(Fact::Unknown, |facts| facts.isolation);
    let writing =
        context.plan.transactions().filter(|(_, transaction)| transaction.writes.iter().flatten().any(|written| written == store));
    let levels = writing.map(|(id, transaction)| match transaction.isolation {
        Some(isolation) => (Fact::Known(isolation), Path::of(["data", "transactions", id.as_str(), "isolation"])),
        None => (own, path.clone()),
    });
    levels.min_by_key(|(isolation, _)| level(*isolation)).unwrap_or((own, path))
}

/// IN2: a rule across stores is compared by nobody.
pub(in crate::rules) fn not_reconciled(context: &Context<'_>) -> Vec<Ruling> {
    let across = context.plan.invariants().filter(|(_, invariant)| invariant.over.iter().flatten().count() > 1);
    across.map(|(id, invariant)| reconciled(context, id.as_str(), invariant)).collect()
}

fn reconciled(context: &Context<'_>, id: &str, invariant: &Invariant) -> Ruling {
    let subject = SubjectRef::invariant(id);
    if invariant.reconciled.known().is_none() && in_one_transaction(context, invariant) {
        return Ruling::holds(subject);
    }
    let path = subject.path.clone().key("reconciled");
    let parts = invariant.reconciled.known();
    let stated = |known: bool| if parts.is_none() || known { Some(true) } else { None };
    let demands = Demands::default()
        .want_some(&invariant.reconciled, path.clone(), "nothing compares them")
        .want(stated(parts.is_some_and(|parts| parts.every.is_some())), path.clone().key("every"), "")
        .want(stated(parts.is_some_and(|parts| parts.owner.is_some())), path.key("owner"), "");
    let stores: Vec<&str> = invariant.over.iter().flatten().map(StoreRef::as_str).collect();
    let money = stores.iter().find_map(|store| money_in(context, store));
    let ruling = demands.ruling(subject.clone(), |lacks| {
        format!("{id} must be true across {}, where no transaction reaches, and {lacks}", crate::rules::demands::joined(&stores))
    });
    ruling.adding(|violation| {
        let violation =
            violation.because(subject.path.clone().key("over"), format!("it is about {}", crate::rules::demands::joined(&stores)));
        match money {
            Some((store, class)) => violation
                .because(Path::of(["data", "stores", store, "holds"]), format!("{store} holds {class}, data of payments"))
                .regraded(true),
            None => violation,
        }
    })
}

/// Whether the stores are parts of one server, which enforces the rule itself.
fn in_one_transaction(context: &Context<'_>, invariant: &Invariant) -> bool {
    let mut servers =
        invariant.over.iter().flatten().map(|store| context.plan.store(store.as_str()).and_then(|facts| facts.within.as_ref()));
    let first = servers.next().flatten();
    let enforced = matches!(invariant.by, Fact::Known(EnforcedBy::Constraint | EnforcedBy::Serializable));
    enforced && first.is_some() && servers.all(|server| server == first)
}

/// A class of payment data that a store holds.
fn money_in<'c>(context: &'c Context<'_>, store: &'c str) -> Option<(&'c str, &'c str)> {
    let held = context.plan.store(store)?.holds.known()?;
    let is_payment = |class: &&str| context.plan.class(class).is_some_and(|class| class.level == Some(Level::Payment));
    held.iter().map(ClassRef::as_str).find(is_payment).map(|class| (store, class))
}

/// IN4: what can't be taken back happens as often as it is asked for.
pub(in crate::rules) fn unlimited_effect(context: &Context<'_>) -> Vec<Ruling> {
    let calls = context.calls_saying(&["effect", "cap", "idempotency", "mutates"]);
    calls.filter_map(|(subject, _, hop)| effect(context, subject, hop)).collect()
}

fn effect(context: &Context<'_>, subject: SubjectRef, hop: &Hop<'_>) -> Option<Ruling> {
    let what = match &hop.call.effect {
        Fact::Known(Effect::Money) => "moves money",
        Fact::Known(Effect::Message) => "sends messages to people",
        Fact::Known(Effect::Order) => "orders goods or services",
        Fact::Known(Effect::Device) => "moves a device",
        Fact::None => return None,
        // What another company changes for us is likely to reach somebody.
        Fact::Unknown => {
            let changes_outside = hop.call.mutates == Some(true) && context.system.trust(hop) == Trust::ThirdParty;
            return changes_outside.then(|| Ruling::unknown(subject, hop.at("effect")));
        }
    };
    let known = idempotency(context, hop);
    if matches!(hop.call.cap, Fact::Known(_)) || matches!(known, Fact::Known(_)) {
        return Some(Ruling::holds(subject));
    }
    if hop.call.cap.is_unknown() {
        return Some(Ruling::unknown(subject, hop.at("cap")));
    }
    if known.is_unknown() {
        return Some(Ruling::unknown(subject, hop.at("idempotency")));
    }
    let message = format!("{} {what} as often as it is made: it has no cap, and nothing tells a repeat from a new request", subject.name());
    let violation = Violation::new(message, hop.at("cap"))
        .because(hop.at("effect"), what)
        .because(hop.at("cap"), "no cap")
        .because(hop.at("idempotency"), "no idempotency")
        .regraded(hop.call.effect.known() == Some(&Effect::Money));
    Some(Ruling::violated(subject, violation))
}
