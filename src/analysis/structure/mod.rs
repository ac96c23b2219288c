//! What the structure of a system alone tells: no figure, but who needs whom.
//!
//! Cycles of calls that wait for each other are found by [`System::request_cycles`](crate::graph::System::request_cycles) and
//! [`System::start_cycles`](crate::graph::System::start_cycles). Nothing here recurses on the depth of the plan.

mod blast;
mod chain;
mod classes;
mod fan;
mod interface;
mod inversion;
mod process;
#[cfg(test)]
mod tests;
mod watchers;
mod writers;

pub use blast::{Blast, Radii, blast_radii};
pub use chain::longest_chain;
pub use classes::{Flow, flows};
pub use fan::{Fan, fans};
pub use interface::{Sides, api_sides, channel_sides};
pub use inversion::{Inversion, Standing, inversions, standing};
pub use process::{Fleet, fleet, host_of, process_of};
pub use watchers::{Circular, Duty, circular};
pub use writers::{Writer, Writers, writers};
