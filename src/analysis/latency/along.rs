//! The expression of a journey's time, from its way through the system.

use super::curve::Curve;
use super::expression::{At, Expression, Form};
use crate::analysis::compose::{node_path, steps};
use crate::analysis::effective::{attempts, layers, mean_waits, total_timeout};
use crate::document::Path;
use crate::graph::{Hop, HopId, Route, Stretch, System};
use crate::plan::map::FanOut;
use crate::plan::node::Quantiles;
use crate::plan::value::{Fact, Limit};
use indexmap::IndexSet;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// After so many tries the probability of one more is nothing that a quantile could show.
const TRIES: u64 = 8;

/// In what a form takes time by itself.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// The work of a vertex.
    Work(NodeIndex),
    /// A call, as its caller measured it.
    Call(HopId),
    /// Waiting before a second request is sent.
    Hedge(HopId),
    /// Tries that came to nothing.
    Tries(HopId),
}

impl About {
    /// Where it stands in the plan.
    pub fn path(self, system: &System<'_>) -> Path {
        match self {
            Self::Work(at) => node_path(system.vertex(at)).key("latency"),
            Self::Call(hop) => system.hop(hop).at("latency"),
            Self::Hedge(hop) => system.hop(hop).at("hedge").key("after"),
            Self::Tries(hop) => {
                let hop = system.hop(hop);
                total_timeout(hop).map_or_else(|| hop.at("timeout"), |timeout| timeout.path())
            }
        }
    }

    /// In words, behind a time: `in the work of api`.
    pub fn text(self, system: &System<'_>) -> String {
        match self {
            Self::Work(at) => format!("in the work of {}", system.vertex(at).id()),
            Self::Call(hop) => format!("in {}", system.hop(hop).id()),
            Self::Hedge(hop) => format!("before a second request of {}", system.hop(hop).id()),
            Self::Tries(hop) => format!("in tries of {} that came to nothing", system.hop(hop).id()),
        }
    }
}

/// A journey's time, with what each form of it is about and what the plan does not say.
#[derive(Debug, Default)]
pub struct Along {
    /// The time.
    pub expression: Expression,
    /// For each form that takes time by itself, in what.
    pub about: Vec<Option<About>>,
    /// Times that are not stated: they are taken as 0.
    pub missing: Vec<About>,
}

/// The vertices that call others and are waited for themselves, each caller before what it calls.
fn awaited(system: &System<'_>, route: &Route<'_>) -> Vec<NodeIndex> {
    let mut waited_for: BTreeSet<NodeIndex> = route.entries.iter().copied().collect();
    let mut callers: IndexSet<NodeIndex> = IndexSet::new();
    for stretch in &route.stretches {
        let is_sync = stretch.hop.is_some_and(|hop| system.hop(hop).is_sync());
        if is_sync && waited_for.contains(&stretch.from) {
            callers.insert(stretch.from);
            waited_for.insert(stretch.to);
        }
    }
    // An entry that something calls has its place by now.
    callers.extend(&route.entries);
    callers.into_iter().collect()
}

impl Along {
    /// Along the way of a journey.
    pub fn of(system: &System<'_>, route: &Route<'_>) -> Self {
        Self::walked(system, route, |_| true)
    }

    /// Along the way of a journey of which every time is stated; `None` as soon as one is not.
    pub fn complete(system: &System<'_>, route: &Route<'_>) -> Option<Self> {
        let along = Self::walked(system, route, |along| along.missing.is_empty());
        along.missing.is_empty().then_some(along)
    }

    fn walked(system: &System<'_>, route: &Route<'_>, goes_on: impl Fn(&Self) -> bool) -> Self {
        let mut along = Self::default();
        let mut times: BTreeMap<NodeIndex, At> = BTreeMap::new();
        // A route lists callers before callees, so from its end everything that is called is known already.
        for at in awaited(system, route).into_iter().rev() {
            let time = along.vertex(system, route, at, &times);
            times.insert(at, time);
            if !goes_on(&along) {
                return along;
            }
        }
        let share = 1.0 / route.entries.len() as f64;
        let entries: Vec<(At, f64)> = route.entries.iter().filter_map(|entry| Some((*times.get(entry)?, share))).collect();
        if entries.len() > 1 {
            along.add(Form::OneOf(entries), None);
        }
        along
    }

    fn add(&mut self, form: Form, about: Option<About>) -> At {
        self.about.push(about);
        self.expression.add(form)
    }

    /// The own work of a vertex and then its calls, step by step.
    fn vertex(&mut self, system: &System<'_>, route: &Route<'_>, at: NodeIndex, times: &BTreeMap<NodeIndex, At>) -> At {
        let own = self.own(system, at);
        let mut parts: Vec<(At, f64)> = own.into_iter().map(|own| (own, 1.0)).collect();
        for step in steps(system, route.from(at)) {
            let calls: Vec<(At, f64)> = step.into_iter().filter_map(|stretch| self.call(system, stretch, times)).collect();
            if let [one] = calls.as_slice() {
                parts.push(*one);
                continue;
            }
            let side_by_side = calls.into_iter().map(|(call, count)| self.sequence(vec![(call, count)]));
            let slowest = side_by_side.collect::<Vec<At>>().into_iter().reduce(|a, b| self.add(Form::Slower(a, b), None));
            parts.extend(slowest.map(|slowest| (slowest, 1.0)));
        }
        self.sequence(parts)
    }

    fn sequence(&mut self, parts: Vec<(At, f64)>) -> At {
        match parts.as_slice() {
            // The whole is the last form, so what is last already needs no form around it.
            [(only, times)] if (*times - 1.0).abs() < f64::EPSILON && only + 1 == self.expression.forms().len() => *only,
            _ => self.add(Form::Sequence(parts), None),
        }
    }

    fn own(&mut self, system: &System<'_>, at: NodeIndex) -> Option<At> {
        let vertex = system.vertex(at);
        let said = vertex.node().and_then(|node| node.latency());
        if said.is_none() && vertex.is_users() {
            return None;
        }
        self.measured(said, About::Work(at))
    }

    /// What was measured; where it was not, its place is missing.
    fn measured(&mut self, said: Option<&Quantiles>, about: About) -> Option<At> {
        let curve = said.and_then(Curve::of);
        if !curve.as_ref().is_some_and(Curve::is_complete) {
            self.missing.push(about);
        }
        curve.map(|curve| self.add(Form::Measured(curve), Some(about)))
    }

    /// One call and how often it is made on average; a cache answers the others.
    fn call(&mut self, system: &System<'_>, stretch: &Stretch, times: &BTreeMap<NodeIndex, At>) -> Option<(At, f64)> {
        let id = stretch.hop?;
        let hop = system.hop(id);
        let try_once = match (&hop.call.latency, times.get(&stretch.to)) {
            (Some(latency), _) => self.measured(Some(latency), About::Call(id))?,
            (None, Some(callee)) => *callee,
            (None, None) if stretch.closes_cycle => return None,
            (None, None) => self.own(system, stretch.to)?,
        };
        let tried = self.tried(id, hop, try_once);
        let made = stretch.per_visit * hop.misses();
        Some(match hop.call.fan_out {
            Some(FanOut::Parallel) if made > 1.0 => (self.add(Form::SlowestOf(tried, made), None), 1.0),
            _ => (tried, made),
        })
    }

    /// A call with its hedge, its time-out and its tries.
    fn tried(&mut self, id: HopId, hop: &Hop<'_>, mut of: At) -> At {
        if let Fact::Known(hedge) = &hop.call.hedge
            && let Some(after) = hedge.after
        {
            of = self.add(Form::Hedged { of, after: after.ms() }, Some(About::Hedge(id)));
        }
        let Some(timeout) = total_timeout(hop) else { return of };
        let Limit::At(limit) = timeout.value else { return of };
        let tries = match attempts(hop).map(|tries| tries.value) {
            Some(Limit::At(count)) => count.0.clamp(1, TRIES),
            Some(Limit::Unlimited) => TRIES,
            None => 1,
        };
        let waits = mean_waits(hop, tries).unwrap_or_default();
        // A mesh that tries again makes all of the caller's tries anew, without a wait between its own.
        let known = waits.iter().map(|wait| wait.ms()).chain(std::iter::repeat(0.0));
        let round: Vec<f64> = known.zip(1..tries).map(|(wait, _)| wait).chain([0.0]).collect();
        let rounds = (1..TRIES).take_while(|round| (*round as f64) < layers(hop)).count() + 1;
        let mut waits: Vec<f64> = round.iter().copied().cycle().take(round.len() * rounds).collect();
        waits.pop();
        self.add(Form::Tried { of, limit: limit.ms(), waits, is_hard: hop.is_hard() && hop.call.any_of.is_none() }, Some(About::Tries(id)))
    }
}
