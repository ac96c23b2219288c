//! What grows with the fleet: threads and connections of each instance for every other.

use crate::analysis::digits::{self, figure};
use crate::analysis::structure::fleet;
use crate::document::Path;
use crate::plan::map::{Component, ComponentKind, ScalesPer, ScalesWith};
use crate::plan::value::{Count, Fact, Number};
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// PT4: what each instance needs for every other is near its limit.
pub(in crate::rules) fn grows_with_the_fleet(context: &Context<'_>) -> Vec<Ruling> {
    let (share, large) = (context.threshold("PT4.share"), context.threshold("PT4.fleet"));
    context.plan.components().filter_map(|(id, component)| growing(context, id.as_str(), component, share, large)).collect()
}

fn growing(context: &Context<'_>, id: &str, component: &Component, share: f64, large: f64) -> Option<Ruling> {
    if component.kind.is_some_and(ComponentKind::is_elsewhere) {
        return None;
    }
    let subject = || SubjectRef::component(id);
    let path = subject().path.clone().key("scales_with");
    let resources = match &component.scales_with {
        Fact::None => return None,
        // A small fleet is far from any such limit.
        Fact::Unknown => {
            let fleet = fleet(context.plan, id).known.map_or(0.0, Count::f64);
            return (fleet >= large).then(|| Ruling::unknown(subject(), path));
        }
        Fact::Known(resources) => resources,
    };
    let mut open = None;
    let mut judged = false;
    for (name, resource) in resources {
        match used(context, id, resource, &path.clone().key(name.as_str())) {
            Used::Of { number, fleet, limit, each } => {
                judged = true;
                if number > share * limit {
                    let fits = (share * limit / each).floor();
                    let message = format!(
                        "{id} uses {} of {} {name} with {}, more than {}: {} for each {}; up to {} instances stay below",
                        figure(number),
                        Number(limit),
                        fleet.words,
                        digits::share(share),
                        Number(each),
                        fleet.of,
                        Number(fits + fleet.itself)
                    );
                    let path = path.key(name.as_str());
                    let violation = Violation::new(message, path.clone().key("limit"))
                        .because(path.clone().key("limit"), format!("at most {} {name}", Number(limit)))
                        .because(path.key("each"), format!("{} for each {}", Number(each), fleet.of))
                        .because(fleet.path, fleet.words);
                    return Some(Ruling::violated(subject(), violation));
                }
            }
            Used::Open(path) => {
                judged = true;
                open.get_or_insert(path);
            }
            Used::NotKnowable => {}
        }
    }
    judged.then(|| open.map_or_else(|| Ruling::holds(subject()), |path| Ruling::unknown(subject(), path)))
}

/// How many of a resource one instance uses.
enum Used {
    Of {
        number: f64,
        fleet: Grown,
        limit: f64,
        each: f64,
    },
    /// This fact would tell.
    Open(Path),
    /// How many tenants there are, no field says.
    NotKnowable,
}

/// What it grows with.
struct Grown {
    words: String,
    of: &'static str,
    /// One where an instance needs nothing for itself.
    itself: f64,
    path: Path,
}

fn used(context: &Context<'_>, id: &str, resource: &ScalesWith, path: &Path) -> Used {
    let at = |field: &str| path.clone().key(field);
    let (of, itself) = match resource.per {
        None => return Used::Open(at("per")),
        Some(ScalesPer::Tenant) => return Used::NotKnowable,
        Some(ScalesPer::Peer) => ("other instance", 1.0),
        Some(ScalesPer::Instance) => ("instance", 0.0),
    };
    let (Some(each), Some(limit)) = (resource.each, resource.limit) else {
        return Used::Open(at(if resource.each.is_none() { "each" } else { "limit" }));
    };
    let fleet = fleet(context.plan, id);
    let Some(most) = fleet.known else { return Used::Open(fleet.path()) };
    let number = each.0 * (most.f64() - itself).max(0.0);
    let grown = Grown { words: fleet.spoken(context.plan), of, itself, path: fleet.path() };
    Used::Of { number, fleet: grown, limit: limit.f64(), each: each.0 }
}
