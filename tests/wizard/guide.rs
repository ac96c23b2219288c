//! The guided path: from an empty folder to a plan, with `n`, typing and Enter alone.

use crate::guided_path::answer;
use crate::world::World;
use groundplan::wizard::intent::Effect;
use groundplan::wizard::state::{Asked, Layer};

#[test]
fn from_an_empty_folder_to_the_documents() {
    let mut world = World::empty();
    world.press("enter").type_text("shop").press("enter");
    let mut asked = Vec::new();
    for _ in 0..200 {
        let screen = world.screen(100, 40);
        let Some(question) = question(&world) else { break };
        assert!(screen.contains(question.split(' ').next().unwrap()), "{question} is not on the screen:\n{screen}");
        let answer = answer(&question, asked.iter().filter(|other: &&String| other.starts_with(&question)).count());
        asked.push(format!("{question} {answer}").trim_end().to_owned());
        world.type_text(answer).press("enter");
        let after = world.screen(100, 40);
        assert!(after != screen, "nothing happened after {asked:#?}:\n{after}");
    }
    assert!(world.screen(100, 40).contains("Write its documents now?"));
    world.press("enter");
    insta::assert_snapshot!("from_an_empty_folder_asked", asked.join("\n"));
    insta::assert_snapshot!("from_an_empty_folder_plan", world.text());
    assert!(world.asked.contains(&Effect::WriteDocuments(None)), "the documents are offered at the end");
    let study = groundplan::study(world.text(), None);
    assert!(study.loaded.problems.is_empty(), "{:?}", study.loaded.problems);
    assert!(!study.judgement().findings.is_empty());
}

/// The question that is asked; nothing at the end of the guided path.
fn question(world: &World) -> Option<String> {
    let Layer::Question(asking) = world.state.top() else { return None };
    match &asking.asked {
        Asked::Missing { text, .. } => Some(text.clone()),
        Asked::Field(follow) => Some(follow.then()?.ask.clone()),
        _ => None,
    }
}
