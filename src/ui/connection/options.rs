//! The options that one connection is made and closed with.

use leptos::prelude::*;

use crate::app::{Pane, Settings};
use crate::ui::elements::{Check, LabelledField};

/// The unfolded options.
pub fn options() -> AnyView {
    let pane = Pane::get();
    let form = pane.form;
    let limits = pane.page.limits;
    let settled = Callback::new(move |()| pane.page.bound_transcripts());
    let check = Callback::new(move |()| form.check());
    let masked = move || {
        let text = form.subprotocols.text.get();
        let masked = (pane.page.masking().subprotocols)(&text);
        (masked != text).then_some(masked)
    };
    view! {
            <LabelledField field=form.subprotocols label="Subprotocols" placeholder="none, or: chat.v2, chat" masked=Signal::derive(move || masked())/>
            <LabelledField field=form.close_code label="Close code" placeholder="1000" inputmode="numeric" settled=check/>
            <LabelledField field=form.close_reason label="Close reason" placeholder="none" settled=check/>
            <LabelledField field=form.connect_timeout label="Connect timeout (s)" inputmode="numeric" settled=check/>
            <LabelledField field=form.close_timeout label="Close timeout (s)" inputmode="numeric" settled=check/>
            <LabelledField field=limits.mib label="Keep at most (MB)" inputmode="numeric" settled/>
            <LabelledField field=limits.entries label="Keep at most (lines)" placeholder="as many as fit" inputmode="numeric" settled/>
            <Check
                label="Ask before leaving while something would be lost: a connection, or more than 100 messages"
                is_on=Settings::ask_before_leaving
                turn=Settings::set_ask_before_leaving
            />
            <p class="hint">
                "Subprotocols are offered in this order; the server picks one or none. They and the timeouts apply at the next connect. "
                "Disconnect sends the close code and reason: 1000, or 3000 to 4999, with at most 123 bytes of reason. "
                "What is kept of the transcript changes at once: beyond it the oldest lines go, and are counted."
            </p>
    }
    .into_any()
}
