//! Tests of the alerts for `promtool test rules`: each window of each alert fires, stays silent just below its threshold, and
//! resets when the cause is gone.
//!
//! What must fire when is not asked of Prometheus but computed: events come at a constant rate from the start, a share of them is bad
//! until some moment and none after it, so the share over a window is bad time in the window ÷ time in the window, times that share.

use super::promql::{Selector, Token, tokens};
use super::rule::{Group, Other, Rule};
use super::sample::{self, Counters, counters};
use crate::analysis::burn::Burn;
use crate::plan::value::{Duration, Number};
use crate::render::escape::prometheus::duration;
use crate::render::words;
use schemars::JsonSchema;
use serde::Serialize;

/// How far a computed share must be from a threshold for a test to count on it.
const MARGIN: f64 = 0.05;
/// Samples in a short window.
const SAMPLES: f64 = 5.0;
/// How often rules are evaluated at least: rarely, for each time costs, and a course over days has many.
const HALF_AN_HOUR: f64 = 1_800.0;

/// One course of events, and which alerts fire when.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlertTest")]
pub(super) struct Test<'g, 'p> {
    /// The name of the alert.
    pub alert: &'g str,
    /// The window that it is about; null: of an alert with a query of its own.
    pub rule: Option<&'g Rule<'p>>,
    /// The alert with a query of its own, where it is one.
    pub other: Option<&'g Other<'p>>,
    /// What share of events is bad; of an alert with a query, its value.
    pub level: String,
    /// Whether it is to fire.
    pub fires: bool,
    /// The time between two samples.
    pub interval: String,
    /// The series, each with its samples as `promtool` reads them.
    pub series: Vec<(String, String)>,
    /// What fires at which moments.
    pub checks: Vec<Check<'g, 'p>>,
}

/// What fires at one moment.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlertCheck")]
pub(super) struct Check<'g, 'p> {
    /// The moment, from the start.
    pub at: String,
    /// The windows that fire.
    pub rules: Vec<&'g Rule<'p>>,
    /// The alerts with a query of their own that fire.
    pub others: Vec<&'g Other<'p>>,
    /// The labels that the result of a query has itself.
    pub labels: Vec<(String, String)>,
}

/// The tests, and how often the rules are evaluated in them.
pub(super) fn tests<'g, 'p>(groups: &'g [Group<'p>], others: &'g [Other<'p>]) -> (Vec<Test<'g, 'p>>, String) {
    let longs = groups.iter().flat_map(|group| &group.alerts).map(|rule| rule.burn.long.secs());
    let every = longs.map(|long| long / 2.0).fold(HALF_AN_HOUR, f64::min).max(1.0).floor();
    let of_group = |group: &'g Group<'p>| {
        let counters = group.indicator.as_ref().and_then(counters);
        let pairs = counters.into_iter().flat_map(move |counters| group.alerts.iter().map(move |rule| (counters.clone(), rule)));
        pairs.flat_map(move |(counters, rule)| of_rule(group, rule, &counters, every))
    };
    let tests = groups.iter().flat_map(of_group).chain(others.iter().flat_map(|other| of_query(other, every))).collect();
    (tests, duration(Duration::from_secs(every)))
}

/// A share of bad events that lasts for some time from the start.
#[derive(Debug, Clone, Copy)]
struct Course {
    bad: f64,
    lasts: f64,
}

impl Course {
    /// The share of bad events in the window that ends now.
    fn share(self, window: f64, now: f64) -> f64 {
        let start = (now - window).max(0.0);
        self.bad * (self.lasts.min(now) - start).max(0.0) / (now - start)
    }

    /// Whether a window of an alert fires; `None`: it is too close to tell.
    fn fires(self, burn: &Burn, now: f64) -> Option<bool> {
        let above = [burn.long, burn.short].map(|window| self.share(window.secs(), now) / burn.threshold);
        let tell = |share: f64| (!(1.0 - MARGIN..=1.0 + MARGIN).contains(&share)).then_some(share > 1.0);
        match above.map(tell) {
            [Some(false), _] | [_, Some(false)] => Some(false),
            [Some(true), Some(true)] => Some(true),
            _ => None,
        }
    }
}

/// Two courses for a window: one just above its threshold that ends, one just below it.
fn of_rule<'g, 'p>(group: &'g Group<'p>, rule: &'g Rule<'p>, counters: &Counters, every: f64) -> Vec<Test<'g, 'p>> {
    let same: Vec<&'g Rule<'p>> = group.alerts.iter().filter(|other| other.alert == rule.alert).collect();
    let threshold = rule.burn.threshold;
    let others = || same.iter().map(|other| other.burn.threshold);
    let next = others().filter(|other| *other > threshold * 1.001).fold(1.0, f64::min);
    let last = others().filter(|other| *other < threshold * 0.999).fold(0.0, f64::max);
    let (above, below) = ((threshold * 3.0).min((threshold * next).sqrt()), (threshold * 0.8).max((threshold * last).sqrt()));
    let shorts = same.iter().filter(|other| other.burn.threshold <= threshold * 1.001).map(|other| other.burn.short.secs());
    let step = (shorts.fold(f64::INFINITY, f64::min) / SAMPLES).floor().max(1.0);
    let up = |time: f64| (time / every).ceil() * every;
    let short = rule.burn.short.secs();
    let expected = |course: Course, now: f64| {
        let fires: Vec<Option<bool>> = same.iter().map(|other| course.fires(&other.burn, now)).collect();
        let rules = same.iter().zip(&fires).filter(|(_, fires)| **fires == Some(true)).map(|(rule, _)| *rule).collect();
        fires.iter().all(Option::is_some).then_some(rules)
    };
    let check = |now: f64, rules: Vec<&'g Rule<'p>>| Check { at: time(now), rules, others: Vec::new(), labels: Vec::new() };
    let test = |course: Course, until: f64, checks: Vec<Check<'g, 'p>>| {
        let fires = course.bad > threshold;
        let series = series(counters, course, step, until);
        let level = words::share(course.bad);
        Test { alert: &rule.alert, rule: Some(rule), other: None, level, fires, interval: time(step), series, checks }
    };

    let course = Course { bad: rounded(above), lasts: up(5.0 * short) };
    let mut burns = Vec::new();
    if let Some(rules) =
        expected(course, course.lasts).filter(|rules: &Vec<&Rule<'_>>| rules.iter().any(|other| std::ptr::eq(*other, rule)))
    {
        burns.push(check(course.lasts, rules));
    }
    // The long window may still be full of errors: the short one ends the alert.
    let shows =
        |now: f64| expected(course, now).filter(|rules| rules.iter().all(|other| !std::ptr::eq(*other, rule))).map(|rules| (now, rules));
    let longest = same.iter().map(|other| other.burn.short.secs()).fold(short, f64::max);
    let first = course.lasts + up(1.2 * short);
    let after = (0_u8..20).map(|n| first + f64::from(n) * every).chain([course.lasts + up(longest) + every]).find_map(shows);
    let until = after.as_ref().map_or(course.lasts, |(now, _)| *now);
    burns.extend(after.map(|(now, rules)| check(now, rules)));
    let mut tests = vec![test(course, until, burns)];

    let calm = Course { bad: rounded(below), lasts: f64::INFINITY };
    let now = up(short / 2.0);
    tests.extend(expected(calm, now).map(|rules| test(calm, now, vec![check(now, rules)])));
    tests.retain(|test| !test.checks.is_empty());
    tests
}

/// A share with three digits.
fn rounded(share: f64) -> f64 {
    words::figure(share * 100.0).parse::<f64>().map_or(share, |percent| percent / 100.0)
}

/// The counters, one sample a step until after the end.
fn series(counters: &Counters, course: Course, step: f64, until: f64) -> Vec<(String, String)> {
    // So many events a step that a thousand of them are bad.
    let mut events = 1e6;
    while events * course.bad < 1e3 && events < 1e15 {
        events *= 10.0;
    }
    let bad = (events * course.bad).round();
    let steps = (until / step).ceil() + 1.0;
    let burning = (course.lasts / step).round().min(steps);
    let rising = |with_bad: f64, without: f64| {
        let first = format!("0+{}x{burning}", Number(with_bad));
        let calm = steps - burning;
        if calm < 1.0 { first } else { format!("{first} {}+{}x{}", Number(with_bad * burning + without), Number(without), calm - 1.0) }
    };
    let of = |name: &Option<String>, with_bad: f64, without: f64| name.clone().map(|name| (name, rising(with_bad, without)));
    let all = [of(&counters.good, events - bad, events), of(&counters.bad, bad, 0.0), of(&counters.all, events, events)];
    all.into_iter().flatten().collect()
}

fn time(seconds: f64) -> String {
    duration(Duration::from_secs(seconds))
}

/// A query that compares a measurement with a number: `max(rate(x{a="b"}[5m])) > 3`.
struct Comparison {
    selector: Selector,
    /// Whether the result keeps no label.
    is_aggregated: bool,
    /// The seconds that a counter's rise is looked at over, and whether the rise is a second's.
    rise: Option<(f64, bool)>,
    operator: &'static str,
    limit: f64,
}

impl Comparison {
    fn read(query: &str) -> Option<Self> {
        let tokens = tokens(query)?;
        let [left @ .., (Token::Symbol(operator), _), (Token::Number(limit), _)] = tokens.as_slice() else { return None };
        let mut left = left;
        let operator = [">", ">=", "<", "<=", "==", "!="].into_iter().find(|known| known == operator)?;
        let mut is_aggregated = false;
        while let [(Token::Word("max" | "min" | "sum" | "avg"), _), (Token::Symbol("("), _), inner @ .., (Token::Symbol(")"), _)] = left {
            (left, is_aggregated) = (inner, true);
        }
        let mut rise = None;
        if let [
            (Token::Word(function @ ("rate" | "increase")), _),
            (Token::Symbol("("), _),
            inner @ ..,
            (Token::Range(range), _),
            (Token::Symbol(")"), _),
        ] = left
        {
            let range: Duration = range.parse().ok()?;
            (left, rise) = (inner, Some((range.secs(), *function == "rate")));
        }
        Some(Self { selector: Selector::read(left)?, is_aggregated, rise, operator, limit: limit.parse().ok()? })
    }

    /// A value at which it fires, and one at which it does not.
    fn values(&self) -> (f64, f64) {
        let (more, less) = (self.limit * 1.5 + f64::from(u8::from(self.limit == 0.0)), self.limit * 0.5);
        match self.operator {
            ">" => (more, less),
            ">=" if self.limit > 0.0 => (more, less),
            ">=" => (more, -1.0),
            "<" if self.limit > 0.0 => (less, more),
            "<" => (-1.0, more),
            "<=" => (less, more),
            "==" => (self.limit, more),
            _ => (more, self.limit),
        }
    }
}

/// Of an alert with a query: a course in which it fires and resets, and one in which it stays silent; none where the query says more than a comparison.
fn of_query<'g, 'p>(other: &'g Other<'p>, every: f64) -> Vec<Test<'g, 'p>> {
    let Some(comparison) = other.query.as_deref().and_then(Comparison::read) else { return Vec::new() };
    let Some(labels) = sample::labels(&[&comparison.selector], None) else { return Vec::new() };
    let (high, low) = comparison.values();
    let step = comparison.rise.map_or(60.0, |(window, _)| (window / SAMPLES).floor().max(1.0));
    // How long a level lasts until the query has forgotten the one before.
    let settled = (comparison.rise.map_or(0.0, |(window, _)| window * 2.0) / every).ceil().max(1.0) * every;
    let steps = (settled / step).ceil() + 1.0;
    let course = |levels: &[f64]| {
        let mut at = 0.0;
        let part = |level: &f64| match comparison.rise {
            None => format!("{}+0x{}", number(*level), steps - 1.0),
            Some((window, is_rate)) => {
                let rise = level * step / if is_rate { 1.0 } else { window };
                let part = format!("{}+{}x{}", number(at), number(rise), steps - 1.0);
                at += rise * steps;
                part
            }
        };
        levels.iter().map(part).collect::<Vec<_>>().join(" ")
    };
    let series = |levels: &[f64]| vec![(sample::written(&comparison.selector.metric, &labels), course(levels))];
    let is_set = |name: &str| other.labels.iter().any(|(label, _)| *label == name);
    let kept = labels.clone().into_iter().filter(|(name, _)| !comparison.is_aggregated && !is_set(name)).collect();
    let silent = |n: f64| Check { at: time(n * settled), rules: Vec::new(), others: Vec::new(), labels: Vec::new() };
    let firing = Check { at: time(settled), rules: Vec::new(), others: vec![other], labels: kept };
    let test = |level: f64, fires, series, checks| Test {
        alert: &other.alert,
        rule: None,
        other: Some(other),
        level: number(level),
        fires,
        interval: time(step),
        series,
        checks,
    };
    vec![test(high, true, series(&[high, low]), vec![firing, silent(2.0)]), test(low, false, series(&[low]), vec![silent(1.0)])]
}

fn number(value: f64) -> String {
    if value < 0.0 { format!("-{}", Number(-value)) } else { Number(value).to_string() }
}
