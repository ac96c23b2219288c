//! Where one text says something else than another.

use super::edit::Data;
use super::path::{Path, Step};
use super::tree::{Kind, Node, Tree};

impl Tree {
    /// The first place that says something else than in the tree of an earlier text: the value that is another one, the entry or
    /// item that came, or the map or list that something was taken out of. Nothing where only order or layout differ.
    pub fn changed_since(&self, earlier: &Self) -> Option<Path> {
        let (mut path, mut old, mut new) = (Path::root(), &earlier.root, &self.root);
        while !same_data(old, new) {
            let (step, before) = match (&old.kind, &new.kind) {
                (Kind::Map { entries: before, .. }, Kind::Map { entries: after, .. }) => {
                    let came = after.iter().filter_map(|entry| entry.key.text()).find(|key| old.get(key).is_none());
                    let is_gone = before.iter().filter_map(|entry| entry.key.text()).any(|key| new.get(key).is_none());
                    let differs = |key: &&str| matches!((old.get(key), new.get(key)), (Some(old), Some(new)) if !same_data(old, new));
                    let key = match came {
                        None if is_gone => return Some(path),
                        None => after.iter().filter_map(|entry| entry.key.text()).find(differs)?,
                        Some(key) => key,
                    };
                    (Step::Key(key.into()), old.get(key))
                }
                (Kind::Seq { items: before, .. }, Kind::Seq { items: after, .. }) if before.len() <= after.len() => {
                    let at = after.iter().enumerate().position(|(at, item)| before.get(at).is_none_or(|old| !same_data(old, item)))?;
                    (Step::Index(at), before.get(at))
                }
                _ => return Some(path),
            };
            let after = new.child(&step);
            path = path.step(step);
            match before.zip(after) {
                Some((before, after)) => (old, new) = (before, after),
                None => return Some(path),
            }
        }
        None
    }
}

/// Whether two nodes say the same, whatever their layout and their comments.
fn same_data(one: &Node, other: &Node) -> bool {
    Data::of(one) == Data::of(other)
}

#[cfg(test)]
mod tests {
    use crate::document::{Limits, Tree};

    fn change(earlier: &str, later: &str) -> Option<String> {
        let tree = |text: &str| Tree::parse(text, &Limits::default()).unwrap().0;
        tree(later).changed_since(&tree(earlier)).map(|path| path.to_string())
    }

    #[test]
    fn the_place_of_a_change_is_what_came_or_what_holds_what_went() {
        let changed = |earlier: &str, later: &str| change(earlier, later).unwrap();
        assert_eq!(changed("m: {a: 1}", "m: {a: 2}"), "m.a");
        assert_eq!(changed("m: {a: 1}", "m: {a: 1, b: {c: 1}}"), "m.b");
        assert_eq!(changed("m: {a: 1, b: {c: 1}}", "m: {a: 1}"), "m");
        assert_eq!(changed("m: {a: 1}", "m: {b: 1}"), "m.b");
        assert_eq!(changed("l: [a, b]", "l: [a]"), "l");
        assert_eq!(changed("l: [a]", "l: [a, b]"), "l[1]");
        assert_eq!(changed("m: a", "m: [a]"), "m");
        assert_eq!(change("m: {a: 1, b: 2}", "m:\n  b: 2 # two\n  a: 1"), None);
    }
}
