//! When an integer key runs out.

use crate::document::Path;
use crate::graph::{System, Vertex};
use crate::plan::data::StoreKey;
use crate::plan::value::DAYS_PER_YEAR;

/// One key column of a store.
#[derive(Debug, Clone)]
pub struct Key<'p> {
    /// The store.
    pub store: &'p str,
    /// The column, as `orders.id`.
    pub column: &'p str,
    /// Its facts.
    pub facts: &'p StoreKey,
}

impl Key<'_> {
    /// Its id: `orders/orders.id`, the store and the column.
    pub fn id(&self) -> String {
        format!("{}/{}", self.store, self.column)
    }

    /// Where it stands in the plan.
    pub fn path(&self) -> Path {
        Path::of(["data", "stores", self.store, "keys", self.column])
    }

    /// Years until the highest value is reached; `None` where it never is, or nobody knows.
    pub fn years_left(&self) -> Option<f64> {
        match self.end() {
            End::In(years) => Some(years),
            End::Never | End::Unknown => None,
        }
    }

    /// When the highest value is reached, at the growth that the plan states.
    pub fn end(&self) -> End {
        let Some(kind) = self.facts.r#type else { return End::Unknown };
        let Some(largest) = kind.largest() else { return End::Never };
        let (Some(growth), Some(current)) = (self.facts.growth, self.facts.current) else { return End::Unknown };
        match growth.seconds_until(current.0, largest) {
            Some(seconds) => End::In(seconds / (DAYS_PER_YEAR * 86_400.0)),
            None => End::Never,
        }
    }
}

/// When a key column runs out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// Its values don't count up, or it does not grow.
    Never,
    /// A fact is missing.
    Unknown,
    /// After so many years.
    In(f64),
}

/// All key columns, in the order of the plan.
pub fn keys<'p>(system: &System<'p>) -> Vec<Key<'p>> {
    let mut keys = Vec::new();
    for at in system.nodes() {
        if let Vertex::Store(store, facts) = system.vertex(at) {
            keys.extend(facts.keys.iter().flat_map(|keys| keys.iter()).map(|(column, facts)| Key { store, column, facts }));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn a_key_ends_never_or_some_time_or_nobody_knows() {
        let table = [
            ("uuid4", End::Never),
            ("{type: text, growth: 1/day}", End::Never),
            ("int32", End::Unknown),
            ("{current: 5, growth: 1/day}", End::Unknown),
            ("{type: int32, current: 5}", End::Unknown),
            ("{type: int32, growth: 5/day}", End::Unknown),
            ("{type: int32, current: 5, growth: 0/day}", End::Never),
            ("{type: int16, current: 2767, growth: 10000/year}", End::In(3.0)),
            ("{type: int16, current: 32767, growth: 1/year}", End::In(0.0)),
            // 16384 doubles once, less the last value: log2(32767 ÷ 16384).
            ("{type: int16, current: 16384, growth: 100%/year}", End::In((32_767.0_f64 / 16_384.0).log2())),
        ];
        for (key, expected) in table {
            let text = format!("groundplan: 1\nsystem: s\ndata: {{stores: {{db: {{keys: {{a.id: {key}}}}}}}}}\n");
            let plan = plan::load(&text).plan.unwrap();
            let system = System::new(&plan);
            match (keys(&system)[0].end(), expected) {
                (End::In(years), End::In(expected)) => assert!((years - expected).abs() < 1e-12, "{key}: {years}"),
                (end, expected) => assert_eq!(end, expected, "{key}"),
            }
        }
    }
}
