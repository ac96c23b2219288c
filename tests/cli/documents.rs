//! `new`, `demo` and `render`: what is written, and what is never overwritten.

use crate::run::Place;
use groundplan::plan::load;
use insta::assert_snapshot;
use std::fs;

#[test]
fn a_new_plan() {
    let place = Place::empty();
    assert_snapshot!(place.run("new My_Shop"));
    let text = place.text("My_Shop/groundplan.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=.groundplan/groundplan.schema.json\n"), "{text}");
    assert!(text.contains("\nsystem: my-shop\n"), "{text}");
    let schema: serde_json::Value = serde_json::from_str(&place.text("My_Shop/.groundplan/groundplan.schema.json")).unwrap();
    assert_eq!(schema["title"], "groundplan");
}

#[test]
fn every_starter_can_be_read() {
    let place = Place::empty();
    for starter in ["service", "event-driven", "review", "migration", "scale", "cost", "incident"] {
        let said = place.run(&format!("new {starter} --from {starter} --system shop"));
        assert_eq!(said.code, 0, "{said}");
        let loaded = load(&place.text(&format!("{starter}/groundplan.yaml")));
        assert!(loaded.problems.is_empty(), "{starter}: {:?}", loaded.problems);
        assert_eq!(place.run(&format!("check {starter} --fail-on never")).code, 0, "{starter}");
    }
}

#[test]
fn new_overwrites_nothing() {
    let place = Place::with_plan("mine");
    let said = place.run("new");
    assert_eq!(said.code, 2);
    assert_snapshot!(said);
    assert_eq!(place.text("groundplan.yaml"), "mine");
    assert!(!place.path(".groundplan").exists(), "nothing is written beside it");
}

#[test]
fn a_system_needs_an_id() {
    let place = Place::empty();
    for id in ["Shop", "1shop", "a:b", "a_b"] {
        let said = place.run(&format!("new --system {id}"));
        assert_eq!(said.code, 2, "{said}");
    }
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 0, "nothing is written");
}

#[test]
fn the_demo() {
    let place = Place::empty();
    let first = place.run("demo");
    assert_eq!(first.code, 0, "{first}");
    assert_snapshot!(first);
}

#[test]
fn a_second_demo_keeps_what_was_edited() {
    let place = Place::empty();
    assert_eq!(place.run("demo here").code, 0);
    let untouched = place.run("demo here");
    assert!(untouched.out.contains("kept here/groundplan.yaml, as it was"), "{untouched}");
    let edited = place.text("here/groundplan.yaml").replace("title: Checkout\n", "title: Mine\n");
    fs::write(place.path("here/groundplan.yaml"), &edited).unwrap();
    let second = place.run("demo here");
    assert_eq!(second.code, 0, "{second}");
    assert!(second.out.contains("kept here/groundplan.yaml, with your changes; nothing of it was overwritten"), "{second}");
    assert_eq!(place.text("here/groundplan.yaml"), edited);
}

#[test]
fn render_writes_and_check_tells() {
    let place = Place::with("shop");
    let code = |arguments: &str| place.run(arguments).code;
    assert_eq!(code("render --check"), 1, "all are missing");
    assert_snapshot!(place.run("render"));
    assert_eq!(code("render --check"), 0);
    assert_eq!(code("render diagram --out elsewhere"), 0);
    assert!(place.path("elsewhere/diagram/system.mmd").exists());
    fs::write(place.path("groundplan.yaml"), place.text("groundplan.yaml").replace("kind: gateway", "kind: client")).unwrap();
    assert_snapshot!(place.run("render --check diagram"));
}

#[test]
fn an_edit_makes_only_those_documents_stale_that_show_it() {
    let place = Place::with("shop");
    place.run("render");
    let plan = place.text("groundplan.yaml");
    fs::write(place.path("groundplan.yaml"), format!("{plan}# a word to the reader\n")).unwrap();
    let commented = place.run("render --check");
    assert_eq!(commented.code, 0, "{commented}");
    fs::write(place.path("groundplan.yaml"), plan.replace("99.95%", "99.9%")).unwrap();
    let lowered = place.run("render").out;
    assert!(lowered.contains("wrote docs/groundplan/slo/pay.md") && !lowered.contains("diagram"), "{lowered}");
}

#[test]
fn documents_say_of_an_acceptance_that_it_is_over() {
    let plan = "groundplan: 1\nsystem: shop\nmap: {components: {api: {kind: service}}, failure_modes: {api-slow: {at: api, kind: slow}}}\n\
        operations: {accepted: {'failure-mode:api-slow': {owner: team-a, reason: Rare, until: 2027-01-01}}}\n";
    let place = Place::with_plan(plan);
    for (date, over) in [("2027-01-01", false), ("2027-01-02", true)] {
        assert_eq!(place.run(&format!("render --date {date}")).code, 0);
        for document in ["design-doc.md", "runbooks/api-slow.md"] {
            let text = place.text(&format!("docs/groundplan/{document}"));
            assert_eq!(text.contains("2027-01-01, which is over"), over, "{date}: {text}");
        }
    }
}

#[test]
fn what_groundplan_did_not_write_stays() {
    let place = Place::with("shop").file("docs/groundplan/diagram/system.mmd", "mine\n");
    let said = place.run("render diagram");
    assert!(said.out.contains("left docs/groundplan/diagram/system.mmd"), "{said}");
    assert_eq!(place.text("docs/groundplan/diagram/system.mmd"), "mine\n");
}

#[test]
fn a_document_that_is_none() {
    let said = Place::with("shop").run("render runbok");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("did you mean `runbook`?"), "{said}");
}

#[test]
fn a_kind_of_the_team() {
    let place = Place::with("shop")
        .file(".groundplan/templates/cards/card-of-COMPONENT.md.j2", "# {{ subject.title }}\n\n{% include 'cards/_owner.md.j2' %}\n")
        .file(".groundplan/templates/cards/_owner.md.j2", "Of {{ subject.owner }}, in {{ journeys|count('journey') }}.\n");
    assert_snapshot!(place.run("render cards"));
    assert_snapshot!(place.text("docs/groundplan/cards/card-of-api.md"));
    assert_eq!(place.run("render --check cards").code, 0);
    let said = place.run("render carts");
    assert!(said.err.contains("did you mean `cards`?"), "{said}");
    let place = place.file(".groundplan/templates/cards/_owner.md.j2", "{{ subject.ownr }}\n");
    assert_snapshot!(place.run("render cards"));
}

#[test]
fn templates_to_start_from() {
    let place = Place::with("shop");
    assert_snapshot!(place.run("render --eject diagram"));
    let again = place.run("render --eject diagram");
    assert!(again.out.contains("it is there already") && !again.out.contains("wrote"), "{again}");
    assert_eq!(place.run("render").code, 0, "they can be used as they are");
    assert_eq!(place.run("render --eject diagram slo").code, 2, "nothing else is asked for with it");
}

#[test]
fn decision_records_in_either_format() {
    let place = Place::with_plan("groundplan: 1\nsystem: shop\ndata: {decisions: {one-log: {question: What carries events?}}}\n");
    assert_eq!(place.run("render adr").code, 0);
    assert!(place.text("docs/groundplan/adr/0001-one-log.md").starts_with("---\nstatus: \"proposed\""));
    assert_eq!(place.run("render adr --format nygard").code, 0);
    assert!(place.text("docs/groundplan/adr/0001-one-log.md").starts_with("# 1. One log\n"));
    assert_eq!(place.run("render --check adr").code, 0, "the folder goes on as it is");
    let said = place.run("render slo --format nygard");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--format is about decision records"), "{said}");
}

#[test]
fn records_in_a_folder_among_the_documents() {
    let plan = "groundplan: 1\nsystem: shop\ndata: {decisions: {one-log: {question: What carries events?}}}\n";
    for folder in ["docs/groundplan/decisions", "docs/groundplan", "docs", "decisions"] {
        let place = Place::with_plan(plan).file(".adr-dir", folder);
        let first = place.run("render");
        assert!(first.out.contains(&format!("wrote {folder}/0001-one-log.md")), "{first}");
        let again = place.run("render");
        assert!(!again.out.contains("wrote") && !again.out.contains("removed"), "{folder}: {again}");
    }
}

/// Nobody goes through thousands of questions on paper: a condition lists 200 and says how the others are told.
#[test]
fn the_checklist_of_a_large_plan_is_no_list_of_everything() {
    let components = (0..230).map(|n| format!("    c{n}: {{kind: service}}\n")).collect::<Vec<_>>().concat();
    let place = Place::with_plan(format!("groundplan: 1\nsystem: shop\nmap:\n  components:\n{components}"));
    assert_eq!(place.run("render checklist").code, 0);
    let page = place.text("docs/groundplan/checklist.md");
    let all = page.split_once("\n- ST3 ").unwrap().1;
    let of_one = all.split_once("\n- ").map_or(all, |(one, _)| one).lines().collect::<Vec<_>>();
    assert_eq!(of_one.iter().filter(|line| line.starts_with("  - Ask ")).count(), 200, "{}", of_one[0]);
    assert!(of_one.contains(&"  - 30 more to ask: `groundplan check --all --rule ST3`"), "{:?}", of_one.last());
    let told = place.run("check --all --rule ST3");
    assert!(told.out.contains("230 questions"), "{told}");
}

/// A team gives one of its kinds of documents up: the pages go with the next rendering of everything, but not what people wrote.
#[test]
fn pages_of_a_kind_that_is_gone() {
    let place = Place::with_plan("groundplan: 1\nsystem: shop\nmap: {components: {api: {}, web: {}}}\n")
        .file(".groundplan/templates/card/COMPONENT.md.j2", "# {{ subject.id }}\n\n<!-- keep: notes -->\n<!-- /keep -->\n");
    assert_eq!(place.run("render").code, 0);
    let noted = place.text("docs/groundplan/card/api.md").replace("<!-- /keep -->", "It hums.\n<!-- /keep -->");
    fs::write(place.path("docs/groundplan/card/api.md"), &noted).unwrap();
    fs::remove_dir_all(place.path(".groundplan/templates")).unwrap();
    assert!(!place.run("render checklist").out.contains("removed"), "only what was asked for is looked at");
    let said = place.run("render");
    assert!(said.out.contains("removed docs/groundplan/card/web.md"), "{said}");
    assert!(!place.path("docs/groundplan/card/web.md").exists());
    assert_eq!(place.text("docs/groundplan/card/api.md"), noted, "{said}");
}
