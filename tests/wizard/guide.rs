//! The guided path: from an empty folder to a plan, with `n`, typing and Enter alone.

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
    assert!(!study.judgement.findings.is_empty());
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

/// What somebody would type, in the order of asking. What nobody knows stays open.
const ANSWERS: &[(&str, &[&str])] = &[
    ("What does the system do", &["Takes a buyer from the cart to a paid order"]),
    ("Who uses the system", &["pay"]),
    ("How often does it happen at the peak", &["300/s"]),
    ("How long does the user wait", &["3s"]),
    ("Which share of attempts", &["99.95%"]),
    ("How bad is it", &["high"]),
    ("Which team answers", &["team-checkout"]),
    ("On which runtimes", &["bun 1.4, node 24"]),
    ("Which part does a request", &["web", "api", "payments"]),
    ("What kind of component", &["gateway", "service", "external"]),
    ("How many instances", &["2..4", "3..12", ""]),
    ("Through which component", &["web"]),
    ("Who calls whom", &["web -> api", "api -> payments"]),
    ("Can the caller answer", &["hard", "hard", "hard"]),
    ("After how long does the caller", &["3s", "2s", "500ms"]),
    ("How many attempts", &["", "3"]),
    ("Does it change anything on the other side", &["true", "true"]),
    ("What is the most likely way", &["payments-slow"]),
    ("Where does it happen", &["api -> payments"]),
    ("What does it look like", &["slow"]),
    ("What causes it", &["The provider's evening batch"]),
    ("How often is it likely", &["6/year"]),
    ("Which share of the users", &["30%"]),
    ("How long until somebody", &["5min"]),
    ("Where is the most important data", &["orders"]),
    ("What kind of store", &["relational"]),
    ("Which engine", &["postgres 17"]),
    ("How many connections does it accept", &["200"]),
    ("Which component uses orders", &["api -> orders"]),
    ("Does it write", &["true"]),
    ("How many connections does one", &["20"]),
    ("Which choice about storage", &["orders-in-postgres"]),
    ("Which store is it about", &["orders"]),
    ("What was the question", &["Where do orders live?"]),
    ("Which options were weighed", &["postgres, dynamodb"]),
    ("Which one was chosen", &["postgres"]),
    ("Why that one", &["Payments need transactions"]),
    ("Which API", &["checkout"]),
    ("Which component serves it", &["api"]),
    ("Which endpoint", &["POST /checkout"]),
    ("Which journey does it serve", &["pay"]),
    ("What happens when the same request", &["keyed"]),
    ("Which component is deployed", &["api"]),
    ("How does a new version", &["canary"]),
    ("How long does taking it back", &["4min"]),
    ("Which load test", &["pay-peak"]),
    ("Which journey does it drive", &["pay"]),
    ("At which rate", &["450/s"]),
    ("For which failure should", &["payments-slow"]),
    ("Which failure modes or components", &["payments-slow"]),
    ("For which day", &["2026-11-20"]),
];

fn answer(question: &str, asked: usize) -> &'static str {
    let answers = ANSWERS.iter().find(|(begin, _)| question.starts_with(begin)).map_or(&[][..], |(_, answers)| answers);
    answers.get(asked).copied().unwrap_or_default()
}
