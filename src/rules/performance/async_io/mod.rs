//! Async I/O: what is made side by side, what the whole of it takes, and what does not belong on the path of a request.

mod event_loop;
mod fan_out;
mod outlasted;
mod sequence;
mod target;

pub(in crate::rules) use event_loop::busy;
pub(in crate::rules) use fan_out::too_wide;
pub(in crate::rules) use outlasted::outlasts_its_caller;
pub(in crate::rules) use sequence::needless_sequence;
pub(in crate::rules) use target::over_latency_target;
