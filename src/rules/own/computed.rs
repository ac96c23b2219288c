//! The facts that no plan states because they follow from it: what each is, and how it is got.

use super::facts;
use crate::analysis::Derivation;
use crate::analysis::effective::{attempts, total_timeout};
use crate::analysis::load::{hop_rate, peak_of};
use crate::analysis::overload::capacity;
use crate::document::Path;
use crate::graph::{HopId, Outcome, Trust};
use crate::knowledge::Subject;
use crate::plan::map::Mode;
use crate::plan::value::{Duration, Limit, Percent, Rate};
use crate::rules::Context;
use minijinja::value::Value;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Whom a computed fact is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item {
    Node(NodeIndex),
    Call(HopId),
    /// By its place in the plan.
    Journey(usize),
    Other,
}

/// A fact that is computed.
pub struct ComputedFact {
    /// Of what.
    pub subject: Subject,
    /// Its name behind that of the subject.
    pub name: &'static str,
    /// What it is: a duration in ms, a rate a second, a share, a number, a word, yes or no.
    pub kind: &'static str,
    /// What it says.
    pub help: &'static str,
    of: fn(&Context<'_>, Item) -> Option<Figure>,
}

/// A computed fact: for comparing, and in words.
struct Figure {
    number: Value,
    words: String,
}

impl Figure {
    fn count(number: usize) -> Self {
        Self { number: Value::from(number), words: number.to_string() }
    }

    fn flag(flag: bool) -> Self {
        Self { number: Value::from(flag), words: if flag { "yes" } else { "no" }.to_owned() }
    }

    fn word(word: &str) -> Self {
        Self { number: Value::from(word), words: word.to_owned() }
    }

    fn rate(hz: f64) -> Self {
        Self { number: Value::from(hz), words: Rate::per_second(hz).to_string() }
    }

    fn share(share: f64) -> Self {
        Self { number: Value::from(share), words: Percent::from_share(share).to_string() }
    }

    fn duration(duration: Duration) -> Self {
        Self { number: Value::from(duration.ms()), words: duration.to_string() }
    }

    /// What has no bound is longer than everything.
    fn limit(limit: Limit<Duration>) -> Self {
        match limit {
            Limit::At(duration) => Self::duration(duration),
            Limit::Unlimited => Self { number: Value::from(f64::INFINITY), words: "unlimited".to_owned() },
        }
    }
}

macro_rules! facts {
    ($($subject:ident.$name:ident: $kind:literal, $help:literal, $of:expr;)+) => {
        &[$(ComputedFact { subject: Subject::$subject, name: stringify!($name), kind: $kind, help: $help, of: $of }),+]
    };
}

const FACTS: &[ComputedFact] = facts! {
    Component.owner: "word", "The team that answers for it: its own, or the plan's.", owner;
    Component.criticality: "word", "How much depends on it: its own word, or the plan's.", criticality;
    Component.blast_radius: "number", "How many journeys don't work while it is down.", blast_radius;
    Component.journeys: "number", "How many journeys reach it.", journeys;
    Component.fan_in: "number", "How many others call it.", fan_in;
    Component.fan_out: "number", "How many others it calls.", fan_out;
    Component.peak_rate: "rate", "How often it is asked at peak.", peak;
    Component.utilisation: "share", "The peak rate over what it can take.", utilisation;
    Store.owner: "word", "The team that answers for it: its own, or the plan's.", owner;
    Store.criticality: "word", "How much depends on it: its own word, or the plan's.", criticality;
    Store.blast_radius: "number", "How many journeys don't work while it is down.", blast_radius;
    Store.journeys: "number", "How many journeys reach it.", journeys;
    Store.fan_in: "number", "How many components call it.", fan_in;
    Store.peak_rate: "rate", "How often it is asked at peak.", peak;
    Store.utilisation: "share", "The peak rate over what it can take.", utilisation;
    Channel.journeys: "number", "How many journeys reach it.", journeys;
    Channel.fan_in: "number", "How many produce into it.", fan_in;
    Channel.fan_out: "number", "How many consume from it.", fan_out;
    Channel.peak_rate: "rate", "How many messages arrive at peak.", peak;
    Call.mode: "word", "sync, async or stream; sync unless the plan says otherwise.", mode;
    Call.hard: "yes or no", "Whether its caller fails without it.", hard;
    Call.trust: "word", "Whose the callee is: own, other-team, third-party.", trust;
    Call.peak_rate: "rate", "How often it is made at peak, before any cache.", call_peak;
    Call.attempts: "number", "How often one call is tried, the client library's default included.", tries;
    Call.effective_timeout: "duration", "When one attempt is given up, the client library's default included.", timeout;
    Journey.worst_case: "duration", "The longest that it may take until every call has been given up.", worst_case;
    Journey.availability: "share", "What its dependencies allow.", availability;
    Journey.reaches: "number", "How many components, stores and channels it reaches.", reaches;
};

/// The computed facts of a kind of subject.
pub fn computed(subject: Subject) -> impl Iterator<Item = &'static ComputedFact> {
    FACTS.iter().filter(move |fact| fact.subject == subject)
}

impl ComputedFact {
    /// For one subject; what is missing, is asked for there.
    pub(super) fn of(&self, context: &Context<'_>, item: Item, path: &Path) -> facts::Computed {
        match (self.of)(context, item) {
            Some(Figure { number, words }) => facts::Computed { number: Some(number), words, path: path.clone() },
            None => facts::Computed { number: None, words: String::new(), path: path.clone() },
        }
    }
}

fn node(item: Item) -> Option<NodeIndex> {
    if let Item::Node(at) = item { Some(at) } else { None }
}

fn call(item: Item) -> Option<HopId> {
    if let Item::Call(id) = item { Some(id) } else { None }
}

fn journey(item: Item) -> Option<usize> {
    if let Item::Journey(at) = item { Some(at) } else { None }
}

fn owner(context: &Context<'_>, item: Item) -> Option<Figure> {
    context.plan.owner_of(context.system.vertex(node(item)?).id()).map(Figure::word)
}

fn criticality(context: &Context<'_>, item: Item) -> Option<Figure> {
    let criticality = context.plan.criticality_of(context.system.vertex(node(item)?).id())?;
    Some(Figure::word(criticality.as_str()))
}

fn blast_radius(context: &Context<'_>, item: Item) -> Option<Figure> {
    let at = node(item)?;
    Some(Figure::count(context.system.blast_radius(at).into_iter().filter(|(_, outcome)| *outcome == Outcome::Out).count()))
}

fn journeys(context: &Context<'_>, item: Item) -> Option<Figure> {
    let at = node(item)?;
    Some(Figure::count(context.system.routes().iter().filter(|route| route.reaches(at)).count()))
}

fn fan_in(context: &Context<'_>, item: Item) -> Option<Figure> {
    let callers: BTreeSet<NodeIndex> = context.system.hops_to(node(item)?).map(|(_, hop)| hop.caller).collect();
    Some(Figure::count(callers.len()))
}

fn fan_out(context: &Context<'_>, item: Item) -> Option<Figure> {
    let callees: BTreeSet<NodeIndex> = context.system.hops_from(node(item)?).map(|(_, hop)| hop.callee).collect();
    Some(Figure::count(callees.len()))
}

fn peak(context: &Context<'_>, item: Item) -> Option<Figure> {
    peak_of(context.system, node(item)?).map(Figure::rate)
}

fn utilisation(context: &Context<'_>, item: Item) -> Option<Figure> {
    let at = node(item)?;
    let capacity = capacity(context.system, at, &mut Derivation::default())?;
    Some(Figure::share(peak_of(context.system, at)? / capacity))
}

fn mode(context: &Context<'_>, item: Item) -> Option<Figure> {
    let hop = context.system.hop(call(item)?);
    Some(Figure::word(match hop.call.mode {
        Some(Mode::Async) => "async",
        Some(Mode::Stream) => "stream",
        Some(Mode::Sync) | None => "sync",
    }))
}

fn hard(context: &Context<'_>, item: Item) -> Option<Figure> {
    Some(Figure::flag(context.system.hop(call(item)?).is_hard()))
}

fn trust(context: &Context<'_>, item: Item) -> Option<Figure> {
    Some(Figure::word(match context.system.trust(context.system.hop(call(item)?)) {
        Trust::Own => "own",
        Trust::OtherTeam => "other-team",
        Trust::ThirdParty => "third-party",
    }))
}

fn call_peak(context: &Context<'_>, item: Item) -> Option<Figure> {
    let rate = hop_rate(context.system, call(item)?);
    rate.how.is_complete().then(|| Figure::rate(rate.per_second))
}

fn tries(context: &Context<'_>, item: Item) -> Option<Figure> {
    let attempts = attempts(context.system.hop(call(item)?))?;
    Some(match attempts.value {
        Limit::At(count) => Figure { number: Value::from(count.f64()), words: count.to_string() },
        Limit::Unlimited => Figure { number: Value::from(f64::INFINITY), words: "unlimited".to_owned() },
    })
}

fn timeout(context: &Context<'_>, item: Item) -> Option<Figure> {
    total_timeout(context.system.hop(call(item)?)).map(|timeout| Figure::limit(timeout.value))
}

fn worst_case(context: &Context<'_>, item: Item) -> Option<Figure> {
    let at = journey(item)?;
    let wait = context.worst_cases.get(at)?.of_journey(context.system.routes().get(at)?)?;
    wait.how.is_complete().then(|| Figure::limit(wait.time))
}

fn availability(context: &Context<'_>, item: Item) -> Option<Figure> {
    context.ceilings.get(journey(item)?)?.exact().map(Figure::share)
}

fn reaches(context: &Context<'_>, item: Item) -> Option<Figure> {
    let route = context.system.routes().get(journey(item)?)?;
    Some(Figure::count(context.system.nodes().filter(|at| route.reaches(*at)).count()))
}
