//! From rulings to a ranked judgement.

use super::context::Context;
use super::finding::{Finding, Question, QuestionKind};
use super::own::Broken;
use super::practices::{self, Practices};
use super::registry::judge_of;
use super::rulebook::Rulebook;
use super::ruling::{Ruling, Verdict, Violation};
use super::scorecard::{CategoryScore, Tally, score};
use super::subject::SubjectRef;
use super::weights::Weights;
use super::{accepted, severity};
use crate::document::{Path, Step};
use crate::graph::System;
use crate::knowledge::{Condition, Subject, checklists};
use crate::plan::reference::FieldRef;
use crate::plan::value::Date;
use crate::plan::{Plan, Profile};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the guidance says of a plan.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// What is wrong, the worst first. Accepted findings stand behind the open ones.
    pub findings: Vec<Finding>,
    /// What is not known, the most telling first.
    pub questions: Vec<Question>,
    /// The eight categories with their signals.
    pub scorecard: Vec<CategoryScore>,
    /// How each condition was answered, by its id; those that the small profile hides are absent.
    pub tallies: BTreeMap<String, Tally>,
    /// Expressions of the team that could not be evaluated; what they ask of is not judged.
    pub broken: Vec<Broken>,
    /// How often each answer was given.
    pub summary: Summary,
}

/// How often each answer was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Open findings.
    pub open: usize,
    /// Accepted findings.
    pub accepted: usize,
    /// Conditions that hold for a subject.
    pub holds: usize,
    /// Those among them for which there is but someone's word.
    pub claimed: usize,
    /// Open questions.
    pub unknown: usize,
    /// Conditions that the small profile hides.
    pub hidden: usize,
    /// Conditions that the team has switched off.
    pub off: usize,
}

impl Judgement {
    /// The findings that no one has accepted.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.state.is_open())
    }
}

/// Judges a plan by all conditions of a rulebook. Pure: today is what the caller or the plan says.
pub fn judge(system: &System<'_>, today: Option<Date>, rulebook: &Rulebook) -> Judgement {
    let bench = Bench { context: Context::new(system, today), weights: Weights::new(system), practices: Practices::of(system.plan) };
    let mut judgement = Judgement::default();
    let is_hidden = |condition: &Condition| system.plan.profile == Some(Profile::Small) && condition.profile == Profile::Full;
    // What is stale is seen once everything else is judged.
    for condition in rulebook.conditions().iter().filter(|condition| condition.id != accepted::STALE) {
        if is_hidden(condition) {
            judgement.summary.hidden += 1;
            continue;
        }
        let (rulings, broken) = rulings(&bench.context, condition, rulebook);
        judgement.broken.extend(broken);
        bench.enter(&mut judgement, condition, rulings);
    }
    if let Some(condition) = rulebook.condition(accepted::STALE) {
        let rulings = accepted::rulings(system.plan, &judgement);
        bench.enter(&mut judgement, condition, rulings);
    }
    bench.rank(&mut judgement);
    judgement.scorecard = checklists().categories().iter().map(|category| score(category, &judgement.tallies)).collect();
    judgement.summary.open = judgement.open().count();
    judgement.summary.accepted = judgement.findings.len() - judgement.summary.open;
    judgement.summary.holds = judgement.tallies.values().map(|tally| tally.holds).sum();
    judgement.summary.claimed = judgement.tallies.values().map(|tally| tally.claimed).sum();
    judgement.summary.unknown = judgement.questions.len();
    judgement.summary.off = rulebook.off().len();
    judgement
}

/// The answers of a condition: of its function or the team's expressions, else one open question where there is something to ask
/// about.
fn rulings(context: &Context<'_>, condition: &Condition, rulebook: &Rulebook) -> (Vec<Ruling>, Vec<Broken>) {
    if let Some(own) = rulebook.own(&condition.id) {
        return own.rulings(context, &condition.id);
    }
    let rulings = match judge_of(&condition.id) {
        Some(judge) => judge(context),
        None if condition.subjects.iter().any(|kind| exists(context.plan, *kind)) => {
            vec![Ruling::unknown(SubjectRef::system(), practices::place(&condition.id))]
        }
        None => Vec::new(),
    };
    (rulings, Vec::new())
}

/// Whether the plan has anything of a kind.
fn exists(plan: &Plan, kind: Subject) -> bool {
    let contracts = plan.contracts.as_ref();
    let build = plan.build.as_ref();
    let validation = plan.validation.as_ref();
    match kind {
        Subject::System => plan.components().next().is_some() || plan.stores().next().is_some(),
        Subject::Journey => plan.journeys().next().is_some(),
        Subject::Component => plan.components().next().is_some(),
        Subject::Call => plan.calls().next().is_some(),
        Subject::Pool => plan.calls().any(|(_, call)| call.pool.known().is_some()),
        Subject::FailureMode => plan.failure_modes().next().is_some(),
        Subject::Class => plan.classes().next().is_some(),
        Subject::Store => plan.stores().next().is_some(),
        Subject::Key => plan.stores().any(|(_, store)| store.keys.is_some()),
        Subject::Transaction => plan.transactions().next().is_some(),
        Subject::Invariant => plan.invariants().next().is_some(),
        Subject::Decision => plan.decisions().next().is_some(),
        Subject::Api => plan.apis().next().is_some(),
        Subject::Endpoint => plan.apis().any(|(_, api)| api.endpoints.is_some()),
        Subject::Channel => contracts.is_some_and(|contracts| contracts.channels.is_some()),
        Subject::Consumer => plan.channels().any(|(_, channel)| channel.consumers.is_some()),
        Subject::Deploy => build.is_some_and(|build| build.deploys.is_some()),
        Subject::DynamicInput => build.is_some_and(|build| build.dynamic_inputs.is_some()),
        Subject::Setting => build.is_some_and(|build| build.settings.is_some()),
        Subject::Secret => build.is_some_and(|build| build.secrets.is_some()),
        Subject::Test => validation.is_some_and(|validation| validation.tests.is_some()),
        Subject::Load => validation.is_some_and(|validation| validation.loads.is_some()),
        Subject::Alert => plan.alerts().next().is_some(),
        Subject::Runbook => plan.runbooks().next().is_some(),
        Subject::Acceptance => plan.accepted().next().is_some(),
    }
}

/// What turns the answers of conditions into findings and questions.
struct Bench<'a> {
    context: Context<'a>,
    weights: Weights<'a>,
    practices: Practices<'a>,
}

impl Bench<'_> {
    /// Takes the answers of a condition into the judgement.
    fn enter(&self, judgement: &mut Judgement, condition: &Arc<Condition>, rulings: Vec<Ruling>) {
        let tally = judgement.tallies.entry(condition.id.clone()).or_default();
        for ruling in rulings {
            let Ruling { subject, verdict } = self.practices.answer(condition, ruling);
            match verdict {
                Verdict::Holds => tally.holds += 1,
                Verdict::Claimed => {
                    tally.holds += 1;
                    tally.claimed += 1;
                }
                Verdict::Violated(violation) => {
                    tally.violated += 1;
                    judgement.findings.push(self.finding(condition, subject, *violation));
                }
                Verdict::Unknown(path) => {
                    tally.unknown += 1;
                    judgement.questions.push(self.question(condition, subject, path));
                }
            }
        }
    }

    fn finding(&self, condition: &Arc<Condition>, subject: SubjectRef, violation: Violation) -> Finding {
        let id = format!("{}@{subject}", condition.path());
        Finding {
            severity: severity::graded(condition, violation.regraded, self.weights.of(&subject).criticality),
            state: accepted::state(self.context.plan, &id, self.context.today),
            id,
            condition: Arc::clone(condition),
            assumed: assumed(self.context.plan, &violation),
            subject,
            group: violation.group,
            path: violation.path,
            message: violation.message,
            because: violation.because,
            suggestion: violation.suggestion,
        }
    }

    fn question(&self, condition: &Arc<Condition>, subject: SubjectRef, path: Path) -> Question {
        let weight = self.weights.of(&subject);
        let severity = severity::graded(condition, false, weight.criticality);
        // A fact settles more than a word, so it comes first.
        let (kind, first) = if practices::is_place(&path) { (QuestionKind::Practice, 1.0) } else { (QuestionKind::Fact, 4.0) };
        Question {
            condition: Arc::clone(condition),
            each: if subject.kind == Subject::System { of_each(self.context.plan, condition) } else { None },
            note: self.note(condition, &subject),
            rank: first * weight.rank(severity),
            severity,
            subject,
            path,
            kind,
        }
    }

    /// Where the defaults of a client library would answer, why they don't.
    fn note(&self, condition: &Condition, subject: &SubjectRef) -> Option<String> {
        let is_of_a_call = matches!(subject.kind, Subject::Call | Subject::Pool);
        let asks_the_client = is_of_a_call && condition.needs.iter().any(|need| need == "call.client");
        asks_the_client.then(|| self.context.unknown_client(&subject.id).map(str::to_owned)).flatten()
    }

    /// Findings: open before accepted, then severity, criticality of the subject, journeys touched, priority of the category.
    /// Questions: by rank. Ties keep the order of the guidance, then that of the plan.
    fn rank(&self, judgement: &mut Judgement) {
        judgement.findings.sort_by_cached_key(|finding| {
            let weight = self.weights.of(&finding.subject);
            (
                !finding.state.is_open(),
                Reverse(finding.severity),
                Reverse(severity::weight(weight.criticality).to_bits()),
                Reverse(weight.journeys),
                finding.condition.priority,
            )
        });
        // A rank is above zero, so its bits are ordered as it is.
        judgement.questions.sort_by_cached_key(|question| Reverse(question.rank.to_bits()));
    }
}

/// The facts of a violation that their entities list as assumed.
fn assumed(plan: &Plan, violation: &Violation) -> Vec<Path> {
    let mut assumed: Vec<Path> = Vec::new();
    for path in violation.because.iter().map(|because| &because.path).filter(|path| is_assumed(plan, path)) {
        if !assumed.contains(path) {
            assumed.push(path.clone());
        }
    }
    assumed
}

fn is_assumed(plan: &Plan, path: &Path) -> bool {
    let mut keys = path.steps().iter().filter_map(Step::key);
    let (Some(section), Some(register), Some(id), Some(field)) = (keys.next(), keys.next(), keys.next(), keys.next()) else { return false };
    let listed = |fields: &[FieldRef]| fields.iter().any(|assumed| assumed.field() == field);
    match (section, register) {
        ("map", "components") | ("data", "stores") => plan.node(id).is_some_and(|node| listed(node.assumed())),
        ("goals", "journeys") => plan.journey(id).is_some_and(|journey| listed(&journey.assumed)),
        ("contracts", "channels") => plan.channel(id).is_some_and(|channel| listed(&channel.assumed)),
        ("map", "calls") => plan.call(id).is_some_and(|call| listed(&call.assumed)),
        _ => false,
    }
}

/// Everything in the plan that a condition is about, in words.
fn of_each(plan: &Plan, condition: &Condition) -> Option<Arc<str>> {
    let kinds: Vec<Subject> = condition.subjects.iter().copied().filter(|kind| *kind != Subject::System && exists(plan, *kind)).collect();
    Subject::each(&kinds).map(Arc::from)
}
