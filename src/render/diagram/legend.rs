//! What the shapes, lines and colours of a drawing mean: those that it uses.

use schemars::JsonSchema;
use serde::Serialize;

/// The room that an entry takes.
const WIDTH: f64 = 190.0;
const HEIGHT: f64 = 24.0;

/// An entry of the legend.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LegendEntry")]
pub struct Entry {
    /// From the left of the drawing.
    pub x: f64,
    /// From its top.
    pub y: f64,
    /// `line`, `shape`, `owner`, `criticality` or `fails`.
    pub what: &'static str,
    /// Which of them, as its class.
    pub kind: String,
    /// Its name, where it is one of the plan.
    pub name: String,
    /// The outline of the sample of a shape.
    pub outline: String,
    /// The strokes inside it.
    pub inside: Option<String>,
}

/// The entries in rows of this width, from this height on; and the height at which they end.
pub(super) fn entries(said: impl IntoIterator<Item = (&'static str, String, String)>, width: f64, top: f64) -> (Vec<Entry>, f64) {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut x, mut y) = (0.0, top);
    for (what, kind, name) in said {
        let begins = entries.last().is_some_and(|last| last.what != what && matches!(last.what, "line" | "shape"));
        if !entries.is_empty() && (begins || x + WIDTH > width) {
            (x, y) = (0.0, y + HEIGHT);
        }
        let (outline, inside) = super::outline::outline(&kind, 26.0, 15.0);
        let inside = inside.map(|inside| super::outline::inside(inside, 26.0, 15.0));
        let shape = what == "shape";
        entries.push(Entry {
            x,
            y,
            what,
            kind,
            name,
            outline: if shape { outline } else { String::new() },
            inside: inside.filter(|_| shape),
        });
        x += WIDTH;
    }
    let end = if entries.is_empty() { top } else { y + HEIGHT };
    (entries, end)
}
