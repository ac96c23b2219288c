//! Why a document could not be rendered.

use std::error::Error;
use std::fmt;
use thiserror::Error as ThisError;

/// A document could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum RenderError {
    /// There is no such kind of document.
    #[error("there is no document `{name}`{}", nearest.as_ref().map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default())]
    NoSuchKind {
        /// The name that was asked for.
        name: String,
        /// The kind with the nearest name.
        nearest: Option<String>,
    },
    /// A template can't be rendered.
    #[error("{0}")]
    Template(Box<TemplateError>),
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template, by its name below the folder of templates.
    pub template: String,
    /// The line, from 1; `None` where the error is not about one.
    pub line: Option<usize>,
    /// What is wrong there, with the expression that is undefined where that is it.
    pub message: String,
    /// The templates that included it, the nearest first, each with the line of the include.
    pub included_from: Vec<(String, Option<usize>)>,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |line: &Option<usize>| line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{}{}: {}", self.template, place(&self.line), self.message)?;
        for (template, line) in &self.included_from {
            write!(f, "\n  included from {template}{}", place(line))?;
        }
        Ok(())
    }
}

impl Error for TemplateError {}

/// The innermost error says what is wrong; those around it say how it was reached.
impl From<minijinja::Error> for RenderError {
    fn from(error: minijinja::Error) -> Self {
        let chain: Vec<&minijinja::Error> = std::iter::successors(Some(&error), |error| inner(error)).collect();
        let place = |error: &minijinja::Error| (error.name().unwrap_or("a template").to_owned(), error.line());
        let innermost = chain.last().copied().unwrap_or(&error);
        let (template, line) = place(innermost);
        let mut included_from: Vec<_> = chain.iter().rev().skip(1).map(|error| place(error)).collect();
        included_from.dedup();
        included_from.retain(|(name, at)| (name, at) != (&template, &line));
        Self::Template(Box::new(TemplateError { template, line, message: message(innermost), included_from }))
    }
}

fn inner(error: &minijinja::Error) -> Option<&minijinja::Error> {
    error.source().and_then(|source| source.downcast_ref())
}

/// What is wrong; of something undefined the engine says by itself what it was.
fn message(error: &minijinja::Error) -> String {
    match error.detail() {
        Some(detail) if error.kind() == minijinja::ErrorKind::UndefinedError => detail.to_owned(),
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}
