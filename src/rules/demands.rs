//! Conditions that want several things of one subject.

use super::finding::Because;
use super::ruling::{Ruling, Violation};
use super::subject::SubjectRef;
use crate::document::Path;
use crate::plan::value::Fact;

/// What a condition wants of one subject, thing by thing: violated where one is known to lack, unknown where none is but
/// one is not stated, else it holds.
#[derive(Debug, Default)]
pub struct Demands {
    lacking: Vec<Because>,
    open: Option<Path>,
}

impl Demands {
    /// Wants a thing: `met` says whether it is there (`None`: not stated), `path` where the plan says so, `lack` what is
    /// said where it lacks.
    #[must_use]
    pub fn want(mut self, met: Option<bool>, path: Path, lack: impl Into<String>) -> Self {
        match met {
            Some(true) => {}
            Some(false) => self.lacking.push(Because { path, text: lack.into() }),
            None => {
                self.open.get_or_insert(path);
            }
        }
        self
    }

    /// Wants a fact to be there, whatever it is: declared none is a lack.
    #[must_use]
    pub fn want_some<T>(self, fact: &Fact<T>, path: Path, lack: impl Into<String>) -> Self {
        self.want(fact.is_there(), path, lack)
    }

    /// Whether nothing is known to lack.
    pub fn lacks_nothing(&self) -> bool {
        self.lacking.is_empty()
    }

    /// The answer. `say` gets what lacks, joined by commas and `and`; the finding begins at the first of it and rests on all.
    pub fn ruling(self, subject: SubjectRef, say: impl FnOnce(&str) -> String) -> Ruling {
        let Some(first) = self.lacking.first() else {
            return match self.open {
                Some(path) => Ruling::unknown(subject, path),
                None => Ruling::holds(subject),
            };
        };
        let texts: Vec<&str> = self.lacking.iter().map(|because| because.text.as_str()).collect();
        let mut violation = Violation::new(say(&joined(&texts)), first.path.clone());
        violation.because = self.lacking;
        Ruling::violated(subject, violation)
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn joined(parts: &[&str]) -> String {
    listed(parts, "and")
}

/// The same with another word before the last.
pub(super) fn listed(parts: &[&str], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Verdict;

    fn answer(facts: &[Option<bool>]) -> Verdict {
        let demands = facts
            .iter()
            .enumerate()
            .fold(Demands::default(), |demands, (index, met)| demands.want(*met, Path::root().index(index), format!("no {index}")));
        demands.ruling(SubjectRef::system(), str::to_owned).verdict
    }

    #[test]
    fn one_lack_outweighs_what_is_not_stated() {
        assert!(matches!(answer(&[Some(true), Some(true)]), Verdict::Holds));
        assert!(matches!(answer(&[Some(true), None, None]), Verdict::Unknown(path) if path == Path::root().index(1)));
        let answer = answer(&[None, Some(false), Some(true), Some(false)]);
        assert!(matches!(answer, Verdict::Violated(found) if found.message == "no 1 and no 3" && found.path == Path::root().index(1)));
    }
}
