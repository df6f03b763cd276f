//! The outbox above the message: folded to a line, or with its messages.

use leptos::prelude::*;
use tabcat_core::format;
use tabcat_core::policies::{Queued, Tray};

use crate::app::{MESSAGE_FIELD, OUTBOX_FOLD, Pane, focus, focus_within, memo};
use crate::ui::elements::{Icon, Shape, When, handler};

/// The tray, while messages wait.
pub fn tray() -> AnyView {
    let pane = Pane::get();
    let report = memo(move || pane.model.lasting.with(|lasting| lasting.report));
    let tray = memo(move || report.get().and_then(|report| report.outbox).unwrap_or_default());
    let holding = move || report.get().is_some_and(|report| report.is_holding);
    let has_some = move || tray.get().messages > 0;
    let is_shown = RwSignal::new(false);
    let bounds = move || {
        let is_opening = report.get().is_some_and(|report| report.is_opening);
        bounds(tray.get(), holding(), is_opening)
    };
    // Rows that go by themselves leave the focus where one goes on.
    let keep_focus = move |class: &'static str| {
        on_cleanup(move || {
            if focus_within(class) {
                let is_empty = pane.queued().is_empty();
                focus(if is_empty { MESSAGE_FIELD } else { OUTBOX_FOLD });
            }
        });
    };
    let rows = move || {
        tray.track();
        keep_focus("tray-rows");
        let queued = pane.queued();
        let rows = queued.into_iter().enumerate();
        rows.map(|(index, queued)| row(&pane, index + 1, &queued))
            .collect::<Vec<_>>()
    };
    view! {
        <When test=move || has_some()>
            {keep_focus("tray")}
            <section class="tray" aria-label="Outbox">
                <div class="tray-line">
                    <Icon shape=Shape::Up/>
                    <span>{move || format!("{} in the outbox", format::count(tray.get().messages as u64))}</span>
                    <span class="hint">{move || bounds()}</span>
                    <button type="button" class="link-button" aria-label="Cancel all queued" on:click=handler(move |_| pane.cancel_all())>"Cancel all"</button>
                    <button
                        type="button"
                        id=OUTBOX_FOLD
                        class="link-button"
                        aria-expanded=move || is_shown.get().to_string()
                        on:click=handler(move |_| is_shown.update(|shown| *shown = !*shown))
                    >
                        {move || if is_shown.get() { "Fold" } else { "Show" }}
                    </button>
                </div>
                <When test=move || is_shown.get()>
                    <ol class="tray-rows" tabindex="0" aria-label="Messages in the outbox">{move || rows()}</ol>
                </When>
            </section>
        </When>
    }
    .into_any()
}

fn bounds(tray: Tray, is_holding: bool, is_opening: bool) -> String {
    let size = format::size(tray.bytes as u64);
    let most = most(tray.most_bytes);
    let when = if is_holding {
        "held back until bufferedAmount falls"
    } else if is_opening {
        "sent after the on-open messages"
    } else {
        "sent in order on open"
    };
    format!("{size} of {most}, {when}")
}

/// As Options have it: megabytes of 2^20 bytes.
fn most(bytes: usize) -> String {
    match bytes >> 20 {
        whole if whole << 20 == bytes => [&whole.to_string(), " MB"].concat(),
        _ => format::size(bytes as u64),
    }
}

fn row(pane: &Pane, number: usize, queued: &Queued) -> AnyView {
    let (pane, id) = (*pane, queued.id);
    let cancel = move |event: leptos::ev::MouseEvent| {
        // By the second click of a double click another row is under the pointer.
        if event.detail() > 1 {
            return;
        }
        // The row goes: the focus stays in the tray, or in the message field once it is empty.
        let is_last = pane.queued().len() == 1;
        focus(if is_last { MESSAGE_FIELD } else { OUTBOX_FOLD });
        pane.cancel(id);
    };
    view! {
        <li>
            <span class="value">{number}</span>
            <span class="size">{format::size(queued.bytes as u64)}</span>
            <span class="preview">{queued.preview.clone()}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=format!("Cancel message {number}")
                title="Cancel: it comes back to the message field, or with Alt+↑"
                on:click=handler(cancel)
            >
                <Icon shape=Shape::Cross/>
            </button>
        </li>
    }
    .into_any()
}
