//! What a place of the format may hold, in words: for `explain` and for the reference page.

use crate::plan::fields::{Kind, Spot};

/// Everything that may stand there, the short forms included.
pub fn holds(spot: Spot) -> String {
    let mut words: Vec<String> = Vec::new();
    for kind in spot.kinds().iter().copied() {
        let word = match kind {
            Kind::Word(word, _) => format!("`{word}`"),
            Kind::Flag => "`true` or `false`".to_owned(),
            Kind::Text => "text".to_owned(),
            Kind::Value(name) => name.replace('-', " "),
            Kind::Reference("id") => "an id".to_owned(),
            Kind::Reference("file") => "the path of a file".to_owned(),
            Kind::Reference(name) => format!("the id of a {}", name.replace('-', " ")),
            Kind::List(item) => format!("a list of {}", one(item)),
            Kind::Map(key, entry) => format!("a map: {} → {}", one(key), one(entry)),
            Kind::Record(_) => "a map of fields".to_owned(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if let Some(main) = spot.main() {
        words.push(format!("or its `{}` alone", main.name));
    }
    if let Some((from, to)) = spot.range() {
        words.push(format!("or a range `{}..{}`", from.name, to.name));
    }
    words.join(", ")
}

/// The words that may stand there, with what they mean.
pub fn meanings(spot: Spot) -> Vec<(&'static str, &'static str)> {
    let meaning = |kind| if let Kind::Word(word, Some(meaning)) = kind { Some((word, meaning)) } else { None };
    spot.kinds().iter().copied().filter_map(meaning).collect()
}

/// The first thing that may stand there, in a word or two.
fn one(spot: Spot) -> String {
    match spot.kinds().first().copied() {
        Some(Kind::Word(word, _)) => format!("`{word}` …"),
        Some(Kind::Flag) => "truths".to_owned(),
        Some(Kind::Value(name)) => name.replace('-', " "),
        Some(Kind::Reference("id")) => "id".to_owned(),
        Some(Kind::Reference("file")) => "path".to_owned(),
        Some(Kind::Reference(name)) => format!("{} id", name.replace('-', " ")),
        Some(Kind::List(_)) => "list".to_owned(),
        Some(Kind::Map(..)) => "map".to_owned(),
        Some(Kind::Record(_)) => "fields".to_owned(),
        Some(Kind::Text) | None => "text".to_owned(),
    }
}
