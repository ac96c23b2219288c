//! "Did you mean …?"

/// The candidate that is most like `word`, if one is close enough to be a misspelling of it.
///
/// Close means: up to a third of the letters inserted, left out, exchanged or swapped, at least one.
/// Of equally close candidates the first wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (distance(&written, candidate), candidate))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, candidate)| {
            let letters = candidate.chars().count().max(written.chars().count());
            *distance <= (letters / 3).max(1) && *distance < letters
        })
        .map(|(_, candidate)| candidate)
}

/// Letters to change; words of very different length are never compared letter by letter.
fn distance(written: &str, candidate: &str) -> usize {
    let difference = written.len().abs_diff(candidate.len());
    if difference > 16 {
        return difference;
    }
    let plain = strsim::osa_distance(written, &candidate.to_lowercase());
    // `max-connections` for `max_connections` is one slip, not several.
    let spelling = |text: &str| text.replace(['-', '_', ' '], "");
    if plain > 1 && spelling(written) == spelling(&candidate.to_lowercase()) {
        return 1;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_word_that_was_meant() {
        let fields = ["instances", "latency", "kind", "max_connections"];
        assert_eq!(nearest("latncy", fields), Some("latency"));
        assert_eq!(nearest("Kind", fields), Some("kind"));
        assert_eq!(nearest("maxConnections", fields), Some("max_connections"));
        assert_eq!(nearest("owner", fields), None);
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("", fields), None);
    }
}
