//! `groundplan schema`: the JSON Schema of the plan.

use super::{Answer, json};
use crate::plan::schema::schema;

pub fn run() -> Answer {
    Answer::fine(json::text(schema()))
}
