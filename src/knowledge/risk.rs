//! How failure modes are scored, as written in `checklists/risk.yaml`.

use super::Threshold;
use crate::plan::Criticality;
use crate::plan::value::{Duration, Rate};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../checklists/risk.yaml");

/// The file `risk.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskTables {
    /// The numbers that a team may change in its plan.
    pub thresholds: Vec<Threshold>,
    /// The tables of the failure mode and effects analysis.
    pub fmea: FmeaTables,
}

/// From facts to scores, 1 (harmless) to 10, and from scores to a priority.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FmeaTables {
    severity: Vec<OfSeverity>,
    occurrence: Vec<OfOccurrence>,
    detection: Vec<OfDetection>,
    without_alert: u64,
    priorities: Vec<OfScores>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSeverity {
    is: Criticality,
    score: u64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfOccurrence {
    at_least: Rate,
    score: u64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfDetection {
    within: Duration,
    score: u64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfScores {
    is: ActionPriority,
    severity: u64,
    occurrence: u64,
    detection: u64,
}

/// How soon something should be done about a failure mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionPriority {
    /// When there is time.
    Low,
    /// Something should be done, or it is written down why not.
    Medium,
    /// Something must be done, or someone accepts it.
    High,
}

impl ActionPriority {
    /// One word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl FmeaTables {
    /// The score of what the plan calls a severity.
    pub fn severity(&self, said: Criticality) -> u64 {
        self.severity.iter().find(|row| row.is == said).map_or(10, |row| row.score)
    }

    /// The score of how often it happens.
    pub fn occurrence(&self, often: Rate) -> u64 {
        // A rate of the plan and one of the table are the same number only up to rounding.
        self.occurrence.iter().find(|row| row.at_least.hz() <= often.hz() * (1.0 + 1e-9)).map_or(1, |row| row.score)
    }

    /// The score of how soon it is noticed, by an alert or by people.
    pub fn detection(&self, within: Duration, by_alert: bool) -> u64 {
        let score = self.detection.iter().find(|row| within <= row.within).map_or(10, |row| row.score);
        if by_alert { score } else { score.max(self.without_alert) }
    }

    /// What is done first.
    pub fn priority(&self, severity: u64, occurrence: u64, detection: u64) -> ActionPriority {
        let fits = |row: &&OfScores| severity >= row.severity && occurrence >= row.occurrence && detection >= row.detection;
        self.priorities.iter().find(fits).map_or(ActionPriority::Low, |row| row.is)
    }
}

/// The tables that are part of this program. As with the checklists, a test reads them.
pub fn risk_tables() -> &'static RiskTables {
    static TABLES: OnceLock<RiskTables> = OnceLock::new();
    TABLES.get_or_init(|| serde_yaml::from_str(TEXT).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read() {
        let tables: RiskTables = serde_yaml::from_str(TEXT).unwrap();
        assert_eq!(tables.thresholds.len(), 1);
    }

    #[test]
    fn facts_become_scores() {
        let fmea = &risk_tables().fmea;
        assert_eq!(fmea.severity(Criticality::High), 8);
        let rates = ["12/year", "11/year", "2/day", "0.01/year"].map(|rate| fmea.occurrence(rate.parse().unwrap()));
        assert_eq!(rates, [8, 7, 10, 1]);
        let times = ["5min", "6min", "30d"].map(|time| fmea.detection(time.parse().unwrap(), true));
        assert_eq!(times, [3, 4, 10]);
        assert_eq!(fmea.detection("5min".parse().unwrap(), false), 7);
    }

    /// Whoever makes one score worse never gets a lower priority.
    #[test]
    fn a_worse_score_is_never_less_urgent() {
        let fmea = &risk_tables().fmea;
        for (s, o, d) in (1..10).flat_map(|s| (1..10).flat_map(move |o| (1..10).map(move |d| (s, o, d)))) {
            let here = fmea.priority(s, o, d);
            assert!(fmea.priority(s + 1, o, d) >= here && fmea.priority(s, o + 1, d) >= here && fmea.priority(s, o, d + 1) >= here);
        }
        assert_eq!(fmea.priority(10, 10, 10), ActionPriority::High);
        assert_eq!(fmea.priority(1, 1, 1), ActionPriority::Low);
    }
}
