//! How long reading JSON takes on this machine: `cargo run --release -p tabcat-core --example json_speed`.
#![expect(
    clippy::disallowed_methods,
    reason = "an example that measures; the crate itself reads no clock"
)]

use std::time::{Duration, Instant};

use tabcat_core::json::{Document, FieldEquals, Tree};

const MESSAGE: &str = concat!(
    r#"{"type":"ticker","symbol":"BTC-USD","seq":88120411,"ts":1795183333817,"bid":{"price":67412.1,"size":0.482},"#,
    r#""levels":[[1.5,2],[3,4e-2]],"note":"caf\u00e9 \"x\"","halted":false}"#
);

fn main() {
    let count = 190_000;
    let members: Vec<String> = (0..count)
        .map(|member| format!("\"key number {}\":{member}", member * 7919 % count))
        .collect();
    read(
        "messages",
        &format!("[{}]", vec![MESSAGE; 5_000_000 / MESSAGE.len()].join(",")),
    );
    read("numbers", &format!("[{}1]", "1,".repeat(2_500_000)));
    read("one object", &format!("{{{}}}", members.join(",")));
    read("one string", &format!("\"{}\"", "x".repeat(5_000_000)));
    read("brackets", &("[".repeat(2_500_000) + &"]".repeat(2_500_000)));
    ask("first field", "type", "ticker");
    ask("last field", "halted", "false");
    ask("no such value", "type", "trade");
    ask("in an array", "levels[1][0]", "3");
}

fn read(name: &str, text: &str) {
    let (parsed, document) = timed(|| Document::parse(text).expect("the samples are JSON"));
    let (expanded, tree) = timed(|| {
        let mut tree = Tree::new(document);
        tree.expand_all();
        tree
    });
    println!(
        "{name}: {} bytes, {} rows: index {parsed:.1?}, tree {expanded:.1?}",
        text.len(),
        tree.len(),
    );
}

fn ask(name: &str, path: &str, value: &str) {
    let field = FieldEquals::new(path, value).expect("the path is one");
    let texts = vec![MESSAGE; 1_000_000];
    let (asked, found) = timed(|| texts.iter().filter(|text| field.matches(text)).count());
    println!(
        "{name}: 1,000,000 messages of {} bytes, {found} match: {asked:.1?}",
        MESSAGE.len()
    );
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}
