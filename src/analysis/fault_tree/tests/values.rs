//! The table of test values of the design.

use super::super::{CutSet, EventId, FaultTree, Limits, Node, at_least};
use super::{assert_close, exact};

const TOLERANCE: f64 = 1e-9;

fn events<const N: usize>(tree: &mut FaultTree, name: &str, q: f64) -> [EventId; N] {
    std::array::from_fn(|at| tree.event(format!("{name} {}", at + 1), q))
}

#[test]
fn in_series_availabilities_multiply() {
    let mut tree = FaultTree::new();
    let parts = [0.999, 0.9995, 0.9999].map(|availability| tree.event("part", 1.0 - availability).into());
    let top = tree.or(parts);
    assert_close(1.0 - exact(&tree, top), 0.998_400_649_95, TOLERANCE);
}

#[test]
fn two_of_three_by_gate_and_in_closed_form() {
    let mut tree = FaultTree::new();
    let instances: [EventId; 3] = events(&mut tree, "instance", 0.01);
    let top = tree.group(2, instances.map(Node::from));
    assert_close(1.0 - exact(&tree, top), 0.999_702, TOLERANCE);
    assert_close(exact(&tree, top), 2.98e-4, TOLERANCE);
    assert_close(at_least(2, &[0.01; 3]), 2.98e-4, TOLERANCE);
}

#[test]
fn what_redundant_nodes_share_decides() {
    let mut tree = FaultTree::new();
    let dns = tree.event("dns", 1e-4);
    let nodes: [EventId; 2] = events(&mut tree, "node", 1e-3);
    let lost = nodes.map(|node| tree.or([node.into(), dns.into()]));
    let top = tree.and(lost);
    assert_close(exact(&tree, top), 1.009_999_00e-4, TOLERANCE);
    assert_close(tree.as_if_nothing_were_shared(top, &tree.probabilities()), 1.209_780_01e-6, TOLERANCE);
    assert_eq!(tree.compile(top, &Limits::default()).single_points(), [dns]);
}

#[test]
fn common_cause_limits_redundancy() {
    let (q, beta) = (1e-3, 0.1);
    let mut tree = FaultTree::new();
    let common = tree.event("common cause", beta * q);
    let own: [EventId; 2] = events(&mut tree, "instance", (1.0 - beta) * q);
    let both = tree.and(own.map(Node::from));
    let top = tree.or([both, common.into()]);
    assert_close(exact(&tree, top), 1.008_099_19e-4, TOLERANCE);
}

#[test]
fn zones_in_one_region() {
    let mut tree = FaultTree::new();
    let region = tree.event("region", 1e-4);
    let zones: [EventId; 3] = events(&mut tree, "zone", 1e-3);
    let lost = tree.group(2, zones.map(Node::from));
    let top = tree.or([lost, region.into()]);
    // 3q²(1−q) + q³ = 2.998e-6, joined with 1e-4: the design prints 1.029977e-4.
    assert_close(exact(&tree, top), 1e-4 + (1.0 - 1e-4) * 2.998e-6, TOLERANCE);
    assert_close(exact(&tree, top), 1.029_977e-4, 1e-6);
}

#[test]
fn a_soft_call_fails_only_with_its_fallback() {
    let mut tree = FaultTree::new();
    let call = tree.event("call", 1e-3);
    let fallback = tree.event("fallback", 0.05);
    let top = tree.and([call.into(), fallback.into()]);
    assert_close(exact(&tree, top), 5e-5, TOLERANCE);
}

/// The last row of the table, with its events by name.
pub(super) struct Shop {
    pub tree: FaultTree,
    pub top: Node,
    pub api: EventId,
    pub dns: EventId,
    pub workers: [EventId; 3],
}

pub(super) fn shop() -> Shop {
    let mut tree = FaultTree::new();
    let api = tree.event("api", 5e-4);
    let zones: [EventId; 2] = events(&mut tree, "zone", 2e-3);
    let stores: [EventId; 2] = events(&mut tree, "store", 1e-3);
    let dns = tree.event("dns", 1e-4);
    let workers: [EventId; 3] = events(&mut tree, "worker", 0.01);
    let zones = tree.and(zones.map(Node::from));
    let stores = stores.map(|store| tree.or([store.into(), dns.into()]));
    let stores = tree.and(stores);
    let lost = tree.at_least(2, workers.map(Node::from));
    let top = tree.or([api.into(), zones, stores, lost]);
    Shop { tree, top, api, dns, workers }
}

#[test]
fn a_journey_with_everything() {
    let Shop { tree, top, api, dns, .. } = shop();
    let q = tree.probabilities();
    let compiled = tree.compile(top, &Limits::default());
    let p = exact(&tree, top);
    assert_close(p, 9.027_667_220e-4, TOLERANCE);
    assert_close(p * 365.25 * 1440.0, 474.82, 1e-5);
    assert_close(tree.as_if_nothing_were_shared(top, &q), 8.0306e-4, 1e-5);
    assert_eq!(compiled.single_points(), [api, dns]);
}

#[test]
fn cut_sets_of_the_journey_with_everything() {
    let Shop { tree, top, api, dns, .. } = shop();
    let q = tree.probabilities();
    let compiled = tree.compile(top, &Limits::default());
    let sets = compiled.cut_sets(&tree.probabilities());
    assert_eq!(sets.count(), 7);
    assert_eq!(sets.by_order(20), [0, 2, 5]);
    assert_close(sets.rare_event(&q), 9.05e-4, TOLERANCE);

    let all = sets.worst(10, &q);
    assert!(!all.truncated);
    assert_close(sets.upper_bound(&all, &q), 9.047_36e-4, 1e-6);
    let probabilities: Vec<f64> = all.sets.iter().map(|set| set.probability).collect();
    assert_eq!(probabilities, [5e-4, 1e-4, 1e-4, 1e-4, 1e-4, 4e-6, 1e-6]);
    let worst = sets.worst(2, &q);
    assert!(worst.truncated);
    assert_eq!(worst.sets, [CutSet { events: vec![api], probability: 5e-4 }, CutSet { events: vec![dns], probability: 1e-4 }]);
    let bound = sets.upper_bound(&worst, &q);
    assert!((9.047_36e-4..=9.05e-4).contains(&bound), "{bound:e}");
}

#[test]
fn importance_in_the_journey_with_everything() {
    let Shop { tree, top, dns, workers, .. } = shop();
    let importance = tree.compile(top, &Limits::default()).importance(&tree.probabilities()).expect("within the limits");
    let of = |event| importance.iter().find(|importance| importance.event == event).expect("in the tree");
    assert_close(of(dns).marginal, 0.999_197, 1e-6);
    assert_close(of(dns).achievement_worth, 1107.71, 1e-5);
    assert_close(of(dns).reduction_worth, 1.124_46, 1e-5);
    for worker in workers.map(of) {
        assert_close(worker.criticality, 0.219_193, 1e-5);
        assert_close(worker.diagnostic, 0.227_001, 1e-5);
        assert_close(worker.fussell_vesely.expect("within the limits"), 0.220_433, 1e-5);
    }
}

#[test]
fn what_is_needed_for_every_failure_has_infinite_reduction_worth() {
    let mut tree = FaultTree::new();
    let pair: [EventId; 2] = events(&mut tree, "instance", 1e-3);
    let top = tree.and(pair.map(Node::from));
    let importance = tree.compile(top, &Limits::default()).importance(&tree.probabilities()).expect("within the limits");
    assert!(importance.iter().all(|importance| importance.reduction_worth == f64::INFINITY));
}

#[test]
fn a_single_point_that_no_articulation_point_shows() {
    let mut tree = FaultTree::new();
    let api = tree.event("api", 1e-3);
    let dns = tree.event("dns", 1e-3);
    let stores: [EventId; 2] = events(&mut tree, "db", 1e-3);
    let stores = stores.map(|store| tree.or([store.into(), dns.into()]));
    let group = tree.group(1, stores);
    let top = tree.or([api.into(), group]);
    assert_eq!(tree.compile(top, &Limits::default()).single_points(), [api, dns]);
}
