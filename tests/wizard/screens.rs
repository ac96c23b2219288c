//! Whole screens, at every size for which they are made.

use crate::world::{SMALL, World, checkout};
use groundplan::render::sync;
use groundplan::rules::QuestionKind;
use groundplan::wizard::ThemeName;
use groundplan::wizard::intent::Intent;
use groundplan::wizard::state::{Asked, Layer, Paper};
use insta::assert_snapshot;

#[test]
fn the_start_screen() {
    assert_snapshot!(World::empty().screen(80, 24));
}

#[test]
fn three_panes() {
    assert_snapshot!(World::of(&checkout()).press("2 down down down down").screen(120, 40));
}

#[test]
fn two_panes() {
    assert_snapshot!(World::of(&checkout()).press("2").screen(80, 24));
}

#[test]
fn two_panes_with_the_findings() {
    assert_snapshot!(World::of(&checkout()).press("2 tab").screen(80, 24));
}

#[test]
fn one_pane() {
    assert_snapshot!(World::of(&checkout()).press("2").screen(60, 15));
}

#[test]
fn one_pane_with_the_steps() {
    assert_snapshot!(World::of(&checkout()).press("2 esc").screen(60, 15));
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    let mut world = World::of(&checkout());
    assert_snapshot!(world.screen(42, 20));
    assert_eq!(world.screen(1, 1).lines().next(), Some("…"));
}

#[test]
fn a_form() {
    let mut world = World::of(SMALL);
    world.open("2", "api -> payments");
    assert_snapshot!(world.screen(120, 40));
}

#[test]
fn a_choice() {
    let mut world = World::of(SMALL);
    world.press("0").select("criticality").press("enter");
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn a_value_that_does_not_fit() {
    let mut world = World::of(SMALL);
    world.press("0").select("horizon").press("enter").type_text("12 parsecs");
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn a_reference_that_could_be_created() {
    let mut world = World::of(SMALL);
    world.open("1", "pay").select("entry").press("enter").select("1").press("enter ctrl-u").type_text("edge");
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn the_next_question() {
    assert_snapshot!(World::of("groundplan: 1\nsystem: shop\n").press("n").screen(120, 40));
}

#[test]
fn the_next_question_on_a_small_screen() {
    let mut world = World::of("groundplan: 1\nsystem: shop\nsummary: Sells\ngoals: {journeys: {pay: {}}}\n");
    assert_snapshot!(world.press("n").screen(60, 15));
}

#[test]
fn a_question_about_a_practice() {
    let mut world = World::of(&checkout());
    for _ in 0..200 {
        world.press("n");
        let Layer::Question(asking) = world.state.top() else { panic!("no question") };
        if matches!(&asking.asked, Asked::Fact(question) if question.kind == QuestionKind::Practice) {
            break;
        }
        world.press("tab esc");
    }
    assert_snapshot!("a_question_about_a_practice", world.screen(80, 24));
    world.press("down enter");
    assert_snapshot!("a_question_about_a_practice_evidence", world.screen(80, 24));
    world.type_text("ci.yaml runs it").press("enter");
    assert!(world.text().contains("{answer: met, evidence: ci.yaml runs it}"), "{}", world.text());
}

#[test]
fn all_findings() {
    assert_snapshot!(World::of(&checkout()).press("shift-f down").screen(120, 40));
}

#[test]
fn all_findings_one_above_the_other() {
    let mut world = World::of(&checkout());
    world.press("shift-f /").type_text("pay high");
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn a_finding() {
    assert_snapshot!(World::of(&checkout()).press("2 tab enter").screen(100, 30));
}

#[test]
fn the_help() {
    assert_snapshot!(World::of(&checkout()).press("2 ?").screen(100, 40));
}

#[test]
fn the_palette() {
    let mut world = World::of(&checkout());
    world.press(":").type_text("stripe");
    assert_snapshot!(world.screen(100, 30));
}

#[test]
fn the_graph() {
    assert_snapshot!(World::of(&checkout()).press("g down").screen(120, 40));
}

#[test]
fn a_graph_that_goes_on_says_where() {
    let mut world = World::of(&checkout());
    assert_snapshot!(world.press("g down right").screen(80, 24));
}

#[test]
fn the_graph_as_text() {
    assert_snapshot!(World::of(&checkout()).press("g t down down").screen(80, 24));
}

#[test]
fn the_documents() {
    let mut world = World::of(SMALL);
    world.press("shift-d");
    let paper = |path: &str, state: sync::State| Paper {
        path: path.to_owned(),
        title: "A document".to_owned(),
        state,
        text: "# Shop\n\nIt sells.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".to_owned(),
    };
    let papers = vec![paper("design-doc.md", sync::State::Stale), paper("adr/0001-a.md", sync::State::Missing)];
    world.happen(Intent::Rendered(Ok(papers)));
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn a_deletion_that_would_leave_names_of_nothing() {
    let mut world = World::of(SMALL);
    world.press("2").select("payments").press("d");
    assert_snapshot!(world.screen(80, 24));
}

#[test]
fn mistakes_come_first() {
    let mut world = World::of("groundplan: 1\nsystem: shop\nmap:\n  components: {api: {kind: servise}}\n  calls: {api -> nowhere: {}}\n");
    assert_snapshot!(world.press("2").screen(120, 30));
}

#[test]
fn colours_and_signs_can_be_done_without() {
    let mut world = World::of(&checkout());
    world.state.options.theme = ThemeName::Plain;
    world.state.options.ascii = true;
    let screen = world.press("2").screen(80, 24);
    assert!(screen.lines().filter(|line| !line.starts_with("colours")).all(str::is_ascii), "{screen}");
    assert_snapshot!(screen);
}

#[test]
fn control_characters_never_reach_the_screen() {
    let mut world = World::of("groundplan: 1\nsystem: shop\ntitle: \"a\\e[31mb\\x07\\u202Ec\"\n");
    for keys in ["", "down enter", "esc shift-f", "esc :"] {
        let screen = world.press(keys).screen(80, 24);
        assert!(screen.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{screen:?}");
    }
}
