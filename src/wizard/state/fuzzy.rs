//! Finding by a part of the name.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The positions of the texts that match, best first; all of them, in order, where nothing is looked for.
pub fn ranked<T: AsRef<str>>(wanted: &str, texts: &[T]) -> Vec<usize> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return (0..texts.len()).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(wanted, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, usize)> = texts
        .iter()
        .enumerate()
        .filter_map(|(at, text)| {
            let text = text.as_ref();
            let score = pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)?;
            // What is typed in full comes first.
            Some((if text == wanted { u32::MAX } else { score }, at))
        })
        .collect();
    scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    scored.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn the_best_match_comes_first() {
        let names = ["payments", "pay", "api", "orders"];
        assert_eq!(ranked("pay", &names), [1, 0]);
        assert_eq!(ranked("pmt", &names), [0]);
        assert_eq!(ranked("", &names), [0, 1, 2, 3]);
        assert!(ranked("xyz", &names).is_empty());
    }
}
