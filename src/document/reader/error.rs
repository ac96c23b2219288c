//! The error of one attempt to read.

use super::super::tree::NodeId;
use super::wording;
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// Why a node could not be read.
#[derive(Debug)]
pub(super) struct Error {
    /// The innermost node that could not be read; set on the way out.
    pub node: Option<NodeId>,
    pub cause: Cause,
}

#[derive(Debug)]
pub(super) enum Cause {
    /// A message, and advice after a line feed if there is any.
    Message(String),
    /// A map lacks a field that it must have.
    Missing(&'static str),
}

impl Error {
    pub(super) fn message(message: String) -> Self {
        Self { node: None, cause: Cause::Message(message) }
    }

    /// The same error, told of `node` unless it is told of a node inside it already.
    pub(super) fn within(mut self, node: NodeId) -> Self {
        self.node.get_or_insert(node);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Message(message) => f.write_str(message),
            Cause::Missing(field) => write!(f, "missing `{field}`"),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::message(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::message(wording::mismatch(expected, &wording::unexpected(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::message(wording::mismatch(expected, &format!("{length} of them")))
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::message(wording::not_one_of(variant, expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self { node: None, cause: Cause::Missing(field) }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::message(format!("`{field}` is said twice, under two names"))
    }
}
