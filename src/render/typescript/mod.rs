//! The plan as TypeScript: the numbers of every call and endpoint as typed constants, guards that keep them, tests that hold
//! them against each other.

mod acceptance;
mod call;
mod endpoint;
mod outbox;
mod setting;

use super::Input;
use super::kind::{Page, view};
use super::reference::Seen;
use crate::graph::System;
use crate::knowledge::{LanguageGuide, Package, typescript};
use crate::plan::Plan;
use crate::plan::build::Instrumentation;
use crate::plan::value::Fact;
use acceptance::Acceptances;
use minijinja::context;
use minijinja::value::Value;
use schemars::JsonSchema;
use serde::Serialize;

/// Parts of the names of languages and runtimes in which the kit is of use.
const SPOKEN: [&str; 6] = ["typescript", "javascript", "node", "bun", "deno", "ts"];

pub(super) fn pages(input: &Input<'_>) -> Vec<Page<'static>> {
    let system = input.system;
    let acceptances = Acceptances::of(input.study.judgement());
    let calls = call::calls(system, &acceptances);
    let settings = setting::environments(system.plan);
    if !is_spoken(system.plan) || (calls.is_empty() && settings.is_empty()) {
        return Vec::new();
    }
    let guide = typescript();
    let project = context! {
        packages => view(&Packages::of(guide, !calls.is_empty(), !settings.is_empty(), has_tracing(system.plan))),
        compiler => flags(guide),
    };
    let mut pages = vec![page("package.json", project.clone()), page("tsconfig.json", project), page("bunfig.toml", Value::UNDEFINED)];
    if !calls.is_empty() {
        let endpoints = endpoint::endpoints(system, &acceptances);
        pages.push(page("policies.ts", context! { calls => view(&calls), endpoints => view(&endpoints) }));
        pages.push(page("guards.ts", Value::UNDEFINED));
        pages.push(page("policies.test.ts", Value::UNDEFINED));
    }
    if !settings.is_empty() {
        pages.push(page("env.ts", context! { environments => view(&settings) }));
    }
    if has_tracing(system.plan) {
        pages.push(page("telemetry.ts", telemetry(system, !calls.is_empty())));
    }
    pages.extend(outbox::pages(system));
    pages
}

/// A file of the kit with the template of its name.
fn page(file: &'static str, view: Value) -> Page<'static> {
    let template = TEMPLATES.iter().find(|(name, _)| *name == file).map_or("", |(_, template)| template);
    Page { path: format!("typescript/{file}"), template, view }
}

const TEMPLATES: [(&str, &str); 8] = [
    ("package.json", "typescript/package.json.j2"),
    ("tsconfig.json", "typescript/tsconfig.json.j2"),
    ("bunfig.toml", "typescript/bunfig.toml.j2"),
    ("policies.ts", "typescript/policies.ts.j2"),
    ("guards.ts", "typescript/guards.ts.j2"),
    ("policies.test.ts", "typescript/policies.test.ts.j2"),
    ("env.ts", "typescript/env.ts.j2"),
    ("telemetry.ts", "typescript/telemetry.ts.j2"),
];

/// Whether someone who builds the system could run TypeScript. A plan that does not say might.
fn is_spoken(plan: &Plan) -> bool {
    let Some(stack) = plan.stack.as_ref() else { return true };
    let said = stack.language.iter().chain(stack.runtimes.iter().flatten());
    let mut words = said.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).map(str::to_ascii_lowercase).peekable();
    words.peek().is_none() || words.any(|word| SPOKEN.contains(&word.as_str()))
}

/// Whether the plan says that requests are traced.
fn has_tracing(plan: &Plan) -> bool {
    plan.build.as_ref().and_then(|build| build.telemetry.as_ref()).is_some_and(|telemetry| telemetry.tracing.known().is_some())
}

fn telemetry(system: &System<'_>, has_calls: bool) -> Value {
    let telemetry = system.plan.build.as_ref().and_then(|build| build.telemetry.as_ref());
    let logs = telemetry.and_then(|telemetry| telemetry.logs.known());
    let runtime = system.plan.stack.as_ref().and_then(|stack| stack.runtimes.as_ref()?.first().map(String::as_str));
    context! {
        instrumentation => view(&telemetry.and_then(|telemetry| telemetry.tracing.known()).map_or(&Fact::Unknown, |tracing| &tracing.instrumentation)),
        runtime => runtime,
        redacted => view(&logs.map_or(&Fact::Unknown, |logs| &logs.redact)),
        has_calls => has_calls,
    }
}

/// The packages that the kit imports, with their versions from the language guidance.
#[derive(Debug, Serialize, JsonSchema)]
struct Packages {
    /// Those that the kit needs where it runs.
    dependencies: Vec<Pinned>,
    /// Those that it needs to be built and tested.
    development: Vec<Pinned>,
}

/// A package.
#[derive(Debug, Serialize, JsonSchema)]
struct Pinned {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

impl Packages {
    fn of(guide: &'static LanguageGuide, calls: bool, settings: bool, tracing: bool) -> Self {
        let pinned = |wanted: &[(&'static str, bool)]| {
            let packages = || guide.jobs.iter().flat_map(|job| &job.packages);
            let find = |name: &str| packages().find(|package: &&Package| package.name == name);
            let used = wanted.iter().filter(|(_, used)| *used).filter_map(|(name, _)| find(name));
            used.map(|package| Pinned { name: &package.name, version: &package.version }).collect()
        };
        Self {
            dependencies: pinned(&[("@opentelemetry/api", tracing), ("cockatiel", calls), ("zod", settings)]),
            development: pinned(&[("@types/node", true), ("typescript", true)]),
        }
    }
}

/// A flag of the compiler.
#[derive(Debug, Serialize, JsonSchema)]
struct FlagView {
    /// Its name.
    flag: &'static str,
    /// Its value, as JSON has it.
    value: serde_json::Value,
}

/// What the templates see.
pub(super) fn seen() -> Vec<Seen> {
    vec![
        Seen::by(&["typescript/package.json.j2", "typescript/tsconfig.json.j2"])
            .value::<Packages>("packages", "The packages that the kit imports.")
            .value::<Vec<FlagView>>("compiler", "The flags of the compiler."),
        Seen::by(&["typescript/bunfig.toml.j2", "typescript/guards.ts.j2", "typescript/policies.test.ts.j2"]),
        Seen::by(&["typescript/policies.ts.j2"]).value::<Vec<call::CallView<'_>>>("calls", "The calls with their policies.").value::<Vec<
            endpoint::EndpointView,
        >>(
            "endpoints",
            "The endpoints with their limits.",
        ),
        Seen::by(&["typescript/env.ts.j2"])
            .value::<Vec<setting::EnvironmentView<'_>>>("environments", "The settings of each component that reads some."),
        Seen::by(&["typescript/telemetry.ts.j2"])
            .value::<Fact<Instrumentation>>("instrumentation", "How requests are traced.")
            .value::<Option<String>>("runtime", "The main runtime.")
            .value::<Fact<Vec<String>>>("redacted", "The fields that logs leave out.")
            .value::<bool>("has_calls", "Whether there are policies beside it."),
        Seen::by(&["typescript/outbox.sql.j2"])
            .value::<String>("store", "The store that holds the outbox.")
            .value::<Option<String>>("engine", "Its engine.")
            .value::<String>("dialect", "The dialect of SQL that it speaks.")
            .value::<Vec<outbox::ChannelView<'_>>>("channels", "The channels that are published from it."),
    ]
}

/// The flags of the compiler with their values as JSON has them.
fn flags(guide: &'static LanguageGuide) -> Value {
    let value = |text: Option<&str>| match text {
        Some("true") => true.into(),
        Some("false") => false.into(),
        Some(word) => word.into(),
        None => serde_json::Value::Null,
    };
    let flags = guide.compiler.iter().map(|flag| FlagView { flag: &flag.flag, value: value(flag.value.as_deref()) });
    view(&flags.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;
    use crate::render::{Templates, kind, render};

    fn files(plan: &str) -> Vec<(String, String)> {
        let text = format!("groundplan: 1\nsystem: shop\n{plan}");
        let study = crate::study(&text, None);
        assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
        let system = System::new(study.plan());
        let input = Input::new(&system, &study, &text);
        let rendered = render([kind("typescript").unwrap()], &input, &Templates::default()).unwrap();
        rendered.into_iter().map(|file| (file.path, file.text)).collect()
    }

    #[test]
    fn the_kit_is_for_those_who_speak_the_language() {
        for (stack, expected) in [
            ("{language: typescript, runtimes: [bun 1.4]}", true),
            ("{language: \"Go, Node.js\"}", true),
            ("{language: go}", false),
            ("{language: python, runtimes: [python 3.13]}", false),
            ("{}", true),
        ] {
            let loaded = load(&format!("groundplan: 1\nsystem: shop\nstack: {stack}\n"));
            assert_eq!(is_spoken(loaded.plan.as_ref().unwrap()), expected, "{stack}");
        }
    }

    #[test]
    fn a_plan_without_calls_and_settings_has_no_kit() {
        assert_eq!(files("map: {components: {api: {kind: service}}}\n"), []);
    }

    const CALLS: &str = "goals: {journeys: {pay: {entry: api, deadline: 2s}}}
map:
  components: {api: {latency: {p99: 20ms}}, bank: {kind: external}, mail: {}}
  calls:
    api -> bank: {need: hard, timeout: 500ms, retry: {attempts: 3, backoff: 50ms..200ms, budget: 33.3%}, mutates: true, idempotency: keyed}
    api -> mail: {mutates: true, retry: 2, bulkhead: adaptive}
";

    /// What the plan says is there in numbers; what it does not say is named, and nothing is made up for it.
    #[test]
    fn policies_hold_what_the_plan_says() {
        let files = files(CALLS);
        let (_, policies) = files.iter().find(|(path, _)| path.ends_with("policies.ts")).unwrap();
        let data = policies.split_once("export const calls").unwrap().1;
        insta::assert_snapshot!(data);
    }

    #[test]
    fn packages_are_pinned_to_the_guide() {
        let files = files(CALLS);
        let (_, package) = files.iter().find(|(path, _)| path.ends_with("package.json")).unwrap();
        let package: serde_json::Value = serde_json::from_str(package).unwrap();
        let guide = typescript();
        let all = || guide.jobs.iter().flat_map(|job| &job.packages);
        for (name, version) in package["dependencies"].as_object().unwrap().iter().chain(package["devDependencies"].as_object().unwrap()) {
            assert_eq!(all().find(|package| package.name == *name).map(|package| package.version.as_str()), version.as_str());
        }
        assert!(package["dependencies"].get("zod").is_none(), "there are no settings to be read");
    }
}
