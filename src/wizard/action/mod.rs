//! What a person can do, in one catalogue: the keys, the footer, the help, the palette and the reference all come from it.

mod catalogue;
mod keymap;
mod name;
mod words;

pub use catalogue::{CATALOGUE, Entry, entry};
pub use keymap::{action_for, key_names, shown_key};
pub use name::{Action, Scope};
