//! Joins the two packaged halves of the embedded fallback font into one file of `OUT_DIR`.
//!
//! The halves lie in two crates of the lock file that are never compiled (`cfg(any())`); `cargo metadata` says where their packages are, so that
//! this works with any registry, a vendored source and no network once `cargo fetch` has run.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

/// Package and the part of the font in it, in order.
const HALVES: [(&str, &str); 2] =
    [("makepad-fonts-chinese-regular", "resources/LXGWWenKaiRegular.ttf"), ("makepad-fonts-chinese-regular-2", "resources/LXGWWenKaiRegular.ttf.2")];
/// Size of LXGW WenKai 1.330 Regular, so that a changed package is noticed here and not as boxes on a page.
const LENGTH: usize = 19_073_964;

fn main() -> ExitCode {
    // The packages are pinned to one version: nothing but this script can change the result.
    println!("cargo::rerun-if-changed=build.rs");
    match join() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("cargo::error=内置后备字体（霞鹜文楷）没有取到：请在能上网的机器上先运行一次 cargo fetch --locked，再重新编译。");
            println!(
                "cargo::error=The embedded fallback font could not be assembled: run `cargo fetch --locked` once with a network, then build again."
            );
            for line in why.lines().filter(|l| !l.trim().is_empty()) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn join() -> Result<(), String> {
    let manifest = PathBuf::from(var("CARGO_MANIFEST_DIR")?).join("Cargo.toml");
    let target = PathBuf::from(var("OUT_DIR")?).join("fallback.ttf");
    // Without the network first: what `cargo fetch` or an earlier build brought is there, and a dead connection costs no time.
    let metadata = metadata(&manifest, true).or_else(|_| metadata(&manifest, false))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    let mut font = Vec::with_capacity(LENGTH);
    for (name, part) in HALVES {
        let package = packages.iter().find(|p| p["name"] == name).ok_or_else(|| format!("cargo metadata does not list the package {name}"))?;
        let dir = package["manifest_path"].as_str().and_then(|p| Path::new(p).parent()).ok_or_else(|| format!("{name}: no manifest path"))?;
        let file = dir.join(part);
        font.extend(fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    if font.len() != LENGTH {
        return Err(format!("the joined font has {} bytes, expected {LENGTH}", font.len()));
    }
    // An equal file keeps its time stamp, so nothing that includes it is built again.
    if fs::read(&target).is_ok_and(|old| old == font) {
        return Ok(());
    }
    fs::write(&target, font).map_err(|e| format!("{}: {e}", target.display()))
}

fn metadata(manifest: &Path, offline: bool) -> Result<serde_json::Value, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--locked", "--format-version", "1", "--manifest-path"]).arg(manifest);
    if offline {
        cargo.arg("--offline");
    }
    let out = cargo.output().map_err(|e| format!("cargo metadata: {e}"))?;
    if !out.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&out.stderr)));
    }
    serde_json::from_slice(&out.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

fn var(name: &str) -> Result<String, String> {
    env::var(name).map_err(|e| format!("{name}: {e}"))
}
