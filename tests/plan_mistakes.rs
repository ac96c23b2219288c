//! Every mistake of a plan at once, each at its place and with what to do.

use groundplan::document::Source;
use groundplan::plan::load;

#[test]
fn a_plan_with_a_mistake_of_every_kind() {
    let text = include_str!("plans/mistakes.yaml");
    let loaded = load(text);
    insta::assert_snapshot!(Source::new("groundplan.yaml", text).report(&loaded.problems));
}

/// Each of these can be read, and none of them can be.
#[test]
fn a_plan_with_an_impossible_fact_of_every_kind() {
    let text = include_str!("plans/impossible.yaml");
    let loaded = load(text);
    insta::assert_snapshot!(Source::new("groundplan.yaml", text).report(&loaded.problems));
}
