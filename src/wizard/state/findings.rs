//! The findings of a judgement by the places that they are about.

use crate::Study;
use crate::document::Path;
use std::collections::BTreeMap;

/// Which findings are about which place.
#[derive(Debug, Default)]
pub struct FindingIndex {
    by_path: BTreeMap<Path, Vec<usize>>,
    questions: BTreeMap<Path, usize>,
}

impl FindingIndex {
    /// The index of a judgement.
    pub fn new(study: &Study) -> Self {
        let mut index = Self::default();
        for (at, finding) in study.judgement().findings.iter().enumerate() {
            index.by_path.entry(finding.path.clone()).or_default().push(at);
        }
        for question in &study.judgement().questions {
            *index.questions.entry(question.path.clone()).or_default() += 1;
        }
        index
    }

    /// The positions of the findings about a place and all that is below it, worst first.
    pub fn below(&self, path: &Path) -> Vec<usize> {
        // Paths are ordered by their steps, so what lies below a path follows it.
        let found = self.by_path.range(path.clone()..).take_while(|(at, _)| at.starts_with(path));
        let mut all: Vec<usize> = found.flat_map(|(_, findings)| findings.iter().copied()).collect();
        all.sort_unstable();
        all
    }

    /// How many questions are open about a place and all that is below it.
    pub fn questions_below(&self, path: &Path) -> usize {
        self.questions.range(path.clone()..).take_while(|(at, _)| at.starts_with(path)).map(|(_, count)| count).sum()
    }
}
