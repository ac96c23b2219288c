//! A backlog against the time within which it must be gone.

use crate::analysis::digits::figure;
use crate::analysis::drain::{Drain, drains};
use crate::plan::contracts::Channel;
use crate::plan::value::{Duration, Limit};
use crate::rules::demands::joined;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// The answer for one channel, by its slowest way out. `None`: nobody takes anything out.
pub(super) fn ruling(context: &Context<'_>, id: &str, channel: &Channel, stop: Duration) -> Option<Ruling> {
    let ways = drains(context.system, id, channel, stop);
    let subject = SubjectRef::channel(id);
    let missing = ways.iter().find_map(|way| way.how.first_missing());
    let Some(slowest) = ways.iter().filter(|way| way.time.is_some()).reduce(slower) else {
        return missing.map(|path| Ruling::unknown(subject, path));
    };
    let within = channel.drain_within;
    let path = subject.path.clone().key("drain_within");
    let too_slow = match (slowest.time, within) {
        (Some(Limit::Unlimited), _) => true,
        (Some(Limit::At(time)), Some(within)) => time > within,
        _ => false,
    };
    if too_slow {
        let path = if slowest.time == Some(Limit::Unlimited) {
            subject.path.clone().key("consumers").key(slowest.consumers.first().copied().unwrap_or_default()).key("rate")
        } else {
            path
        };
        let mut violation = Violation::new(message(id, slowest, within, stop), path).derived(&slowest.how);
        if let Some(within) = within {
            violation = violation.because(subject.path.clone().key("drain_within"), format!("to be gone within {}", within.spoken()));
        }
        return Some(Ruling::violated(subject, violation));
    }
    Some(match (within, missing) {
        (None, _) => Ruling::unknown(subject, path),
        (_, Some(path)) => Ruling::unknown(subject, path),
        _ => Ruling::holds(subject),
    })
}

/// The one that takes longer; of equal ones the first of the plan.
fn slower<'w, 'p>(a: &'w Drain<'p>, b: &'w Drain<'p>) -> &'w Drain<'p> {
    if b.time > a.time { b } else { a }
}

fn message(id: &str, way: &Drain<'_>, within: Option<Duration>, stop: Duration) -> String {
    let (names, at_least) = (joined(&way.consumers), way.how.at_least());
    let out = figure(way.rate_out.unwrap_or_default());
    let coming = figure(way.rate_in);
    let takes = if way.consumers.len() > 1 { "take" } else { "takes" };
    match way.time {
        Some(Limit::At(time)) => format!(
            "after {} of standstill {id} needs {at_least}{} to drain: {at_least}{coming}/s come in at peak, and {names} {takes} out {out}/s; it must be gone within {}",
            stop.spoken(),
            time.spoken(),
            within.map(Duration::spoken).unwrap_or_default()
        ),
        _ => format!("a backlog of {id} never drains at peak: {at_least}{coming}/s come in, and {names} {takes} out {out}/s"),
    }
}
