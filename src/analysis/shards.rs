//! How many shards of a divided store one call asks.

use crate::document::Path;
use crate::graph::{Hop, System, Vertex};
use crate::plan::data::Partitions;
use crate::plan::map::Shards;
use crate::plan::value::{Count, Fact};

/// How many shards a call asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// One.
    One,
    /// Several, but not all.
    Several(Count),
    /// All, and how many that are.
    All(All),
    /// This fact would tell; `most` is how many there are.
    Open {
        /// Where it would stand.
        path: Path,
        /// How many shards there are.
        most: Option<Count>,
    },
}

/// Every shard is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct All {
    /// How many there are.
    pub count: Option<Count>,
    /// Where the plan says so.
    pub path: Path,
    /// In words: `it asks all shards`.
    pub because: String,
}

/// How many shards a call asks: as it says, else by the columns that it looks up by. `None`: its callee is not divided, as far as
/// the plan says, or it puts in something new.
pub fn asked(system: &System<'_>, hop: &Hop<'_>) -> Option<Asked> {
    let store = system.vertex(hop.callee).store();
    let partitions = store.and_then(|store| store.partitions.known());
    let count = partitions.and_then(|partitions| partitions.count);
    let stated = |because: String| All { count, path: hop.at("shards"), because };
    match hop.call.shards {
        Some(Shards::One | Shards::Count(Count(1))) => Some(Asked::One),
        Some(Shards::All) => Some(Asked::All(stated("it asks all shards".to_owned()))),
        Some(Shards::Count(asked)) if Some(asked) == count => Some(Asked::All(stated(format!("it asks all {asked} shards")))),
        Some(Shards::Count(asked)) => Some(Asked::Several(asked)),
        None => by_key(system.vertex(hop.callee), partitions?, hop),
    }
}

fn by_key(store: Vertex<'_>, partitions: &Partitions, hop: &Hop<'_>) -> Option<Asked> {
    let count = partitions.count;
    if count == Some(Count(1)) {
        return Some(Asked::One);
    }
    let Some(filter) = &hop.call.filter else {
        // What writes without looking anything up puts in something new, and that lands in one place.
        return (hop.call.mutates != Some(true)).then(|| Asked::Open { path: hop.at("filter"), most: count });
    };
    let key_path = || Path::of(["data", "stores", store.id(), "partitions", "key"]);
    Some(match &partitions.key {
        Fact::Unknown => Asked::Open { path: key_path(), most: count },
        Fact::None => {
            Asked::All(All { count, path: key_path(), because: format!("nothing says in which shard of {} a row is", store.id()) })
        }
        Fact::Known(key) if covers(filter, key) => Asked::One,
        Fact::Known(key) => {
            let because = match filter.join(", ") {
                by if by.is_empty() => format!("it looks up by no column, and the partition key is {key}"),
                by => format!("it looks up by {by}, and the partition key is {key}"),
            };
            Asked::All(All { count, path: hop.at("filter"), because })
        }
    })
}

/// Whether all columns of a key are among those looked up by; `orders.id` and `id` are one column.
fn covers(filter: &[String], key: &str) -> bool {
    let bare = |column: &str| column.trim().rsplit('.').next().unwrap_or_default().to_owned();
    let by: Vec<String> = filter.iter().map(|column| bare(column)).collect();
    key.split(',').all(|column| by.contains(&bare(column)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    fn of(call: &str, partitions: &str) -> Option<Asked> {
        let text = format!(
            "groundplan: 1\nsystem: s\nmap:\n  components: {{a: {{}}}}\n  calls:\n    a -> db: {call}\ndata:\n  stores: {{db: {{partitions: {partitions}}}}}\n"
        );
        let loaded = plan::load(&text);
        assert!(loaded.problems.is_empty(), "{text}");
        let plan = loaded.plan.unwrap();
        let system = System::new(&plan);
        let (_, hop) = system.hops().next().unwrap();
        asked(&system, hop)
    }

    #[test]
    fn the_filter_and_the_partition_key_tell_how_many_are_asked() {
        let by_buyer = "{key: buyer_id, count: 16}";
        assert_eq!(of("{filter: [orders.buyer_id, day]}", by_buyer), Some(Asked::One));
        assert_eq!(of("{filter: [day]}", "{key: 'tenant, day', count: 16}").map(|asked| matches!(asked, Asked::All(_))), Some(true));
        assert!(matches!(of("{filter: [day]}", by_buyer), Some(Asked::All(All { count: Some(Count(16)), .. }))));
        assert!(matches!(of("{filter: [day]}", "{key: none}"), Some(Asked::All(All { count: None, .. }))));
        assert!(matches!(of("{}", by_buyer), Some(Asked::Open { most: Some(Count(16)), .. })));
        assert!(matches!(of("{filter: [day]}", "{count: 4}"), Some(Asked::Open { .. })));
        assert_eq!(of("{}", "{count: 1}"), Some(Asked::One));
    }

    #[test]
    fn the_call_itself_may_say_it() {
        assert_eq!(of("{shards: 3}", "{count: 16}"), Some(Asked::Several(Count(3))));
        assert!(matches!(of("{shards: 16}", "{count: 16}"), Some(Asked::All(_))));
        assert!(matches!(of("{shards: all}", "none"), Some(Asked::All(All { count: None, .. }))));
        assert_eq!(of("{}", "none"), None);
        assert_eq!(of("{mutates: true}", "{key: id, count: 16}"), None);
    }
}
