//! Findings in SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use super::selection::Selected;
use crate::cli::opened::Opened;
use crate::document::{Path, Place, printable};
use crate::knowledge::{Condition, Severity};
use crate::rules::{Because, Finding, State};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Where the format is defined for programs.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log of one run: each condition that has a finding as a rule, each finding as a result. Accepted ones are suppressed.
pub fn report(opened: &Opened, selected: &Selected<'_>) -> Value {
    let mut rules: Vec<&Condition> = Vec::new();
    let mut index = BTreeMap::new();
    let results: Vec<Value> = selected
        .findings
        .iter()
        .map(|finding| {
            let condition = finding.condition.as_ref();
            let at = *index.entry(condition.id.as_str()).or_insert_with(|| {
                rules.push(condition);
                rules.len() - 1
            });
            result(opened, finding, at)
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(condition: &Condition) -> Value {
    let address = condition.references.first();
    let tags: Vec<&str> = [condition.category.as_str(), condition.rule.as_str()].into();
    let mut rule = json!({
        "id": condition.id,
        "name": condition.path(),
        "shortDescription": { "text": condition.title },
        "fullDescription": { "text": condition.why },
        "help": {
            "text": format!("{} {}", condition.why, condition.fix),
            "markdown": format!("{}\n\n**Fix**: {}", condition.why, condition.fix),
        },
        "defaultConfiguration": { "level": level(condition.severity) },
        "properties": { "tags": tags, "asvs": condition.asvs },
    });
    if let (Some(fields), Some(address)) = (rule.as_object_mut(), address) {
        fields.insert("helpUri".to_owned(), json!(address));
    }
    rule
}

fn result(opened: &Opened, finding: &Finding, rule: usize) -> Value {
    let related: Vec<Value> = finding.because.iter().enumerate().map(|(id, because)| related(opened, id, because)).collect();
    let mut result = json!({
        "ruleId": finding.condition.id,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": printable(&finding.message) },
        "locations": [location(opened, &finding.path)],
        "relatedLocations": related,
        "partialFingerprints": { "groundplanFinding/v1": finding.id },
        "properties": { "severity": finding.severity.to_string(), "state": finding.state.as_str() },
    });
    if let (Some(fields), State::Accepted { owner, reason, until }) = (result.as_object_mut(), &finding.state) {
        let justification = format!("{reason} (accepted by {owner} until {until})");
        // The acceptance stands in the plan, which is what is scanned.
        fields.insert("suppressions".to_owned(), json!([{ "kind": "inSource", "status": "accepted", "justification": justification }]));
    }
    result
}

fn related(opened: &Opened, id: usize, because: &Because) -> Value {
    let mut place = location(opened, &because.path);
    if let Some(fields) = place.as_object_mut() {
        fields.insert("id".to_owned(), json!(id));
        fields.insert("message".to_owned(), json!({ "text": printable(&because.text) }));
    }
    place
}

/// The file with line and column, and the place in the plan.
fn location(opened: &Opened, path: &Path) -> Value {
    let mut location = Map::new();
    let Place { line, column } = opened.place(path);
    let physical = json!({
        "artifactLocation": { "uri": uri(opened.source.name()) },
        "region": { "startLine": line, "startColumn": column },
    });
    location.insert("physicalLocation".to_owned(), physical);
    let path = path.to_string();
    if !path.is_empty() {
        location.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": path, "kind": "member" }]));
    }
    Value::Object(location)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// A path as an address: relative as it was named, forward slashes, everything else escaped.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let relative = path.strip_prefix("./").unwrap_or(path);
    let escaped = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let escaped: String = relative.bytes().map(escaped).collect();
    if path.starts_with('/') { format!("file://{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(uri("./shop/groundplan.yaml"), "shop/groundplan.yaml");
        assert_eq!(uri("my shop/ö.yaml"), "my%20shop/%C3%B6.yaml");
        assert_eq!(uri("/srv/a:b.yaml"), "file:///srv/a%3Ab.yaml");
    }
}
