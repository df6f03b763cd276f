//! Frame anatomy: a payload to bytes, or bytes to their meaning.

use leptos::prelude::*;
use tabcat_core::format::count;
use tabcat_lab::frame::{Anatomy, EXAMPLES, Example, MAX_FRAMES, Opcode, Typed, anatomy};
use tabcat_lab::{Side, hex};

use super::anatomy::taken_apart;
use super::fields::{Typing, address_note, button, choice, field_with, text_field};
use crate::app::{Lab, LabField, LongText, Page, memo, new_mask};
use crate::ui::elements::When;

/// The payload lengths at which the length field changes its form.
pub(super) const SIZES: [usize; 4] = [125, 126, 65_535, 65_536];

#[derive(Clone, Copy)]
struct Fields {
    payload: LabField,
    opcode: LabField,
    from: LabField,
    mask: LabField,
    split: LabField,
    hex: LabField,
    by: LabField,
}

/// The lab.
pub(super) fn frame() -> AnyView {
    let page = Page::get();
    let lab = Lab::open_in_part(
        "frame",
        [
            ("payload", "Hello"),
            ("opcode", "1"),
            ("from", "client"),
            ("mask", "37fa213d"),
            ("split", "1"),
            ("hex", ""),
            ("by", ""),
        ],
        |name, fields| {
            let decodes = fields
                .iter()
                .any(|field| field.name == "hex" && field.text.with(|hex| !hex.is_empty()));
            decodes == matches!(name, "hex" | "by")
        },
    );
    let [payload, opcode, from, mask, split, hex, by] = lab.fields;
    let fields = Fields {
        payload,
        opcode,
        from,
        mask,
        split,
        hex,
        by,
    };
    let decodes = RwSignal::new(hex.text.with_untracked(|hex| !hex.is_empty()));
    let made = memo(move || fields.made());
    let text = LongText::of(hex);
    let read = memo(move || text.with(hex::read));
    let apart = memo(move || {
        if decodes.get() {
            read.with(|read| fields.read(read.as_deref().ok()?))
        } else {
            made.with(|made| Some(anatomy(made.clone().ok()?, fields.side())))
        }
    });
    let to_bytes = move || {
        hex.text.set(
            made.get_untracked()
                .map(|bytes| hex::write(&bytes))
                .unwrap_or_default(),
        );
        decodes.set(true);
    };
    let to_payload = move || {
        hex.text.set(String::new());
        decodes.set(false);
    };
    let show = move |example: &'static Example| {
        button(example.name, move || {
            by.text.set(String::new());
            hex.text.set(example.hex());
            decodes.set(true);
        })
    };
    let copy = move || {
        let text = apart.with_untracked(|apart| apart.as_ref().map(|apart| hex::write(apart.bytes())));
        page.copy(text.unwrap_or_default(), "Bytes copied as hex");
    };
    view! {
        <When test=move || !decodes.get()>{fields.payload_form(made)}</When>
        <When test=move || decodes.get()>{fields.bytes_form(read, text.waits)}</When>
        <div class="lab-buttons">
            {move || if decodes.get() {
                button("Make a frame instead", to_payload)
            } else {
                button("Decode bytes instead", to_bytes)
            }}
            {button("Copy as hex", copy)}
            <div class="lab-buttons" role="group" aria-label="Examples of RFC 6455">
                <span class="hint">"RFC 6455:"</span>
                {EXAMPLES.iter().map(show).collect::<Vec<_>>()}
            </div>
        </div>
        {address_note(lab.too_long)}
        {taken_apart(apart)}
    }
    .into_any()
}

impl Fields {
    fn made(self) -> Result<Vec<u8>, &'static str> {
        let (payload, opcode) = (self.payload.text.get(), self.opcode.text.get());
        let (from, mask, split) = (self.from.text.get(), self.mask.text.get(), self.split.text.get());
        Typed {
            payload: &payload,
            opcode: &opcode,
            from: &from,
            mask: &mask,
            split: &split,
        }
        .bytes()
    }

    fn side(self) -> Side {
        self.from.text.with(|from| Side::of(from)).unwrap_or(Side::Client)
    }

    fn read(self, bytes: &[u8]) -> Option<Anatomy> {
        let by = self.by.text.with(|by| Side::of(by));
        (!bytes.is_empty()).then(|| anatomy(bytes, by.unwrap_or_else(|| Side::guess(bytes))))
    }

    fn payload_form(self, made: Memo<Result<Vec<u8>, &'static str>>) -> AnyView {
        let opcodes = Opcode::OFFERED.map(|opcode| {
            let digit = opcode.digit();
            let words = format!("{} {}", digit.to_uppercase(), opcode.name());
            (digit, words)
        });
        let frames = (1..=MAX_FRAMES).map(|n| {
            (
                n.to_string(),
                if n == 1 {
                    "1 frame".to_owned()
                } else {
                    format!("{n} frames")
                },
            )
        });
        let mask_problem = move || made.with(|made| made.as_ref().err().map(|&said| said.to_owned()));
        let is_client = move || self.side() == Side::Client;
        let preset = move |bytes: usize| {
            button(count(bytes as u64), move || {
                self.payload.text.set("a".repeat(bytes));
            })
        };
        view! {
            <div class="lab-fields">
                {text_field(self.payload, "Payload", Typing::Text, || None)}
                {choice(self.opcode, "Opcode", opcodes)}
                {choice(self.from, "From", sides())}
                {choice(self.split, "Split into", frames)}
                <When test=move || is_client()>
                    {field_with(
                        self.mask,
                        "Masking key, in hex",
                        mask_problem,
                        button("New masking key", move || self.mask.text.set(new_mask())),
                    )}
                </When>
            </div>
            <p class="lab-buttons"><span class="hint">"Payloads worth trying, in bytes:"</span>{SIZES.map(preset)}</p>
        }
        .into_any()
    }

    fn bytes_form(self, read: Memo<Result<Vec<u8>, hex::HexError>>, waits: RwSignal<bool>) -> AnyView {
        let problem = move || read.with(|read| read.as_ref().err().map(hex::HexError::to_string));
        let waiting = move || waits.get().then_some("Reading…");
        let guess = [(String::new(), "guessed by the MASK bit".to_owned())];
        view! {
            <div class="lab-fields">
                {text_field(self.hex, "Bytes, in hex", Typing::Lines, problem)}
                {choice(self.by, "Sent by", guess.into_iter().chain(sides()))}
            </div>
            <p class="hint" role="status">{move || waiting()}</p>
        }
        .into_any()
    }
}

/// Either end, for a choice.
pub(super) fn sides() -> [(String, String); 2] {
    let words = |side: Side, words: &str| (side.label().to_owned(), words.to_owned());
    [
        words(Side::Client, "client, masked"),
        words(Side::Server, "server, not masked"),
    ]
}
