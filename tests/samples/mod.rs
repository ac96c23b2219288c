//! Random YAML documents as people write them: comments, empty lines, quotes, brackets, line ends.

use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a document says.
#[derive(Clone, Debug)]
enum Sample {
    Null,
    Scalar(String),
    List(Vec<Sample>),
    Map(Vec<(String, Sample)>),
}

/// A text as people type it into a field.
pub fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z][a-z0-9-]{0,8}",
        1 => "[a-z]{2} -> [a-z]{2}",
        3 => prop::sample::select(vec![
            "800ms", "99.95%", "1.10", "none", "true", "3..12", "x: y", "a #b", "it's", "say \"no\"", "a, b", "[x]", "{", "- x", "# no",
            "yes", "null", "~", "é ü", "東京", "two\nlines", "two\nlines\n", "c:\\d", "*", "@x", " padded ", "", "a:", "2026-11-20",
        ]).prop_map(str::to_owned),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-z][a-z0-9_]{0,6}",
        1 => "[a-z]{2} -> [a-z]{2}",
        1 => prop::sample::select(vec!["a, b", "x.y", "POST /pay", "yes", "k: v", "[k]"]).prop_map(str::to_owned),
    ]
}

fn unique(entries: Vec<(String, Sample)>) -> Sample {
    let mut seen = BTreeSet::new();
    Sample::Map(entries.into_iter().filter(|(key, _)| seen.insert(key.clone())).collect())
}

fn sample() -> impl Strategy<Value = Sample> {
    let leaf = prop_oneof![1 => Just(Sample::Null), 9 => scalar().prop_map(Sample::Scalar)];
    let inner = leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            2 => vec(inner.clone(), 0..4).prop_map(Sample::List),
            3 => vec((key(), inner), 0..4).prop_map(unique),
        ]
    });
    vec((key(), inner), 1..5).prop_map(unique)
}

/// The text of a random document. Every comment holds the positions that lead to what it belongs to:
/// `# @/0/2@` is of the third child of the first.
pub fn document() -> impl Strategy<Value = String> {
    (sample(), vec(any::<u8>(), 64), any::<bool>(), any::<bool>(), 2..5usize).prop_map(|(sample, choices, crlf, mark, indent)| {
        let mut writer = Writer { out: String::new(), choices, next: 0, indent };
        writer.header();
        let Sample::Map(entries) = &sample else { return String::new() };
        writer.map(entries, 0, "");
        if writer.one_in(4) {
            writer.out.push_str("\n# @end@\n");
        }
        if writer.one_in(8) {
            writer.out.truncate(writer.out.trim_end().len());
        }
        let text = if crlf { writer.out.replace('\n', "\r\n") } else { writer.out };
        if mark { format!("\u{feff}{text}") } else { text }
    })
}

struct Writer {
    out: String,
    choices: Vec<u8>,
    next: usize,
    indent: usize,
}

impl Writer {
    fn one_in(&mut self, n: u8) -> bool {
        self.next += 1;
        self.choices[self.next % self.choices.len()].is_multiple_of(n)
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn header(&mut self) {
        if self.one_in(3) {
            self.out.push_str("# @file@\n\n");
        }
    }

    fn blanks(&mut self, column: usize) {
        self.out.push_str(&" ".repeat(column));
    }

    /// What stands above a child: nothing, an empty line, comments.
    fn above(&mut self, column: usize, label: &str) {
        if self.one_in(6) {
            self.out.push('\n');
        }
        if self.one_in(4) {
            self.blanks(column);
            self.put(&format!("# @{label}@\n"));
        }
    }

    /// The end of a line, perhaps with a comment.
    fn end(&mut self, label: &str) {
        if self.one_in(4) {
            self.put(&format!("  # @{label}@"));
        }
        self.out.push('\n');
    }

    fn map(&mut self, entries: &[(String, Sample)], column: usize, label: &str) {
        for (index, (key, value)) in entries.iter().enumerate() {
            let label = format!("{label}/{index}");
            self.above(column, &label);
            self.blanks(column);
            self.entry(key, value, column, &label);
        }
    }

    fn entry(&mut self, key: &str, value: &Sample, column: usize, label: &str) {
        let key = self.spelled(key, false);
        self.put(&format!("{key}:"));
        self.value(value, column, label, false);
    }

    fn list(&mut self, items: &[Sample], column: usize, label: &str) {
        for (index, item) in items.iter().enumerate() {
            let label = format!("{label}/{index}");
            self.above(column, &label);
            self.blanks(column);
            self.out.push('-');
            match item {
                Sample::Map(entries) if !entries.is_empty() && self.one_in(2) => {
                    self.out.push(' ');
                    for (index, (key, value)) in entries.iter().enumerate() {
                        let label = format!("{label}/{index}");
                        if index > 0 {
                            self.above(column + 2, &label);
                            self.blanks(column + 2);
                        }
                        self.entry(key, value, column + 2, &label);
                    }
                }
                item => self.value(item, column, &label, true),
            }
        }
    }

    /// What follows a colon or dash.
    fn value(&mut self, value: &Sample, column: usize, label: &str, in_list: bool) {
        let inner = column + self.indent;
        match value {
            Sample::Null => {
                if self.one_in(3) {
                    self.out.push_str(" ~");
                }
                self.end(label);
            }
            Sample::Scalar(text) if text.starts_with("two") && self.one_in(2) => {
                self.out.push_str(if text.ends_with('\n') { " |" } else { " |-" });
                self.end(label);
                for line in text.lines() {
                    self.blanks(inner);
                    self.out.push_str(line);
                    self.out.push('\n');
                }
            }
            Sample::Scalar(text) => {
                let text = self.spelled(text, false);
                let gap = if self.one_in(9) { "   " } else { " " };
                self.out.push_str(gap);
                self.out.push_str(&text);
                self.end(label);
            }
            Sample::List(items) if !items.is_empty() && !self.one_in(3) => {
                self.end(label);
                let column = if !in_list && self.one_in(3) { column } else { inner };
                self.list(items, column, label);
            }
            Sample::Map(entries) if !entries.is_empty() && !self.one_in(3) => {
                self.end(label);
                self.map(entries, inner, label);
                if self.one_in(6) {
                    self.blanks(inner);
                    self.put(&format!("# @{label}/below@\n"));
                }
            }
            collection => {
                self.out.push(' ');
                self.flow(collection, inner + 2, label);
                self.end(label);
            }
        }
    }

    /// A value in brackets, on one line or on several.
    fn flow(&mut self, value: &Sample, column: usize, label: &str) {
        let (open, close, count) = match value {
            Sample::Null => return self.out.push('~'),
            Sample::Scalar(text) => {
                let text = self.spelled(text, true);
                return self.out.push_str(&text);
            }
            Sample::List(items) => ('[', ']', items.len()),
            Sample::Map(entries) => ('{', '}', entries.len()),
        };
        let broken = count > 0 && self.one_in(3);
        self.out.push(open);
        for index in 0..count {
            let label = format!("{label}/{index}");
            if broken {
                self.out.push('\n');
                if self.one_in(6) {
                    self.blanks(column);
                    self.put(&format!("# @{label}@\n"));
                }
                self.blanks(column);
            } else if index > 0 {
                self.out.push(' ');
            }
            match value {
                Sample::Map(entries) => {
                    let (key, value) = &entries[index];
                    let key = self.spelled(key, true);
                    self.put(&format!("{key}: "));
                    self.flow(value, column + 2, &label);
                }
                Sample::List(items) => self.flow(&items[index], column + 2, &label),
                _ => {}
            }
            if index + 1 < count || (broken && self.one_in(3)) {
                self.out.push(',');
            }
            if broken && self.one_in(4) {
                self.put(&format!(" # @{label}@"));
            }
        }
        if broken {
            self.out.push('\n');
            self.blanks(column - 2);
        }
        self.out.push(close);
    }

    /// A scalar bare where any reader would agree, else in quotes.
    fn spelled(&mut self, text: &str, flow: bool) -> String {
        let is_word = |c: char| c.is_alphanumeric() || "-_.%/".contains(c) || (c == ' ' && !flow);
        let odd = ["null", "yes"].contains(&text) || text.starts_with(['-', ' ', '%']) || text.ends_with(' ');
        let bare = !text.is_empty() && text.chars().all(is_word) && !odd;
        match (bare, self.one_in(5)) {
            (true, false) => text.to_owned(),
            (_, true) if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
            _ => format!("{text:?}").replace("\\'", "'"),
        }
    }
}
