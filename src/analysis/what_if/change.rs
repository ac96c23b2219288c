//! The words of a scenario.

use super::WhatIfError;
use std::fmt;
use std::str::FromStr;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `payments down`, `zone eu-a down`, `api -> payments down`: it does not work at all.
    Down(String),
    /// `payments slow x5`: it takes so many times as long.
    Slow(String, f64),
    /// `traffic x3`, `pay traffic x3`: so many times the requests, of one journey or of all.
    Traffic(Option<String>, f64),
    /// `redis cold`: no cache that it keeps answers anything.
    Cold(String),
    /// `api -> payments.timeout = 300ms`: a field has another value.
    Set(String, String),
}

const HINT: &str = "write what changes and how: `payments down`, `payments slow x5`, `zone eu-a down`, `traffic x3`, `pay traffic x3`, \
                    `redis cold`, `api -> payments.timeout = 300ms`";

impl FromStr for Change {
    type Err = WhatIfError;

    fn from_str(text: &str) -> Result<Self, WhatIfError> {
        let text = text.trim();
        let unclear = || WhatIfError::new(format!("`{text}` is no change"), HINT);
        if let Some((field, value)) = text.split_once(" = ").or_else(|| text.split_once('=')) {
            let (field, value) = (field.trim(), value.trim());
            return if field.is_empty() || value.is_empty() { Err(unclear()) } else { Ok(Self::Set(field.to_owned(), value.to_owned())) };
        }
        let (rest, last) = text.rsplit_once(char::is_whitespace).ok_or_else(unclear)?;
        let rest = rest.trim_end();
        match last {
            "down" => Ok(Self::Down(without(rest, &["zone", "region"]).to_owned())),
            "cold" => Ok(Self::Cold(rest.to_owned())),
            times => {
                let times = times.strip_prefix(['x', '×']).and_then(|times| times.parse::<f64>().ok());
                let times = times.filter(|times| times.is_finite() && *times > 0.0).ok_or_else(unclear)?;
                match rest.rsplit_once(char::is_whitespace) {
                    Some((what, "slow")) => Ok(Self::Slow(what.trim_end().to_owned(), times)),
                    Some((journey, "traffic")) => Ok(Self::Traffic(Some(journey.trim_end().to_owned()), times)),
                    None if rest == "traffic" => Ok(Self::Traffic(None, times)),
                    _ => Err(unclear()),
                }
            }
        }
    }
}

/// A name without the word for its kind before it.
fn without<'t>(name: &'t str, kinds: &[&str]) -> &'t str {
    let word = name.split_once(char::is_whitespace).filter(|(kind, _)| kinds.contains(kind));
    word.map_or(name, |(_, name)| name.trim_start())
}

/// As it is written.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Down(what) => write!(f, "{what} down"),
            Self::Slow(what, times) => write!(f, "{what} slow x{times}"),
            Self::Traffic(Some(journey), times) => write!(f, "{journey} traffic x{times}"),
            Self::Traffic(None, times) => write!(f, "traffic x{times}"),
            Self::Cold(what) => write!(f, "{what} cold"),
            Self::Set(field, value) => write!(f, "{field} = {value}"),
        }
    }
}
