//! Experiments that are worth doing, for people.

use super::{more, row};
use crate::cli::analyze::experiments::Proposed;
use crate::cli::analyze::figure::Figure;

/// Of a list as much as is read.
const SHOWN: usize = 3;

/// The first that nobody has tried out.
pub fn block(experiments: &[Proposed]) -> String {
    let untried = || experiments.iter().filter(|one| one.tried.is_none());
    let mut shown: Vec<&Proposed> = Vec::new();
    for one in untried() {
        // The zones of one fleet make one claim; the likeliest to fail stands for them.
        if shown.len() < SHOWN && shown.iter().all(|other| other.claim != one.claim) {
            shown.push(one);
        }
    }
    let mut block = String::new();
    for (number, one) in shown.iter().enumerate() {
        let line = format!("{} down: {} (line {})", one.take, one.claim, one.line);
        block += &if number == 0 { row(Figure::Experiments, &line) } else { more(&line) };
    }
    let rest = untried().count().saturating_sub(shown.len());
    if rest > 0 {
        block += &more(&format!("and {rest} more that the plan says it outlives"));
    }
    block
}
