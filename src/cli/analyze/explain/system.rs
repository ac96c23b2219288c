//! How the figures of the system were got.

use super::{Account, Explanation};
use crate::analysis::digits::{cents, difference, figure, share};
use crate::cli::analyze::Figures;
use crate::cli::analyze::figure::Section;
use crate::cli::analyze::growth::{Growth, Later};
use crate::cli::analyze::line::Part;
use crate::cli::analyze::system::{Ends, Load, NoEnd, Whole};
use crate::cli::opened::Opened;

/// Each section of the page that is not empty.
pub(super) fn all(opened: &Opened, figures: &Figures) -> Vec<Explanation> {
    let of = |section: Section| {
        let account = match (section, &figures.system) {
            (Section::Best, _) => best(opened, figures),
            (_, None) => None,
            (_, Some(system)) => account(opened, system, section),
        };
        account.filter(|account| !account.inputs.is_empty()).map(|account| account.named(None, section.heading()))
    };
    Section::ALL.into_iter().filter_map(of).collect()
}

fn account(opened: &Opened, system: &Whole, section: Section) -> Option<Account> {
    match section {
        // Told above, as it needs no system.
        Section::Best => None,
        Section::Structure => Some(structure(opened, system)),
        Section::Capacity => Some(capacity(opened, system)),
        Section::Growth => system.growth.as_ref().map(|growth| growing(opened, growth)),
        Section::Load => {
            let known = |load: &&Load| system.capacity.iter().all(|node| node.id != load.id);
            Some(loads(opened, system.nodes.iter().filter(known)))
        }
        Section::Calls => Some(loads(opened, system.calls.iter())),
        Section::Connections => Some(connections(opened, system)),
        Section::Keys => Some(keys(opened, system)),
        Section::FailureModes => Some(failure_modes(opened, system)),
        Section::Cost => cost(opened, system),
    }
}

fn best(opened: &Opened, figures: &Figures) -> Option<Account> {
    let best = figures.best_change.as_ref()?;
    let mut account = Account::default()
        .formula("minutes saved over the journeys ÷ money a month, of every single change that was tried")
        .assuming("a minute of each journey counts alike")
        .assuming("one instance more costs what each of them does");
    for bought in best.bought.iter().chain(&best.free).chain(&best.unpriced) {
        account = account.formulas(
            bought
                .journeys
                .iter()
                .map(|gained| format!("{}, {}: {} min a year", bought.text, gained.id, difference(gained.before, gained.after))),
        );
        if let (Some(cost), Some(currency), Some(each)) = (bought.monthly_cost, &bought.currency, bought.minutes_per_money) {
            account = account.formula(format!(
                "{}: {} ÷ {} = {} min a year for each {currency} a month",
                bought.text,
                figure(bought.minutes_saved),
                cents(cost),
                figure(each)
            ));
        }
        account = account.input(opened, &bought.path, &bought.text);
        if let Some(path) = &bought.cost_path {
            account = account.input(opened, path, "what one costs a month");
        }
    }
    Some(account)
}

fn structure(opened: &Opened, system: &Whole) -> Account {
    let of = &system.structure;
    let mut account = Account::default()
        .formula("counted on the graph of hard calls that are waited for; the blast radius of a node is every journey solved with it down");
    account = account.parts(opened, of.cycles.iter().flat_map(|cycle| &cycle.calls));
    account = account.parts(opened, of.longest_chain.iter().flat_map(|chain| &chain.calls));
    account = account.parts(opened, of.circular_tools.iter().flat_map(|tool| &tool.needs));
    for inversion in &of.inversions {
        account = account.input(opened, &inversion.path, &inversion.call);
    }
    for writer in of.shared_stores.iter().flat_map(|store| &store.writers) {
        account = account.input(opened, &writer.path, &format!("{} writes", writer.component));
    }
    of.fans.iter().filter(|fan| fan.callers > 0).fold(account, |account, fan| node(account, opened, &fan.id))
}

fn capacity(opened: &Opened, system: &Whole) -> Account {
    let formula = |node: &crate::cli::analyze::capacity::AtPeak| {
        let amplification = figure(node.amplification);
        format!(
            "{}: {} ÷ {} = {} ; safe up to {} ÷ {amplification} = {}/s",
            node.id,
            figure(node.load),
            figure(node.capacity),
            share(node.utilisation),
            figure(node.capacity),
            figure(node.safe_load)
        )
    };
    let mut account = Account::default()
        .formula("load ÷ capacity at peak; safe load = capacity ÷ amplification by retries; instances = ⌈load ÷ (capacity of one × 70 %)⌉")
        .formulas(system.capacity.iter().map(formula))
        .parts(opened, system.capacity.iter().flat_map(|node| &node.parts))
        .assuming("as many instances run at peak as the plan allows, unless it states at_peak")
        .assuming("instances are full at 70 %");
    for node in &system.capacity {
        account = account.lacking(&node.missing);
    }
    account
}

fn growing(opened: &Opened, growth: &Growth) -> Account {
    let fills = |node: &Later| {
        let Some(fills) = &node.fills else { return String::new() };
        let full =
            fills.full_in_months.map_or_else(|| "not in a hundred years".to_owned(), |months| format!("after {} months", figure(months)));
        format!(" ; {} ÷ {} = {} ; full {full}", figure(node.at_horizon), figure(fills.capacity), share(fills.utilisation))
    };
    let mut account = Account::default()
        .formula("Σ over journeys of peak × growth over the horizon × visits a request; what is measured grows as what is computed does")
        .formula("growth: (1 + share)^(horizon ÷ period), or 1 + amount × horizon ÷ period ÷ peak");
    for node in &growth.nodes {
        let terms: Vec<String> = node.parts.iter().filter_map(|part| part.amount).map(figure).collect();
        let (now, then) = (figure(node.per_second), figure(node.at_horizon));
        let sum = if terms.len() > 1 { format!("{} = ", terms.join(" + ")) } else { String::new() };
        account = account.formula(format!("{}: {now}/s → {sum}{then}/s{}", node.id, fills(node)));
        account = account.parts(opened, &node.parts).lacking(&node.missing);
    }
    if growth.target_utilisation.is_some() {
        account = account.input(opened, "thresholds.PR2.share", "how full a node may be");
    }
    account = account.assuming("capacities, and what each request needs, stay as they are today");
    match opened.plan().horizon {
        Some(horizon) => account.input(opened, "horizon", &format!("{horizon} ahead")),
        None => account.assuming("the plan looks a year ahead, for it states no horizon"),
    }
}

fn loads<'l>(opened: &Opened, loads: impl Iterator<Item = &'l Load>) -> Account {
    let mut account = Account::default().formula("Σ over journeys of peak × visits a request, unless it is measured");
    for load in loads {
        let terms: Vec<String> = load.parts.iter().filter_map(|part| part.amount).map(figure).collect();
        let sum = if terms.is_empty() { "no journey with traffic comes here".to_owned() } else { terms.join(" + ") };
        account = account
            .formula(format!("{}: {sum} = {}/s", load.id, figure(load.per_second)))
            .parts(opened, &load.parts)
            .lacking(&load.missing);
        account = if load.parts.is_empty() { node(account, opened, &load.id) } else { account };
    }
    account
}

/// What stands for a node, channel or call of which nothing else is stated.
fn node(account: Account, opened: &Opened, id: &str) -> Account {
    let places = ["map.components", "data.stores", "contracts.channels", "map.calls"].map(|register| format!("{register}.{id}"));
    let tree = &opened.study.loaded.tree;
    let call = || format!("map.calls.{}", id.split('/').next().unwrap_or(id));
    let known = places.into_iter().find(|place| crate::document::Path::parse(place, tree).is_some());
    account.input(opened, &known.unwrap_or_else(call), id)
}

fn connections(opened: &Opened, system: &Whole) -> Account {
    let mut account = Account::default().formula("Σ over pools of instances during a release × size of the pool, against max_connections");
    for store in &system.connections {
        let terms: Vec<String> = store.parts.iter().map(|part| part.amount.map_or_else(|| "unlimited".to_owned(), figure)).collect();
        let wanted = store.wanted.map_or_else(|| "without bound".to_owned(), figure);
        account = account.formula(format!("{}: {} = {wanted} of {}", store.store, terms.join(" + "), figure(store.available)));
        let path = format!("data.stores.{}.max_connections", store.store);
        account = account.parts(opened, &store.parts).input(opened, &path, "the connections that it can have").lacking(&store.missing);
    }
    account
}

fn keys(opened: &Opened, system: &Whole) -> Account {
    let mut account =
        Account::default().formula("(largest value of the type − current) ÷ growth").assuming("the key grows as fast as today");
    for key in &system.keys {
        let years = match (&key.ends, key.years_left) {
            (Ends::Not(NoEnd::Never), _) => "does not run out".to_owned(),
            (_, None) => "no end known".to_owned(),
            (Ends::On(date), Some(years)) => format!("{} years, until {date}", figure(years)),
            (_, Some(years)) => format!("{} years", figure(years)),
        };
        account = account.formula(format!("{}: {years}", key.id)).input(opened, &key.path, "its type, current value and growth");
    }
    account
}

fn failure_modes(opened: &Opened, system: &Whole) -> Account {
    let mut account =
        Account::default().assuming("scores come from the tables of checklists/risk.yaml, where the plan states none under `fmea`");
    for mode in &system.failure_modes {
        let score = |score: Option<u64>| score.map_or_else(|| "?".to_owned(), |score| score.to_string());
        let [s, o, d, product] = [mode.severity, mode.occurrence, mode.detection, mode.risk_priority_number].map(score);
        let priority = mode.action_priority.unwrap_or("open");
        account = account.formula(format!("{}: {s} × {o} × {d} = {product}, priority {priority}", mode.id));
        account = account.parts(opened, &mode.parts).lacking(&mode.missing);
    }
    account
}

fn cost(opened: &Opened, system: &Whole) -> Option<Account> {
    let cost = system.cost.as_ref()?;
    let terms: Vec<String> = cost.nodes.iter().filter(|node| node.monthly > 0.0).map(|node| cents(node.monthly).to_string()).collect();
    let parts: Vec<&Part> = cost.nodes.iter().flat_map(|node| &node.parts).collect();
    let mut account = Account::default()
        .formula(format!("{} = {} {} a month", terms.join(" + "), cents(cost.monthly), cost.currency))
        .formulas(cost.journeys.iter().map(|(id, journey)| {
            let each = journey.per_1k_average.map(|each| format!(" ; {} a thousand requests at average load", figure(each)));
            format!("{id}: Σ of each node × the journey's share of its load = {}{}", cents(journey.monthly), each.unwrap_or_default())
        }))
        .parts(opened, parts)
        .assuming("instances that scale are counted at their most; a month is a twelfth of 365.25 days")
        .lacking(&cost.missing);
    if cost.budget.is_some() {
        account = account.input(opened, "goals.budget.monthly", "what it may cost a month");
    }
    Some(account)
}
