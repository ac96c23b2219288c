//! The language guidance for TypeScript, from `checklists/typescript.yaml`.

use crate::document;
use crate::plan::value::Date;
use serde::Deserialize;
use std::sync::OnceLock;

/// The guide that is part of this program, read at the first call.
///
/// A test reads it without a problem, so it is never empty in a release.
pub fn typescript() -> &'static LanguageGuide {
    static GUIDE: OnceLock<LanguageGuide> = OnceLock::new();
    GUIDE.get_or_init(|| document::read(GUIDE_TEXT).value.unwrap_or_default())
}

pub(super) const GUIDE_TEXT: &str = include_str!("../../checklists/typescript.yaml");

/// The defaults of a language.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct LanguageGuide {
    /// Its name.
    pub title: String,
    /// The day on which the versions were read.
    pub date: Option<Date>,
    /// What a new plan says of its stack.
    pub stack: GuideStack,
    /// What it is about.
    pub words: String,
    /// What to take for each job.
    pub jobs: Vec<Job>,
    /// The flags of the compiler.
    pub compiler: Vec<Flag>,
    /// Flags that are better left off.
    pub avoid: Vec<Flag>,
}

/// The stack as a plan writes it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GuideStack {
    /// The language.
    pub language: String,
    /// The runtimes, the main one first.
    pub runtimes: Vec<String>,
}

/// Something that every service needs, and what does it.
#[derive(Debug, Clone, Deserialize)]
pub struct Job {
    /// What is to be done.
    pub job: String,
    /// What the runtimes bring for it.
    #[serde(default)]
    pub built_in: Vec<String>,
    /// The packages for it.
    #[serde(default)]
    pub packages: Vec<Package>,
    /// What to take instead, and when.
    #[serde(default)]
    pub instead: Vec<Package>,
    /// Why these.
    pub why: String,
}

/// A package of the npm registry.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The newest version.
    pub version: String,
    /// The newest that still accepts Node 20, where the newest does not.
    pub node20: Option<String>,
    /// When it is the better one.
    pub when: Option<String>,
}

/// A flag of the compiler.
#[derive(Debug, Clone, Deserialize)]
pub struct Flag {
    /// Its name in `compilerOptions`.
    pub flag: String,
    /// What it is set to: `true`, `false` or a word.
    pub value: Option<String>,
    /// Why.
    pub why: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_is_read_without_a_mistake() {
        let reading = document::read::<LanguageGuide>(GUIDE_TEXT);
        assert_eq!(document::Source::new("typescript.yaml", GUIDE_TEXT).report(&reading.problems), "");
        assert!(typescript().jobs.iter().all(|job| !job.packages.is_empty() || !job.built_in.is_empty()));
    }

    /// What a new plan proposes is what the guide says.
    #[test]
    fn the_starters_propose_the_stack_of_the_guide() {
        let stack = &typescript().stack;
        let line = format!("# stack: {{language: {}, runtimes: [{}]}}", stack.language, stack.runtimes.join(", "));
        assert!(include_str!("../../templates/starters/service.yaml").contains(&line), "{line}");
    }
}
