//! Names of the guidance in a plan: conditions and thresholds.

use groundplan::document::Source;
use groundplan::study;

#[test]
fn a_condition_or_threshold_that_does_not_exist_is_a_mistake() {
    let text = "groundplan: 1\nsystem: shop\nbuild:\n  practices: {TY1: met, TY9: met, CR2@component:api: unmet}\nthresholds: {RE2.produkt: 4, RE2.product: 6}\n";
    let study = study(text, None);
    insta::assert_snapshot!(Source::new("groundplan.yaml", text).report(&study.loaded.problems));
}
