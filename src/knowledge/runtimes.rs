//! Until when runtimes, databases and brokers get fixes, from `checklists/runtimes.yaml`.

use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;

use super::version::Version;
use crate::document;
use crate::plan::value::Date;

/// The table that is part of this program, read at the first call.
///
/// A test reads it without a problem, so it is never empty in a release.
pub fn runtimes() -> &'static Runtimes {
    static RUNTIMES: OnceLock<Runtimes> = OnceLock::new();
    RUNTIMES.get_or_init(|| document::read(TABLE).value.unwrap_or_default())
}

const TABLE: &str = include_str!("../../checklists/runtimes.yaml");

/// The products whose ends are known, or known to be announced by nobody.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Runtimes {
    /// The day on which the ends were looked up.
    pub date: Option<Date>,
    /// The products, in the order of the table.
    pub products: Vec<Product>,
}

/// A runtime, database or broker with its versions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Product {
    /// Its name for people.
    pub title: String,
    /// What a plan may call it, in small letters.
    pub names: Vec<String>,
    /// Where its ends are announced.
    pub source: String,
    /// Its versions, the oldest first; empty where no ends are announced.
    #[serde(default)]
    pub versions: Vec<Line>,
    /// Whether its vendor runs it and keeps it up to date.
    #[serde(default)]
    pub managed: bool,
    /// What else is worth knowing, in words.
    pub note: Option<String>,
}

/// A line of versions that ends on one day: `20`, `3.12`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Line {
    /// The numbers that its versions begin with.
    pub version: Version,
    /// The last day of fixes; `None`: not announced.
    pub ends: Option<Date>,
}

/// What the table says of something in a plan, as `postgres 17`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Support<'a> {
    /// It gets fixes until this day.
    Until(&'a Product, Version, Date),
    /// Its vendor keeps it up to date.
    Managed(&'a Product),
    /// The plan states no version, or too little of one to tell.
    WhichVersion(&'a Product),
    /// The product is known, the end of this version is not.
    NotAnnounced(&'a Product),
    /// The product is not in the table.
    UnknownProduct,
}

impl Runtimes {
    /// What is known of a runtime or an engine: `node 20`, `postgres:16.4-alpine`, `python@3.12`.
    pub fn support(&self, text: &str) -> Support<'_> {
        let (name, version) = name_and_version(text);
        // Without a version, what follows a name may be a tag: `redis alpine`. With one it is another thing: `mysql router 8`.
        let is_called =
            |known: &String| name == *known || (version.is_none() && name.strip_prefix(known).is_some_and(|rest| rest.starts_with(' ')));
        let Some(product) = self.products.iter().find(|product| product.names.iter().any(is_called)) else {
            return Support::UnknownProduct;
        };
        if product.managed {
            return Support::Managed(product);
        }
        if product.versions.is_empty() {
            return Support::NotAnnounced(product);
        }
        let Some(version) = version else { return Support::WhichVersion(product) };
        match product.versions.iter().find(|line| version.is_of(line.version)) {
            Some(Line { version, ends: Some(ends) }) => Support::Until(product, *version, *ends),
            None if product.versions.iter().any(|line| line.version.is_of(version)) => Support::WhichVersion(product),
            Some(Line { ends: None, .. }) | None => Support::NotAnnounced(product),
        }
    }
}

/// The name in small letters, and the first thing behind it that reads like a version.
fn name_and_version(text: &str) -> (String, Option<Version>) {
    let mut name = String::new();
    for part in text.split([' ', '@', ':', '/', '\t']).filter(|part| !part.is_empty()) {
        if !name.is_empty()
            && let Ok(version) = part.parse()
        {
            return (name, Some(version));
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&part.to_lowercase());
    }
    (name, None)
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_reads_without_a_problem() {
        let reading = document::read::<Runtimes>(TABLE);
        assert_eq!(document::Source::new("runtimes.yaml", TABLE).report(&reading.problems), "");
        assert!(runtimes().date.is_some());
    }

    #[test]
    fn every_product_names_its_source_and_its_versions_in_order() {
        let mut names = BTreeSet::new();
        for product in &runtimes().products {
            assert!(product.source.starts_with("https://"), "{product}");
            assert!(!product.managed || product.versions.is_empty(), "{product}");
            assert!(product.names.iter().all(|name| names.insert(name) && *name == name.to_lowercase()), "{product}");
            let firsts: Vec<[u64; 3]> = product.versions.iter().map(|line| line.version.first()).collect();
            assert!(firsts.windows(2).all(|two| two[0] < two[1]), "{product}: {firsts:?}");
        }
    }

    #[test]
    fn a_version_is_found_by_what_it_begins_with() {
        let table = [
            ("node 20", Some("2026-04-30")),
            ("Node.js v20.11.1 LTS", Some("2026-04-30")),
            ("postgres:16.4-alpine", Some("2028-11-09")),
            ("PostgreSQL 9.6.24", Some("2021-11-11")),
            ("python@3.10", Some("2026-10-31")),
            ("mysql 8.0.39", Some("2026-04-30")),
            (".NET 8", Some("2026-11-10")),
        ];
        for (text, expected) in table {
            let ends = if let Support::Until(_, _, ends) = runtimes().support(text) { Some(ends.to_string()) } else { None };
            assert_eq!(ends.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_says_what_is_missing() {
        for text in ["postgres", "python 3", "mysql 8", "go", "node latest", "mongodb 8"] {
            assert!(matches!(runtimes().support(text), Support::WhichVersion(_)), "{text}");
        }
        for text in ["bun 1.4", "redis", "redis 8.2", "postgres 99", "go 1.27", "python 3.99"] {
            assert!(matches!(runtimes().support(text), Support::NotAnnounced(_)), "{text}");
        }
        for text in ["java 21", "", "17", "postgresqueue 3", "mysql router 8.0", "amazon"] {
            assert_eq!(runtimes().support(text), Support::UnknownProduct, "{text}");
        }
        assert!(matches!(runtimes().support("Amazon S3"), Support::Managed(_)));
    }
}
