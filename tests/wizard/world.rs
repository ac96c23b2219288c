//! A wizard without a terminal: keys go in, screens come out, and what it asks for is done at once.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use groundplan::document::Document;
use groundplan::wizard::Options;
use groundplan::wizard::intent::{Effect, Intent};
use groundplan::wizard::picture::GraphPicture;
use groundplan::wizard::state::{Desk, Layer, State};
use groundplan::wizard::{keys, update::update, view::view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

pub struct World {
    pub state: State,
    /// What was asked of the world and is not done here.
    pub asked: Vec<Effect>,
    folder: TempDir,
}

impl World {
    /// The start screen in an empty folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { state: State::new(PathBuf::from("/plans/shop"), Options::default()), asked: Vec::new(), folder }
    }

    /// A plan that is open.
    pub fn of(text: &str) -> Self {
        let mut world = Self::empty();
        let document = Document::create(world.file(), text).unwrap();
        world.show(document);
        world
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("groundplan.yaml")
    }

    /// What is on disk.
    pub fn saved(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    pub fn text(&self) -> &str {
        self.state.desk.as_ref().unwrap().document.text()
    }

    fn show(&mut self, document: Document) {
        self.state.desk = Some(Desk::new(document));
        self.state.layers = vec![Layer::Plan];
        self.perform(vec![Effect::Study]);
    }

    /// Presses keys: names as `enter`, `ctrl-r`, `2`, split at blanks.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let combination = crokey::parse(key).unwrap_or_else(|_| panic!("no key is called {key}"));
            self.key(combination.into());
        }
        self
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    /// Goes down to the row of this name.
    pub fn select(&mut self, name: &str) -> &mut Self {
        self.press("home");
        let rows = self.state.desk.as_ref().unwrap().form().unwrap().len();
        for _ in 0..rows {
            if self.state.desk.as_ref().unwrap().selected().is_some_and(|row| row.name == name) {
                return self;
            }
            self.press("down");
        }
        panic!("there is no row {name}:\n{}", self.screen(100, 50));
    }

    /// Opens an entity of a step.
    pub fn open(&mut self, step: &str, entity: &str) -> &mut Self {
        self.press(step).select(entity).press("enter")
    }

    /// Types a value into the row of this name, in place of what stands there.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.select(name).press("enter ctrl-u").type_text(value).press("enter")
    }

    fn key(&mut self, key: KeyEvent) {
        if let Some(intent) = keys::intent(self.state.scope(), key) {
            self.happen(intent);
        }
    }

    pub fn happen(&mut self, intent: Intent) {
        let effects = update(&mut self.state, intent);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            if let Some(intent) = self.done(effect) {
                effects.extend(update(&mut self.state, intent));
            }
        }
    }

    fn done(&mut self, effect: Effect) -> Option<Intent> {
        match effect {
            Effect::Study => {
                let desk = self.state.desk.as_ref()?;
                Some(Intent::Studied(desk.revision, Arc::new(groundplan::study(desk.document.text(), None))))
            }
            Effect::Save => {
                let saved = self.state.desk.as_mut()?.document.save();
                Some(Intent::Saved(saved.map_err(|error| error.to_string())))
            }
            Effect::Layout => {
                let study = groundplan::study(self.state.desk.as_ref()?.document.text(), None);
                Some(Intent::Drawn(Arc::new(GraphPicture::of(&study))))
            }
            Effect::Create(id) => {
                let text = format!("# The plan of {id}.\ngroundplan: 1\nsystem: {id}\n");
                let document = Document::create(self.file(), text).unwrap();
                self.show(document);
                Some(Intent::Created)
            }
            other => {
                self.asked.push(other);
                None
            }
        }
    }

    /// The screen at a size, as text, with the number of cells of each colour.
    pub fn screen(&mut self, columns: u16, rows: u16) -> String {
        self.happen(Intent::Resize(columns, rows));
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let drawn = view(&self.state, &mut buffer);
        self.state.hits = drawn.hits;
        let mut text = String::new();
        let mut colours: BTreeMap<String, usize> = BTreeMap::new();
        for y in 0..rows {
            let mut line = String::new();
            for x in 0..columns {
                let cell = &buffer[(x, y)];
                line.push_str(cell.symbol());
                if !cell.symbol().trim().is_empty() {
                    *colours.entry(colour(cell.fg)).or_default() += 1;
                }
            }
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        if let Some(cursor) = drawn.cursor {
            assert!(cursor.x < columns && cursor.y < rows, "the cursor stands outside: {cursor}");
            writeln!(text, "cursor {},{}", cursor.x, cursor.y).unwrap();
        }
        let counts: Vec<String> = colours.iter().map(|(colour, count)| format!("{colour} {count}")).collect();
        writeln!(text, "colours {}", counts.join(", ")).unwrap();
        text
    }
}

fn colour(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("{r:02x}{g:02x}{b:02x}"),
        other => other.to_string().to_lowercase(),
    }
}

/// The plan of the checkout, which the demo shows.
pub fn checkout() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/checkout/groundplan.yaml")).unwrap()
}

/// A plan that is quickly read, with something in every step.
pub const SMALL: &str = "\
# A shop.
groundplan: 1
system: shop          # its id
goals:
  # What users do.
  journeys:
    pay: {entry: web, traffic: 300/s, deadline: 3s, slo: {availability: 99.95%}}
map:
  components:
    web: {kind: gateway}
    api:
      kind: service   # the only one
      instances: 3..12
    payments: {kind: external, availability: 99.9%}
  calls:
    web -> api: {timeout: 3s}
    api -> payments: {need: hard, timeout: 2s, retry: 3, mutates: true, idempotency: none}
    api -> orders: {need: hard, mutates: true, pool: 20}
data:
  stores:
    orders: {engine: postgres 17, max_connections: 200}   # grows
contracts:
  apis:
    checkout: {component: api}
build:
  deploys: {api: canary}
validation:
  loads:
    peak: {journey: pay, rate: 450/s}
operations:
  runbooks:
    slow: {of: [payments], checks: [Their status page]}
";
