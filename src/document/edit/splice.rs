//! Changes of a text, and how to take them back.

use std::ops::Range;

/// One replaced stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that are replaced, in the text before.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// Stretches that are replaced at once, in the order of the text, none touching another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change(Vec<Splice>);

impl Change {
    pub(super) fn one(range: Range<usize>, text: impl Into<String>) -> Self {
        Self(vec![Splice { range, text: text.into() }])
    }

    /// The change that makes one text into another: the stretch between what both begin and end with.
    pub fn between(before: &str, after: &str) -> Self {
        let start: usize = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let rests = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end: usize = rests.0.chars().rev().zip(rests.1.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
        let text = rests.1.get(..rests.1.len() - end).unwrap_or_default();
        Self::one(start..before.len() - end, text)
    }

    /// Several splices; nothing if two of them overlap.
    pub(super) fn of(mut splices: Vec<Splice>) -> Option<Self> {
        splices.sort_by_key(|splice| splice.range.start);
        let apart = splices.windows(2).all(|pair| match pair {
            [a, b] => a.range.end <= b.range.start,
            _ => true,
        });
        apart.then_some(Self(splices))
    }

    /// The replaced stretches, in the order of the text.
    pub fn splices(&self) -> &[Splice] {
        &self.0
    }

    /// The text after the change. A stretch that does not fit the text is left as it is.
    #[must_use]
    pub fn applied_to(&self, text: &str) -> String {
        let added: usize = self.0.iter().map(|splice| splice.text.len()).sum();
        let mut result = String::with_capacity(text.len() + added);
        let mut kept = 0;
        for Splice { range, text: new } in &self.0 {
            if let Some(before) = text.get(kept..range.start) {
                result.push_str(before);
                result.push_str(new);
                kept = range.end;
            }
        }
        result.push_str(text.get(kept..).unwrap_or_default());
        result
    }

    /// The change that takes this one back, for the text after it; `text` is the one before.
    #[must_use]
    pub fn inverse(&self, text: &str) -> Self {
        let mut grown = 0;
        let mut shrunk = 0;
        let back = |Splice { range, text: new }: &Splice| {
            let start = range.start + grown - shrunk;
            grown += new.len();
            shrunk += range.len();
            Splice { range: start..start + new.len(), text: text.get(range.clone()).unwrap_or_default().to_owned() }
        };
        Self(self.0.iter().map(back).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_and_its_inverse() {
        let text = "abc def ghi";
        let splice = |range, text: &str| Splice { range, text: text.to_owned() };
        let change = Change::of(vec![splice(8..11, ""), splice(0..3, "longer"), splice(4..4, "new ")]).expect("apart");
        let after = change.applied_to(text);
        assert_eq!(after, "longer new def ");
        assert_eq!(change.inverse(text).applied_to(&after), text);
    }

    #[test]
    fn the_change_between_two_texts() {
        for (before, after) in [("", ""), ("", "a"), ("aa", "a"), ("a: é", "a: è"), ("same", "same"), ("aba", "ababa")] {
            let change = Change::between(before, after);
            assert_eq!(change.applied_to(before), after);
            assert_eq!(change.inverse(before).applied_to(after), before);
        }
    }

    #[test]
    fn splices_must_not_overlap() {
        let splice = |range| Splice { range, text: String::new() };
        assert_eq!(Change::of(vec![splice(0..3), splice(2..4)]), None);
    }
}
