//! Series that a selector matches, for the tests of rules.

use super::indicator::{Events, Indicator, Part};
use super::promql::Selector;
use crate::render::escape::prometheus::string;
use indexmap::IndexMap;
use regex::Regex;

/// Combinations of values that are tried.
const TRIES: usize = 10_000;

/// The counters that rise with each event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counters {
    /// With each good one.
    pub good: Option<String>,
    /// With each bad one.
    pub bad: Option<String>,
    /// With each of both.
    pub all: Option<String>,
}

/// The counters of an indicator; `None`: its queries are too clever to be turned round.
pub(super) fn counters(indicator: &Indicator) -> Option<Counters> {
    let first = |events: &Events| match events {
        Events::Counters(selectors) => selectors.first().cloned(),
        Events::Query(_) => None,
    };
    let total = first(&indicator.total)?;
    let (part, is_bad) = match &indicator.part {
        Part::Bad(bad) => (first(bad)?, true),
        Part::Good(good) | Part::Bucket(good) => (first(good)?, false),
    };
    if part.metric != total.metric {
        let part = Some(written(&part.metric, &labels(&[&part], None)?));
        let all = Some(written(&total.metric, &labels(&[&total], None)?));
        return Some(if is_bad { Counters { good: None, bad: part, all } } else { Counters { good: part, bad: None, all } });
    }
    let inside = Some(written(&total.metric, &labels(&[&total, &part], None)?));
    let outside = Some(written(&total.metric, &labels(&[&total], Some(&part))?));
    let (good, bad) = if is_bad { (outside, inside) } else { (inside, outside) };
    Some(Counters { good, bad, all: None })
}

/// A series as tests write it.
pub(super) fn written(metric: &str, labels: &IndexMap<String, String>) -> String {
    let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}={}", string(value))).collect();
    format!("{metric}{{{}}}", labels.join(","))
}

/// Labels that all of the wanted selectors match and the unwanted one does not; those that are empty are left out.
pub(super) fn labels(wanted: &[&Selector], unwanted: Option<&Selector>) -> Option<IndexMap<String, String>> {
    let mut candidates: IndexMap<&str, Vec<String>> = IndexMap::new();
    for matcher in wanted.iter().copied().chain(unwanted).flat_map(|selector| &selector.matchers) {
        let values = candidates.entry(&matcher.label).or_default();
        let is_pattern = matcher.operator.ends_with('~');
        values.extend(if is_pattern { likely(&matcher.value) } else { vec![matcher.value.clone()] });
    }
    for values in candidates.values_mut() {
        values.extend(["200", "404", "500", "ok", "error", ""].map(str::to_owned));
    }
    let wanted: Vec<Tests> = wanted.iter().map(|selector| tests(selector)).collect::<Option<_>>()?;
    let unwanted = unwanted.map(tests);
    let unwanted = match unwanted {
        Some(None) => return None,
        Some(some) => some,
        None => None,
    };
    let combinations = candidates.values().map(Vec::len).fold(1_usize, usize::saturating_mul).min(TRIES);
    (0..combinations).find_map(|mut n| {
        let mut labels: Vec<(&str, &str)> = Vec::with_capacity(candidates.len());
        for (label, values) in &candidates {
            labels.push((label, values.get(n % values.len())?));
            n /= values.len();
        }
        let value = |label: &str| labels.iter().find(|(name, _)| *name == label).map_or("", |(_, value)| value);
        let fits = |tests: &Tests| tests.iter().all(|(label, test)| test.holds(value(label)));
        let found = wanted.iter().all(&fits) && !unwanted.as_ref().is_some_and(fits);
        let filled = || labels.iter().filter(|(_, value)| !value.is_empty());
        found.then(|| filled().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())).collect())
    })
}

/// Values that a pattern may match: each of its alternatives up to anything special, with a digit for each point.
fn likely(pattern: &str) -> Vec<String> {
    let special = |c: char| r"\+*?()|[]{}^$".contains(c);
    pattern.split('|').map(|part| part.split(special).next().unwrap_or_default().replace('.', "0")).collect()
}

type Tests = Vec<(String, Test)>;

/// What a matcher asks of a value.
enum Test {
    Is(String),
    IsNot(String),
    Matches(Regex),
    MatchesNot(Regex),
}

impl Test {
    fn holds(&self, value: &str) -> bool {
        match self {
            Self::Is(other) => value == other,
            Self::IsNot(other) => value != other,
            Self::Matches(pattern) => pattern.is_match(value),
            Self::MatchesNot(pattern) => !pattern.is_match(value),
        }
    }
}

fn tests(selector: &Selector) -> Option<Tests> {
    let pattern = |text: &str| Regex::new(&format!("^(?:{text})$")).ok();
    let test = |operator: &str, value: &str| {
        Some(match operator {
            "=" => Test::Is(value.to_owned()),
            "!=" => Test::IsNot(value.to_owned()),
            "=~" => Test::Matches(pattern(value)?),
            _ => Test::MatchesNot(pattern(value)?),
        })
    };
    selector.matchers.iter().map(|matcher| Some((matcher.label.clone(), test(matcher.operator, &matcher.value)?))).collect()
}

#[cfg(test)]
mod tests_of_samples {
    use super::super::promql::tokens;
    use super::*;

    fn selector(text: &str) -> Selector {
        Selector::read(&tokens(text).unwrap()).unwrap()
    }

    #[test]
    fn a_series_is_found_that_matches() {
        let found =
            |text: &str, not: Option<&str>| labels(&[&selector(text)], not.map(selector).as_ref()).map(|labels| written("x", &labels));
        for (text, not, expected) in [
            (r#"x{a="b"}"#, None, r#"x{a="b"}"#),
            (r#"x{code=~"5.."}"#, None, r#"x{code="500"}"#),
            (r#"x{job="api"}"#, Some(r#"x{job="api",code=~"5..|429"}"#), r#"x{job="api",code="200"}"#),
            (r#"x{le=~"2([.]0)?"}"#, None, r#"x{le="2"}"#),
            (r#"x{code!~"5.."}"#, None, r#"x{code="200"}"#),
            (r#"x{grpc_code!="OK"}"#, None, r#"x{grpc_code="200"}"#),
        ] {
            assert_eq!(found(text, not).as_deref(), Some(expected), "{text} {not:?}");
        }
        assert_eq!(found(r#"x{a="b"}"#, Some(r#"x{a=~".*"}"#)), None);
    }
}
