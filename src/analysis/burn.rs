//! Error budgets, and the alerts that fire when one burns too fast.
//!
//! With the target T, the window P of the objective and the budget B = 1 − T, the burn rate is error ratio ÷ B. An alert
//! over a long window w at a factor f fires at an error ratio of f·B; by then f·w/P of the budget is spent. At an error
//! ratio e it takes B ÷ e × f × w to fire. (The SRE workbook, "Alerting on SLOs".)

use crate::plan::operations::{Alert, AlertSeverity, BurnWindow, Windows};
use crate::plan::value::{Duration, Percent};

/// An objective: a share of good events over a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Objective {
    /// The share of events that must be good.
    pub target: Percent,
    /// The time it is measured over.
    pub window: Duration,
}

/// A pair of windows, and what it means for one objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burn {
    /// Whether it wakes someone.
    pub severity: AlertSeverity,
    /// The long window.
    pub long: Duration,
    /// The short window, which ends the alert soon after the cause.
    pub short: Duration,
    /// How many times faster than allowed the budget burns when it fires.
    pub factor: f64,
    /// The share of the budget that is spent when it fires, 0 to 1.
    pub share: f64,
    /// The error ratio from which on it fires, 0 to 1; above 1 it can't.
    pub threshold: f64,
}

/// Severity, long and short window in minutes, share of the budget: the standard four.
const STANDARD: [(AlertSeverity, f64, f64, f64); 4] = [
    (AlertSeverity::Page, 60.0, 5.0, 0.02),
    (AlertSeverity::Page, 360.0, 30.0, 0.05),
    (AlertSeverity::Ticket, 1_440.0, 120.0, 0.1),
    (AlertSeverity::Ticket, 4_320.0, 360.0, 0.1),
];

/// The seconds of the 30 days for which the factors of the workbook are written.
const MONTH: f64 = 30.0 * 86_400.0;

impl Objective {
    /// The time of full outage that the target allows in the window.
    pub fn budget(&self) -> Duration {
        self.window.times(self.target.rest())
    }

    /// The windows of an alert on it. A window of the plan that lacks its long window or its factor is left out.
    pub fn burns(&self, windows: &Windows) -> Vec<Burn> {
        match windows {
            Windows::Standard => STANDARD.iter().map(|row| self.standard(*row)).collect(),
            Windows::These(windows) => windows.iter().filter_map(|window| self.burn(window)).collect(),
        }
    }

    /// The windows of an alert of the plan; those that are not stated are the standard four. What the alert says of its severity goes
    /// for windows that don't say; who is not to be woken is not woken by any of the standard four either.
    pub fn burns_of(&self, alert: &Alert) -> Vec<Burn> {
        let windows = alert.windows.as_ref().unwrap_or(&Windows::Standard);
        match (windows, alert.severity) {
            (Windows::Standard, Some(AlertSeverity::Ticket)) => {
                self.burns(windows).into_iter().map(|burn| Burn { severity: AlertSeverity::Ticket, ..burn }).collect()
            }
            (Windows::These(these), Some(severity)) => {
                let said = |window: &BurnWindow| BurnWindow { severity: window.severity.or(Some(severity)), ..window.clone() };
                these.iter().filter_map(|window| self.burn(&said(window))).collect()
            }
            _ => self.burns(windows),
        }
    }

    /// The alert that fires when as much of the budget is spent as a factor over a long window spends of 30 days: 14.4 over an
    /// hour are 2 %, which of 28 days is a factor of 13.44.
    pub fn scaled(&self, severity: AlertSeverity, factor: f64, long: Duration, short: Duration) -> Burn {
        let share = factor * long.secs() / MONTH;
        let factor = factor * self.window.secs() / MONTH;
        Burn { severity, long, short, factor, share, threshold: factor * self.target.rest() }
    }

    fn standard(&self, (severity, long, short, share): (AlertSeverity, f64, f64, f64)) -> Burn {
        let minutes = |minutes: f64| Duration::from_secs(minutes * 60.0);
        let (long, short) = (minutes(long), minutes(short));
        let factor = share * self.window.secs() / long.secs();
        Burn { severity, long, short, factor, share, threshold: factor * self.target.rest() }
    }

    /// What a window of the plan means; `None` where it lacks its long window or its factor. The short window is a twelfth of
    /// the long one where the plan does not say.
    pub fn burn(&self, window: &BurnWindow) -> Option<Burn> {
        let (long, factor) = (window.long?, window.factor?.0);
        let share = if self.window.secs() > 0.0 { factor * long.secs() / self.window.secs() } else { 0.0 };
        let short = window.short.unwrap_or_else(|| long.times(1.0 / 12.0));
        let severity = window.severity.unwrap_or(AlertSeverity::Page);
        Some(Burn { severity, long, short, factor, share, threshold: factor * self.target.rest() })
    }
}

impl Burn {
    /// Whether an error ratio can be so high.
    pub fn is_reachable(&self) -> bool {
        self.threshold < 1.0
    }

    /// How long a constant error ratio lasts before it fires; `None`: it never does.
    pub fn fires_after(&self, error_ratio: f64) -> Option<Duration> {
        (self.is_reachable() && error_ratio > self.threshold).then(|| self.long.times(self.threshold / error_ratio))
    }

    /// Whether it fires wherever another one does, and no later: at as low an error ratio, with as little of the budget spent.
    /// What is above by a share of `slack` counts as equal.
    pub fn covers(&self, other: &Self, slack: f64) -> bool {
        self.factor <= other.factor * (1.0 + slack) && self.share <= other.share * (1.0 + slack)
    }

    /// How many failed requests make it fire, at so many requests a second.
    pub fn failures(&self, per_second: f64) -> f64 {
        self.threshold * per_second * self.long.secs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::value::Number;

    fn objective(target: &str, window: &str) -> Objective {
        Objective { target: target.parse().unwrap(), window: window.parse().unwrap() }
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * b.abs()
    }

    #[test]
    fn budgets_in_minutes() {
        assert!(close(objective("99.99%", "30d").budget().minutes(), 4.32));
        assert!(close(objective("99.95%", "30d").budget().minutes(), 21.6));
        assert!(close(objective("99.9%", "30d").budget().minutes(), 43.2));
    }

    #[test]
    fn the_factors_of_the_standard_windows() {
        for (window, expected) in [("30d", [14.4, 6.0, 3.0, 1.0]), ("28d", [13.44, 5.6, 2.8, 14.0 / 15.0])] {
            let factors: Vec<f64> = objective("99.9%", window).burns(&Windows::Standard).iter().map(|burn| burn.factor).collect();
            assert!(factors.iter().zip(expected).all(|(factor, expected)| close(*factor, expected)), "{window}: {factors:?}");
        }
    }

    #[test]
    fn an_alert_says_when_it_fires_and_when_it_can_not() {
        let burns = objective("99.95%", "30d").burns(&Windows::Standard);
        assert!(close(burns[0].threshold, 0.0072));
        assert_eq!(burns[0].fires_after(1.0), Some(Duration::from_secs(25.92)));
        assert_eq!(burns[0].fires_after(0.007), None);
        assert!(close(burns[0].failures(7.0), 0.0072 * 7.0 * 3600.0));
        assert!(!objective("93%", "30d").burns(&Windows::Standard)[0].is_reachable());
        assert!(objective("93.06%", "30d").burns(&Windows::Standard)[0].is_reachable());
    }

    /// The fast page, 14.4 over an hour, against windows of a team.
    #[test]
    fn an_alert_covers_another_that_fires_no_sooner() {
        let minutes = |minutes: f64| Duration::from_secs(minutes * 60.0);
        for (period, factor, long, slack, expected) in [
            ("30d", 14.4, "1h", 0.0, true),
            ("30d", 10.0, "1h", 0.0, true),
            ("30d", 20.0, "30min", 0.0, false), // misses what burns at 15
            ("30d", 10.0, "2h", 0.0, false),    // 2.8 % are spent when it fires
            ("28d", 14.4, "1h", 0.0, false),
            ("28d", 14.4, "1h", 0.1, true),
            ("7d", 3.36, "1h", 0.0, true),
            ("7d", 14.4, "1h", 0.1, false), // 8.6 % of a week's budget
        ] {
            let objective = objective("99.9%", period);
            let wanted = objective.scaled(AlertSeverity::Page, 14.4, minutes(60.0), minutes(5.0));
            assert!(close(wanted.share, 0.02));
            let own = BurnWindow { long: Some(long.parse().unwrap()), factor: Some(Number(factor)), ..BurnWindow::default() };
            let burns = objective.burns(&Windows::These(vec![own]));
            assert_eq!(burns[0].covers(&wanted, slack), expected, "{factor} over {long} in {period}");
        }
    }

    #[test]
    fn the_severity_of_an_alert_goes_for_its_windows() {
        use AlertSeverity::{Page, Ticket};
        let severities = |text: &str| {
            let alert: Alert = serde_json::from_str(text).unwrap();
            let burns = objective("99.9%", "30d").burns_of(&alert);
            burns.iter().map(|burn| burn.severity).collect::<Vec<_>>()
        };
        assert_eq!(severities("{}"), [Page, Page, Ticket, Ticket]);
        assert_eq!(severities(r#"{"severity": "page"}"#), [Page, Page, Ticket, Ticket]);
        assert_eq!(severities(r#"{"severity": "ticket", "windows": "standard"}"#), [Ticket; 4]);
        let own =
            r#"{"severity": "ticket", "windows": [{"long": "1h", "factor": "10"}, {"long": "1h", "factor": "10", "severity": "page"}]}"#;
        assert_eq!(severities(own), [Ticket, Page]);
    }

    #[test]
    fn a_window_of_the_plan_needs_its_length_and_factor() {
        let window = |factor| BurnWindow { long: Some("2h".parse().unwrap()), factor, ..BurnWindow::default() };
        let windows = Windows::These(vec![window(None), window(Some("10".parse().unwrap()))]);
        let burns = objective("99.9%", "30d").burns(&windows);
        assert_eq!(burns.len(), 1);
        assert_eq!(burns[0].short, Duration::from_secs(600.0));
        assert!(close(burns[0].share, 10.0 / 360.0));
    }
}
