//! How the figures of one journey were got.

use super::availability::{self, entry};
use super::{Account, Explanation};
use crate::analysis::digits::{figure, share};
use crate::cli::analyze::figure::Figure;
use crate::cli::analyze::journey::Journey;
use crate::cli::opened::Opened;
use crate::graph::System;
use crate::plan::value::Duration;

/// Each figure of the journey that the page shows.
pub(super) fn all(opened: &Opened, system: &System<'_>, journey: &Journey) -> Vec<Explanation> {
    let of = |figure: Figure| Some(account(opened, system, journey, figure)?.named(Some(&journey.id), figure.label()));
    Figure::ALL.into_iter().filter_map(of).collect()
}

fn account(opened: &Opened, system: &System<'_>, journey: &Journey, figure: Figure) -> Option<Account> {
    match figure {
        Figure::Available => Some(availability::available(opened, system, journey)),
        Figure::Target => availability::target(opened, journey),
        Figure::CutSets => availability::cut_sets(opened, system, journey),
        Figure::Importance => availability::importance(opened, journey),
        Figure::Changes => availability::changes(opened, system, journey),
        Figure::Risks => risks(opened, journey),
        Figure::WorstCase => worst_case(opened, journey),
        Figure::Quantiles => quantiles(opened, journey),
        Figure::P99 => p99(opened, journey),
        Figure::Retries => retries(opened, journey),
        Figure::Experiments => experiments(opened, journey),
    }
}

fn risks(opened: &Opened, journey: &Journey) -> Option<Account> {
    let risks = journey.risks.as_ref()?;
    let mode = |mode: &crate::cli::analyze::risks::Mode| {
        let minutes = mode.minutes_per_year.map_or_else(|| "open".to_owned(), |minutes| format!("{} min a year", figure(minutes)));
        let of_budget = mode.share.zip(risks.budget_minutes).map(|(part, budget)| format!(" ; ÷ {} = {}", figure(budget), share(part)));
        format!("{}: {} = {minutes}{}", mode.id, mode.formula, of_budget.unwrap_or_default())
    };
    let account = Account::default()
        .formula("(time to detect + time to recover) × share of users × incidents a year, in minutes of full outage")
        .formulas(risks.modes.iter().map(mode))
        .formula(format!("in all {} min a year", figure(risks.taken_minutes)))
        .formula("half the detection saves half its time × users × incidents, half the recovery alike; half as often saves half of all")
        .parts(opened, risks.modes.iter().flat_map(|mode| &mode.parts))
        .assuming("failure modes do not overlap in time")
        .lacking(&risks.missing);
    let target = format!("goals.journeys.{}.slo.availability", journey.id);
    let account =
        if risks.budget_minutes.is_some() { account.input(opened, &target, "the target, which gives the budget") } else { account };
    let modes = risks.modes.iter().filter(|mode| mode.parts.is_empty());
    Some(modes.fold(account, |account, mode| account.input(opened, &mode.path, &mode.id)))
}

fn worst_case(opened: &Opened, journey: &Journey) -> Option<Account> {
    let worst = journey.worst_case.as_ref()?;
    let mut terms: Vec<String> = worst.chain.iter().filter_map(|part| part.amount).filter(|ms| *ms > 0.0).map(spoken).collect();
    terms.extend(worst.smaller_ms.map(|ms| format!("{} in smaller parts", spoken(ms))));
    let total = worst.ms.map_or_else(|| "without bound".to_owned(), spoken);
    let mut account = Account::default()
        .formula("own work + Σ over steps in sequence of the longest call side by side; a call = attempts × total time-out + backoffs")
        .formula(format!("{} = {total}", if terms.is_empty() { "nothing that is stated".to_owned() } else { terms.join(" + ") }))
        .parts(opened, &worst.chain)
        .assuming("every call takes as long as its limits allow, and calls without `order` are made one after the other")
        .lacking(&worst.missing);
    if let Some(limit) = worst.limit_ms {
        let path = format!("goals.journeys.{}.deadline", journey.id);
        account = account.input(opened, &path, &format!("the deadline, {}", spoken(limit)));
    }
    Some(account.input(opened, &entry(journey), "where the journey begins"))
}

fn quantiles(opened: &Opened, journey: &Journey) -> Option<Account> {
    let latency = journey.latency.as_ref()?;
    let mut account = Account::default()
        .formula("in sequence distributions are convolved, side by side the slower counts, a time-out cuts off, a retry begins again")
        .formula("a part is log-normal: μ = ln p50, σ = ln(p99 ÷ p50) ÷ 2.3263, or the histogram that is measured")
        .parts(opened, &latency.p99_parts)
        .assuming("the times of parts are independent")
        .lacking(&latency.missing);
    for target in &latency.targets {
        let path = format!("goals.journeys.{}.slo.latency.{}", journey.id, target.quantile);
        account = account.input(opened, &path, &format!("the target of the {}, {}", target.quantile, spoken(target.limit_ms)));
    }
    Some(account.input(opened, &entry(journey), "where the journey begins"))
}

fn p99(opened: &Opened, journey: &Journey) -> Option<Account> {
    let latency = journey.latency.as_ref()?;
    let p99 = latency.p99.filter(|_| !latency.p99_parts.is_empty())?;
    let amounts = || latency.p99_parts.iter().filter_map(|part| part.amount);
    let rest = p99 - amounts().sum::<f64>();
    let smaller = (rest > p99 / 100.0).then(|| format!("{} in smaller parts", spoken(rest)));
    let terms = amounts().map(spoken).chain(smaller).collect::<Vec<_>>().join(" + ");
    let account = Account::default()
        .formula("each part's mean time among the requests that take exactly the p99 (Euler allocation)")
        .formula(format!("{terms} ≈ {}", spoken(p99)))
        .parts(opened, &latency.p99_parts)
        .assuming("the times of parts are independent")
        .lacking(&latency.missing);
    Some(account)
}

fn retries(opened: &Opened, journey: &Journey) -> Option<Account> {
    let retries = journey.retries.as_ref()?;
    let factors: Vec<String> = retries.path.iter().map(|part| part.amount.map_or_else(|| "unlimited".to_owned(), figure)).collect();
    let product = retries.product.map_or_else(|| "unlimited".to_owned(), figure);
    let formula = if factors.is_empty() {
        "no call on the way is tried more than once: 1".to_owned()
    } else {
        format!("{} = {product}", factors.join(" × "))
    };
    let account = Account::default().formula("the product of the attempts on the worst path of hard calls").formula(formula);
    Some(account.parts(opened, &retries.path).input(opened, &entry(journey), "where the journey begins").lacking(&retries.missing))
}

fn experiments(opened: &Opened, journey: &Journey) -> Option<Account> {
    let untried: Vec<_> = journey.availability.experiments.iter().filter(|one| one.tried.is_none()).collect();
    let account = Account::default()
        .formula(
            "what stands in a cut set with others, which the plan says hold it up; the cut sets of fewest events first, then the likeliest",
        )
        .formulas(
            untried
                .iter()
                .filter_map(|one| Some(format!("{}: one of {} events, all down {}", one.take, one.order?, share(one.probability?)))),
        );
    let known = untried.iter().fold(account, |account, one| account.input(opened, &one.path, &format!("{} down: {}", one.take, one.claim)));
    (!untried.is_empty()).then_some(known)
}

fn spoken(ms: f64) -> String {
    Duration::from_ms(ms).spoken()
}
