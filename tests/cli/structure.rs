//! What the structure of a system tells, for people and for programs.

use crate::run::Place;
use insta::assert_snapshot;

#[test]
fn what_is_out_of_the_ordinary() {
    let said = Place::with("structure").run("analyze");
    let block = said.out.split("\n\n").find(|block| block.starts_with("Structure")).unwrap_or_default();
    assert_snapshot!(block);
}

#[test]
fn all_of_it() {
    let said = Place::with("structure").run("analyze --format json");
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&json["structure"]).unwrap());
}
