//! The options of a connection: a group for each policy, and a line of sentences below. A list replaces the
//! groups while a person edits it.

mod closes;
mod control;
mod expect;
mod group;
mod groups;
mod level;
mod line;
mod list;
mod rules;
mod steps;
mod value;

use leptos::prelude::*;
use tabcat_core::policies::document::Key;

use self::closes::closes;
use self::groups::groups;
use self::line::line;
use self::rules::rules;
use self::steps::steps;
use crate::app::{Pane, PolicyFields, memo};

/// The unfolded options.
pub fn options() -> AnyView {
    let form = Pane::get().form;
    provide_context(PolicyFields::new(form));
    on_cleanup(move || {
        form.unfolded.try_set(None);
    });
    let level = memo(move || {
        let unfolded = form.unfolded.get()?;
        [Key::OnOpen, Key::Rules, Key::Codes]
            .into_iter()
            .find(|key| key.name() == unfolded)
    });
    let shown = move || match level.get() {
        None => groups(),
        Some(Key::OnOpen) => steps(),
        Some(Key::Rules) => rules(),
        Some(_) => closes(),
    };
    view! {
        {move || shown()}
        {line()}
    }
    .into_any()
}
