//! Bars of text: a share of a width, in eighths of a character.

/// Blocks of one to eight eighths.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// A bar that fills `share` (0 to 1) of so many characters; blanks fill the rest, so that columns stay true. What is more
/// than nothing shows.
pub fn bar(share: f64, width: usize) -> String {
    let most = width * EIGHTHS.len();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and `most`
    let filled = (share.clamp(0.0, 1.0) * most as f64).round() as usize;
    let filled = if share > 0.0 { filled.max(1) } else { filled };
    let mut bar = "█".repeat(filled / EIGHTHS.len());
    if let Some(part) = (filled % EIGHTHS.len()).checked_sub(1).and_then(|eighths| EIGHTHS.get(eighths)) {
        bar.push(*part);
    }
    let length = bar.chars().count();
    bar + &" ".repeat(width.saturating_sub(length))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_keep_their_width() {
        let bars: Vec<String> = [0.0, 1e-9, 0.5, 0.55, 1.0, 7.0, f64::NAN].into_iter().map(|share| bar(share, 4)).collect();
        assert_eq!(bars, ["    ", "▏   ", "██  ", "██▎ ", "████", "████", "    "]);
    }
}
