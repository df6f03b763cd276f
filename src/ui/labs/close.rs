//! Close frame: a code and a reason to bytes, or why no such frame is valid.

use leptos::prelude::*;
use tabcat_core::CloseCode;
use tabcat_core::close::{CloseField, MAX_REASON_BYTES};
use tabcat_core::format::count;
use tabcat_guide::address::CODES;
use tabcat_lab::frame::{anatomy, encode};
use tabcat_lab::{Side, close, hex};

use super::anatomy::taken_apart;
use super::fields::{Typing, address_note, choice, text_field};
use super::frame::sides;
use crate::app::{Lab, memo};

/// The lab.
pub(super) fn close() -> AnyView {
    let lab = Lab::open(
        "close",
        [
            ("code", "1000"),
            ("reason", ""),
            ("from", "client"),
            ("mask", "37fa213d"),
        ],
    );
    let [code, reason, from, mask] = lab.fields;
    let number = memo(move || code.text.with(|code| close::read_code(code)));
    let side = move || from.text.with(|from| Side::of(from)).unwrap_or(Side::Client);
    let key = move || {
        let key = mask.text.with(|mask| hex::read(mask).ok()?.try_into().ok());
        (side() == Side::Client).then(|| key.unwrap_or([0x37, 0xfa, 0x21, 0x3d]))
    };
    let made = memo(move || {
        let number = number.get().ok()?;
        Some(reason.text.with(|reason| close::frame(number, reason, key())))
    });
    let wrong = move |field: CloseField| {
        let wrong = made.with(|made| made.as_ref()?.as_ref().err().copied())?;
        (wrong.field() == field).then(|| wrong.to_string())
    };
    let code_problem = move || {
        let unread = number.get().err().map(str::to_owned);
        unread.or_else(|| wrong(CloseField::Code))
    };
    let about = move || {
        let number = number.get().ok()??;
        let code = CloseCode::from(number);
        let said = format!("{}: {} ", code.name(), code.meaning());
        let reference = format!("{CODES}/{number}");
        Some(view! { <p>{said}<a href=reference>"In the reference"</a></p> }.into_any())
    };
    let room = move || {
        let bytes = reason.text.with(String::len) as u64;
        format!("{} of {MAX_REASON_BYTES} bytes", count(bytes))
    };
    let bytes = memo(move || {
        let frame = made.get()?.ok()?;
        Some(anatomy(encode(&frame), side()))
    });
    view! {
        <div class="lab-fields">
            {text_field(code, "Code", Typing::Number, code_problem)}
            {text_field(reason, "Reason", Typing::Text, move || wrong(CloseField::Reason))}
            {choice(from, "From", sides())}
        </div>
        <p class="hint">{move || room()}</p>
        {move || about()}
        {address_note(lab.too_long)}
        {taken_apart(bytes)}
    }
    .into_any()
}
