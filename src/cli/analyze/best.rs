//! The one change that buys the most availability for the least money.

use crate::analysis::availability::{Change, Gain, Solved, Worth, worths};
use crate::cli::opened::Opened;
use crate::graph::System;
use crate::plan::value::{DAYS_PER_YEAR, Money};
use serde::Serialize;

/// Of the changes that cost nothing or are not priced, as many as are worth a look.
const NAMED: usize = 3;

/// What money buys, over all journeys that were asked for.
#[derive(Debug, Serialize)]
pub struct Best {
    /// The change that saves most for each unit of money; absent where no change that helps has a cost above nothing.
    pub bought: Option<Bought>,
    /// Changes that the plan says cost nothing, the best three.
    pub free: Vec<Bought>,
    /// Changes of which the plan states no cost, the best three: they cost work.
    pub unpriced: Vec<Bought>,
}

/// A change, what it brings and what it costs. Minutes are of a year, over all journeys that it helps.
#[derive(Debug, Serialize)]
pub struct Bought {
    pub kind: &'static str,
    pub text: String,
    pub path: String,
    pub line: usize,
    /// The journeys that it helps.
    pub journeys: Vec<Gained>,
    pub minutes_saved: f64,
    /// What it costs a month; absent where the plan does not say.
    pub monthly_cost: Option<f64>,
    pub currency: Option<String>,
    /// Minutes a year for each unit of money a month; absent without a cost above nothing.
    pub minutes_per_money: Option<f64>,
    /// Where the cost stands.
    pub cost_path: Option<String>,
    pub cost_line: Option<usize>,
}

/// What it brings to one journey, in minutes down a year.
#[derive(Debug, Serialize)]
pub struct Gained {
    pub id: String,
    pub before: f64,
    pub after: f64,
}

/// What money buys; `None` where no change that was tried helps.
pub fn of(opened: &Opened, system: &System<'_>, solved: &[Solved<'_, '_>]) -> Option<Best> {
    let worths = worths(system, solved);
    let view = |worth: &Worth<'_>| bought(opened, system, worth);
    let rest = |is_free: bool| {
        let rest = worths.iter().filter(|worth| worth.per_money().is_none() && worth.monthly.is_some() == is_free);
        rest.take(NAMED).map(view).collect()
    };
    (!worths.is_empty()).then(|| Best {
        bought: worths.first().filter(|worth| worth.per_money().is_some()).map(view),
        free: rest(true),
        unpriced: rest(false),
    })
}

fn bought(opened: &Opened, system: &System<'_>, worth: &Worth<'_>) -> Bought {
    let path = worth.change.path(system);
    let cost = worth.monthly.as_ref().and_then(|_| Change::cost_path(worth.change, system));
    Bought {
        kind: worth.change.kind(),
        text: worth.change.text(system),
        line: opened.place(&path).line,
        path: path.to_string(),
        journeys: worth.gains.iter().map(gained).collect(),
        minutes_saved: worth.minutes(),
        monthly_cost: worth.monthly.as_ref().map(|monthly| monthly.amount),
        currency: worth.monthly.as_ref().map(|Money { currency, .. }| currency.clone()),
        minutes_per_money: worth.per_money(),
        cost_line: cost.as_ref().map(|path| opened.place(path).line),
        cost_path: cost.map(|path| path.to_string()),
    }
}

fn gained(gain: &Gain<'_>) -> Gained {
    let minutes = |share: f64| share * DAYS_PER_YEAR * 1_440.0;
    Gained { id: gain.journey.to_owned(), before: minutes(gain.before), after: minutes(gain.after) }
}
