//! The figures of the system as a whole, for people.

use super::{growth, missing, risks, structure, verdict};
use crate::analysis::digits::{self, cents, share};
use crate::cli::analyze::capacity::AtPeak;
use crate::cli::analyze::cost::Cost;
use crate::cli::analyze::figure::Section;
use crate::cli::analyze::system::{Connections, Ends, FORESEEN, Key, Load, NoEnd, Whole};
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;
use crate::plan::value::Number;

/// Of the costs as many as are read.
const SHOWN: usize = 6;
/// Characters of the widest bar.
const WIDE: usize = 10;

/// All of it, of a system with so many journeys.
pub fn block(system: &Whole, journeys: usize) -> String {
    let mut block = String::new();
    section(&mut block, Section::Structure, structure::rows(&system.structure, journeys));
    section(&mut block, Section::Capacity, system.capacity.iter().map(capacity));
    section(&mut block, Section::Growth, system.growth.iter().flat_map(growth::rows));
    let without_capacity = system.nodes.iter().filter(|node| system.capacity.iter().all(|known| known.id != node.id));
    section(&mut block, Section::Load, without_capacity.map(load));
    section(&mut block, Section::Calls, system.calls.iter().map(load));
    section(&mut block, Section::Connections, system.connections.iter().map(connections));
    section(&mut block, Section::Keys, system.keys.iter().map(key));
    section(&mut block, Section::FailureModes, system.failure_modes.iter().map(risks::scored));
    section(&mut block, Section::Cost, system.cost.iter().map(cost));
    block
}

fn section(page: &mut String, title: Section, rows: impl Iterator<Item = String>) {
    let rows: String = rows.collect();
    if !rows.is_empty() {
        page.push_str(&format!("{}\n{rows}\n", paint::heading(title.heading())));
    }
}

fn capacity(figure: &AtPeak) -> String {
    let drawn = bar(figure.utilisation, WIDE);
    let drawn = match figure.stability {
        "stable" => paint::good(&drawn),
        "open" => drawn,
        _ => paint::bad(&drawn),
    };
    let state = match figure.stability {
        "vulnerable" => format!(
            "; vulnerable: retries make up to {} of one, and once it fails they keep it down above {}/s",
            Number(figure.amplification),
            digits::figure(figure.safe_load)
        ),
        "overloaded" => "; overloaded".to_owned(),
        "open" => "; open, for facts are missing".to_owned(),
        _ => String::new(),
    };
    let at_least = at_least(&figure.missing);
    let line = format!("{}: {at_least}{}/s of {}/s{state}", figure.id, digits::figure(figure.load), digits::figure(figure.capacity));
    let mut block = text::hanging(&format!("  {drawn} {:>6}  ", share(figure.utilisation)), WIDE + 11, &line);
    if let Some(instances) = &figure.instances {
        let zone = instances.needed_without_a_zone.map(|count| format!(", {count} to lose a zone")).unwrap_or_default();
        let (there, needed) = (instances.at_peak, instances.needed);
        let line = format!("instances: {there} at peak; needed {at_least}{needed} at 70 % of their capacity{zone}");
        block += &text::paragraph(WIDE + 11, &line);
    }
    block + &missing(&figure.missing)
}

fn at_least(missing: &[String]) -> &'static str {
    if missing.is_empty() { "" } else { "at least " }
}

fn load(load: &Load) -> String {
    let at_least = at_least(&load.missing);
    text::paragraph(2, &format!("{}: {at_least}{}/s", load.id, digits::figure(load.per_second)))
}

fn connections(figure: &Connections) -> String {
    let at_least = at_least(&figure.missing);
    let wanted = figure.wanted.map_or_else(|| "without bound".to_owned(), |wanted| format!("{at_least}{}", Number(wanted)));
    let line = format!("{}: {wanted} of {}", figure.store, Number(figure.available));
    text::paragraph(2, &line)
        + &figure.parts.iter().map(|part| text::paragraph(4, &format!("line {}: {}", part.line, part.text))).collect::<String>()
}

fn key(key: &Key) -> String {
    let left = |until: String| match key.years_left {
        Some(years) if years <= FORESEEN => format!("{} years left at today's rate{until}", digits::figure(years)),
        _ => "more than 1000 years left".to_owned(),
    };
    let years = match &key.ends {
        Ends::Not(NoEnd::Never) => "does not run out".to_owned(),
        Ends::Not(NoEnd::Unknown) => "no end known".to_owned(),
        Ends::On(date) => left(format!(", until {date}")),
        Ends::InYears(_) => left(String::new()),
    };
    text::paragraph(2, &format!("{}: {years} (line {})", key.id, key.line))
}

fn cost(figure: &Cost) -> String {
    let money = |amount: f64| format!("{} {}", cents(amount), figure.currency);
    let budget = figure.budget.map(|budget| {
        let holds = if figure.monthly > budget { Some(false) } else { figure.missing.is_empty().then_some(true) };
        format!("; {} budgeted: {}", money(budget), verdict(holds))
    });
    let so_far = if figure.missing.is_empty() { "in all" } else { "of what is stated" };
    let mut block = text::paragraph(2, &format!("{} {so_far}{}", money(figure.monthly), budget.unwrap_or_default()));
    for node in figure.nodes.iter().filter(|node| node.monthly > 0.0).take(SHOWN) {
        let part = node.monthly / figure.monthly;
        let told: Vec<String> = node.parts.iter().map(|part| format!("{}, line {}", part.text, part.line)).collect();
        block += &format!("  {} {:>6}  {}\n", bar(part, WIDE), share(part), printable(&told.join("; ")));
    }
    for (id, journey) in &figure.journeys {
        let each = |per_1k: Option<f64>, when: &str| {
            per_1k.map(|amount| format!(", {} {} for 1000 requests at {when}", digits::figure(amount), figure.currency))
        };
        let average = each(journey.per_1k_average, "average load").unwrap_or_default();
        let peak = each(journey.per_1k_peak, "peak").unwrap_or_default();
        block += &text::paragraph(2, &format!("{id}: {}{}{average}{peak}", at_least(&figure.missing), money(journey.monthly)));
    }
    if figure.unshared > 0.0 {
        let why = if figure.missing.is_empty() { "that no journey's load explains" } else { "that no load explains that is stated" };
        block += &text::paragraph(2, &format!("{} {why}", money(figure.unshared)));
    }
    block + &missing(&figure.missing)
}
