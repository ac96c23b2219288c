//! What edits do to the text: only what they mean.

use crate::world::{SMALL, World, checkout};
use groundplan::document::Path;
use groundplan::wizard::intent::{Effect, Intent};
use groundplan::wizard::state::{Disk, Layer};

/// The lines that differ, each with the sign of its side.
fn changes(before: &str, after: &str) -> Vec<String> {
    similar::TextDiff::from_lines(before, after)
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{}", change.tag(), change.value().trim_end()))
        .collect()
}

#[test]
fn an_edit_in_every_step_touches_its_lines_alone() {
    let mut world = World::of(SMALL);
    world.open("1", "pay").set("deadline", "4s");
    world.open("2", "api").set("kind", "worker");
    world.open("2", "web -> api").select("timeout").press("enter").set("connect", "200ms");
    world.open("3", "orders").set("engine", "postgres 18");
    world.open("4", "checkout").set("component", "web");
    world.open("5", "api").set("bake", "10min");
    world.open("6", "peak").set("rate", "500/s");
    world.open("7", "slow").select("checks").press("enter a").type_text("Our own logs").press("enter");
    let found = changes(SMALL, world.text());
    insta::assert_snapshot!(found.join("\n"));
    assert_eq!(world.saved(), world.text(), "each edit is saved");
    for _ in 0..8 {
        world.press("u");
    }
    assert_eq!(world.text(), SMALL, "undoing gives the same bytes");
}

#[test]
fn what_is_typed_and_not_taken_stands_there_again() {
    let mut world = World::of(SMALL);
    world.press("0 down enter").type_text("Sho").press("esc");
    assert!(world.screen(80, 24).contains("typed"));
    assert_eq!(world.text(), SMALL);
    world.press("enter");
    assert!(world.screen(80, 24).contains("> Sho"));
    world.type_text("p").press("enter");
    assert!(world.text().contains("title: Shop\n"));
}

#[test]
fn a_bad_value_stays_in_its_line_with_the_reason() {
    let mut world = World::of(SMALL);
    world.press("0").set("horizon", "soon");
    assert_eq!(world.text(), SMALL);
    let screen = world.screen(80, 24);
    assert!(screen.contains("> soon") && screen.contains("duration"), "{screen}");
}

#[test]
fn renaming_takes_every_reference_along() {
    let mut world = World::of(SMALL);
    world.press("2").select("api").press("r ctrl-u").type_text("checkout-api").press("enter");
    let text = world.text();
    assert!(
        text.contains("web -> checkout-api:") && text.contains("checkout-api -> payments:") && text.contains("component: checkout-api")
    );
    assert!(
        text.contains("deploys: {checkout-api: canary}")
            && !text.contains("api:\n      kind: service   # the only one\n      instances: 3..12\n    payments: {kind: api"),
        "{text}"
    );
    world.press("u");
    assert_eq!(world.text(), SMALL);
}

#[test]
fn none_and_unknown() {
    let mut world = World::of(SMALL);
    world.open("2", "api -> payments").select("breaker").press("-");
    assert!(
        world.text().contains("mutates: true, idempotency: none, breaker: none}") || world.text().contains("breaker: none"),
        "{}",
        world.text()
    );
    world.press("x").select("need").press("x");
    assert!(!world.text().contains("breaker") && !world.text().contains("need: hard, timeout"), "{}", world.text());
    world.select("idempotency").press("x").select("mutates").press("x").select("retry").press("x").select("timeout").press("x");
    assert!(world.text().contains("api -> payments: {}"), "an entity without fields stays: {}", world.text());
}

#[test]
fn adding_duplicating_moving_and_deleting() {
    let mut world = World::of(SMALL);
    world.press("2").select("components").press("a").type_text("mail").press("enter");
    assert!(world.text().contains("    mail: {}\n"), "{}", world.text());
    world.press("esc").select("mail").press("c ctrl-u").type_text("mail-two").press("enter");
    assert!(world.text().contains("mail-two:"), "{}", world.text());
    world.press("shift-k");
    let (first, second) = (world.text().find("mail-two").unwrap(), world.text().find("    mail:").unwrap());
    assert!(first < second, "{}", world.text());
    world.press("d");
    assert!(!world.text().contains("mail-two"));
}

#[test]
fn a_flag_is_turned_with_enter() {
    let mut world = World::of(SMALL);
    world.open("2", "web -> api").select("mutates").press("enter");
    assert_eq!(changes(SMALL, world.text()), ["-    web -> api: {timeout: 3s}", "+    web -> api: {timeout: 3s, mutates: true}"]);
    world.press("space");
    assert!(world.text().contains("mutates: false"));
}

#[test]
fn a_finding_is_accepted_with_owner_reason_and_date() {
    let mut world = World::of(SMALL);
    world.press("shift-f a").type_text("team-shop").press("enter").type_text("No other provider").press("enter");
    world.type_text("soon").press("enter");
    assert!(!world.text().contains("accepted"), "a date is a date");
    world.press("ctrl-u").type_text("2027-02-01").press("enter");
    assert!(!world.text().contains("accepted"), "it is shown before it is written");
    insta::assert_snapshot!(world.screen(80, 24));
    world.press("enter");
    let text = world.text();
    assert!(text.contains("accepted:") && text.contains("owner: team-shop") && text.contains("until: 2027-02-01"), "{text}");
}

#[test]
fn a_paste_is_text_whatever_its_letters_mean() {
    let mut world = World::of(SMALL);
    world.press("0 down enter");
    world.happen(Intent::Paste("q\nd\tx\u{1b}".to_owned()));
    world.press("enter");
    assert!(world.text().contains("title: q d x\n"), "{}", world.text());
    assert!(!world.asked.contains(&Effect::Quit));
}

#[test]
fn without_autosave_nothing_is_saved_until_it_is_asked_for() {
    let mut world = World::of(SMALL);
    world.state.options.autosave = false;
    world.press("0 down enter").type_text("Shop").press("enter");
    assert_eq!(world.saved(), SMALL);
    assert!(world.asked.contains(&Effect::Keep));
    world.press("q");
    assert!(!world.asked.contains(&Effect::Quit), "it asks first");
    world.press("esc ctrl-s");
    assert_eq!(world.saved(), world.text());
    world.press("q");
    assert!(world.asked.contains(&Effect::Quit));
}

#[test]
fn a_name_that_is_no_id_becomes_one_with_a_second_enter() {
    let mut world = World::empty();
    world.press("enter").type_text("My Shop");
    assert!(world.screen(80, 24).contains("Enter writes it"), "{}", world.screen(80, 24));
    world.press("enter");
    assert!(world.screen(80, 24).contains("> my-shop"), "{}", world.screen(80, 24));
    world.press("enter");
    assert!(world.text().contains("system: my-shop\n"));
    world.press("esc :").type_text("add components").press("enter").type_text("Order API").press("enter enter");
    assert!(world.text().contains("order-api: {}"), "{}", world.text());
}

#[test]
fn taking_an_addition_back_selects_what_it_was_added_to() {
    let mut world = World::of(SMALL);
    world.press("2").select("components").press("a").type_text("mail").press("enter");
    world.press("u");
    assert_eq!(world.text(), SMALL);
    assert_eq!(world.state.desk.as_ref().unwrap().selected().unwrap().name, "components");
    world.press("ctrl-r");
    assert_eq!(world.state.desk.as_ref().unwrap().at.to_string(), "map.components.mail");
}

#[test]
fn what_was_edited_while_the_file_was_away_is_saved_when_it_is_back() {
    let mut world = World::of(SMALL);
    world.happen(Intent::Conflict(Disk::Gone));
    world.press("0").set("title", "Shop");
    assert_eq!(world.saved(), SMALL);
    world.happen(Intent::Found);
    assert_eq!(world.saved(), world.text());
    assert!(world.text().contains("title: Shop"));
}

#[test]
fn turning_autosave_on_saves_what_is_there() {
    let mut world = World::of(SMALL);
    world.state.options.autosave = false;
    world.press("0").set("title", "Shop").press(":").type_text("autosave").press("enter");
    assert_eq!(world.saved(), world.text());
}

#[test]
fn what_names_a_deleted_thing_goes_along() {
    let mut world = World::of(SMALL);
    world.press("2").select("payments").press("d enter");
    let expected = SMALL
        .replace("    payments: {kind: external, availability: 99.9%}\n", "")
        .replace("    api -> payments: {need: hard, timeout: 2s, retry: 3, mutates: true, idempotency: none}\n", "")
        .replace("of: [payments], ", "");
    assert_eq!(world.text(), expected);
    assert!(groundplan::study(world.text(), None).loaded.problems.is_empty());
    world.press("u");
    assert_eq!(world.text(), SMALL, "one step takes all of it back");
    world.press("2").select("payments").press("d esc");
    assert_eq!(world.text(), SMALL);
    world.press("d d");
    assert!(!world.text().contains("    payments: {kind") && world.text().contains("api -> payments"), "{}", world.text());
}

#[test]
fn whatever_is_deleted_with_what_names_it_leaves_a_plan_that_reads() {
    let text = checkout();
    for (step, register) in
        [("1", "goals.journeys"), ("2", "map.components"), ("2", "map.calls"), ("3", "data.stores"), ("4", "contracts.channels")]
    {
        let tree = groundplan::document::Tree::parse(&text, &groundplan::document::Limits::default()).unwrap().0;
        let entries = tree.find(&Path::of(register.split('.'))).unwrap().entries();
        for name in entries.iter().filter_map(|entry| entry.key.text()) {
            let mut world = World::of(&text);
            world.press(step).select(name).press("d");
            if matches!(world.state.top(), Layer::Reading(_)) {
                world.press("enter");
            }
            let problems = groundplan::study(world.text(), None).loaded.problems;
            assert!(problems.is_empty(), "{register}.{name}: {problems:#?}");
            assert_ne!(world.text(), text);
        }
    }
}

#[test]
fn a_risk_is_accepted_by_a_team_that_the_plan_lists() {
    let mut world = World::of(&SMALL.replace("operations:\n", "operations:\n  teams: {team-shop: {}}\n"));
    world.press("shift-f a").type_text("whoever").press("enter");
    let screen = world.screen(80, 24);
    assert!(screen.contains("there is no team `whoever`") && screen.contains("team-shop"), "{screen}");
}

#[test]
fn what_is_typed_when_the_program_is_ended_goes_into_the_recovery() {
    let mut world = World::of(SMALL);
    world.press("0").select("title").press("enter").type_text("Shop");
    world.happen(Intent::Ended);
    assert!(world.text().contains("title: Shop"), "{}", world.text());
    assert_eq!(world.saved(), SMALL, "nobody has taken it yet");
    assert_eq!(world.asked, [Effect::Keep, Effect::Quit]);
}
