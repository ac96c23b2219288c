//! The program: everything it does is in the library's `cli`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A plan is many small texts. With the allocator of the system a study takes a fifth longer, with that of some systems more.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    groundplan::cli::main()
}
