//! What comes in, what goes out, and where things are on the screen.

use super::action::Action;
use super::picture::GraphPicture;
use super::state::{Disk, Pane, Paper};
use crate::Study;
use ratatui::layout::{Position, Rect};
use std::sync::Arc;
use tui_input::InputRequest;

/// Something happened.
#[derive(Debug)]
pub enum Intent {
    /// An action was asked for.
    Act(Action),
    /// A text is typed.
    Write(InputRequest),
    /// A text was pasted.
    Paste(String),
    /// The mouse was pressed.
    Click(u16, u16),
    /// The wheel was turned.
    Wheel(u16, u16, bool),
    /// The screen has another size.
    Resize(u16, u16),
    /// The judge has looked at a text.
    Studied(u64, Arc<Study>),
    /// The graph of a text was laid out.
    Drawn(Arc<GraphPicture>),
    /// The documents were rendered and compared with the folder, or why not.
    Rendered(Result<Vec<Paper>, String>),
    /// The plan was saved, or why not.
    Saved(Result<(), String>),
    /// The file on disk may have changed.
    Touched,
    /// The file on disk no longer holds what was read or saved, and what is open here is not there either.
    Conflict(Disk),
    /// The file on disk is again as it was read or saved.
    Found,
    /// The file was read again.
    Reloaded,
    /// A new plan was written and opened.
    Created,
    /// The text is another one: it was recovered.
    Edited,
    /// The documents were written: their number, or why not.
    Written(Result<usize, String>),
    /// Something went wrong outside.
    Failed(String),
    /// The program has to end.
    Ended,
}

/// Something has to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End.
    Quit,
    /// Save the plan.
    Save,
    /// Keep what is not saved in the recovery file.
    Keep,
    /// Let the judge look at the text.
    Study,
    /// Lay out the graph.
    Layout,
    /// Render the documents and compare them with the folder.
    Render,
    /// Write documents: one file, or all.
    WriteDocuments(Option<String>),
    /// Look whether the file on disk is another one.
    LookAtDisk,
    /// Read the file again, and drop what is here.
    Reload,
    /// Save over what changed on disk.
    Overwrite,
    /// Take the text of the recovery file.
    Recover,
    /// Write a new plan with this id and open it.
    Create(String),
    /// Open the editor at a line of the plan.
    Editor(usize),
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Go to sleep until woken.
    Suspend,
    /// Draw everything anew.
    Redraw,
}

/// Where things were drawn.
#[derive(Debug, Clone, Default)]
pub struct Hits(Vec<(Rect, Target)>);

/// Something that can be clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A pane, wherever nothing else is.
    Pane(Pane),
    /// A step of the workflow.
    Step(u8),
    /// A row of what has the focus.
    Row(usize),
    /// A finding beside the form.
    Beside(usize),
    /// An offer below a typed line.
    Offer(usize),
    /// A level of the way to the opened place.
    Crumb(usize),
    /// An action of the footer.
    Act(Action),
    /// A node of the graph.
    Node(String),
}

impl Hits {
    /// Notes where something was drawn; what comes later lies above.
    pub fn add(&mut self, area: Rect, target: Target) {
        self.0.push((area, target));
    }

    /// Forgets what lies below an area that is drawn over.
    pub fn cover(&mut self, area: Rect) {
        self.0.retain(|(other, _)| !area.contains(other.as_position()));
    }

    /// The pane at a position, whatever lies on it.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<&Target> {
        let position = Position::new(column, row);
        let mut panes = self.0.iter().filter(|(area, target)| matches!(target, Target::Pane(_)) && area.contains(position));
        panes.next().map(|(_, target)| target)
    }

    /// What was drawn at a position.
    pub fn at(&self, column: u16, row: u16) -> Option<&Target> {
        let position = Position::new(column, row);
        self.0.iter().rev().find(|(area, _)| area.contains(position)).map(|(_, target)| target)
    }
}
