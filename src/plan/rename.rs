//! Giving an entity another id: every place that names it follows, finding ids included.

use super::Loaded;
use super::names::{Namespace, REGISTERS};
use super::reference::ends;
use crate::document::{Mention, Path, Span, Step, Tree};

/// A text to be put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The text that goes, without quotes.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// All that changes when the entity at `path` gets the id `new`: its key, and every reference to it, in the order of the text.
///
/// `path` is the way to the entity, as `map.components.api` or `map.calls.api -> payments.operations.charge`. An entity that
/// nothing can refer to changes its key alone.
pub fn rename(loaded: &Loaded, path: &Path, new: &str) -> Vec<Replacement> {
    let Some(renaming) = Renaming::of(path, new) else { return Vec::new() };
    let mut replacements: Vec<Replacement> = loaded
        .mentions
        .iter()
        .filter_map(|mention| Some(Replacement { span: mention.span, text: renaming.apply(&loaded.tree, mention)? }))
        .collect();
    let own = loaded.tree.key_span(path);
    if let Some(span) = own.filter(|span| !replacements.iter().any(|replacement| replacement.span == *span)) {
        replacements.push(Replacement { span, text: new.to_owned() });
    }
    replacements.sort_by_key(|replacement| replacement.span.start);
    replacements.dedup();
    replacements
}

/// Every place that names the entity at `path`, in the order of the text. What stands inside it is left out. What declares
/// nothing, as the release of a component, is named nowhere.
pub fn naming<'l>(loaded: &'l Loaded, path: &Path) -> Vec<&'l Mention> {
    if !loaded.mentions.iter().any(|mention| mention.path(&loaded.tree) == *path && matches!(mention.kind, "id" | "call-key")) {
        return Vec::new();
    }
    // Any other name will do: an empty one is that of nothing.
    let Some(renaming) = Renaming::of(path, "") else { return Vec::new() };
    let outside = loaded.mentions.iter().filter(|mention| mention.kind != "id" && !mention.path(&loaded.tree).starts_with(path));
    outside.filter(|mention| renaming.apply(&loaded.tree, mention).is_some()).collect()
}

/// What gets another name.
enum Renaming<'a> {
    /// An entity of a namespace.
    Entity { namespaces: Vec<Namespace>, old: &'a str, new: &'a str },
    /// A call.
    Call { old: &'a str, new: &'a str },
    /// An operation of a call.
    Operation { call: &'a str, old: &'a str, new: &'a str },
    /// Something that nothing refers to by its id.
    Key,
}

impl<'a> Renaming<'a> {
    fn of(path: &'a Path, new: &'a str) -> Option<Self> {
        let keys: Vec<&str> = path.steps().iter().filter_map(Step::key).collect();
        Some(match keys.as_slice() {
            ["map", "calls", old] => Self::Call { old, new },
            ["map", "calls", call, "operations", old] => Self::Operation { call, old, new },
            [section, register, old] => {
                let namespaces: Vec<Namespace> =
                    REGISTERS.iter().filter(|(s, r, _)| s == section && r == register).map(|(_, _, namespace)| *namespace).collect();
                if namespaces.is_empty() { Self::Key } else { Self::Entity { namespaces, old, new } }
            }
            [] | [_] => return None,
            _ => Self::Key,
        })
    }

    /// The new text of a mention; `None` where it stays.
    fn apply(&self, tree: &Tree, mention: &Mention) -> Option<String> {
        let text = mention.text.as_str();
        let changed = match self {
            Self::Key => return None,
            Self::Call { old, new } => match mention.kind {
                "call-key" if mention.path(tree).last_key() == Some(*old) => Some((*new).to_owned()),
                "call" | "place" | "path" => whole_call(text, old, new),
                "finding" | "condition" => {
                    after_at(text, |subject| prefixed(subject, "call:", |rest| whole_call(rest, old, &new.replace(" -> ", "->"))))
                }
                _ => None,
            },
            Self::Operation { call, old, new } => match mention.kind {
                "call" | "place" | "path" => operation(text, call, old, new),
                "finding" | "condition" => after_at(text, |subject| prefixed(subject, "call:", |rest| operation(rest, call, old, new))),
                "id" if mention.path(tree).last_key() == Some(*old) && is_operation_of(&mention.path(tree), call) => {
                    Some((*new).to_owned())
                }
                _ => None,
            },
            Self::Entity { namespaces, old, new } => {
                let swap = |id: &str, namespace: Namespace| (id == *old && namespaces.contains(&namespace)).then(|| (*new).to_owned());
                match mention.kind {
                    "id" => declares(&mention.path(tree), old).and_then(|namespace| swap(text, namespace)),
                    "call-key" | "call" => call(text, |end| swap(end, Namespace::Node)),
                    "slo" => {
                        text.split_once('.').and_then(|(journey, rest)| Some(format!("{}.{rest}", swap(journey, Namespace::Journey)?)))
                    }
                    "place" | "path" => way(text, &swap),
                    "finding" | "condition" => {
                        after_at(text, |subject| subject_way(subject, &swap)).or_else(|| swap(text, Namespace::FailureMode))
                    }
                    kind => Namespace::of_reference(kind).iter().find_map(|namespace| swap(text, *namespace)),
                }
            }
        };
        changed.filter(|changed| changed != text)
    }
}

/// The namespace that a key at this path declares an id of.
fn declares(path: &Path, id: &str) -> Option<Namespace> {
    let [Step::Key(section), Step::Key(register), Step::Key(key)] = path.steps() else { return None };
    REGISTERS.iter().find(|(s, r, _)| key == id && s == section && r == register).map(|(_, _, namespace)| *namespace)
}

fn is_operation_of(path: &Path, call: &str) -> bool {
    matches!(path.steps(), [Step::Key(map), Step::Key(calls), Step::Key(key), Step::Key(operations), _]
        if map == "map" && calls == "calls" && key == call && operations == "operations")
}

/// `api -> payments/charge`: its ends, with everything else as it is.
fn call(text: &str, swap: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (caller, rest) = ends(text)?;
    let (callee, operation) = rest.split_once('/').map_or((rest, None), |(callee, operation)| (callee, Some(operation)));
    let (new_caller, new_callee) = (swap(caller), swap(callee));
    if new_caller.is_none() && new_callee.is_none() {
        return None;
    }
    let arrow = if text.contains(" -> ") { " -> " } else { "->" };
    let operation = operation.map(|operation| format!("/{operation}")).unwrap_or_default();
    Some(format!("{}{arrow}{}{operation}", new_caller.as_deref().unwrap_or(caller), new_callee.as_deref().unwrap_or(callee)))
}

/// `api -> payments/charge`: with another call in front, where it is this one.
fn whole_call(text: &str, old: &str, new: &str) -> Option<String> {
    let (front, tail) = text.split_at(text.find(['/', '.']).unwrap_or(text.len()));
    (ends(front)? == ends(old)?).then(|| format!("{new}{tail}"))
}

/// The operation behind a call, where it is this one.
fn operation(text: &str, call: &str, old: &str, new: &str) -> Option<String> {
    let (front, rest) = text.split_once('/')?;
    let (name, tail) = rest.split_once('.').map_or((rest, String::new()), |(name, tail)| (name, format!(".{tail}")));
    (ends(front)? == ends(call)? && name == old).then(|| format!("{front}/{new}{tail}"))
}

/// An id, a call, or the way to a field: `api.admission.queue`, `api -> payments.timeout`, `data.stores.orders`.
fn way(text: &str, swap: &impl Fn(&str, Namespace) -> Option<String>) -> Option<String> {
    let parts: Vec<&str> = text.splitn(4, '.').collect();
    if let [section, register, id, rest @ ..] = parts.as_slice()
        && let Some((_, _, namespace)) = REGISTERS.iter().find(|(s, r, _)| s == section && r == register)
    {
        let rest = rest.first().map(|rest| format!(".{rest}")).unwrap_or_default();
        return Some(format!("{section}.{register}.{}{rest}", swap(id, *namespace)?));
    }
    let (head, tail) = text.split_once('.').map_or((text, String::new()), |(head, tail)| (head, format!(".{tail}")));
    let changed = if head.contains("->") {
        call(head, |end| swap(end, Namespace::Node))
    } else {
        Namespace::of_reference("path").iter().find_map(|namespace| swap(head, *namespace))
    };
    changed.map(|changed| format!("{changed}{tail}"))
}

/// What stands behind the `@` of a finding or a condition.
fn after_at(text: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (front, subject) = text.split_once('@')?;
    Some(format!("{front}@{}", change(subject)?))
}

fn prefixed(text: &str, prefix: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    Some(format!("{prefix}{}", change(text.strip_prefix(prefix)?)?))
}

/// `journey:pay`, `call:api->payments/charge`, `key:orders/orders.id`.
fn subject_way(subject: &str, swap: &impl Fn(&str, Namespace) -> Option<String>) -> Option<String> {
    let (kind, id) = subject.split_once(':')?;
    let node = |id: &str| swap(id, Namespace::Node);
    let changed = match kind {
        "call" | "consumer" => call(id, node),
        "component" | "store" | "channel" | "deploy" => node(id),
        "key" => id.split_once('/').and_then(|(store, column)| Some(format!("{}/{column}", node(store)?))),
        "journey" => swap(id, Namespace::Journey),
        "class" => swap(id, Namespace::Class),
        "alert" => swap(id, Namespace::Alert),
        "runbook" => swap(id, Namespace::Runbook),
        "failure-mode" => swap(id, Namespace::FailureMode),
        "dynamic-input" => swap(id, Namespace::DynamicInput),
        _ => None,
    };
    changed.map(|changed| format!("{kind}:{changed}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;

    const PLAN: &str = "\
groundplan: 1
system: shop
goals:
  journeys:
    pay: {entry: api}
map:
  components:
    api: {kind: service}
    payments: {kind: external}
  calls:
    api -> payments: {in: [pay], operations: {charge: {timeout: 1s}}}
  failure_modes:
    too-slow: {at: api -> payments/charge}
build:
  deploys: {api: rolling}
  telemetry: {metrics: {saturation: {api -> payments.pool: none}}}
operations:
  alerts: {burn: {slo: pay.availability}}
  accepted:
    timeouts/TO1@call:api->payments/charge: {owner: team-a, reason: known, until: 2027-01-01}
";

    fn renamed(path: &[&str], new: &str) -> String {
        let loaded = load(PLAN);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let mut text = PLAN.to_owned();
        for replacement in rename(&loaded, &Path::of(path.iter().copied()), new).iter().rev() {
            text.replace_range(replacement.span.start..replacement.span.end, &replacement.text);
        }
        let again = load(&text);
        assert!(again.problems.is_empty(), "{text}\n{:?}", again.problems);
        text
    }

    #[test]
    fn every_place_that_names_an_entity_follows() {
        assert_eq!(
            renamed(&["map", "components", "payments"], "bank"),
            PLAN.replace("payments:", "bank:").replace("> payments", "> bank").replace(">payments", ">bank")
        );
        assert_eq!(renamed(&["map", "components", "api"], "front"), PLAN.replace("api", "front"));
        assert_eq!(
            renamed(&["goals", "journeys", "pay"], "buy"),
            PLAN.replace("pay:", "buy:").replace("[pay]", "[buy]").replace("pay.a", "buy.a")
        );
    }

    #[test]
    fn a_call_is_known_by_its_ends() {
        assert_eq!(
            renamed(&["map", "calls", "api -> payments"], "payments -> api"),
            PLAN.replace("api -> payments", "payments -> api").replace("api->payments", "payments->api")
        );
    }

    #[test]
    fn an_operation_is_known_by_its_call() {
        assert_eq!(renamed(&["map", "calls", "api -> payments", "operations", "charge"], "take"), PLAN.replace("charge", "take"));
    }
}
