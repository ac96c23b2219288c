//! What a template could have meant by a name that is not there.
//!
//! The engine says what is undefined, not what there is. So the names of a template are followed here as far as its text shows
//! them: through the context, and through the loops and assignments above the line.

use crate::document::nearest;
use minijinja::value::{Value, ValueKind};

/// Names that lead on to others at most: a loop over a part of a loop over a part …
const DEPTH: usize = 8;

/// As many names as are read.
const SHOWN: usize = 24;

/// The names that there are at a place, and the one that is most like what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// What was looked into: `plan`; empty for the names at the top.
    pub inside: String,
    pub names: Vec<String>,
    pub nearest: Option<String>,
}

/// Looks for what an undefined expression could have meant.
///
/// `texts` are the template up to the line of the error, and those that include it up to the line of the include.
pub(super) fn suggest(undefined: &str, texts: &[&str], context: &Value) -> Option<Suggestion> {
    let (inside, last) = undefined.rsplit_once('.').unwrap_or(("", undefined));
    let names = if inside.is_empty() {
        names(context).into_iter().chain(locals(texts)).collect()
    } else {
        names(&follow(inside, texts, context, DEPTH)?)
    };
    let known = nearest(last, names.iter().map(String::as_str)).map(str::to_owned);
    (!names.is_empty()).then(|| Suggestion { inside: inside.to_owned(), nearest: known, names })
}

impl std::fmt::Display for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let inside = if self.inside.is_empty() { String::new() } else { format!(" in `{}`", self.inside) };
        if let Some(nearest) = &self.nearest {
            let dot = if self.inside.is_empty() { "" } else { "." };
            write!(f, "\n  did you mean `{}{dot}{nearest}`?", self.inside)?;
        }
        let shown: Vec<&str> = self.names.iter().take(SHOWN).map(String::as_str).collect();
        let rest = if self.names.len() > SHOWN { format!(" and {} more", self.names.len() - SHOWN) } else { String::new() };
        write!(f, "\n  there is{inside}: {}{rest}", shown.join(", "))
    }
}

/// The names of a map.
fn names(value: &Value) -> Vec<String> {
    if value.kind() != ValueKind::Map {
        return Vec::new();
    }
    value.try_iter().map(|keys| keys.filter_map(|key| key.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// The value of an expression such as `stack.modes`, as far as it can be told.
fn follow(expression: &str, texts: &[&str], context: &Value, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let mut parts = expression.split('.');
    let first = parts.next()?;
    let found = context.get_attr(first).ok().filter(|value| !value.is_undefined());
    let mut value = match found {
        Some(value) => value,
        None => local(first, texts, context, depth)?,
    };
    for part in parts {
        value = value.get_attr(part).ok().filter(|value| !value.is_undefined())?;
    }
    Some(value)
}

/// What a loop or an assignment calls by this name: of a list its first item.
fn local(name: &str, texts: &[&str], context: &Value, depth: usize) -> Option<Value> {
    let binding = texts.iter().find_map(|text| bindings(text).filter(|binding| binding.names.contains(&name)).last())?;
    let value = follow(binding.of, texts, context, depth)?;
    if !binding.is_loop {
        return Some(value);
    }
    let first = value.try_iter().ok()?.next()?;
    match (binding.names.iter().position(|bound| *bound == name)?, value.kind()) {
        (1, ValueKind::Map) => value.get_item(&first).ok(),
        _ => Some(first),
    }
}

/// The names that loops and assignments give.
fn locals(texts: &[&str]) -> Vec<String> {
    let mut names: Vec<String> =
        texts.iter().flat_map(|text| bindings(text)).flat_map(|binding| binding.names).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// `{% for name in of %}` or `{% set name = of %}`.
struct Binding<'t> {
    names: Vec<&'t str>,
    of: &'t str,
    is_loop: bool,
}

fn bindings(text: &str) -> impl Iterator<Item = Binding<'_>> {
    text.split("{%").skip(1).filter_map(|tag| {
        let tag = tag.split("%}").next()?.trim_matches(['-', '+', ' ', '\n']);
        let (names, of, is_loop) = match (tag.strip_prefix("for "), tag.strip_prefix("set ")) {
            (Some(rest), _) => rest.split_once(" in ").map(|(names, of)| (names, of, true))?,
            (None, Some(rest)) => rest.split_once('=').map(|(names, of)| (names, of, false))?,
            (None, None) => return None,
        };
        let of = of.split(['|', ' ']).find(|part| !part.is_empty())?;
        Some(Binding { names: names.split(',').map(str::trim).collect(), of, is_loop })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    fn found(undefined: &str, text: &str) -> Option<Suggestion> {
        let stores = context! { orders => context! { kind => "relational" } };
        let plan = context! { title => "Shop", owner => "team" };
        suggest(
            undefined,
            &[text],
            &context! { plan, stores, journeys => [context! { id => "pay", modes => [context! { minutes => 1 }] }] },
        )
    }

    #[test]
    fn names_are_followed_through_the_context_and_through_loops() {
        let nearest = |undefined, text| found(undefined, text).and_then(|found| found.nearest);
        for (undefined, text, expected) in [
            ("plan.titel", "", "title"),
            ("jurneys", "", "journeys"),
            ("journey.idd", "{% for journey in journeys %}", "id"),
            ("slice.minuts", "{% for journey in journeys %}{% for slice in journey.modes if slice %}", "minutes"),
            ("store.knd", "{% for id, store in stores|items %}", "kind"),
            ("p.titel", "{% set p = plan %}", "title"),
            ("jurney", "{%- for journey in journeys -%}", "journey"),
        ] {
            assert_eq!(nearest(undefined, text).as_deref(), Some(expected), "{undefined}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        assert_eq!(found("x.y", ""), None);
        assert_eq!(found("loop.idx", ""), None);
        assert_eq!(found("a.b", "{% set a = b %}{% set b = a %}"), None, "a circle");
        assert_eq!(found("plan.xyzzy", "").and_then(|found| found.nearest), None);
    }
}
