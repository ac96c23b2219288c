//! Forms, made from the schema and from what is written: every field of the format can be seen and edited here, because
//! nothing here knows a field by its name.

mod answer;
mod candidates;
mod edits;
mod rows;
mod shape;
mod shown;
mod written;

pub use answer::{Answer, Offer};
pub use candidates::{candidates, register};
pub use edits::{forget, insert, key_order, none_of, put};
pub use rows::{Form, Role, Row};
pub use shape::{Shape, count};
pub use shown::{Shown, Tone, shown};
pub use written::{Place, Written};
