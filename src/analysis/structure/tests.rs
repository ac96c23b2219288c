//! Small systems with one thing to find in each.

use super::{Duty, Standing, blast_radii, circular, fans, flows, inversions, longest_chain, standing, writers};
use crate::graph::System;
use crate::plan::{Plan, load};

fn plan(body: &str) -> Plan {
    let loaded = load(&format!("groundplan: 1\nsystem: shop\n{body}"));
    assert_eq!(loaded.problems, []);
    loaded.plan.unwrap()
}

fn ids(system: &System<'_>, hops: &[crate::graph::HopId]) -> Vec<String> {
    hops.iter().map(|id| system.hop(*id).id().to_owned()).collect()
}

#[test]
fn the_longest_chain_waits_all_the_way() {
    let plan = plan(
        "goals: {journeys: {pay: {entry: a}}}\nmap:\n  components: {a: {}, b: {}, c: {}, d: {}, e: {}}\n  calls:\n    a -> c: {}\n    \
         a -> b: {}\n    b -> c: {}\n    c -> d: {}\n    c -> a: {}\n    d -> e: {mode: async}\n",
    );
    let system = System::new(&plan);
    assert_eq!(ids(&system, &longest_chain(&system, &system.routes()[0])), ["a -> b", "b -> c", "c -> d"]);
}

/// As deep as a plan can be.
#[test]
fn a_deep_chain_does_not_overflow() {
    let count = 20_000;
    let last = count - 1;
    let components: Vec<String> = (1..count).map(|n| format!("    c{n}: {{}}\n")).collect();
    let calls: Vec<String> = (1..count).map(|n| format!("    c{} -> c{n}: {{need: hard}}\n", n - 1)).collect();
    let (components, calls) = (format!("    c0: {{watches: [c{last}]}}\n{}", components.concat()), calls.concat());
    let plan = plan(&format!("goals: {{journeys: {{j: {{entry: c0}}}}}}\nmap:\n  components:\n{components}  calls:\n{calls}"));
    let system = System::new(&plan);
    assert_eq!(longest_chain(&system, &system.routes()[0]).len(), count - 1);
    assert_eq!(circular(&system)[0].needs.len(), count - 1);
    assert!(blast_radii(&system).truncated);
}

#[test]
fn neighbours_count_once() {
    let plan = plan(
        "map:\n  components: {a: {}, b: {}}\n  calls:\n    a -> b: {operations: {one: {}, two: {}}}\n    b -> a: {}\n    a -> a: {}\n",
    );
    let system = System::new(&plan);
    let counts: Vec<(usize, usize)> = fans(&system).iter().map(|fan| (fan.callers, fan.callees)).collect();
    assert_eq!(counts, [(2, 2), (1, 1)]);
}

#[test]
fn who_writes_through_a_gateway_is_the_one_behind_it() {
    let plan = plan(
        "map:\n  components: {proxy: {kind: gateway}, a: {owner: team-a}, b: {owner: team-b}}\n  calls:\n    a -> proxy: {}\n    \
         b -> db: {mutates: true}\n    proxy -> db: {mutates: true}\ndata: {stores: {db: {}}}\n",
    );
    let system = System::new(&plan);
    let found = writers(&system, system.find("db").unwrap()).unwrap();
    let owners: Vec<(Option<&str>, &str)> = found.by_owner().into_iter().map(|(owner, writers)| (owner, writers[0].component)).collect();
    assert_eq!(owners, [(Some("team-a"), "a"), (Some("team-b"), "b")]);
    assert_eq!(found.open, None);
}

#[test]
fn an_inversion_is_stated_on_both_ends_and_between_them() {
    let plan = plan(
        "map:\n  components: {a: {criticality: high}, b: {criticality: low}, c: {criticality: critical}, d: {}}\n  calls:\n    \
         a -> b: {need: hard}\n    a -> c: {need: hard}\n    c -> b: {need: soft}\n    c -> a: {}\n    c -> d: {need: hard}\n",
    );
    let system = System::new(&plan);
    let found = inversions(&system);
    assert_eq!(found.len(), 1);
    assert_eq!(system.hop(found[0].hop).id(), "a -> b");
    let open: Vec<String> = system
        .hops()
        .filter_map(|(id, _)| if let Standing::Open(path) = standing(&system, id)? { Some(path.to_string()) } else { None })
        .collect();
    assert_eq!(open, ["map.calls.c -> a.need", "map.components.d.criticality"]);
}

#[test]
fn who_watches_and_needs_what_is_watched() {
    let plan = plan(
        "map:\n  components: {board: {watches: [login], repairs: [api]}, login: {}, api: {}, proxy: {}}\n  calls:\n    \
         board -> proxy: {need: hard}\n    proxy -> login: {need: hard}\n    board -> api: {need: soft}\n",
    );
    let system = System::new(&plan);
    let found = circular(&system);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].duty, ids(&system, &found[0].needs)), (Duty::Watches, vec!["board -> proxy".into(), "proxy -> login".into()]));
}

#[test]
fn where_a_class_of_data_goes() {
    let plan = plan(
        "map:\n  components: {api: {}, bank: {kind: external}, mail: {uses: none}}\n  calls:\n    api -> bank: {carries: [card]}\n    \
         api -> db: {carries: [card], cache: {store: redis}}\ndata:\n  classes: {card: payment}\n  stores: {db: {holds: [card]}, redis: {}}\n\
         contracts: {channels: {paid: {carries: [card], producers: [api], consumers: [mail]}}}\n",
    );
    let system = System::new(&plan);
    let flow = &flows(&system)[0];
    let rests: Vec<&str> = flow.rests.iter().map(|at| system.vertex(*at).id()).collect();
    assert_eq!((rests, ids(&system, &flow.leaves)), (vec!["db", "redis"], vec!["api -> bank".to_owned()]));
    assert_eq!(flow.unused[0].0, "mail");
    assert_eq!((flow.calls.len(), flow.channels.len()), (2, 1));
}

#[test]
fn what_a_node_takes_with_it() {
    let plan = plan(
        "goals: {journeys: {pay: {entry: api}, look: {entry: api}}}\nmap:\n  components: {api: {}, bank: {}, lone: {}}\n  calls:\n    \
         api -> bank: {in: [pay], need: hard}\n    api -> db: {need: soft}\ndata: {stores: {db: {}}}\n",
    );
    let system = System::new(&plan);
    let radii = blast_radii(&system);
    let told: Vec<(&str, usize, usize)> =
        radii.all.iter().map(|blast| (system.vertex(blast.at).id(), blast.out.len(), blast.degraded.len())).collect();
    assert_eq!(told, [("api", 2, 0), ("bank", 1, 0), ("db", 0, 2)]);
}
