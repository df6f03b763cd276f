//! The adapters that answer later: frames, timers, and the height of an element.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tabcat::io::clock::Clock;
use tabcat::io::frame::Frames;
use tabcat::io::resize::HeightWatch;
use tabcat::io::timer::{Alarm, Ticker};
use tabcat_core::Span;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::window;

use crate::wait::{two_frames, until};

/// A counter, and what counts it up.
fn counter() -> (Rc<Cell<u32>>, impl Fn() + Clone + 'static) {
    let count = Rc::new(Cell::new(0));
    let up = {
        let count = Rc::clone(&count);
        move || count.set(count.get() + 1)
    };
    (count, up)
}

#[wasm_bindgen_test]
async fn many_requests_make_one_call_and_the_next_request_another() {
    let (calls, call) = counter();
    let frames = Frames::new(call);
    two_frames().await;
    assert_eq!(calls.get(), 0, "nobody asked");
    for expected in 1..=3 {
        for _ in 0..100 {
            frames.request();
        }
        assert_eq!(calls.get(), expected - 1, "not before the frame");
        two_frames().await;
        assert_eq!(calls.get(), expected);
    }
}

#[wasm_bindgen_test]
async fn a_frame_that_nobody_waits_for_any_more_does_not_call() {
    let (calls, call) = counter();
    let frames = Frames::new(call);
    frames.request();
    drop(frames);
    two_frames().await;
    assert_eq!(calls.get(), 0);
}

#[wasm_bindgen_test]
async fn a_change_of_visibility_neither_loses_nor_doubles_a_call() {
    let (calls, call) = counter();
    let frames = Frames::new(call);
    frames.visibility_changed();
    frames.request();
    frames.visibility_changed();
    two_frames().await;
    assert_eq!(calls.get(), 1);
}

#[wasm_bindgen_test]
async fn an_alarm_rings_once_and_not_early() {
    let clock = Clock::default();
    let (rings, ring) = counter();
    let start = clock.now();
    let alarm = Alarm::after(Span::from_micros(20_001), ring);
    let (marks, mark) = counter();
    until("the alarm", || rings.get() > 0).await;
    // Browsers round their clocks to 0.1 ms.
    assert!(clock.now() - start >= Span::from_millis(20), "early");
    let marker = Alarm::after(Span::from_millis(60), mark);
    until("the marker", || marks.get() > 0).await;
    assert_eq!(rings.get(), 1);
    drop((alarm, marker));
}

#[wasm_bindgen_test]
async fn a_dropped_alarm_or_ticker_is_silent() {
    let (rings, ring) = counter();
    drop(Alarm::after(Span::from_millis(1), ring.clone()));
    drop(Ticker::every(Span::from_millis(1), ring));
    let (marks, mark) = counter();
    let marker = Alarm::after(Span::from_millis(30), mark);
    until("the marker", || marks.get() > 0).await;
    assert_eq!(rings.get(), 0);
    drop(marker);
}

#[wasm_bindgen_test]
async fn a_ticker_ticks_until_it_is_dropped() {
    let (ticks, tick) = counter();
    let ticker = Ticker::every(Span::from_millis(2), tick);
    until("three ticks", || ticks.get() >= 3).await;
    drop(ticker);
    let so_far = ticks.get();
    let (marks, mark) = counter();
    let marker = Alarm::after(Span::from_millis(30), mark);
    until("the marker", || marks.get() > 0).await;
    assert_eq!(ticks.get(), so_far);
    drop(marker);
}

#[wasm_bindgen_test]
async fn a_height_is_told_at_first_at_every_change_and_not_after_the_drop() {
    let document = window().unwrap().document().unwrap();
    let element = document.create_element("div").unwrap();
    let set_height = |px: u32| {
        let style = format!("height: {px}px");
        element.set_attribute("style", &style).unwrap();
    };
    set_height(40);
    document.body().unwrap().append_child(&element).unwrap();

    let heights = Rc::new(RefCell::new(Vec::new()));
    let watch = HeightWatch::new(&element, {
        let heights = Rc::clone(&heights);
        move |height| heights.borrow_mut().push(height)
    });
    until("the first height", || heights.borrow().len() == 1).await;
    set_height(70);
    until("the second height", || heights.borrow().len() == 2).await;
    drop(watch);
    set_height(90);
    two_frames().await;
    assert_eq!(*heights.borrow(), [40.0, 70.0]);
    element.remove();
}
