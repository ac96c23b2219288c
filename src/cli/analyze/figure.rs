//! The figures that `analyze` shows. The page takes its labels from here and `--explain` answers for each of them: what is not
//! here can't be shown, and what is here can't be left unexplained.

/// A figure of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Available,
    Target,
    CutSets,
    Importance,
    Changes,
    Risks,
    WorstCase,
    Quantiles,
    P99,
    Retries,
    Experiments,
}

impl Figure {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Available,
        Self::Target,
        Self::CutSets,
        Self::Importance,
        Self::Changes,
        Self::Risks,
        Self::WorstCase,
        Self::Quantiles,
        Self::P99,
        Self::Retries,
        Self::Experiments,
    ];

    /// Its label on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Target => "target",
            Self::CutSets => "fails by",
            Self::Importance => "matters",
            Self::Changes => "helps",
            Self::Risks => "risks",
            Self::WorstCase => "worst case",
            Self::Quantiles => "takes",
            Self::P99 => "p99 is",
            Self::Retries => "retries",
            Self::Experiments => "try out",
        }
    }
}

/// A section of the page about the system as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Best,
    Structure,
    Capacity,
    Growth,
    Load,
    Calls,
    Connections,
    Keys,
    FailureModes,
    Cost,
}

impl Section {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Best,
        Self::Structure,
        Self::Capacity,
        Self::Growth,
        Self::Load,
        Self::Calls,
        Self::Connections,
        Self::Keys,
        Self::FailureModes,
        Self::Cost,
    ];

    /// Its heading on the page.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Best => "The one change that buys the most availability for the least money",
            Self::Structure => "Structure",
            Self::Capacity => "Load against capacity at peak",
            Self::Growth => "Load at peak, today and at the end of the plan's horizon",
            Self::Load => "Load at peak, where no capacity is stated",
            Self::Calls => "Load at peak, by call, before caches",
            Self::Connections => "Connections during a release",
            Self::Keys => "Keys",
            Self::FailureModes => "Failure modes by action priority: severity × occurrence × detection",
            Self::Cost => "Cost a month, at most",
        }
    }
}
