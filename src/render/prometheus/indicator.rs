//! How an objective is measured: which series count all events, and which count the good or the bad ones.
//!
//! Where the plan does not say, requests are counted as OpenTelemetry's `http.server.request.duration` counts them, by the names that
//! it has in Prometheus: `job` is the name of the service, an error is an answer with a status of 500 or more.

use super::promql::{self, Matcher, Selector, Token};
use crate::graph::{Route, System};
use crate::plan::goals::Sli;
use crate::plan::map::ComponentKind;
use crate::plan::value::{Duration, Number};
use crate::render::escape::prometheus::{duration, name};
use crate::render::slo::stated::{Measure, Stated};
use petgraph::graph::NodeIndex;
use schemars::JsonSchema;
use serde::Serialize;

/// The histogram of requests as Prometheus names it.
const REQUESTS: &str = "http_server_request_duration_seconds";
/// Its label with the status of the answer.
const STATUS: &str = "http_response_status_code";
/// The statuses that are an error of the server.
const FAILED: &str = "5..";

/// Events that are counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Events {
    /// By these counters.
    Counters(Vec<Selector>),
    /// By a query of the team, over whatever window it is asked for.
    Query(String),
}

/// An indicator: all events, and those of them that are good or bad.
#[derive(Debug, Clone)]
pub(super) struct Indicator {
    pub total: Events,
    pub part: Part,
    pub notes: Vec<Note>,
}

/// What is counted beside all events.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// The bad ones; no series is none.
    Bad(Events),
    /// The good ones; no series is none.
    Good(Events),
    /// Those in a bucket of a histogram; no series means that there is no such bucket.
    Bucket(Events),
}

/// What someone who uses the indicator has to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "what", content = "value")]
#[schemars(rename = "IndicatorNote")]
pub(super) enum Note {
    /// The plan does not say how it is measured: the usual metric is taken.
    Assumed,
    /// No endpoint is named for the journey, so all requests of these components count, those of these journeys too.
    AllRequests { of: Vec<String>, with: Vec<String> },
    /// The label with the status is taken to be the usual one.
    StatusLabel(&'static str),
    /// The histogram needs a bucket that ends here.
    Bucket(String),
}

/// Why an objective can't be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "IndicatorLack")]
pub(super) enum Lack {
    /// The plan does not say where the journey enters.
    Entry,
    /// It enters where no requests are answered.
    Server,
    /// What is counted is said in words, or only in part.
    Query,
}

impl Events {
    /// How many there are a second, on average over a window.
    pub(super) fn rate(&self, window: Duration) -> String {
        let window_text = duration(window);
        match self {
            Self::Counters(selectors) => {
                let rates: Vec<String> = selectors.iter().map(|selector| format!("rate({selector}[{window_text}])")).collect();
                format!("sum({})", rates.join(" or "))
            }
            Self::Query(query) => format!("sum({})", promql::over(query, window)),
        }
    }

    /// What a query of the team counts: a plain selector, the rate of one, or anything over a window.
    fn read(text: &str) -> Option<Self> {
        let text = crate::render::escape::line(text);
        if !promql::is_query(&text) {
            return None;
        }
        let tokens = promql::tokens(&text)?;
        if let Some(selector) = Selector::read(strip(&tokens)) {
            return Some(Self::Counters(vec![selector]));
        }
        (!promql::windows(&text).is_empty()).then_some(Self::Query(text))
    }
}

/// A part of a query, with where it stands.
type Piece<'t> = (Token<'t>, std::ops::Range<usize>);

/// A selector without the `sum`, the `rate` and the range around it.
fn strip<'a, 't>(mut tokens: &'a [Piece<'t>]) -> &'a [Piece<'t>] {
    while let [(Token::Word("sum" | "rate" | "increase"), _), (Token::Symbol("("), _), inner @ .., (Token::Symbol(")"), _)]
    | [inner @ .., (Token::Range(_), _)] = tokens
    {
        tokens = inner;
    }
    tokens
}

impl Indicator {
    /// The indicator of an objective.
    pub(super) fn of(system: &System<'_>, stated: &Stated<'_>) -> Result<Self, Lack> {
        let said = stated.sli;
        let [good, total] =
            [said.and_then(|sli| sli.good.as_deref()), said.and_then(|sli| sli.total.as_deref())].map(|text| text.and_then(Events::read));
        if let (Some(good), Some(total)) = (good, total) {
            return Ok(Self { total, part: Part::Good(good), notes: Vec::new() });
        }
        let metric = said.and_then(|sli| sli.metric.as_deref());
        match (said, metric) {
            (Some(sli), Some(metric)) => Ok(Self::of_metric(stated, metric, sli)),
            _ if matches!(stated.measure, Measure::Freshness { .. }) => Err(Lack::Query),
            _ => Self::usual(system, stated),
        }
    }

    /// A metric of the plan's own: a counter of requests, or a histogram of times.
    fn of_metric(stated: &Stated<'_>, metric: &str, sli: &Sli) -> Self {
        let labels = sli.labels.iter().flat_map(|labels| labels.iter());
        let matchers = labels.map(|(label, value)| Matcher::new(&name(label), "=", value.as_str())).collect();
        let series = Selector { metric: translated(metric), matchers };
        let base = ["_bucket", "_count", "_sum"].iter().find_map(|suffix| series.metric.strip_suffix(suffix)).unwrap_or(&series.metric);
        let is_histogram = base != series.metric || ["_seconds", "_milliseconds", "_ms"].iter().any(|unit| base.ends_with(unit));
        let count = if is_histogram { series.of(&format!("{base}_count")) } else { series.clone() };
        let status = |operator| Matcher::new(STATUS, operator, FAILED);
        match stated.measure {
            Measure::Availability => Self {
                total: Events::Counters(vec![count.clone()]),
                part: Part::Bad(Events::Counters(vec![count.with(status("=~"))])),
                notes: if series.metric.starts_with(REQUESTS) { Vec::new() } else { vec![Note::StatusLabel(STATUS)] },
            },
            Measure::Latency { within, .. } | Measure::Freshness { within } => histogram(std::slice::from_ref(&series), base, within),
        }
    }

    /// The usual metric, of the requests that the endpoints of the journey answer, else of all that its first components answer.
    fn usual(system: &System<'_>, stated: &Stated<'_>) -> Result<Self, Lack> {
        let route = system.route(stated.journey).ok_or(Lack::Entry)?;
        let servers = servers(system, route)?;
        let mut notes = vec![Note::Assumed];
        let mut series: Vec<Selector> = servers.iter().flat_map(|server| endpoints(system, stated.journey, server)).collect();
        if series.is_empty() {
            let shares = |other: &&Route<'_>| {
                other.id != stated.journey && self::servers(system, other).is_ok_and(|of| of.iter().any(|id| servers.contains(id)))
            };
            let with = system.routes().iter().filter(shares).map(|other| other.id.to_owned()).collect();
            notes.push(Note::AllRequests { of: servers.iter().map(|id| (*id).to_owned()).collect(), with });
            series = servers.iter().map(|server| Selector { metric: REQUESTS.to_owned(), matchers: vec![job(server)] }).collect();
        }
        let count = format!("{REQUESTS}_count");
        let counted = |status: Option<&'static str>| {
            let of = |selector: &Selector| {
                let selector = selector.of(&count);
                status.map_or_else(|| selector.clone(), |operator| selector.clone().with(Matcher::new(STATUS, operator, FAILED)))
            };
            Events::Counters(series.iter().map(of).collect())
        };
        let mut indicator = match stated.measure {
            Measure::Availability => Self { total: counted(None), part: Part::Bad(counted(Some("=~"))), notes: Vec::new() },
            Measure::Latency { within, .. } | Measure::Freshness { within } => {
                let answered: Vec<Selector> =
                    series.iter().map(|selector| selector.clone().with(Matcher::new(STATUS, "!~", FAILED))).collect();
                histogram(&answered, REQUESTS, within)
            }
        };
        notes.append(&mut indicator.notes);
        Ok(Self { notes, ..indicator })
    }
}

/// The share of a histogram's events that are in the buckets up to a time.
fn histogram(series: &[Selector], base: &str, within: Duration) -> Indicator {
    let in_ms = ["_milliseconds", "_ms"].iter().any(|unit| base.ends_with(unit));
    let bound = Number(if in_ms { within.ms() } else { within.secs() }).to_string();
    // Clients write a whole bound as `2` or as `2.0`, and Prometheus 3 turns the one into the other.
    let is_whole = !bound.contains('.');
    let le = if is_whole { Matcher::new("le", "=~", format!("{bound}([.]0)?")) } else { Matcher::new("le", "=", bound.as_str()) };
    let good = series.iter().map(|selector| selector.of(&format!("{base}_bucket")).with(le.clone())).collect();
    let total = series.iter().map(|selector| selector.of(&format!("{base}_count"))).collect();
    Indicator { total: Events::Counters(total), part: Part::Bucket(Events::Counters(good)), notes: vec![Note::Bucket(bound)] }
}

/// The name of a metric in Prometheus: OpenTelemetry measures durations in seconds, and the unit is part of the name there.
fn translated(metric: &str) -> String {
    let translated = name(metric);
    if metric.contains('.') && translated.ends_with("_duration") { translated + "_seconds" } else { translated }
}

/// The components that answer the requests of a journey first.
fn servers<'p>(system: &System<'p>, route: &Route<'p>) -> Result<Vec<&'p str>, Lack> {
    let mut servers: Vec<NodeIndex> = Vec::new();
    for entry in &route.entries {
        if system.vertex(*entry).is_users() {
            servers.extend(route.from(*entry).iter().filter(|stretch| stretch.hop.is_some()).map(|stretch| stretch.to));
        } else {
            servers.push(*entry);
        }
    }
    if servers.is_empty() {
        return Err(Lack::Entry);
    }
    servers.retain(|at| {
        let kind = system.vertex(*at).component().map(|component| component.kind);
        matches!(kind, Some(None | Some(ComponentKind::Service | ComponentKind::Gateway)))
    });
    let mut ids: Vec<&str> = servers.into_iter().map(|at| system.vertex(at).id()).collect();
    ids.dedup();
    if ids.is_empty() { Err(Lack::Server) } else { Ok(ids) }
}

fn job(server: &str) -> Matcher {
    Matcher::new("job", "=", server)
}

/// The series of the endpoints of a component that a journey uses.
fn endpoints(system: &System<'_>, journey: &str, server: &str) -> Vec<Selector> {
    let of_server = system.plan.endpoints().filter(|(_, api, _, _)| api.component.as_ref().is_some_and(|id| id.as_str() == server));
    let of_journey = of_server.filter(|(_, _, _, endpoint)| endpoint.journey.as_ref().is_some_and(|id| id.as_str() == journey));
    let series = of_journey.filter_map(|(_, _, endpoint, _)| {
        let (method, route) = endpoint.trim().split_once(' ')?;
        let matchers = vec![
            job(server),
            Matcher::new("http_request_method", "=", method.to_ascii_uppercase()),
            Matcher::new("http_route", "=", route.trim()),
        ];
        Some(Selector { metric: REQUESTS.to_owned(), matchers })
    });
    series.collect()
}
