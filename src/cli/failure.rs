//! Why a command could not be done, and how it is told.

use super::{Exit, paint, screen};
use crate::document::{DiskError, Problem, Source, printable};
use thiserror::Error;

/// A command could not be done.
#[derive(Debug, Error)]
pub enum Failure {
    /// Something was asked for that can't be.
    #[error("{message}")]
    Usage {
        /// What is wrong, in one line without a full stop.
        message: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// The plan has mistakes; it is not judged.
    #[error("{summary}")]
    Unsound {
        /// Every mistake with its place, in colours.
        report: String,
        /// How many there are.
        summary: String,
    },
}

impl Failure {
    /// Something that can't be done.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: None }
    }

    /// The same with advice.
    pub fn hint(mut self, advice: impl Into<String>) -> Self {
        if let Self::Usage { hint, .. } = &mut self {
            *hint = Some(advice.into());
        }
        self
    }

    /// A plan with mistakes.
    pub fn unsound(source: &Source, problems: &[Problem]) -> Self {
        let summary = format!("{} has {}, so nothing was judged", source.name(), mistakes(problems.len()));
        Self::Unsound { report: source.report_coloured(problems), summary }
    }

    /// A team's checklists with mistakes.
    pub fn unsound_files(files: &[(Source, Vec<Problem>)]) -> Self {
        let report = files.iter().map(|(source, problems)| source.report_coloured(problems)).collect();
        let count = files.iter().map(|(_, problems)| problems.len()).sum();
        Self::Unsound { report, summary: format!("the team's checklists have {}, so nothing was judged", mistakes(count)) }
    }
}

fn mistakes(count: usize) -> String {
    if count == 1 { "a mistake".to_owned() } else { format!("{count} mistakes") }
}

/// Tells an error on standard error.
pub fn tell(error: &anyhow::Error) -> Exit {
    if let Some(Failure::Unsound { report, .. }) = error.downcast_ref() {
        screen::complain(report);
    }
    let hint = match error.downcast_ref::<Failure>() {
        Some(Failure::Usage { hint, .. }) => hint.as_deref(),
        Some(Failure::Unsound { .. }) => None,
        None => error.downcast_ref().and_then(DiskError::hint),
    };
    // An error may quote a plan or an argument; its lines are kept, its control characters are not.
    let message: Vec<_> = format!("{error:#}").lines().map(|line| printable(line).into_owned()).collect();
    screen::complain(&format!("{} {}\n", paint::error("error:"), message.join("\n")));
    if let Some(hint) = hint {
        screen::complain(&format!("  {} {}\n", paint::label("hint:"), printable(hint)));
    }
    Exit::Unusable
}
