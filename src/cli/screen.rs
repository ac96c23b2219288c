//! Standard output and standard error. Colours are taken out where they are not wanted.

use std::io::{ErrorKind, Result, Write};

/// Prints an answer. Whoever closed the pipe has read enough: that is no error.
pub fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Tells what went wrong. Where nobody can be told, nothing more can be done.
pub fn complain(text: &str) {
    let mut err = anstream::stderr().lock();
    drop(err.write_all(text.as_bytes()).and_then(|()| err.flush()));
}
