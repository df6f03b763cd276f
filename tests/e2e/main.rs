//! Whole journeys, as a person makes them: the built page in a real browser, against the real wsbin.
//!
//! `cargo xtask test e2e` builds the page, finds the browser and runs these; a journey that fails prints what was to be
//! seen and where its picture is.
//!
//! A journey is a test that walks a [`page::Page`] with verbs and finds everything by role and accessible name. What
//! needs no browser is tested below this: rules in `crates/core`, routes in `crates/wsbin`, components in `tests/web`.

mod browser;
mod door;
mod gate;
mod host;
mod page;
mod pane;
mod quiz;
mod view;

mod appearance;
mod axe;
mod bound;
mod causes;
mod closes;
mod compare;
mod compose;
mod compose_again;
mod compose_convert;
mod compose_edges;
mod compose_files;
mod compose_formats;
mod compose_hands;
mod compose_large;
mod compose_reach;
mod compose_recall;
mod compose_repeat;
mod compose_rows;
mod compose_template;
mod compose_undo;
mod detail;
mod echo;
mod endings;
mod failures;
mod filter;
mod focus;
mod form;
mod guide;
mod keyboard;
mod lab;
mod large;
mod lasting;
mod lasting_heartbeat;
mod lasting_life;
mod lasting_link;
mod lasting_looks;
mod lasting_open;
mod lasting_outbox;
mod lasting_reconnect;
mod lasting_replies;
mod lasting_stop;
mod leave;
mod list;
mod live;
mod menu;
mod names;
mod options;
mod parts;
mod phone;
mod reference;
mod restore;
mod share;
mod soak;
mod still;
mod tabs;
mod tabs_beside;
mod tabs_closed;
mod tabs_hands;
mod tabs_kept;
mod tabs_many;
mod transcript;
mod trap;
mod veil;

mod words;
mod worker;
