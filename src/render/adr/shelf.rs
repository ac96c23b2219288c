//! The folder of decision records as it is: what stands there keeps its number, and new records go on after it.

use crate::render::stamp::{Stamp, split_preamble};
use crate::render::sync;
use std::collections::BTreeMap;

/// How a decision record is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RecordFormat {
    /// Front matter and the sections of MADR 4.0.0.
    #[default]
    Madr4,
    /// Status, context, decision and consequences under a numbered title, as Michael Nygard proposed and adr-tools reads.
    Nygard,
}

/// What is in the folder of decision records.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// The format that was asked for.
    pub format: Option<RecordFormat>,
    /// Where the folder is, from that of all documents; `None`: `adr`.
    pub place: Option<String>,
    /// Its files, by their names.
    pub texts: BTreeMap<String, String>,
}

/// A shelf with nothing on it.
pub(in crate::render) static EMPTY: Shelf = Shelf { format: None, place: None, texts: BTreeMap::new() };

/// A record that others wrote.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stranger<'s> {
    pub number: u64,
    pub file: &'s str,
    pub title: &'s str,
    pub status: Option<&'s str>,
    pub date: Option<&'s str>,
}

impl Shelf {
    /// Where a file of the folder is, from the folder of all documents.
    pub fn path(&self, file: &str) -> String {
        match self.place.as_deref() {
            None => format!("adr/{file}"),
            Some("") => file.to_owned(),
            Some(place) => format!("{place}/{file}"),
        }
    }

    /// The format to write: as asked, else that of the records that are there, else MADR.
    pub fn format(&self) -> RecordFormat {
        self.format.unwrap_or_else(|| {
            let mut records = self.numbered().peekable();
            let is_used = records.peek().is_some() && records.all(|(number, _, text)| numbered_title(text, number).is_some());
            if is_used { RecordFormat::Nygard } else { RecordFormat::default() }
        })
    }

    /// The number of the record that this program wrote for a decision.
    pub(super) fn number_of(&self, system: &str, slug: &str) -> Option<u64> {
        let of_decision = |file: &str| slug_of(file) == Some(slug);
        self.numbered().find(|(_, file, text)| of_decision(file) && is_ours(text, system)).map(|(number, ..)| number)
    }

    /// The highest number there is.
    pub(super) fn highest(&self) -> u64 {
        self.numbered().map(|(number, ..)| number).max().unwrap_or(0)
    }

    /// The records that are no record of this system's plan, by number.
    pub(super) fn strangers(&self, system: &str) -> Vec<Stranger<'_>> {
        let others = self.numbered().filter(|(_, _, text)| !is_ours(text, system));
        let mut strangers: Vec<Stranger<'_>> = others.map(|(number, file, text)| stranger(number, file, text)).collect();
        strangers.sort_by_key(|stranger| stranger.number);
        strangers
    }

    /// The record of others that has the number of this file already.
    pub fn taken_by(&self, system: &str, file: &str) -> Option<&str> {
        let wanted = number(file)?;
        let mut others = self.numbered().filter(|(_, _, text)| !is_ours(text, system));
        others.find(|(number, other, _)| *number == wanted && *other != file).map(|(_, other, _)| other)
    }

    fn numbered(&self) -> impl Iterator<Item = (u64, &str, &str)> {
        self.texts.iter().filter_map(|(file, text)| Some((number(file)?, file.as_str(), text.as_str())))
    }
}

/// The number of a record's file: 7 of `0007-orders.md`.
fn number(file: &str) -> Option<u64> {
    let (digits, _) = file.strip_suffix(".md")?.split_once('-')?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

fn slug_of(file: &str) -> Option<&str> {
    Some(file.strip_suffix(".md")?.split_once('-')?.1)
}

fn is_ours(text: &str, system: &str) -> bool {
    Stamp::read(&text.replace("\r\n", "\n")).is_some_and(|stamp| stamp.kind == "adr" && sync::is_of(&stamp, system))
}

/// The title of a text whose first line is `# N. Title`.
fn numbered_title(text: &str, number: u64) -> Option<&str> {
    let (digits, title) = text.lines().next()?.strip_prefix("# ")?.split_once(". ")?;
    (digits.parse() == Ok(number)).then_some(title.trim())
}

/// What a record says of itself, in either format.
fn stranger<'s>(number: u64, file: &'s str, text: &'s str) -> Stranger<'s> {
    let (front, body) = split_preamble(text);
    let field = |lines: &'s str, name: &str| {
        let value = lines.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        value.map(|value| value.trim().trim_matches(['"', '\''])).filter(|value| !value.is_empty())
    };
    let heading = body.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim);
    let title = numbered_title(text, number).or(heading).or(slug_of(file)).unwrap_or(file);
    let section = || {
        let mut lines = body.lines().skip_while(|line| line.trim() != "## Status").skip(1);
        let said = lines.find(|line| !line.trim().is_empty())?;
        // `Superseded by [7. Another](0007-another.md)`: the words without the brackets of the link.
        Some(said.split(" [").next().unwrap_or(said).trim()).filter(|said| !said.starts_with('#'))
    };
    Stranger {
        number,
        file,
        title,
        status: field(front, "status").or_else(section),
        date: field(front, "date").or_else(|| field(body, "Date")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf(files: &[(&str, &str)]) -> Shelf {
        Shelf { texts: files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), ..Shelf::default() }
    }

    #[test]
    fn records_of_others_are_read_in_either_format() {
        let nygard = "# 3. Take the queue\n\nDate: 2025-01-02\n\n## Status\n\nSuperseded by [7. Log](0007-log.md)\n\n## Context\n";
        let madr = "---\nstatus: \"accepted\"\ndate: 2025-02-03\n---\n\n# Take the log\n";
        let shelf = shelf(&[("0007-log.md", madr), ("0003-queue.md", nygard), ("README.md", "# Records\n"), ("10-x.txt", "")]);
        let told: Vec<_> = shelf.strangers("shop").into_iter().map(|other| (other.number, other.title, other.status, other.date)).collect();
        let expected =
            [(3, "Take the queue", Some("Superseded by"), Some("2025-01-02")), (7, "Take the log", Some("accepted"), Some("2025-02-03"))];
        assert_eq!(told, expected);
        assert_eq!((shelf.highest(), shelf.format()), (7, RecordFormat::Madr4));
    }

    #[test]
    fn a_folder_of_numbered_titles_goes_on_as_it_is() {
        assert_eq!(shelf(&[("0001-a.md", "# 1. A\n")]).format(), RecordFormat::Nygard);
        assert_eq!(shelf(&[("0001-a.md", "# 2. A\n")]).format(), RecordFormat::Madr4);
        assert_eq!(shelf(&[]).format(), RecordFormat::Madr4);
    }

    #[test]
    fn a_number_of_others_is_taken() {
        let ours = Stamp::new("adr", "shop", "0123").put("0002-b.md", "# B\n");
        let shelf = shelf(&[("0001-a.md", "# 1. A\n"), ("0002-b.md", &ours)]);
        assert_eq!(shelf.taken_by("shop", "0001-other.md"), Some("0001-a.md"));
        assert_eq!(shelf.taken_by("shop", "0001-a.md"), None, "it is that file itself");
        assert_eq!(shelf.taken_by("shop", "0002-other.md"), None, "it is ours, and goes");
        assert_eq!(shelf.number_of("shop", "b"), Some(2));
        assert_eq!(shelf.number_of("other", "b"), None);
    }
}
