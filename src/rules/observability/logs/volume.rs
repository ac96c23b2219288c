//! How much is logged, what that costs, and where it goes.

use crate::analysis::digits::figure;
use crate::analysis::log_cost::{Written, log_cost};
use crate::document::Path;
use crate::knowledge::Subject;
use crate::plan::build::{LogOnFull, Logs, Sink};
use crate::plan::value::{Fact, Number};
use crate::rules::observability::telemetry::{asked_once, run_by_us, said, stated};
use crate::rules::{Context, Demands, Ruling, SubjectRef, Verdict, Violation};

/// SL3: logging can block requests, or costs too much of the budget.
pub(in crate::rules) fn harmful(context: &Context<'_>) -> Vec<Ruling> {
    let components = run_by_us(context).filter_map(|(at, id, _)| {
        let on_full = said(context.plan, id, "on_full", |logs: &Logs| stated(logs.on_full.as_ref()));
        let group = on_full.group("structured-logs/SL3");
        let path = on_full.path();
        let drops = on_full.fact.known().map(|on_full| **on_full == LogOnFull::Drop);
        let demands = Demands::default().want(drops, path.clone(), "a request waits until its lines are written");
        let ruling = (!on_full.is_off())
            .then(|| demands.ruling(context.node(at), |_| format!("when logs can't be written the requests of {id} wait")))?;
        Some(ruling.adding(|mut violation| {
            violation.group = group;
            violation.suggest(path, "drop")
        }))
    });
    let mut rulings = asked_once(context, components);
    let cost = cost(context);
    // One answer for the system as a whole: what is wrong, else what is not known.
    let is_violated = |ruling: &Ruling| matches!(ruling.verdict, Verdict::Violated(_));
    if cost.as_ref().is_some_and(is_violated) {
        rulings.retain(|ruling| ruling.subject.kind != Subject::System);
    } else if rulings.iter().any(|ruling| ruling.subject.kind == Subject::System) {
        return rulings;
    }
    rulings.extend(cost);
    rulings
}

/// What the logs of all components cost, against the budget of the plan; `None` where one of the two is not spoken of.
fn cost(context: &Context<'_>) -> Option<Ruling> {
    let budget = context.plan.goals.as_ref()?.budget.as_ref()?.monthly.as_ref()?;
    let mut written = Vec::new();
    let mut open = None;
    for (at, id, _) in run_by_us(context) {
        let lines = said(context.plan, id, "lines_per_request", |logs: &Logs| stated(logs.lines_per_request.as_ref()));
        let line = said(context.plan, id, "line_bytes", |logs: &Logs| stated(logs.line_bytes.as_ref()));
        let price = said(context.plan, id, "cost_per_gib", |logs: &Logs| stated(logs.cost_per_gib.as_ref()));
        if lines.is_off() {
            continue;
        }
        match (&lines.fact, &line.fact, &price.fact) {
            (Fact::Known(lines_of), Fact::Known(line), Fact::Known(price)) => {
                written.push(Written { at, lines: lines_of.0, line: **line, price, path: lines.path() });
            }
            (Fact::Unknown, Fact::Unknown, Fact::Unknown) => {}
            (Fact::Unknown, ..) => open = open.or_else(|| Some(lines.path())),
            (_, Fact::Unknown, _) => open = open.or_else(|| Some(line.path())),
            _ => open = open.or_else(|| Some(price.path())),
        }
    }
    if written.is_empty() {
        return open.map(|path| Ruling::unknown(SubjectRef::system(), path));
    }
    let sum = log_cost(context.system, &budget.currency, &written);
    let share = context.threshold("SL3.share");
    let most = budget.amount * share;
    if sum.monthly <= most {
        let missing = sum.how.first_missing().or(open);
        return Some(missing.map_or_else(|| Ruling::holds(SubjectRef::system()), |path| Ruling::unknown(SubjectRef::system(), path)));
    }
    let message = format!(
        "logs cost {}{} {} a month, more than {} % of the budget of {budget} ({})",
        if open.is_some() { "at least " } else { sum.how.at_least() },
        figure(sum.monthly),
        budget.currency,
        Number(share * 100.0),
        Number(most)
    );
    let goal = Path::of(["goals", "budget", "monthly"]);
    let violation = Violation::new(message, Path::of(["build", "telemetry", "logs"])).because(goal, format!("{budget} a month"));
    Some(Ruling::violated(SubjectRef::system(), violation.derived(&sum.how)))
}

/// SL4: nobody has listed where logs go and how long they stay.
pub(in crate::rules) fn sinks_unlisted(context: &Context<'_>) -> Vec<Ruling> {
    let subject = SubjectRef::system();
    let telemetry = context.plan.build.as_ref().and_then(|build| build.telemetry.as_ref());
    let place = Path::of(["build", "telemetry"]);
    let Some(telemetry) = telemetry else {
        let runs = run_by_us(context).next().is_some();
        return if runs { vec![Ruling::unknown(subject, place.key("logs").key("sinks"))] } else { Vec::new() };
    };
    let mut demands = Demands::default();
    match &telemetry.logs {
        Fact::Known(logs) => demands = listed(demands, logs.sinks.as_deref(), &place.clone().key("logs").key("sinks"), true),
        Fact::Unknown => demands = demands.want(None, place.clone().key("logs").key("sinks"), ""),
        Fact::None => {}
    }
    for (id, own) in telemetry.components.iter().flatten() {
        if let Fact::Known(logs) = &own.logs {
            let path = place.clone().key("components").key(id.as_str()).key("logs").key("sinks");
            demands = listed(demands, logs.sinks.as_deref(), &path, false);
        }
    }
    vec![demands.ruling(subject, |lacks| format!("logs are written, and {lacks}"))]
}

/// Wants the sinks of one list to say where they are and how long they keep a line.
fn listed(demands: Demands, sinks: Option<&[Sink]>, path: &Path, is_needed: bool) -> Demands {
    let Some(sinks) = sinks else { return if is_needed { demands.want(None, path.clone(), "") } else { demands } };
    let is_empty = sinks.is_empty().then_some(false).or(Some(true));
    let demands = demands.want(is_empty, path.clone(), "the list of places where they go is empty");
    sinks.iter().enumerate().fold(demands, |demands, (index, sink)| {
        let at = path.clone().index(index);
        let demands = demands.want(sink.to.as_ref().map(|_| true), at.clone().key("to"), "");
        demands.want(sink.retention.map(|_| true), at.key("retention"), "")
    })
}
