//! Small words about things of a plan.

pub(super) use crate::analysis::digits::figure;
use crate::graph::Vertex;
use crate::plan::Entity;
use crate::plan::contracts::{Idempotency, IdempotencyKind};
use crate::plan::map::Mode;
use crate::plan::node::Instances;
use crate::plan::reference::ZoneRef;
use crate::plan::value::Fact;

/// The name for people: the title, or the id with its dashes as blanks and a capital letter.
pub(super) fn title(id: &str, title: Option<&str>) -> String {
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    let spoken = id.replace('-', " ");
    let mut letters = spoken.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a vertex for people, if its plan gives one.
pub(super) fn title_of<'p>(vertex: Vertex<'p>) -> Option<&'p str> {
    vertex.entity().and_then(|entity: &'p dyn Entity| entity.title())
}

/// A file name of an id: lower-case letters, digits and dashes. Ids of a sound plan stay as they are.
pub(super) fn slug(id: &str) -> String {
    let mut slug = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "unnamed".to_owned() } else { slug.to_owned() }
}

/// How many run and where: `6..12 in eu-a, eu-b`.
pub(super) fn instances(instances: &Instances) -> Option<String> {
    let count = match (instances.min, instances.max) {
        (Some(min), Some(max)) if min != max => Some(format!("{min}..{max}")),
        (min, max) => min.or(max).map(|count| count.to_string()),
    };
    let zones = instances.zones.as_ref().map(|zones| zones.0.keys().map(ZoneRef::as_str).collect::<Vec<_>>().join(", "));
    match (count, zones) {
        (Some(count), Some(zones)) => Some(format!("{count} in {zones}")),
        (Some(count), None) => Some(format!("{count} {}", if count == "1" { "instance" } else { "instances" })),
        (None, zones) => zones,
    }
}

/// How a caller waits, in a word.
pub(super) fn mode(mode: Option<Mode>) -> &'static str {
    match mode {
        None | Some(Mode::Sync) => "sync",
        Some(Mode::Async) => "async",
        Some(Mode::Stream) => "stream",
    }
}

/// What happens when something arrives twice: `keyed by buyer for 24h`.
pub(super) fn idempotency(fact: &Fact<Idempotency>) -> Fact<String> {
    fact.as_ref().part(|idempotency| {
        let kind = match idempotency.kind? {
            IdempotencyKind::Safe => "safe",
            IdempotencyKind::Idempotent => "idempotent",
            IdempotencyKind::Keyed => "keyed",
        };
        let scope = idempotency.scope.known().map(|scope| format!("by {scope}"));
        let ttl = idempotency.ttl.map(|ttl| format!("for {ttl}"));
        Some([kind.to_owned()].into_iter().chain(scope).chain(ttl).collect::<Vec<_>>().join(" "))
    })
}

/// A computed share between 0 and 1 as a percentage.
pub(super) fn share(value: f64) -> String {
    format!("{}%", figure(value * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_people_and_for_files() {
        assert_eq!(title("one-charge", None), "One charge");
        assert_eq!(title("x", Some("Charges")), "Charges");
        assert_eq!(slug("orders-in-postgres"), "orders-in-postgres");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("…"), "unnamed");
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(share(0.0072), "0.72%");
    }
}
