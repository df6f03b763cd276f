//! The interface of `public/boot.js` to a page whose wasm has trapped: the transcript, entry by entry,
//! without allocating or using state that a trap may have left half changed. Also reports a panic to boot.js.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;

/// One entry, as far as it is in wasm's memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Salvaged<'a> {
    /// In milliseconds since 1970.
    pub at: f64,
    /// One of the kinds that boot.js knows.
    pub kind: u8,
    /// The payload, or its beginning if the rest is outside wasm's memory; for an event, its text.
    pub bytes: &'a [u8],
    /// The length of the whole payload.
    pub length: usize,
    /// A close code, if there was one.
    pub code: Option<u16>,
}

/// Reads the entry at an index, counted from the oldest, and passes it to the function.
type Read = Box<dyn Fn(usize, &mut dyn FnMut(Salvaged<'_>))>;

/// Time, kind, address, bytes in memory, length, code.
const WORDS: usize = 6;

thread_local! {
    static READ: RefCell<Option<Read>> = const { RefCell::new(None) };
    static ENTRY: [Cell<f64>; WORDS] = const { [const { Cell::new(0.0) }; WORDS] };
}

#[wasm_bindgen]
extern "C" {
    /// Defined by boot.js: replaces the page by a message about the trap.
    #[wasm_bindgen(js_name = tabcatTrapped)]
    fn trapped(words: &str);
}

/// Sets the function that reads entries once the wasm has trapped.
pub fn offer(read: impl Fn(usize, &mut dyn FnMut(Salvaged<'_>)) + 'static) {
    READ.with(|offered| *offered.borrow_mut() = Some(Box::new(read)));
}

/// Tells boot.js that a panic is about to end the wasm.
pub fn panicked(words: &str) {
    trapped(words);
}

/// For boot.js: the address of an entry's words, 0 if there is no entry.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "addresses and lengths have 32 bits in a wasm page"
)]
pub fn salvage(index: u32) -> *const f64 {
    let mut found = std::ptr::null();
    READ.with_borrow(|read| {
        let Some(read) = read else { return };
        read(index as usize, &mut |entry| {
            ENTRY.with(|words| {
                let values = [
                    entry.at,
                    f64::from(entry.kind),
                    entry.bytes.as_ptr() as usize as f64,
                    entry.bytes.len() as f64,
                    entry.length as f64,
                    entry.code.map_or(-1.0, f64::from),
                ];
                for (word, value) in words.iter().zip(values) {
                    word.set(value);
                }
                found = words[0].as_ptr().cast_const();
            });
        });
    });
    found
}
