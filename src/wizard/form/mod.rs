//! Forms, made from the schema and from what is written: every field of the format can be seen and edited here, because
//! nothing here knows a field by its name.

mod answer;
mod candidates;
mod rows;
mod shown;

pub use crate::plan::writing::{Place, Shape, Written, count, forget, insert, key_order, none_of, put};
pub use answer::{Answer, Offer};
pub use candidates::{candidates, register};
pub use rows::{Form, Role, Row};
pub use shown::{Shown, Tone, shown};
