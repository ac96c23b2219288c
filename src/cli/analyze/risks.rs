//! What failure modes take of a journey's error budget, and which to deal with first.

use super::line::{Part, missing, part, parts};
use crate::analysis::availability::Ceiling;
use crate::analysis::fault_tree::CutSets;
use crate::analysis::risk::{Lever, Membership, Score, Slice, Stack, membership, scores, stack};
use crate::cli::opened::Opened;
use crate::document::Path;
use crate::graph::{Route, System};
use serde::Serialize;

/// The failure modes of a journey. Minutes are those of a full outage.
#[derive(Debug, Serialize)]
pub struct Risks {
    /// Minutes that the target allows a year; absent without a target.
    pub budget_minutes: Option<f64>,
    /// What the failure modes take of it together.
    pub taken_minutes: f64,
    /// The one over the other; absent without a budget.
    pub share: Option<f64>,
    /// Whether they take more than there is; absent while facts leave it open.
    pub exceeded: Option<bool>,
    /// The share of the budget above which one failure mode is a large risk.
    pub threshold: f64,
    /// The dearest first.
    pub modes: Vec<Mode>,
    /// Facts that the sum lacks: while there are some, it is a bound from below.
    pub missing: Vec<String>,
}

/// One failure mode.
#[derive(Debug, Serialize)]
pub struct Mode {
    pub id: String,
    pub path: String,
    pub line: usize,
    /// Absent while a fact is missing, as the next two.
    pub minutes_per_year: Option<f64>,
    pub share: Option<f64>,
    /// Whether it takes more of the budget than one may.
    pub large: Option<bool>,
    /// How the minutes were got.
    pub formula: String,
    pub accepted: Option<Accepted>,
    /// Minutes a year that would be saved with half of one of its facts.
    pub saved_by_half: Savings,
    /// In which minimal cut sets of the journey it stands.
    pub cut_sets: InCutSets,
    /// Times in minutes, the share of users, incidents a year.
    pub parts: Vec<Part>,
    pub missing: Vec<String>,
}

/// Who has accepted it.
#[derive(Debug, Serialize)]
pub struct Accepted {
    pub owner: Option<String>,
    pub until: Option<String>,
}

/// Minutes a year that are saved when it is noticed or ended in half the time, is half as often, or hits half the users.
#[derive(Debug, Serialize)]
pub struct Savings {
    pub detection: Option<f64>,
    pub recovery: Option<f64>,
    pub frequency: Option<f64>,
    pub users: Option<f64>,
}

/// How it stands in the minimal cut sets.
#[derive(Debug, Serialize)]
pub struct InCutSets {
    /// `itself`; `stated-availability`: the plan states an availability of what fails, which counts it; `done-without`: the
    /// journey does not need what fails; `not-down`: nothing is down, so it is in no cut set.
    pub r#as: &'static str,
    /// In how many of those found.
    pub count: u64,
    /// Whether it brings the journey down alone.
    pub alone: bool,
    /// The events that stand for it there.
    pub events: Vec<String>,
}

/// The failure modes of a journey; `None` where none hits it.
pub fn of(opened: &Opened, system: &System<'_>, route: &Route<'_>, ceiling: &Ceiling, sets: &CutSets<'_>) -> Option<Risks> {
    let stack = stack(system, route);
    let standing = |slice: &Slice<'_>| in_cut_sets(ceiling, membership(system, ceiling, sets, slice.id, slice.mode));
    let modes: Vec<Mode> = stack.slices.iter().map(|slice| mode(opened, &stack, slice, standing(slice))).collect();
    (!modes.is_empty()).then(|| Risks {
        budget_minutes: stack.budget,
        taken_minutes: stack.taken(),
        share: stack.share(stack.taken()).filter(|share| share.is_finite()),
        exceeded: stack.exceeds(),
        threshold: stack.large,
        missing: missing(stack.missing()),
        modes,
    })
}

fn mode(opened: &Opened, stack: &Stack<'_>, slice: &Slice<'_>, cut_sets: InCutSets) -> Mode {
    let path = Path::of(["map", "failure_modes", slice.id]);
    let saved = |lever| slice.risk.saved_by_half(lever);
    Mode {
        id: slice.id.to_owned(),
        line: opened.place(&path).line,
        path: path.to_string(),
        minutes_per_year: slice.minutes(),
        share: slice.minutes().and_then(|minutes| stack.share(minutes)).filter(|share| share.is_finite()),
        large: stack.is_large(slice),
        formula: slice.risk.formula(),
        accepted: slice.accepted.map(|accepted| Accepted {
            owner: accepted.owner.as_ref().map(ToString::to_string),
            until: accepted.until.map(|until| until.to_string()),
        }),
        saved_by_half: Savings {
            detection: saved(Lever::Detect),
            recovery: saved(Lever::Recover),
            frequency: saved(Lever::Frequency),
            users: saved(Lever::Users),
        },
        cut_sets,
        parts: parts(opened, slice.how.terms()),
        missing: missing(slice.how.missing()),
    }
}

fn in_cut_sets(ceiling: &Ceiling, membership: Membership) -> InCutSets {
    let none = |r#as| InCutSets { r#as, count: 0, alone: false, events: Vec::new() };
    match membership {
        Membership::NotDown => none("not-down"),
        Membership::DoneWithout => none("done-without"),
        Membership::In { events, stated, sets, alone } => InCutSets {
            r#as: if stated { "stated-availability" } else { "itself" },
            count: u64::try_from(sets).unwrap_or(u64::MAX),
            alone,
            events: events.iter().filter_map(|id| Some(ceiling.tree.events().get(id.index())?.name.clone())).collect(),
        },
    }
}

/// A failure mode in the failure mode and effects analysis.
#[derive(Debug, Serialize)]
pub struct Scored {
    pub id: String,
    /// Each 1 (harmless) to 10; absent while its fact is missing.
    pub severity: Option<u64>,
    pub occurrence: Option<u64>,
    pub detection: Option<u64>,
    /// Their product.
    pub risk_priority_number: Option<u64>,
    /// `high`, `medium` or `low`, by the table of `checklists/risk.yaml`.
    pub action_priority: Option<&'static str>,
    /// How each score was got; each amount the score.
    pub parts: Vec<Part>,
    pub missing: Vec<String>,
}

/// All failure modes of the plan, what to deal with first in front.
pub fn scored(opened: &Opened, system: &System<'_>) -> Vec<Scored> {
    let all = scores(system.plan);
    let view = |scores: &crate::analysis::risk::Scores<'_>| {
        let score = |score: &Result<Score, Path>| score.as_ref().ok().map(|score| score.score);
        let known = scores.all().into_iter().flatten();
        Scored {
            id: scores.id.to_owned(),
            severity: score(&scores.severity),
            occurrence: score(&scores.occurrence),
            detection: score(&scores.detection),
            risk_priority_number: scores.number(),
            action_priority: scores.priority().map(crate::knowledge::ActionPriority::as_str),
            parts: known.map(|score| part(opened, &score.path, &score.text, score.score as f64)).collect(),
            missing: missing(scores.all().into_iter().filter_map(|score| score.as_ref().err())),
        }
    };
    all.iter().map(view).collect()
}
