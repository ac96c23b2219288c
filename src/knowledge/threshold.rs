//! The numbers of a condition that a team may change in its plan, under `thresholds`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// A number that a condition compares with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its key in the plan's `thresholds`: `RE2.product`.
    pub id: String,
    /// Its default, as a plan would write it: `4`, `10%`, `180d`.
    #[serde(deserialize_with = "scalar")]
    pub value: String,
    /// What the number counts, in words that may follow it.
    pub unit: String,
    /// Where the default comes from; "our threshold" where it is our own choice.
    pub source: String,
}

/// A scalar as text, whether YAML takes it for a number or not.
fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Scalar;

    impl Visitor<'_> for Scalar {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number, a percentage or a duration")
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<String, E> {
            Ok(value.to_string())
        }

        fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
            Ok(value.to_owned())
        }
    }

    deserializer.deserialize_any(Scalar)
}
