//! Read models: a copy has an age, a way to build it anew, a way around it for who has just written, and a reason.

use crate::analysis::digits::figure;
use crate::document::Path;
use crate::graph::{Hop, HopId};
use crate::plan::data::{Consistency, Reason, Store, StoreKind};
use crate::plan::map::ReadsFrom;
use crate::plan::reference::SourceRef;
use crate::plan::value::{Fact, Number};
use crate::rules::demands::joined;
use crate::rules::{Context, Demands, Ruling, SubjectRef, Violation};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// What a store is derived from. What a cache holds is recomputed entry by entry, and other conditions look after it.
fn sources(store: &Store) -> Option<&[SourceRef]> {
    let sources = store.derived_from.known().filter(|_| store.kind != Some(StoreKind::Cache))?;
    (!sources.is_empty()).then_some(sources)
}

/// RM1: nobody has said how old a read model may be or how it is built anew, or what should be a copy is the only one.
pub(in crate::rules) fn not_rebuilt(context: &Context<'_>) -> Vec<Ruling> {
    context.plan.stores().filter_map(|(id, store)| rebuilt(id.as_str(), store)).collect()
}

fn rebuilt(id: &str, store: &Store) -> Option<Ruling> {
    let subject = SubjectRef::store(id);
    let at = |field: &str| subject.path.clone().key(field);
    let what = match store.kind {
        Some(StoreKind::Search) => Some("a search index"),
        Some(StoreKind::Cache) => Some("a cache"),
        _ => None,
    };
    if let (Some(what), Some(true)) = (what, store.only_copy) {
        let message = format!("{id} is {what} and the only copy of what it holds: nothing can fill it again");
        let violation = Violation::new(message, at("only_copy")).because(at("kind"), what).because(at("only_copy"), "the only copy");
        return Some(Ruling::violated(subject.clone(), violation));
    }
    let Some(sources) = sources(store) else {
        let is_open = store.kind == Some(StoreKind::Search) && store.derived_from.is_unknown();
        return is_open.then(|| Ruling::unknown(subject.clone(), at("derived_from")));
    };
    let rebuild = at("rebuild");
    let demands = Demands::default().want(store.staleness.map(|_| true), at("staleness"), "");
    let demands = match &store.rebuild {
        Fact::Unknown => demands.want(None, rebuild, ""),
        Fact::None => demands.want(Some(false), rebuild, "no way to be built anew"),
        Fact::Known(facts) => demands.want(facts.from.as_ref().map(|_| true), rebuild.clone().key("from"), "").want(
            facts.within.map(|_| true),
            rebuild.key("within"),
            "",
        ),
    };
    let names: Vec<&str> = sources.iter().map(SourceRef::as_str).collect();
    let names = joined(&names);
    let ruling = demands.ruling(subject.clone(), |lacks| format!("{id} is derived from {names} and has {lacks}"));
    Some(ruling.adding(|violation| violation.because(at("derived_from"), format!("derived from {names}"))))
}

/// RM2: who has just written reads a copy that may not have it.
pub(in crate::rules) fn behind_the_writer(context: &Context<'_>) -> Vec<Ruling> {
    let from_copies = context.system.hops().filter_map(|(id, hop)| Some((id, hop, copy_of(context, hop)?)));
    from_copies.map(|(id, hop, copy)| read(context, id, hop, &copy)).collect()
}

/// A copy that a call reads.
struct Copy<'c> {
    id: &'c str,
    store: &'c Store,
    /// The stores that are written in its stead.
    written: BTreeSet<NodeIndex>,
    /// The fact that shows it, and what it says.
    path: Path,
    what: String,
}

fn copy_of<'c>(context: &'c Context<'_>, hop: &Hop<'_>) -> Option<Copy<'c>> {
    let vertex = context.system.vertex(hop.callee);
    let (id, store) = (vertex.id(), vertex.store()?);
    if hop.call.mutates == Some(true) {
        return None;
    }
    let mut written = BTreeSet::from([hop.callee]);
    if let Some(sources) = sources(store) {
        written.extend(sources.iter().filter_map(|source| context.system.find(source.as_str())));
        let names: Vec<&str> = sources.iter().map(SourceRef::as_str).collect();
        let path = SubjectRef::store(id).path.clone().key("derived_from");
        return Some(Copy { id, store, written, path, what: format!("{id}, which is derived from {}", joined(&names)) });
    }
    let from_replica = hop.call.reads_from == Some(ReadsFrom::Replica);
    from_replica.then(|| Copy { id, store, written, path: hop.at("reads_from"), what: format!("a replica of {id}") })
}

fn read(context: &Context<'_>, id: HopId, hop: &Hop<'_>, copy: &Copy<'_>) -> Ruling {
    let subject = context.call(id);
    let path = hop.at("read_your_writes");
    let consistency = SubjectRef::store(copy.id).path.clone().key("consistency");
    let need = match copy.store.consistency {
        Some(Consistency::Monotonic | Consistency::Bounded | Consistency::Eventual) => return Ruling::holds(subject),
        Some(Consistency::Linearizable) => Some((consistency.clone(), "its readers must see the newest".to_owned())),
        Some(Consistency::ReadYourWrites) => Some((consistency.clone(), "its readers must see their own writes".to_owned())),
        None => written_before(context, id, hop, copy),
    };
    match (&hop.call.read_your_writes, need) {
        (Fact::Known(_), _) => Ruling::holds(subject),
        (_, None) => Ruling::unknown(subject, consistency),
        (Fact::Unknown, Some(_)) => Ruling::unknown(subject, path),
        (Fact::None, Some((place, why))) => {
            let lag = copy.store.staleness.or_else(|| copy.store.replication.known().and_then(|replication| replication.lag));
            let behind = lag.map(|lag| format!(", up to {} behind", lag.spoken())).unwrap_or_default();
            let message = format!("{} reads {}{behind}, with no way to wait for one's own write: {why}", hop.id(), copy.what);
            let violation = Violation::new(message, path.clone())
                .because(copy.path.clone(), format!("it reads {}", copy.what))
                .because(path, "no way to see one's own write")
                .because(place, why);
            Ruling::violated(subject, violation)
        }
    }
}

/// A call of the same journey that writes what the copy is made of.
fn written_before(context: &Context<'_>, id: HopId, hop: &Hop<'_>, copy: &Copy<'_>) -> Option<(Path, String)> {
    let system = context.system;
    let writes = || copy.written.iter().flat_map(|at| system.hops_to(*at)).filter(|(_, hop)| hop.call.mutates == Some(true));
    let routes = system.routes().iter().filter(|route| route.takes(id));
    let (route, write) = routes
        .flat_map(|route| writes().map(move |(write, hop)| (route, write, hop)))
        .find_map(|(route, write, hop)| route.takes(write).then_some((route, hop)))?;
    (write.id() != hop.id()).then(|| (write.at("mutates"), format!("{} writes it in {}", write.id(), route.id)))
}

/// RM3: reading and writing are split without a reason.
pub(in crate::rules) fn without_reason(context: &Context<'_>) -> Vec<Ruling> {
    let least = context.threshold("RM3.ratio");
    let models = context.plan.stores().filter_map(|(id, store)| Some((id.as_str(), store, sources(store)?)));
    models.map(|(id, store, sources)| reason(context, id, store, sources, least)).collect()
}

fn reason(context: &Context<'_>, id: &str, store: &Store, sources: &[SourceRef], least: f64) -> Ruling {
    let subject = SubjectRef::store(id);
    let path = subject.path.clone().key("reason");
    let ratio = store.load.as_ref().and_then(|load| {
        let (reads, writes) = (load.reads?.hz(), load.writes?.hz());
        (writes > 0.0).then_some(reads / writes)
    });
    let names: Vec<&str> = sources.iter().map(SourceRef::as_str).collect();
    let names = joined(&names);
    match (&store.reason, ratio) {
        (Fact::Known(Reason::ReadRatio), Some(ratio)) if ratio < least => {
            let message = format!(
                "{id} is kept beside {names} because reads outnumber writes, and they do so {} to one only; it pays from {} on",
                figure(ratio),
                Number(least)
            );
            let violation = Violation::new(message, path.clone()).because(path, "reads outnumber writes (read-ratio)");
            Ruling::violated(subject.clone(), violation.because(subject.path.clone().key("load"), "reads and writes, as measured"))
        }
        (Fact::Known(_), _) => Ruling::holds(subject),
        (Fact::None, _) => {
            let violation = Violation::new(format!("{id} is kept beside {names} without a reason"), path.clone());
            Ruling::violated(subject, violation.because(path, "no reason"))
        }
        (Fact::Unknown, Some(ratio)) if ratio >= least => Ruling::holds(subject),
        (Fact::Unknown, _) if is_of_another_kind(context, store, sources) => Ruling::holds(subject),
        (Fact::Unknown, _) => Ruling::unknown(subject, path),
    }
}

/// Whether it is what its sources are not, which is a reason that needs no words.
fn is_of_another_kind(context: &Context<'_>, store: &Store, sources: &[SourceRef]) -> bool {
    let kind = |source: &SourceRef| context.plan.store(source.as_str()).and_then(|source| source.kind);
    store.kind.is_some_and(|own| sources.iter().all(|source| kind(source).is_some_and(|other| other != own)))
}
