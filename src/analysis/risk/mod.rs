//! What a failure mode costs of the error budget, and what a better answer to it would save.
//!
//! Bad minutes a year = (time to detect + time to recover) × share of users × incidents a year. (Google's customer
//! reliability engineers, "Know thy enemy: how to prioritize and communicate risks".)

mod fmea;
mod membership;
mod stack;
#[cfg(test)]
mod tests;

pub use fmea::{Score, Scores, scores};
pub use membership::{Membership, membership};
pub use stack::{Slice, Stack, acceptance, hits, stack};

use super::digits::figure;
use super::figure::Derivation;
use crate::document::Path;
use crate::plan::map::FailureMode;
use crate::plan::value::{DAYS_PER_YEAR, Duration, Percent, Rate};

/// What one failure mode costs; each part is `None` while a fact is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risk {
    /// From the start of an incident until it is noticed.
    pub detect: Option<Duration>,
    /// From then to its end.
    pub recover: Option<Duration>,
    /// From the start of an incident to its end.
    pub lasts: Option<Duration>,
    /// The share of users that it hits, 0 to 1.
    pub users: Option<f64>,
    /// Incidents a year.
    pub per_year: Option<f64>,
}

/// What can be made better about a failure mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// It is noticed sooner.
    Detect,
    /// It is ended sooner.
    Recover,
    /// It happens less often.
    Frequency,
    /// It hits fewer users.
    Users,
}

impl Risk {
    /// The facts of a failure mode. What it lasts in all counts where the plan says it, else the sum of its two times.
    pub fn of(mode: &FailureMode) -> Self {
        let detect = mode.detect.as_ref().and_then(|detect| detect.within);
        let recover = mode.recover.as_ref().and_then(|recover| recover.within);
        Self {
            detect,
            recover,
            lasts: mode.lasts.or_else(|| Some(detect?.plus(recover?))),
            users: mode.users.map(Percent::share),
            per_year: mode.frequency.map(Rate::per_year),
        }
    }

    /// Minutes of full outage that one incident amounts to.
    pub fn minutes_per_incident(&self) -> Option<f64> {
        Some(self.lasts?.minutes() * self.users?)
    }

    /// Minutes of full outage that it amounts to in a year.
    pub fn minutes_per_year(&self) -> Option<f64> {
        Some(self.minutes_per_incident()? * self.per_year?)
    }

    /// Minutes a year that each minute costs by which it is noticed or ended later: users × incidents a year.
    pub fn per_minute(&self) -> Option<f64> {
        Some(self.users? * self.per_year?)
    }

    /// Minutes a year that it costs with one of its facts so many times as large.
    pub fn with(&self, lever: Lever, factor: f64) -> Option<f64> {
        let shift = |time: Option<Duration>| Some((factor - 1.0) * time?.minutes() * self.per_minute()?);
        let before = self.minutes_per_year()?;
        Some(match lever {
            Lever::Detect => before + shift(self.detect)?,
            Lever::Recover => before + shift(self.recover)?,
            Lever::Frequency | Lever::Users => before * factor,
        })
    }

    /// Minutes a year that are saved with one of its facts half as large.
    pub fn saved_by_half(&self, lever: Lever) -> Option<f64> {
        Some(self.minutes_per_year()? - self.with(lever, 0.5)?)
    }

    /// The sum in words: `(5 min + 10 min) × 20 % × 12 a year`; what is not stated as `?`.
    pub fn formula(&self) -> String {
        let or = |text: Option<String>| text.unwrap_or_else(|| "?".to_owned());
        let time = |time: Option<Duration>| or(time.map(Duration::spoken));
        let sum = Some(self.detect.zip(self.recover)).flatten().map(|(detect, recover)| detect.plus(recover));
        let lasts = if sum == self.lasts { format!("({} + {})", time(self.detect), time(self.recover)) } else { time(self.lasts) };
        let users = or(self.users.map(|share| format!("{} %", figure(share * 100.0))));
        format!("{lasts} × {users} × {} a year", or(self.per_year.map(figure)))
    }
}

/// The facts behind the cost of a failure mode, each with its place: times in minutes, the share of users, incidents a year.
pub fn derivation(id: &str, mode: &FailureMode) -> Derivation {
    let path = |field: &str| Path::of(["map", "failure_modes", id, field]);
    let risk = Risk::of(mode);
    let mut how = Derivation::default();
    let mut add = |path: Path, text: &str, fact: Option<(String, f64)>| match fact {
        Some((said, amount)) => how.term(path, format!("{id}: {text} {said}"), amount),
        None => how.lacks(path),
    };
    let time = |time: Option<Duration>| time.map(|time| (time.spoken(), time.minutes()));
    if mode.lasts.is_some() {
        add(path("lasts"), "lasts", time(mode.lasts));
    } else {
        add(path("detect").key("within"), "noticed within", time(risk.detect));
        add(path("recover").key("within"), "then ended within", time(risk.recover));
    }
    add(path("users"), "share of users", mode.users.map(|users| (users.to_string(), users.share())));
    add(path("frequency"), "happens", mode.frequency.map(|often| (often.to_string(), often.per_year())));
    how
}

/// Minutes of full outage that a target allows in a year of 365.25 days.
pub fn budget_per_year(target: Percent) -> f64 {
    target.rest() * 1_440.0 * DAYS_PER_YEAR
}
