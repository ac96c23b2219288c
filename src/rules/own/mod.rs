//! The rules that a team wrote itself: expressions over the facts of a plan and over what was computed of them.
//!
//! An expression is read from left to right. A fact that the plan does not state leaves it open, unless the expression asks
//! `is known` or gives a `default`; so a rule is violated only by what is known.

mod computed;
mod environment;
mod facts;
mod names;
mod subjects;

pub use computed::{ComputedFact, computed};

use super::{Context, Ruling, Violation};
use crate::document::{Problem, Source};
use crate::knowledge::{Condition, Expression, Subject, TeamChecklist, TeamRule};
use environment::environment;
use facts::{Log, Notation};
use minijinja::value::Value;
use minijinja::{Environment, Error};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use subjects::{Entity, Found};

/// A team's rules, ready to be asked.
#[derive(Debug)]
pub struct OwnRules {
    environment: Environment<'static>,
    rules: Vec<OwnRule>,
}

#[derive(Debug)]
struct OwnRule {
    source: Arc<Source>,
    rule: TeamRule,
    /// All names that its expressions use, as `call.timeout.total`.
    names: BTreeSet<String>,
}

/// A rule whose expressions are ready to be evaluated.
struct Compiled<'r, 'e> {
    own: &'r OwnRule,
    when: Option<minijinja::Expression<'e, 'static>>,
    violated_when: minijinja::Expression<'e, 'static>,
}

/// An expression that could not be evaluated for one subject.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The file.
    pub source: Arc<Source>,
    /// Where in it, on what, and why.
    pub problem: Problem,
}

impl OwnRules {
    /// Makes the rules of a team's files ready.
    ///
    /// # Errors
    /// Every expression that can't be read or names what there is not, by file.
    pub fn of(files: &[TeamChecklist]) -> Result<Self, Vec<(Source, Vec<Problem>)>> {
        let environment = environment();
        let mut rules = Vec::new();
        let mut refused = Vec::new();
        let mut ids = BTreeSet::new();
        for file in files {
            let mut problems = Vec::new();
            let source = Arc::new(file.source.clone());
            for rule in &file.rules {
                if !ids.insert(rule.condition.id.as_str()) {
                    problems.push(Problem::new(rule.span, format!("another file has a rule {} too", rule.condition.id)));
                }
                let mut names = BTreeSet::new();
                let subject = subject_of(&rule.condition);
                for (expression, used) in used(&environment, rule) {
                    let span = expression.span;
                    match used {
                        Ok(used) => {
                            for name in &used {
                                if let Some((message, hint)) = names::mistake(subject, name) {
                                    problems.push(Problem { span, message, hint });
                                }
                            }
                            names.extend(used);
                        }
                        Err(error) => problems.push(Problem::new(span, format!("this is no expression: {}", reason(&error)))),
                    }
                }
                rules.push(OwnRule { source: Arc::clone(&source), rule: rule.clone(), names });
            }
            if !problems.is_empty() {
                refused.push((file.source.clone(), problems));
            }
        }
        if refused.is_empty() { Ok(Self { environment, rules }) } else { Err(refused) }
    }

    /// Whether a condition is one of them.
    pub fn has(&self, condition: &str) -> bool {
        self.find(condition).is_some()
    }

    fn find(&self, condition: &str) -> Option<&OwnRule> {
        self.rules.iter().find(|own| own.rule.condition.id == condition)
    }

    /// The answers of one of them, and where it could not be evaluated.
    pub(super) fn rulings(&self, context: &Context<'_>, condition: &str) -> (Vec<Ruling>, Vec<Broken>) {
        let (mut rulings, mut broken) = (Vec::new(), Vec::new());
        let Some(own) = self.find(condition) else { return (rulings, broken) };
        // They were read before, so they compile.
        let compile = |expression: &Expression| self.environment.compile_expression_owned(expression.text.clone()).ok();
        let Some(violated_when) = compile(&own.rule.violated_when) else { return (rulings, broken) };
        let compiled = Compiled { own, when: own.rule.when.as_ref().and_then(compile), violated_when };
        let is_named = |entity: &str| own.names.iter().any(|name| name.split('.').next() == Some(entity));
        let whole = is_named("plan").then(|| subjects::whole(context));
        for mut found in subjects::all(context, subject_of(&own.rule.condition), &is_named) {
            found.entities.extend(whole.clone());
            match self.ruling(context, &compiled, &found) {
                Ok(ruling) => rulings.extend(ruling),
                // One place says it; a thousand subjects would say the same.
                Err((expression, error)) if broken.is_empty() => broken.push(own.broken(expression, &found, &error)),
                Err(_) => {}
            }
        }
        (rulings, broken)
    }

    fn ruling<'r>(
        &self,
        context: &Context<'_>,
        compiled: &Compiled<'r, '_>,
        found: &Found,
    ) -> Result<Option<Ruling>, (&'r Expression, Error)> {
        let own = compiled.own;
        let log = Arc::new(Log::default());
        let facts = own.facts(context, &found.entities, Notation::Numbers, &log);
        let subject = || found.subject.clone();
        if let (Some(expression), Some(when)) = (&own.rule.when, &compiled.when) {
            let applies = when.eval(&facts);
            if let Some(missing) = log.first_unknown() {
                return Ok(Some(Ruling::unknown(subject(), missing)));
            }
            if !applies.map_err(|error| (expression, error))?.is_true() {
                return Ok(None);
            }
        }
        let violated = compiled.violated_when.eval(&facts);
        if let Some(missing) = log.first_unknown() {
            return Ok(Some(Ruling::unknown(subject(), missing)));
        }
        if !violated.map_err(|error| (&own.rule.violated_when, error))?.is_true() {
            return Ok(Some(Ruling::holds(subject())));
        }
        let words = own.facts(context, &found.entities, Notation::Words, &Arc::default());
        let message = self.environment.render_str(&own.rule.message.text, &words).map_err(|error| (&own.rule.message, error))?;
        let facts = log.facts();
        let path = facts.iter().map(|(path, _)| path).find(|path| **path != found.subject.path).unwrap_or(&found.subject.path);
        let violation = Violation::new(message.trim(), path.clone());
        let violation = facts.iter().fold(violation, |violation, (path, text)| violation.because(path.clone(), text.clone()));
        Ok(Some(Ruling::violated(subject(), violation)))
    }
}

impl OwnRule {
    fn facts(&self, context: &Context<'_>, entities: &[Entity], notation: Notation, log: &Arc<Log>) -> BTreeMap<&'static str, Value> {
        entities.iter().filter_map(|entity| entity.facts(context, &self.names, notation, log)).collect()
    }

    fn broken(&self, expression: &Expression, found: &Found, error: &Error) -> Broken {
        let message = format!("{} can't be evaluated on {}: {}", self.rule.condition.id, found.subject, reason(error));
        Broken { source: Arc::clone(&self.source), problem: Problem::new(expression.span, message) }
    }
}

/// A rule of a team is about one kind of thing.
fn subject_of(condition: &Condition) -> Subject {
    condition.subjects.first().copied().unwrap_or(Subject::System)
}

/// The names that each expression of a rule uses.
fn used<'r>(environment: &Environment<'static>, rule: &'r TeamRule) -> Vec<(&'r Expression, Result<Vec<String>, Error>)> {
    let sorted = |names: HashSet<String>| {
        // Functions are names too.
        let is_global = |name: &String| environment.globals().any(|(global, _)| global == name);
        let mut names: Vec<String> = names.into_iter().filter(|name| !is_global(name)).collect();
        names.sort();
        names
    };
    let mut used = Vec::new();
    for expression in rule.when.iter().chain([&rule.violated_when]) {
        let compiled = environment.compile_expression(&expression.text);
        used.push((expression, compiled.map(|compiled| sorted(compiled.undeclared_variables(true)))));
    }
    let message = environment.template_from_str(&rule.message.text);
    used.push((&rule.message, message.map(|template| sorted(template.undeclared_variables(true)))));
    used
}

/// Why, in one line.
fn reason(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}
