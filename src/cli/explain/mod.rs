//! `groundplan explain`: what stands behind a name of the guidance, of a finding, or of a field.

mod field;
mod finding;
mod guidance;
mod meanings;
mod typescript;

use super::failure::Failure;
use super::{Answer, opened};
use crate::document::{nearest, printable};
use crate::knowledge::{TEAM, checklists, workflow};
use clap::Args;
use std::path::{Path, PathBuf};

/// Explain a step, a category, a rule, a condition, a finding of a plan, or a field
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  groundplan explain                             everything there is to explain
  groundplan explain 2                           the second step of the workflow
  groundplan explain timeouts                    a rule: its conditions, why they matter, what to do
  groundplan explain TO2                         one condition, with its thresholds and references
  groundplan explain timeouts/TO2@journey:pay    how it stands in the plan: the arithmetic and its lines
  groundplan explain call.timeout                a field: what it may hold, and who asks for it
  groundplan explain map.components.*.instances  the same by its place in the file
  groundplan explain typescript                  defaults for services in TypeScript: packages, compiler
  groundplan explain retry                       whatever may be meant, where it is no id")]
pub struct Arguments {
    /// What to explain; without it, a list of all there is
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// The plan of a finding: a file or a directory; without it the nearest groundplan.yaml, here or above
    #[arg(short, long, value_name = "PATH")]
    plan: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Answer> {
    let Some(id) = arguments.id.as_deref().map(str::trim) else { return Ok(Answer::fine(guidance::index())) };
    if id.contains('@') {
        let id = id.strip_prefix("build.practices.").unwrap_or(id);
        return Ok(Answer::fine(finding::explain(id, arguments.plan.as_deref())?));
    }
    if id.eq_ignore_ascii_case("typescript") {
        return Ok(Answer::fine(typescript::page()));
    }
    if let Some(page) = of_id(id) {
        return Ok(Answer::fine(page));
    }
    if let Some(page) = of_team(id, arguments.plan.as_deref())? {
        return Ok(Answer::fine(page));
    }
    let meanings = meanings::meanings(id);
    match meanings.as_slice() {
        [] => Err(unknown(id).into()),
        [one] => Ok(Answer::fine(of_id(&one.id).unwrap_or_default())),
        several => Ok(Answer::fine(meanings::list(&printable(id), several))),
    }
}

/// What has exactly this id: something of the guidance, or a field. The answer to a condition is explained by the condition.
fn of_id(id: &str) -> Option<String> {
    of_guidance(id.strip_prefix("build.practices.").unwrap_or(id)).or_else(|| field::explain(id))
}

/// A condition that the team of the plan wrote itself.
fn of_team(id: &str, plan: Option<&Path>) -> anyhow::Result<Option<String>> {
    let Ok(plan) = opened::find(plan) else { return Ok(None) };
    let wanted = id.rsplit('/').next().unwrap_or(id).to_ascii_uppercase();
    let rulebook = opened::rulebook(&plan)?;
    Ok(rulebook.condition(&wanted).filter(|condition| condition.category == TEAM).map(|condition| guidance::of_team(condition)))
}

/// A step by its name or number, a category, a rule, a condition by its id or its path.
fn of_guidance(id: &str) -> Option<String> {
    let lists = checklists();
    let condition = id.rsplit('/').next().unwrap_or(id).to_ascii_uppercase();
    let step = || workflow().step(id).map(guidance::step);
    let category = || lists.category(id).map(guidance::category);
    let rule = || lists.rule(id).map(|(category, rule)| guidance::rule(category, rule));
    let condition =
        || lists.condition(&condition).filter(|entry| !id.contains('/') || id.starts_with(&entry.rule.id)).map(guidance::condition);
    step().or_else(category).or_else(rule).or_else(condition)
}

fn unknown(id: &str) -> Failure {
    let lists = checklists();
    let steps = workflow().steps().iter().map(|step| step.id.as_str());
    let categories = lists.categories().iter().map(|category| category.id.as_str());
    let rules = lists.rules().map(|(_, rule)| rule.id.as_str());
    let conditions = lists.conditions().map(|entry| entry.condition.id.as_str());
    let fields = field::names();
    let all = steps.chain(categories).chain(rules).chain(conditions).chain(fields.iter().map(String::as_str));
    let hint = match nearest(id, all) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`groundplan explain` lists all there is".to_owned(),
    };
    Failure::usage(format!("there is nothing to explain by the name `{id}`")).hint(hint)
}
