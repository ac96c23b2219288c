//! Findings as JUnit XML, which build servers show as test results:
//! <https://github.com/testmoapp/junitxml>.

use super::selection::Selected;
use crate::cli::opened::Opened;
use crate::cli::text;
use crate::document::printable;
use crate::knowledge::{Condition, Severity};
use crate::rules::{Finding, Question};
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::{ElementWriter, Writer};
use std::collections::BTreeMap;
use std::io;

/// What was found of one condition.
#[derive(Default)]
struct Case<'a> {
    findings: Vec<&'a Finding>,
    questions: Vec<&'a Question>,
}

impl Case<'_> {
    fn fails(&self, limit: Option<Severity>) -> bool {
        limit.is_some_and(|limit| self.findings.iter().any(|finding| finding.severity >= limit))
    }
}

/// A suite for each category, a case for each condition that was asked: failed by open findings at or above the limit, skipped
/// where all that there is are questions.
pub fn report(opened: &Opened, selected: &Selected<'_>, limit: Option<Severity>) -> anyhow::Result<String> {
    let mut cases: BTreeMap<&str, Case<'_>> = BTreeMap::new();
    for finding in selected.open() {
        cases.entry(finding.condition.id.as_str()).or_default().findings.push(finding);
    }
    for question in &selected.questions {
        cases.entry(question.condition.id.as_str()).or_default().questions.push(question);
    }
    if selected.is_whole {
        for (id, tally) in &opened.study.judgement().tallies {
            if tally.holds > 0 {
                cases.entry(id).or_default();
            }
        }
    }
    let page = Page { opened, limit };
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let totals = totals(cases.values(), limit);
    totals.on(writer.create_element("testsuites"), opened.plan().system_id()).write_inner_content(|writer| {
        // The conditions of a category stand together in a rulebook.
        for category in opened.study.rulebook.conditions().chunk_by(|one, next| one.category == next.category) {
            let asked = category.iter().filter_map(|condition| Some((condition.as_ref(), cases.get(condition.id.as_str())?)));
            let asked: Vec<(&Condition, &Case<'_>)> = asked.collect();
            if let Some((first, _)) = asked.first() {
                page.suite(writer, &first.category, &asked)?;
            }
        }
        Ok(())
    })?;
    let mut text = String::from_utf8(writer.into_inner())?;
    text.push('\n');
    Ok(text)
}

struct Page<'a> {
    opened: &'a Opened,
    limit: Option<Severity>,
}

impl Page<'_> {
    fn suite(&self, writer: &mut Writer<Vec<u8>>, id: &str, cases: &[(&Condition, &Case<'_>)]) -> io::Result<()> {
        let totals = totals(cases.iter().map(|(_, case)| *case), self.limit);
        let case = |writer: &mut Writer<Vec<u8>>| cases.iter().try_for_each(|(condition, case)| self.case(writer, condition, case));
        totals.on(writer.create_element("testsuite"), id).write_inner_content(case)?;
        Ok(())
    }

    fn case(&self, writer: &mut Writer<Vec<u8>>, condition: &Condition, case: &Case<'_>) -> io::Result<()> {
        let name = format!("{} {}", condition.id, condition.title);
        let class = format!("{}.{}", condition.category, condition.rule);
        let element = writer.create_element("testcase").with_attributes([("name", name.as_str()), ("classname", class.as_str())]);
        if case.findings.is_empty() && case.questions.is_empty() {
            element.write_empty()?;
            return Ok(());
        }
        element.write_inner_content(|writer| {
            let mut more = String::new();
            if case.fails(self.limit) {
                let message = case.findings.first().map_or("", |finding| finding.message.as_str());
                writer
                    .create_element("failure")
                    .with_attributes([("message", &*printable(message)), ("type", &condition.path())])
                    .write_text_content(BytesText::new(&self.findings(case)))?;
            } else if case.findings.is_empty() {
                let message = text::count(case.questions.len(), "open question", "open questions");
                writer.create_element("skipped").with_attribute(("message", message.as_str())).write_empty()?;
            } else {
                more.push_str(&self.findings(case));
            }
            more.push_str(&self.questions(case));
            if !more.is_empty() {
                writer.create_element("system-out").write_text_content(BytesText::new(&more))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn findings(&self, case: &Case<'_>) -> String {
        let line = |finding: &&Finding| {
            format!("{}: {}: {}\nfix: {}\n", self.opened.location(&finding.path), finding.severity, finding.message, finding.condition.fix)
        };
        lines(case.findings.iter().map(line))
    }

    fn questions(&self, case: &Case<'_>) -> String {
        lines(case.questions.iter().map(|question| format!("{}: {}\n", self.opened.location(&question.path), question.ask())))
    }
}

/// Lines without the control characters that XML forbids.
fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|text| text.lines().map(|line| format!("{}\n", printable(line))).collect::<Vec<_>>()).collect()
}

/// How many there are of each kind, as the attributes of a suite.
struct Totals {
    tests: usize,
    failures: usize,
    skipped: usize,
}

fn totals<'a, 'b: 'a>(cases: impl Iterator<Item = &'a Case<'b>>, limit: Option<Severity>) -> Totals {
    let mut totals = Totals { tests: 0, failures: 0, skipped: 0 };
    for case in cases {
        totals.tests += 1;
        totals.failures += usize::from(case.fails(limit));
        totals.skipped += usize::from(case.findings.is_empty() && !case.questions.is_empty());
    }
    totals
}

impl Totals {
    /// An element with these numbers as its attributes.
    fn on<'a, W: io::Write>(&self, element: ElementWriter<'a, W>, name: &str) -> ElementWriter<'a, W> {
        let [tests, failures, skipped] = [self.tests, self.failures, self.skipped].map(|number| number.to_string());
        element.with_attributes([("name", name), ("tests", &tests), ("failures", &failures), ("skipped", &skipped)])
    }
}
