//! Tracing: the context goes through every call and channel, servers are seen, and what matters is kept.

use super::telemetry::{Said, asked_once, run_by_us, said};
use crate::graph::{Link, Vertex};
use crate::plan::CallKey;
use crate::plan::build::{AllOr, Instrumentation, Keeps, Tracing};
use crate::plan::map::{Call, Component, ComponentKind, When};
use crate::plan::reference::{PathRef, ends};
use crate::plan::value::Fact;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Verdict, Violation};
use petgraph::Direction;

/// What is said of the calls and channels over which the context goes.
type Carried<'p> = Said<'p, &'p AllOr<Vec<PathRef>>>;

/// TR1: a call or channel drops the trace context.
pub(in crate::rules) fn context_dropped(context: &Context<'_>) -> Vec<Ruling> {
    let calls = context.plan.calls().filter(|(key, call)| is_traced(context, key, call)).map(|(key, call)| over_call(context, key, call));
    let channels = context.system.nodes().filter_map(|at| {
        let Vertex::Channel(id, channel) = context.system.vertex(at) else { return None };
        // What the broker itself moves keeps its headers.
        if channel.producers.as_ref().is_some_and(|producers| producers.0.is_empty()) {
            return None;
        }
        let producers: Vec<&str> =
            context.system.linked(at, Link::Publishes, Direction::Incoming).map(|at| context.system.vertex(at).id()).collect();
        let of = |producer| ruled(context.node(at), id, &[id.to_owned()], &carried(context, producer));
        // One that drops it is enough.
        let mut rulings: Vec<Ruling> = producers.iter().map(|producer| of(producer)).collect();
        rulings.sort_by_key(|ruling| match ruling.verdict {
            Verdict::Violated(_) => 0,
            Verdict::Unknown(_) => 1,
            _ => 2,
        });
        Some(rulings.into_iter().next().unwrap_or_else(|| of("")))
    });
    asked_once(context, calls.chain(channels))
}

/// Whether a request goes from something of ours to something that could go on with its trace.
fn is_traced(context: &Context<'_>, key: &CallKey, call: &Call) -> bool {
    let Some((caller, callee)) = key.ends() else { return false };
    let runs = |id: &str| {
        let component = context.plan.component(id);
        component.map(|component| !component.kind.is_some_and(|kind| kind.is_elsewhere() || kind == ComponentKind::Broker))
    };
    // A component of an included system carries on as our own do.
    call.when != Some(When::Start) && runs(caller) == Some(true) && runs(callee).unwrap_or_else(|| callee.contains(':'))
}

fn carried<'p>(context: &'p Context<'_>, component: &'p str) -> Carried<'p> {
    said(context.plan, component, "carried", |tracing: &Tracing| tracing.carried.as_ref())
}

fn over_call(context: &Context<'_>, key: &CallKey, call: &Call) -> Ruling {
    let whole = key.to_string();
    let operations: Vec<String> = call.operations.iter().flatten().map(|(name, _)| format!("{whole}/{name}")).collect();
    let parts = if operations.is_empty() { vec![whole.clone()] } else { operations };
    ruled(SubjectRef::whole_call(key), &whole, &parts, &carried(context, key.caller()))
}

/// The answer for a call or channel, of which the list may name the whole or all parts.
fn ruled(subject: SubjectRef, whole: &str, parts: &[String], carried: &Carried<'_>) -> Ruling {
    let lacking: Vec<&str> = match &carried.fact {
        Fact::Unknown => return Ruling::unknown(subject, carried.path()),
        Fact::Known(AllOr::All) => return Ruling::holds(subject),
        Fact::None => vec![whole],
        Fact::Known(AllOr::These(these)) => {
            let names = |name: &str| these.iter().any(|path| is_same(path.as_str(), name));
            if names(whole) { Vec::new() } else { parts.iter().map(String::as_str).filter(|part| !names(part)).collect() }
        }
    };
    let Some(first) = lacking.first() else { return Ruling::holds(subject) };
    let named = if lacking.len() == parts.len() { whole } else { first };
    let text = if carried.is_off() { "nothing is traced" } else { "not among what carries the trace context" };
    let mut violation =
        Violation::new(format!("{named} drops the trace context: what happens behind it belongs to no trace"), carried.path())
            .because(carried.path(), text);
    violation.group = carried.fact.is_none().then(|| carried.group("tracing/TR1")).flatten();
    Ruling::violated(subject, violation)
}

fn is_same(path: &str, name: &str) -> bool {
    let short = ["map.calls.", "contracts.channels."].iter().find_map(|register| path.strip_prefix(register)).unwrap_or(path);
    match ends(short) {
        Some((caller, callee)) => name.strip_prefix(caller).and_then(|rest| rest.strip_prefix(" -> ")) == Some(callee),
        None => short == name,
    }
}

/// Servers that are not Bun's own: what watches Node's HTTP module may see them.
const NODE_SERVERS: [&str; 5] = ["node-http", "express", "fastify", "koa", "@nestjs/"];

/// TR2: automatic instrumentation does not see the server of this runtime.
pub(in crate::rules) fn server_unseen(context: &Context<'_>) -> Vec<Ruling> {
    let serves = |component: &Component| {
        let by_node = component.server.as_ref().is_some_and(|server| NODE_SERVERS.iter().any(|known| server.name.starts_with(known)));
        !by_node && !matches!(component.kind, Some(ComponentKind::Worker | ComponentKind::Job))
    };
    let of_stack = context.plan.stack.as_ref().and_then(|stack| stack.runtimes.as_ref()?.first());
    let judged = run_by_us(context).filter(|(_, _, component)| serves(component)).filter_map(|(at, id, component)| {
        let runtime = component.runtime.as_ref().or(of_stack)?;
        let name = runtime.split([' ', '@', '/']).next().unwrap_or_default();
        if !name.eq_ignore_ascii_case("bun") {
            return None;
        }
        let written = said(context.plan, id, "instrumentation", |tracing: &Tracing| tracing.instrumentation.as_ref());
        let subject = context.node(at);
        match &written.fact {
            // Without traces there is no server span to miss: TR1 says so.
            Fact::None => None,
            Fact::Unknown => Some(Ruling::unknown(subject, written.path())),
            Fact::Known(Instrumentation::Manual) => Some(Ruling::holds(subject)),
            Fact::Known(Instrumentation::Auto) => {
                let message = format!(
                    "{id} runs on {runtime}, whose server automatic instrumentation does not see: its traces begin one hop too late"
                );
                let own = component.runtime.is_some();
                let place = if own { subject.path.clone().key("runtime") } else { crate::document::Path::of(["stack", "runtimes"]) };
                let mut violation = Violation::new(message, written.path())
                    .because(written.path(), "spans are written by a library")
                    .because(place, format!("runs on {runtime}"));
                violation.group = written.group("tracing/TR2");
                Some(Ruling::violated(subject, violation))
            }
        }
    });
    asked_once(context, judged)
}

/// TR3: sampling has no rule that keeps errors and slow requests.
pub(in crate::rules) fn chance_decides(context: &Context<'_>) -> Vec<Ruling> {
    let judged = run_by_us(context).filter_map(|(at, id, _)| {
        let keeps = said(context.plan, id, "keeps", |tracing: &Tracing| tracing.keeps.as_ref());
        if keeps.is_off() {
            return None;
        }
        let has = |wanted: Keeps| match &keeps.fact {
            Fact::Known(kept) => Some(kept.contains(&wanted)),
            Fact::None => Some(false),
            Fact::Unknown => None,
        };
        let demands = Demands::default().want(has(Keeps::Errors), keeps.path(), "those with an error").want(
            has(Keeps::Slow),
            keeps.path(),
            "the slow ones",
        );
        let ruling = demands.ruling(context.node(at), |lacks| format!("chance decides which traces of {id} are kept, also of {lacks}"));
        Some(ruling.adding(|mut violation| {
            violation.group = keeps.group("tracing/TR3");
            violation.because.truncate(1);
            violation.because.iter_mut().for_each(|because| "what is kept whatever the sampling".clone_into(&mut because.text));
            violation.suggest(keeps.path(), "[errors, slow]")
        }))
    });
    asked_once(context, judged)
}
