//! What engines really give under the name of an isolation level, as written in `checklists/isolation.yaml`.

use crate::plan::data::Isolation;
use serde::Deserialize;
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../checklists/isolation.yaml");

/// The file `isolation.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IsolationTable {
    /// The engines whose levels are known.
    pub engines: Vec<EngineLevels>,
    /// What holds wherever the engine is not known.
    pub any: Levels,
}

/// The levels of one engine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineLevels {
    /// Its name, as a word of `engine` in a plan: `postgres`.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The level of a transaction that names none.
    pub default: Isolation,
    /// What each name stands for.
    pub levels: Levels,
}

/// What the names of levels stand for; a name that is not there is not known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Levels {
    read_committed: Option<Level>,
    repeatable_read: Option<Level>,
    snapshot: Option<Level>,
    serializable: Option<Level>,
}

/// A level by what it gives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name by definition: `snapshot isolation`.
    pub gives: String,
    /// What can still happen.
    pub allows: Vec<Anomaly>,
}

/// What can go wrong between two transactions at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Anomaly {
    /// Both read a row, both write it: one of the writes is gone (P4).
    LostUpdate,
    /// Two rows are read in states that never were at the same time (G-single).
    ReadSkew,
    /// Each reads what the other writes, and both pass a check that one of them breaks (G2).
    WriteSkew,
}

impl Anomaly {
    /// In words, with its name in the literature.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LostUpdate => "lost updates (P4)",
            Self::ReadSkew => "read skew (G-single)",
            Self::WriteSkew => "write skew (G2)",
        }
    }
}

impl Levels {
    /// What a name stands for.
    pub fn get(&self, name: Isolation) -> Option<&Level> {
        match name {
            Isolation::ReadCommitted => self.read_committed.as_ref(),
            Isolation::RepeatableRead => self.repeatable_read.as_ref(),
            Isolation::Snapshot => self.snapshot.as_ref(),
            Isolation::Serializable => self.serializable.as_ref(),
        }
    }
}

impl IsolationTable {
    /// The engine that a text such as `postgres 17` names.
    pub fn engine(&self, text: &str) -> Option<&EngineLevels> {
        let text = text.to_lowercase();
        let mut words = text.split(|c: char| c.is_whitespace() || c == '@');
        words.find_map(|word| self.engines.iter().find(|engine| engine.name == word || engine.also.iter().any(|other| other == word)))
    }
}

/// The table that is part of this program. A test reads it.
pub fn isolation_table() -> &'static IsolationTable {
    static TABLE: OnceLock<IsolationTable> = OnceLock::new();
    TABLE.get_or_init(|| serde_yaml::from_str(TEXT).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_and_knows_the_default_of_each_engine() {
        let table: IsolationTable = serde_yaml::from_str(TEXT).unwrap();
        assert_eq!(table.engines.len(), 6);
        for engine in &table.engines {
            assert!(engine.levels.get(engine.default).is_some(), "{}", engine.name);
        }
    }

    #[test]
    fn names_mislead() {
        use Anomaly::{LostUpdate, ReadSkew, WriteSkew};
        let cases: [(&str, Isolation, &[Anomaly]); 6] = [
            ("postgres 17", Isolation::RepeatableRead, &[WriteSkew]),
            ("Amazon Aurora PostgreSQL 16", Isolation::Serializable, &[]),
            ("mysql 8.4", Isolation::RepeatableRead, &[LostUpdate, ReadSkew, WriteSkew]),
            ("oracle 23ai", Isolation::Serializable, &[WriteSkew]),
            ("sqlserver 2022", Isolation::Snapshot, &[WriteSkew]),
            ("cockroachdb 25", Isolation::Serializable, &[]),
        ];
        for (engine, name, allows) in cases {
            let level = isolation_table().engine(engine).and_then(|engine| engine.levels.get(name));
            assert_eq!(level.map(|level| level.allows.as_slice()), Some(allows), "{engine}");
        }
        assert!(isolation_table().engine("redis 8").is_none());
    }
}
