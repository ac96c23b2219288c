//! The system drawn: where everything stands, as SVG wants it.

use super::label::Font;
use super::legend::{self, Entry};
use super::selection::{Selection, select};
use super::{Diagram, Edge, Shape, outline};
use crate::graph::System;
use crate::plan::Criticality;
use crate::render::layered::{self, Layout, Line, Run, Size};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The least and the most width of a box, and the room on both sides of its texts.
const WIDTH: (f64, f64) = (150.0, 208.0);
const PADDING: f64 = 13.0;
/// From one line of text to the next.
const LEADING: f64 = 15.0;
/// Failure modes that a box names.
const NAMED: usize = 3;
/// Room between the drawing and the legend.
const ABOVE_LEGEND: f64 = 34.0;
/// The least width of the whole, so that the legend has room.
const LEAST: f64 = 760.0;
/// Owners have as many colours.
const COLOURS: usize = 6;

/// A system drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Drawing {
    /// The width of boxes and legend.
    pub width: f64,
    /// The height of the boxes alone.
    pub height: f64,
    /// The height with the legend.
    pub with_legend: f64,
    /// Nodes, from the plan's order.
    pub boxes: Vec<Drawn>,
    /// Lines between them.
    pub lines: Vec<Way>,
    /// What all of it means.
    pub legend: Vec<Entry>,
    /// How many nodes the system has; more than there are boxes where it is too large.
    pub nodes: usize,
}

/// A node in its place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DrawnBox")]
pub struct Drawn {
    /// Its number among the nodes of the system, or among the journeys.
    pub number: usize,
    /// What it is.
    pub kind: &'static str,
    /// Its id in the plan.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// Whose it is.
    pub owner: String,
    /// How many run and where.
    pub place: Option<String>,
    /// How much depends on it.
    pub criticality: Option<Criticality>,
    /// All failure modes that strike here.
    pub modes: Vec<String>,
    /// The class of its colour.
    pub colour: String,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// Its outline as a path from its corner.
    pub outline: String,
    /// Strokes inside the outline.
    pub inside: Option<String>,
    /// Its lines of text: class, baseline from its top, text.
    pub texts: Vec<(&'static str, f64, String)>,
    /// The journeys that come here, by number.
    pub journeys: Vec<usize>,
}

/// A line in its place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DrawnLine")]
pub struct Way {
    /// Its class: `hard`, `unstated`, `soft`, `async`, `dead-letter`, `carried` or `enters`.
    pub kind: &'static str,
    /// The box where it begins, by position.
    pub from: usize,
    /// The box where it ends, by position.
    pub to: usize,
    /// Its path.
    pub path: String,
    /// What is written at it.
    pub label: Option<Label>,
    /// Whether a failure mode strikes on it.
    pub fails: bool,
    /// The journeys that take it, by number.
    pub journeys: Vec<usize>,
}

/// A text on a line.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DrawnLabel")]
pub struct Label {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// The room that is kept for it.
    pub width: f64,
    /// Its words.
    pub text: String,
}

impl Drawing {
    pub(in crate::render) fn new(system: &System<'_>, diagram: &Diagram) -> Self {
        let selection = select(diagram);
        let colours = colours(diagram);
        let width = box_width(&selection);
        let visited: Vec<Vec<usize>> = system
            .nodes()
            .map(|at| system.routes().iter().enumerate().filter(|(_, route)| route.reaches(at)).map(|(number, _)| number).collect())
            .collect();
        let mut boxes: Vec<Drawn> = selection
            .nodes
            .iter()
            .map(|(group, shape)| {
                let owner = diagram.groups.get(*group).map(|group| group.label.clone()).unwrap_or_default();
                let colour = colours.get(*group).cloned().unwrap_or_default();
                let journeys =
                    if shape.kind == "journey" { vec![shape.number] } else { visited.get(shape.number).cloned().unwrap_or_default() };
                drawn(shape, owner, colour, width, journeys)
            })
            .collect();
        let positions: BTreeMap<&str, usize> = selection.nodes.iter().enumerate().map(|(at, (_, shape))| (shape.id.as_str(), at)).collect();
        let joined: Vec<(&Edge, Line)> = selection
            .edges
            .iter()
            .filter_map(|edge| {
                let (from, to) = (*positions.get(edge.from.as_str())?, *positions.get(edge.to.as_str())?);
                Some((*edge, Line { from, to, label: label_size(&edge.label) }))
            })
            .collect();
        let sizes: Vec<Size> = boxes.iter().map(|drawn| Size { width, height: height_of(&drawn.texts) }).collect();
        let lines: Vec<Line> = joined.iter().map(|(_, line)| *line).collect();
        let layout = layered::layout(&sizes, &lines);
        for (drawn, corner) in boxes.iter_mut().zip(&layout.boxes) {
            (drawn.x, drawn.y) = (tenths(corner.x), tenths(corner.y));
        }
        let lines: Vec<Way> = joined.iter().enumerate().map(|(at, (edge, line))| way(edge, line, &layout, at, &sizes)).collect();
        let full = layout.width.max(LEAST).ceil();
        let (legend, end) = legend::entries(meanings(diagram, &boxes, &lines, &colours), full, layout.height + ABOVE_LEGEND);
        Self { width: full, height: layout.height.ceil(), with_legend: end.ceil(), boxes, lines, legend, nodes: selection.of }
    }
}

/// The class of each group's colour: teams have one each, as long as there are enough.
fn colours(diagram: &Diagram) -> Vec<String> {
    let mut teams = 0;
    let colour = |owner: &'static str| match owner {
        "team" => {
            teams += 1;
            format!("team-{}", (teams - 1) % COLOURS + 1)
        }
        other => other.to_owned(),
    };
    diagram.groups.iter().map(|group| group.owner).map(colour).collect()
}

/// One width for all boxes, so that columns are calm: that of the longest id or title, within bounds.
fn box_width(selection: &Selection<'_>) -> f64 {
    let texts = |shape: &Shape| Font::Id.width(&shape.name).max(shape.title.as_deref().map_or(0.0, |title| Font::Text.width(title)));
    let longest = selection.nodes.iter().map(|(_, shape)| texts(shape)).fold(0.0, f64::max);
    (longest + 2.0 * PADDING).clamp(WIDTH.0, WIDTH.1).ceil()
}

fn drawn(shape: &Shape, owner: String, colour: String, width: f64, journeys: Vec<usize>) -> Drawn {
    let texts = texts(shape, &owner, width - 2.0 * PADDING);
    let height = height_of(&texts);
    let (outline, inside) = outline::outline(shape.kind, width, height);
    Drawn {
        number: shape.number,
        kind: shape.kind,
        name: shape.name.clone(),
        title: shape.title.clone(),
        owner,
        place: shape.place.clone(),
        criticality: shape.criticality,
        modes: shape.modes.clone(),
        colour,
        x: 0.0,
        y: 0.0,
        width,
        outline,
        inside: inside.map(|inside| outline::inside(inside, width, height)),
        texts,
        journeys,
    }
}

fn texts(shape: &Shape, owner: &str, width: f64) -> Vec<(&'static str, f64, String)> {
    let mut said = vec![("id", Font::Id.cut(&shape.name, width))];
    let title = shape.title.as_ref().filter(|title| **title != shape.name);
    said.extend(title.map(|title| ("title", Font::Text.cut(title, width))));
    if shape.kind != "journey" {
        let kind = if shape.kind == "external" { "external".to_owned() } else { format!("{}, {owner}", shape.kind) };
        said.push(("what", Font::Text.cut(&kind, width)));
    }
    said.extend(shape.place.as_ref().map(|place| ("what", Font::Text.cut(place, width))));
    let named = if shape.modes.len() > NAMED { NAMED - 1 } else { NAMED };
    said.extend(shape.modes.iter().take(named).map(|mode| ("mode", Font::Text.cut(&format!("⚠ {mode}"), width))));
    if shape.modes.len() > named {
        said.push(("mode", format!("⚠ and {} more", shape.modes.len() - named)));
    }
    // The lid of a store takes room.
    let first = if shape.kind == "store" { 27.0 } else { 20.0 };
    said.into_iter().enumerate().map(|(n, (class, text))| (class, first + LEADING * n as f64, text)).collect()
}

fn height_of(texts: &[(&'static str, f64, String)]) -> f64 {
    texts.last().map_or(0.0, |(_, baseline, _)| baseline + 12.0)
}

fn label_size(label: &str) -> Option<Size> {
    (!label.is_empty()).then(|| Size { width: Font::Text.width(&Font::Text.cut(label, WIDTH.1)).ceil() + 8.0, height: LEADING + 1.0 })
}

fn way(edge: &Edge, line: &Line, layout: &Layout, at: usize, sizes: &[Size]) -> Way {
    let runs = layout.ways.get(at).map(Vec::as_slice).unwrap_or_default();
    let own = || layout.boxes.get(line.from).zip(sizes.get(line.from)).map(|(corner, size)| loop_at(corner.x + size.width, corner.y));
    let label = layout.labels.get(at).copied().flatten().zip(line.label);
    Way {
        kind: if edge.kind == "hard" && !edge.stated { "unstated" } else { edge.kind },
        from: line.from,
        to: line.to,
        path: if runs.is_empty() { own().unwrap_or_default() } else { path(runs) },
        label: label.map(|(centre, size)| Label {
            x: tenths(centre.x),
            y: tenths(centre.y),
            width: size.width,
            text: Font::Text.cut(&edge.label, WIDTH.1),
        }),
        fails: edge.fails,
        journeys: edge.journeys.clone(),
    }
}

/// Straight where it passes columns, bent between them.
fn path(runs: &[Run]) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(2 * runs.len());
    let mut last: Option<(f64, String)> = None;
    for run in runs {
        let [from, to, y] = [run.from, run.to, run.y].map(|at| tenths(at).to_string());
        parts.push(match last {
            None => format!("M{from},{y}"),
            Some((_, before)) if before == y => format!("H{from}"),
            Some((end, before)) => {
                let middle = tenths(f64::midpoint(end, run.from));
                format!("C{middle},{before} {middle},{y} {from},{y}")
            }
        });
        if from != to {
            parts.push(format!("H{to}"));
        }
        last = Some((run.to, y));
    }
    parts.concat()
}

/// A call of a component to itself, at the right top corner of its box.
fn loop_at(right: f64, top: f64) -> String {
    let (x, y) = (tenths(right), tenths(top));
    format!("M{},{y}C{},{} {},{} {x},{}", x - 18.0, x - 18.0, y - 22.0, x + 22.0, y - 6.0, y + 12.0)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// What the drawing uses: lines, shapes, then owners and marks.
fn meanings(diagram: &Diagram, boxes: &[Drawn], lines: &[Way], colours: &[String]) -> Vec<(&'static str, String, String)> {
    let used_lines: BTreeSet<&str> = lines.iter().map(|line| line.kind).collect();
    let used_shapes: BTreeSet<&str> = boxes.iter().map(|drawn| drawn.kind).collect();
    let in_order = |what: &'static str, all: &[&str], used: &BTreeSet<&str>| -> Vec<(&'static str, String, String)> {
        all.iter().filter(|kind| used.contains(*kind)).map(|kind| (what, (*kind).to_owned(), String::new())).collect()
    };
    let lines_of = ["hard", "unstated", "soft", "async", "dead-letter", "carried", "enters"];
    let shapes = ["journey", "client", "gateway", "service", "worker", "job", "broker", "store", "channel", "external", "system"];
    let mut said = in_order("line", &lines_of, &used_lines);
    said.extend(in_order("shape", &shapes, &used_shapes));
    let drawn: BTreeSet<&str> = boxes.iter().map(|drawn| drawn.owner.as_str()).collect();
    let owners = diagram.groups.iter().zip(colours).filter(|(group, _)| group.owner != "journeys" && drawn.contains(group.label.as_str()));
    said.extend(owners.map(|(group, colour)| ("owner", colour.clone(), Font::Text.cut(&group.label, 150.0))));
    let critical: BTreeSet<Criticality> = boxes.iter().filter_map(|drawn| drawn.criticality).collect();
    if critical.len() > 1 {
        said.extend(critical.iter().map(|criticality| ("criticality", criticality.as_str().to_owned(), String::new())));
    }
    if boxes.iter().any(|drawn| !drawn.modes.is_empty()) || lines.iter().any(|line| line.fails) {
        said.push(("fails", "fails".to_owned(), String::new()));
    }
    said
}
