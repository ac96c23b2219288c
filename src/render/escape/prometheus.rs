//! Plain text in the languages of Prometheus: names, strings and durations of PromQL, and the templates of annotations.

use super::line;
use crate::plan::value::Duration;

/// The name of a metric or a label: what no name can hold becomes `_`, as OpenTelemetry's names do on their way into Prometheus.
pub fn name(text: &str) -> String {
    let name: String = text.trim().chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == ':' { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() { format!("_{name}") } else { name }
}

/// A string of PromQL, in its quotes.
pub fn string(text: &str) -> String {
    format!("\"{}\"", line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text for a label or an annotation of a rule, which Prometheus reads as a template of Go.
pub fn template(text: &str) -> String {
    line(text).replace("{{", r#"{{"{{"}}"#)
}

/// A duration of PromQL, in the largest unit that needs no fraction: `5m`, `36h`, `28d`. Less than a millisecond is one.
pub fn duration(duration: Duration) -> String {
    let ms = duration.ms().ceil().max(1.0);
    let units = [(86_400_000.0, "d"), (3_600_000.0, "h"), (60_000.0, "m"), (1_000.0, "s"), (1.0, "ms")];
    let (size, unit) = units.into_iter().find(|(size, _)| ms % size == 0.0).unwrap_or((1.0, "ms"));
    format!("{}{unit}", ms / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_what_names_can_hold() {
        for (text, expected) in
            [("http_requests_total", "http_requests_total"), ("http.route", "http_route"), ("5xx", "_5xx"), ("", "_"), ("a b{", "a_b_")]
        {
            assert_eq!(name(text), expected);
        }
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(string("a\"} or up{\\"), r#""a\"} or up{\\""#);
        assert_eq!(template("{{ $value }}"), r#"{{"{{"}} $value }}"#);
    }

    #[test]
    fn durations_have_one_unit() {
        for (text, expected) in
            [("5min", "5m"), ("1h", "1h"), ("36h", "36h"), ("30d", "30d"), ("90s", "90s"), ("1500ms", "1500ms"), ("10us", "1ms")]
        {
            assert_eq!(duration(text.parse().unwrap()), expected);
        }
    }
}
