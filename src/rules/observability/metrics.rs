//! Metrics: what users lose is seen in numbers of the business.

use crate::document::Path;
use crate::plan::Criticality;
use crate::plan::value::Fact;
use crate::rules::{Context, Ruling, SubjectRef, Violation};

/// ME2: a journey into something critical has no business figure.
pub(in crate::rules) fn no_business_figure(context: &Context<'_>) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    for (id, journey) in context.plan.journeys() {
        let subject = SubjectRef::journey(id.as_str());
        let path = subject.path.clone().key("kpi");
        if journey.kpi.known().is_some() {
            rulings.push(Ruling::holds(subject));
            continue;
        }
        // A journey is as critical as where it enters.
        let entries = journey.entries().map(|entry| context.plan.criticality_of(entry.as_str()));
        let stated: Vec<Option<Criticality>> = entries.chain([context.plan.criticality]).collect();
        let is_critical = stated.contains(&Some(Criticality::Critical));
        rulings.push(match &journey.kpi {
            _ if !is_critical && stated.iter().all(Option::is_some) => continue,
            _ if !is_critical => Ruling::unknown(subject, Path::of(["criticality"])),
            Fact::None => {
                let message = format!("{id} is critical, and no business figure shows that it works");
                Ruling::violated(subject, Violation::new(message, path.clone()).because(path, "no figure"))
            }
            _ => Ruling::unknown(subject, path),
        });
    }
    rulings
}
