//! Small plans with everything that a fault tree can be made of, always the same for the same seed: shared dependencies,
//! k-of-n instances in zones of regions, alternatives, soft calls with fallbacks, hosts, failure modes.

#![allow(clippy::format_push_string, reason = "a generator of text in a test")]

use crate::mixer::Mixer;
use std::collections::BTreeMap;

/// Writes the plan of a seed. Its one journey is `j`.
pub fn plan(seed: u32) -> String {
    // Seeds that follow each other would begin alike.
    let mut writer = Writer { mixer: Mixer((seed + 1).wrapping_mul(0x9E37_79B9)), text: String::new() };
    for _ in 0..8 {
        writer.below(2);
    }
    writer.plan();
    writer.text
}

struct Writer {
    mixer: Mixer,
    text: String,
}

impl Writer {
    fn below(&mut self, below: usize) -> usize {
        self.mixer.next(below)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// An availability from 90 % to 99.999 %, with digits that no short cut would get right.
    fn availability(&mut self) -> String {
        let digits = 1 + self.below(9_999);
        let unavailability = digits as f64 / [1e3, 1e4, 1e5, 1e6][self.below(4)];
        format!("{:.7}%", 100.0 - unavailability)
    }

    fn plan(&mut self) {
        let (zones, components, stores) = (2 + self.below(3), 4 + self.below(8), 1 + self.below(3));
        let common_cause = self.below(20);
        self.text += "groundplan: 1\nsystem: generated\ngoals: {journeys: {j: {entry: c0, traffic: 100/s}}}\n";
        self.text += &format!("map:\n  common_cause: {common_cause}%\n");
        self.zones(zones);
        self.text += "  components:\n";
        for n in 0..components {
            let facts = self.node(zones);
            // Hosts stand behind what runs in them, so nothing runs in itself.
            let host = if n > 0 && n + 1 < components && self.one_in(6) { format!(", runs_in: c{}", n + 1) } else { String::new() };
            self.text += &format!("    c{n}: {{kind: service{facts}{host}}}\n");
        }
        self.calls(components, stores);
        self.groups();
        self.failure_modes(components, zones);
        self.text += "data:\n  stores:\n";
        for n in 0..stores {
            let facts = self.node(zones);
            self.text += &format!("    s{n}: {{engine: postgres 17{facts}}}\n");
        }
    }

    /// One alternative of `g0` must work, and two of `g1` where every caller has as many. A group without calls is a mistake.
    fn groups(&mut self) {
        let mut needs = Vec::new();
        for (group, wanted) in [("g0", 1), ("g1", 2)] {
            let mut members: BTreeMap<&str, usize> = BTreeMap::new();
            for call in self.text.lines().filter(|line| line.contains(&format!("any_of: {group}"))) {
                *members.entry(call.split(" -> ").next().unwrap_or_default()).or_default() += 1;
            }
            needs.extend(members.values().min().map(|fewest| format!("{group}: {}", wanted.min(*fewest))));
        }
        self.text += &format!("  groups: {{{}}}\n", needs.join(", "));
    }

    fn zones(&mut self, zones: usize) {
        self.text += "  regions:\n";
        for region in 0..2 {
            let availability = self.availability();
            self.text += &format!("    r{region}: {availability}\n");
        }
        self.text += "  zones:\n";
        for zone in 0..zones {
            let (region, availability) = (self.below(2), self.availability());
            self.text += &format!("    z{zone}: {{region: r{region}, availability: {availability}}}\n");
        }
    }

    /// What a node says of its failures: nothing, the availability of the whole, or that of its instances.
    fn node(&mut self, zones: usize) -> String {
        let availability = self.availability();
        if self.one_in(8) {
            return String::new();
        }
        if self.one_in(3) {
            return format!(", availability: {availability}");
        }
        let members = 1 + self.below(4);
        let needs = 1 + self.below(members);
        let mut facts = format!("min: {members}, needs: {needs}, availability: {availability}");
        if !self.one_in(3) {
            let standing: Vec<String> = (0..=self.below(zones)).map(|zone| format!("z{zone}")).collect();
            facts += &format!(", zones: [{}]", standing.join(", "));
        }
        if self.one_in(4) {
            facts += &format!(", common_cause: {}%", self.below(30));
        }
        format!(", instances: {{{facts}}}")
    }

    /// Every component but the last calls some of those behind it, and stores; so there is no cycle and much is shared.
    fn calls(&mut self, components: usize, stores: usize) {
        self.text += "  calls:\n";
        for caller in 0..components {
            let mut called = Vec::new();
            for _ in 0..=self.below(4) {
                let behind = components - caller - 1;
                let store = behind == 0 || self.one_in(4);
                let callee = if store { format!("s{}", self.below(stores)) } else { format!("c{}", caller + 1 + self.below(behind)) };
                if !called.contains(&callee) {
                    let facts = self.call(caller, components);
                    self.text += &format!("    c{caller} -> {callee}: {{{facts}}}\n");
                    called.push(callee);
                }
            }
        }
    }

    fn call(&mut self, caller: usize, components: usize) -> String {
        let mut facts = match self.below(6) {
            0 => {
                let works = self.availability();
                // A fallback that is served by what stands behind the caller too.
                let behind = caller + 1 + self.below(components);
                let uses = if behind < components { format!(", uses: c{behind}") } else { String::new() };
                format!("need: soft, fallback: {{answer: the last one known, works: {works}{uses}}}")
            }
            1 => "need: soft".to_owned(),
            2 | 3 => format!("any_of: g{}", self.below(2)),
            _ => "need: hard".to_owned(),
        };
        if self.one_in(4) {
            facts += &format!(", availability: {}", self.availability());
        }
        facts
    }

    fn failure_modes(&mut self, components: usize, zones: usize) {
        self.text += "  failure_modes:\n";
        for n in 0..=self.below(3) {
            let place = if self.one_in(3) { format!("z{}", self.below(zones)) } else { format!("c{}", self.below(components)) };
            let (frequency, detect, recover) = (1 + self.below(12), 1 + self.below(30), 5 + self.below(120));
            self.text += &format!(
                "    m{n}: {{at: {place}, kind: down, frequency: {frequency}/year, detect: {{within: {detect}min}}, recover: {{within: {recover}min}}}}\n"
            );
        }
    }
}
