//! What a call does in effect: what the plan says, else what its client library does by default.

use crate::document::Path;
use crate::graph::Hop;
use crate::knowledge::{Lookup, Release, clients};
use crate::plan::map::{Backoff, BackoffGrowth, Component, Jitter, Pool, Retry};
use crate::plan::reference::Library;
use crate::plan::value::{Count, Duration, Fact, Limit};

/// A fact with where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Effective<'h, T> {
    /// The fact.
    pub value: T,
    /// The library whose default it is; `None` where the plan says it itself.
    pub library: Option<&'h Library>,
    hop: &'h Hop<'h>,
    /// The field of the call that says it, and the field in that.
    field: (&'static str, Option<&'static str>),
}

impl<T> Effective<'_, T> {
    /// Where it stands in the plan; for a library's default, where the library is named.
    pub fn path(&self) -> Path {
        let (field, inner) = self.field;
        let path = self.hop.at(field);
        inner.into_iter().fold(path, Path::key)
    }

    /// ` (default of stripe@23)` behind a library's default, nothing behind what the plan says.
    pub fn origin(&self) -> String {
        self.library.map(|library| format!(" (default of {library})")).unwrap_or_default()
    }
}

/// How long one attempt may take: unlimited where the plan says that there is no time-out. `None`: nobody knows.
pub fn total_timeout<'h>(hop: &'h Hop<'h>) -> Option<Effective<'h, Limit<Duration>>> {
    let (said, inner) = match &hop.call.timeout {
        Fact::None => (Some(Limit::Unlimited), None),
        Fact::Known(timeout) => (timeout.total, Some("total")),
        Fact::Unknown => (None, None),
    };
    let said = said.map(|value| Effective { value, library: None, hop, field: ("timeout", inner) });
    said.or_else(|| default(hop, |release| release.timeout.known()?.total))
}

/// How often it is tried in all, the first try included, by the caller itself. `None`: nobody knows.
pub fn attempts<'h>(hop: &'h Hop<'h>) -> Option<Effective<'h, Limit<Count>>> {
    let (value, inner) = match &hop.call.retry {
        Fact::None => (Limit::At(Count(1)), None),
        Fact::Known(Retry { attempts: Some(attempts), .. }) => (*attempts, Some("attempts")),
        _ => return default(hop, Release::attempts),
    };
    Some(Effective { value, library: None, hop, field: ("retry", inner) })
}

/// How many connections the pool of a call has in each instance of its caller. `None`: nobody knows, or it has no pool.
pub fn pool_size<'h>(hop: &'h Hop<'h>) -> Option<Effective<'h, Limit<Count>>> {
    pool_fact(hop, "size", |pool| pool.size)
}

/// How long a request waits for a connection of the pool. `None`: nobody knows, or it has no pool.
pub fn pool_wait<'h>(hop: &'h Hop<'h>) -> Option<Effective<'h, Limit<Duration>>> {
    let said = pool_fact(hop, "wait", |pool| pool.wait)?;
    // Of a library in which one setting limits both, the plan has said it under the other name.
    let connect = hop.call.timeout.known().and_then(|timeout| timeout.connect);
    let ends_wait = library(hop).is_some_and(|release| release.connect_ends_wait == Some(true));
    match connect {
        Some(connect) if said.library.is_some() && ends_wait => {
            Some(Effective { value: Limit::At(connect), library: None, hop, field: ("timeout", Some("connect")) })
        }
        _ => Some(said),
    }
}

fn pool_fact<'h, T>(hop: &'h Hop<'h>, field: &'static str, fact: impl Fn(&Pool) -> Option<T>) -> Option<Effective<'h, T>> {
    match &hop.call.pool {
        Fact::None => return None,
        Fact::Known(pool) => {
            if let Some(value) = fact(pool) {
                return Some(Effective { value, library: None, hop, field: ("pool", Some(field)) });
            }
        }
        Fact::Unknown => {}
    }
    default(hop, |release| fact(release.pool.known()?))
}

/// Attempts of other retriers on the same hop, such as a mesh: multiplied with the caller's own.
pub fn layers(hop: &Hop<'_>) -> f64 {
    let layers = hop.call.retry.known().and_then(|retry| retry.layers.as_ref());
    layers.into_iter().flat_map(|layers| layers.values()).map(|count| count.f64().max(1.0)).product()
}

/// The waits between so many attempts, jitter at its longest. `None`: nobody knows.
pub fn backoffs(hop: &Hop<'_>, attempts: u64) -> Option<Duration> {
    if attempts <= 1 {
        return Some(Duration::ZERO);
    }
    let backoff = match &hop.call.retry {
        Fact::Known(Retry { backoff: Fact::None, .. }) => return Some(Duration::ZERO),
        _ => backoff(hop)?,
    };
    Some(grown(backoff, attempts)?.into_iter().fold(Duration::ZERO, Duration::plus))
}

/// The waits between so many attempts as they are on average: jitter shortens them. `None`: nobody knows.
pub fn mean_waits(hop: &Hop<'_>, attempts: u64) -> Option<Vec<Duration>> {
    let jitter = hop.call.retry.known().and_then(|retry| retry.jitter.known());
    let share = match jitter {
        Some(Jitter::Full) => 0.5,
        Some(Jitter::Equal) => 0.75,
        Some(Jitter::Decorrelated) | None => 1.0,
    };
    Some(grown(backoff(hop)?, attempts)?.into_iter().map(|wait| wait.times(share)).collect())
}

fn backoff<'h>(hop: &'h Hop<'_>) -> Option<&'h Backoff> {
    match &hop.call.retry {
        Fact::Known(Retry { backoff: Fact::Known(backoff), .. }) => Some(backoff),
        Fact::Known(Retry { backoff: Fact::None, .. }) => None,
        _ => library(hop)?.retry.known()?.backoff.known(),
    }
}

/// min(cap, base · 2^i) for each wait between `attempts` tries; all alike where the growth is fixed.
fn grown(backoff: &Backoff, attempts: u64) -> Option<Vec<Duration>> {
    let base = backoff.base?;
    let cap = backoff.cap.and_then(|cap| cap.at().copied());
    let doubles = backoff.growth != Some(BackoffGrowth::Fixed);
    // Beyond 64 doublings any wait is at its cap or longer than any deadline.
    let waits = (0..attempts.saturating_sub(1).min(64)).map(|wait| {
        let grown = if doubles { base.times(2_f64.powi(i32::try_from(wait).unwrap_or(i32::MAX))) } else { base };
        cap.map_or(grown, |cap| grown.min(cap))
    });
    Some(waits.collect())
}

/// What the client library of a hop does by default, where the table knows it in its version.
pub fn library(hop: &Hop<'_>) -> Option<&'static Release> {
    clients().look_up(hop.call.client.as_ref()?).release()
}

/// What is said of a client library whose defaults the table does not know, or not in its version.
pub fn unknown_defaults(hop: &Hop<'_>) -> Option<String> {
    let library = hop.call.client.as_ref()?;
    match clients().look_up(library) {
        Lookup::Known(..) => None,
        Lookup::UnknownVersion(known) => {
            let ranges = known.releases.iter().map(|release| format!("{} to below {}", release.from, release.below));
            let ranges: Vec<String> = ranges.collect();
            Some(format!("the defaults of {library} are not known, those of {} {} are", known.name, ranges.join(" and ")))
        }
        Lookup::UnknownLibrary(None) => Some(format!("the defaults of {library} are not known")),
        Lookup::UnknownLibrary(Some(near)) => Some(format!("the defaults of {library} are not known; did you mean `{near}`?")),
    }
}

/// What the library that takes the requests of a component does by default, where the table knows it in its version.
pub fn server(component: &Component) -> Option<(&Library, &'static Release)> {
    let library = component.server.as_ref()?;
    Some((library, clients().look_up(library).release()?))
}

/// The default of the client library for one fact.
fn default<'h, T>(hop: &'h Hop<'h>, fact: impl FnOnce(&Release) -> Option<T>) -> Option<Effective<'h, T>> {
    let value = fact(library(hop)?)?;
    Some(Effective { value, library: hop.call.client.as_ref(), hop, field: ("client", None) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The waits of `{base: 100ms, cap: 200ms}`: 100, then 200, then at the cap.
    #[test]
    fn backoffs_double_up_to_their_cap() {
        let backoff = |cap: Option<f64>, growth| Backoff {
            base: Some(Duration::from_ms(100.0)),
            cap: cap.map(|cap| Limit::At(Duration::from_ms(cap))),
            growth,
        };
        let table = [
            (backoff(Some(200.0), None), 3, 300.0),
            (backoff(Some(200.0), None), 4, 500.0),
            (backoff(None, None), 4, 700.0),
            (backoff(None, Some(BackoffGrowth::Fixed)), 4, 300.0),
            (backoff(Some(50.0), None), 2, 50.0),
        ];
        for (backoff, attempts, expected) in table {
            let sum = grown(&backoff, attempts).map(|waits| waits.into_iter().fold(Duration::ZERO, Duration::plus));
            assert_eq!(sum, Some(Duration::from_ms(expected)), "{backoff:?} × {attempts}");
        }
        assert_eq!(grown(&Backoff::default(), 2), None);
    }
}
