//! Memos, effects and tasks over boxed closures. Leptos compiles each once for every closure; these are
//! compiled once for every type of value (docs/decisions/0003-erased-views.md).

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// A value computed from signals, which notifies only of changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| compute())
    }
    boxed(Box::new(compute))
}

/// Runs now, and again whenever a signal that it reads has changed.
pub fn effect(run: impl FnMut() + 'static) {
    fn boxed(run: Box<dyn FnMut()>) {
        Effect::new(run);
    }
    boxed(Box::new(run));
}

/// Spawns a task.
pub(super) fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}
