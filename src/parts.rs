//! The split of the page's wasm: the parts, the action that fetches each early, and its entry functions. Each
//! part has a file with these and the functions that only they call (docs/decisions/0010). No other code
//! knows which function is in which file.

use leptos::prelude::{RwSignal, Set as _};
use leptos::wasm_split::SplitLoaderError;
use tabcat::app::parts::{Compose, Detail, Find, Learn, Options, Secrets, Tabs, Tools};
use tabcat::app::{Cue, Fetching, Source, Sources};
use tabcat::{app, ui};
use tabcat_core::filter::Matches;
use tabcat_core::format;
use tabcat_core::row::Row;
use tabcat_core::secret::FINDER;

macro_rules! parts {
    ($($part:ident on $cue:ident: $Entries:ident { $($entry:ident: $function:expr,)* })*) => {
        /// Every part. All are also fetched when the page is idle.
        pub(crate) static SOURCES: Sources = Sources {
            $($part: Source { name: stringify!($part), cue: Cue::$cue, fetch: fetch::$part },)*
        };

        mod fetch {
            use super::*;

            $(pub(super) fn $part(here: RwSignal<Option<$Entries>>) -> Fetching {
                Box::pin(async move {
                    let came = super::entries::$part().await;
                    came.map(|entries| here.set(Some(entries))).is_ok()
                })
            })*
        }

        /// In the page, each is a split point: an asynchronous function that loads its file first.
        #[cfg(not(feature = "whole"))]
        mod entries {
            use super::*;
            use leptos::wasm_split::wasm_split;

            $(#[wasm_split($part, wasm_split_path = leptos::wasm_split, fallible)]
            pub(super) fn $part() -> Result<$Entries, SplitLoaderError> {
                Ok($Entries { $($entry: $function,)* })
            })*
        }

        /// In tests/web, whose wasm is not split, plain functions.
        #[cfg(feature = "whole")]
        mod entries {
            use super::*;

            $(pub(super) async fn $part() -> Result<$Entries, SplitLoaderError> {
                Ok($Entries { $($entry: $function,)* })
            })*
        }
    };
}

parts! {
    compose on Idle: Compose {
        foot: ui::compose::foot,
        label: |pane| pane.press_label(),
        is_off: |pane| pane.is_send_off(),
        field: ui::compose::field,
        lines: ui::compose::lines,
        rows: ui::compose::rows,
        open: |pane, menu| pane.open_menu(menu),
        settled: app::file_settled,
        send: app::send_composed,
        edit: app::edit_selected,
        resend: app::resend_selected,
    }
    detail on Connect: Detail {
        message: ui::detail::message,
        close: ui::detail::close,
        read: app::read_message,
        copy: app::copy_selected,
        date_time: format::date_time_utc,
        name_end: app::name_end,
    }
    find on FilterFocus: Find {
        compile: app::compile_query,
        extend: Matches::extend,
        mark: |row, entry, filter| Row::mark(row, entry, filter),
        more: ui::transcript::more::fields,
        go_to_time: app::go_to_time,
    }
    learn on Idle: Learn {
        view: ui::learn::learn,
        shortcuts: ui::shortcuts::shortcuts,
        take_back: app::take_back,
    }
    options on Idle: Options {
        view: ui::connection::options::options,
        switched_on: app::switched_on,
        policies: app::policies,
        accounts: ui::lasting::accounts,
        strip: ui::lasting::strip,
        tray: ui::lasting::tray,
        wear: Row::wear,
    }
    secrets on Connect: Secrets {
        masking: FINDER,
        share: app::share,
    }
    tabs on Idle: Tabs {
        start: app::start_tabs,
        strip: ui::tabs::strip,
        switcher: ui::tabs::switcher,
        notice: ui::tabs::notice,
        open: app::open_tab,
        open_empty: app::open_empty,
        rename: app::rename_shown,
        close: app::close_shown,
    }
    tools on Connect: Tools {
        view: ui::transcript::tools::tools,
    }
}
