//! The line that shows how far long work is: written over on a terminal, one after the other elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Time between two lines.
const ON_TERMINAL: Duration = Duration::from_millis(200);
const ELSEWHERE: Duration = Duration::from_secs(10);

/// On standard error.
pub struct Line {
    is_terminal: bool,
    last: Option<Instant>,
    begun: Instant,
    is_open: bool,
}

impl Line {
    /// Nothing is shown yet.
    pub fn new() -> Line {
        let is_terminal = std::io::stderr().is_terminal();
        Line { is_terminal, last: None, begun: Instant::now(), is_open: false }
    }

    /// Shows a text, if it is time for one.
    pub fn tell(&mut self, text: impl FnOnce(&Line) -> String) {
        let pause = if self.is_terminal { ON_TERMINAL } else { ELSEWHERE };
        let now = Instant::now();
        // Elsewhere short work is not talked about.
        let last = self.last.or((!self.is_terminal).then_some(self.begun));
        if last.is_some_and(|last| now.duration_since(last) < pause) {
            return;
        }
        self.last = Some(now);
        let text = text(self);
        let mut out = std::io::stderr().lock();
        // Nobody may be there to read it; the work goes on.
        let _ = match self.is_terminal {
            true => write!(out, "\r\x1b[K{text}").and_then(|()| out.flush()),
            false => writeln!(out, "{text}"),
        };
        self.is_open = self.is_terminal;
    }

    /// Seconds since the work began.
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// Whether there is room for a bar.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Leaves the line, before something else is written.
    pub fn end(&mut self) {
        if std::mem::take(&mut self.is_open) {
            eprint!("\r\x1b[K");
        }
    }
}
