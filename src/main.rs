//! The command `hongtou`; everything it does stands in the library.

use std::alloc::System;
use std::process::ExitCode;

use cap::Cap;
use hongtou::intake::apart;

/// Without a limit, except in a process that reads one file.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    apart::this_program_reads();
    if std::env::args_os().nth(1).is_some_and(|a| a == apart::WORD) {
        // A file that wants more than this ends this process, and costs the one that called it nothing but a sentence.
        return match MEMORY.set_limit(apart::MEMORY) {
            Ok(()) => ExitCode::from(apart::serve()),
            Err(()) => ExitCode::FAILURE,
        };
    }
    ExitCode::from(hongtou::cli::run(std::env::args_os()))
}
