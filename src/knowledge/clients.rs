//! What client libraries, drivers, queues and servers do where a plan says nothing, from `checklists/clients.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::version::Version;
use crate::document;
use crate::plan::map::{Breaker, Pool, Retry, Timeout};
use crate::plan::reference::Library;
use crate::plan::value::{Bytes, Count, Date, Duration, Fact, Limit};

/// The table that is part of this program, read at the first call.
///
/// A test reads it without a problem, so it is never empty in a release.
pub fn clients() -> &'static Clients {
    static CLIENTS: OnceLock<Clients> = OnceLock::new();
    CLIENTS.get_or_init(|| document::read(TABLE).value.unwrap_or_default())
}

pub(super) const TABLE: &str = include_str!("../../checklists/clients.yaml");

/// The libraries whose defaults are known.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Clients {
    /// The day on which the defaults were read.
    pub date: Option<Date>,
    /// The libraries, in the order of the table.
    pub libraries: Vec<KnownLibrary>,
}

/// A library and its releases.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct KnownLibrary {
    /// The name of the package; a `*` at its end stands for any rest.
    pub name: String,
    /// Other packages for which the same holds.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where it is documented.
    pub source: String,
    /// What is known, the oldest release first.
    pub releases: Vec<Release>,
}

/// The defaults of a range of versions. What is absent is not known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Release {
    /// The first version of the range.
    pub from: Version,
    /// The first version behind the range.
    pub below: Version,
    /// The versions whose source or documentation was read.
    pub read: String,
    /// Its limits on a connection and on one attempt; an unlimited total says that there is none.
    #[serde(default)]
    pub timeout: Fact<Timeout>,
    /// How long it waits until the answer begins.
    pub response: Option<Limit<Duration>>,
    /// How long it waits between two pieces of data.
    pub idle: Option<Limit<Duration>>,
    /// Its own retries.
    #[serde(default)]
    pub retry: Fact<Retry>,
    /// What it tries again.
    pub repeats: Option<Repeats>,
    /// Whether a repetition carries a key by which the other side recognises it.
    pub key_sent: Option<bool>,
    /// Its pool of connections.
    #[serde(default)]
    pub pool: Fact<Pool>,
    /// Whether its limit on getting a connection also ends the wait for one of the pool.
    pub connect_ends_wait: Option<bool>,
    /// How many requests are under way at once.
    pub in_flight: Option<Limit<Count>>,
    /// How many requests wait inside it.
    pub queue: Option<Limit<Count>>,
    /// Its circuit breaker.
    #[serde(default)]
    pub breaker: Fact<Breaker>,
    /// The largest body that a server takes.
    pub body: Option<Limit<Bytes>>,
    /// How long a server keeps an idle connection.
    pub keep_alive: Option<Duration>,
    /// What else is worth knowing, in words.
    pub note: Option<String>,
}

/// Which requests a library tries again by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeats {
    /// All that fail in a way that may pass.
    All,
    /// Those whose HTTP method is idempotent by definition; never POST or PATCH.
    IdempotentMethods,
}

/// What the table says of a library in a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lookup<'a> {
    /// Its defaults in this version. Where a version is stated in part, those of its newest release.
    Known(&'a KnownLibrary, &'a Release),
    /// The library is known, but not in this version, or the plan states none.
    UnknownVersion(&'a KnownLibrary),
    /// The library is not in the table; the one whose name is most like it, if any is.
    UnknownLibrary(Option<&'a str>),
}

impl Clients {
    /// What is known of a library: `stripe@23`, `pg@8.23.1`.
    pub fn look_up(&self, library: &Library) -> Lookup<'_> {
        let Some(known) = self.libraries.iter().find(|known| known.is_called(&library.name)) else {
            return Lookup::UnknownLibrary(document::nearest(&library.name, self.libraries.iter().map(|known| known.name.as_str())));
        };
        let version = library.version.as_deref().and_then(|version| version.parse::<Version>().ok());
        let release = version.and_then(|version| known.releases.iter().rev().find(|release| release.covers(version)));
        release.map_or(Lookup::UnknownVersion(known), |release| Lookup::Known(known, release))
    }
}

impl<'a> Lookup<'a> {
    /// The defaults, where they are known.
    pub fn release(self) -> Option<&'a Release> {
        match self {
            Self::Known(_, release) => Some(release),
            Self::UnknownVersion(_) | Self::UnknownLibrary(_) => None,
        }
    }
}

impl KnownLibrary {
    fn is_called(&self, name: &str) -> bool {
        std::iter::once(&self.name).chain(&self.also).any(|known| match known.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == known,
        })
    }
}

impl Release {
    fn covers(&self, version: Version) -> bool {
        self.from.first() <= version.last() && version.last() < self.below.first()
    }

    /// How many attempts it makes in all; 1 where it does not retry.
    pub fn attempts(&self) -> Option<Limit<Count>> {
        match &self.retry {
            Fact::Unknown => None,
            Fact::None => Some(Limit::At(Count(1))),
            Fact::Known(retry) => retry.attempts,
        }
    }

    /// After how long it gives up on a server that stays silent, and which of its limits that is.
    ///
    /// The limit on the whole attempt where there is one, otherwise the one until the answer begins, otherwise the one
    /// between two pieces of data; unlimited where it waits for ever.
    pub fn gives_up(&self) -> Option<(Limit<Duration>, GivesUp)> {
        let total = self.timeout.known().and_then(|timeout| timeout.total);
        let limits = [(total, GivesUp::Total), (self.response, GivesUp::Response), (self.idle, GivesUp::Idle)];
        let known = || limits.into_iter().filter_map(|(limit, by)| Some((limit?, by)));
        known().find(|(limit, _)| limit.at().is_some()).or_else(|| known().next())
    }
}

/// Which of its limits ends the wait of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivesUp {
    /// On one attempt in all.
    Total,
    /// Until the answer begins.
    Response,
    /// Between two pieces of data.
    Idle,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(library: &str) -> Lookup<'static> {
        clients().look_up(&library.parse().unwrap())
    }

    #[test]
    fn the_table_reads_without_a_problem() {
        let reading = document::read::<Clients>(TABLE);
        assert_eq!(document::Source::new("clients.yaml", TABLE).report(&reading.problems), "");
        assert!(clients().date.is_some());
    }

    #[test]
    fn every_release_covers_a_range_and_names_its_source() {
        for library in &clients().libraries {
            assert!(library.source.starts_with("https://"), "{}", library.name);
            for release in &library.releases {
                assert!(release.from.first() < release.below.first(), "{}", library.name);
                let retries = release.attempts().is_some_and(|attempts| attempts != Limit::At(Count(1)));
                assert_eq!(release.repeats.is_some(), retries, "{}: what repeats, says what", library.name);
                assert_eq!(release.key_sent.is_some(), retries, "{}: what repeats, says whether with a key", library.name);
            }
        }
    }

    #[test]
    fn a_library_is_known_unknown_or_known_in_other_versions() {
        for known in ["stripe@23", "stripe@23.1.0", "pg@8.23.1", "pg-pool@8", "axios@1", "@aws-sdk/client-s3@3.900.0", "bun-fetch@1.4"] {
            assert!(look_up(known).release().is_some(), "{known}");
        }
        for other in ["stripe@22", "stripe@24.0.0", "stripe", "stripe@latest", "bun-fetch@1"] {
            assert!(matches!(look_up(other), Lookup::UnknownVersion(known) if other.starts_with(&known.name)), "{other}");
        }
        assert_eq!(look_up("stirpe@23"), Lookup::UnknownLibrary(Some("stripe")));
        assert_eq!(look_up("nothing-like-it@1"), Lookup::UnknownLibrary(None));
    }

    #[test]
    fn a_library_gives_up_by_its_tightest_kind_of_limit() {
        let seconds = |seconds| Limit::At(Duration::from_secs(seconds));
        let table = [
            ("stripe@23", Some((seconds(80.0), GivesUp::Total))),
            ("undici@8", Some((seconds(300.0), GivesUp::Response))),
            ("bun-fetch@1.4", Some((seconds(300.0), GivesUp::Idle))),
            ("axios@1", Some((Limit::Unlimited, GivesUp::Total))),
            ("bullmq@6", None),
        ];
        for (library, expected) in table {
            assert_eq!(look_up(library).release().and_then(Release::gives_up), expected, "{library}");
        }
    }

    #[test]
    fn attempts_count_the_first() {
        let table = [("stripe@23", Some(3)), ("got@14", Some(3)), ("axios@1", Some(1)), ("ioredis@6", Some(21)), ("bun-redis@1.4", None)];
        for (library, expected) in table {
            let attempts = look_up(library).release().and_then(Release::attempts);
            assert_eq!(attempts, expected.map(|attempts| Limit::At(Count(attempts))), "{library}");
        }
    }
}
