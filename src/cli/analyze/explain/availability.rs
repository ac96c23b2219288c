//! How the figures of a journey's availability were got.

use super::Account;
use crate::analysis::availability::COMMON_CAUSE;
use crate::analysis::digits::{compact, difference, figure, share};
use crate::cli::analyze::availability::{Availability, Event};
use crate::cli::analyze::journey::Journey;
use crate::cli::opened::Opened;
use crate::graph::{Route, System};
use crate::plan::value::DAYS_PER_YEAR;

/// Minutes in a year of 365.25 days.
const YEAR: f64 = DAYS_PER_YEAR * 1_440.0;
/// Of each list as many as the page shows.
const SHOWN: usize = 5;

/// What the whole of it takes for granted.
fn assuming(account: Account, system: &System<'_>, route: Option<&Route<'_>>) -> Account {
    let mut account = account
        .assuming("events happen independently of each other, but for what they share: zones, regions, hosts, common causes")
        .assuming("what the plan counts as soft is done without while it is down, as well as its fallback works");
    let map = system.plan.map.as_ref();
    if map.is_none_or(|map| map.common_cause.is_none()) {
        account = account.assuming(format!(
            "{} of what an instance is down hits all of its kind at once, where its instances state no common_cause",
            share(COMMON_CAUSE)
        ));
    }
    let open: Vec<String> = route
        .into_iter()
        .flat_map(Route::hops)
        .map(|id| system.hop(id))
        .filter(|hop| hop.call.r#in.is_none())
        .map(|hop| hop.id().to_string())
        .collect();
    if !open.is_empty() {
        account =
            account.assuming(format!("calls of which the plan does not say which journeys make them are made by all: {}", open.join(", ")));
    }
    account
}

fn events<'e>(account: Account, opened: &Opened, events: impl IntoIterator<Item = &'e Event>) -> Account {
    let told = |event: &Event| match event.probability {
        Some(down) => format!("{}: down {} of the time", event.name, share(down)),
        None => format!("{}: not stated how often it is down", event.name),
    };
    events.into_iter().fold(account, |account, event| account.input(opened, &event.path, &told(event)))
}

fn down(of: &Availability) -> f64 {
    of.unavailability.unwrap_or(1.0 - of.ceiling)
}

pub(super) fn available(opened: &Opened, system: &System<'_>, journey: &Journey) -> Account {
    let of = &journey.availability;
    let down = down(of);
    let known: Vec<&Event> =
        of.importance.iter().map(|one| &one.event).chain(of.cut_sets.shown.iter().flat_map(|set| &set.events)).collect();
    let sum: f64 = of.cut_sets.shown.iter().filter_map(|set| set.probability).sum();
    let sets = of.cut_sets.shown.len();
    let exact = if of.note.is_some() { "a bound, as the fault tree is too large" } else { "exact, by a binary decision diagram" };
    let account = Account::default()
        .formula(format!(
            "down = P(some minimal cut set is down) = {} ({exact}); the {sets} worst sets add up to {}",
            figure(down),
            figure(sum)
        ))
        .formula(format!("up = 1 − {} ; a year {} × {YEAR} min = {} min", figure(down), figure(down), figure(down * YEAR)))
        .formulas(of.minutes_per_window.map(|minutes| {
            format!(
                "{} days: {} × {} min = {} min",
                figure(of.window_days),
                figure(down),
                figure(of.window_days * 1_440.0),
                figure(minutes)
            )
        }))
        .lacking(&of.missing);
    assuming(events(account, opened, known).input(opened, &entry(journey), "where the journey begins"), system, system.route(&journey.id))
}

pub(super) fn target(opened: &Opened, journey: &Journey) -> Option<Account> {
    let of = &journey.availability;
    let (target, allowed) = (of.target?, of.allowed_minutes_per_year?);
    let minutes = down(of) * YEAR;
    let allows = format!("allowed = (1 − {}) × {YEAR} min = {} min a year", figure_of(target), figure(allowed));
    let taken = format!("taken = {} ÷ {} = {} of the error budget", figure(minutes), figure(allowed), share(minutes / allowed));
    let path = format!("goals.journeys.{}.slo.availability", journey.id);
    Some(
        Account::default()
            .formula(allows)
            .formulas((allowed > 0.0).then_some(taken))
            .input(opened, &path, "the target and its window")
            .lacking(&of.missing),
    )
}

fn figure_of(share: f64) -> String {
    crate::plan::value::Number((share * 1e9).round() / 1e9).to_string()
}

pub(super) fn cut_sets(opened: &Opened, system: &System<'_>, journey: &Journey) -> Option<Account> {
    let of = &journey.availability;
    let whole = down(of);
    let shown: Vec<_> = of.cut_sets.shown.iter().take(SHOWN).collect();
    let formulas = shown.iter().filter_map(|set| {
        let factors: Option<Vec<String>> =
            set.events.iter().map(|event| Some(format!("{} ({})", figure(event.probability?), event.name))).collect();
        let (product, factors) = (set.probability?, factors?);
        let product_of = if factors.len() > 1 {
            format!("{} = {} ; {}", factors.join(" × "), compact(product), compact(product))
        } else {
            factors.concat()
        };
        Some(format!("{product_of} ÷ {} = {} of the downtime", figure(whole), share(product / whole)))
    });
    let account = Account::default().formulas(formulas).lacking(&of.missing);
    let account = events(account, opened, shown.iter().flat_map(|set| &set.events));
    (!shown.is_empty()).then(|| assuming(account, system, system.route(&journey.id)))
}

pub(super) fn importance(opened: &Opened, journey: &Journey) -> Option<Account> {
    let whole = down(&journey.availability);
    let known = journey.availability.importance.iter().filter(|one| one.criticality.is_some_and(|share| share > 0.0));
    let shown: Vec<_> = known.take(SHOWN).collect();
    let formulas = shown.iter().filter_map(|one| {
        let (p, criticality) = (one.event.probability?, one.criticality?);
        let (with, without) = (one.risk_achievement_worth * whole, one.risk_achievement_worth * whole - one.birnbaum);
        Some(format!(
            "{}: MIF = {} − {} = {} ; criticality = {} × {} ÷ {} = {} ; RAW = {} ÷ {} = {}",
            one.event.name,
            compact(with),
            compact(without.max(0.0)),
            compact(one.birnbaum),
            figure(p),
            compact(one.birnbaum),
            figure(whole),
            share(criticality),
            compact(with),
            figure(whole),
            compact(one.risk_achievement_worth)
        ))
    });
    let account = Account::default()
        .formula("MIF = P(down | it is down) − P(down | it works); criticality = p × MIF ÷ P(down); FV = P(some cut set with it) ÷ P(down)")
        .formula("RAW = P(down | it is down) ÷ P(down); RRW = P(down) ÷ P(down | it works)")
        .formulas(formulas);
    let account = events(account, opened, shown.iter().map(|one| &one.event));
    (!shown.is_empty()).then_some(account)
}

pub(super) fn changes(opened: &Opened, system: &System<'_>, journey: &Journey) -> Option<Account> {
    let of = &journey.availability;
    let before = down(of) * YEAR;
    let shown: Vec<_> = of.changes.iter().take(SHOWN).chain(of.closing.as_ref().filter(|closing| closing.changes.len() > 1)).collect();
    let formulas = shown.iter().map(|tried| {
        let texts: Vec<&str> = tried.changes.iter().map(|change| change.text.as_str()).collect();
        format!("{}: {} min a year", texts.join("; "), difference(before, before - tried.minutes_saved))
    });
    let mut account = Account::default()
        .formula("minutes saved = down before − down after, each from the whole fault tree computed anew")
        .formulas(formulas);
    for change in shown.iter().flat_map(|tried| &tried.changes) {
        account = account.input(opened, &change.path, &change.text);
    }
    (!shown.is_empty()).then(|| assuming(account, system, None))
}

/// The place where a journey begins.
pub(super) fn entry(journey: &Journey) -> String {
    format!("goals.journeys.{}.entry", journey.id)
}
