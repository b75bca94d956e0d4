//! Every POST route is posted to by a test that walks through the site.
//!
//! Routes are read from `src/routes.rs`: `post("/path", …)`, or `post()` after the nearest
//! `"/path"` before it. Paths are written whole there. A test posts with `.post("/path", …)`,
//! `.post(&format!("/p/{post}/accept"), …)` or `.post_file(…)`; attacks do not count.

use crate::scan::{close_of, code_only, strings, whole_words};
use crate::source::Source;

/// `src` and `site` are all Rust files there.
pub fn faults(src: &[Source], site: &[Source]) -> Vec<String> {
    let routes: Vec<_> = src
        .iter()
        .filter(|one| one.path == "src/routes.rs" || one.path.starts_with("src/routes/"))
        .flat_map(routes)
        .collect();
    if routes.is_empty() {
        return vec!["no POST route found in src/routes.rs".to_owned()];
    }
    let posted: Vec<_> = site.iter().flat_map(posted).collect();
    routes
        .into_iter()
        .filter(|route| !posted.iter().any(|path| matches(route, path)))
        .map(|route| format!("POST {route} is posted to by no test in tests/site"))
        .collect()
}

fn routes(source: &Source) -> Vec<String> {
    let code = code_only(&source.text);
    let paths: Vec<_> = strings(&source.text).into_iter().filter(|(_, text)| text.starts_with('/')).collect();
    let mut found = Vec::new();
    for at in whole_words(&code, "post") {
        let open = at + "post".len();
        if code.as_bytes().get(open) != Some(&b'(') {
            continue;
        }
        let inside = open..close_of(&code, open);
        let own = paths.iter().find(|(place, _)| inside.contains(place));
        let before = paths.iter().rev().find(|(place, _)| *place < at);
        found.extend(own.or(before).map(|(_, path)| path.clone()));
    }
    found
}

fn posted(source: &Source) -> Vec<String> {
    let code = code_only(&source.text);
    let paths = strings(&source.text);
    let mut found = Vec::new();
    for verb in ["post", "post_file"] {
        for at in whole_words(&code, verb) {
            let open = at + verb.len();
            if code.as_bytes().get(open) != Some(&b'(') {
                continue;
            }
            let inside = open..close_of(&code, open);
            let first = paths.iter().find(|(place, _)| inside.contains(place));
            found.extend(first.map(|(_, path)| path.clone()).filter(|path| path.starts_with('/')));
        }
    }
    found
}

/// Whether a written path fits a route: `{…}` on either side stands for one segment.
fn matches(route: &str, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route.iter().zip(&path).all(|(wanted, written)| {
            let both_open = wanted.starts_with('{') && !written.is_empty();
            both_open || wanted == written
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: &str = r#"
        app.route("/ask", web::get().to(ask::form)).route("/ask", web::post().to(ask::post));
        post("/p/{id}/accept", solution::accept), // post("/p/{id}/no")
        resource("/t/{id}/{slug}").get(a);
    "#;

    #[test]
    fn routes_are_read_in_both_forms() {
        assert_eq!(routes(&Source::new("src/routes.rs", ROUTES)), ["/ask", "/p/{id}/accept"]);
    }

    #[test]
    fn a_route_without_a_post_is_refused() {
        let src = [Source::new("src/routes.rs", ROUTES)];
        let test = r#"ada.post("/ask", &[("title", "/p/{x}/accept")]); ada.get("/p/1/accept");
            ada.post_without_token("/p/1/accept", &[]);"#;
        let site = [Source::new("tests/site/a.rs", test)];
        assert_eq!(faults(&src, &site), ["POST /p/{id}/accept is posted to by no test in tests/site"]);
        let both = [
            Source::new("tests/site/a.rs", test),
            Source::new("tests/site/b.rs", "bob.post(&format!(\"/p/{post}/accept\"), &[])"),
        ];
        assert!(faults(&src, &both).is_empty());
        assert_eq!(faults(&[], &both).len(), 1, "no routes is no success");
    }
}
