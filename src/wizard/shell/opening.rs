//! Opening a plan, and what to say where that is not possible.

use crate::document::{DiskError, Document};
use crate::wizard::options::Options;
use crate::wizard::state::{Broken, Confirmed, Desk, Layer, Reading, State};
use crate::wizard::update::difference;
use std::path::Path;

/// The name of a plan's file.
pub const FILE: &str = "groundplan.yaml";

/// The state with the plan that is asked for: a file, a folder that holds one, or the nearest here or above. Where there is no
/// plan yet, the start screen.
///
/// # Errors
/// A file that was asked for and can't be read.
pub fn opened(path: Option<&Path>, options: Options) -> anyhow::Result<State> {
    let here = std::env::current_dir()?;
    let file = match path {
        Some(path) if path.is_dir() => path.join(FILE),
        Some(path) => path.to_owned(),
        None => here.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file()).unwrap_or_else(|| here.join(FILE)),
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(here, Path::to_owned);
    let may_be_new = path.is_none_or(Path::is_dir);
    let mut state = State::new(folder, options);
    match Document::open(&file) {
        Ok(document) => show(&mut state, document),
        Err(DiskError::NotFound(_)) if may_be_new => {}
        Err(error) => return Err(error.into()),
    }
    Ok(state)
}

/// Shows an opened document; what an earlier session could not save is offered.
pub fn show(state: &mut State, document: Document) {
    let recovery = document.recovery();
    let desk = Desk::new(document);
    state.layers = vec![Layer::Plan];
    if let Some(recovery) = recovery {
        let lines = difference::lines(desk.document.text(), &recovery.text);
        let title = "An earlier session ended before it could save this. Take it over?";
        state.layers.push(Layer::Reading(Reading::of(title, lines, Confirmed::Recover)));
    }
    state.desk = Some(desk);
    mend(state);
}

/// Shows what is wrong where the text is no YAML, and the plan again once it is.
pub fn mend(state: &mut State) {
    state.layers.retain(|layer| !matches!(layer, Layer::Broken(_)));
    let Some(desk) = &state.desk else { return };
    let problems = desk.document.problems();
    let is_map = !desk.tree().root().entries().is_empty();
    if is_map || desk.document.text().trim().is_empty() {
        return;
    }
    let source = desk.document.source();
    let line = problems.first().map_or(1, |problem| source.place(problem.span.start).line);
    let report = if problems.is_empty() { "A plan is a map that begins with `groundplan: 1`.".to_owned() } else { source.report(problems) };
    state.layers.push(Layer::Broken(Broken { name: source.name().to_owned(), report, line }));
}
