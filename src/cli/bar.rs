//! Bars of text: a share of a width in eighths of a character, and shares stacked in one bar.

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

/// What tells the parts of a stacked bar from one another: so many, and then again from the first.
const SHADES: [char; 4] = ['█', '▓', '▒', '░'];

/// The shade of a part of a stacked bar, by its place.
pub fn shade(part: usize) -> char {
    SHADES.get(part % SHADES.len()).copied().unwrap_or('█')
}

/// Shares (0 to 1) of so many characters, one behind the other, each in its [`shade`]; dots fill the rest. What is more than
/// the width is cut off.
pub fn stacked(shares: &[f64], width: usize) -> String {
    let mut bar = String::new();
    let (mut sum, mut filled) = (0.0, 0);
    for (part, share) in shares.iter().enumerate() {
        sum += share.max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and the width
        let end = (sum.clamp(0.0, 1.0) * width as f64).round() as usize;
        bar.extend(std::iter::repeat_n(shade(part), end.saturating_sub(filled)));
        filled = filled.max(end);
    }
    bar + &"·".repeat(width.saturating_sub(filled))
}

#[cfg(test)]
mod tests {
    use super::{bar, stacked};

    #[test]
    fn parts_are_stacked_in_shades() {
        let bars: Vec<String> = [vec![], vec![0.25, 0.5], vec![0.1, 0.1, 0.1], vec![0.5, 2.0], vec![f64::INFINITY]]
            .iter()
            .map(|shares| stacked(shares, 8))
            .collect();
        assert_eq!(bars, ["········", "██▓▓▓▓··", "█▓······", "████▓▓▓▓", "████████"]);
    }

    #[test]
    fn bars_keep_their_width() {
        let bars: Vec<String> = [0.0, 1e-9, 0.5, 0.55, 1.0, 7.0, f64::NAN].into_iter().map(|share| bar(share, 4)).collect();
        assert_eq!(bars, ["    ", "▏   ", "██  ", "██▎ ", "████", "████", "    "]);
    }
}
