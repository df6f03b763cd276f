//! The code between the views and the browser. [`Page`] holds the state of the tab, [`Panes`] the list of
//! open connections, and a [`Pane`] one connection's view state and input. One driver owns the workbench of
//! all connections.

mod announcer;
mod copy;
mod driver;
mod field;
mod ids;
mod jobs;
mod lab;
mod learn;
mod leave;
mod limits;
mod page;
mod pane;
mod panes;
mod part;
pub mod parts;
mod place;
mod reactive;
mod route;
mod salvage;
mod settings;
mod shortcuts;
mod starters;
mod tabs;
mod tester_link;
mod toast;
mod trouble;

pub use announcer::Announcement;
pub use field::Field;
pub use ids::*;
pub use lab::{Dice, Lab, LabField, LongText, link_to_lab, new_key, new_mask, waits};
pub use learn::{Library, row_id, section_id};
pub use limits::LimitFields;
pub use page::Page;
pub use pane::{
    ComposeMenu, Composing, Detail, Draft, Dropped, FILE_INPUT, Filtering, Form, Held, Keeper, KindCounts,
    Leaving, MessageStatus, MessageTone, Model, Pane, PolicyFields, Problem, RawPage, Scroller, SidePanel,
    Summary, Typed, Viewer, compile_query, copy_selected, documented, edit_selected, file_settled,
    go_to_time, name_end, policies, read_message, resend_selected, send_composed, share, switched_on,
    watch_message,
};
pub use panes::Panes;
pub use part::{Arrival, Fetch, Fetching, Part, Wait};
pub use parts::{Cue, Parts, Source, Sources};
pub use reactive::{effect, memo};
pub use route::{REFERENCE, TESTER};
pub use settings::Settings;
pub use shortcuts::{SHORTCUTS, Shortcut};
pub use starters::{EchoServer, Starter};
pub use tabcat_core::listing::{SearchProgress, Step};
pub use tabcat_core::reader::Move;
pub use tabs::{
    ClosedPane, Tabs, close_shown, open as open_tab, open_empty, rename_shown, start as start_tabs,
};
pub use tester_link::{CommandUrl, Waiting, take_back};
pub use toast::{Notice, Toast};
pub use trouble::Trouble;
