//! A team's own kinds of documents: a folder of templates under a name that is none of ours.
//!
//! Each template whose name does not begin with `_` is a page, with all that the design document sees. One whose name holds a
//! word of [`SUBJECTS`] in capitals is a page for each of them: `cards/card-of-COMPONENT.md.j2` becomes `cards/card-of-api.md`.

use super::kind::{Page, kinds, view};
use super::{Input, words};
use crate::plan::reference::TeamRef;
use crate::plan::{Entity, Plan};
use minijinja::context;
use minijinja::value::Value;
use schemars::JsonSchema;
use serde::Serialize;

/// What there can be a page for each of, by the word that stands for its id.
pub const SUBJECTS: [&str; 8] = ["COMPONENT", "STORE", "CHANNEL", "JOURNEY", "FAILURE-MODE", "DECISION", "API", "TEAM"];

/// A kind of document of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKind {
    /// The name of its folder, and of the kind.
    pub name: String,
    /// The templates that are pages.
    pub templates: Vec<String>,
}

/// What a page for each of something is about.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PageSubject")]
pub(super) struct Subject<'p> {
    /// Its id.
    id: &'p str,
    /// What it is called.
    title: String,
    /// The team that answers for it.
    owner: Option<&'p str>,
    /// What the plan says of it, by the fields of the plan format.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    facts: Value,
}

impl OwnKind {
    /// The pages of the kind.
    pub(super) fn pages(&self, input: &Input<'_>) -> Vec<Page<'_>> {
        let everything = everything(input);
        let mut pages = Vec::new();
        for template in &self.templates {
            let path = template.strip_suffix(".j2").unwrap_or(template);
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let Some(word) = word_in(file) else {
                pages.push(Page { path: path.to_owned(), template, view: everything.clone() });
                continue;
            };
            pages.extend(subjects(input.system.plan, word).into_iter().map(|subject| Page {
                path: format!("{folder}/{}", file.replacen(word, &words::slug(subject.id), 1)),
                template,
                view: context! { subject => view(&subject), ..everything.clone() },
            }));
        }
        pages
    }
}

/// The word of a file's name that stands for an id.
fn word_in(file: &str) -> Option<&'static str> {
    SUBJECTS.into_iter().find(|word| file.contains(word))
}

/// All that the design document sees.
fn everything(input: &Input<'_>) -> Value {
    let pages = kinds().iter().find(|kind| kind.name == "design-doc").map(|kind| (kind.pages)(input));
    pages.into_iter().flatten().next().map(|page| page.view).unwrap_or_default()
}

/// All of one kind, in the order of the plan.
fn subjects<'p>(plan: &'p Plan, word: &str) -> Vec<Subject<'p>> {
    let owned = |id| plan.owner_of(id);
    let own = |owner: Option<&'p TeamRef>| plan.owner_or(owner);
    match word {
        "COMPONENT" => plan.components().map(|(id, facts)| subject(id.as_str(), facts, owned(id.as_str()))).collect(),
        "STORE" => plan.stores().map(|(id, facts)| subject(id.as_str(), facts, owned(id.as_str()))).collect(),
        "CHANNEL" => plan.channels().map(|(id, facts)| subject(id.as_str(), facts, own(facts.owner.as_ref()))).collect(),
        "JOURNEY" => plan.journeys().map(|(id, facts)| subject(id.as_str(), facts, own(facts.owner.as_ref()))).collect(),
        "FAILURE-MODE" => plan.failure_modes().map(|(id, facts)| subject(id.as_str(), facts, own(None))).collect(),
        "DECISION" => plan.decisions().map(|(id, facts)| subject(id.as_str(), facts, own(None))).collect(),
        "API" => plan.apis().map(|(id, facts)| subject(id.as_str(), facts, own(facts.owner.as_ref()))).collect(),
        _ => {
            let teams = plan.operations.as_ref().and_then(|operations| operations.teams.as_ref());
            teams.into_iter().flat_map(|teams| teams.iter()).map(|(id, facts)| subject(id.as_str(), facts, Some(id.as_str()))).collect()
        }
    }
}

fn subject<'p, T: Entity + Serialize>(id: &'p str, facts: &'p T, owner: Option<&'p str>) -> Subject<'p> {
    Subject { id, title: words::title(id, facts.title()), owner, facts: view(facts) }
}
