//! The note about the URL in the page's commands.

use leptos::prelude::*;
use tabcat_core::secret::left_out;

use crate::app::CommandUrl;

/// A line with the note.
pub(super) fn note(url: Memo<CommandUrl>) -> AnyView {
    let said = move || {
        let CommandUrl {
            url,
            is_typed,
            left_out: names,
        } = url.get();
        let whose = if is_typed {
            "These commands have the URL in the tester, "
        } else {
            "Once there is a URL in the tester, these commands have it. Until then it is an echo server’s, "
        };
        view! { {whose}<code>{url}</code>{left_out(&names)}"." }.into_any()
    };
    view! { <p aria-live="polite">{move || said()}</p> }.into_any()
}
