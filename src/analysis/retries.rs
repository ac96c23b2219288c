//! How often a request at the front becomes a request at the back while the back fails.
//!
//! Worst amplification of a path: the product of the attempts of its hops. A hop's failure makes the hop before it try again
//! only when the caller fails with it, so the product goes on over hard synchronous calls and starts anew behind soft calls,
//! alternatives and channels. Source: Google SRE book, "Handling overload" (three layers of retries multiply).

use super::effective::{Effective, attempts, layers};
use crate::document::Path;
use crate::graph::{HopId, Route, Stretch, System};
use crate::plan::value::{Count, Limit};

/// The path of a journey with the most attempts at its end.
#[derive(Debug, Clone)]
pub struct Amplification {
    /// The product of the attempts; infinite where one is without bound.
    pub product: f64,
    /// The hops that multiply, from the front to the back.
    pub path: Vec<Tries>,
    /// Hops whose attempts nobody knows: the product is a bound from below.
    pub missing: Vec<Path>,
}

/// The attempts of one hop, or of one consumer of a channel.
#[derive(Debug, Clone)]
pub struct Tries {
    /// The hop, or `channel -> consumer`.
    pub id: String,
    /// The hop, where it is one.
    pub hop: Option<HopId>,
    /// How often it is tried in all.
    pub attempts: f64,
    /// Where that stands.
    pub path: Path,
    /// ` (default of …)` where it is a library's.
    pub origin: String,
}

impl Amplification {
    /// For people: `web -> api: 2 × api -> payments: 3 = 6`.
    pub fn spoken(&self) -> String {
        let factors: Vec<String> = self.path.iter().map(|tries| format!("{} ({})", plain(tries.attempts), tries.id)).collect();
        format!("{} = {}", factors.join(" × "), plain(self.product))
    }
}

fn plain(number: f64) -> String {
    if number.is_finite() { crate::plan::value::Number(number).to_string() } else { "unlimited".to_owned() }
}

/// The worst amplification of a journey; `None` where it makes no call.
pub fn amplification(system: &System<'_>, route: &Route<'_>) -> Option<Amplification> {
    // Per vertex: the best product of a path that ends here and goes on, as (product, the stretch it came by).
    let mut into = route.table::<(f64, usize)>();
    let mut reached: Vec<(f64, Option<usize>)> = vec![(1.0, None); route.stretches.len()];
    let mut missing = Vec::new();
    for (n, stretch) in route.stretches.iter().enumerate().filter(|(_, stretch)| !stretch.closes_cycle) {
        let tries = tries(system, stretch);
        if tries.attempts.is_none() {
            missing.push(told(system, stretch).path);
        }
        let before = if tries.carries_on { into.get(stretch.from).copied() } else { None };
        let product = tries.at_least() * before.map_or(1.0, |(product, _)| product);
        if let Some(slot) = reached.get_mut(n) {
            *slot = (product, before.map(|(_, stretch)| stretch));
        }
        if into.get(stretch.to).is_none_or(|(best, _)| product > *best) {
            into.set(stretch.to, (product, n));
        }
    }
    let (last, (product, _)) =
        reached.iter().enumerate().fold(None, |best: Option<(usize, &(f64, Option<usize>))>, (n, here)| match best {
            Some((_, there)) if there.0 >= here.0 => best,
            _ => Some((n, here)),
        })?;
    let mut path = Vec::new();
    let mut at = Some(last);
    while let Some((n, stretch)) = at.and_then(|n| Some((n, route.stretches.get(n)?))) {
        if tries(system, stretch).at_least() > 1.0 {
            path.push(told(system, stretch));
        }
        at = reached.get(n).and_then(|(_, before)| *before);
    }
    path.reverse();
    Some(Amplification { product: *product, path, missing })
}

/// How often one stretch of a way is tried.
pub(super) struct StretchTries {
    /// In all, those of other retriers on the same hop included; `None`: nobody knows.
    attempts: Option<f64>,
    /// Whether a failure here makes the hop before it try again.
    pub(super) carries_on: bool,
}

impl StretchTries {
    /// What nobody knows is one try.
    pub(super) fn at_least(&self) -> f64 {
        self.attempts.unwrap_or(1.0)
    }
}

pub(super) fn tries(system: &System<'_>, stretch: &Stretch) -> StretchTries {
    match stretch.hop.map(|id| system.hop(id)) {
        Some(hop) => StretchTries {
            attempts: attempts(hop).map(|own| count(own.value) * layers(hop)),
            carries_on: hop.is_sync() && hop.is_hard() && hop.call.any_of.is_none(),
        },
        None => StretchTries { attempts: deliveries(system, stretch), carries_on: false },
    }
}

/// A channel gives one message to a consumer so many times. What goes in is tried by no one here.
fn deliveries(system: &System<'_>, stretch: &Stretch) -> Option<f64> {
    let consumers = system.vertex(stretch.from).channel().and_then(|channel| channel.consumers.as_ref());
    match consumers.and_then(|consumers| consumers.0.get(system.vertex(stretch.to).id())) {
        Some(consumer) => consumer.attempts.map(count),
        None => Some(1.0),
    }
}

fn count(attempts: Limit<Count>) -> f64 {
    match attempts {
        Limit::At(count) => count.f64().max(1.0),
        Limit::Unlimited => f64::INFINITY,
    }
}

/// One stretch with its name and place.
fn told(system: &System<'_>, stretch: &Stretch) -> Tries {
    let attempts = tries(system, stretch).at_least();
    let Some(id) = stretch.hop else {
        let (channel, consumer) = (system.vertex(stretch.from).id(), system.vertex(stretch.to).id());
        let path = Path::of(["contracts", "channels", channel, "consumers", consumer, "attempts"]);
        return Tries { id: format!("{channel} -> {consumer}"), hop: None, attempts, path, origin: String::new() };
    };
    let hop = system.hop(id);
    let own = self::attempts(hop);
    Tries {
        id: hop.id().to_owned(),
        hop: Some(id),
        attempts,
        path: own.as_ref().map_or_else(|| hop.at("retry"), Effective::path),
        origin: own.as_ref().map(Effective::origin).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::load;

    /// The SRE book's example: three layers of four attempts are 64 at the back.
    #[test]
    fn layers_multiply() {
        let text = "groundplan: 1\nsystem: s\ngoals: {journeys: {j: {entry: a}}}\nmap:\n  components: {a: {}, b: {}, c: {}, d: {}}\n  calls:\n    a -> b: {retry: 4}\n    b -> c: {retry: 4}\n    c -> d: {retry: 4}\n";
        let loaded = load(text);
        let system = System::new(loaded.plan.as_ref().unwrap());
        let worst = amplification(&system, system.route("j").unwrap()).unwrap();
        assert_eq!((worst.product, worst.path.len()), (64.0, 3));
    }
}
