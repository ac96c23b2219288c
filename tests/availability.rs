//! What must hold of the availability of any plan.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../benches/mixer/mod.rs"]
mod mixer;
#[path = "conformance/plans.rs"]
mod plans;

use groundplan::analysis::availability::{Ceiling, Change, ceiling, single, together, trial};
use groundplan::graph::{Route, System};
use groundplan::plan::load;
use proptest::prelude::*;

/// Rounding, relative.
const ROUNDING: f64 = 1e-12;

/// Asks something of the journey of a generated plan.
fn asked<T>(seed: u32, question: impl Fn(&System<'_>, &Route<'_>, &Ceiling) -> T) -> T {
    let loaded = load(&plans::plan(seed));
    let system = System::new(loaded.plan.as_ref().unwrap());
    let route = system.route("j").unwrap();
    question(&system, route, &ceiling(&system, route))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn it_is_a_share_and_lies_within_its_bounds(seed in 0..u32::MAX) {
        asked(seed, |_, _, ceiling| {
            let (floor, top) = (ceiling.floor(), ceiling.availability());
            prop_assert!(0.0 <= floor && floor <= top && top <= 1.0, "{floor} to {top}");
            prop_assert_eq!(ceiling.exact().is_some(), ceiling.unknown.is_empty());
            Ok(())
        })?;
    }

    #[test]
    fn softening_a_call_never_makes_it_worse(seed in 0..u32::MAX) {
        asked(seed, |system, route, ceiling| {
            let before = ceiling.unavailability.exact().unwrap();
            for hop in route.hops().filter(|hop| system.hop(*hop).is_hard() && system.hop(*hop).call.any_of.is_none()) {
                let after = trial(system, route, vec![Change::Soften(hop)]).unwrap().unavailability;
                prop_assert!(after <= before * (1.0 + ROUNDING), "{}: {before:e} becomes {after:e}", system.hop(hop).id());
            }
            Ok(())
        })?;
    }

    #[test]
    fn more_instances_and_zones_never_make_it_worse(seed in 0..u32::MAX) {
        asked(seed, |system, route, ceiling| {
            let before = ceiling.unavailability.exact().unwrap();
            for at in system.nodes() {
                for change in [Change::Double(at), Change::AddZone(at)] {
                    let after = trial(system, route, vec![change]).unwrap().unavailability;
                    prop_assert!(after <= before * (1.0 + ROUNDING), "{change:?} of {}: {before:e} becomes {after:e}", system.vertex(at).id());
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn changes_that_close_a_gap_close_it(seed in 0..u32::MAX, share in 0.01..1.0_f64) {
        asked(seed, |system, route, ceiling| {
            let target = ceiling.unavailability.low() * share;
            let singles = single(system, route, ceiling);
            if let Some(found) = together(system, route, &singles, target) {
                let again = trial(system, route, found.changes.clone()).unwrap();
                prop_assert_eq!(again.unavailability.to_bits(), found.unavailability.to_bits());
                prop_assert!(found.unavailability <= target * (1.0 + ROUNDING));
            }
            Ok(())
        })?;
    }
}
