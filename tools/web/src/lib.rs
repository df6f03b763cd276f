//! Empty: Cargo.toml says which program of another package is built here.
