//! What the reader makes of good and bad documents.

use super::*;
use crate::document::Source;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Three values, as the plan's facts have them.
#[derive(Debug, Default, PartialEq)]
enum Fact<T> {
    #[default]
    Unknown,
    Absent,
    Known(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fact<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Facts<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Facts<T> {
            type Value = Fact<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a fact")
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Fact::Absent)
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Fact::Unknown)
            }
            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
                T::deserialize(deserializer).map(Fact::Known)
            }
        }
        deserializer.deserialize_newtype_struct("$fact", Facts(PhantomData))
    }
}

/// A unit value, as the plan's durations are read.
#[derive(Debug, PartialEq)]
struct Millis(u64);

impl<'de> Deserialize<'de> for Millis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Millis;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as 800ms or 5s")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Millis, E> {
                let number = text.strip_suffix("ms").and_then(|digits| digits.parse().ok());
                number.map(Millis).ok_or_else(|| E::custom(format!("`{text}` is no duration\nwrite a unit after it, as in {text}ms")))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename = "$id")]
struct Id(String);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "$ref component")]
struct ComponentRef(String);

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename = "$list")]
struct Words(Vec<String>);

#[derive(Debug, PartialEq, Deserialize)]
struct Timeout {
    connect: Option<Millis>,
    #[serde(alias = "$main")]
    total: Option<Millis>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Instances {
    #[serde(alias = "$from")]
    min: Option<u32>,
    #[serde(alias = "$to")]
    max: Option<u32>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Spread {
    #[serde(alias = "$main")]
    typical: Option<u32>,
    #[serde(alias = "$from")]
    low: Option<u32>,
    #[serde(alias = "$to")]
    high: Option<u32>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Need {
    Hard,
    Soft,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Call {
    to: ComponentRef,
    #[serde(default)]
    timeout: Fact<Timeout>,
    need: Option<Need>,
    weight: Option<u32>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Service {
    name: Option<String>,
    #[serde(default)]
    calls: BTreeMap<Id, Call>,
    instances: Option<Instances>,
    spread: Option<Spread>,
    #[serde(default)]
    tags: Words,
    #[serde(default)]
    steps: Vec<u32>,
    critical: Option<bool>,
}

fn service(text: &str) -> Service {
    let reading: Reading<Service> = read(text);
    assert_eq!(reading.problems, [], "{text}");
    reading.value.expect("a value")
}

fn report(text: &str) -> String {
    Source::new("service.yaml", text).report(&read::<Service>(text).problems)
}

#[test]
fn an_empty_text_is_an_empty_map() {
    for text in ["", "# nothing yet\n", "---\n", "{}", "\u{feff}"] {
        assert_eq!(service(text).name, None, "{text:?}");
    }
}

#[test]
fn a_text_stays_as_it_was_written() {
    for (written, read) in [("1.10", "1.10"), ("yes", "yes"), ("'none'", "none"), ("0x1F", "0x1F")] {
        assert_eq!(service(&format!("name: {written}")).name.as_deref(), Some(read));
    }
}

#[test]
fn a_fact_has_three_values() {
    let timeout = |written: &str| {
        let text = format!("calls: {{pay: {{to: bank, timeout: {written}}}}}");
        service(&text).calls.into_values().next().expect("the call").timeout
    };
    let known = |connect, total| Fact::Known(Timeout { connect, total });
    assert_eq!(timeout(""), Fact::Unknown);
    assert_eq!(timeout("~"), Fact::Unknown);
    assert_eq!(timeout("none"), Fact::Absent);
    assert_eq!(timeout("{}"), known(None, None));
    assert_eq!(timeout("{connect: 5ms}"), known(Some(Millis(5)), None));
    assert_eq!(timeout("800ms"), known(None, Some(Millis(800))));
}

#[test]
fn a_range_stands_for_its_two_ends() {
    let instances = |written: &str| service(&format!("instances: {written}")).instances;
    let expected = |min, max| Some(Instances { min, max });
    assert_eq!(instances("3..12"), expected(Some(3), Some(12)));
    assert_eq!(instances("3 .. 12"), expected(Some(3), Some(12)));
    assert_eq!(instances("3.."), expected(Some(3), None));
    assert_eq!(instances("3"), expected(Some(3), Some(3)));
    assert_eq!(instances("{max: 4}"), expected(None, Some(4)));
}

#[test]
fn a_range_and_a_main_field_are_told_apart_by_the_dots() {
    let spread = |written: &str| service(&format!("spread: {written}")).spread;
    let expected = |typical, low, high| Some(Spread { typical, low, high });
    assert_eq!(spread("2"), expected(Some(2), None, None));
    assert_eq!(spread("2..5"), expected(None, Some(2), Some(5)));
}

#[test]
fn one_word_stands_for_a_list_of_one() {
    let words = |written: &str| service(&format!("tags: {written}")).tags.0;
    assert_eq!(words("eu"), ["eu"]);
    assert_eq!(words("[eu, us]"), ["eu", "us"]);
    assert_eq!(words("[]"), [""; 0]);
}

#[test]
fn names_are_mentioned_with_their_paths() {
    let text = "calls:\n  pay:\n    to: bank\n  ask: {to: 'the desk', timeout: soon}\n";
    let reading = read::<Service>(text);
    let told = |m: &Mention| format!("{} `{}` at {} ({})", m.kind, m.text, m.path(&reading.tree), m.span.slice(text));
    let mentions: Vec<String> = reading.mentions.iter().map(told).collect();
    assert_eq!(
        mentions,
        [
            "id `pay` at calls.pay (pay)",
            "component `bank` at calls.pay.to (bank)",
            "id `ask` at calls.ask (ask)",
            "component `the desk` at calls.ask.to ('the desk')",
        ]
    );
}

#[test]
fn what_can_be_read_is_read() {
    let text = "name: shop\ncalls:\n  pay: {to: bank, timeout: 5, need: hrad}\n  ask: {need: soft}\ncritical: yes\nsteps: [1, two, 3]\n";
    let reading: Reading<Service> = read(text);
    let service = reading.value.expect("a partial value");
    assert_eq!(service.name.as_deref(), Some("shop"));
    assert_eq!(service.steps, [1, 3]);
    assert_eq!(service.calls.len(), 1, "the call that lacks its target is left out");
    assert_eq!(reading.problems.len(), 5);
}

#[test]
fn every_mistake_is_told_at_once() {
    insta::assert_snapshot!(report(
        "\
name: [shop]
calls:
  pay: {to: bank, timeout: 5, ned: hard}
  ask: {tp: desk, need: hrad}
  tell:
    need: soft
    weight: heavy
    weight: 3
instances: 3..many
spread: {low: '2'}
critical: yes
steps: 7
tags: {a: b}
colour: \"\\e[31m\"
"
    ));
}

#[test]
fn what_yaml_allows_and_the_format_does_not_is_told() {
    insta::assert_snapshot!(report(
        "\
name: &n shop
calls:
  pay: {to: *n}
  ask: {to: !!str desk}
  [a, b]: {to: desk}
---
name: two
"
    ));
}

#[test]
fn a_missing_field_is_not_told_twice() {
    let reading: Reading<Service> = read("calls: {pay: {tp: bank}, ask: {to: [desk]}}");
    let messages: Vec<&str> = reading.problems.iter().map(|p| p.message.as_str()).collect();
    assert_eq!(messages, ["unknown key `tp`", "expected text, found a list"]);
}

#[test]
fn too_many_mistakes_end_the_reading() {
    let items = vec!["x"; 1000].join(", ");
    let reading: Reading<Service> = read(&format!("steps: [{items}]"));
    assert!(reading.value.is_none());
    assert_eq!(reading.problems.len(), ROUNDS + 1);
    let report = Source::new("s.yaml", "").report(&reading.problems);
    assert!(report.ends_with("… and 101 more problems in s.yaml\n\n"), "{report}");
}

#[test]
fn a_root_of_another_kind_gives_no_value() {
    insta::assert_snapshot!(report("- a\n- b\n"));
    assert!(read::<Service>("- a").value.is_none());
}

#[test]
fn custom_errors_without_a_place_are_told_of_the_innermost_node() {
    #[derive(Debug, PartialEq, Eq)]
    struct Never(u8);
    impl<'de> Deserialize<'de> for Never {
        fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Err(D::Error::custom("no"))
        }
    }
    let reading: Reading<BTreeMap<String, Never>> = read("a: 1\nb: {c: 2}\n");
    let spans: Vec<_> = reading.problems.iter().map(|p| p.span.start).collect();
    // Nothing inside the values was asked, so the map itself is what could not be read.
    assert_eq!(spans, [0]);
}
