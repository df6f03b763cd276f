//! The adapters that answer at once: clock, storage, media queries, listeners.

use std::cell::Cell;
use std::rc::Rc;

use tabcat::io::clock::Clock;
use tabcat::io::listener::Listener;
use tabcat::io::media::MediaWatch;
use tabcat::io::storage::{Area, StorageDenied};
use tabcat_core::{Span, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, window};

#[wasm_bindgen_test]
fn the_clock_tells_the_time_and_never_steps_back() {
    let clock = Clock::default();
    let mut before = clock.now();
    for _ in 0..10_000 {
        let now = clock.now();
        assert!(now >= before, "{now:?} after {before:?}");
        before = now;
    }
    let wall = Timestamp::from_millis(js_sys::Date::now());
    let now = clock.now();
    let off = (now - wall).max(wall - now);
    assert!(off < Span::from_secs(2), "{off:?} off the wall clock");
}

#[wasm_bindgen_test]
fn the_clock_moves_in_steps_far_below_a_millisecond() {
    let clock = Clock::default();
    let start = clock.now();
    let next = std::iter::repeat_with(|| clock.now()).find(|now| *now > start);
    let step = next.expect("time passes") - start;
    assert!(step < Span::from_millis(1), "{step:?}");
}

#[wasm_bindgen_test]
fn what_is_stored_is_read_back_until_it_is_replaced() {
    for area in [Area::Local, Area::Session] {
        for value in [Some(""), Some("{\"é\":\"🐈\"}"), None] {
            assert_eq!(area.save("test", value), Ok(()));
            assert_eq!(area.load("test").as_deref(), value);
        }
    }
    assert_eq!(Area::Session.save("test", Some("x")), Ok(()));
    assert_eq!(Area::Local.load("test"), None, "each has its own");
}

#[wasm_bindgen_test]
fn a_full_storage_is_an_error_and_keeps_what_was_there() {
    let local = Area::Local;
    assert_eq!(local.save("full", Some("kept")), Ok(()));
    // Browsers give a site some 10 MB.
    assert_eq!(
        local.save("full", Some(&"x".repeat(20 << 20))),
        Err(StorageDenied)
    );
    assert_eq!(local.load("full").as_deref(), Some("kept"));
    assert_eq!(local.save("full", None), Ok(()));
}

#[wasm_bindgen_test]
fn a_media_query_is_answered_at_once() {
    assert!(MediaWatch::new("(min-width: 1px)", |_| ()).matches());
    assert!(!MediaWatch::new("(max-width: 1px)", |_| ()).matches());
}

#[wasm_bindgen_test]
fn a_listener_hears_until_it_is_dropped() {
    let heard = Rc::new(Cell::new(0));
    let dispatch = || {
        let event = Event::new("tabcat-test").unwrap();
        window().unwrap().dispatch_event(&event).unwrap();
    };
    let listener = Listener::on_window("tabcat-test", {
        let heard = Rc::clone(&heard);
        move |_| heard.set(heard.get() + 1)
    });
    dispatch();
    dispatch();
    assert_eq!(heard.get(), 2);
    drop(listener);
    dispatch();
    assert_eq!(heard.get(), 2);
}
