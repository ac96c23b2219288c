//! What if something were down, slow, lost or set otherwise: a scenario is a small change of the plan, and everything is
//! computed again.

mod apply;
mod change;
mod setting;
#[cfg(test)]
mod tests;

pub use change::Change;
pub use setting::with_settings;

use crate::plan::Plan;

/// A change that can't be made in a plan: what it says, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct WhatIfError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl WhatIfError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }
}

/// The plan of a text with all changes made, in their order: what is set first, for the rest works on what is set.
///
/// # Errors
/// A change names what the plan does not have, or a setting does not fit its field.
pub fn changed(text: &str, changes: &[Change]) -> Result<Plan, WhatIfError> {
    let mut plan = with_settings(text, changes)?;
    for change in changes {
        apply::apply(&mut plan, change)?;
    }
    Ok(plan)
}
