//! Transactions: they end at the edge of one store, hold no lock while they wait, and keep apart what must be kept apart.

mod isolation;
mod kinds;
mod reach;
mod recovery_point;
mod saga;

pub(in crate::rules) use isolation::too_weak;
pub(in crate::rules) use kinds::wrong_kind;
pub(in crate::rules) use reach::{several_servers, waits_for_others};
pub(in crate::rules) use recovery_point::recovery_point;
pub(in crate::rules) use saga::stuck_half_way;

use crate::plan::Plan;
use crate::plan::data::{SagaStep, Transaction};

/// Servers host servers no deeper than this: a plan in which they do goes in a circle, which reading it reports.
const DEPTH: usize = 32;

/// The steps, where it is a saga: several transactions one after the other, each with its own commit.
fn steps(transaction: &Transaction) -> Option<&[SagaStep]> {
    transaction.saga.known().map(Vec::as_slice).filter(|steps| !steps.is_empty())
}

/// The engine of a store: its own, else that of the server that hosts it.
pub(super) fn engine_of<'p>(plan: &'p Plan, store: &'p str) -> Option<&'p str> {
    let own = plan.store(store).and_then(|facts| facts.engine.as_deref());
    own.or_else(|| plan.store(server_of(plan, store))?.engine.as_deref())
}

/// The server that a store stands on: its own, unless another hosts it.
fn server_of<'p>(plan: &'p Plan, store: &'p str) -> &'p str {
    let mut server = store;
    for _ in 0..DEPTH {
        match plan.store(server).and_then(|store| store.within.as_ref()) {
            Some(host) => server = host.as_str(),
            None => break,
        }
    }
    server
}
