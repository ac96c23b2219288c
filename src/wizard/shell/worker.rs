//! The thread that does what takes long: judging, laying out the graph, rendering.

use super::{Event, papers};
use crate::plan::value::Date;
use crate::rules::Rulebook;
use crate::wizard::intent::Intent;
use crate::wizard::picture::GraphPicture;
use crate::{Study, study_by};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// A text to work on.
#[derive(Debug, Clone)]
pub struct Text {
    /// Which text of the desk it is.
    pub revision: u64,
    /// What it says.
    pub content: String,
    /// Today, where somebody says it.
    pub today: Option<Date>,
}

/// Something to be done.
#[derive(Debug)]
pub enum Job {
    /// Read and judge a text.
    Study(Text),
    /// Lay out the graph of a text.
    Layout(Text),
    /// Render the documents of a text, and compare them with those of the plan's file.
    Render(Text, PathBuf),
    /// Write documents of the plan's file: one, or all.
    Write(Text, PathBuf, Option<String>),
}

/// The thread.
pub struct Worker {
    jobs: Sender<Job>,
}

impl Worker {
    /// Starts it.
    pub fn start(events: Sender<Event>, rulebook: Arc<Rulebook>) -> Self {
        let (jobs, inbox) = channel();
        thread::Builder::new().name("worker".to_owned()).spawn(move || work(&inbox, &events, &rulebook)).ok();
        Self { jobs }
    }

    /// Gives it something to do.
    pub fn give(&self, job: Job) {
        // Without the thread nothing is judged; the plan can still be edited and saved.
        let _ = self.jobs.send(job);
    }
}

fn work(inbox: &Receiver<Job>, events: &Sender<Event>, rulebook: &Arc<Rulebook>) {
    let mut known = Known { rulebook: Arc::clone(rulebook), last: None };
    while let Ok(first) = inbox.recv() {
        let waiting: Vec<Job> = std::iter::once(first).chain(inbox.try_iter()).collect();
        for job in latest(waiting) {
            let done = catch_unwind(AssertUnwindSafe(|| done(&job, &mut known)));
            let intent = done.unwrap_or_else(|_| Intent::Failed("this could not be worked out; the plan itself is safe".to_owned()));
            if events.send(Event::News(intent)).is_err() {
                return;
            }
        }
    }
}

/// Of several jobs of one kind, only the last is worth doing; what is written is always worth it.
fn latest(jobs: Vec<Job>) -> Vec<Job> {
    let mut kept: Vec<Job> = Vec::new();
    for job in jobs {
        let replaces = |other: &Job| std::mem::discriminant(other) == std::mem::discriminant(&job);
        if !matches!(job, Job::Write(..)) {
            kept.retain(|other| !replaces(other));
        }
        kept.push(job);
    }
    kept
}

fn done(job: &Job, known: &mut Known) -> Intent {
    match job {
        Job::Study(text) => Intent::Studied(text.revision, known.study(text)),
        Job::Layout(text) => {
            let study = known.study(text);
            Intent::Drawn(Arc::new(GraphPicture::of(&study)))
        }
        Job::Render(text, plan) => {
            let study = known.study(text);
            Intent::Rendered(papers::compared(&study, &text.content, plan))
        }
        Job::Write(text, plan, only) => {
            let study = known.study(text);
            Intent::Written(papers::written(&study, &text.content, plan, only.as_deref()))
        }
    }
}

/// What is known of the last text, and what texts are judged by.
struct Known {
    rulebook: Arc<Rulebook>,
    last: Option<(u64, Arc<Study>)>,
}

impl Known {
    /// The study of a text; it is worked out once.
    fn study(&mut self, text: &Text) -> Arc<Study> {
        match &self.last {
            Some((revision, study)) if *revision == text.revision => Arc::clone(study),
            _ => {
                let study = Arc::new(study_by(Arc::clone(&self.rulebook), &text.content, text.today));
                // Judged here, so that no frame waits for it.
                study.judgement();
                self.last = Some((text.revision, Arc::clone(&study)));
                study
            }
        }
    }
}
