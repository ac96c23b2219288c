//! The guided path: what is asked next.
//!
//! First come the questions of the workflow, which create what an empty plan lacks; then, once these are answered or left for
//! later, the questions of the judge, the most important first. What is open follows from the text alone, so it goes on where
//! it stood, whoever changed the text in between.

use super::desk::Desk;
use super::entry::Entry;
use crate::document::Path;
use crate::knowledge::{Ask, StepId, Then, workflow};
use crate::plan::fields::Spot;
use crate::rules::{Question, QuestionKind};
use crate::wizard::form::{Answer, Offer, Place, Shape, none_of};

/// A question on the screen.
#[derive(Debug)]
pub struct Asking {
    /// The question.
    pub asked: Asked,
    /// The answer, as far as it is typed.
    pub entry: Entry,
    /// Whether the format takes "there is none" for an answer.
    pub none: bool,
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub enum Asked {
    /// Something that the plan lacks.
    Missing {
        /// The step that it belongs to.
        step: StepId,
        /// The question of the workflow.
        ask: &'static Ask,
        /// Where the answer goes.
        at: Path,
        /// The question, with its subject.
        text: String,
    },
    /// A field of what was just created.
    Field(Follow),
    /// A fact that the judge lacks.
    Fact(Box<Question>),
    /// What shows that a question about a practice was answered rightly.
    Evidence(Box<Question>),
    /// Nothing more is asked by the workflow: the documents can be written.
    Done,
    /// Nothing is open at all.
    #[default]
    Nothing,
}

/// The fields that are asked after an entry was created.
#[derive(Debug, Clone)]
pub struct Follow {
    /// The step that it belongs to.
    pub step: StepId,
    /// The question that created the entry.
    pub ask: &'static Ask,
    /// The entry.
    pub entry: Path,
    /// The field that is asked: a position in `ask.then`.
    pub position: usize,
}

impl Follow {
    /// The field and its question.
    pub fn then(&self) -> Option<&'static Then> {
        self.ask.then.get(self.position)
    }

    /// Where the answer goes.
    pub fn path(&self) -> Path {
        let field = self.then().map_or("", |then| then.field.as_str());
        field.split('.').fold(self.entry.clone(), Path::key)
    }

    /// The next field that nobody has answered.
    pub fn next(mut self, desk: &Desk) -> Option<Self> {
        loop {
            self.position += 1;
            self.then()?;
            if Place::find(desk.tree(), &self.path()).is_some_and(|place| place.written.is_absent()) {
                return Some(self);
            }
        }
    }
}

impl Asked {
    /// What it is called among the questions left for later.
    pub fn id(&self) -> String {
        match self {
            Self::Missing { ask, at, .. } => format!("{}@{at}", ask.id),
            Self::Field(follow) => follow.path().to_string(),
            Self::Fact(question) => question.id(),
            Self::Evidence(question) => format!("evidence of {}", question.id()),
            Self::Done => "done".to_owned(),
            Self::Nothing => String::new(),
        }
    }

    /// Where the answer goes.
    pub fn path(&self) -> Option<Path> {
        match self {
            Self::Missing { at, .. } => Some(at.clone()),
            Self::Field(follow) => Some(follow.path()),
            Self::Fact(question) => Some(question.path.clone()),
            Self::Evidence(question) => Some(question.path.clone().key("evidence")),
            Self::Done | Self::Nothing => None,
        }
    }

    /// The step that it belongs to.
    pub fn step(&self) -> Option<StepId> {
        match self {
            Self::Missing { step, .. } => Some(*step),
            Self::Field(follow) => Some(follow.step),
            Self::Fact(question) | Self::Evidence(question) => Some(question.condition.step),
            Self::Done | Self::Nothing => None,
        }
    }
}

impl Asking {
    /// The question, ready to be answered. What was typed before and not taken stands there again.
    pub fn new(asked: Asked, desk: &Desk) -> Self {
        let tree = desk.tree();
        let place = asked.path().and_then(|path| Place::find(tree, &path));
        let spot = place.map_or_else(Spot::root, |place| place.spot);
        let mut answer = match (&asked, place.map(Shape::of)) {
            // A new entry gets a key.
            (Asked::Missing { .. }, Some(Shape::Entries(key, _))) if spot.item().is_none() => Answer::key(key, tree),
            _ => Answer::of(spot, tree),
        };
        if let Asked::Fact(question) = &asked
            && question.kind == QuestionKind::Practice
        {
            answer.offers.iter_mut().for_each(say_what_it_says);
        }
        let draft = asked.path().and_then(|path| desk.drafts.get(&path).cloned()).unwrap_or_default();
        Self { entry: Entry::new(answer, &draft, tree).unanswered(tree), none: none_of(spot).is_some(), asked }
    }
}

/// The words that answer a question about a practice say nothing by themselves where the question is an open one.
fn say_what_it_says(offer: &mut Offer) {
    let meaning = match offer.text.as_str() {
        "met" => "it is wrong nowhere; evidence is asked next",
        "unmet" => "it is wrong somewhere: a finding",
        "not-applicable" => "the question does not arise; why is asked next",
        _ => return,
    };
    meaning.clone_into(&mut offer.meaning);
}

/// The next question: of the workflow, then of the judge.
pub fn next_asked(desk: &Desk) -> Asked {
    let skipped = |asked: &Asked| desk.skipped.contains(&asked.id());
    missing(desk).find(|asked| !skipped(asked)).unwrap_or_else(|| {
        if desk.guided && !skipped(&Asked::Done) {
            return Asked::Done;
        }
        facts(desk).find(|asked| !skipped(asked)).unwrap_or(Asked::Nothing)
    })
}

/// What the plan lacks, in the order of the workflow.
pub fn missing(desk: &Desk) -> impl Iterator<Item = Asked> + '_ {
    let asks = workflow().steps().iter().flat_map(|step| step.asks.iter().map(move |ask| (step.id, ask)));
    asks.filter_map(|(step, ask)| {
        let opening = ask.opening(desk.tree())?;
        Some(Asked::Missing { step, ask, at: opening.at, text: opening.ask })
    })
}

fn facts(desk: &Desk) -> impl Iterator<Item = Asked> + '_ {
    let questions = desk.study.as_ref().map_or(&[][..], |study| study.judgement().questions.as_slice());
    questions.iter().filter(|question| can_be_answered(desk, question)).map(|question| Asked::Fact(Box::new(question.clone())))
}

/// A question that was answered since the judge looked is none any more.
fn can_be_answered(desk: &Desk, question: &Question) -> bool {
    Place::find(desk.tree(), &question.path).is_some_and(|place| place.written.is_absent() || desk.studied == desk.revision)
}
