//! What fits at a place as typed text: which words and names are offered, and why a text does not fit.

use super::candidates::{candidates, register};
use crate::document::{Node, Path, Tree, nearest};
use crate::plan::fields::{Kind, Spot};
use crate::plan::reference::ends;
use crate::plan::value::misread;
use crate::plan::{not_an_id, suggested_id};

/// What a place takes as text.
#[allow(clippy::struct_excessive_bools)] // four independent facts about it, not states of a machine
#[derive(Debug, Clone)]
pub struct Answer {
    /// The words and names that are offered, with what each means.
    pub offers: Vec<Offer>,
    /// Whether only what is offered fits.
    pub closed: bool,
    /// Whether several may be given, split at commas.
    pub several: bool,
    /// Whether what is given makes entries of a map, not items of a list.
    pub keys: bool,
    /// Where a name that is not offered can be declared.
    pub creates: Option<Path>,
    /// Whether one of several may stand alone.
    pub single: bool,
    range: bool,
    words: usize,
    kinds: Vec<Accepts>,
}

/// A word or a name that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is written.
    pub text: String,
    /// What it means; empty where its name says it all.
    pub meaning: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Accepts {
    Text,
    Value(&'static str),
    Reference(&'static str),
}

impl Answer {
    /// What the place takes. For a list or a register it is what an item or a key is.
    pub fn of(spot: Spot, tree: &Tree) -> Self {
        let mut answer = Self {
            offers: Vec::new(),
            closed: true,
            several: false,
            keys: false,
            creates: None,
            single: false,
            range: false,
            words: 0,
            kinds: Vec::new(),
        };
        answer.collect(spot, tree);
        answer.words = answer.offers.len();
        if answer.kinds.is_empty() {
            // A register or a list: its keys or items are what can be typed.
            if let Some((key, _)) = spot.entries() {
                (answer.several, answer.keys) = (true, spot.item().is_none());
                answer.collect(key, tree);
            } else if let Some(item) = spot.item() {
                answer.several = true;
                answer.collect(item, tree);
            }
        } else if spot.item().is_some() && !answer.kinds.contains(&Accepts::Text) {
            (answer.several, answer.single) = (true, true);
        }
        if let Some((from, _)) = spot.range() {
            answer.range = true;
            answer.collect(from.spot, tree);
        }
        answer
    }

    /// What the key of a new entry is.
    pub fn key(spot: Spot, tree: &Tree) -> Self {
        let mut answer = Self::of(spot, tree);
        // A new thing gets a new name; a name that exists is what a reference wants.
        if spot.kinds().iter().all(|kind| !matches!(kind, Kind::Reference(name) if *name != "id")) {
            answer.offers.clear();
        }
        answer.closed = false;
        answer
    }

    /// Whether names alone fit, and no text of one's own.
    pub fn names_only(&self) -> bool {
        self.kinds.iter().all(
            |kind| matches!(kind, Accepts::Reference(name) if !matches!(*name, "id" | "team" | "file" | "finding" | "condition" | "group")),
        )
    }

    /// Whether a text is one of the words that stand for the whole, and not an item.
    pub fn is_word(&self, text: &str) -> bool {
        self.offers.iter().take(self.words).any(|offer| offer.text == text)
    }

    /// Whether no text fits: it is a map whose fields are answered one by one.
    pub fn is_nothing(&self) -> bool {
        self.kinds.is_empty() && self.offers.iter().all(|offer| offer.text == "none")
    }

    /// Whether it is the two ends of a call.
    pub fn is_call(&self) -> bool {
        self.kinds.contains(&Accepts::Reference("call-key"))
    }

    fn collect(&mut self, spot: Spot, tree: &Tree) {
        for kind in spot.kinds().iter().copied() {
            match kind {
                Kind::Word(word, meaning) => self.offer(word, meaning.unwrap_or_default()),
                Kind::Flag => {
                    self.offer("true", "yes");
                    self.offer("false", "no");
                }
                Kind::Text => self.accept(Accepts::Text),
                Kind::Value("no-calls") => self.offer("none", "it calls nothing"),
                Kind::Value(name) => self.accept(Accepts::Value(name)),
                Kind::Reference(name) => {
                    self.accept(Accepts::Reference(name));
                    self.creates = self.creates.take().or_else(|| register(name));
                    for id in candidates(tree, name) {
                        self.offer(&id, "");
                    }
                }
                Kind::List(_) | Kind::Map(..) | Kind::Record(_) => {}
            }
        }
    }

    fn offer(&mut self, text: &str, meaning: &str) {
        if !self.offers.iter().any(|offer| offer.text == text) {
            let meaning = if text == "none" && meaning.is_empty() { "there is none" } else { meaning };
            self.offers.push(Offer { text: text.to_owned(), meaning: meaning.to_owned() });
        }
    }

    fn accept(&mut self, kind: Accepts) {
        self.closed = false;
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }

    /// The answer that was probably meant: ids in place of the names that are typed, where all that fits is ids.
    pub fn suggestion(&self, text: &str) -> Option<String> {
        if !self.kinds.contains(&Accepts::Reference("id")) && self.creates.is_none() || self.is_call() {
            return None;
        }
        let known = |part: &str| self.offers.iter().any(|offer| offer.text == part) || not_an_id(part).is_none();
        let meant = |part: &String| if known(part) { Some(part.clone()) } else { suggested_id(part) };
        let meant: Option<Vec<String>> = self.parts(text).iter().map(meant).collect();
        meant.map(|parts| parts.join(", ")).filter(|meant| meant != text.trim())
    }

    /// The texts that an answer consists of.
    pub fn parts(&self, text: &str) -> Vec<String> {
        if self.several {
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        } else {
            vec![text.trim().to_owned()]
        }
    }

    /// Why a text does not fit; nothing where it does.
    pub fn refusal(&self, text: &str, tree: &Tree) -> Option<String> {
        let parts = self.parts(text);
        if parts.iter().all(String::is_empty) {
            return Some("write an answer, or press Esc".to_owned());
        }
        let sides = |part: &str| -> Vec<String> {
            match part.split_once("..") {
                Some((low, high)) if self.range => vec![low.trim().to_owned(), high.trim().to_owned()],
                _ => vec![part.to_owned()],
            }
        };
        parts.iter().flat_map(|part| sides(part)).find_map(|part| self.misfit(&part, tree))
    }

    fn misfit(&self, text: &str, tree: &Tree) -> Option<String> {
        if self.offers.iter().any(|offer| offer.text == text) {
            return None;
        }
        let mut reason = None;
        for kind in &self.kinds {
            let misfit = match *kind {
                Accepts::Text => None,
                Accepts::Value(name) => misread(name, text).map(|misread| format!("{}: {}", misread.message, misread.hint)),
                Accepts::Reference(name) => self.unknown(name, text, tree),
            };
            reason = Some(misfit?);
        }
        if reason.is_none() || (self.kinds.is_empty() && !self.offers.is_empty()) {
            let words: Vec<&str> = self.offers.iter().map(|offer| offer.text.as_str()).collect();
            return Some(match nearest(text, words.iter().copied()) {
                Some(near) => format!("`{text}` does not fit: did you mean `{near}`?"),
                None => format!("`{text}` does not fit: one of {}", words.join(", ")),
            });
        }
        reason
    }

    fn unknown(&self, kind: &str, text: &str, tree: &Tree) -> Option<String> {
        match kind {
            "id" => not_an_id(text).map(|misread| format!("{}: {}", misread.message, misread.hint)),
            "team" => not_a_team(text, tree),
            "call-key" => not_a_call(text, tree),
            // Files are looked at by others, and the rest is checked against the judgement.
            "file" | "finding" | "condition" | "group" => None,
            "path" if text.contains('.') => None,
            _ if text.contains(':') => None,
            _ => {
                let what = kind.replace('-', " ");
                let names = self.offers.iter().map(|offer| offer.text.as_str());
                Some(match nearest(text, names) {
                    Some(near) => format!("there is no {what} `{text}`: did you mean `{near}`?"),
                    None => format!("there is no {what} `{text}` yet"),
                })
            }
        }
    }
}

/// Any team will do until the plan lists its teams.
fn not_a_team(text: &str, tree: &Tree) -> Option<String> {
    let listed = tree.find(&Path::of(["operations", "teams"])).map(Node::entries).unwrap_or_default();
    let teams: Vec<&str> = listed.iter().filter_map(|entry| entry.key.text()).collect();
    if teams.is_empty() || teams.contains(&text) {
        return None;
    }
    Some(match nearest(text, teams.iter().copied()) {
        Some(near) => format!("there is no team `{text}`: did you mean `{near}`?"),
        None => format!("there is no team `{text}`: the plan lists {}", teams.join(", ")),
    })
}

fn not_a_call(text: &str, tree: &Tree) -> Option<String> {
    let Some((from, to)) = ends(text) else {
        return Some("a call is written `caller -> callee`, as in `api -> orders`".to_owned());
    };
    let lost = |kind: &str, what: &str, name: &str| {
        let names = candidates(tree, kind);
        if name.contains(':') || names.iter().any(|known| known == name) {
            return None;
        }
        Some(match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("there is no {what} `{name}`: did you mean `{near}`?"),
            None if names.is_empty() => format!("there is no {what} `{name}` yet"),
            None => format!("there is no {what} `{name}`; there are {}", names.join(", ")),
        })
    };
    lost("component", "component", from).or_else(|| lost("node", "component or store", to))
}
