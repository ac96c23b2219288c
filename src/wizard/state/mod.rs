//! All that the wizard knows. It knows no terminal: what happens comes in as intents, what must be done goes out as effects.

mod desk;
mod entry;
mod findings;
mod fuzzy;
mod guide;
mod layer;
mod notice;
mod paper;
mod place;
mod progress;

pub use desk::{Desk, Disk, Pane, Saved};
pub use entry::Entry;
pub use findings::FindingIndex;
pub use fuzzy::ranked;
pub use guide::{Asked, Asking, Follow, next_asked};
pub use layer::{
    AllFindings, Broken, Confirmed, DocumentsScreen, GraphScreen, HelpScreen, Layer, OneFinding, Palette, PaletteItem, PaletteTarget,
    Purpose, Reading, Start, Typing,
};
pub use notice::{Notice, Weight};
pub use paper::Paper;
pub use progress::{Outlook, StepProgress};

use super::action::Scope;
use super::intent::Hits;
use super::options::Options;
use super::picture::GraphPicture;
use std::path::PathBuf;
use std::sync::Arc;

/// The whole state.
#[derive(Debug)]
pub struct State {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// What the user has set.
    pub options: Options,
    /// The folder in which a new plan is written.
    pub folder: PathBuf,
    /// The open plan.
    pub desk: Option<Desk>,
    /// What is on the screen, the uppermost last. Never empty: the first is a screen.
    pub layers: Vec<Layer>,
    /// A word about what just happened.
    pub notice: Option<Notice>,
    /// The documents as they would be written now.
    pub documents: Vec<Paper>,
    /// The graph, laid out.
    pub picture: Option<Arc<GraphPicture>>,
    /// Where things were drawn, for the mouse.
    pub hits: Hits,
}

impl State {
    /// The state before anything is opened.
    pub fn new(folder: PathBuf, options: Options) -> Self {
        Self {
            size: (80, 24),
            options,
            folder,
            desk: None,
            layers: vec![Layer::Start(Start::default())],
            notice: None,
            documents: Vec::new(),
            picture: None,
            hits: Hits::default(),
        }
    }

    /// What lies on top.
    pub fn top(&self) -> &Layer {
        self.layers.last().unwrap_or(&Layer::Plan)
    }

    /// What lies on top, to be changed.
    pub fn top_mut(&mut self) -> Option<&mut Layer> {
        self.layers.last_mut()
    }

    /// Where keys are pressed.
    pub fn scope(&self) -> Scope {
        match self.top() {
            Layer::Start(_) => Scope::Start,
            Layer::Broken(_) => Scope::Broken,
            Layer::Plan => self.desk.as_ref().map_or(Scope::Start, |desk| match desk.focus {
                Pane::Steps => Scope::Steps,
                Pane::Form => Scope::Form,
                Pane::Beside => Scope::Beside,
            }),
            Layer::Findings(screen) if screen.filtering => Scope::Typing,
            Layer::Findings(_) => Scope::Findings,
            Layer::Finding(_) => Scope::Finding,
            Layer::Graph(_) => Scope::Graph,
            Layer::Documents(_) => Scope::Documents,
            Layer::Help(_) => Scope::Help,
            Layer::Reading(_) => Scope::Reading,
            Layer::Typing(_) => Scope::Typing,
            Layer::Question(_) => Scope::Question,
            Layer::Palette(_) => Scope::Palette,
        }
    }

    /// The selected document.
    pub fn document(&self) -> Option<&Paper> {
        let row = self.layers.iter().find_map(|layer| if let Layer::Documents(screen) = layer { Some(screen.row) } else { None })?;
        self.documents.get(row)
    }

    /// Puts a layer on top.
    pub fn push(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// Takes the uppermost layer away; the first stays.
    pub fn pop(&mut self) -> Option<Layer> {
        if self.layers.len() > 1 { self.layers.pop() } else { None }
    }

    /// Back to the screen of the plan.
    pub fn to_plan(&mut self) {
        self.layers = vec![Layer::Plan];
    }

    /// Says something in passing.
    pub fn say(&mut self, weight: Weight, text: impl Into<String>) {
        self.notice = Some(Notice { weight, text: text.into() });
    }
}
