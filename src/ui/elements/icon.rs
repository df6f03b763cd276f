//! Line drawings, 16 by 16, in the colour of the text around them. They never carry meaning alone.

use leptos::prelude::*;

/// The drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Received: an arrow down.
    Down,
    /// Sent: an arrow up.
    Up,
    /// Follow the tail: an arrow down to a line.
    Follow,
    /// A bin.
    Bin,
    /// A cross.
    Cross,
    /// A chain link.
    Link,
    /// A question mark.
    Question,
    /// Sliders.
    Sliders,
    /// A chevron down.
    Chevron,
    /// A triangle with an exclamation mark.
    Warning,
    /// A magnifying glass.
    Search,
    /// A circular arrow.
    Retry,
    /// Two sheets.
    Copy,
    /// An arrow down into a tray.
    Save,
    /// Arrows to two corners.
    Expand,
    /// The sun.
    Sun,
    /// The moon.
    Moon,
    /// Half sun, half moon.
    System,
    /// Two bars.
    Pause,
    /// A triangle that points onwards.
    Play,
    /// A funnel.
    Funnel,
    /// A clock.
    Clock,
    /// An i: information.
    Info,
    /// A plus.
    Plus,
    /// Three dots.
    More,
}

impl Shape {
    /// The line, in a box of 16 by 16.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Down => "M8 2.500v11M3.500 9 8 13.500 12.500 9",
            Self::Up => "M8 13.500v-11M3.500 7 8 2.500 12.500 7",
            Self::Follow => "M8 2v8M4.500 6.500 8 10l3.500-3.500M3 13.500h10",
            Self::Bin => {
                "M2.500 4h11M6 4V2.500h4V4M4 4l.6 9.500h6.800L12 4M6.700 6.500v4.500M9.300 6.500v4.500"
            }
            Self::Cross => "m3.500 3.500 9 9M12.500 3.500l-9 9",
            Self::Link => {
                "M6.500 9.500a3 3 0 0 0 4.300.1l2-2a3 3 0 0 0-4.200-4.200l-1 1M9.500 6.500a3 3 0 0 0-4.300-.1l-2 2a3 3 0 0 0 4.200 4.200l1-1"
            }
            Self::Question => "M5.500 6a2.500 2.500 0 1 1 3.700 2.200c-.8.5-1.200.9-1.200 1.800M8 12.900v.1",
            Self::Sliders => {
                "M2 5h5M11 5h3M2 11h3M9 11h5M7 5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M5 11a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
            }
            Self::Chevron => "m4.500 6.500 3.500 3.500 3.500-3.500",
            Self::Warning => "M8 2 1.500 13.500h13zM8 6.500v3.500M8 11.900v.1",
            Self::Search => "M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 1 0 0-9M10.500 10.500 14 14",
            Self::Retry => "M13 8a5 5 0 1 1-1.500-3.500M13 2v3h-3",
            Self::Copy => "M6 6h7v7.500H6zM10 6V2.500H3V10h3",
            Self::Save => "M8 2v7.500M4.500 6 8 9.500 11.500 6M2.500 10v3.500h11V10",
            Self::Expand => "M9.500 2.500h4v4M13.500 2.500 9 7M6.500 13.500h-4v-4M2.500 13.500 7 9",
            Self::Sun => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1"
            }
            Self::Moon => "M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7",
            Self::Pause => "M5.500 3v10M10.500 3v10",
            Self::Play => "M4.500 2.500v11l9-5.500z",
            Self::Funnel => "M2 3h12L9.500 8.500v5l-3-1.500v-3.500z",
            Self::Clock => "M8 2a6 6 0 1 0 0 12 6 6 0 1 0 0-12M8 4.500V8l2.500 1.500",
            Self::Plus => "M8 3v10M3 8h10",
            Self::More => "M3.500 8v.1M8 8v.1M12.500 8v.1",
            Self::Info => "M8 2a6 6 0 1 0 0 12 6 6 0 1 0 0-12M8 7.500V11M8 4.900V5",
            Self::System => "M8 2a6 6 0 1 0 0 12 6 6 0 1 0 0-12v12M10 3.500v9M12 5v6",
        }
    }
}

/// A drawing. Hidden from assistive technology: the control around it has a name.
#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    drawing(shape.path())
}

/// The drawing of a line, in a box of 16 by 16.
pub fn drawing(path: &'static str) -> AnyView {
    view! {
        <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=path></path>
        </svg>
    }
    .into_any()
}

/// The mark: a tab whose corners are ears.
#[component]
pub fn Cat() -> impl IntoView {
    view! {
        <svg width="24" height="24" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
            <path
                fill-rule="evenodd"
                d="M5 19V4.200c0-.6.7-.9 1.100-.5L9.400 7h5.200l3.300-3.300c.4-.4 1.100-.1 1.100.5V19h3.250a.75.75 0 0 1 0 2H1.750a.75.75 0 0 1 0-2zM9 11v4h1.600v-4zM13.400 11v4H15v-4z"
            ></path>
        </svg>
    }
}

/// The mark in outline, for the empty transcript.
#[component]
pub fn CatOutline() -> impl IntoView {
    view! {
        <svg width="104" height="44" viewBox="0 0 104 44" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
            <path d="M0 42h20q6 0 6-6V4q0-4 3-2l11 9q1 1 2 1h20q1 0 2-1l11-9q3-2 3 2v32q0 6 6 6h20"></path>
            <path stroke="var(--brand)" stroke-width="4" stroke-linecap="round" d="M44 22v5M60 22v5"></path>
        </svg>
    }
}
