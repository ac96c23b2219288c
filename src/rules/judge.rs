//! From rulings to a ranked judgement.

use super::context::Context;
use super::finding::{Finding, Question, QuestionKind};
use super::own::Broken;
use super::registry::judge_of;
use super::rulebook::Rulebook;
use super::ruling::{Ruling, Verdict, Violation};
use super::scorecard::{CategoryScore, Tally, score};
use super::subject::SubjectRef;
use super::{accepted, severity};
use crate::document::Path;
use crate::graph::System;
use crate::knowledge::{Condition, Severity, Subject, checklists};
use crate::plan::build::{Answer, Practice};
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

    /// Takes in the answers of a condition.
    fn take(&mut self, context: &Context<'_>, weights: &Weights, condition: &Arc<Condition>, rulings: Vec<Ruling>) {
        let tally = self.tallies.entry(condition.id.clone()).or_default();
        for ruling in rulings {
            let Ruling { subject, verdict } = answered(context.plan, condition, ruling);
            match verdict {
                Verdict::Holds => tally.holds += 1,
                Verdict::Claimed => {
                    tally.holds += 1;
                    tally.claimed += 1;
                }
                Verdict::Violated(violation) => {
                    tally.violated += 1;
                    self.findings.push(finding(context, condition, subject, violation));
                }
                Verdict::Unknown(path) => {
                    tally.unknown += 1;
                    self.questions.push(question(context, weights, condition, subject, path));
                }
            }
        }
    }
}

/// Judges a plan by all conditions of a rulebook. Pure: today is what the caller or the plan says.
pub fn judge(system: &System<'_>, today: Option<Date>, rulebook: &Rulebook) -> Judgement {
    let context = Context::new(system, today);
    let weights = Weights::of(system);
    let mut judgement = Judgement::default();
    // What is stale is seen once everything else is judged.
    for condition in rulebook.conditions().iter().filter(|condition| condition.id != accepted::STALE) {
        if context.plan.profile == Some(Profile::Small) && condition.profile == Profile::Full {
            judgement.summary.hidden += 1;
            continue;
        }
        let (rulings, broken) = rulings(&context, condition, rulebook);
        judgement.broken.extend(broken);
        judgement.take(&context, &weights, condition, rulings);
    }
    if let Some(condition) = rulebook.condition(accepted::STALE) {
        let rulings = accepted::rulings(context.plan, &judgement);
        judgement.take(&context, &weights, condition, rulings);
    }
    rank(&context, &weights, &mut judgement);
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
            vec![Ruling::unknown(SubjectRef::system(), Path::of(["build", "practices", condition.id.as_str()]))]
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

/// A practice answers what facts leave open, for one subject or for the whole system; it never overrides what was computed.
fn answered(plan: &Plan, condition: &Condition, ruling: Ruling) -> Ruling {
    let Ruling { subject, verdict: Verdict::Unknown(path) } = ruling else { return ruling };
    let Some(practices) = plan.build.as_ref().and_then(|build| build.practices.as_ref()) else { return Ruling::unknown(subject, path) };
    let of = |key: &str| practices.iter().find(|(name, _)| name.as_str().replace(" -> ", "->") == key);
    let Some((key, practice)) = of(&format!("{}@{subject}", condition.id)).or_else(|| of(&condition.id)) else {
        return Ruling::unknown(subject, path);
    };
    let place = Path::of(["build", "practices", key.as_str()]);
    match practice.answer {
        Some(Answer::Met) if practice.evidence.is_none() => Ruling { subject, verdict: Verdict::Claimed },
        Some(Answer::Met | Answer::NotApplicable) => Ruling::holds(subject),
        Some(Answer::Unmet) => Ruling::violated(subject, unmet(condition, place, practice)),
        None => Ruling::unknown(subject, path),
    }
}

fn unmet(condition: &Condition, place: Path, practice: &Practice) -> Violation {
    let evidence = practice.evidence.as_ref().map(|evidence| format!(" ({evidence})")).unwrap_or_default();
    let text = format!("answered: unmet{evidence}");
    Violation::new(format!("{}: the plan answers that it is so{evidence}", condition.title), place.clone()).because(place, text)
}

fn finding(context: &Context<'_>, condition: &Arc<Condition>, subject: SubjectRef, violation: Violation) -> Finding {
    let id = format!("{}@{subject}", condition.path());
    let criticality = context.criticality(subject.node.as_deref());
    Finding {
        severity: severity::graded(condition, violation.regraded, criticality),
        state: accepted::state(context.plan, &id, context.today),
        id,
        condition: Arc::clone(condition),
        assumed: assumed(context.plan, &violation),
        subject,
        group: violation.group,
        path: violation.path,
        message: violation.message,
        because: violation.because,
        suggestion: violation.suggestion,
    }
}

/// The facts of a violation that their entities list as assumed.
fn assumed(plan: &Plan, violation: &Violation) -> Vec<Path> {
    let paths = violation.because.iter().map(|because| &because.path);
    let mut assumed: Vec<Path> = paths.filter(|path| is_assumed(plan, path)).cloned().collect();
    assumed.dedup();
    assumed
}

fn is_assumed(plan: &Plan, path: &Path) -> bool {
    let keys: Vec<&str> =
        path.steps().iter().filter_map(|step| if let crate::document::Step::Key(key) = step { Some(key.as_str()) } else { None }).collect();
    let [section, register, id, field, ..] = keys.as_slice() else { return false };
    let listed = |fields: &[String]| fields.iter().any(|assumed| assumed.split('.').next() == Some(*field));
    match (*section, *register) {
        ("map", "components") | ("data", "stores") => plan.node(id).is_some_and(|node| listed(node.assumed())),
        ("goals", "journeys") => plan.journey(id).is_some_and(|journey| listed(&journey.assumed)),
        ("contracts", "channels") => plan.channel(id).is_some_and(|channel| listed(&channel.assumed)),
        ("map", "calls") => plan.call(id).is_some_and(|call| listed(&call.assumed)),
        _ => false,
    }
}

fn question(context: &Context<'_>, weights: &Weights, condition: &Arc<Condition>, subject: SubjectRef, path: Path) -> Question {
    let severity = severity::graded(condition, false, context.criticality(subject.node.as_deref()));
    let kind = if path.starts_with(&Path::of(["build", "practices"])) { QuestionKind::Practice } else { QuestionKind::Fact };
    Question {
        condition: Arc::clone(condition),
        each: if subject.kind == Subject::System { of_each(context.plan, condition) } else { None },
        note: note(context, condition, &subject),
        rank: weights.of_question(context, severity, &subject, kind),
        severity,
        subject,
        path,
        kind,
    }
}

/// Where the defaults of a client library would answer, why they don't.
fn note(context: &Context<'_>, condition: &Condition, subject: &SubjectRef) -> Option<String> {
    let is_of_a_call = matches!(subject.kind, Subject::Call | Subject::Pool);
    let asks_the_client = is_of_a_call && condition.needs.iter().any(|need| need == "call.client");
    asks_the_client.then(|| context.unknown_client(&subject.id).map(str::to_owned)).flatten()
}

/// Everything in the plan that a condition is about, in words.
fn of_each(plan: &Plan, condition: &Condition) -> Option<Arc<str>> {
    let kinds: Vec<Subject> = condition.subjects.iter().copied().filter(|kind| *kind != Subject::System && exists(plan, *kind)).collect();
    Subject::each(&kinds).map(Arc::from)
}

/// How many journeys each node carries, and how many others call it.
struct Weights {
    journeys: BTreeMap<String, usize>,
    fan_in: BTreeMap<String, usize>,
}

impl Weights {
    fn of(system: &System<'_>) -> Self {
        let mut journeys = BTreeMap::new();
        let mut fan_in = BTreeMap::new();
        for at in system.nodes() {
            let id = system.vertex(at).id().to_owned();
            journeys.insert(id.clone(), system.routes().iter().filter(|route| route.reaches(at)).count());
            fan_in.insert(id, system.hops_to(at).count());
        }
        Self { journeys, fan_in }
    }

    fn journeys(&self, subject: &SubjectRef) -> usize {
        subject
            .node
            .as_ref()
            .map_or(usize::from(subject.kind == Subject::Journey), |node| self.journeys.get(node).copied().unwrap_or_default())
    }

    /// Severity × criticality × fan-in. A fact settles more than a word, so it comes first.
    fn of_question(&self, context: &Context<'_>, severity: Severity, subject: &SubjectRef, kind: QuestionKind) -> f64 {
        let fan_in = subject.node.as_ref().and_then(|node| self.fan_in.get(node)).copied().unwrap_or_default();
        let severity = match severity {
            Severity::Blocker => 8.0,
            Severity::High => 4.0,
            Severity::Medium => 2.0,
            Severity::Low => 1.0,
        };
        let fact = if kind == QuestionKind::Fact { 4.0 } else { 1.0 };
        fact * severity * severity::weight(context.criticality(subject.node.as_deref())) * (1.0 + fan_in as f64)
    }
}

/// Findings: open before accepted, then severity, criticality of the subject, journeys touched, priority of the category.
/// Questions: by rank. Ties keep the order of the guidance, then that of the plan.
fn rank(context: &Context<'_>, weights: &Weights, judgement: &mut Judgement) {
    judgement.findings.sort_by_key(|finding| {
        let criticality = severity::weight(context.criticality(finding.subject.node.as_deref()));
        (
            !finding.state.is_open(),
            Reverse(finding.severity),
            Reverse(criticality.to_bits()),
            Reverse(weights.journeys(&finding.subject)),
            finding.condition.priority,
        )
    });
    judgement.questions.sort_by(|a, b| b.rank.total_cmp(&a.rank));
}
