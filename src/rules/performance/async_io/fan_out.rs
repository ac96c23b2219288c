//! How many answers one request waits for side by side.

use crate::analysis::compose::steps;
use crate::analysis::digits::figure;
use crate::analysis::shards::{All, Asked, asked};
use crate::document::Path;
use crate::graph::{Hop, HopId, Stretch};
use crate::plan::map::FanOut;
use crate::plan::value::{Count, Number};
use crate::rules::{Because, Context, Ruling, Violation};
use std::collections::BTreeMap;

/// The share of calls that are slower than their p99.
const BEYOND_P99: f64 = 0.01;

/// How many calls of a step a finding names.
const NAMED: usize = 5;

/// AI2: one request waits for so many answers side by side that it often meets a slow one.
pub(in crate::rules) fn too_wide(context: &Context<'_>) -> Vec<Ruling> {
    let slow = context.threshold("AI2.slow");
    let widths: Vec<Width> = context.system.hops().map(|(_, hop)| Width::of(context, hop)).collect();
    let steps = wide_steps(context, &widths, slow);
    let hops = context.system.hops().zip(&widths);
    hops.filter_map(|((id, hop), width)| match steps.get(&id) {
        Some(step) => Some(of_step(context, id, step, slow)),
        None => of_call(context, id, hop, width, slow),
    })
    .collect()
}

/// How many answers one call is made of.
#[derive(Debug, Default)]
struct Width {
    /// As far as the plan says.
    answers: f64,
    /// As many as it may be, where the plan leaves something open, and the fact that would tell.
    open: Option<(f64, Path)>,
    /// What it rests on, where it is more than one.
    because: Vec<Because>,
    /// The share of calls of which a slow one is waited for: no cache answers, and no second request is sent.
    waits: f64,
}

impl Width {
    fn of(context: &Context<'_>, hop: &Hop<'_>) -> Self {
        if !hop.is_sync() {
            return Self::default();
        }
        let calls = if hop.call.fan_out == Some(FanOut::Parallel) { per_request(hop) } else { 1.0 };
        let waits = if hop.call.hedge.known().is_some() { 0.0 } else { hop.misses() };
        let mut width = Self { answers: calls, waits, ..Self::default() };
        if calls > 1.0 {
            width.because.push(Because { path: hop.at("fan_out"), text: format!("{} calls side by side", Number(calls)) });
        }
        match asked(context.system, hop) {
            None | Some(Asked::One) => {}
            Some(Asked::Several(count)) => width.times(count, hop.at("shards"), format!("each call asks {count} shards")),
            Some(Asked::All(All { count: Some(count), path, because })) => width.times(count, path, because),
            Some(Asked::All(All { count: None, .. })) => {
                let path = Path::of(["data", "stores", context.system.vertex(hop.callee).id(), "partitions", "count"]);
                width.open = Some((f64::INFINITY, path));
            }
            Some(Asked::Open { path, most }) => width.open = Some((most.map_or(f64::INFINITY, |most| calls * most.f64()), path)),
        }
        width
    }

    fn times(&mut self, count: Count, path: Path, text: String) {
        self.answers *= count.f64();
        self.because.push(Because { path, text });
    }

    fn meets_slow(&self) -> f64 {
        self.waits * meets_slow(self.answers)
    }
}

/// The share of requests that wait for an answer slower than its p99: 1 − 0.99^n.
fn meets_slow(answers: f64) -> f64 {
    1.0 - (1.0 - BEYOND_P99).powf(answers)
}

/// How many a request makes, in the journey that makes most.
fn per_request(hop: &Hop<'_>) -> f64 {
    let stated = hop.call.per_request.map_or(1.0, |number| number.0);
    let by_journey = hop.call.r#in.iter().flat_map(|journeys| journeys.0.values()).map(|share| share.calls.map_or(stated, |calls| calls.0));
    by_journey.reduce(f64::max).unwrap_or(stated)
}

fn of_call(context: &Context<'_>, id: HopId, hop: &Hop<'_>, width: &Width, slow: f64) -> Option<Ruling> {
    let share = width.meets_slow();
    if share > slow {
        let answers = Number(width.answers);
        let cached = if width.waits < 1.0 { format!(" × {} % that no cache answers", figure(width.waits * 100.0)) } else { String::new() };
        let message = format!(
            "{} waits for {answers} answers of {} side by side, so {} % of its requests meet one slower than its p99 (1 − 0.99^{answers}{cached}), more than {} %",
            hop.key.caller(),
            hop.key.callee(),
            figure(share * 100.0),
            figure(slow * 100.0)
        );
        let mut violation = Violation::new(message, width.because.first().map_or_else(|| hop.path(), |because| because.path.clone()));
        violation.because.extend(width.because.iter().cloned());
        return Some(Ruling::violated(context.call(id), violation));
    }
    match &width.open {
        Some((most, path)) if width.waits * meets_slow(*most) > slow => Some(Ruling::unknown(context.call(id), path.clone())),
        _ => (width.answers > 1.0 || width.open.is_some()).then(|| Ruling::holds(context.call(id))),
    }
}

/// Calls that a caller makes side by side.
struct Step {
    calls: Vec<HopId>,
    /// How many answers they are made of.
    answers: f64,
    /// The share of requests that wait for an answer slower than its p99.
    share: f64,
}

/// The steps that are too wide though no call of them is by itself, each by its widest call.
fn wide_steps(context: &Context<'_>, widths: &[Width], slow: f64) -> BTreeMap<HopId, Step> {
    let mut found: BTreeMap<HopId, Step> = BTreeMap::new();
    for route in context.system.routes() {
        for of_caller in route.stretches.chunk_by(|a, b| a.from == b.from) {
            for step in steps(context.system, of_caller).into_iter().filter(|step| step.len() > 1) {
                if let Some((widest, step)) = wide_step(&step, widths, slow)
                    && found.get(&widest).is_none_or(|known| known.share < step.share)
                {
                    found.insert(widest, step);
                }
            }
        }
    }
    found
}

fn wide_step(step: &[&Stretch], widths: &[Width], slow: f64) -> Option<(HopId, Step)> {
    let calls: Vec<HopId> = step.iter().filter_map(|stretch| stretch.hop).collect();
    let of = |id: &HopId| widths.get(id.index());
    let shares: Vec<f64> = calls.iter().filter_map(of).map(Width::meets_slow).collect();
    // None of them may be slow: the chances multiply.
    let share = 1.0 - shares.iter().map(|share| 1.0 - share).product::<f64>();
    if share <= slow || shares.iter().any(|share| *share > slow) {
        return None;
    }
    let widest =
        calls.iter().copied().rev().max_by(|a, b| of(a).map_or(0.0, Width::meets_slow).total_cmp(&of(b).map_or(0.0, Width::meets_slow)))?;
    let answers = calls.iter().filter_map(of).map(|width| width.answers).sum();
    Some((widest, Step { calls, answers, share }))
}

fn of_step(context: &Context<'_>, id: HopId, step: &Step, slow: f64) -> Ruling {
    let hop = context.system.hop(id);
    let message = format!(
        "{} makes {} calls side by side and waits for their {} answers, so {} % of its requests meet one slower than its p99, more than {} %",
        hop.key.caller(),
        step.calls.len(),
        Number(step.answers),
        figure(step.share * 100.0),
        figure(slow * 100.0)
    );
    let mut violation = Violation::new(message, hop.at("order"));
    for other in step.calls.iter().take(NAMED).map(|id| context.system.hop(*id)) {
        violation = violation.because(other.at("order"), format!("{} is one of them", other.id()));
    }
    if step.calls.len() > NAMED {
        violation = violation.because(hop.at("order"), format!("and {} more", step.calls.len() - NAMED));
    }
    Ruling::violated(context.call(id), violation)
}
