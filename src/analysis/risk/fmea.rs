//! A failure mode and effects analysis: severity × occurrence × detection, each 1 (harmless) to 10, and what to do first.
//!
//! The scores come from facts of the plan by the tables in `checklists/risk.yaml`; a score that the plan states itself counts
//! before them. The tables are our own and claim conformance with no standard.

use crate::document::Path;
use crate::knowledge::{ActionPriority, FmeaTables, risk_tables};
use crate::plan::Plan;
use crate::plan::map::FailureMode;
use crate::plan::value::Count;

/// One of the three scores of a failure mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 1 (harmless) to 10.
    pub score: u64,
    /// How it was got: `12/year scores 8`.
    pub text: String,
    /// Where the fact stands.
    pub path: Path,
}

/// The scores of a failure mode; a score whose fact is missing is the place of that fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores<'p> {
    /// The failure mode.
    pub id: &'p str,
    /// How bad it is.
    pub severity: Result<Score, Path>,
    /// How often it happens.
    pub occurrence: Result<Score, Path>,
    /// How hard it is to notice.
    pub detection: Result<Score, Path>,
}

impl Scores<'_> {
    /// The three, in their order.
    pub fn all(&self) -> [&Result<Score, Path>; 3] {
        [&self.severity, &self.occurrence, &self.detection]
    }

    fn numbers(&self) -> Option<[u64; 3]> {
        let of = |score: &Result<Score, Path>| score.as_ref().ok().map(|score| score.score);
        Some([of(&self.severity)?, of(&self.occurrence)?, of(&self.detection)?])
    }

    /// The risk priority number S × O × D; `None` while a score is missing.
    pub fn number(&self) -> Option<u64> {
        self.numbers().map(|numbers| numbers.into_iter().product())
    }

    /// What is done first; `None` while a score is missing.
    pub fn priority(&self) -> Option<ActionPriority> {
        let [severity, occurrence, detection] = self.numbers()?;
        Some(risk_tables().fmea.priority(severity, occurrence, detection))
    }
}

/// All failure modes of a plan: by priority, then by the number; those that lack a score last.
pub fn scores(plan: &Plan) -> Vec<Scores<'_>> {
    let tables = &risk_tables().fmea;
    let mut all: Vec<Scores<'_>> = plan.failure_modes().map(|(id, mode)| of(tables, id.as_str(), mode)).collect();
    all.sort_by_key(|scores| std::cmp::Reverse((scores.priority(), scores.number())));
    all
}

fn of<'p>(tables: &FmeaTables, id: &'p str, mode: &'p FailureMode) -> Scores<'p> {
    let path = |fields: &[&str]| ["map", "failure_modes", id].iter().chain(fields).fold(Path::root(), |path, key| path.key(*key));
    let own = |name: &'static str, said: Option<Count>| {
        let Count(score) = said?;
        Some(Score { score, text: format!("the plan scores {name} {score}"), path: path(&["fmea", name]) })
    };
    let of_table = |score: u64, said: &str, path: Path| Score { score, text: format!("{said} scores {score}"), path };
    let fmea = mode.fmea.as_ref();
    let severity = own("severity", fmea.and_then(|fmea| fmea.severity)).or_else(|| {
        let said = mode.severity?;
        Some(of_table(tables.severity(said), &format!("severity {}", said.as_str()), path(&["severity"])))
    });
    let occurrence = own("occurrence", fmea.and_then(|fmea| fmea.occurrence)).or_else(|| {
        let often = mode.frequency?;
        Some(of_table(tables.occurrence(often), &often.to_string(), path(&["frequency"])))
    });
    let detection = own("detection", fmea.and_then(|fmea| fmea.detection)).or_else(|| {
        let detect = mode.detect.as_ref()?;
        let (within, by_alert) = (detect.within?, detect.alert.known().is_some());
        let without = if by_alert { "" } else { " without an alert" };
        Some(of_table(tables.detection(within, by_alert), &format!("noticed within {within}{without}"), path(&["detect", "within"])))
    });
    Scores {
        id,
        severity: severity.ok_or_else(|| path(&["severity"])),
        occurrence: occurrence.ok_or_else(|| path(&["frequency"])),
        detection: detection.ok_or_else(|| path(&["detect", "within"])),
    }
}
