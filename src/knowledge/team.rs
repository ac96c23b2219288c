//! A team's own checklist, as written in `.groundplan/checklists/<name>.yaml`: rules of its own, and what it changes of the guidance.

use super::{Answer, Condition, Severity, StepId, Subject, checklists};
use crate::document::{Path, Problem, Source, Span, Tree, nearest, read};
use crate::plan::Profile;
use indexmap::IndexMap;
use serde::Deserialize;
use std::sync::Arc;

/// What a rule of a team can be about.
const SUBJECTS: [Subject; 8] = [
    Subject::Component,
    Subject::Call,
    Subject::Endpoint,
    Subject::Channel,
    Subject::Store,
    Subject::Journey,
    Subject::Decision,
    Subject::FailureMode,
];

/// Behind the eight categories of the guidance.
const PRIORITY: u8 = 9;

/// The name of the category of all rules that a team wrote itself.
pub const TEAM: &str = "team";

/// One file.
#[derive(Debug, Clone)]
pub struct TeamChecklist {
    /// Its text, for places.
    pub source: Source,
    /// The team's rules, in the order of the file.
    pub rules: Vec<TeamRule>,
    /// What it changes of the guidance, by the id of the condition.
    pub changes: Vec<(String, GuidanceChange)>,
}

/// A rule that a team wrote: its words, and the expressions that judge.
#[derive(Debug, Clone)]
pub struct TeamRule {
    /// Its words, as those of the guidance.
    pub condition: Arc<Condition>,
    /// Where its id stands.
    pub span: Span,
    /// When it applies.
    pub when: Option<Expression>,
    /// When it is violated.
    pub violated_when: Expression,
    /// What is wrong then: a template.
    pub message: Expression,
}

/// An expression, with its place in the file.
#[derive(Debug, Clone)]
pub struct Expression {
    /// As it is written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a team changes of a condition of the guidance.
#[derive(Debug, Clone, Deserialize)]
pub struct GuidanceChange {
    /// It is not asked any more.
    #[serde(default)]
    pub off: bool,
    /// It is as bad as this.
    pub severity: Option<Severity>,
    /// Why.
    pub reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    rules: IndexMap<String, Written>,
    guidance: IndexMap<String, GuidanceChange>,
}

#[derive(Debug, Deserialize)]
struct Written {
    title: String,
    #[serde(rename = "for")]
    subject: Subject,
    when: Option<String>,
    violated_when: String,
    message: String,
    question: String,
    severity: Severity,
    step: Option<StepId>,
    why: String,
    fix: String,
    reference: Option<String>,
}

impl TeamChecklist {
    /// Reads a file: its name as it is told, its stem as the name of its rules, its text.
    ///
    /// # Errors
    /// Every mistake in it, with its place.
    pub fn read(name: &str, stem: &str, text: &str) -> Result<Self, (Source, Vec<Problem>)> {
        let source = Source::new(name.to_owned(), text.to_owned());
        let reading = read::<File>(text);
        let file = reading.value.unwrap_or_default();
        let at = |keys: &[&str]| reading.tree.label_span(&Path::of(keys.iter().copied()));
        let mut problems = reading.problems;
        let reads = problems.is_empty();
        for (id, rule) in &file.rules {
            if !is_id(id) {
                let problem = Problem::new(at(&["rules", id]), format!("`{id}` can't be the id of a rule"));
                problems.push(problem.hint("write capital letters and digits, beginning with a letter, as PLAT1"));
            } else if checklists().condition(id).is_some() {
                let problem = Problem::new(at(&["rules", id]), format!("{id} is a condition of the guidance"));
                problems.push(problem.hint("give the rule another id, or change the condition under `guidance`"));
            }
            if !SUBJECTS.contains(&rule.subject) {
                let problem = Problem::new(at(&["rules", id, "for"]), format!("no rule can be for a {}", rule.subject.noun()));
                let names: Vec<&str> = SUBJECTS.iter().map(|subject| subject.name()).collect();
                problems.push(problem.hint(format!("one of {}", names.join(", "))));
            }
        }
        for (id, change) in &file.guidance {
            if checklists().condition(id).is_none() {
                let known = checklists().conditions().map(|entry| entry.condition.id.as_str());
                let problem = Problem::new(at(&["guidance", id]), format!("the guidance has no condition `{id}`"));
                problems.push(match nearest(id, known) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem.hint("`groundplan explain` lists all there are"),
                });
            }
            // A grade that does not read is told already.
            if reads && change.off == change.severity.is_some() {
                let problem = Problem::new(at(&["guidance", id]), "a condition is switched off or graded anew: one of the two");
                problems.push(problem.hint("write {off: true, reason: …} or {severity: low, reason: …}"));
            }
        }
        if !problems.is_empty() {
            problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
            return Err((source, problems));
        }
        let rules = file.rules.into_iter().map(|(id, rule)| rule.into_rule(stem, id, &reading.tree)).collect();
        Ok(Self { source, rules, changes: file.guidance.into_iter().collect() })
    }
}

fn is_id(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_uppercase()) && id.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

impl Written {
    fn into_rule(self, stem: &str, id: String, tree: &Tree) -> TeamRule {
        let span = tree.label_span(&Path::of(["rules", id.as_str()]));
        let expression = |field: &str, text: String| Expression { text, span: tree.span(&Path::of(["rules", id.as_str(), field])) };
        let when = self.when.map(|text| expression("when", text));
        let violated_when = expression("violated_when", self.violated_when);
        let message = expression("message", self.message);
        let section = self.subject.place().split('.').next().unwrap_or_default();
        let own_step = || StepId::ALL.into_iter().find(|step| step.as_str() == section);
        let condition = Condition {
            id,
            rule: stem.to_owned(),
            category: TEAM.to_owned(),
            priority: PRIORITY,
            title: self.title,
            step: self.step.or_else(own_step).unwrap_or(StepId::Map),
            signal: None,
            subjects: vec![self.subject],
            severity: self.severity,
            raised: None,
            lowered: None,
            answer: Answer::Facts,
            profile: Profile::Small,
            needs: Vec::new(),
            thresholds: Vec::new(),
            question: self.question,
            why: self.why,
            fix: self.fix,
            references: self.reference.into_iter().collect(),
            asvs: Vec::new(),
        };
        TeamRule { condition: Arc::new(condition), span, when, violated_when, message }
    }
}
