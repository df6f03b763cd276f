//! Payloads in the browser's own memory: too large for wasm's, which never shrinks. Operations on the whole
//! payload (copy, save) stay in the browser.

use std::any::Any;
use std::rc::Rc;

use js_sys::{JsString, Object, Reflect, Uint8Array};
use tabcat_core::payload::{ExternalBytes, LARGE_BYTES, Large, OwnedFile, OwnedPayload, Payload};
use tabcat_core::session::{SendId, SocketEvent};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Blob;

/// How many bytes are copied at once to count characters.
const WINDOW: usize = 1 << 20;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;

    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new(label: &str, options: &Object) -> TextDecoder;
    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array) -> JsString;
}

struct Bytes {
    array: Uint8Array,
    length: usize,
}

impl ExternalBytes for Bytes {
    fn len(&self) -> usize {
        self.length
    }

    fn read(&self, at: usize, into: &mut [u8]) {
        self.array
            .subarray(offset(at), offset(at + into.len()))
            .copy_to(into);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Encodes a text as a large payload, if its UTF-16 length is large: its byte length is known only after
/// encoding.
pub(super) fn large_text(text: &JsString) -> Option<Large> {
    if text.length() as usize <= LARGE_BYTES {
        return None;
    }
    let array = TextEncoder::new().encode(text);
    let characters = count(&array);
    Some(encoded(array, characters))
}

/// A text that is already encoded, with its number of characters.
pub(super) fn encoded(array: Uint8Array, characters: usize) -> Large {
    Large::text(bytes(array), characters)
}

/// Bytes that no other code can change.
pub(super) fn binary(array: Uint8Array) -> Large {
    Large::binary(bytes(array))
}

/// The event for a payload handed to the browser; a large payload stays in the browser's memory.
pub(super) fn sent(id: SendId, payload: OwnedPayload) -> SocketEvent<'static> {
    let Some(whole) = payload.inside().filter(|whole| whole.bytes().len() > LARGE_BYTES) else {
        return SocketEvent::Sent(id, payload);
    };
    let array = Uint8Array::from(whole.bytes());
    let large = match whole {
        Payload::Text(text) => encoded(array, text.chars().count()),
        Payload::Binary(_) => binary(array),
    };
    SocketEvent::Sent(id, OwnedPayload::Large(large))
}

/// The browser's file.
pub(super) fn file(owned: &OwnedFile) -> Option<&Blob> {
    owned.outside.downcast_ref::<Blob>()
}

/// The browser's array of a payload.
pub(super) fn array(large: &Large) -> Option<&Uint8Array> {
    let bytes = large.outside().as_any().downcast_ref::<Bytes>()?;
    Some(&bytes.array)
}

/// The whole payload as a JavaScript string. Invalid UTF-8 becomes U+FFFD.
pub(super) fn text(large: &Large) -> Option<JsString> {
    let options = Object::new();
    // A byte order mark in the payload is kept.
    Reflect::set(&options, &"ignoreBOM".into(), &true.into()).ok()?;
    Some(TextDecoder::new("utf-8", &options).decode(array(large)?))
}

fn bytes(array: Uint8Array) -> Rc<dyn ExternalBytes> {
    let length = array.length() as usize;
    Rc::new(Bytes { array, length })
}

/// In UTF-8, each character has exactly one byte that is not a continuation byte.
fn count(array: &Uint8Array) -> usize {
    let mut window = vec![0; WINDOW];
    let mut characters = 0;
    for start in (0..array.length()).step_by(WINDOW) {
        let stretch = array.subarray(start, start.saturating_add(offset(WINDOW)));
        let window = &mut window[..stretch.length() as usize];
        stretch.copy_to(window);
        characters += window.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    }
    characters
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("wasm addresses have 32 bits")
}
