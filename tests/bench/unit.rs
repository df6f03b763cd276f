//! What figures are of, and how they are written.

/// What a figure is of. Its name is what stands behind it in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    PerSecond,
    Micros,
    Millis,
    Bytes,
    Kilobytes,
    Megabytes,
    Frames,
    Count,
}

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::PerSecond => "/s",
            Self::Micros => "us",
            Self::Millis => "ms",
            Self::Bytes => "B",
            Self::Kilobytes => "KB",
            Self::Megabytes => "MB",
            Self::Frames => "frames",
            Self::Count => "",
        }
    }

    /// `Unit::Micros.written(1.25) == "1.25 us"`
    pub(crate) fn written(self, figure: f64) -> String {
        let decimals = match figure.abs() {
            size if size >= 100.0 || figure.fract() == 0.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        format!("{figure:.decimals$} {}", self.name())
            .trim_end()
            .to_owned()
    }
}
