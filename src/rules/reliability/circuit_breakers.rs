//! Circuit breakers: what is sick is left alone, and somebody has thought of the answer meanwhile.

use crate::analysis::compose::node_path;
use crate::analysis::digits::figure;
use crate::analysis::effective::attempts;
use crate::analysis::figure::Derivation;
use crate::analysis::load::hop_rate;
use crate::analysis::overload::capacity;
use crate::analysis::structure::host_of;
use crate::graph::{Hop, HopId, Trust, Vertex};
use crate::plan::Criticality;
use crate::plan::map::{Breaker, Fallback};
use crate::plan::node::Instances;
use crate::plan::value::{Count, Fact, InFlight, Limit, counted};
use crate::rules::{Context, Demands, Ruling, Violation};

/// CB1: a call that its caller can't do without, to what others run, goes on while the other side is failing.
pub(in crate::rules) fn unprotected(context: &Context<'_>) -> Vec<Ruling> {
    let hops = context.system.hops().filter(|(_, hop)| is_waited_for(hop) && hop.is_hard());
    hops.filter_map(|(id, hop)| protection(context, id, hop)).collect()
}

fn is_waited_for(hop: &Hop<'_>) -> bool {
    hop.is_sync() && hop.at_request()
}

fn protection(context: &Context<'_>, id: HopId, hop: &Hop<'_>) -> Option<Ruling> {
    let whose = match context.system.trust(hop) {
        Trust::Own => return None,
        Trust::OtherTeam => "another team",
        Trust::ThirdParty => "another company",
    };
    let subject = context.call(id);
    let caller = context.system.vertex(hop.caller);
    let is_adaptive = hop.call.bulkhead.known().is_some_and(|bulkhead| bulkhead.in_flight == Some(InFlight::Adaptive));
    if is_adaptive || hop.call.breaker.known().is_some() {
        return Some(Ruling::holds(subject));
    }
    match context.criticality(Some(caller.id())) {
        Some(Criticality::Medium | Criticality::Low) => return None,
        None => return Some(Ruling::unknown(subject, node_path(caller).key("criticality"))),
        Some(Criticality::Critical | Criticality::High) => {}
    }
    if hop.call.need.is_none() {
        return Some(Ruling::unknown(subject, hop.at("need")));
    }
    if hop.call.breaker.is_unknown() {
        return Some(Ruling::unknown(subject, hop.at("breaker")));
    }
    let limit = match &hop.call.bulkhead {
        Fact::Unknown => return Some(Ruling::unknown(subject, hop.at("bulkhead"))),
        Fact::None => "no limit on the calls in flight",
        Fact::Known(_) => "a limit on the calls in flight that does not follow how the other side fares",
    };
    let callee = context.system.vertex(hop.callee).id();
    let message = format!(
        "{} can't do without {callee}, which {whose} runs, and goes on calling it while it fails: no breaker, and {limit}",
        caller.id()
    );
    let violation = Violation::new(message, hop.at("breaker"))
        .because(hop.at("need"), format!("{}: hard", hop.id()))
        .because(hop.at("breaker"), "no breaker")
        .because(hop.at("bulkhead"), limit);
    Some(Ruling::violated(subject, violation))
}

/// The calls with a breaker.
fn with_breaker<'c>(context: &'c Context<'_>) -> impl Iterator<Item = (HopId, &'c Hop<'c>, &'c Breaker)> {
    context.system.hops().filter_map(|(id, hop)| Some((id, hop, hop.call.breaker.known()?)))
}

/// CB2: a breaker that can never see as many calls as it needs to open.
pub(in crate::rules) fn never_trips(context: &Context<'_>) -> Vec<Ruling> {
    with_breaker(context).map(|(id, hop, breaker)| sees_enough(context, id, hop, breaker)).collect()
}

fn sees_enough(context: &Context<'_>, id: HopId, hop: &Hop<'_>, breaker: &Breaker) -> Ruling {
    let subject = context.call(id);
    let at = |field: &str| hop.at("breaker").key(field);
    let Some(window) = breaker.window else { return Ruling::unknown(subject, at("window")) };
    let Some(least) = breaker.min_calls else { return Ruling::unknown(subject, at("min_calls")) };
    let Some(tries) = attempts(hop) else { return Ruling::unknown(subject, hop.at("retry")) };
    let Limit::At(tries_at_most) = tries.value else { return Ruling::holds(subject) };
    let rate = hop_rate(context.system, id);
    // Each process has a breaker of its own.
    let caller = context.system.vertex(host_of(context.system, hop.caller));
    let instances = caller.node().and_then(|node| node.instances()).and_then(Instances::running_at_peak);
    // Each try may count, and while everything fails, every try is made.
    let per_second = rate.per_second * hop.misses() * tries_at_most.f64().max(1.0);
    let seen = per_second * window.secs() / instances.map_or(1.0, |count| count.f64().max(1.0));
    // What no journey makes is not made never: how often, only its load would tell.
    let open = rate.how.first_missing().or_else(|| rate.how.is_empty().then(|| hop.at("load")));
    if let Some(path) = open {
        return if instances.is_some() && seen >= least.f64() { Ruling::holds(subject) } else { Ruling::unknown(subject, path) };
    }
    if seen >= least.f64() {
        return match instances {
            Some(_) => Ruling::holds(subject),
            None => Ruling::unknown(subject, node_path(caller).key("instances")),
        };
    }
    let tried = if tries_at_most > Count(1) { format!(", each tried {tries_at_most} times") } else { String::new() };
    let spread = instances.map(|count| format!(", over {}", counted(count.f64(), "instance", "instances"))).unwrap_or_default();
    let message = format!(
        "the breaker of {} opens after {least} calls within {}, and an instance makes no more than {}: {}/s at peak{tried}{spread}",
        hop.id(),
        window.spoken(),
        figure(seen),
        figure(rate.per_second * hop.misses())
    );
    let mut violation = Violation::new(message, at("min_calls"))
        .because(at("min_calls"), format!("opens after {least} calls"))
        .because(at("window"), format!("within {}", window.spoken()))
        .derived(&rate.how);
    if tries_at_most > Count(1) {
        violation = violation.because(tries.path(), format!("each is tried {tries_at_most} times{}", tries.origin()));
    }
    if let Some(count) = instances {
        violation = violation
            .because(node_path(caller).key("instances"), format!("{}: {}", caller.id(), counted(count.f64(), "instance", "instances")));
    }
    Ruling::violated(subject, violation)
}

/// CB3: nobody has said what is answered while a breaker is open, or the fallback can't take the load of what it stands in for.
pub(in crate::rules) fn no_answer(context: &Context<'_>) -> Vec<Ruling> {
    context.system.hops().filter_map(|(id, hop)| answer(context, id, hop)).collect()
}

fn answer(context: &Context<'_>, id: HopId, hop: &Hop<'_>) -> Option<Ruling> {
    let has_breaker = hop.call.breaker.known().is_some();
    let subject = || context.call(id);
    match &hop.call.fallback {
        Fact::Known(fallback) => leans_on(context, id, hop, fallback).or_else(|| {
            let is_said = fallback.answer.is_some() || fallback.uses.is_some();
            Some(if is_said { Ruling::holds(subject()) } else { Ruling::unknown(subject(), hop.at("fallback").key("answer")) })
        }),
        Fact::Unknown => has_breaker.then(|| Ruling::unknown(subject(), hop.at("fallback"))),
        Fact::None => has_breaker.then(|| {
            let message = format!("while the breaker of {} is open there is no answer: its fallback is none", hop.id());
            let violation = Violation::new(message, hop.at("fallback"));
            Ruling::violated(subject(), violation.because(hop.at("fallback"), "fallback: none").because(hop.at("breaker"), "a breaker"))
        }),
    }
}

/// A fallback that asks something else; `None` where it asks nothing.
fn leans_on(context: &Context<'_>, id: HopId, hop: &Hop<'_>, fallback: &Fallback) -> Option<Ruling> {
    let at = context.system.find(fallback.uses.as_ref()?.as_str())?;
    // What a cache keeps out of its store comes to the store when the cache is away: CA3 judges that.
    let is_cache = |(_, call): (HopId, &Hop<'_>)| {
        let store = call.call.cache.known().and_then(|cache| cache.store.as_ref());
        call.callee == at && store.is_some_and(|store| store.as_str() == context.system.vertex(hop.callee).id())
    };
    let subject = context.call(id);
    if context.system.hops_from(hop.caller).any(is_cache) {
        return Some(Ruling::holds(subject));
    }
    let other = context.system.vertex(at);
    let mut instead = Derivation::default();
    let Some(taken) = capacity(context.system, at, &mut instead) else {
        return Some(Ruling::unknown(subject, node_path(other).key("capacity")));
    };
    let rate = hop_rate(context.system, id);
    if rate.per_second <= taken {
        return Some(
            rate.how.first_missing().map_or_else(|| Ruling::holds(subject.clone()), |path| Ruling::unknown(subject.clone(), path)),
        );
    }
    let (primary, other) = (context.system.vertex(hop.callee).id(), other.id());
    let message = format!(
        "without {primary} {}{}/s at peak go to {other}, which can take {}/s",
        rate.how.at_least(),
        figure(rate.per_second),
        figure(taken)
    );
    let uses = hop.at("fallback").key("uses");
    let violation = Violation::new(message, uses.clone()).because(uses, format!("falls back on {other}"));
    Some(Ruling::violated(subject, violation.derived(&rate.how).derived(&instead)))
}

/// CB4: wrong requests of one client open the breaker for all.
pub(in crate::rules) fn counts_client_errors(context: &Context<'_>) -> Vec<Ruling> {
    let to_components = with_breaker(context).filter(|(_, hop, _)| matches!(context.system.vertex(hop.callee), Vertex::Component(..)));
    let judged = to_components.map(|(id, hop, breaker)| {
        let subject = context.call(id);
        let path = hop.at("breaker").key("counts_4xx");
        let demands = Demands::default().want(breaker.counts_4xx.map(|counts| !counts), path.clone(), "counts 4xx answers as failures");
        let say = |_: &str| format!("the breaker of {} counts 4xx answers: wrong requests of one client open it for all", hop.id());
        demands.ruling(subject, say).adding(|violation| violation.suggest(path, "false"))
    });
    judged.collect()
}
