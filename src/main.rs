//! The command `hongtou`; everything it does stands in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(hongtou::cli::run(std::env::args_os()))
}
