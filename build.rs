//! Keeps, for `scripts/chunks/`, what the linker knows of who calls whom.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is_wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_wasm && std::env::var_os("CARGO_FEATURE_CHUNKS").is_some() {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}
