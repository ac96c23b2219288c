//! Deep, wide and hard trees.

use super::super::{FaultTree, Limits, Node};
use super::{assert_close, exact, fails_with};

const DEEP: i32 = 100_000;

#[test]
fn a_chain_of_100_000_calls_is_exact() {
    let mut tree = FaultTree::new();
    let mut top: Node = tree.event("last", 1e-6).into();
    for at in 1..DEEP {
        let event = tree.event(format!("call {at}"), 1e-6);
        top = tree.or([top, event.into()]);
    }
    assert_close(exact(&tree, top), 1.0 - (1.0 - 1e-6_f64).powi(DEEP), 1e-9);
    assert_eq!(tree.compile(top, &Limits::default()).single_points().len(), DEEP.unsigned_abs() as usize);
}

#[test]
fn a_chain_that_shares_one_event_all_the_way_is_exact() {
    let mut tree = FaultTree::new();
    let dns = tree.event("dns", 1e-4);
    let mut top: Node = dns.into();
    for at in 0..10_000 {
        let event = tree.event(format!("call {at}"), 1e-6);
        top = tree.or([top, event.into(), dns.into()]);
    }
    assert_close(exact(&tree, top), 1.0 - (1.0 - 1e-4) * (1.0 - 1e-6_f64).powi(10_000), 1e-9);
}

#[test]
fn many_of_many_does_not_explode() {
    let mut tree = FaultTree::new();
    let replicas: Vec<Node> = (0..400).map(|at| tree.event(format!("replica {at}"), 0.5).into()).collect();
    // At least 201 of 400 coin flips: half of what is not an even split, whose chance is C(400, 200)/2^400.
    let top = tree.at_least(201, replicas);
    let even: f64 = (1..=200).map(|k| f64::from(200 + k) / (4.0 * f64::from(k))).product();
    assert_close(exact(&tree, top), (1.0 - even) / 2.0, 1e-9);
}

#[test]
fn too_large_a_tree_ends_in_bounds_that_say_why() {
    // Pairs of groups whose members come from all over: no order keeps all of them together.
    let mut tree = FaultTree::new();
    let events: Vec<Node> = (0..80).map(|at| tree.event(format!("event {at}"), 1e-3).into()).collect();
    let group = |tree: &mut FaultTree, at: usize| tree.or([at, at * 7 + 3, at * 11 + 5].map(|member| events[member % 80]));
    let mut pairs = Vec::new();
    for at in 0..80 {
        let pair = [group(&mut tree, at), group(&mut tree, at + 23)];
        pairs.push(tree.and(pair));
    }
    let top = tree.or(pairs);
    let compiled = tree.compile(top, &Limits { steps: 50_000 });
    let answer = compiled.probability(&tree.probabilities());
    assert!(answer.exact().is_none());
    assert!(answer.low() < answer.high(), "{answer:?}");
    assert!(format!("{answer:?}").contains("too large for an exact answer"));
    let sets = compiled.cut_sets(&tree.probabilities());
    assert!(!sets.is_complete());
    let shown = sets.worst(3, &tree.probabilities());
    assert!(shown.truncated && shown.sets.len() == 3);
    assert!(shown.sets.iter().all(|set| fails_with(&tree, top, |event| set.events.contains(&event))));
    assert!(compiled.given(&tree.probabilities()).is_none());
}

#[test]
fn constants_answer_for_themselves() {
    let mut tree = FaultTree::new();
    let none = tree.or([]);
    let all = tree.and([]);
    assert_eq!((none, all), (Node::Never, Node::Always));
    assert_close(exact(&tree, all), 1.0, 0.0);
    assert_close(exact(&tree, none), 0.0, 0.0);
    let sets = |top| tree.compile(top, &Limits::default()).cut_sets(&tree.probabilities()).count();
    assert_eq!((sets(none), sets(all)), (0, 1), "where nothing needs to fail, the empty set is a cut set");
    let event = tree.event("event", 2.0);
    let top = tree.or([event.into(), none]);
    assert_eq!(top, Node::Event(event));
    assert_close(exact(&tree, top), 1.0, 0.0);
    assert_eq!(tree.group(3, [event.into(), all]), Node::Always);
}
