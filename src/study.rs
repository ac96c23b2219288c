//! Everything that follows from the text of a plan, in one call.

use crate::graph::System;
use crate::plan::value::Date;
use crate::plan::{Loaded, Plan, load};
use crate::rules::{Judgement, Rulebook, judge, unknown_names};
use std::sync::{Arc, OnceLock};

/// A text with what it says and what the guidance says of it.
#[derive(Debug)]
pub struct Study {
    /// The plan with its places and mistakes.
    pub loaded: Loaded,
    /// Today, where the caller or the plan says it.
    pub today: Option<Date>,
    /// What it is judged by.
    pub rulebook: Arc<Rulebook>,
    judgement: OnceLock<Judgement>,
}

impl Study {
    /// Of a plan that is read already, to be judged by a rulebook when somebody asks.
    pub fn of(mut loaded: Loaded, rulebook: Arc<Rulebook>, today: Option<Date>) -> Self {
        loaded.problems.extend(unknown_names(&loaded, &rulebook));
        loaded.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        let today = today.or_else(|| loaded.plan.as_ref().and_then(|plan| plan.as_of));
        Self { loaded, today, rulebook, judgement: OnceLock::new() }
    }

    /// The judgement of what could be read; made when it is first asked for.
    pub fn judgement(&self) -> &Judgement {
        self.judgement
            .get_or_init(|| self.loaded.plan.as_ref().map(|plan| judge(&System::new(plan), self.today, &self.rulebook)).unwrap_or_default())
    }

    /// The plan as far as it could be read; an empty one where nothing could.
    pub fn plan(&self) -> &Plan {
        static EMPTY: OnceLock<Plan> = OnceLock::new();
        self.loaded.plan.as_ref().unwrap_or_else(|| EMPTY.get_or_init(Plan::default))
    }
}

/// Reads a plan, to be judged by the guidance when somebody asks. The same text and date give the same study.
pub fn study(text: &str, today: Option<Date>) -> Study {
    study_by(Rulebook::guidance(), text, today)
}

/// The same, to be judged by a team's rulebook.
pub fn study_by(rulebook: Arc<Rulebook>, text: &str, today: Option<Date>) -> Study {
    Study::of(load(text), rulebook, today)
}
