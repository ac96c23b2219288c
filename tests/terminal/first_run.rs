//! The first run: from an empty folder to a judged plan and its documents, with `n`, typing and Enter alone.

use crate::guided_path::answer;
use crate::session::{Folder, Session};
use termlens::Screen;

/// The last question of the guided path.
const OFFER: &str = "Write its documents now?";

/// Answers after which a step has a finding: the question, the answer, and what its line then says.
const FOUND: &[(&str, &str, &str, &str)] =
    &[("How many attempts", "3", "1 Goals", "!1"), ("How many connections does one", "20", "3 Data", "✗1")];

/// The documents, each with something that was typed.
const WRITTEN: &[(&str, &str)] = &[
    ("design-doc.md", "Takes a buyer from the cart to a paid order"),
    ("adr/0001-orders-in-postgres.md", "Payments need transactions"),
    ("runbooks/payments-slow.md", "The provider's evening batch"),
    ("slo/pay.md", "99.95%"),
];

#[test]
fn from_an_empty_folder_to_documents_on_disk() {
    let folder = Folder::empty();
    let mut session = folder.start();
    session.see("New plan").press("enter").see("What is the system called?").type_text("shop");
    let (mut asked, mut found) = (Vec::new(), 0);
    let mut question = next(&mut session, "");
    while !question.contains(OFFER) {
        let words = words(&question);
        let answer = answer(words, asked.iter().filter(|other| *other == words).count());
        asked.push(words.to_owned());
        session.type_text(answer);
        let findings = FOUND.iter().find(|(begin, what, ..)| words.starts_with(begin) && answer == *what);
        question = next(&mut session, &question);
        if let Some((.., step, count)) = findings {
            session.wait(&format!("{step} has {count}"), |screen| line(screen, step).contains(count));
            found += 1;
        }
    }
    assert_eq!(found, FOUND.len(), "{}", session.screen());
    session.press("enter").see("documents are on disk");
    for (path, text) in WRITTEN {
        let document = folder.read(&format!("docs/groundplan/{path}"));
        assert!(document.contains(text), "{path} does not say {text:?}:\n{document}");
    }
    insta::assert_snapshot!(folder.plan());

    // The worst finding leads to its field, and goes with another answer.
    session
        .press("F")
        .see("2 findings")
        .see("pooling/PO1@store:orders")
        .press("enter")
        .see("▌ max_connections ")
        .press("enter")
        .see("> 200");
    session.press("ctrl-u").type_text("400").press("enter").see("max_connections: 400").press("F").see("1 finding ").see_no("pooling/PO1");
    assert!(folder.plan().contains("max_connections: 400}"), "{}", folder.plan());
    session.press("D").see("stale").press("W").see("documents are on disk").see_no("stale");
    assert!(!folder.read("docs/groundplan/design-doc.md").contains("PO1"));
    session.press("q").ends_well().assert_given_back();
}

/// Presses Enter, and waits for another question than this one. Gives its heading and its text.
fn next(session: &mut Session, before: &str) -> String {
    session.press("enter");
    let is_next = |screen: &Screen| question(screen).is_some_and(|question| question != before);
    let frame = session.frame(&format!("another question follows {before:?}"), is_next);
    question(&frame).unwrap()
}

/// The heading and the first line of the question in the panel at the lower end of the screen.
fn question(screen: &Screen) -> Option<String> {
    let row = |row: u16| screen.rect_text(8..92, row..=row);
    let top = (0..screen.rows()).rev().find(|at| row(*at).starts_with("╭─ "))?;
    let heading = row(top).trim_start_matches("╭─ ").split('─').next()?.trim().to_owned();
    Some(format!("{heading}: {}", row(top + 2).trim_matches(['│', ' '])))
}

/// The question without its heading.
fn words(question: &str) -> &str {
    question.split_once(": ").map_or(question, |(_, words)| words)
}

/// The line of a step among the steps.
fn line(screen: &Screen, step: &str) -> String {
    (0..screen.rows()).map(|row| screen.rect_text(0..28, row..=row)).find(|line| line.contains(step)).unwrap_or_default()
}
