//! From keys to actions.

use super::catalogue::CATALOGUE;
use super::name::{Action, Scope};
use crokey::{KeyCombination, KeyCombinationFormat};
use std::collections::HashMap;
use std::sync::OnceLock;

type Keymap = HashMap<(Scope, KeyCombination), Action>;

/// What a key means in a scope; nothing where it means nothing there.
pub fn action_for(scope: Scope, key: KeyCombination) -> Option<Action> {
    let keymap = keymap();
    let find = |scope: Scope| keymap.get(&(scope, key.normalized())).copied();
    // Where text is typed, a letter is a letter, and nothing may come between the text and its place.
    let stays = |action: &Action| !scope.takes_text() || matches!(action, Action::Quit | Action::Suspend | Action::Redraw | Action::Save);
    find(scope).or_else(|| find(Scope::Everywhere).filter(stays))
}

/// The names of the keys that mean an action in a scope, the one to show first.
pub fn key_names(action: Action, scope: Scope) -> Vec<String> {
    let keys = super::entry(action, scope).map_or(&[][..], |entry| entry.keys);
    let mut names: Vec<String> = keys.iter().map(|key| shown(key)).collect();
    names.dedup();
    names
}

/// The key to show for an action.
pub fn shown_key(action: Action, scope: Scope) -> Option<String> {
    key_names(action, scope).into_iter().next()
}

fn keymap() -> &'static Keymap {
    static KEYMAP: OnceLock<Keymap> = OnceLock::new();
    KEYMAP.get_or_init(|| {
        let mut keymap = Keymap::new();
        for entry in CATALOGUE {
            for key in entry.keys.iter().filter_map(|key| crokey::parse(key).ok()) {
                for scope in entry.scopes {
                    keymap.entry((*scope, key.normalized())).or_insert(entry.action);
                }
            }
        }
        keymap
    })
}

/// A key as people write it: `D`, `^r`, `Enter`.
fn shown(key: &str) -> String {
    let short = match key {
        "space" => return "Space".to_owned(),
        "-" | "=" | ":" | "?" | "/" => return key.to_owned(),
        "esc" => return "Esc".to_owned(),
        "backtab" | "shift-backtab" => return "Shift-Tab".to_owned(),
        _ => crokey::parse(key),
    };
    let format = KeyCombinationFormat::default().with_implicit_shift();
    short.map_or_else(|_| key.to_owned(), |key| format.to_string(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_key_can_be_read() {
        for entry in CATALOGUE {
            for key in entry.keys {
                assert!(crokey::parse(key).is_ok(), "{key}");
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut seen: BTreeMap<(Scope, String), Action> = BTreeMap::new();
        for entry in CATALOGUE {
            for key in entry.keys {
                for scope in entry.scopes {
                    let key = format!("{:?}", crokey::parse(key).unwrap().normalized());
                    if let Some(other) = seen.insert((*scope, key.clone()), entry.action) {
                        assert_eq!(other, entry.action, "{key} in {scope:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        let q = crokey::parse("q").unwrap();
        assert_eq!(action_for(Scope::Form, q), Some(Action::Quit));
        assert_eq!(action_for(Scope::Typing, q), None);
        assert_eq!(action_for(Scope::Typing, crokey::parse("ctrl-c").unwrap()), Some(Action::Quit));
        assert_eq!(action_for(Scope::Typing, crokey::parse("?").unwrap()), None);
    }
}
