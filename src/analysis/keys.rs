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
        let largest = self.facts.r#type?.largest()?;
        let seconds = self.facts.growth?.seconds_until(self.facts.current?.0, largest)?;
        Some(seconds / (DAYS_PER_YEAR * 86_400.0))
    }
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
