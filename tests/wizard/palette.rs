//! The palette finds what is meant by everyday words.

use crate::world::{SMALL, World, checkout};
use groundplan::wizard::action::Action;
use groundplan::wizard::state::{Layer, Palette, PaletteItem, PaletteTarget};

fn first(world: &World) -> &PaletteItem {
    let Layer::Palette(Palette { items, matches, row: 0, .. }) = world.state.top() else { panic!("no palette") };
    &items[matches[0]]
}

#[test]
fn everyday_words_find_their_action_first() {
    let expected = [
        ("undo", Action::Undo),
        ("rename", Action::Rename),
        ("accept", Action::Accept),
        ("add", Action::Add),
        ("delete", Action::Delete),
        ("remove", Action::Delete),
        ("save", Action::Save),
        ("quit", Action::Quit),
        ("exit", Action::Quit),
        ("findings", Action::Findings),
        ("graph", Action::Graph),
        ("copy", Action::Duplicate),
        ("goals", Action::Step(1)),
    ];
    for pane in ["", "esc", "tab"] {
        for (word, action) in expected {
            let mut world = World::of(&checkout());
            world.press("2").press(pane).press(":").type_text(word);
            let item = first(&world);
            assert!(matches!(item.target, PaletteTarget::Action(found, _) if found == action), "{word} after {pane:?}: {item:?}");
        }
    }
}

#[test]
fn something_is_added_to_a_register_from_anywhere() {
    let mut world = World::of(SMALL);
    world.press("7 :").type_text("add call");
    assert!(matches!(&first(&world).target, PaletteTarget::Add(path) if path.to_string() == "map.calls"), "{:?}", first(&world));
    world.press("enter").type_text("api -> web").press("enter");
    assert!(world.text().contains("    api -> web: {}\n"), "{}", world.text());
}

#[test]
fn an_action_of_another_pane_is_done_there() {
    let mut world = World::of(SMALL);
    world.press("2").select("payments").press("tab :").type_text("delete").press("enter");
    assert!(world.screen(80, 24).contains("Delete payments?"));
}
