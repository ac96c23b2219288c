//! What a failure mode costs of the error budget.
//!
//! Bad minutes a year = (time to detect + time to recover) × share of users × incidents a year. (Google's customer
//! reliability engineers, "Know thy enemy: how to prioritize and communicate risks".)

use crate::plan::map::FailureMode;
use crate::plan::value::{DAYS_PER_YEAR, Duration, Percent};

/// What one failure mode costs; each part is `None` while a fact is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risk {
    /// From the start of an incident to its end.
    pub lasts: Option<Duration>,
    /// The share of users that it hits, 0 to 1.
    pub users: Option<f64>,
    /// Incidents a year.
    pub per_year: Option<f64>,
}

impl Risk {
    /// The facts of a failure mode.
    pub fn of(mode: &FailureMode) -> Self {
        let detect = mode.detect.as_ref().and_then(|detect| detect.within);
        let recover = mode.recover.as_ref().and_then(|recover| recover.within);
        Self {
            lasts: mode.lasts.or_else(|| Some(detect?.plus(recover?))),
            users: mode.users.map(Percent::share),
            per_year: mode.frequency.map(crate::plan::value::Rate::per_year),
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
}

/// Minutes of full outage that a target allows in a year of 365.25 days.
pub fn budget_per_year(target: Percent) -> f64 {
    target.rest() * 1_440.0 * DAYS_PER_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Time to detect and to recover in minutes, users, days between incidents, bad minutes a year.
    const CASES: [(f64, f64, f64, f64, f64); 3] =
        [(30.0, 120.0, 0.2, 120.0, 91.3125), (1440.0, 30.0, 0.02, 90.0, 119.315), (5.0, 120.0, 0.5, 180.0, 126.822_916_666_666_67)];

    fn risk((detect, recover, users, days, _): (f64, f64, f64, f64, f64)) -> Risk {
        let lasts = Duration::from_secs((detect + recover) * 60.0);
        Risk { lasts: Some(lasts), users: Some(users), per_year: Some(DAYS_PER_YEAR / days) }
    }

    #[test]
    fn bad_minutes_a_year() {
        let mut sum = 0.0;
        for case in CASES {
            let minutes = risk(case).minutes_per_year().unwrap();
            assert!((minutes - case.4).abs() < 1e-9 * minutes, "{minutes}");
            sum += minutes;
        }
        assert!((sum - 337.4504).abs() < 1e-4);
        assert!((budget_per_year("99.5%".parse().unwrap()) - 2629.8).abs() < 1e-9);
    }

    #[test]
    fn what_is_missing_leaves_the_sum_open() {
        let unknown = Risk { users: None, ..risk(CASES[0]) };
        assert_eq!(unknown.minutes_per_incident(), None);
    }
}
