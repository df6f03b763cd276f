//! Memos, effects and tasks over boxed closures. Leptos compiles each for every closure it is given; so they are compiled once
//! for every type of value (docs/decisions/0003-erased-views.md).

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// A value worked out from signals, which tells only of changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| compute())
    }
    boxed(Box::new(compute))
}

/// Runs now, and again whenever a signal has changed that it read.
pub fn effect(run: impl FnMut() + 'static) {
    fn boxed(run: Box<dyn FnMut()>) {
        Effect::new(run);
    }
    boxed(Box::new(run));
}

/// Lets a task go on by itself.
pub(super) fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}
