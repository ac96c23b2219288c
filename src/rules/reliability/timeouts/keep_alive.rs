//! Idle connections that one end takes for open.

use crate::analysis::effective::server;
use crate::document::Path;
use crate::graph::Hop;
use crate::plan::map::{Component, ComponentKind};
use crate::plan::value::Duration;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// TO5: a server closes an idle connection on which its load balancer is just sending.
pub(in crate::rules) fn closes_first(context: &Context<'_>) -> Vec<Ruling> {
    // The operations of a call use the same connections.
    context.calls_saying(&[]).filter_map(|(subject, _, hop)| ends(context, subject, hop)).collect()
}

fn ends(context: &Context<'_>, subject: SubjectRef, hop: &Hop<'_>) -> Option<Ruling> {
    let front = context.system.vertex(hop.caller);
    let back = context.system.vertex(hop.callee);
    let (proxy, behind) = (front.component()?, back.component()?);
    // Who keeps connections to what stands behind it for all its clients is a gateway, or says so.
    if proxy.kind != Some(ComponentKind::Gateway) && proxy.upstream_idle.is_none() {
        return None;
    }
    if behind.kind.is_some_and(ComponentKind::is_elsewhere) {
        return None;
    }
    let of = |id: &str, field: &str| Path::of(["map", "components", id, field]);
    let idle_path = of(front.id(), "upstream_idle");
    let kept = kept(behind, back.id());
    let Some(idle) = proxy.upstream_idle else { return Some(Ruling::unknown(subject, idle_path)) };
    let Some((keep_alive, path, origin)) = kept else { return Some(Ruling::unknown(subject, of(back.id(), "keep_alive"))) };
    // Zero keeps no connection at all: each request opens its own.
    if keep_alive > idle || keep_alive == Duration::ZERO || idle == Duration::ZERO {
        return Some(Ruling::holds(subject));
    }
    let message = format!(
        "{} closes an idle connection after {}{origin}, {} uses it for up to {}: a request on one that is just being closed fails with a 502",
        back.id(),
        keep_alive.spoken(),
        front.id(),
        idle.spoken()
    );
    let violation = Violation::new(message, of(back.id(), "keep_alive"))
        .because(path, format!("{} closes after {}{origin}", back.id(), keep_alive.spoken()))
        .because(idle_path, format!("{} keeps one for {}", front.id(), idle.spoken()))
        .suggest(of(back.id(), "keep_alive"), idle.plus(Duration::from_secs(5.0)).to_string())
        .group(format!("timeouts/TO5 {}", back.id()));
    Some(Ruling::violated(subject, violation))
}

/// How long a component keeps an idle connection: as it says, else as its server does by default.
fn kept(component: &Component, id: &str) -> Option<(Duration, Path, String)> {
    if let Some(said) = component.keep_alive {
        return Some((said, Path::of(["map", "components", id, "keep_alive"]), String::new()));
    }
    let (library, release) = server(component)?;
    Some((release.keep_alive?, Path::of(["map", "components", id, "server"]), format!(" (default of {library})")))
}
