//! Step 1: product goals, service level objectives, latency and cost budgets.

use super::entity::{entity, shape};
use super::reference::{ComponentRef, Id, TeamRef};
use super::value::{Duration, Fact, Factor, Growth, Many, Money, Percent, Rate, Register};

shape! {
    /// What the system is for, and how well it must do it.
    pub struct Goals {
        /// What users get from it, one sentence each.
        pub outcomes: Option<Vec<String>>,
        /// What it deliberately leaves to others.
        pub non_goals: Option<Vec<String>>,
        /// Questions that are still open, for the reviewers.
        pub open_questions: Option<Vec<String>>,
        /// What it may cost.
        pub budget: Option<Budget>,
        /// The things that users do with it: its traffic classes, each with its own objectives.
        pub journeys: Option<Register<Id, Journey>>,
    }
}

shape! {
    /// What the system may cost.
    pub struct Budget {
        /// In all, a month.
        pub monthly: Option<Money>,
        /// For a thousand requests at average load.
        pub per_1k_requests: Option<Money>,
    }
}

entity! {
    /// One thing that users do with the system, from the component where its traffic enters.
    pub struct Journey {
        /// The component where its traffic enters, or several.
        pub entry: Option<Many<ComponentRef>>,
        /// How many requests it makes.
        pub traffic: Option<Traffic>,
        /// How long the one at the entry waits before giving up.
        pub deadline: Option<Duration>,
        /// What users may rely on.
        pub slo: Option<Slo>,
        /// The business number that shows whether it works, as `paid orders per minute`.
        pub kpi: Fact<String>,
        /// The team that answers for it; absent: the plan's owner.
        pub owner: Option<TeamRef>,
    }
}

shape! {
    /// How many requests a journey makes.
    pub struct Traffic {
        /// The mean over a month.
        pub average: Option<Rate>,
        /// The busiest minute of a normal month.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub peak: Option<Rate>,
        /// How it grows: by a share, or by so many in the unit of its peak.
        pub growth: Option<Growth>,
        /// The largest sudden rise to survive.
        pub spike: Option<Spike>,
    }
}

shape! {
    /// A sudden rise of traffic.
    pub struct Spike {
        /// How many times the traffic before it.
        pub factor: Option<Factor>,
        /// How fast it rises to that.
        pub within: Option<Duration>,
    }
}

shape! {
    /// The service level objectives of a journey.
    pub struct Slo {
        /// The share of requests that must succeed.
        pub availability: Option<AvailabilityTarget>,
        /// How long requests may take.
        pub latency: Option<LatencyTarget>,
        /// How old the data shown may be.
        pub freshness: Option<FreshnessTarget>,
    }
}

shape! {
    /// The share of requests that must succeed within a window.
    pub struct AvailabilityTarget {
        /// The target, as 99.95%.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub target: Option<Percent>,
        /// The time it is measured over; 30 days where absent.
        #[schemars(extend("x-default" = "30d"))]
        pub window: Option<Duration>,
        /// How it is measured.
        pub sli: Option<Sli>,
        /// Why this target and not another.
        pub rationale: Option<String>,
    }
}

shape! {
    /// How long requests may take, as quantiles of all requests in a window.
    pub struct LatencyTarget {
        /// Half of the requests are faster.
        pub p50: Option<Duration>,
        /// 90 of 100 requests are faster.
        pub p90: Option<Duration>,
        /// 95 of 100 requests are faster.
        pub p95: Option<Duration>,
        /// 99 of 100 requests are faster.
        #[serde(alias = "$main")]
        #[schemars(extend("x-main" = true))]
        pub p99: Option<Duration>,
        /// 999 of 1000 requests are faster.
        pub p999: Option<Duration>,
        /// The time it is measured over; 30 days where absent.
        #[schemars(extend("x-default" = "30d"))]
        pub window: Option<Duration>,
        /// How it is measured.
        pub sli: Option<Sli>,
        /// Why this target and not another.
        pub rationale: Option<String>,
    }
}

impl LatencyTarget {
    /// Each quantile by its name and the share of requests below it, with its target.
    pub fn quantiles(&self) -> [(&'static str, f64, Option<Duration>); 5] {
        [("p50", 0.5, self.p50), ("p90", 0.9, self.p90), ("p95", 0.95, self.p95), ("p99", 0.99, self.p99), ("p999", 0.999, self.p999)]
    }

    /// The window, with the format's default of 30 days.
    pub fn window(&self) -> Duration {
        or_month(self.window)
    }
}

shape! {
    /// How old the data shown may be.
    pub struct FreshnessTarget {
        /// The greatest age.
        pub within: Option<Duration>,
        /// The share of reads that must be as fresh as that.
        pub target: Option<Percent>,
        /// The time it is measured over; 30 days where absent.
        #[schemars(extend("x-default" = "30d"))]
        pub window: Option<Duration>,
        /// How it is measured.
        pub sli: Option<Sli>,
        /// Why this target and not another.
        pub rationale: Option<String>,
    }
}

shape! {
    /// A service level indicator: good events out of all events.
    pub struct Sli {
        /// What counts as good, in words or as a query.
        pub good: Option<String>,
        /// What counts at all, in words or as a query.
        pub total: Option<String>,
        /// The name of the metric.
        pub metric: Option<String>,
        /// The labels that select its series.
        pub labels: Option<Register<String, String>>,
    }
}

impl Journey {
    /// The target for the share of requests that succeed.
    pub fn availability_target(&self) -> Option<Percent> {
        self.slo.as_ref()?.availability.as_ref()?.target
    }

    /// The components where its traffic enters.
    pub fn entries(&self) -> impl Iterator<Item = &ComponentRef> {
        self.entry.iter().flat_map(|entry| &entry.0)
    }

    /// The requests a second in its busiest minute.
    pub fn peak(&self) -> Option<Rate> {
        let traffic = self.traffic.as_ref()?;
        traffic.peak.or(traffic.average)
    }
}

impl AvailabilityTarget {
    /// The window, with the format's default of 30 days.
    pub fn window(&self) -> Duration {
        or_month(self.window)
    }
}

impl FreshnessTarget {
    /// The window, with the format's default of 30 days.
    pub fn window(&self) -> Duration {
        or_month(self.window)
    }
}

fn or_month(window: Option<Duration>) -> Duration {
    window.unwrap_or_else(|| Duration::from_secs(30.0 * 86_400.0))
}
