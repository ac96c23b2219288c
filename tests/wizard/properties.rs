//! What holds whatever keys are pressed.

use crate::world::{SMALL, World};
use groundplan::document::{Limits, Tree};
use groundplan::wizard::intent::Intent;
use proptest::prelude::*;

const KEYS: &[&str] = &[
    "up",
    "down",
    "left",
    "right",
    "enter",
    "esc",
    "tab",
    "backtab",
    "a",
    "d",
    "r",
    "c",
    "x",
    "-",
    "=",
    "space",
    "n",
    "u",
    "ctrl-r",
    "f",
    "shift-f",
    "g",
    "t",
    "shift-d",
    "shift-w",
    ":",
    "?",
    "/",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "home",
    "end",
    "pageup",
    "pagedown",
    "shift-j",
    "shift-k",
    "backspace",
    "ctrl-u",
    "ctrl-w",
    "ctrl-s",
    "ctrl-n",
    "ctrl-z",
    "shift-m",
    "shift-t",
];

#[derive(Debug, Clone)]
enum Act {
    Key(usize),
    Text(String),
    Paste(String),
    Size(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16, bool),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        10 => (0..KEYS.len()).prop_map(Act::Key),
        2 => "[a-z0-9 .%>-]{1,6}|api|payments|hard|99.9%|3s|none|2026-11-20|a -> b".prop_map(Act::Text),
        1 => "\\PC{0,8}|a\nb".prop_map(Act::Paste),
        1 => (1u16..140, 1u16..50).prop_map(|(columns, rows)| Act::Size(columns, rows)),
        1 => (0u16..140, 0u16..50).prop_map(|(column, row)| Act::Click(column, row)),
        1 => (0u16..140, 0u16..50, any::<bool>()).prop_map(|(column, row, down)| Act::Wheel(column, row, down)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_the_file_always_reads(acts in prop::collection::vec(act(), 1..60)) {
        let mut world = World::of(SMALL);
        let (mut columns, mut rows) = (100, 30);
        for act in acts {
            match act {
                Act::Key(key) => drop(world.press(KEYS[key])),
                Act::Text(text) => drop(world.type_text(&text)),
                Act::Paste(text) => world.happen(Intent::Paste(text)),
                Act::Size(wide, high) => (columns, rows) = (wide, high),
                Act::Click(column, row) => world.happen(Intent::Click(column, row)),
                Act::Wheel(column, row, down) => world.happen(Intent::Wheel(column, row, down)),
            }
            world.screen(columns, rows);
            let saved = world.saved();
            prop_assert!(Tree::parse(&saved, &Limits::default()).is_ok(), "{saved}");
        }
        // Taking everything back gives the first text, byte for byte.
        let desk = world.state.desk.as_mut().unwrap();
        while desk.document.can_undo() {
            desk.document.undo();
        }
        prop_assert_eq!(desk.document.text(), SMALL);
    }
}
