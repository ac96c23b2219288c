//! The outlines of boxes, one for what each can be, as paths of SVG.

/// The path of an outline of this size from its left top corner, and the strokes inside it.
pub(super) fn outline(kind: &str, width: f64, height: f64) -> (String, Option<&'static str>) {
    let (w, h) = (width, height);
    match kind {
        // Rounded ends.
        "client" | "journey" => (rounded(w, h, (h / 2.0).min(18.0)), None),
        // A hexagon.
        "gateway" => (format!("M9,0H{}L{w},{}L{},{h}H9L0,{}Z", w - 9.0, h / 2.0, w - 9.0, h / 2.0), None),
        // A cylinder that stands.
        "store" => {
            let (top, r) = (6, w / 2.0);
            (format!("M0,{top}A{r},{top} 0 0 1 {w},{top}V{}A{r},{top} 0 0 1 0,{}Z", h - 6.0, h - 6.0), Some("lid"))
        }
        // A cylinder that lies: what goes in at one end comes out at the other.
        "channel" => {
            let (end, r) = (6, h / 2.0);
            (format!("M{end},0H{}A{end},{r} 0 0 1 {},{h}H{end}A{end},{r} 0 0 1 {end},0Z", w - 6.0, w - 6.0), Some("end"))
        }
        // Slanted sides.
        "broker" => (format!("M8,0H{w}L{},{h}H0Z", w - 8.0), None),
        // Two bars at the sides.
        "worker" | "job" => (rounded(w, h, 3.0), Some("bars")),
        _ => (rounded(w, h, 6.0), None),
    }
}

/// The strokes inside an outline.
pub(super) fn inside(what: &str, width: f64, height: f64) -> String {
    let (w, h) = (width, height);
    match what {
        "lid" => format!("M0,6A{},6 0 0 0 {w},6", w / 2.0),
        "end" => format!("M{},0A6,{} 0 0 0 {},{h}", w - 6.0, h / 2.0, w - 6.0),
        _ => format!("M5,0V{h}M{},0V{h}", w - 5.0),
    }
}

fn rounded(w: f64, h: f64, r: f64) -> String {
    format!(
        "M{r},0H{}A{r},{r} 0 0 1 {w},{r}V{}A{r},{r} 0 0 1 {},{h}H{r}A{r},{r} 0 0 1 0,{}V{r}A{r},{r} 0 0 1 {r},0Z",
        w - r,
        h - r,
        w - r,
        h - r
    )
}
