//! Random trees of up to sixteen events against trying every state.

use proptest::prelude::*;

use super::super::compiled::input_ranges;
use super::super::large;
use super::super::modules::{Input, modules};
use super::super::{CutSet, EventId, FaultTree, Limits, Node};
use super::generated::{plans, tree};
use super::{assert_close, fails_with};

/// Whether the top is down when exactly the events of the bit set are.
fn is_down(tree: &FaultTree, top: Node, down: u32) -> bool {
    fails_with(tree, top, |event| down >> event.index() & 1 == 1)
}

fn minimal_cut_sets(tree: &FaultTree, top: Node) -> Vec<u32> {
    let states = 0..1_u32 << tree.events().len();
    let minimal =
        |state: &u32| is_down(tree, top, *state) && (0..32).all(|bit| state >> bit & 1 == 0 || !is_down(tree, top, state & !(1 << bit)));
    states.filter(minimal).collect()
}

/// How likely the state is one for which something holds.
fn probability(q: &[f64], holds: impl Fn(u32) -> bool) -> f64 {
    let states = 0..1_u32 << q.len();
    let weight = |state: u32| -> f64 { q.iter().enumerate().map(|(bit, q)| if state >> bit & 1 == 1 { *q } else { 1.0 - q }).product() };
    states.filter(|&state| holds(state)).map(weight).sum()
}

proptest! {
    #[test]
    fn probability_and_cofactors_are_those_of_all_states(plan in plans(1..12, 1..14)) {
        let (tree, top) = tree(&plan);
        let q = tree.probabilities();
        let compiled = tree.compile(top, &Limits::default());
        let found = compiled.probability(&q).exact().expect("small");
        prop_assert!((0.0..=1.0).contains(&found));
        assert_close(found, probability(&q, |state| is_down(&tree, top, state)), 1e-9);
        for (event, given) in compiled.given(&q).expect("small") {
            let with = |value: f64| {
                let mut q = q.clone();
                q[event.index()] = value;
                probability(&q, |state| is_down(&tree, top, state))
            };
            assert_close(given.down, with(1.0), 1e-9);
            assert_close(given.works, with(0.0), 1e-9);
            prop_assert!((given.difference - (with(1.0) - with(0.0))).abs() < 1e-12);
        }
    }

    #[test]
    fn cut_sets_are_the_smallest_states_that_are_down(plan in plans(1..12, 1..14)) {
        let (tree, top) = tree(&plan);
        let q = tree.probabilities();
        let compiled = tree.compile(top, &Limits::default());
        let sets = compiled.cut_sets(&tree.probabilities());
        let expected = minimal_cut_sets(&tree, top);
        let found = sets.worst(5000, &q);
        let bits = |set: &CutSet| set.events.iter().map(|event| 1_u32 << event.index()).sum::<u32>();
        let mut states: Vec<u32> = found.sets.iter().map(bits).collect();
        states.sort_unstable();
        prop_assert_eq!(&states, &expected);
        prop_assert!(!found.truncated);
        prop_assert_eq!(sets.count(), expected.len() as u128);
        let of_order = |order: u32| expected.iter().filter(|state| state.count_ones() == order).count() as u128;
        for (order, count) in (0..).zip(sets.by_order(12)) {
            prop_assert_eq!(count, of_order(order));
        }
        let sum: f64 = found.sets.iter().map(|set| set.probability).sum();
        prop_assert!((sets.rare_event(&q) - sum).abs() <= 1e-9 * sum);
        let keys: Vec<(usize, f64)> = found.sets.iter().map(|set| (set.order(), -set.probability)).collect();
        prop_assert!(keys.windows(2).all(|pair| pair[0].0 < pair[1].0 || pair[0].0 == pair[1].0 && pair[0].1 <= pair[1].1 + 1e-12));
        let exact = compiled.probability(&q).high();
        let bound = sets.upper_bound(&found, &q);
        prop_assert!(exact <= bound * (1.0 + 1e-9) && bound <= sum * (1.0 + 1e-9));
    }

    #[test]
    fn fussell_vesely_is_the_share_of_some_set_with_the_event(plan in plans(1..12, 1..14)) {
        let (tree, top) = tree(&plan);
        let q = tree.probabilities();
        let sets = minimal_cut_sets(&tree, top);
        for importance in tree.compile(top, &Limits::default()).importance(&q).expect("small") {
            let bit = 1 << importance.event.index();
            let holds = |state| sets.iter().any(|set| set & bit != 0 && set & state == *set);
            let expected = probability(&q, holds) / probability(&q, |state| is_down(&tree, top, state));
            let found = importance.fussell_vesely.expect("small");
            prop_assert!((found - expected).abs() <= 1e-9 * expected, "{found} is not {expected}");
        }
    }

    #[test]
    fn single_points_are_the_events_that_suffice(plan in plans(1..12, 1..14)) {
        let (tree, top) = tree(&plan);
        let found = tree.compile(top, &Limits::default()).single_points();
        let constant = matches!(top, Node::Always | Node::Never);
        let suffices = |event: &usize| !constant && is_down(&tree, top, 1 << event);
        let expected: Vec<usize> = (0..tree.events().len()).filter(suffices).collect();
        prop_assert_eq!(found.into_iter().map(EventId::index).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn more_failure_is_never_better(plan in plans(1..12, 1..14), event in any::<prop::sample::Index>(), more in 0.0..1.0_f64) {
        let (tree, top) = tree(&plan);
        let compiled = tree.compile(top, &Limits::default());
        let mut q = tree.probabilities();
        let before = compiled.probability(&q).high();
        let event = event.index(q.len());
        q[event] += (1.0 - q[event]) * more;
        prop_assert!(compiled.probability(&q).high() >= before * (1.0 - 1e-12));
    }

    #[test]
    fn bounds_hold_what_is_exact(plan in plans(1..12, 1..14), steps in 0..4000_u64) {
        let (tree, top) = tree(&plan);
        let q = tree.probabilities();
        let exact = tree.compile(top, &Limits::default()).probability(&q).high();
        let Some(module) = modules(&tree, q.len(), top).pop().filter(|module| module.inputs.iter().all(|input| matches!(input, Input::Event(_))))
        else {
            return Ok(());
        };
        let inputs = input_ranges(&module, &q, &[]);
        let range = large::range(&module, &inputs, steps);
        prop_assert!(range.low <= exact * (1.0 + 1e-9) && exact <= range.high * (1.0 + 1e-9), "{exact} is not in {range:?}");

        // With time enough a search finds all cut sets that can happen, and no others.
        let found = large::likeliest(&module, &inputs, u64::MAX);
        let bits = |set: &Vec<u32>| set.iter().map(|input| match module.inputs[*input as usize] {
            Input::Event(event) => 1_u32 << event.index(),
            Input::Module(_) => 0,
        }).sum::<u32>();
        let mut states: Vec<u32> = found.sets.iter().map(bits).collect();
        states.sort_unstable();
        let expected = minimal_cut_sets(&tree, top);
        prop_assert!(states.iter().all(|state| expected.contains(state)));
        if found.open.is_empty() && q.iter().all(|q| *q > 0.0) {
            prop_assert_eq!(states, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn sixteen_events_have_the_probability_of_all_states(plan in plans(13..17, 8..24)) {
        let (tree, top) = tree(&plan);
        let q = tree.probabilities();
        let found = tree.compile(top, &Limits::default()).probability(&q).exact().expect("small");
        assert_close(found, probability(&q, |state| is_down(&tree, top, state)), 1e-9);
    }
}
