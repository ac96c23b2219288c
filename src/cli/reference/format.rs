//! `docs/plan-format.md`: every field of the plan.

use crate::cli::format_words::{holds, meanings};
use crate::plan::fields::{Field, Spot};
use std::collections::{BTreeSet, VecDeque};

pub fn page() -> String {
    let mut page = "# The plan file\n\nMade from the program's own types. Three answers fit every fact: absent is unknown, `none`\n\
        is declared absent, a value is known. A `*` in a heading stands for an id. Besides the fields listed here, every entry of a map\n\
        of entities may hold `title`, `note`, `links`, `from` and `assumed`.\n"
        .to_owned();
    let mut open = VecDeque::from([(String::new(), Spot::root())]);
    let mut shown: BTreeSet<String> = BTreeSet::new();
    while let Some((path, spot)) = open.pop_front() {
        let fields = spot.fields();
        let table: String = fields.iter().filter(|field| path.is_empty() || !is_common(field.name)).map(row).collect();
        // An operation is a call, and a table that was shown needs no second.
        if !table.is_empty() && shown.insert(table.clone()) {
            page.push_str(&heading(&path, spot));
            page.push_str("| Field | Holds | What it is |\n| --- | --- | --- |\n");
            page.push_str(&table);
            for field in fields {
                let below = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
                open.push_back(inner(below, field.spot));
            }
        }
    }
    page
}

/// Where the fields of a place stand: its own, or those of its entries or items.
fn inner(path: String, spot: Spot) -> (String, Spot) {
    let is_record = !spot.fields().is_empty();
    match (is_record, spot.entries(), spot.item()) {
        (false, Some((_, entry)), _) => (format!("{path}.*"), entry),
        (false, None, Some(item)) => (format!("{path}[]"), item),
        _ => (path, spot),
    }
}

/// Fields that every entity takes.
fn is_common(name: &str) -> bool {
    ["title", "note", "links", "from", "assumed"].contains(&name)
}

fn heading(path: &str, spot: Spot) -> String {
    match path {
        "" => "\n## At the top\n\n".to_owned(),
        _ => format!("\n## {}\n\n{}\n\n", escaped(path), escaped(spot.help())),
    }
}

fn row(field: &Field) -> String {
    let mut help = escaped(field.spot.help());
    let words: Vec<String> = meanings(field.spot)
        .into_iter()
        .filter(|(word, _)| !["none", "unlimited"].contains(word))
        .map(|(word, meaning)| format!("`{word}`: {}", escaped(meaning)))
        .collect();
    if !words.is_empty() {
        help = format!("{help} {}", words.join(" "));
    }
    if let Some(default) = field.spot.default() {
        help = format!("{help} Absent: `{default}`.");
    }
    format!("| `{}` | {} | {help} |\n", field.name, holds(field.spot).replace('|', "\\|"))
}

/// Text for a cell of a table in Markdown.
pub fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    let mut in_code = false;
    for c in line.chars() {
        in_code ^= c == '`';
        if c == '|' || (!in_code && matches!(c, '*' | '<' | '[')) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
