//! Steps, categories, rules and conditions in full.

use crate::cli::{paint, text};
use crate::knowledge::{Answer, Category, Condition, Entry, Regrade, Rule, Step, TEAM, checklists, workflow};
use crate::plan::Profile;
use std::sync::Arc;

/// All that has a name: the steps, and the rules by category.
pub fn index() -> String {
    let mut page = paint::heading("The seven steps") + "\n";
    for step in workflow().steps() {
        page.push_str(&text::paragraph(2, &format!("{} {}: {}", step.number, step.id, step.guidance)));
    }
    for category in checklists().categories() {
        page.push_str(&format!("\n{}\n", paint::heading(&format!("{}. {} ({})", category.priority, category.title, category.id))));
        for rule in &category.rules {
            let ids: Vec<&str> = rule.conditions.iter().map(|condition| condition.id.as_str()).collect();
            page.push_str(&text::paragraph(2, &format!("{}: {}. {}", rule.id, rule.title, ids.join(" "))));
        }
    }
    page
}

/// A step of the workflow: what it is for, when it is done, what it asks.
pub fn step(step: &Step) -> String {
    let mut page = heading(&step.id.to_string(), &format!("step {} of 7", step.number), &step.guidance);
    page.push_str(&text::paragraph(2, &step.purpose));
    page.push_str(&text::labelled("done", &step.done));
    page.push_str(&section("Asked of an empty plan"));
    for ask in &step.asks {
        page.push_str(&text::hanging("  ? ", 4, &ask.ask.replace("{subject}", "each")));
        page.push_str(&text::paragraph(4, &format!("{}, for example {}", ask.creates, ask.example)));
    }
    page.push_str(&section("Conditions that are settled in this step"));
    for entry in checklists().conditions().filter(|entry| entry.condition.step == step.id) {
        page.push_str(&text::hanging(&format!("  {:<5}", entry.condition.id), 7, &entry.condition.title));
    }
    page
}

/// A category with its signals and rules.
pub fn category(category: &Category) -> String {
    let level = match category.level {
        crate::knowledge::Level::Critical => "critical",
        crate::knowledge::Level::High => "high",
        crate::knowledge::Level::Medium => "medium",
    };
    let mut page = heading(&category.id, &format!("category {} of 8, {level}", category.priority), &category.title);
    page.push_str(&text::labelled("goal", &category.goal));
    let signals: Vec<&str> = category.signals.iter().map(|signal| signal.title.as_str()).collect();
    page.push_str(&text::labelled("signals", &signals.join(", ")));
    for rule in &category.rules {
        page.push_str(&section(&format!("{}: {}", rule.id, rule.title)));
        page.push_str(&conditions(rule));
    }
    page
}

/// A rule with its conditions.
pub fn rule(category: &Category, rule: &Rule) -> String {
    let mut page = heading(&rule.id, &format!("rule of {}", category.id), &rule.title);
    page.push_str(&text::paragraph(2, &rule.remedy));
    for condition in &rule.conditions {
        page.push_str(&format!("\n{}  {}\n", paint::severity(condition.severity), paint::heading(&condition.id)));
        page.push_str(&text::paragraph(2, &format!("{}.", condition.title)));
        page.push_str(&essentials(condition));
    }
    page.push('\n');
    page.push_str(&references(&rule.references));
    page
}

/// A condition with everything that is known of it.
pub fn condition(Entry { rule, condition, .. }: Entry<'_>) -> String {
    let mut page = facts(condition);
    page.push_str(&text::labelled("rule", &format!("{}: {}", rule.id, rule.title)));
    page.push_str(&references(&condition.references));
    page
}

/// A condition that a team wrote itself.
pub fn of_team(condition: &Condition) -> String {
    facts(condition) + &references(&condition.references)
}

fn facts(condition: &Condition) -> String {
    let mut page = heading(&condition.path(), &format!("condition of {}", condition.category), &condition.title);
    page.push_str(&format!("  {}", paint::severity(condition.severity)));
    for regrade in condition.raised.iter().chain(&condition.lowered) {
        page.push_str(&regraded(regrade));
    }
    page.push('\n');
    let subjects: Vec<&str> = condition.subjects.iter().map(|subject| subject.name()).collect();
    page.push_str(&text::labelled("about", &subjects.join(", ")));
    page.push_str(&text::labelled("step", &format!("{} {}", condition.step.number(), condition.step)));
    page.push_str(&text::labelled("answer", answer(condition)));
    if condition.profile == Profile::Small {
        page.push_str(&text::labelled("profile", "small: it pays for a small service too"));
    }
    page.push_str(&essentials(condition));
    if !condition.needs.is_empty() {
        page.push_str(&text::labelled("needs", &condition.needs.join(", ")));
    }
    for threshold in &condition.thresholds {
        let line = format!("{} = {} {} ({})", threshold.id, threshold.value, threshold.unit, threshold.source);
        page.push_str(&text::labelled("limit", &line));
    }
    if !condition.asvs.is_empty() {
        page.push_str(&text::labelled("ASVS", &format!("answers {} of OWASP ASVS 5.0", condition.asvs.join(", "))));
    }
    page
}

fn regraded(regrade: &Regrade) -> String {
    format!(", {} when {}", regrade.to, regrade.when)
}

fn answer(condition: &Condition) -> &'static str {
    match condition.answer {
        Answer::Facts if condition.category == TEAM => "computed by the team's expressions",
        Answer::Facts if crate::rules::computes(&condition.id) => "computed from the facts of the plan",
        Answer::Facts => "a question: answer it under build.practices (met, unmet, not-applicable)",
        Answer::Practice => "given by the team under build.practices (met, unmet, not-applicable), with evidence",
    }
}

fn essentials(condition: &Condition) -> String {
    let why = text::labelled("why", &condition.why);
    let fix = text::labelled("fix", &condition.fix);
    why + &fix + &text::labelled("question", &condition.ask("it"))
}

fn conditions(rule: &Rule) -> String {
    let line = |condition: &Arc<Condition>| {
        text::hanging(&format!("  {:<5}", condition.id), 7, &format!("{} ({})", condition.title, condition.severity))
    };
    rule.conditions.iter().map(line).collect()
}

fn references(references: &[String]) -> String {
    references.iter().map(|reference| text::labelled("see", reference)).collect()
}

fn heading(id: &str, what: &str, title: &str) -> String {
    format!("{}  {}\n{}", paint::heading(id), paint::dim(what), text::paragraph(2, &format!("{title}.")))
}

fn section(title: &str) -> String {
    format!("\n{}\n", paint::heading(title))
}
