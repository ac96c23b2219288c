//! Why a document could not be rendered.

mod suggest;

use super::Templates;
use minijinja::Value;
use std::error::Error;
use std::fmt;
use suggest::suggest;
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
    /// The line itself; empty where the error is not about one.
    pub source: String,
    /// What there is in place of what is undefined, in lines of their own.
    pub suggestion: String,
    /// The templates that included it, the nearest first, each with the line of the include.
    pub included_from: Vec<(String, Option<usize>)>,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |line: &Option<usize>| line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{}{}: {}", self.template, place(&self.line), self.message)?;
        if let Some(line) = self.line.filter(|_| !self.source.is_empty()) {
            write!(f, "\n  {line} | {}", self.source)?;
        }
        f.write_str(&self.suggestion)?;
        for (template, line) in &self.included_from {
            write!(f, "\n  included from {template}{}", place(line))?;
        }
        Ok(())
    }
}

impl Error for TemplateError {}

impl RenderError {
    /// The innermost error says what is wrong; those around it say how it was reached.
    pub(super) fn of(error: &minijinja::Error, templates: &Templates, context: &Value) -> Self {
        let chain: Vec<&minijinja::Error> = std::iter::successors(Some(error), |error| inner(error)).collect();
        let place = |error: &minijinja::Error| (error.name().unwrap_or("a template").to_owned(), error.line());
        let innermost = chain.last().copied().unwrap_or(error);
        let (template, line) = place(innermost);
        let mut included_from: Vec<_> = chain.iter().rev().skip(1).map(|error| place(error)).collect();
        included_from.dedup();
        included_from.retain(|(name, at)| (name, at) != (&template, &line));
        let text = templates.get(&template).unwrap_or_default();
        let source = line.and_then(|line| text.lines().nth(line.checked_sub(1)?)).unwrap_or_default().trim().to_owned();
        let message = message(innermost);
        let above: Vec<&str> = [(&template, line)]
            .into_iter()
            .chain(included_from.iter().map(|(name, line)| (name, *line)))
            .map(|(name, line)| until(templates.get(name).unwrap_or_default(), line))
            .collect();
        let undefined = message.strip_prefix('`').and_then(|rest| rest.strip_suffix("` is undefined"));
        let suggestion = undefined.and_then(|undefined| suggest(undefined, &above, context));
        let suggestion = suggestion.map(|suggestion| suggestion.to_string()).unwrap_or_default();
        Self::Template(Box::new(TemplateError { template, line, message, source, suggestion, included_from }))
    }
}

/// A text up to the end of a line.
fn until(text: &str, line: Option<usize>) -> &str {
    let ends = text.match_indices('\n').map(|(at, _)| at);
    let end = line.and_then(|line| ends.into_iter().nth(line.checked_sub(1)?)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
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
