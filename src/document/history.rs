//! Undo and redo without end.

use super::edit::Change;

/// What was done to a text, and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// Changes that lead from a text to the one before or after it, in the order to make them.
#[derive(Clone, Debug, Default)]
pub(super) struct Step(pub Vec<Change>);

impl Step {
    /// The text after the step, and the step back.
    pub(super) fn applied_to(&self, text: &str) -> (String, Self) {
        let mut text = text.to_owned();
        let mut back = Vec::with_capacity(self.0.len());
        for change in &self.0 {
            back.push(change.inverse(&text));
            text = change.applied_to(&text);
        }
        back.reverse();
        (text, Self(back))
    }

    /// Where the last of its changes begins, in the text after it.
    pub(super) fn start(&self) -> Option<usize> {
        self.0.last()?.splices().first().map(|splice| splice.range.start)
    }
}

impl History {
    /// Notes the way back from something new. What was undone can't be redone any more.
    pub(super) fn push(&mut self, back: Step) {
        self.done.push(back);
        self.undone.clear();
    }

    /// Takes the last step back; nothing if there is none.
    pub(super) fn undo(&mut self, text: &str) -> Option<(String, Step)> {
        let step = self.done.pop()?;
        let (text, forth) = step.applied_to(text);
        self.undone.push(forth);
        Some((text, step))
    }

    /// Makes the step again that was taken back last; nothing if there is none.
    pub(super) fn redo(&mut self, text: &str) -> Option<(String, Step)> {
        let step = self.undone.pop()?;
        let (text, back) = step.applied_to(text);
        self.done.push(back);
        Some((text, step))
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}
