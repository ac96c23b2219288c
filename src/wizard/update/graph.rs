//! The graph: from node to node, and into a node's form.

use crate::document::Path;
use crate::wizard::action::Action;
use crate::wizard::intent::Effect;
use crate::wizard::picture::{GraphPicture, Towards};
use crate::wizard::state::{Layer, State};
use std::sync::Arc;

pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let picture: Arc<GraphPicture> = state.picture.clone().unwrap_or_default();
    let Some(Layer::Graph(screen)) = state.top_mut() else { return Vec::new() };
    let selected = screen.node.clone().or_else(|| picture.first().map(str::to_owned));
    let towards = match action {
        Action::Back => {
            state.pop();
            return Vec::new();
        }
        Action::Toggle => {
            screen.outline = !screen.outline;
            return Vec::new();
        }
        Action::Open => {
            open(state, selected.as_deref());
            return Vec::new();
        }
        Action::Up if screen.outline => Towards::Before,
        Action::Down if screen.outline => Towards::After,
        Action::Up => Towards::Up,
        Action::Down => Towards::Down,
        Action::Left => Towards::Left,
        Action::Right => Towards::Right,
        _ => return Vec::new(),
    };
    screen.node = selected.map(|node| picture.neighbour(&node, towards).unwrap_or(&node).to_owned());
    Vec::new()
}

/// Opens the form of a node.
fn open(state: &mut State, node: Option<&str>) {
    let Some((node, desk)) = node.zip(state.desk.as_mut()) else { return };
    let registers = [["map", "components"], ["data", "stores"], ["contracts", "channels"]];
    let path = registers.into_iter().map(|register| Path::of(register).key(node)).find(|path| desk.tree().find(path).is_some());
    if let Some(path) = path {
        desk.show(&path);
        state.to_plan();
    }
}
