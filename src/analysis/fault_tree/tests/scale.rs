//! Trees with more cut sets than anyone could list.

use super::super::{FaultTree, Limits, Node};
use super::assert_close;

/// `wide` of groups in series, each of `deep` parts of which all must fail; a part fails with its own event or with any
/// event of its zone, of which groups share three.
fn shared_zones(wide: usize, deep: usize) -> (FaultTree, Node) {
    let mut tree = FaultTree::new();
    let zones: Vec<Node> = (0..3).map(|at| tree.event(format!("zone {at}"), 1e-4).into()).collect();
    let mut groups = Vec::new();
    for group in 0..wide {
        let mut parts = Vec::new();
        for part in 0..deep {
            let own = tree.event(format!("part {group}.{part}"), 1e-3);
            let host = tree.event(format!("host {group}.{part}"), 1e-3);
            parts.push(tree.or([own.into(), host.into(), zones[part % 3]]));
        }
        groups.push(tree.and(parts));
    }
    let top = tree.or(groups);
    (tree, top)
}

#[test]
fn sets_are_counted_without_being_listed() {
    // A conjunction of 200 disjunctions of 2: 2^200 sets, more than u128 holds.
    let mut tree = FaultTree::new();
    let pairs: Vec<Node> = (0..200)
        .map(|at| {
            let pair = [tree.event(format!("a{at}"), 0.5).into(), tree.event(format!("b{at}"), 0.5).into()];
            tree.or(pair)
        })
        .collect();
    let few = tree.and(pairs[..100].iter().copied());
    let all = tree.and(pairs);
    let count = |top| tree.compile(top, &Limits::default()).cut_sets(&tree.probabilities()).count();
    assert_eq!(count(few), 1 << 100);
    assert_eq!(count(all), u128::MAX);
}

#[test]
fn a_system_of_hundreds_of_shared_parts_is_exact() {
    let (tree, top) = shared_zones(100, 3);
    let q = tree.probabilities();
    let compiled = tree.compile(top, &Limits::default());
    assert!(compiled.is_exact());
    let sets = compiled.cut_sets(&tree.probabilities());
    // A group fails with one of three causes for each of its parts; the three zones together are common to all.
    let by_order = sets.by_order(3);
    assert_eq!(by_order.iter().sum::<u128>(), sets.count());
    assert_eq!(sets.count(), 100 * (27 - 1) + 1);
    assert_eq!(by_order, [0, 0, 0, 100 * 26 + 1]);
    let importance = compiled.importance(&q).expect("within the limits");
    assert_eq!(importance.len(), 603);
    assert!(importance.iter().all(|importance| importance.fussell_vesely.is_some()));

    // Given the state of the zones, groups are independent.
    let cause = 1.0 - (1.0 - 1e-3_f64).powi(2);
    let expected: f64 = (0..=3_i32)
        .map(|down| {
            let zones = f64::from([1, 3, 3, 1][down.unsigned_abs() as usize]) * 1e-4_f64.powi(down) * (1.0 - 1e-4_f64).powi(3 - down);
            let group = cause.powi(3 - down);
            zones * -f64::exp_m1(100.0 * f64::ln_1p(-group))
        })
        .sum();
    assert_close(compiled.probability(&q).high(), expected, 1e-9);
}

#[test]
fn the_worst_sets_come_first_from_a_deep_chain() {
    let mut tree = FaultTree::new();
    let mut top: Node = tree.event("last", 1e-6).into();
    for at in 1..100_000 {
        let event = tree.event(format!("call {at}"), 1e-9 * f64::from(at));
        top = tree.or([top, event.into()]);
    }
    let q = tree.probabilities();
    let compiled = tree.compile(top, &Limits::default());
    let sets = compiled.cut_sets(&tree.probabilities());
    let shown = sets.worst(5, &q);
    let worst: Vec<usize> = shown.sets.iter().map(|set| set.events[0].index()).collect();
    assert_eq!(worst, [99_999, 99_998, 99_997, 99_996, 99_995]);
    assert!(shown.truncated);
    assert_eq!(sets.count(), 100_000);
}
