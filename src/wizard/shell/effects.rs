//! Doing what the core asks for.

use super::worker::{Job, Text};
use super::{Shell, editor, opening, signals};
use crate::document::{DiskError, Document, read_text};
use crate::wizard::intent::{Effect, Intent};
use crate::wizard::state::{Disk, State};
use std::io;
use std::path::PathBuf;

/// Does it; gives what happened at once. What takes long happens later.
pub fn perform(shell: &mut Shell, effect: Effect) -> io::Result<Vec<Intent>> {
    let intents = match effect {
        Effect::Quit => {
            shell.ended = true;
            keep(&shell.state);
            Vec::new()
        }
        Effect::Save => save(&mut shell.state),
        Effect::Keep => {
            keep(&shell.state);
            Vec::new()
        }
        Effect::Overwrite => saved(&mut shell.state, Document::overwrite),
        Effect::Study => give(shell, |text, _| Job::Study(text)),
        Effect::Layout => give(shell, |text, _| Job::Layout(text)),
        Effect::Render => give(shell, Job::Render),
        Effect::WriteDocuments(only) => give(shell, |text, plan| Job::Write(text, plan, only)),
        Effect::LookAtDisk => look(&mut shell.state),
        Effect::Reload => reload(&mut shell.state),
        Effect::Recover => recover(&mut shell.state),
        Effect::Create(id) => create(shell, &id),
        Effect::Editor(line) => edit(shell, line)?,
        Effect::Mouse(used) => {
            shell.screen.mouse(used)?;
            Vec::new()
        }
        Effect::Suspend => {
            shell.screen.leave();
            signals::sleep();
            shell.screen.enter_again(shell.state.options.mouse)?;
            vec![Intent::Touched]
        }
        Effect::Redraw => {
            shell.screen.redraw()?;
            Vec::new()
        }
    };
    Ok(intents)
}

fn give(shell: &Shell, job: impl FnOnce(Text, PathBuf) -> Job) -> Vec<Intent> {
    if let Some(desk) = &shell.state.desk {
        let text = Text { revision: desk.revision, content: desk.document.text().to_owned(), today: shell.state.options.today };
        shell.worker.give(job(text, desk.document.path().to_owned()));
    }
    Vec::new()
}

fn save(state: &mut State) -> Vec<Intent> {
    saved(state, Document::save)
}

fn saved(state: &mut State, how: fn(&mut Document) -> Result<(), DiskError>) -> Vec<Intent> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    match how(&mut desk.document) {
        Ok(()) => vec![Intent::Saved(Ok(()))],
        Err(error) => {
            // What can't be saved is kept beside the plan, where that is possible.
            let _ = desk.document.keep_recovery();
            match error {
                DiskError::Changed(_) => vec![Intent::Conflict(Disk::Changed)],
                DiskError::Gone(_) => vec![Intent::Conflict(Disk::Gone)],
                error => vec![Intent::Saved(Err(error.to_string()))],
            }
        }
    }
}

fn keep(state: &State) {
    if let Some(desk) = &state.desk {
        // Where even that fails there is nothing left to do; the screen has said that nothing is saved.
        let _ = desk.document.keep_recovery();
    }
}

/// A clean text follows the file; one that is not saved waits for a decision.
fn look(state: &mut State) -> Vec<Intent> {
    let Some(desk) = &state.desk else { return Vec::new() };
    if desk.document.is_gone() {
        return if desk.disk == Disk::Gone { Vec::new() } else { vec![Intent::Conflict(Disk::Gone)] };
    }
    match desk.document.changed_on_disk() {
        Ok(true) if !desk.document.is_unsaved() => reload(state),
        // Somebody else may have written what stands here.
        Ok(true) if read_text(desk.document.path()).is_ok_and(|text| text == desk.document.text()) => reload(state),
        Ok(true) if desk.disk != Disk::Changed => vec![Intent::Conflict(Disk::Changed)],
        // It is there again as it was.
        Ok(false) if desk.disk != Disk::Same => vec![Intent::Found],
        _ => Vec::new(),
    }
}

fn reload(state: &mut State) -> Vec<Intent> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    let result = desk.document.reload();
    opening::mend(state);
    match result {
        Ok(()) => vec![Intent::Reloaded],
        Err(error) => vec![Intent::Failed(error.to_string())],
    }
}

fn recover(state: &mut State) -> Vec<Intent> {
    let Some(desk) = state.desk.as_mut() else { return Vec::new() };
    let Some(recovery) = desk.document.recovery() else { return Vec::new() };
    desk.document.replace(recovery.text);
    desk.changed();
    opening::mend(state);
    vec![Intent::Edited]
}

fn create(shell: &mut Shell, id: &str) -> Vec<Intent> {
    let text = format!(
        "# The plan of {id}: what it is for, what it is made of, and how it fails.\n\
         # `groundplan` opens it, `groundplan check` judges it, `groundplan render` writes its documents.\n\
         groundplan: 1\n\
         system: {id}\n"
    );
    match Document::create(shell.state.folder.join(opening::FILE), text) {
        Ok(document) => {
            opening::show(&mut shell.state, document);
            shell.follow();
            vec![Intent::Created]
        }
        Err(error) => vec![Intent::Failed(error.to_string())],
    }
}

/// The editor works on the file, so what stands here goes there first.
fn edit(shell: &mut Shell, line: usize) -> io::Result<Vec<Intent>> {
    let Some(desk) = shell.state.desk.as_ref() else { return Ok(Vec::new()) };
    let path = desk.document.path().to_owned();
    if let Some(trouble) = desk.disk.trouble() {
        return Ok(vec![Intent::Failed(trouble.to_owned())]);
    }
    if desk.document.is_unsaved() {
        let told = save(&mut shell.state);
        if !matches!(told.as_slice(), [Intent::Saved(Ok(()))]) {
            return Ok(told);
        }
    }
    shell.screen.leave();
    shell.away.set(true);
    let edited = editor::open(&path, line);
    shell.away.set(false);
    shell.screen.enter_again(shell.state.options.mouse)?;
    let mut intents = look(&mut shell.state);
    if let Err(reason) = edited {
        intents.push(Intent::Failed(reason));
    }
    intents.push(Intent::Saved(Ok(())));
    Ok(intents)
}
