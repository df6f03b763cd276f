//! Signs of life on standard error: standard output is for the table alone.

/// One indented line.
pub(crate) fn say(line: &str) {
    eprintln!("    {line}");
}

/// The heading above them.
pub(crate) fn begin(what: &str) {
    eprintln!("==> {what}");
}
