//! A call as a policy: what the plan says of it in numbers, and what it does not say.

use super::acceptance::Acceptances;
use crate::analysis::effective::{attempts, layers, library, total_timeout};
use crate::graph::{Hop, System, Vertex};
use crate::knowledge::Subject;
use crate::plan::contracts::{Idempotency, IdempotencyKind};
use crate::plan::map::{Backoff, BackoffGrowth, Breaker, Effect, Jitter};
use crate::plan::value::{Duration, Fact, InFlight, Limit, Percent};
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A call, or an operation of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CallView<'p> {
    /// Its id: `api -> payments/charge`.
    id: String,
    /// Who calls, by its name for people.
    caller: String,
    /// Who is called, by its name for people.
    callee: String,
    /// What it does outside that can't be taken back.
    effect: Option<Effect>,
    /// What the caller answers when it fails.
    fallback: Fact<&'p str>,
    /// The library that makes it.
    client: Option<String>,
    /// How often that tries by itself where it is not told otherwise, if more than once.
    client_attempts: Option<String>,
    /// Whether the caller fails with it: `hard`, `soft` or `not stated`.
    need: &'static str,
    /// What happens when it arrives twice: `safe`, `idempotent`, `keyed`, `none` or `not stated`.
    idempotency: &'static str,
    /// Who has accepted that it is tried again although that does its work again, until when, and why.
    accepted: Option<String>,
    /// Of a keyed call, whose key tells repeats apart.
    key_scope: Option<String>,
    /// How long that is remembered.
    key_ttl: Option<String>,
    /// When the caller gives up on one attempt, in milliseconds.
    timeout_ms: Option<f64>,
    /// The library whose default the time-out is.
    timeout_of: Option<String>,
    /// When it gives up on the connection, in milliseconds.
    connect_ms: Option<f64>,
    /// Whether the time that is left is handed on to the callee.
    passes_deadline: Option<bool>,
    /// How it is tried again.
    retry: Option<RetryView>,
    /// When a callee that fails is left alone.
    breaker: Option<BreakerView>,
    /// How many calls are under way at once.
    bulkhead: Option<BulkheadView>,
    /// The connections that it uses.
    pool: Option<PoolView>,
    /// What the policy does not hold, and why: the plan does not say it, or says that there is none.
    lacks: Vec<Lack>,
}

/// How a call is tried again.
#[derive(Debug, Serialize, JsonSchema)]
struct RetryView {
    /// Tries in all, the first included.
    attempts: u64,
    /// The waits between them.
    backoff: Option<BackoffView>,
    /// How the waits are spread: `none`, `full`, `equal` or `decorrelated`.
    jitter: Option<&'static str>,
    /// Retries as a share of the calls.
    budget: Option<f64>,
    /// The statuses worth a retry.
    statuses: Option<Vec<u64>>,
    /// Whether the wait that the callee asks for is kept.
    retry_after: Option<bool>,
    /// Tries of others on the same hop, as of a mesh; they multiply.
    layers: Option<f64>,
}

/// The waits between tries.
#[derive(Debug, Serialize, JsonSchema)]
struct BackoffView {
    /// The first, in milliseconds.
    base: f64,
    /// The longest, in milliseconds.
    cap: Option<f64>,
    /// `fixed` or `exponential`.
    growth: &'static str,
}

/// When a callee that fails is left alone.
#[derive(Debug, Serialize, JsonSchema)]
struct BreakerView {
    /// The time over which failures are counted, in milliseconds.
    window_ms: f64,
    /// The calls that it must have seen in that time before it can open.
    min_calls: u64,
    /// The share of failures from which on it opens.
    failure_ratio: f64,
    /// How long it stays open, in milliseconds.
    open_ms: f64,
    /// Whether answers that blame the caller (4xx) count as failures.
    counts_4xx: Option<bool>,
}

/// How many calls are under way at once.
#[derive(Debug, Serialize, JsonSchema)]
struct BulkheadView {
    /// At most so many.
    in_flight: u64,
    /// At most so many wait.
    queue: Option<u64>,
}

/// The connections of a call.
#[derive(Debug, Serialize, JsonSchema)]
struct PoolView {
    /// At most so many.
    size: Option<u64>,
    /// How long one is waited for, in milliseconds.
    wait_ms: Option<f64>,
}

/// A part of a policy that is not there.
#[derive(Debug, Serialize, JsonSchema)]
struct Lack {
    /// The field of the plan.
    field: &'static str,
    /// What the plan says of it: `none`, `unlimited`, `adaptive`, or nothing.
    said: Option<String>,
}

/// All calls in the order of the plan.
pub(super) fn calls<'s>(system: &'s System<'_>, acceptances: &Acceptances<'_>) -> Vec<CallView<'s>> {
    let endpoints = endpoints(system);
    system.hops().map(|(_, hop)| call(system, &endpoints, acceptances, hop)).collect()
}

/// What endpoints say of repeats, by component and name; the first where several APIs have one of this name.
type Endpoints<'p> = BTreeMap<(&'p str, &'p str), &'p Fact<Idempotency>>;

fn endpoints<'s>(system: &'s System<'_>) -> Endpoints<'s> {
    let mut found = BTreeMap::new();
    for (_, api, name, endpoint) in system.plan.endpoints() {
        if let Some(component) = &api.component {
            found.entry((component.as_str(), name)).or_insert(&endpoint.idempotency);
        }
    }
    found
}

fn call<'s>(system: &'s System<'_>, endpoints: &Endpoints<'_>, acceptances: &Acceptances<'_>, hop: &'s Hop<'_>) -> CallView<'s> {
    let facts = hop.call.as_ref();
    let mut lacks = Lacks::default();
    let timeout = total_timeout(hop);
    let timeout_ms = timeout.as_ref().and_then(|timeout| timeout.value.at().copied()).map(Duration::ms);
    if timeout_ms.is_none() {
        lacks.add("timeout", timeout.as_ref().map(|_| if facts.timeout.is_none() { "none" } else { "unlimited" }));
    }
    let own = library(hop).filter(|_| facts.client.is_some());
    let client_attempts = own.and_then(crate::knowledge::Release::attempts).filter(|tries| tries.at().is_none_or(|tries| tries.0 > 1));
    let keyed = keyed(hop);
    let idempotency = idempotency(system, endpoints, hop);
    let retry = retry(hop, &mut lacks);
    let accepted = acceptances.of_subject("ID1", Subject::Call, hop.id()).filter(|_| idempotency == "none" && retry.is_some());
    CallView {
        id: hop.id().to_owned(),
        caller: title(system.vertex(hop.caller)),
        callee: title(system.vertex(hop.callee)),
        effect: facts.effect.known().copied(),
        fallback: facts.fallback.part(|fallback| fallback.answer.as_deref()),
        client: facts.client.as_ref().map(ToString::to_string),
        client_attempts: client_attempts.map(|tries| tries.to_string()),
        need: match facts.need {
            Some(crate::plan::map::Need::Hard) => "hard",
            Some(crate::plan::map::Need::Soft) => "soft",
            None => "not stated",
        },
        idempotency,
        accepted,
        key_scope: keyed.and_then(|keyed| keyed.scope.known().cloned()),
        key_ttl: keyed.and_then(|keyed| keyed.ttl).map(|ttl| ttl.to_string()),
        timeout_ms,
        timeout_of: timeout.and_then(|timeout| timeout.library).map(ToString::to_string),
        connect_ms: facts.timeout.known().and_then(|timeout| timeout.connect).map(Duration::ms),
        passes_deadline: facts.passes_deadline,
        retry,
        breaker: breaker(&facts.breaker, &mut lacks),
        bulkhead: bulkhead(hop, &mut lacks),
        pool: pool(hop),
        lacks: lacks.0,
    }
}

#[derive(Default)]
struct Lacks(Vec<Lack>);

impl Lacks {
    fn add(&mut self, field: &'static str, said: Option<&str>) {
        self.0.push(Lack { field, said: said.map(str::to_owned) });
    }

    /// A whole that the plan does not have, or does not speak of.
    fn whole<T>(&mut self, field: &'static str, fact: &Fact<T>) {
        match fact {
            Fact::Unknown => self.add(field, None),
            Fact::None => self.add(field, Some("none")),
            Fact::Known(_) => {}
        }
    }
}

fn title(vertex: Vertex<'_>) -> String {
    words::title(vertex.id(), words::title_of(vertex))
}

/// What happens when it arrives twice. A call that changes nothing is safe where nothing else is said.
fn idempotency(system: &System<'_>, endpoints: &Endpoints<'_>, hop: &Hop<'_>) -> &'static str {
    let of = |fact: &Fact<Idempotency>| match fact {
        Fact::Unknown => None,
        Fact::None => Some("none"),
        Fact::Known(idempotency) => Some(match idempotency.kind {
            Some(IdempotencyKind::Safe) => "safe",
            Some(IdempotencyKind::Idempotent) => "idempotent",
            Some(IdempotencyKind::Keyed) => "keyed",
            None => "not stated",
        }),
    };
    let endpoint = || endpoints.get(&(system.vertex(hop.callee).id(), hop.operation?)).and_then(|fact| of(fact));
    let said = of(&hop.call.idempotency).or_else(endpoint);
    if hop.call.mutates == Some(false) && said.is_none() { "safe" } else { said.unwrap_or("not stated") }
}

fn keyed<'h>(hop: &'h Hop<'_>) -> Option<&'h Idempotency> {
    hop.call.idempotency.known().filter(|idempotency| idempotency.kind == Some(IdempotencyKind::Keyed))
}

/// The tries that the plan states. Those that a library makes by itself stay the library's.
fn retry(hop: &Hop<'_>, lacks: &mut Lacks) -> Option<RetryView> {
    lacks.whole("retry", &hop.call.retry);
    let said = hop.call.retry.known()?;
    let Some(Limit::At(count)) = attempts(hop).filter(|tries| tries.library.is_none()).map(|tries| tries.value) else {
        lacks.add("retry.attempts", said.attempts.map(|_| "unlimited"));
        return None;
    };
    let layers = layers(hop);
    if count.0 <= 1 && layers <= 1.0 {
        return None;
    }
    let backoff = said.backoff.known().and_then(backoff);
    if backoff.is_none() {
        lacks.add("retry.backoff", said.backoff.is_none().then_some("none"));
    }
    lacks.whole("retry.jitter", &said.jitter);
    lacks.whole("retry.budget", &said.budget);
    Some(RetryView {
        attempts: count.0.max(1),
        backoff,
        jitter: match &said.jitter {
            Fact::None => Some("none"),
            Fact::Known(Jitter::Full) => Some("full"),
            Fact::Known(Jitter::Equal) => Some("equal"),
            Fact::Known(Jitter::Decorrelated) => Some("decorrelated"),
            Fact::Unknown => None,
        },
        budget: said.budget.known().copied().map(share),
        statuses: said.statuses.as_ref().map(|statuses| statuses.iter().map(|status| status.0).collect()),
        retry_after: said.retry_after,
        layers: (layers > 1.0).then_some(layers),
    })
}

fn backoff(backoff: &Backoff) -> Option<BackoffView> {
    Some(BackoffView {
        base: backoff.base?.ms(),
        cap: backoff.cap.and_then(|cap| cap.at().copied()).map(Duration::ms),
        growth: if backoff.growth == Some(BackoffGrowth::Fixed) { "fixed" } else { "exponential" },
    })
}

/// A breaker needs all of its numbers.
fn breaker(fact: &Fact<Breaker>, lacks: &mut Lacks) -> Option<BreakerView> {
    lacks.whole("breaker", fact);
    let said = fact.known()?;
    let missing = [
        ("breaker.window", said.window.is_none()),
        ("breaker.min_calls", said.min_calls.is_none()),
        ("breaker.failure_ratio", said.failure_ratio.is_none()),
        ("breaker.open", said.open.is_none()),
    ];
    for (field, _) in missing.into_iter().filter(|(_, missing)| *missing) {
        lacks.add(field, None);
    }
    Some(BreakerView {
        window_ms: said.window?.ms(),
        min_calls: said.min_calls?.0,
        failure_ratio: share(said.failure_ratio?),
        open_ms: said.open?.ms(),
        counts_4xx: said.counts_4xx,
    })
}

fn bulkhead(hop: &Hop<'_>, lacks: &mut Lacks) -> Option<BulkheadView> {
    lacks.whole("bulkhead", &hop.call.bulkhead);
    let said = hop.call.bulkhead.known()?;
    let Some(InFlight::At(in_flight)) = said.in_flight else {
        lacks.add("bulkhead.in_flight", said.in_flight.map(|limit| limit.to_string()).as_deref());
        return None;
    };
    let queue = said.queue.and_then(|queue| queue.at().copied());
    if queue.is_none() {
        lacks.add("bulkhead.queue", said.queue.map(|_| "unlimited"));
    }
    Some(BulkheadView { in_flight: in_flight.0, queue: queue.map(|queue| queue.0) })
}

fn pool(hop: &Hop<'_>) -> Option<PoolView> {
    let said = hop.call.pool.known()?;
    let size = said.size.and_then(|size| size.at().copied()).map(|size| size.0);
    let wait_ms = said.wait.and_then(|wait| wait.at().copied()).map(Duration::ms);
    (size.is_some() || wait_ms.is_some()).then_some(PoolView { size, wait_ms })
}

/// A share without the rounding of binary fractions.
fn share(percent: Percent) -> f64 {
    (percent.share() * 1e9).round() / 1e9
}
