//! Taking something out, and with it what would name nothing then.

use super::{change, difference};
use crate::document::{Document, Edit, Path};
use crate::plan::{along, load};
use crate::wizard::form::{Place, Role, forget};
use crate::wizard::intent::Effect;
use crate::wizard::state::{Confirmed, Layer, Reading, State, Weight};

/// Takes the selected row out. Where others name it, it is asked whether they go along.
pub fn selected(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    let Some(row) = desk.selected() else { return Vec::new() };
    let alone = forget(desk.tree(), &row.path);
    let done = format!("{} is gone; u brings it back", row.name);
    let named = if row.role == Role::Entry { along(&load(desk.document.text()), &row.path) } else { Vec::new() };
    if named.is_empty() {
        return change::edit(state, &alone, done).unwrap_or_default();
    }
    let places =
        if named.len() == 1 { "one place that names it goes".to_owned() } else { format!("{} places that name it go", named.len()) };
    let title = format!("Delete {}? With it {places} along:", row.name);
    let mut lines: Vec<String> = named.iter().map(|path| format!("  {path}")).collect();
    lines.push(String::new());
    lines.push("On its own it leaves them naming nothing, and the plan unjudged.".to_owned());
    let gone: Vec<Path> = std::iter::once(row.path.clone()).chain(named).collect();
    match taking_out(&desk.document, &gone) {
        Ok(edits) => {
            let all = format!("{}, and what named it; u brings all of it back", done.trim_end_matches("; u brings it back"));
            let reading = Reading::of(title, lines, Confirmed::Edit(edits, all));
            state.push(Layer::Reading(reading.or("this alone", Confirmed::Edit(alone, done))));
        }
        Err(reason) => state.say(Weight::Wrong, reason),
    }
    Vec::new()
}

/// The edits that take out several places, the last in the text first, so that positions before it stay what they are. Each is
/// found in the text that the ones before it leave: a list whose last item goes is unknown then, and not empty.
fn taking_out(document: &Document, paths: &[Path]) -> Result<Vec<Edit>, String> {
    let tree = document.tree();
    let mut paths = paths.to_vec();
    paths.sort_by_key(|path| std::cmp::Reverse((tree.label_span(path).start, path.clone())));
    let (mut text, mut tree) = (document.text().to_owned(), tree.clone());
    let mut edits = Vec::new();
    for path in paths {
        if Place::find(&tree, &path).is_none_or(|place| place.written.is_absent() && tree.find(&path).is_none()) {
            continue;
        }
        let next = forget(&tree, &path);
        (text, tree) = difference::made(text, tree, &next)?;
        edits.extend(next);
    }
    Ok(edits)
}
