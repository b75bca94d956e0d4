//! How many requests there were, of which kind, and how long they took.
//!
//! A path's pattern is given a number when the server is put together ([`resource`]); a request finds that number
//! beside the handler it was led to, so that counting needs neither a text nor a lock.

use std::sync::{PoisonError, RwLock};

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, Resource};

use crate::metrics::{Counter, Exposition, Gauge, Histogram, Kind};

/// Patterns there may be; the rest would be counted with what has no path.
const PATTERNS: usize = 400;
/// Microseconds up to which answers are counted together.
const TOOK: &[u64] = &[1_000, 5_000, 25_000, 100_000, 250_000, 1_000_000, 2_500_000, 10_000_000];
const METHODS: [&str; 3] = ["GET", "POST", "other"];
const CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];

/// All patterns of this program, in the order of their numbers; the first stands for what has no path.
static KNOWN: RwLock<Vec<&'static str>> = RwLock::new(Vec::new());

/// The number of a path's pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteId(usize);

impl RouteId {
    fn of_pattern(pattern: &'static str) -> RouteId {
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let place = known.iter().position(|one| *one == pattern).unwrap_or_else(|| {
            known.push(pattern);
            known.len() - 1
        });
        RouteId(if place + 1 < PATTERNS { place + 1 } else { 0 })
    }

    /// The pattern that a request was led to.
    pub fn of(request: &HttpRequest) -> RouteId {
        request.app_data::<RouteId>().copied().unwrap_or_default()
    }
}

/// One pattern, or several that lead to the same place.
pub trait Patterns {
    /// The resource, and the pattern it is counted under.
    fn resource(self) -> (Resource, &'static str);
}

impl Patterns for &'static str {
    fn resource(self) -> (Resource, &'static str) {
        (actix_web::web::resource(self), self)
    }
}

impl<const N: usize> Patterns for [&'static str; N] {
    fn resource(self) -> (Resource, &'static str) {
        (actix_web::web::resource(self.to_vec()), self.first().copied().unwrap_or(""))
    }
}

/// A resource whose requests are counted under its pattern.
pub fn resource(patterns: impl Patterns) -> Resource {
    let (resource, pattern) = patterns.resource();
    resource.app_data(RouteId::of_pattern(pattern))
}

/// The requests to one pattern.
struct Route {
    answers: [[Counter; CLASSES.len()]; METHODS.len()],
    took: Histogram,
}

/// All requests of a server since its start.
pub struct Traffic {
    routes: Box<[Route]>,
    /// Requests that have no answer yet.
    pub in_flight: Gauge,
    /// Visitors' pages that came from memory.
    pub from_memory: Counter,
    /// Visitors' pages that had to be made.
    pub made: Counter,
}

impl Default for Traffic {
    fn default() -> Traffic {
        let route = || Route { answers: Default::default(), took: Histogram::new(TOOK) };
        Traffic {
            routes: std::iter::repeat_with(route).take(PATTERNS).collect(),
            in_flight: Gauge::default(),
            from_memory: Counter::default(),
            made: Counter::default(),
        }
    }
}

impl Traffic {
    /// Counts an answer.
    pub fn note(&self, route: RouteId, method: &Method, status: StatusCode, micros: u64) {
        let Some(route) = self.routes.get(route.0) else { return };
        let method = match *method {
            Method::GET | Method::HEAD => 0,
            Method::POST => 1,
            _ => 2,
        };
        let class = (usize::from(status.as_u16()) / 100).clamp(2, 5) - 2;
        route.answers[method][class].one();
        route.took.note(micros);
    }

    /// Writes them down; paths that nobody has asked for are left out.
    pub fn write(&self, page: &mut Exposition) {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner).clone();
        let named = || {
            let names = std::iter::once("").chain(known.iter().copied());
            names.zip(&self.routes).filter(|(_, route)| route.took.count() > 0)
        };
        page.family(
            "lotse_http_requests_total",
            Kind::Counter,
            "Answers by path, method and class of status.",
        );
        for (name, route) in named() {
            for (method, classes) in METHODS.iter().zip(&route.answers) {
                for (class, count) in CLASSES.iter().zip(classes).filter(|(_, count)| count.get() > 0) {
                    let labels = [("path", name), ("method", *method), ("status", *class)];
                    page.sample("lotse_http_requests_total", &labels, count.get());
                }
            }
        }
        let name = "lotse_http_request_duration_seconds";
        page.family(name, Kind::Histogram, "From the head of a request to the head of its answer, by path.");
        for (path, route) in named() {
            page.histogram(name, &[("path", path)], &route.took, 1e6);
        }
        page.one(
            "lotse_http_requests_in_flight",
            Kind::Gauge,
            "Requests that have no answer yet.",
            self.in_flight.get(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_pattern_method_and_class() {
        let traffic = Traffic::default();
        let route = RouteId::of_pattern("/test/{of}/traffic");
        assert_eq!(route, RouteId::of_pattern("/test/{of}/traffic"), "however many workers there are");
        traffic.note(route, &Method::GET, StatusCode::OK, 10);
        traffic.note(route, &Method::HEAD, StatusCode::NO_CONTENT, 10);
        traffic.note(route, &Method::POST, StatusCode::SERVICE_UNAVAILABLE, 2_000_000);
        traffic.note(RouteId::default(), &Method::DELETE, StatusCode::NOT_FOUND, 10);
        let mut page = Exposition::default();
        traffic.write(&mut page);
        let text = page.text();
        for line in [
            r#"lotse_http_requests_total{path="/test/{of}/traffic",method="GET",status="2xx"} 2"#,
            r#"lotse_http_requests_total{path="/test/{of}/traffic",method="POST",status="5xx"} 1"#,
            r#"lotse_http_requests_total{path="",method="other",status="4xx"} 1"#,
            r#"lotse_http_request_duration_seconds_bucket{path="/test/{of}/traffic",le="1"} 2"#,
            r#"lotse_http_request_duration_seconds_count{path="/test/{of}/traffic"} 3"#,
            "lotse_http_requests_in_flight 0",
        ] {
            assert!(text.contains(&format!("{line}\n")), "{line} in\n{text}");
        }
    }
}
