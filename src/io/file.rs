//! Files that a person chooses or drops. Their bytes stay where they are.

use std::rc::Rc;

use js_sys::{Function, Reflect};
use tabcat_core::payload::{Encoding, File, OwnedFile};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, DragEvent, Element, Event, HtmlInputElement};

use super::listener::{Listener, window};

/// What was dropped.
#[derive(Clone, Debug, PartialEq)]
pub enum Dropped {
    /// One file.
    File(OwnedFile),
    /// More than one.
    Many,
    /// A folder.
    Folder,
    /// A file, beside the place for files.
    Elsewhere,
}

/// The file chosen in the input of that id, which forgets it: the same one can be chosen again.
pub fn chosen(id: &str) -> Option<OwnedFile> {
    let input = input(id)?;
    let file = input.files().and_then(|files| files.get(0)).map(owned);
    input.set_value("");
    file
}

/// Shows the browser's dialog for an input of that id.
pub fn ask(id: &str) {
    if let Some(input) = input(id) {
        input.click();
    }
}

fn input(id: &str) -> Option<HtmlInputElement> {
    window().document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Hears of files that are dragged over the page, until the listeners are dropped. `public/boot.js` keeps the
/// browser from opening them.
pub fn on_drop(
    place: &'static str,
    on_over: impl Fn(bool) + 'static,
    on_drop: impl Fn(Dropped) + 'static,
) -> [Listener; 3] {
    let on_over = Rc::new(on_over);
    let (over, left) = (Rc::clone(&on_over), Rc::clone(&on_over));
    [
        Listener::on_window("dragover", move |event| {
            if has_files(&event) {
                over(is_at(&event, place));
            }
        }),
        Listener::on_window("dragleave", move |event| {
            // Without another element it has left the window.
            let next = Reflect::get(&event, &"relatedTarget".into());
            if next.is_ok_and(|next| next.is_null()) {
                left(false);
            }
        }),
        Listener::on_window("drop", move |event| {
            if has_files(&event) {
                on_over(false);
                on_drop(if is_at(&event, place) {
                    dropped(&event)
                } else {
                    Dropped::Elsewhere
                });
            }
        }),
    ]
}

fn is_at(event: &Event, place: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(place).is_ok_and(|found| found.is_some()))
}

fn has_files(event: &Event) -> bool {
    let transfer = event.unchecked_ref::<DragEvent>().data_transfer();
    transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

fn dropped(event: &Event) -> Dropped {
    let transfer = event.unchecked_ref::<DragEvent>().data_transfer();
    let files = transfer.as_ref().and_then(web_sys::DataTransfer::files);
    match files.map(|files| (files.length(), files.get(0))) {
        Some((1, Some(file))) if !transfer.is_some_and(|transfer| is_folder(&transfer)) => {
            Dropped::File(owned(file))
        }
        Some((0 | 1, _)) | None => Dropped::Folder,
        Some(_) => Dropped::Many,
    }
}

/// Not every browser can tell.
fn is_folder(transfer: &web_sys::DataTransfer) -> bool {
    let is = || {
        let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into());
        let item = get(&get(transfer, "items").ok()?, "0").ok()?;
        let entry: Function = get(&item, "webkitGetAsEntry").ok()?.dyn_into().ok()?;
        get(&entry.call0(&item).ok()?, "isDirectory").ok()?.as_bool()
    };
    is().unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is larger than memory is refused by its size"
)]
fn owned(file: web_sys::File) -> OwnedFile {
    OwnedFile {
        file: File {
            name: file.name(),
            media_type: file.type_(),
            bytes: file.size() as usize,
            encoding: Encoding::Binary,
        },
        outside: Rc::new(Blob::from(file)),
    }
}
