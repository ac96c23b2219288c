//! What a scenario changes, for people.

use super::available;
use crate::analysis::digits::{cents, figure, most, share};
use crate::cli::analyze::Figures;
use crate::cli::analyze::journey::Journey;
use crate::cli::analyze::system::{Connections, Load, Whole};
use crate::cli::analyze::what_if::{Comparison, Sweep};
use crate::cli::{bar::bar, paint, text};
use crate::document::printable;
use crate::plan::value::Duration;

/// Characters of the widest bar.
const WIDE: usize = 20;

/// What is different after a scenario.
pub fn text(report: &Comparison) -> String {
    let mut page = paint::heading(&printable(&format!("What if {}", report.changes.join(", ")))) + "\n\n";
    for (id, before) in &report.before.journeys {
        let Some(after) = report.after.journeys.get(id) else { continue };
        let title = before.title.as_ref().map(|title| format!(": {title}")).unwrap_or_default();
        page += &(paint::heading(&printable(&format!("{id}{title}"))) + "\n");
        let now = measures(after);
        let rows: String =
            measures(before).iter().filter_map(|before| row(before, now.iter().find(|now| now.name == before.name))).collect();
        page += if rows.is_empty() { "  nothing changes\n" } else { &rows };
        page.push('\n');
    }
    page += &system(report);
    text::closed(&page)
}

/// A figure of a journey: its name, its text, and whether it keeps what the plan promises.
struct Measure {
    name: &'static str,
    text: String,
    holds: Option<bool>,
}

fn measures(journey: &Journey) -> Vec<Measure> {
    let availability = &journey.availability;
    let of = |down| available(down, availability.target);
    let spoken = |ms: Option<f64>| ms.map_or_else(|| "not known".to_owned(), |ms| Duration::from_ms(ms).spoken());
    let mut measures = vec![
        Measure {
            name: "available",
            text: availability.unavailability.map_or_else(|| format!("at most {}", of(1.0 - availability.ceiling)), of),
            holds: availability.within,
        },
        Measure {
            name: "down a year",
            text: spoken(availability.minutes_per_year.map(|minutes| minutes * 60_000.0)),
            holds: availability.within,
        },
    ];
    if let Some(latency) = &journey.latency {
        for (name, key, ms) in [("p50", "p50", latency.p50), ("p99", "p99", latency.p99), ("p99.9", "p999", latency.p999)] {
            let holds = latency.targets.iter().find(|target| target.quantile == key).and_then(|target| target.within);
            measures.push(Measure { name, text: spoken(ms), holds });
        }
        measures.push(Measure { name: "answered", text: most(latency.answered), holds: None });
        if let Some(share) = latency.within_deadline {
            measures.push(Measure { name: "in deadline", text: most(share), holds: None });
        }
    }
    if let Some(worst) = &journey.worst_case {
        let text = worst.ms.map_or_else(|| "without bound".to_owned(), |ms| Duration::from_ms(ms).spoken());
        measures.push(Measure { name: "worst case", text, holds: worst.within });
    }
    if let Some(retries) = &journey.retries {
        let text = retries.product.map_or_else(|| "without bound".to_owned(), |product| format!("one becomes {}", figure(product)));
        measures.push(Measure { name: "retries", text, holds: None });
    }
    measures
}

fn row(before: &Measure, after: Option<&Measure>) -> Option<String> {
    let endless = Measure { name: before.name, text: "some requests never end".to_owned(), holds: before.holds.map(|_| false) };
    // Without an end there is no other quantile either: one row says it.
    let after = after.or_else(|| (before.name == "p99").then_some(&endless))?;
    (before.text != after.text).then(|| {
        let verdict = match (before.holds, after.holds) {
            (Some(true), Some(false)) => paint::bad("  no longer holds"),
            (Some(false), Some(true)) => paint::good("  holds now"),
            (_, Some(false)) => paint::dim("  does not hold"),
            _ => String::new(),
        };
        format!("  {:<12} {:>22}  →  {}{verdict}\n", before.name, before.text, after.text)
    })
}

/// Of a list as much as is read.
const SHOWN: usize = 10;

/// Nodes without a stated capacity whose load changes, those that change most first.
fn loads(before: &Whole, after: &Whole) -> String {
    let known = |id: &str| after.capacity.iter().any(|node| node.id == id);
    let mut changed: Vec<(&Load, f64)> = Vec::new();
    for node in after.nodes.iter().filter(|node| !known(&node.id)) {
        let Some(was) = before.nodes.iter().find(|was| was.id == node.id) else { continue };
        if (was.per_second - node.per_second).abs() > was.per_second * 5e-4 {
            changed.push((node, was.per_second));
        }
    }
    changed.sort_by(|(a, was), (b, then)| (b.per_second - then).abs().total_cmp(&(a.per_second - was).abs()));
    let row = |(node, was): &(&Load, f64)| format!("  {}: {}/s → {}/s\n", printable(&node.id), figure(*was), figure(node.per_second));
    let mut rows: String = changed.iter().take(SHOWN).map(row).collect();
    if changed.len() > SHOWN {
        rows += &format!("  and {} more\n", changed.len() - SHOWN);
    }
    rows
}

/// Databases that get more or fewer connections.
fn connections(before: &Whole, after: &Whole) -> String {
    let spoken = |wanted: Option<f64>| wanted.map_or_else(|| "without bound".to_owned(), figure);
    let pairs = after.connections.iter().filter_map(|now| Some((before.connections.iter().find(|was| was.store == now.store)?, now)));
    let changed = pairs.filter(|(was, now)| spoken(was.wanted) != spoken(now.wanted) || was.available.total_cmp(&now.available).is_ne());
    let row = |(was, now): (&Connections, &Connections)| {
        let (then, store) = (spoken(was.wanted), printable(&now.store));
        format!("  {store}: {then} of {} → {} of {}\n", figure(was.available), spoken(now.wanted), figure(now.available))
    };
    changed.map(row).collect()
}

/// The nodes whose load or capacity changes, connections, and the cost.
fn system(report: &Comparison) -> String {
    let (Some(before), Some(after)) = (&report.before.system, &report.after.system) else { return String::new() };
    let mut rows = String::new();
    for node in &after.capacity {
        let Some(was) = before.capacity.iter().find(|was| was.id == node.id) else { continue };
        if (was.utilisation - node.utilisation).abs() < 5e-4 && was.stability == node.stability {
            continue;
        }
        let drawn = bar(node.utilisation, WIDE);
        let drawn = match node.stability {
            "stable" => paint::good(&drawn),
            "open" => drawn,
            _ => paint::bad(&drawn),
        };
        rows += &format!(
            "  {drawn} {:>5} → {:>5}  {}, {}\n",
            share(was.utilisation),
            share(node.utilisation),
            printable(&node.id),
            node.stability
        );
    }
    let mut page = String::new();
    if !rows.is_empty() {
        page += &(paint::heading("Load against capacity at peak") + "\n" + &rows + "\n");
    }
    for (title, rows) in
        [("Load at peak, where no capacity is stated", loads(before, after)), ("Connections during a release", connections(before, after))]
    {
        if !rows.is_empty() {
            page += &(paint::heading(title) + "\n" + &rows + "\n");
        }
    }
    if let (Some(was), Some(is)) = (&before.cost, &after.cost)
        && (was.monthly - is.monthly).abs() >= 0.005
    {
        page += &(paint::heading("Cost a month, at most") + "\n");
        page += &format!("  {} {}  →  {} {}\n", cents(was.monthly), was.currency, cents(is.monthly), is.currency);
    }
    page
}

/// The figures over the values of a field, with a bar for the p99, or for the downtime where that stays as it is.
pub fn sweep(report: &Sweep) -> String {
    let with = if report.what_if.is_empty() { String::new() } else { format!(", with {}", report.what_if.join(", ")) };
    let mut page = paint::heading(&printable(&format!("{} from {}{with}", report.field, ends(report)))) + "\n\n";
    let Some(first) = report.steps.first() else { return page };
    for (id, journey) in &first.figures.journeys {
        let rows: Vec<Vec<Measure>> = report.steps.iter().filter_map(|step| step.figures.journeys.get(id)).map(measures).collect();
        let changing: Vec<usize> =
            (0..measures(journey).len()).filter(|at| rows.windows(2).any(|pair| texts(pair, *at).is_some_and(|(a, b)| a != b))).collect();
        page += &(paint::heading(&printable(id)) + "\n");
        if changing.is_empty() {
            page += "  nothing changes\n\n";
            continue;
        }
        let names: Vec<&str> = changing.iter().filter_map(|at| Some(rows.first()?.get(*at)?.name)).collect();
        page += &paint::dim(&format!("  {:>10}  {}\n", "", names.iter().map(|name| format!("{name:>14}")).collect::<String>()));
        let drawn: Vec<f64> = report.steps.iter().map(|step| drawn(&step.figures, id)).collect();
        let most = drawn.iter().copied().fold(0.0, f64::max);
        for ((step, row), amount) in report.steps.iter().zip(&rows).zip(drawn) {
            let cells: String = changing.iter().filter_map(|at| row.get(*at)).map(|measure| format!("{:>14}", measure.text)).collect();
            let bar = if most > 0.0 { bar(amount / most, WIDE) } else { String::new() };
            page += &format!("  {:>10}  {cells}  {}\n", printable(&step.value), bar.trim_end());
        }
        page.push('\n');
    }
    text::closed(&page)
}

fn texts(pair: &[Vec<Measure>], at: usize) -> Option<(&str, &str)> {
    let [a, b] = pair else { return None };
    Some((&a.get(at)?.text, &b.get(at)?.text))
}

fn drawn(figures: &Figures, journey: &str) -> f64 {
    let Some(journey) = figures.journeys.get(journey) else { return 0.0 };
    journey.latency.as_ref().and_then(|latency| latency.p99).or(journey.availability.minutes_per_year).unwrap_or_default()
}

fn ends(report: &Sweep) -> String {
    let value = |step: Option<&crate::cli::analyze::what_if::Step>| step.map(|step| step.value.clone()).unwrap_or_default();
    format!("{} to {}", value(report.steps.first()), value(report.steps.last()))
}
