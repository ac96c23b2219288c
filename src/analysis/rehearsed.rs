//! Which failures of each call somebody has seen, or has agreed not to see: by a test that brings it about, an experiment that
//! was done, a runbook that was drilled, or an accepted risk.

use super::parts::Parts;
use crate::document::Path;
use crate::graph::{HopId, System};
use crate::plan::map::{FailureKind, FailureMode};
use crate::plan::operations::Acceptance;
use crate::plan::reference::{FailureModeRef, RunbookRef};
use crate::plan::validation::{Covers, Experiment, Test};
use crate::plan::value::{Date, Fact};
use std::collections::{BTreeMap, BTreeSet};

/// A way in which a call fails, as its caller sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// The answer is late.
    Slow,
    /// There is an error, or no answer at all.
    Error,
    /// It is done twice.
    Duplicate,
    /// There is nothing in the answer.
    Empty,
}

impl Failure {
    fn bit(self) -> u8 {
        1 << (self as u8)
    }

    fn of_test(covers: Covers) -> Self {
        match covers {
            Covers::Down | Covers::Error => Self::Error,
            Covers::Slow => Self::Slow,
            Covers::Duplicate => Self::Duplicate,
            Covers::Empty => Self::Empty,
        }
    }

    /// What a caller sees of a failure mode; `None`: no failure of the call, but of what it does.
    fn of_mode(kind: FailureKind) -> Option<Self> {
        match kind {
            FailureKind::Down | FailureKind::Error => Some(Self::Error),
            FailureKind::Slow | FailureKind::Overload => Some(Self::Slow),
            FailureKind::Duplicate => Some(Self::Duplicate),
            FailureKind::Empty | FailureKind::Lost => Some(Self::Empty),
            FailureKind::Wrong => None,
        }
    }
}

/// Whether a failure mode was tried out or accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It was.
    Yes,
    /// This fact would tell.
    Open(Path),
    /// It was not.
    No,
}

/// What was tried out.
#[derive(Debug)]
pub struct Rehearsed<'p> {
    calls: Vec<u8>,
    open: BTreeMap<HopId, Path>,
    modes: BTreeMap<&'p str, Tried>,
}

impl Rehearsed<'_> {
    /// Whether somebody has seen this failure of a call.
    pub fn covers(&self, call: HopId, failure: Failure) -> bool {
        self.calls.get(call.index()).is_some_and(|seen| seen & failure.bit() != 0)
    }

    /// A test of the call that does not say which failures it brings about: where it would.
    pub fn open_at(&self, call: HopId) -> Option<&Path> {
        self.open.get(&call)
    }

    /// Whether a failure mode of the plan was tried out or accepted.
    pub fn mode(&self, id: &str) -> Tried {
        self.modes.get(id).cloned().unwrap_or(Tried::No)
    }
}

/// What was tried out in a plan. Acceptances that are over `today` do not count.
pub fn rehearsed<'p>(system: &System<'p>, today: Option<Date>) -> Rehearsed<'p> {
    let parts = Parts::of(system);
    let mut all = Rehearsed { calls: vec![0; system.hops().count()], open: BTreeMap::new(), modes: BTreeMap::new() };
    let mut named: BTreeMap<&str, u8> = BTreeMap::new();
    for (id, test) in system.plan.tests() {
        of_test(&mut all, &mut named, &parts, id.as_str(), test);
    }
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (_, experiment) in system.plan.experiments().filter(|(_, experiment)| !experiment.ran.is_none()) {
        done.extend(experiment.failure_mode.as_ref().map(FailureModeRef::as_str));
        of_experiment(&mut all, &parts, experiment);
    }
    let drills = Drills::of(system);
    let accepted = accepted_modes(system, today);
    for (id, mode) in system.plan.failure_modes() {
        let id = id.as_str();
        let by_word = done.contains(id) || accepted.contains(id) || drills.has(id, mode);
        let by_test = named.contains_key(id) || mode_is_tested(&all, &named, &parts, mode);
        all.modes.insert(id, if by_word || by_test { Tried::Yes } else { drills.tried(id, mode) });
        // What only a test has shown says nothing of the other calls to the same place.
        if let (true, Some(at), Some(failure)) = (by_word, &mode.at, mode.kind.and_then(Failure::of_mode)) {
            see(&mut all.calls, &parts.calls_to(at.as_str()), failure.bit());
        }
    }
    all
}

fn see(calls: &mut [u8], hops: &[HopId], bits: u8) {
    for hop in hops {
        if let Some(seen) = calls.get_mut(hop.index()) {
            *seen |= bits;
        }
    }
}

fn of_test<'p>(all: &mut Rehearsed<'p>, named: &mut BTreeMap<&'p str, u8>, parts: &Parts<'_, 'p>, id: &str, test: &'p Test) {
    let bits = test.covers.iter().flatten().fold(0, |bits, covers| bits | Failure::of_test(*covers).bit());
    for part in test.of.iter().flatten() {
        let hops = parts.calls_to(part.as_str());
        see(&mut all.calls, &hops, bits);
        *named.entry(part.as_str()).or_default() |= bits;
        if test.covers.is_none() {
            for hop in hops {
                all.open.entry(hop).or_insert_with(|| Path::of(["validation", "tests", id, "covers"]));
            }
        }
    }
}

fn of_experiment(all: &mut Rehearsed<'_>, parts: &Parts<'_, '_>, experiment: &Experiment) {
    let Some(scenario) = &experiment.scenario else { return };
    let down = scenario.down.iter().flatten().map(|part| (part.as_str(), Failure::Error));
    let slow = scenario.slow.iter().flat_map(|slow| slow.keys()).map(|part| (part.as_str(), Failure::Slow));
    let errors = scenario.errors.iter().flat_map(|errors| errors.keys()).map(|part| (part.as_str(), Failure::Error));
    let cold = scenario.cold.iter().flatten().map(|store| (store.as_str(), Failure::Empty));
    for (part, failure) in down.chain(slow).chain(errors).chain(cold) {
        see(&mut all.calls, &parts.calls_to(part), failure.bit());
    }
}

/// Whether a test brings this failure about at its place: by name, or at a call to it.
fn mode_is_tested(all: &Rehearsed<'_>, named: &BTreeMap<&str, u8>, parts: &Parts<'_, '_>, mode: &FailureMode) -> bool {
    let (Some(at), Some(failure)) = (&mode.at, mode.kind.and_then(Failure::of_mode)) else { return false };
    named.get(at.as_str()).is_some_and(|bits| bits & failure.bit() != 0)
        || parts.calls_to(at.as_str()).iter().any(|hop| all.covers(*hop, failure))
}

/// The failure modes under which someone has put a name, a reason and a date that is not over.
fn accepted_modes<'p>(system: &System<'p>, today: Option<Date>) -> BTreeSet<&'p str> {
    let is_valid = |accepted: &Acceptance| {
        let is_complete = accepted.owner.is_some() && accepted.reason.is_some();
        is_complete && accepted.until.is_some_and(|until| today.is_none_or(|today| today <= until))
    };
    let accepted = system.plan.accepted().filter(|(_, accepted)| is_valid(accepted));
    accepted.filter_map(|(id, _)| id.as_str().strip_prefix("failure-mode:")).collect()
}

/// The runbooks that are for a failure mode, and whether they were drilled.
struct Drills<'p> {
    by_mode: BTreeMap<&'p str, Vec<&'p str>>,
    drilled: BTreeMap<&'p str, &'p Fact<Date>>,
}

impl<'p> Drills<'p> {
    fn of(system: &System<'p>) -> Self {
        let mut by_mode: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut drilled = BTreeMap::new();
        for (id, runbook) in system.plan.runbooks() {
            drilled.insert(id.as_str(), &runbook.drilled);
            for part in runbook.of.iter().flatten() {
                by_mode.entry(part.as_str()).or_default().push(id.as_str());
            }
        }
        Self { by_mode, drilled }
    }

    fn of_mode<'s>(&'s self, id: &str, mode: &'s FailureMode) -> impl Iterator<Item = &'s str> {
        let own = mode.recover.as_ref().and_then(|recover| recover.runbook.known()).map(RunbookRef::as_str);
        own.into_iter().chain(self.by_mode.get(id).into_iter().flatten().copied())
    }

    fn has(&self, id: &str, mode: &FailureMode) -> bool {
        self.of_mode(id, mode).any(|runbook| self.drilled.get(runbook).is_some_and(|drilled| drilled.known().is_some()))
    }

    /// None was drilled, as far as the plan says.
    fn tried(&self, id: &str, mode: &FailureMode) -> Tried {
        let open = self.of_mode(id, mode).find(|runbook| self.drilled.get(runbook).is_some_and(|drilled| drilled.is_unknown()));
        open.map_or(Tried::No, |runbook| Tried::Open(Path::of(["operations", "runbooks", runbook, "drilled"])))
    }
}
