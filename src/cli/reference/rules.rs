//! `docs/rules.md`: the guidance, with every condition.

use super::format::escaped;
use crate::knowledge::{Category, Condition, Rule, checklists};

pub fn page() -> String {
    let mut page = "# Rules\n\nMade from `checklists/`. `groundplan explain ID` shows the same in a terminal.\n\n\
        A condition is violated, holds, or is unknown for each of its subjects. Conditions that are computed show their\n\
        arithmetic; the others are questions that the team answers under `build.practices`. ASVS names the requirements of\n\
        [OWASP ASVS 5.0](https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en) whose documentation the answer is.\n"
        .to_owned();
    for category in checklists().categories() {
        page.push_str(&of_category(category));
    }
    page
}

fn of_category(category: &Category) -> String {
    let signals: Vec<&str> = category.signals.iter().map(|signal| signal.title.as_str()).collect();
    let mut section = format!(
        "\n## {}. {}\n\n{}. Signals: {}.\n",
        category.priority,
        escaped(&category.title),
        escaped(&category.goal),
        escaped(&signals.join(", "))
    );
    section.extend(category.rules.iter().map(of_rule));
    section
}

fn of_rule(rule: &Rule) -> String {
    let mut section = format!("\n### {}\n\n{}. {}\n\n", rule.id, escaped(&rule.title), escaped(&rule.remedy));
    section.push_str("| Condition | Severity | About | Answer | ASVS 5.0 | What is wrong where it is violated |\n| --- | --- | --- | --- | --- | --- |\n");
    section.extend(rule.conditions.iter().map(|condition| row(condition)));
    section
}

fn row(condition: &Condition) -> String {
    let subjects: Vec<&str> = condition.subjects.iter().map(|subject| subject.name()).collect();
    let answer = if crate::rules::computes(&condition.id) { "computed" } else { "asked" };
    let limits: Vec<String> = condition.thresholds.iter().map(|limit| format!("`{}` = {} {}", limit.id, limit.value, limit.unit)).collect();
    let limits = if limits.is_empty() { String::new() } else { format!(" ({})", limits.join("; ")) };
    let title = escaped(&format!("{}{limits}", condition.title));
    let asvs = condition.asvs.join(", ");
    format!("| {} | {} | {} | {answer} | {asvs} | {title} |\n", condition.id, condition.severity, subjects.join(", "))
}
