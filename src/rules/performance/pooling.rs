//! Pooling: all pools together fit what they draw from, and none makes requests wait.

mod held;
mod wait;

pub(in crate::rules) use held::held_across_a_call;
pub(in crate::rules) use wait::{too_small, waits_without_end};

use crate::analysis::connections::connections;
use crate::graph::Vertex;
use crate::plan::value::Number;
use crate::rules::{Context, Ruling, Violation};

/// PO1: all pools together leave the database too few spare connections, or want more than it has.
pub(in crate::rules) fn too_many_connections(context: &Context<'_>) -> Vec<Ruling> {
    let share = context.threshold("PO1.share");
    let mut rulings = Vec::new();
    for at in context.system.nodes() {
        let Vertex::Store(id, facts) = context.system.vertex(at) else { continue };
        let pooled = context.system.hops_to(at).any(|(_, hop)| hop.call.pool.known().is_some());
        if facts.within.is_some() || (facts.max_connections.is_none() && !pooled) {
            continue;
        }
        let subject = context.node(at);
        let Some(sum) = connections(context.system, at) else {
            let path = subject.path.clone().key("max_connections");
            rulings.push(Ruling::unknown(subject, path));
            continue;
        };
        let limit = sum.available * share;
        if sum.wanted.is_some_and(|wanted| wanted <= limit) {
            rulings.push(match sum.how.first_missing() {
                Some(path) => Ruling::unknown(subject, path),
                None => Ruling::holds(subject),
            });
            continue;
        }
        let wanted = sum.wanted.map_or("any number of".to_owned(), |wanted| format!("{}{}", sum.how.at_least(), Number(wanted)));
        let fits = sum.wanted.is_some_and(|wanted| wanted <= sum.available);
        let available = Number(sum.available);
        let against = if fits {
            format!("of its {available} connections, more than {} % ({})", Number(share * 100.0), Number(limit))
        } else {
            format!("connections, and it has {available}")
        };
        let message = format!("the pools on {id} together take {wanted} {against}: {}", sum.how.sum());
        let violation = Violation::new(message, sum.available_path.clone())
            .because(sum.available_path.clone(), format!("{id}: {available} connections"))
            .derived(&sum.how)
            .regraded(fits);
        rulings.push(Ruling::violated(subject, violation));
    }
    rulings
}
