//! Bytes taken apart: a cell for each, the meaning of each field, the bits of the first two, masking step by
//! step, and the faults.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_core::format::count;
use tabcat_lab::frame::{Anatomy, Cell, Field, FieldKind, Zone, cells, mask};

use super::fields::button;
use crate::app::memo;
use crate::ui::elements::handler;

/// The most bytes that have a cell.
const CELLS: usize = 256;

/// The most faults that are listed.
const FAULTS: usize = 20;

/// The most bytes of masking that are shown.
const STEPS: usize = 12;

/// The id of the cells.
const BYTES: &str = "lab-bytes";

/// The selected byte and its frame.
#[derive(Clone, Copy)]
struct Look {
    apart: Memo<Option<Anatomy>>,
    /// The byte under the pointer or the keys.
    at: Memo<usize>,
    wanted: RwSignal<usize>,
    /// The frame that it is in.
    frame: Memo<usize>,
}

/// The view of some bytes, if there are any.
pub(super) fn taken_apart(apart: Memo<Option<Anatomy>>) -> AnyView {
    let wanted = RwSignal::new(0_usize);
    let length = move || apart.with(|apart| apart.as_ref().map_or(0, |apart| apart.bytes().len()));
    let at = memo(move || wanted.get().min(length().saturating_sub(1)));
    let frame = memo(move || {
        apart
            .with(|apart| apart.as_ref().and_then(|apart| apart.frame_at(at.get())))
            .unwrap_or_default()
    });
    let look = Look {
        apart,
        at,
        wanted,
        frame,
    };
    let head = move || match (length(), look.read(Anatomy::count)) {
        (1, _) => "1 byte".to_owned(),
        (bytes, 0 | 1) => format!("{} bytes", count(bytes as u64)),
        (bytes, frames) => format!("{} bytes in {} frames", count(bytes as u64), count(frames as u64)),
    };
    let is_there = memo(move || apart.with(Option::is_some));
    let shown = move || {
        is_there.get().then(|| {
            view! {
                <div class="lab-apart">
                    <div>
                        <h2>{move || head()}</h2>
                        {look.faults()}
                        {look.cells()}
                        {look.steps_between_frames()}
                        <h2>"The first two bytes"</h2>
                        {move || look.bits()}
                        {move || look.masking()}
                    </div>
                    <div>
                        <h2>"Field by field"</h2>
                        {move || look.legend()}
                    </div>
                </div>
            }
            .into_any()
        })
    };
    view! { {move || shown()} }.into_any()
}

impl Look {
    /// Reads something of the bytes; the default value if there are none.
    fn read<T: Default>(self, read: impl FnOnce(&Anatomy) -> T) -> T {
        self.apart
            .with(|apart| apart.as_ref().map(read))
            .unwrap_or_default()
    }

    fn faults(self) -> AnyView {
        let listed = move || {
            self.read(|apart| {
                let listed: Vec<_> = apart.problems().iter().take(FAULTS).copied().collect();
                let more = apart.problems().len() - listed.len() + apart.unlisted();
                (listed, more, apart.unfinished())
            })
        };
        let said = move || {
            let (listed, more, unfinished) = listed();
            let none = listed
                .is_empty()
                .then(|| view! { <p class="problem ok">"No fault was found."</p> }.into_any());
            let fault = |problem: tabcat_lab::frame::Problem| {
                let at = problem.shown_at();
                let words = format!("Show byte {}", count(at as u64 + 1));
                view! {
                    <li>
                        <span>{problem.to_string()} " (RFC 6455 " {problem.fault.section()} ")"</span>
                        {button(words, move || self.wanted.set(at))}
                    </li>
                }
                .into_any()
            };
            let listed: Vec<_> = listed.into_iter().map(fault).collect();
            let more = (more > 0).then(|| format!("{} more faults follow.", count(more as u64)));
            let unfinished = unfinished.map(|frame| {
                format!(
                    "The message that frame {} begins goes on: its last frame, with FIN, is not here.",
                    frame + 1
                )
            });
            view! { {none}<ul class="lab-faults">{listed}</ul><p>{more}</p><p class="hint">{unfinished}</p> }
                .into_any()
        };
        view! { <div aria-live="polite">{move || said()}</div> }.into_any()
    }

    /// The cells of all frames if the bytes are few, else of the selected frame.
    fn cells(self) -> AnyView {
        let groups = memo(move || {
            let few = self.read(|apart| apart.bytes().len() <= CELLS);
            let shown = if few {
                0..self.read(Anatomy::count)
            } else {
                self.frame.get()..self.frame.get() + 1
            };
            self.read(|apart| {
                shown
                    .map(|frame| Group {
                        frame,
                        cells: cells(apart.bytes(), &apart.fields(frame), CELLS),
                        bytes: apart.range(frame).map_or(0, |range| range.len()),
                    })
                    .collect::<Vec<_>>()
            })
        });
        let ids = move || format!("{BYTES}-{}", self.at.get());
        let press = move |event: KeyboardEvent| {
            let (at, field) = (self.at.get_untracked(), |step| self.next_field(step));
            let to = match event.key().as_str() {
                "ArrowRight" => at + 1,
                "ArrowLeft" => at.saturating_sub(1),
                "ArrowDown" => field(1),
                "ArrowUp" => field(-1),
                "Home" => 0,
                "End" => usize::MAX,
                _ => return,
            };
            event.prevent_default();
            self.wanted.set(to);
        };
        let shown = move || {
            groups
                .get()
                .into_iter()
                .map(|group| self.group(group))
                .collect::<Vec<_>>()
        };
        view! {
            <div
                id=BYTES
                class="lab-bytes"
                role="listbox"
                tabindex="0"
                aria-label="Frame"
                aria-describedby="lab-bytes-keys"
                aria-activedescendant=move || ids()
                on:keydown=handler(press)
            >
                {move || shown()}
            </div>
            <p class="hint" id="lab-bytes-keys">"Arrow keys: left and right by byte, up and down by field."</p>
        }
        .into_any()
    }

    fn group(self, group: Group) -> AnyView {
        let more = group.bytes - group.cells.len();
        let more = (more > 0).then(|| {
            view! { <span class="hint">{format!("and {} more", count(more as u64))}</span> }.into_any()
        });
        let cells: Vec<_> = group.cells.into_iter().map(|cell| self.cell(cell)).collect();
        let name = format!("Frame {}", group.frame + 1);
        view! { <div role="group" aria-label=name>{cells}{more}</div> }.into_any()
    }

    fn cell(self, cell: Cell) -> AnyView {
        let Cell { at, hex, zone, name } = cell;
        let here = move || self.at.get() == at;
        view! {
            <span
                id=format!("{BYTES}-{at}")
                role="option"
                class=zone_class(zone)
                aria-label=name.clone()
                title=name
                aria-selected=move || if here() { "true" } else { "false" }
                on:mouseover=handler(move |_| self.wanted.set(at))
                on:click=handler(move |_| self.wanted.set(at))
            >
                {hex}
            </span>
        }
        .into_any()
    }

    /// The first byte of the field after this one, or before it.
    fn next_field(self, step: isize) -> usize {
        let at = self.at.get_untracked();
        let (frame, count) = (self.frame.get_untracked(), self.read(Anatomy::count));
        let near = frame.saturating_sub(1)..(frame + 2).min(count);
        let starts = near.flat_map(|frame| self.read(|apart| apart.fields(frame)));
        let starts = starts.map(|field| field.bytes.start);
        let found = if step > 0 {
            starts.filter(|&start| start > at).min()
        } else {
            starts.filter(|&start| start < at).max()
        };
        found.unwrap_or(at)
    }

    fn steps_between_frames(self) -> AnyView {
        let count = memo(move || self.read(Anatomy::count));
        let go = move |frame: usize| {
            if let Some(range) = self.read(|apart| apart.range(frame)) {
                self.wanted.set(range.start);
            }
        };
        let shown = move || {
            (count.get() > 1).then(|| {
                let which = move || {
                    format!(
                        "Frame {} of {}",
                        self.frame.get() + 1,
                        tabcat_core::format::count(count.get() as u64)
                    )
                };
                view! {
                    <div class="lab-buttons">
                        {button("Previous frame", move || go(self.frame.get_untracked().saturating_sub(1)))}
                        {button("Next frame", move || go(self.frame.get_untracked() + 1))}
                        <span aria-live="polite">{move || which()}</span>
                    </div>
                }
                .into_any()
            })
        };
        view! { {move || shown()} }.into_any()
    }

    fn fields(self) -> Vec<Field> {
        let frame = self.frame.get();
        self.read(|apart| apart.fields(frame))
    }

    fn bits(self) -> AnyView {
        let groups = self.fields().into_iter().filter_map(|field| {
            let bits = field.bits?;
            let byte = self.read(|apart| apart.bytes().get(field.bytes.start).copied())?;
            let bits = bits.map(|bit| if byte >> (7 - bit) & 1 == 1 { "1" } else { "0" });
            let bits = bits.map(|bit| view! { <span class=zone_class(Zone::of(field.kind))>{bit}</span> }.into_any());
            let bits: Vec<_> = bits.collect();
            Some(view! { <li><span class="lab-bytes">{bits}</span><span class="hint">{field.kind.name()}</span></li> }.into_any())
        });
        view! { <ul class="lab-bits">{groups.collect::<Vec<_>>()}</ul> }.into_any()
    }

    fn masking(self) -> AnyView {
        let index = self.frame.get();
        let frame = self.read(|apart| {
            let key = apart.frame(index)?;
            Some((key.mask?, key.payload)).filter(|(_, payload)| !payload.is_empty())
        });
        let Some((key, payload)) = frame else {
            return ().into_any();
        };
        let hex = |byte: u8| format!("{byte:02x}");
        let step = |step: mask::Step| {
            view! {
                <li>
                    <code>{hex(step.from)}</code>" XOR "<code class="zone-key">{hex(step.key)}</code>" = "
                    <code class="zone-payload">{hex(step.to)}</code>
                </li>
            }
            .into_any()
        };
        let steps: Vec<_> = mask::steps(&payload[..payload.len().min(STEPS)], key)
            .map(step)
            .collect();
        let more = (payload.len() > STEPS).then(|| {
            view! { <li class="hint">"and so on, with the key from its start every 4 bytes"</li> }.into_any()
        });
        view! {
            <h2>"Masking"</h2>
            <p>"Each byte of the payload, XOR a byte of the key in turn, is the byte on the wire:"</p>
            <ol class="lab-steps">{steps}{more}</ol>
        }
        .into_any()
    }

    fn legend(self) -> AnyView {
        let line = move |(field, name): (Field, &'static str)| {
            let bytes = field.bytes.clone();
            let here = move || bytes.contains(&self.at.get());
            let (first, last) = (field.bytes.start + 1, field.bytes.end);
            let place = if first == last {
                format!("byte {first}")
            } else {
                format!("bytes {} to {}", count(first as u64), count(last as u64))
            };
            view! {
                <div class:current=move || here()>
                    <dt><span class=zone_class(Zone::of(field.kind)) aria-hidden="true"></span>{name}<span class="hint">{place}</span></dt>
                    <dd><code>{field.value}</code>" "<span>{field.meaning}</span></dd>
                </div>
            }
            .into_any()
        };
        let lines: Vec<_> = in_few_lines(self.fields()).into_iter().map(line).collect();
        view! { <dl class="lab-legend">{lines}</dl> }.into_any()
    }
}

/// The fields with their names. The reserved bits are one line while none of them is set.
fn in_few_lines(fields: Vec<Field>) -> Vec<(Field, &'static str)> {
    let is_reserved =
        |field: &Field| matches!(field.kind, FieldKind::Rsv1 | FieldKind::Rsv2 | FieldKind::Rsv3);
    let none = fields
        .iter()
        .filter(|field| is_reserved(field))
        .all(|field| field.value == "0");
    let line = |field: Field| match field.kind {
        FieldKind::Rsv1 if none => Some((field, "RSV1, RSV2, RSV3")),
        FieldKind::Rsv2 | FieldKind::Rsv3 if none => None,
        kind => Some((field, kind.name())),
    };
    fields.into_iter().filter_map(line).collect()
}

#[derive(Clone, PartialEq)]
struct Group {
    frame: usize,
    cells: Vec<Cell>,
    bytes: usize,
}

const fn zone_class(zone: Zone) -> &'static str {
    match zone {
        Zone::First => "zone-first",
        Zone::Length => "zone-length",
        Zone::Key => "zone-key",
        Zone::Payload => "zone-payload",
    }
}
