//! Whether a text reads as a value, by the name that the schema gives the type of value.

use super::{
    Bytes, Count, Date, Duration, Factor, Growth, InFlight, Misread, Money, Number, Percent, Proportion, Rate, Share, Size, Stage,
    ThresholdValue, Time,
};
use crate::plan::map::Shards;
use crate::plan::reference::Library;
use std::str::FromStr;

/// Reads the text and drops the value.
type Try = fn(&str) -> Option<Misread>;

fn try_as<T: FromStr<Err = Misread>>(text: &str) -> Option<Misread> {
    text.parse::<T>().err()
}

fn only_none(text: &str) -> Option<Misread> {
    (text != "none").then(|| Misread::new(format!("`{text}` does not stand here"), "the only word that fits is `none`"))
}

/// Each `x-type` of the schema with its reader.
const READERS: [(&str, Try); 20] = [
    ("bytes", try_as::<Bytes>),
    ("count", try_as::<Count>),
    ("date", try_as::<Date>),
    ("duration", try_as::<Duration>),
    ("factor", try_as::<Factor>),
    ("growth", try_as::<Growth>),
    ("in-flight", try_as::<InFlight>),
    ("library", try_as::<Library>),
    ("money", try_as::<Money>),
    ("no-calls", only_none),
    ("number", try_as::<Number>),
    ("percent", try_as::<Percent>),
    ("proportion", try_as::<Proportion>),
    ("rate", try_as::<Rate>),
    ("shards", try_as::<Shards>),
    ("share", try_as::<Share>),
    ("size", try_as::<Size>),
    ("stage", try_as::<Stage>),
    ("threshold", try_as::<ThresholdValue>),
    ("time", try_as::<Time>),
];

/// Why `text` is no value of the type that the schema names `name`; nothing where it is one, or where there is no such type.
pub fn misread(name: &str, text: &str) -> Option<Misread> {
    let (_, read) = READERS.iter().find(|(reader, _)| *reader == name)?;
    read(text)
}

#[cfg(test)]
mod tests {
    use super::{READERS, misread};
    use crate::plan::schema::schema;
    use serde_json::Value;

    #[test]
    fn every_type_of_the_schema_has_a_reader() {
        let mut open = vec![schema()];
        while let Some(value) = open.pop() {
            if let Some(name) = value.get("x-type").and_then(Value::as_str) {
                assert!(READERS.iter().any(|(reader, _)| *reader == name), "no reader for {name}");
            }
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(object) => open.extend(object.values()),
                _ => {}
            }
        }
    }

    #[test]
    fn says_what_is_wrong_and_what_fits() {
        assert_eq!(misread("duration", "800ms"), None);
        let reason = misread("duration", "800").unwrap();
        assert_eq!(reason.message, "`800` has no unit");
        assert!(reason.hint.contains("800ms"));
        assert!(misread("date", "tomorrow").is_some());
    }
}
