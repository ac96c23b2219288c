//! The checkout, which the demo shows, has the seven mistakes that its team has not seen, and no other severe one.

use groundplan::knowledge::Severity;
use groundplan::study;

/// The conditions that compute, and so need no answer to a question.
const COMPUTED: [&str; 17] =
    ["TO1", "TO2", "TO3", "AI1", "RE1", "RE2", "ID1", "BH3", "BH5", "BH6", "PO1", "CA3", "PT3", "OB1", "TX4", "DE2", "IG1"];

const CHECKOUT: &str = include_str!("../examples/checkout/groundplan.yaml");

#[test]
fn the_checkout_has_its_seven_findings() {
    let judgement = study(CHECKOUT, None).judgement().clone();
    let severe = judgement.open().filter(|finding| finding.severity >= Severity::High && COMPUTED.contains(&finding.condition.id.as_str()));
    let mut ids: Vec<&str> = severe.map(|finding| finding.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        [
            "bulkheads/BH6@journey:pay",
            "cache/CA3@call:api->catalogue",
            "id-generation/IG1@key:orders/shipments.order_id",
            "idempotency/ID1@call:api->loyalty/earn",
            "pooling/PO1@store:orders",
            "retries/RE2@journey:pay",
            "timeouts/TO2@journey:pay",
        ]
    );
}

#[test]
fn nothing_that_computes_is_unknown_of_the_checkout() {
    let judgement = study(CHECKOUT, None).judgement().clone();
    let asked: Vec<String> = judgement
        .questions
        .iter()
        .filter(|question| COMPUTED.contains(&question.condition.id.as_str()))
        .map(groundplan::rules::Question::id)
        .collect();
    assert_eq!(asked, [""; 0]);
}

#[test]
fn the_tax_service_is_what_stands_between_paying_and_its_target() {
    let softened = CHECKOUT.replace("      need: hard                  # a price without tax is no price\n", "      need: soft\n");
    assert_ne!(softened, CHECKOUT);
    let judgement = study(&softened, None).judgement().clone();
    assert!(!judgement.open().any(|finding| finding.id == "bulkheads/BH6@journey:pay" && finding.severity >= Severity::High));
}
