//! How much the subjects of a plan matter.

use super::severity;
use super::subject::SubjectRef;
use crate::graph::System;
use crate::knowledge::{Severity, Subject};
use crate::plan::Criticality;
use std::collections::HashMap;

/// How much each component, store and channel matters, and the system.
pub(super) struct Weights<'a> {
    system: Weight,
    nodes: HashMap<&'a str, Weight>,
}

/// How much a subject matters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// How much depends on it; `None`: nobody says.
    pub criticality: Option<Criticality>,
    /// How many journeys it carries.
    pub journeys: usize,
    /// How many others call it.
    pub fan_in: usize,
}

impl<'a> Weights<'a> {
    pub(super) fn new(system: &'a System<'a>) -> Self {
        let weight = |at| {
            let id = system.vertex(at).id();
            let weight = Weight {
                criticality: system.plan.criticality_of(id),
                journeys: system.routes().iter().filter(|route| route.reaches(at)).count(),
                fan_in: system.hops_to(at).count(),
            };
            (id, weight)
        };
        Self { system: Weight { criticality: system.plan.criticality, ..Weight::default() }, nodes: system.nodes().map(weight).collect() }
    }

    /// That of the node whose criticality a subject takes; what belongs to no node weighs as the system.
    pub(super) fn of(&self, subject: &SubjectRef) -> Weight {
        match &subject.node {
            Some(node) => self.nodes.get(node.as_str()).copied().unwrap_or(self.system),
            None => Weight { journeys: usize::from(subject.kind == Subject::Journey), ..self.system },
        }
    }
}

impl Weight {
    /// Severity × criticality × fan-in: how soon a question is asked. Above zero.
    pub(super) fn rank(&self, severity: Severity) -> f64 {
        let severity = match severity {
            Severity::Blocker => 8.0,
            Severity::High => 4.0,
            Severity::Medium => 2.0,
            Severity::Low => 1.0,
        };
        severity * severity::weight(self.criticality) * (1.0 + self.fan_in as f64)
    }
}
