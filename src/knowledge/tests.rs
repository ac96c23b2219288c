//! What the checklists promise: the guidance in its own words, every condition once, and a plain style.

use std::collections::BTreeSet;

use super::{Answer, Ask, Checklists, Condition, Severity, StepId, Subject, When, Workflow, checklists, workflow};
use crate::plan::fields::Spot;

/// The guidance itself.
const GUIDANCE: &str = include_str!("../../checklists/guidance.md");

/// How many conditions each rule has, in the order of the guidance.
const CONDITIONS: [(&str, usize); 39] = [
    ("api-contracts", 3),
    ("input-validation", 3),
    ("idempotency", 3),
    ("invariants", 4),
    ("time-utc", 4),
    ("timeouts", 5),
    ("retries", 4),
    ("circuit-breakers", 4),
    ("bulkheads", 6),
    ("load-shedding", 5),
    ("authz", 3),
    ("secrets", 3),
    ("data-min", 4),
    ("crypto", 4),
    ("supply-chain", 4),
    ("async-io", 5),
    ("pooling", 4),
    ("cache", 7),
    ("batching", 3),
    ("profiling", 3),
    ("structured-logs", 4),
    ("metrics", 4),
    ("tracing", 3),
    ("alerts", 4),
    ("deploys", 5),
    ("transactions", 6),
    ("schema-evolution", 4),
    ("outbox", 3),
    ("id-generation", 4),
    ("read-models", 3),
    ("stateless", 3),
    ("partitioning", 5),
    ("versioning", 3),
    ("backpressure", 5),
    ("config", 4),
    ("typing", 3),
    ("tests", 4),
    ("determinism", 3),
    ("lint", 2),
];

#[test]
fn every_file_reads() {
    if let Some(error) = Checklists::embedded().err().or(Workflow::embedded().err()) {
        panic!("{error}");
    }
}

#[test]
fn the_rules_are_those_of_the_guidance_in_its_order_and_words() {
    let expected: Vec<(&str, &str)> =
        GUIDANCE.lines().filter_map(|line| line.strip_prefix("- `")).filter_map(|line| line.split_once("` - ")).collect();
    let rules: Vec<(&str, &str)> = checklists().rules().map(|(_, rule)| (rule.id.as_str(), rule.title.as_str())).collect();
    assert_eq!(rules, expected);
}

#[test]
fn the_categories_are_those_of_the_guidance_with_its_words() {
    let table: Vec<Vec<&str>> = GUIDANCE
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| P") && !line.starts_with("| -"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let read: Vec<Vec<String>> = checklists()
        .categories()
        .iter()
        .map(|category| {
            let signals: Vec<&str> = category.signals.iter().map(|signal| signal.title.as_str()).collect();
            vec![category.priority.to_string(), category.title.clone(), category.goal.clone(), signals.join(", ")]
        })
        .collect();
    assert_eq!(read, table);
    for category in checklists().categories() {
        let level = format!("{:?}", category.level).to_uppercase();
        let heading = format!("### {}. {} ({level})", category.priority, category.title);
        assert!(GUIDANCE.contains(&heading), "{heading}");
    }
}

#[test]
fn every_rule_has_its_conditions() {
    let read: Vec<(&str, usize)> = checklists().rules().map(|(_, rule)| (rule.id.as_str(), rule.conditions.len())).collect();
    assert_eq!(read, CONDITIONS);
    assert_eq!(checklists().conditions().count(), 153);
}

#[test]
fn conditions_are_numbered_within_their_rule() {
    let mut prefixes = BTreeSet::new();
    for (_, rule) in checklists().rules() {
        let prefix = rule.conditions.first().map(|first| first.id[..2].to_owned()).unwrap_or_default();
        for (place, condition) in rule.conditions.iter().enumerate() {
            assert_eq!(condition.id, format!("{prefix}{}", place + 1), "{}", rule.id);
        }
        assert!(prefixes.insert(prefix), "{} shares its letters with another rule", rule.id);
    }
}

#[test]
fn every_signal_is_served_by_a_condition_of_its_category() {
    for category in checklists().categories() {
        let known: BTreeSet<&str> = category.signals.iter().map(|signal| signal.id.as_str()).collect();
        let served: BTreeSet<&str> =
            category.rules.iter().flat_map(|rule| &rule.conditions).filter_map(|condition| condition.signal.as_deref()).collect();
        assert_eq!(known, served, "{}", category.id);
    }
}

#[test]
fn everything_is_found_by_its_id() {
    let all = checklists();
    for entry in all.conditions() {
        let found = all.condition(&entry.condition.id).map(|found| found.condition.path());
        assert_eq!(found, Some(entry.condition.path()));
        assert_eq!(all.rule(&entry.rule.id).map(|(category, _)| &category.id), Some(&entry.category.id));
        assert_eq!(all.category(&entry.category.id), Some(entry.category));
    }
    assert_eq!(workflow().step("map"), workflow().step("2"));
    assert!(workflow().step("8").is_none() && all.rule("timeout").is_none() && all.condition("TO9").is_none());
}

#[test]
fn what_a_condition_needs_is_a_field_of_the_plan() {
    for Condition { id, needs, answer, .. } in checklists().conditions().map(|entry| &**entry.condition) {
        assert_eq!(needs.is_empty(), *answer == Answer::Practice, "{id}");
        for need in needs {
            let (kind, field) = need.split_once('.').unwrap_or_default();
            let kind: Subject = serde_yaml::from_str(kind).expect(need);
            assert!(is_field(kind.place(), field), "{id} needs {need}");
        }
    }
}

fn is_field(place: &str, field: &str) -> bool {
    Spot::at(place.split('.').chain(field.split('.')).filter(|key| !key.is_empty())).is_some()
}

#[test]
fn every_number_of_a_condition_is_a_threshold() {
    let read: Vec<String> = checklists()
        .conditions()
        .flat_map(|entry| &entry.condition.thresholds)
        .map(|threshold| format!("{}={}", threshold.id, threshold.value))
        .collect();
    let expected = "IV2.body=1MiB TO4.p99_factor=10 TO4.false_timeouts=0.1% TO4.short=250ms RE1.attempts=3 RE2.product=4 RE2.blocker=9 RE3.ratio=10% \
        RE3.busy=10/s BH6.extra_nine=10% LS2.queue_share=50% DM4.retention=30d CR1.tls=1.2 CR3.ahead=30d AI2.slow=10% AI3.busy=70% PO1.share=80% \
        CA2.concurrent=1 CA5.life=1h BA1.few=2 PR1.factor=1.5 PR2.share=80% SL3.share=30% AL1.fast=14.4 AL1.slow=6 AL1.ticket=1 AL1.slack=10% AL4.events=10 SV3.lock_timeout=1s \
        SV3.statement_timeout=5s IG1.headroom=5y IG2.inserts=100/s RM3.ratio=10 PT2.rate=10/s PT4.share=80% PT4.fleet=50 BP4.stop=1h TE3.age=180d";
    assert_eq!(read.join(" "), expected);
}

#[test]
fn thresholds_carry_the_name_of_their_condition() {
    for Condition { id, thresholds, .. } in checklists().conditions().map(|entry| &**entry.condition) {
        for threshold in thresholds {
            assert!(threshold.id.starts_with(&format!("{id}.")), "{} in {id}", threshold.id);
        }
    }
}

#[test]
fn a_regrade_goes_the_way_it_says() {
    for Condition { id, severity, raised, lowered, .. } in checklists().conditions().map(|entry| &**entry.condition) {
        assert!(raised.as_ref().is_none_or(|regrade| regrade.to > *severity), "{id}");
        assert!(lowered.as_ref().is_none_or(|regrade| regrade.to < *severity), "{id}");
    }
    assert!(Severity::Blocker > Severity::High && Severity::High > Severity::Medium);
}

#[test]
fn texts_are_plain_and_short() {
    for (_, rule) in checklists().rules() {
        sentence(&rule.id, &rule.remedy);
        assert!(!rule.references.is_empty(), "{}", rule.id);
    }
    for Condition { id, title, question, why, fix, references, .. } in checklists().conditions().map(|entry| &**entry.condition) {
        assert!(title.chars().count() <= 80 && !title.ends_with('.'), "{id}: {title}");
        assert!(question.ends_with('?') && question.chars().count() <= 130, "{id}: {question}");
        sentence(id, why);
        sentence(id, fix);
        let sentences = why.matches(". ").count() + 1;
        assert!((2..=3).contains(&sentences), "{id} has a why of {sentences} sentences");
        assert!(references.iter().all(|reference| reference.starts_with("https://")), "{id}");
    }
}

fn sentence(id: &str, text: &str) {
    assert!(text.ends_with('.') && !text.contains('!') && !text.contains("  ") && !text.contains('\n'), "{id}: {text}");
    assert!(text.starts_with(char::is_uppercase), "{id}: {text}");
}

#[test]
fn the_steps_are_the_workflow_of_the_guidance() {
    let expected: Vec<(u8, &str)> = (1..=7)
        .zip(GUIDANCE.lines().skip_while(|line| *line != "## Execution Workflow").skip(1))
        .map(|(number, line)| (number, line.split_once(". ").map_or(line, |(_, words)| words)))
        .collect();
    let read: Vec<(u8, &str)> = workflow().steps().iter().map(|step| (step.number, step.guidance.as_str())).collect();
    assert_eq!(read, expected);
    let ids: Vec<StepId> = workflow().steps().iter().map(|step| step.id).collect();
    assert_eq!(ids, StepId::ALL);
    assert!(workflow().steps().iter().all(|step| step.number == step.id.number()));
}

#[test]
fn asks_are_unique_and_ask_for_what_is_not_there() {
    let asks: Vec<&Ask> = workflow().steps().iter().flat_map(|step| &step.asks).collect();
    let ids: BTreeSet<&str> = asks.iter().map(|ask| ask.id.as_str()).collect();
    assert_eq!(ids.len(), asks.len());
    for ask in asks {
        assert!(ask.ask.ends_with(['?', '.']) && ask.ask.contains(['?', '.']), "{}", ask.id);
        assert!(ask.then.iter().all(|then| then.ask.ends_with('?')), "{}", ask.id);
        let closes = ask.when.iter().any(|when| !matches!(when, When::Present(_)));
        assert!(closes, "{} would be asked for ever", ask.id);
        sentence(&ask.id, &ask.why);
    }
}

#[test]
fn asks_fill_fields_of_the_plan() {
    for ask in workflow().steps().iter().flat_map(|step| &step.asks) {
        assert!(is_field(&ask.creates, ""), "{} creates {}", ask.id, ask.creates);
        for then in &ask.then {
            assert!(is_field(&format!("{}.*", ask.creates), &then.field), "{} asks for {}", ask.id, then.field);
        }
        for when in &ask.when {
            let (When::Absent(path) | When::Present(path) | When::Uncalled(path) | When::Fewer { of: path, .. }) = when;
            assert!(is_field(path, ""), "{} looks at {path}", ask.id);
        }
    }
}

#[test]
fn the_asks_lead_from_an_empty_plan_to_one_of_every_kind() {
    let asks: Vec<&Ask> = workflow().steps().iter().flat_map(|step| &step.asks).collect();
    for needed in [
        "goals.journeys",
        "map.components",
        "map.calls",
        "map.failure_modes",
        "data.stores",
        "data.decisions",
        "contracts.apis.*.endpoints",
        "build.deploys",
        "build.settings",
        "validation.loads",
        "operations.runbooks",
    ] {
        assert!(asks.iter().any(|ask| ask.creates == needed), "{needed}");
    }
}
