//! The layered layout, by `ascii-dag`: which cell shows what, and whose it is.

use super::{Cell, GraphPicture, Link, LinkStyle, Node, Owner};
use ascii_dag::render::engine::{ArmWeight, ArmWeights, CellKind, CellMarker, ComposeBudget, MarkerDirection};
use ascii_dag::{BoxedNode, Graph, HitResult, LayoutConfig, PlanOptions, SceneComposer, ScenePlanner};
use unicode_width::UnicodeWidthChar;

/// Lays out a graph. One that can't be laid out is left to the outline.
pub fn laid_out(mut nodes: Vec<Node>, links: Vec<Link>) -> GraphPicture {
    // The layout counts characters: a wide one would push the rest of its line aside.
    let labels: Vec<String> =
        nodes.iter().map(|node| node.id.chars().map(|c| if c.width() == Some(1) { c } else { '?' }).collect()).collect();
    let mut graph = Graph::new();
    for (at, label) in labels.iter().enumerate() {
        graph.add_node(at, BoxedNode(label));
    }
    for link in &links {
        graph.add_edge(link.from, link.to, None);
    }
    let layout = graph.compute_layout_with_config(&LayoutConfig::standard());
    for (at, node) in nodes.iter_mut().enumerate() {
        if let Some(placed) = layout.node_by_id(at) {
            node.area = (placed.x, placed.y, placed.width, placed.height);
        }
    }
    let mut planner = ScenePlanner::new();
    let options = PlanOptions::new();
    let Ok(scene) = planner.plan(&layout, &options).quiet() else {
        return GraphPicture { nodes, links, too_many: true, ..GraphPicture::default() };
    };
    let (width, height) = (scene.width(), scene.height());
    let mut cells = vec![Cell { sign: ' ', owner: Owner::Nobody }; width * height];
    let mut composer = SceneComposer::new(scene.composition_requirements(&ComposeBudget::new()));
    let drawn = composer.visit_cells(&scene, |x, y, cell| {
        let owner = match cell.owner {
            HitResult::Node(at) => Owner::Node(at),
            HitResult::Edge(at) => scene.edge(at).map_or(Owner::Nobody, |edge| Owner::Link(edge.input_index)),
            _ => Owner::Nobody,
        };
        let style = if let Owner::Link(at) = owner { links.get(at).map(|link| link.style) } else { None };
        if let Some(place) = cells.get_mut(y * width + x) {
            *place = Cell { sign: sign(cell.kind, style), owner };
        }
    });
    if drawn.is_err() {
        return GraphPicture { nodes, links, too_many: true, ..GraphPicture::default() };
    }
    GraphPicture { width, height, cells, nodes, links, too_many: false }
}

fn sign(kind: CellKind, style: Option<LinkStyle>) -> char {
    match kind {
        CellKind::Text { ch } => ch,
        CellKind::Stroke { arms } => stroke(arms, style),
        CellKind::Marker { marker: CellMarker::Arrow { direction, .. } } => match direction {
            MarkerDirection::Up => '▲',
            MarkerDirection::Down => '▼',
            MarkerDirection::Left => '◀',
            MarkerDirection::Right => '▶',
        },
        CellKind::Marker { marker: CellMarker::SelfLoop } => '*',
        _ => ' ',
    }
}

/// The box-drawing sign of four arms. Straight parts of what is not hard are broken, so that they are told apart without colour.
fn stroke(arms: ArmWeights, style: Option<LinkStyle>) -> char {
    let has = |arm: ArmWeight| arm != ArmWeight::None;
    match (has(arms.up), has(arms.down), has(arms.left), has(arms.right)) {
        (false, false, false, false) => ' ',
        (true | false, true | false, false, false) => match style {
            Some(LinkStyle::Soft) => '╎',
            Some(LinkStyle::Async | LinkStyle::Message | LinkStyle::DeadLetters) => '┊',
            _ => '│',
        },
        (false, false, true | false, true | false) => match style {
            Some(LinkStyle::Soft) => '╌',
            Some(LinkStyle::Async | LinkStyle::Message | LinkStyle::DeadLetters) => '┈',
            _ => '─',
        },
        (false, true, false, true) => '╭',
        (false, true, true, false) => '╮',
        (true, false, false, true) => '╰',
        (true, false, true, false) => '╯',
        (true, true, false, true) => '├',
        (true, true, true, false) => '┤',
        (false, true, true, true) => '┬',
        (true, false, true, true) => '┴',
        (true, true, true, true) => '┼',
    }
}
