//! Logs: they can be joined and read in an incident, hold nothing that they must not, and harm nobody.

mod sensitive;
mod volume;

pub(in crate::rules) use sensitive::not_redacted;
pub(in crate::rules) use volume::{harmful, sinks_unlisted};

use super::telemetry::{Said, asked_once, run_by_us, said, stated};
use crate::plan::build::{LogFormat, Logs};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};

/// What is said of a line that does not tell it, with the parts of a field's name by which it is known, and what such a name may not hold: `service.version`
/// names no service.
const WANTED: [(&str, &[&str], &[&str]); 3] = [
    ("no trace", &["trace", "xray"], &[]),
    ("no service", &["service", "component", "application", "app"], &["version"]),
    ("no version", &["version", "release", "commit", "revision", "build", "sha"], &[]),
];

/// SL1: logs are not structured, or lack trace id, service or version.
pub(in crate::rules) fn unstructured(context: &Context<'_>) -> Vec<Ruling> {
    asked_once(context, run_by_us(context).map(|(at, id, _)| form(context, context.node(at), id)))
}

fn form(context: &Context<'_>, subject: SubjectRef, id: &str) -> Ruling {
    let format: Said<'_, &LogFormat> = said(context.plan, id, "format", |logs: &Logs| stated(logs.format.as_ref()));
    let fields: Said<'_, &Vec<String>> = said(context.plan, id, "fields", |logs: &Logs| stated(logs.fields.as_ref()));
    if format.is_off() {
        let mut violation = Violation::new(format!("{id} writes no logs"), format.path()).because(format.path(), "no logs");
        violation.group = format.group("structured-logs/SL1");
        return Ruling::violated(subject, violation);
    }
    let is_json = format.fact.known().map(|format| **format == LogFormat::Json);
    let mut demands = Demands::default().want(is_json, format.path(), "are free text");
    let missing = fields.fact.known().map(|fields| missing(fields));
    let lack = joined(missing.as_deref().unwrap_or_default());
    demands = demands.want(missing.map(|missing| missing.is_empty()), fields.path(), format!("name {lack}"));
    let group = if is_json == Some(false) { format.group("structured-logs/SL1") } else { fields.group("structured-logs/SL1") };
    let ruling = demands.ruling(subject, |lacks| format!("the logs of {id} {lacks}"));
    ruling.adding(|mut violation| {
        violation.group = group;
        if is_json == Some(false) { violation.suggest(format.path(), "json") } else { violation }
    })
}

/// What a line does not tell.
fn missing(fields: &[String]) -> Vec<&'static str> {
    let fields: Vec<String> = fields.iter().map(|field| field.to_ascii_lowercase()).collect();
    let names = |field: &String, parts: &[&str], without: &[&str]| {
        parts.iter().any(|part| field.contains(part)) && !without.iter().any(|part| field.contains(part))
    };
    let wanted = WANTED.into_iter().filter(|(_, parts, without)| !fields.iter().any(|field| names(field, parts, without)));
    wanted.map(|(lack, ..)| lack).collect()
}
