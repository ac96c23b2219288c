//! Watches the file of the plan.

use super::Event;
use crate::wizard::intent::Intent;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::Sender;

/// A watch that lasts as long as this value. Where the system can't watch, changes are seen when the plan is saved.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the folder of a file, since editors put another file in its place.
    pub fn start(path: &Path, events: Sender<Event>) -> Option<Self> {
        let path = path.canonicalize().ok()?;
        let (folder, name) = (path.parent()?.to_owned(), path.file_name()?.to_owned());
        let told = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let ours = event.paths.iter().any(|path| path.file_name() == Some(&name));
            if ours && !matches!(event.kind, EventKind::Access(_)) {
                // Nobody listens any more once the program ends.
                let _ = events.send(Event::News(Intent::Touched));
            }
        };
        let mut watcher = notify::recommended_watcher(told).ok()?;
        watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
        Some(Self { _watcher: watcher })
    }
}
