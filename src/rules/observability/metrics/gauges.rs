//! The gauges that a plan names for its limits.

use crate::document::Path;
use crate::plan::Plan;
use crate::plan::build::{AllOr, Metrics};
use crate::plan::reference::ends;
use crate::plan::value::Fact;
use std::collections::BTreeMap;
use std::ops::Bound;

/// The gauges of all components, and of those that differ.
pub(super) struct Gauges<'p> {
    of_all: Said<'p>,
    of_one: BTreeMap<&'p str, Said<'p>>,
}

/// What is said of gauges at one place.
enum Said<'p> {
    /// Every limit has one, or none has.
    Every(bool),
    /// These have one, or have none; by the limit's path, spelled one way, with how the plan spells it.
    These(BTreeMap<String, (bool, &'p str)>),
    Nothing,
}

/// Whether a limit has a gauge, and where the plan says so or would.
pub(super) struct Answer {
    pub has: Option<bool>,
    pub path: Path,
    /// Whether it is an answer for every limit.
    pub of_every: bool,
}

impl<'p> Gauges<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let telemetry = plan.build.as_ref().and_then(|build| build.telemetry.as_ref());
        let of_all = telemetry.map_or(Said::Nothing, |telemetry| Said::of(&telemetry.metrics));
        let components = telemetry.and_then(|telemetry| telemetry.components.as_ref());
        let of_one = components.into_iter().flatten().map(|(id, own)| (id.as_str(), Said::of(&own.metrics))).collect();
        Self { of_all, of_one }
    }

    /// The gauge of a limit, as `api -> orders.pool`: as the component says that has the limit, else as is said of all.
    pub(super) fn of_limit(&self, component: Option<&str>, limit: &str) -> Answer {
        let telemetry = Path::of(["build", "telemetry"]);
        let own = component.and_then(|component| Some((component, self.of_one.get(component)?)));
        let mut open = None;
        if let Some((component, said)) = own {
            let path = telemetry.clone().key("components").key(component).key("metrics").key("saturation");
            match said.of_limit(limit) {
                Some((has, key)) => return said.answer(has, path, key),
                None => open = matches!(said, Said::These(_)).then(|| path.key(limit)),
            }
        }
        let path = telemetry.key("metrics").key("saturation");
        if let Some((has, key)) = self.of_all.of_limit(limit) {
            return self.of_all.answer(has, path, key);
        }
        let at_all = if matches!(self.of_all, Said::These(_)) { path.key(limit) } else { path };
        Answer { has: None, path: open.unwrap_or(at_all), of_every: false }
    }
}

impl<'p> Said<'p> {
    fn of(metrics: &'p Fact<Metrics>) -> Self {
        match metrics {
            Fact::Unknown => Self::Nothing,
            Fact::None => Self::Every(false),
            Fact::Known(metrics) => match &metrics.saturation {
                Fact::Unknown => Self::Nothing,
                Fact::None => Self::Every(false),
                Fact::Known(AllOr::All) => Self::Every(true),
                Fact::Known(AllOr::These(these)) => {
                    let known = these.iter().filter(|(_, metric)| !metric.is_unknown());
                    Self::These(
                        known.map(|(limit, metric)| (spelled(limit.as_str()), (metric.known().is_some(), limit.as_str()))).collect(),
                    )
                }
            },
        }
    }

    /// Whether a limit has a gauge, and which key says so. A gauge for a part of it counts, as `api.admission.queue` for
    /// `api.admission`; so does one for what it is a part of.
    fn of_limit(&self, limit: &str) -> Option<(bool, &'p str)> {
        let these = match self {
            Self::Every(has) => return Some((*has, "")),
            Self::Nothing => return None,
            Self::These(these) => these,
        };
        let below = format!("{limit}.");
        let parts = these.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded));
        let parts = parts.take_while(|(name, _)| name.starts_with(&below)).map(|(_, said)| *said);
        // Before the first dot stands the one that has the limit, which is no limit.
        let wholes = limit.match_indices('.').skip(1).filter_map(|(dot, _)| these.get(limit.get(..dot)?).copied());
        let mut all: Vec<(bool, &str)> = these.get(limit).copied().into_iter().chain(parts).chain(wholes).collect();
        all.sort_by_key(|(has, _)| !has);
        all.first().copied()
    }

    fn answer(&self, has: bool, path: Path, key: &str) -> Answer {
        match self {
            Self::These(_) => Answer { has: Some(has), path: path.key(key), of_every: false },
            _ => Answer { has: Some(has), path, of_every: true },
        }
    }
}

/// A path to a limit in the shortest way that a plan may spell it: `map.calls.api->orders.operations.read.pool` is
/// `api -> orders/read.pool`.
fn spelled(path: &str) -> String {
    const REGISTERS: [&str; 4] = ["map.components.", "map.calls.", "data.stores.", "contracts.channels."];
    let path = path.trim();
    let short = REGISTERS.iter().find_map(|register| path.strip_prefix(register)).unwrap_or(path);
    match ends(short) {
        Some((caller, rest)) => format!("{caller} -> {}", rest.replacen(".operations.", "/", 1)),
        None => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gauge_of_a_part_or_of_the_whole_counts() {
        let named = [
            ("api.admission.queue", true),
            ("map.calls.api->orders.operations.read.pool", true),
            ("api -> orders.breaker", false),
            ("data.stores.orders.keys", true),
            ("api.admissions", false),
            ("orders", true),
        ];
        let said = Said::These(named.into_iter().map(|(limit, has)| (spelled(limit), (has, limit))).collect());
        for (limit, expected) in [
            ("api.admission", Some(true)),
            ("api -> orders/read.pool", Some(true)),
            ("api -> orders.breaker", Some(false)),
            ("api -> orders.pool", None),
            ("orders.keys.orders.id", Some(true)),
            ("orders.max_connections", None),
        ] {
            assert_eq!(said.of_limit(limit).map(|(has, _)| has), expected, "{limit}");
        }
    }
}
