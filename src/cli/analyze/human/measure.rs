//! The figures of a journey that a scenario or a sweep can change, each told from the others by what it is.

use super::available;
use crate::analysis::digits::{figure, most, share};
use crate::cli::analyze::journey::Journey;
use crate::cli::analyze::risks::Risks;
use crate::plan::value::Duration;

/// What a figure is, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Available,
    Down,
    Risks,
    Budget,
    P50,
    P99,
    P999,
    Answered,
    InDeadline,
    WorstCase,
    Retries,
}

impl Kind {
    /// Its label, for a row or the head of a column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Down => "down a year",
            Self::Risks => "risks a year",
            Self::Budget => "of budget",
            Self::P50 => "p50",
            Self::P99 => "p99",
            Self::P999 => "p99.9",
            Self::Answered => "answered",
            Self::InDeadline => "in deadline",
            Self::WorstCase => "worst case",
            Self::Retries => "retries",
        }
    }
}

/// A figure of a journey: its text, and whether it keeps what the plan promises.
pub struct Measure {
    pub kind: Kind,
    pub text: String,
    pub holds: Option<bool>,
}

/// All figures of a journey that are known.
pub fn measures(journey: &Journey) -> Vec<Measure> {
    let availability = &journey.availability;
    let of = |down| available(down, availability.target);
    let mut measures = vec![
        Measure {
            kind: Kind::Available,
            text: availability.unavailability.map_or_else(|| format!("at most {}", of(1.0 - availability.ceiling)), of),
            holds: availability.within,
        },
        Measure {
            kind: Kind::Down,
            text: spoken(availability.minutes_per_year.map(|minutes| minutes * 60_000.0)),
            holds: availability.within,
        },
    ];
    measures.extend(journey.risks.iter().flat_map(risks));
    if let Some(latency) = &journey.latency {
        for (kind, key, ms) in [(Kind::P50, "p50", latency.p50), (Kind::P99, "p99", latency.p99), (Kind::P999, "p999", latency.p999)] {
            let holds = latency.targets.iter().find(|target| target.quantile == key).and_then(|target| target.within);
            measures.push(Measure { kind, text: spoken(ms), holds });
        }
        measures.push(Measure { kind: Kind::Answered, text: most(latency.answered), holds: None });
        if let Some(share) = latency.within_deadline {
            measures.push(Measure { kind: Kind::InDeadline, text: most(share), holds: None });
        }
    }
    if let Some(worst) = &journey.worst_case {
        let text = worst.ms.map_or_else(|| "without bound".to_owned(), |ms| Duration::from_ms(ms).spoken());
        measures.push(Measure { kind: Kind::WorstCase, text, holds: worst.within });
    }
    if let Some(retries) = &journey.retries {
        let text = retries.product.map_or_else(|| "without bound".to_owned(), |product| format!("one becomes {}", figure(product)));
        measures.push(Measure { kind: Kind::Retries, text, holds: None });
    }
    measures
}

/// The bad minutes that failure modes cost, and the share of the error budget that they take.
fn risks(risks: &Risks) -> Vec<Measure> {
    let at_least = if risks.missing.is_empty() { "" } else { "at least " };
    let holds = risks.exceeded.map(|exceeded| !exceeded);
    let taken = spoken(Some(risks.taken_minutes * 60_000.0));
    let minutes = Measure { kind: Kind::Risks, text: format!("{at_least}{taken}"), holds };
    let part = risks.share.map(|part| Measure { kind: Kind::Budget, text: format!("{at_least}{}", share(part)), holds });
    std::iter::once(minutes).chain(part).collect()
}

fn spoken(ms: Option<f64>) -> String {
    ms.map_or_else(|| "not known".to_owned(), |ms| Duration::from_ms(ms).spoken())
}
