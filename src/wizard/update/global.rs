//! What can be done from everywhere.

use super::{change, palette};
use crate::wizard::action::Action;
use crate::wizard::intent::Effect;
use crate::wizard::state::{
    AllFindings, Asking, Confirmed, Disk, DocumentsScreen, GraphScreen, HelpScreen, Layer, Reading, Saved, State, Weight,
};

/// Acts; nothing where the action belongs to what lies on top.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let effects = match action {
        Action::Quit => quit(state),
        Action::Help => {
            let scope = state.scope();
            state.push(Layer::Help(HelpScreen { scope, scroll: 0 }));
            Vec::new()
        }
        Action::Palette => {
            let palette = palette::open(state);
            state.push(Layer::Palette(palette));
            Vec::new()
        }
        Action::NextQuestion => {
            next_question(state);
            Vec::new()
        }
        Action::Findings => {
            screen(state, Layer::Findings(AllFindings::default()));
            Vec::new()
        }
        Action::Graph => {
            screen(state, Layer::Graph(GraphScreen::default()));
            vec![Effect::Layout]
        }
        Action::Documents => {
            screen(state, Layer::Documents(DocumentsScreen::default()));
            vec![Effect::Render]
        }
        Action::Undo => change::travel(state, true),
        Action::Redo => change::travel(state, false),
        Action::Save => save(state),
        Action::KeepMine => {
            let desk = state.desk.as_mut()?;
            desk.disk = Disk::Same;
            vec![Effect::Overwrite]
        }
        Action::TakeTheirs => {
            state.push(Layer::Reading(Reading::of(
                "Take what is on disk? What is not saved here can be brought back with u.",
                Vec::new(),
                Confirmed::TakeTheirs,
            )));
            Vec::new()
        }
        Action::Autosave => {
            state.options.autosave = !state.options.autosave;
            let now = if state.options.autosave { "each edit is saved at once" } else { "nothing is saved until you press Ctrl-S" };
            state.say(Weight::Info, now);
            if state.options.autosave { change::store(state) } else { Vec::new() }
        }
        Action::Theme => {
            state.options.theme = state.options.theme.next();
            state.say(Weight::Info, format!("colours: {}", state.options.theme.title()));
            Vec::new()
        }
        Action::Mouse => {
            state.options.mouse = !state.options.mouse;
            let now = if state.options.mouse { "the mouse works here" } else { "the mouse selects text in the terminal" };
            state.say(Weight::Info, now);
            vec![Effect::Mouse(state.options.mouse)]
        }
        Action::Editor => vec![Effect::Editor(line(state))],
        Action::Suspend => vec![Effect::Suspend],
        Action::Redraw => vec![Effect::Redraw],
        _ => return None,
    };
    Some(effects)
}

/// Asks the next question, in place of the one that may be on the screen.
pub fn next_question(state: &mut State) {
    let Some(desk) = state.desk.as_mut() else { return };
    desk.look_ahead();
    let asking = Asking::new(desk.outlook.next.clone(), desk);
    if matches!(state.top(), Layer::Question(_)) {
        state.pop();
    }
    state.push(Layer::Question(Box::new(asking)));
}

/// A screen takes the place of another; the plan stays below.
fn screen(state: &mut State, layer: Layer) {
    state.to_plan();
    state.push(layer);
}

fn save(state: &mut State) -> Vec<Effect> {
    let Some(desk) = &state.desk else { return Vec::new() };
    if let Some(trouble) = desk.disk.trouble() {
        state.say(Weight::Wrong, trouble);
        return Vec::new();
    }
    vec![Effect::Save]
}

fn quit(state: &mut State) -> Vec<Effect> {
    let unsaved = state.desk.as_ref().is_some_and(|desk| desk.saved != Saved::Yes);
    let asked = matches!(state.top(), Layer::Reading(Reading { then: Confirmed::Quit, .. }));
    if !unsaved || asked {
        return vec![Effect::Quit];
    }
    let lines = vec![
        String::new(),
        "  Enter leaves; what is not saved is kept in a recovery file and offered when the plan is opened again.".to_owned(),
        "  Esc goes back; Ctrl-S saves.".to_owned(),
    ];
    state.push(Layer::Reading(Reading::of("The plan is not saved. Leave?", lines, Confirmed::Quit)));
    Vec::new()
}

/// The line of what is selected, from 1.
fn line(state: &State) -> usize {
    if let Layer::Broken(broken) = state.top() {
        return broken.line;
    }
    let Some(desk) = &state.desk else { return 1 };
    let path = match (state.top(), state.finding()) {
        (Layer::Findings(_) | Layer::Finding(_), Some(finding)) => finding.path.clone(),
        _ => desk.place(),
    };
    desk.line(&path)
}
