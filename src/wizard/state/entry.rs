//! A line that is typed, with what is offered for it and why it does not fit yet.

use super::fuzzy::ranked;
use crate::document::Tree;
use crate::plan::not_an_id;
use crate::wizard::form::{Answer, Offer};
use tui_input::{Input, InputRequest};

/// A typed answer.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the place takes.
    pub answer: Answer,
    /// What stands in the line.
    pub input: Input,
    /// The offers that match what is typed, best first: positions in the offers of the answer.
    pub matches: Vec<usize>,
    /// The offer that is selected: a position in `matches`.
    pub chosen: Option<usize>,
    /// Why what is typed does not fit; nothing while nothing is typed.
    pub refusal: Option<String>,
    /// Whether what stands in the line was put there in place of what was typed, and waits to be taken.
    pub meant: bool,
    /// Whether the first of a few words is selected before anything is typed.
    eager: bool,
}

impl Entry {
    /// A line for an answer, with a text to begin with.
    pub fn new(answer: Answer, text: &str, tree: &Tree) -> Self {
        let text = text.replace(['\n', '\r', '\t'], " ");
        let mut entry = Self {
            answer,
            input: Input::new(text.trim_end().to_owned()),
            matches: Vec::new(),
            chosen: None,
            refusal: None,
            meant: false,
            eager: true,
        };
        entry.look(tree);
        if entry.answer.closed && !entry.text().is_empty() {
            // The word that stands there is the one to begin with, among all that fit.
            let current = entry.answer.offers.iter().position(|offer| offer.text == entry.text());
            entry.input = Input::default();
            entry.look(tree);
            entry.chosen = current.or(Some(0));
        }
        entry
    }

    /// The same, with nothing selected before something is typed: who says nothing has not answered.
    #[must_use]
    pub fn unanswered(mut self, tree: &Tree) -> Self {
        self.eager = false;
        self.look(tree);
        self
    }

    /// Whether nothing is typed and nothing selected.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_none() && self.text().trim().is_empty()
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Types, moves the cursor or deletes.
    pub fn write(&mut self, request: InputRequest, tree: &Tree) {
        if self.input.handle(request).is_some_and(|changed| changed.value) {
            self.look(tree);
        }
    }

    /// Puts a text in at the cursor, as one line.
    pub fn paste(&mut self, text: &str, tree: &Tree) {
        for c in text.trim_end_matches(['\n', '\r']).chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if !c.is_control() {
                self.input.handle(InputRequest::InsertChar(c));
            }
        }
        self.look(tree);
    }

    /// To the offer above or below.
    pub fn choose(&mut self, down: bool) {
        let last = self.matches.len().checked_sub(1);
        self.chosen = match (self.chosen, last) {
            (_, None) => None,
            (None, Some(last)) => Some(if down { 0 } else { last }),
            (Some(at), Some(last)) if down => Some((at + 1).min(last)),
            (Some(0), Some(_)) => (self.answer.closed && self.eager).then_some(0),
            (Some(at), Some(_)) => Some(at - 1),
        };
        self.refusal = None;
    }

    /// The offers that match, best first.
    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.matches.iter().filter_map(|at| self.answer.offers.get(*at))
    }

    /// What would be written: what is typed, with the chosen offer in place of its last part.
    pub fn result(&self) -> String {
        let Some(offer) = self.chosen.and_then(|at| self.offers().nth(at)) else { return self.text().trim().to_owned() };
        let text = self.text();
        if self.answer.is_call() {
            return match text.rsplit_once("->") {
                Some((caller, _)) => format!("{} -> {}", caller.trim(), offer.text),
                None => format!("{} -> ", offer.text),
            };
        }
        match text.rsplit_once(',') {
            Some((before, _)) if self.answer.several => format!("{}, {}", before.trim(), offer.text),
            _ => offer.text.clone(),
        }
    }

    /// The name that is typed and could be declared: it is an id, and nothing is called so yet.
    pub fn could_create(&self) -> Option<String> {
        self.answer.creates.as_ref()?;
        let name = self.last_part().trim().to_owned();
        let known = self.answer.offers.iter().any(|offer| offer.text == name);
        (!known && not_an_id(&name).is_none()).then_some(name)
    }

    /// Why the answer can't be taken; nothing where it can.
    pub fn objection(&self, tree: &Tree) -> Option<String> {
        self.answer.refusal(&self.result(), tree)
    }

    /// Looks again at what is typed: the plan or the line has changed.
    pub fn again(&mut self, tree: &Tree) {
        self.look(tree);
    }

    /// Looks at what is typed.
    fn look(&mut self, tree: &Tree) {
        self.meant = false;
        let wanted = self.last_part().trim().to_owned();
        let texts: Vec<&str> = self.answer.offers.iter().map(|offer| offer.text.as_str()).collect();
        self.matches = ranked(&wanted, &texts);
        self.chosen = match self.matches.first() {
            Some(_) if self.answer.closed && (self.eager || !wanted.is_empty()) => Some(0),
            Some(_) if self.answer.names_only() && !wanted.is_empty() => Some(0),
            _ => None,
        };
        let nothing_to_say = self.text().trim().is_empty() || self.chosen.is_some();
        self.refusal = if nothing_to_say { None } else { self.answer.refusal(self.text(), tree) };
    }

    fn last_part(&self) -> &str {
        let text = self.text();
        let part = if self.answer.several { text.rsplit(',').next().unwrap_or(text) } else { text };
        if self.answer.is_call() { part.rsplit("->").next().unwrap_or(part) } else { part }
    }
}
