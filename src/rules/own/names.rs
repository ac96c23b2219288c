//! The names that an expression uses, each held against what there is.

use super::computed::computed;
use crate::document::nearest;
use crate::knowledge::Subject;
use crate::plan::fields::Spot;

/// What a name stands for at the front of an expression.
pub(super) fn variables(subject: Subject) -> Vec<(&'static str, Subject)> {
    let own = (variable(subject), subject);
    match subject {
        Subject::Call => vec![own, ("caller", Subject::Component), ("callee", Subject::Component), ("plan", Subject::System)],
        Subject::Endpoint => vec![own, ("api", Subject::Api), ("plan", Subject::System)],
        _ => vec![own, ("plan", Subject::System)],
    }
}

/// The name by which an expression calls its subject.
pub(super) fn variable(subject: Subject) -> &'static str {
    if subject == Subject::FailureMode { "failure_mode" } else { subject.name() }
}

/// What a place of this kind may hold.
pub(super) fn spot(subject: Subject) -> Option<Spot> {
    match subject.place() {
        "" => Some(Spot::root()),
        place => Spot::at(place.split('.')),
    }
}

/// Why a name, as `call.timeout.total`, stands for nothing; with what may be meant.
pub(super) fn mistake(subject: Subject, name: &str) -> Option<(String, Option<String>)> {
    let mut parts = name.split('.');
    let first = parts.next().unwrap_or_default();
    let variables = variables(subject);
    let Some((_, kind)) = variables.iter().find(|(known, _)| *known == first) else {
        let known = variables.iter().map(|(known, _)| *known);
        let hint = nearest(first, known.clone()).map_or_else(|| format!("there are {}", known.collect::<Vec<_>>().join(", ")), mean);
        return Some((format!("`{first}` is not known in a rule for a {}", subject.noun()), Some(hint)));
    };
    // A callee may be of three kinds; what any of them has can be asked.
    let kinds = match first {
        "caller" | "callee" => vec![Subject::Component, Subject::Store, Subject::Channel],
        _ => vec![*kind],
    };
    let rest: Vec<&str> = parts.collect();
    let field = rest.first()?;
    if *field == "id" || kinds.iter().any(|kind| computed(*kind).any(|it| it.name == *field)) {
        return None;
    }
    // The first step that leads nowhere.
    let mut reached: Vec<Spot> = kinds.iter().filter_map(|kind| spot(*kind)).collect();
    let mut path = first.to_owned();
    for key in &rest {
        let next: Vec<Spot> = reached.iter().filter_map(|spot| spot.child(key)).collect();
        if next.is_empty() {
            let fields = reached.iter().flat_map(|spot| spot.fields()).map(|field| field.name);
            let own = kinds.iter().flat_map(|kind| computed(*kind)).map(|it| it.name).filter(|_| path == first);
            let hint = nearest(key, fields.chain(own)).map(mean);
            return Some((format!("{path} has no `{key}`"), hint));
        }
        reached = next;
        path = format!("{path}.{key}");
    }
    None
}

fn mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}
