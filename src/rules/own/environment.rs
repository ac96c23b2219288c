//! The language of a team's expressions: no file, no clock, no endless loop.

use super::facts::{Unknown, number};
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

/// Steps that one expression may take: a thousand times what a long one needs.
const FUEL: u64 = 100_000;

/// The environment of expressions and messages.
///
/// A part of what is `none` is none too, so `call.timeout.total` can be read where `timeout: none`. Names are checked before.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_fuel(Some(FUEL));
    environment.add_test("known", |value: &Value| is_known(value));
    environment.add_test("unknown", |value: &Value| !is_known(value));
    environment.add_test("none", |value: &Value| value.is_none() || value.is_undefined());
    environment.add_filter("default", |value: &Value, instead: Value| if is_known(value) { value.clone() } else { instead });
    environment.add_function("duration", |text: &str| read("duration", text));
    environment.add_function("rate", |text: &str| read("rate", text));
    environment.add_function("percent", |text: &str| read("percent", text));
    environment.add_function("size", |text: &str| read("bytes", text));
    environment
}

fn is_known(value: &Value) -> bool {
    match value.downcast_object_ref::<Unknown>() {
        Some(unknown) => {
            unknown.forgive();
            false
        }
        None => true,
    }
}

fn read(kind: &str, text: &str) -> Result<Value, Error> {
    number(kind, text).ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is no {kind}")))
}
