//! A place of the plan while it is looked at. Its path is made only where there is something to tell.

use crate::document::{Path, Step};

/// A step down from another place.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    before: Option<&'a At<'a>>,
    step: Here<'a>,
}

#[derive(Clone, Copy)]
enum Here<'a> {
    /// Several keys at once, from the root.
    Section(&'a [&'a str]),
    Key(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// A place by its keys from the root.
    pub(super) fn section(keys: &'a [&'a str]) -> Self {
        Self { before: None, step: Here::Section(keys) }
    }

    /// One step further, into the entry with this key.
    pub(super) fn key<'b>(&'b self, key: &'b str) -> At<'b>
    where
        'a: 'b,
    {
        At { before: Some(self), step: Here::Key(key) }
    }

    /// One step further, into the item at this position.
    pub(super) fn item<'b>(&'b self, index: usize) -> At<'b>
    where
        'a: 'b,
    {
        At { before: Some(self), step: Here::Item(index) }
    }

    /// The path to it.
    pub(super) fn path(&self) -> Path {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(here) = at {
            match here.step {
                Here::Section(keys) => steps.extend(keys.iter().rev().map(|key| Step::Key((*key).into()))),
                Here::Key(key) => steps.push(Step::Key(key.into())),
                Here::Item(index) => steps.push(Step::Index(index)),
            }
            at = here.before;
        }
        steps.into_iter().rev().fold(Path::root(), Path::step)
    }
}
