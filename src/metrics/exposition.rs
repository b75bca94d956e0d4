//! The text that Prometheus reads (format 0.0.4).

use std::fmt::{Display, Write};

use super::number::Histogram;

/// What a family of numbers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by size.
    Histogram,
}

/// The text while it is written.
#[derive(Debug, Default)]
pub struct Exposition(String);

impl Exposition {
    /// Begins a family; its samples follow. `help` is one line.
    pub fn family(&mut self, name: &str, kind: Kind, help: &str) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        self.line(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
    }

    /// A number of the family.
    pub fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels = written(labels);
        self.line(format_args!("{name}{labels} {value}"));
    }

    /// A family of one number.
    pub fn one(&mut self, name: &str, kind: Kind, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// A histogram of the family; `unit` of its values are one (a million microseconds, one second).
    pub fn histogram(&mut self, name: &str, labels: &[(&str, &str)], histogram: &Histogram, unit: f64) {
        let count = histogram.count();
        for (bound, up_to) in histogram.up_to() {
            let bound = (bound as f64 / unit).to_string();
            let all: Vec<_> = labels.iter().copied().chain([("le", bound.as_str())]).collect();
            self.sample(&format!("{name}_bucket"), &all, up_to);
        }
        let all: Vec<_> = labels.iter().copied().chain([("le", "+Inf")]).collect();
        self.sample(&format!("{name}_bucket"), &all, count);
        self.sample(&format!("{name}_sum"), labels, histogram.sum() as f64 / unit);
        self.sample(&format!("{name}_count"), labels, count);
    }

    /// The whole text.
    pub fn text(self) -> String {
        self.0
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing into memory never fails.
        let _ = writeln!(self.0, "{line}");
    }
}

fn written(labels: &[(&str, &str)]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    let escaped = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let pairs: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    format!("{{{}}}", pairs.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_prometheus_reads_it() {
        let mut page = Exposition::default();
        page.one("a_total", Kind::Counter, "As.", 3);
        let histogram = Histogram::new(&[500_000, 1_000_000]);
        [400_000, 2_000_000].into_iter().for_each(|value| histogram.note(value));
        page.family("b_seconds", Kind::Histogram, "Bs.");
        page.histogram("b_seconds", &[("path", "a\"\\\n")], &histogram, 1e6);
        let path = r#"path="a\"\\\n""#;
        let expected = [
            "# HELP a_total As.\n# TYPE a_total counter\na_total 3\n".to_owned(),
            "# HELP b_seconds Bs.\n# TYPE b_seconds histogram\n".to_owned(),
            format!("b_seconds_bucket{{{path},le=\"0.5\"}} 1\n"),
            format!("b_seconds_bucket{{{path},le=\"1\"}} 1\n"),
            format!("b_seconds_bucket{{{path},le=\"+Inf\"}} 2\n"),
            format!("b_seconds_sum{{{path}}} 2.4\nb_seconds_count{{{path}}} 2\n"),
        ];
        assert_eq!(page.text(), expected.concat());
    }
}
