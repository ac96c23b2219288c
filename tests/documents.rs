//! Documents of whole plans: every template renders for every plan that the program brings along, nothing that a plan
//! says becomes more than text, and a template that can't be rendered says why.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its files has failed")]

mod examples;

use groundplan::graph::System;
use groundplan::render::{self, Input, Rendered, Templates};
use groundplan::study;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

fn render(text: &str, templates: &Templates) -> Result<Vec<Rendered>, render::RenderError> {
    let study = study(text, None);
    assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
    let system = System::new(study.plan());
    render::render(render::kinds(), &Input::new(&system, &study, text), templates)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_template_renders_for_every_plan_that_is_brought_along() {
    for file in examples::files().into_iter().chain(files("templates/starters")) {
        let text = fs::read_to_string(&file).unwrap();
        for document in render(&text, &Templates::default()).unwrap_or_else(|error| panic!("{}: {error}", file.display())) {
            assert!(!document.text.contains("none not stated") && document.text.ends_with('\n'), "{}", document.path);
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/checkout/groundplan.yaml")).unwrap();
    assert_eq!(render(&text, &Templates::default()).unwrap(), render(&text, &Templates::default()).unwrap());
}

#[test]
fn experiments_look_at_what_is_measured_alone() {
    let text = "\
groundplan: 1
system: shop
goals: {journeys: {pay: {entry: api, deadline: 3s, slo: {availability: 99.9%, latency: {p99: 1s}, freshness: {within: 5s, target: 99%}}}}}
map:
  components: {api: {kind: service}, bank: {kind: external}}
  calls: {api -> bank: {need: hard, timeout: {total: 2s}}}
  failure_modes: {bank-slow: {at: bank, kind: slow}}
";
    let rendered = render(text, &Templates::default()).unwrap();
    let page = |path: &str| rendered.iter().find(|document| document.path == path).map_or("", |document| &document.text);
    let experiment = page("experiments/bank-slow.json");
    assert!(experiment.contains("pay.availability") && experiment.contains("pay.latency.p99"), "{experiment}");
    assert!(!experiment.contains("pay.freshness"), "{experiment}");
    let index = page("experiments/README.md");
    assert!(index.contains("It has none for `pay.freshness`"), "{index}");
}

/// What could mean something in Markdown, Mermaid, DOT, YAML, HTML, a template or a terminal.
const HOSTILE: [&str; 12] = [
    "a | b `c` ``d`` *e* **f** _g_ ~~h~~ $i$ ]() [j](javascript:alert(1)) ![k](l) [^1] \\ & &lt; &#60;",
    "<b>m</b> <img src=x onerror=alert(1)> <!-- n --> <!-- keep: o --> </details>",
    "# heading\n\n- list\n\n```\ncode\n```\n\n---\n\n> quote\n\n| a | b |\n| - | - |\n",
    "<!-- keep: notes -->\nmine\n<!-- /keep -->",
    "- item",
    "1. item",
    "+ item",
    "===",
    "\"]; evil [label=\"x\" %%{init: {}}%% --> end; subgraph \\",
    "{{ 7 * 7 }} {% include \"/etc/passwd\" %} {# x #}",
    "\u{1b}[31mred\u{7} \u{202e}desrever\u{2028}\u{0}",
    "x: 'y'\n--- \"z\" #",
];

#[test]
fn what_a_plan_says_stays_text() {
    let plan = include_str!("documents/words.yaml");
    let calm = render(&plan.replace("WORD", "calm"), &Templates::default()).unwrap();
    for word in HOSTILE {
        let quoted = serde_json::to_string(word).unwrap();
        let hostile = render(&plan.replace("WORD", quoted.trim_matches('"')), &Templates::default()).unwrap();
        assert_eq!(calm.len(), hostile.len());
        for (calm, hostile) in calm.iter().zip(&hostile) {
            assert_eq!(calm.path, hostile.path);
            assert_eq!(structure(calm), structure(hostile), "{} with {word:?}:\n{}", hostile.path, hostile.text);
            let control = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!hostile.text.contains(control), "{}", hostile.path);
        }
    }
}

/// A document without its words.
fn structure(document: &Rendered) -> Vec<String> {
    let text = document.text.split_once("plan sha256:").map(|(_, text)| text.get(12..).unwrap()).unwrap();
    if Path::new(&document.path).extension().is_some_and(|extension| extension == "md") {
        let parser = Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION);
        // A blank line in a text may begin a new paragraph, nothing else.
        let is_words = |event: &Event<'_>| {
            matches!(
                event,
                Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            )
        };
        return parser.filter(|event| !is_words(event)).map(|event| format!("{event:?}")).collect();
    }
    if Path::new(&document.path).extension().is_some_and(|extension| extension == "yaml") {
        return yaml_structure(&document.text);
    }
    if Path::new(&document.path).extension().is_some_and(|extension| extension == "svg" || extension == "html") {
        return tags(text);
    }
    // The words of a diagram stand between double quotes, in which DOT alone escapes them; those of a program in comments too.
    let (comment, quote) = match Path::new(&document.path).extension().and_then(|extension| extension.to_str()) {
        Some("ts" | "js" | "mjs") => (Some("//"), '"'),
        Some("sql") => (Some("--"), '\''),
        Some("toml") => (Some("#"), '"'),
        _ => (None, '"'),
    };
    let text = text.replace("\\\\", "").replace("\\\"", "");
    text.lines().map(|line| code(line, comment, quote)).collect()
}

/// A line without what stands in quotes and in comments, which end with their line or are lines of a block.
fn code(line: &str, comment: Option<&str>, quote: char) -> String {
    let is_in_block = comment == Some("//") && line.trim_start().starts_with(['*', '/']) && !line.trim_start().starts_with("*/");
    if is_in_block {
        let ends = line.trim_end().strip_suffix("*/").is_some();
        return if ends { "comment */".to_owned() } else { "comment".to_owned() };
    }
    let mut code = String::new();
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        let rest = line.get(at..).unwrap();
        if !quoted && comment.is_some_and(|comment| rest.starts_with(comment)) {
            break;
        }
        if c == quote {
            quoted = !quoted;
        } else if !quoted {
            code.push(c);
        }
    }
    assert!(!quoted || comment.is_none(), "a quote is open at the end of {line:?}");
    code
}

/// The documents of a YAML stream without the texts in them; comments hold none of it together.
fn yaml_structure(text: &str) -> Vec<String> {
    fn without_texts(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => text.clear(),
            serde_json::Value::Array(items) => items.iter_mut().for_each(without_texts),
            serde_json::Value::Object(fields) => fields.values_mut().for_each(without_texts),
            _ => {}
        }
    }
    let documents = serde_yaml::Deserializer::from_str(text).map(|document| {
        let mut value = serde_json::Value::deserialize(document).unwrap_or_else(|error| panic!("{error}\n{text}"));
        without_texts(&mut value);
        value.to_string()
    });
    documents.collect()
}

/// The tags of a page or picture with the names of their attributes, and not what these say. What is no tag is text, and a
/// blank line in a text may begin a new paragraph.
fn tags(text: &str) -> Vec<String> {
    let opened = text.split('<').skip(1).filter(|tag| !tag.starts_with("p>") && !tag.starts_with("/p>"));
    opened
        .map(|rest| {
            let tag = rest.split('>').next().unwrap();
            // Outside the quotes of their values stand the names.
            tag.split('"').step_by(2).collect()
        })
        .collect()
}

#[test]
fn front_matter_is_yaml_whatever_a_plan_says() {
    let plan = include_str!("documents/words.yaml");
    for word in HOSTILE {
        let quoted = serde_json::to_string(word).unwrap();
        let documents = render(&plan.replace("WORD", quoted.trim_matches('"')), &Templates::default()).unwrap();
        let record = documents.iter().find(|document| document.path.starts_with("adr/0001")).unwrap();
        let front = record.text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
        let read: serde_json::Value = serde_yaml::from_str(front).unwrap_or_else(|error| panic!("{error}\n{front}"));
        assert_eq!(read["decision-makers"].as_array().unwrap().len(), 2, "{front}");
    }
}

fn failure(name: &str, text: &str) -> String {
    let templates = Templates::with([(name.to_owned(), text.to_owned())]).unwrap();
    render("groundplan: 1\nsystem: shop\n", &templates).unwrap_err().to_string()
}

#[test]
fn a_template_that_fails_says_where_and_why() {
    let endless = "{% for a in range(99999) %}{% set b = range(99999)|list %}{% endfor %}";
    let failures = [
        failure("adr/index.md.j2", "# A\n\n{{ plan.titel }}\n"),
        failure("design-doc/3-data.md.j2", "\n{{ data.stores }}\n"),
        failure("adr/index.md.j2", "{% if x %}\n"),
        failure("adr/index.md.j2", "{{ plan }}"),
        failure("adr/index.md.j2", "{{ plan|no_such }}"),
        failure("adr/index.md.j2", "{% include '../../secret' %}"),
        failure("adr/index.md.j2", endless),
    ];
    insta::assert_snapshot!(failures.join("\n"));
}
