//! Names and durations as OpenSLO takes them.

use crate::plan::value::Duration;
use crate::render::escape::prometheus;
use crate::render::{stamp, words};
use std::collections::BTreeSet;

/// The longest name that every reader takes.
const LONGEST: usize = 63;

/// A name after RFC 1123: lower-case letters, digits and dashes. One that is too long ends with a hash of the whole.
pub(super) fn name(text: &str) -> String {
    let slug = words::slug(text);
    if slug.len() <= LONGEST {
        return slug;
    }
    let hash = stamp::hash(text);
    let kept: String = slug.chars().take(LONGEST - 1 - hash.len()).collect();
    format!("{}-{hash}", kept.trim_end_matches('-'))
}

/// Names that are given, none of them twice.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// The name of a text, with a number behind it where another text has it already.
    pub(super) fn give(&mut self, text: &str) -> String {
        // One more than there are, so one of them is free.
        let candidates = (1..=self.0.len() + 1).map(|n| name(&if n == 1 { text.to_owned() } else { format!("{text}-{n}") }));
        let free = candidates.into_iter().find(|candidate| !self.0.contains(candidate)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// A whole number of days, hours or minutes, the largest that fits; what is shorter than a minute is one.
pub(super) fn shorthand(duration: Duration) -> String {
    prometheus::duration(Duration::from_secs(duration.minutes().round().max(1.0) * 60.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_durations() {
        assert_eq!(name("pay.latency.p99"), "pay-latency-p99");
        let long = name(&"very-".repeat(20));
        assert!(long.len() <= LONGEST && long.starts_with("very-very-") && long != name(&"very-".repeat(21)));
        let mut names = Names::default();
        assert_eq!(["a-b", "a.b", "a b"].map(|text| names.give(text)), ["a-b", "a-b-2", "a-b-3"]);
        for (text, expected) in [("30d", "30d"), ("36h", "36h"), ("90min", "90m"), ("20s", "1m"), ("1y", "8766h")] {
            assert_eq!(shorthand(text.parse().unwrap()), expected);
        }
    }
}
