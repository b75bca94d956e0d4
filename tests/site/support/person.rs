//! Somebody with a browser that has no JavaScript, spoken to over HTTP.
//!
//! - Cookies are kept, redirects are shown and followed when the test says so.
//! - [`Person::post`] needs the form on the page the person is looking at, and sends what a
//!   browser would: every field of that form, hidden ones too, with the test's words in place.
//!   So a test cannot post what no page offers.
//! - Attacks leave that path on purpose: [`Person::post_without_token`],
//!   [`Person::post_from`], [`Person::raw`].

use ureq::Agent;
use ureq::http::Request;

use super::form::{Form, MULTIPART, multipart, urlencoded};
use super::page::{Page, selector};

/// One person: an own cookie jar, and the page they are looking at.
#[derive(Clone)]
pub struct Person {
    agent: Agent,
    address: String,
    language: Option<String>,
    page: Option<Page>,
}

impl Person {
    pub fn new(address: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent("Lotse-Test")
            .timeout_global(Some(std::time::Duration::from_secs(60)))
            .build();
        let agent = Agent::new_with_config(config);
        Self { agent, address: address.to_owned(), language: None, page: None }
    }

    /// The same person with a browser set to `language` (an `Accept-Language` value).
    pub fn reading(mut self, language: &str) -> Self {
        self.language = Some(language.to_owned());
        self
    }

    /// The page the person is looking at.
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("a page was opened before")
    }

    /// Opens a path (or a link to this site).
    pub fn get(&mut self, path: &str) -> Page {
        let headers = [("sec-fetch-site", "same-origin"), ("accept", "text/html")];
        self.raw("GET", path, &headers, b"")
    }

    /// Follows redirects from the page the person is looking at, five at most.
    pub fn follow(&mut self) -> Page {
        for _ in 0..5 {
            let page = self.page().clone();
            let Some(location) = page.location().filter(|_| page.is_redirect()) else {
                return page;
            };
            let location = location.to_owned();
            self.get(&location);
        }
        panic!("redirected more than five times, last to {:?}", self.page().location());
    }

    /// Fills in and sends the form with this action on the page the person is looking at.
    /// The redirect after it is the answer; see [`Person::follow`].
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.form(path);
        for (name, _) in fields {
            let is_known = form.names.iter().any(|known| known == name);
            assert!(is_known, "the form {path} has no field {name}, only {:?}", form.names);
        }
        self.send(path, &form.with(fields), form.is_multipart, &self.own_headers())
    }

    /// The same form from the page of another origin, with all the right tokens.
    pub fn post_from(&mut self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.form(path);
        let headers = [("origin", origin), ("sec-fetch-site", "cross-site")].map(owned);
        self.send(path, &form.with(fields), form.is_multipart, &headers)
    }

    /// Only these fields: no token, no key, no form needed.
    pub fn post_without_token(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Vec<_> = fields.iter().copied().map(owned).collect();
        self.send(path, &fields, false, &self.own_headers())
    }

    /// Sends the form with a file chosen for its field `name`.
    pub fn post_file(&mut self, path: &str, name: &str, file_name: &str, bytes: &[u8]) -> Page {
        let form = self.form(path);
        assert!(form.is_multipart, "the form {path} cannot carry files");
        let fields: Vec<_> = form.fields.iter().filter(|(field, _)| field != name).cloned().collect();
        let body = multipart(&fields, Some((name, file_name, bytes)));
        let mut headers = self.own_headers();
        headers.push(("content-type".to_owned(), MULTIPART.to_owned()));
        self.raw("POST", path, &borrowed(&headers), &body)
    }

    /// Exactly this request, cookies and language added.
    pub fn raw(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Page {
        let path = path.strip_prefix(&self.address).unwrap_or(path);
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(language) = &self.language {
            request = request.header("accept-language", language);
        }
        let answer = if body.is_empty() && !matches!(method, "POST" | "PUT" | "PATCH") {
            request.body(()).map(|request| self.agent.run(request))
        } else {
            request.body(body).map(|request| self.agent.run(request))
        };
        let answer = answer.unwrap_or_else(|error| panic!("{method} {path} is no request: {error}"));
        let mut answer = answer.unwrap_or_else(|error| panic!("{method} {path} got no answer: {error}"));
        let bytes = answer.body_mut().with_config().limit(64 << 20).read_to_vec();
        let bytes = bytes.unwrap_or_else(|error| panic!("{method} {path} was cut off: {error}"));
        let page = Page {
            path: path.to_owned(),
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            bytes,
        };
        self.page = Some(page.clone());
        page
    }

    /// The value of one of this person's cookies.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.agent.cookie_jar_lock();
        jar.iter().find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
    }

    /// All hidden and filled-in fields of a form on the page, for attacks that need them.
    pub fn fields_of(&self, path: &str) -> Vec<(String, String)> {
        self.form(path).fields
    }

    /// The token that forms on the page carry.
    pub fn form_token(&self) -> String {
        let tokens = self.page().attributes("input[name=token]", "value");
        tokens.into_iter().next().expect("a form with a token")
    }

    fn own_headers(&self) -> Vec<(String, String)> {
        vec![owned(("origin", &self.address)), owned(("sec-fetch-site", "same-origin"))]
    }

    fn send(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        is_multipart: bool,
        headers: &[(String, String)],
    ) -> Page {
        let (kind, body) = if is_multipart {
            (MULTIPART, multipart(fields, None))
        } else {
            ("application/x-www-form-urlencoded", urlencoded(fields).into_bytes())
        };
        let mut headers = borrowed(headers);
        headers.push(("content-type", kind));
        self.raw("POST", path, &headers, &body)
    }

    /// The form that posts to `path`, by its own action or by one of its buttons'.
    fn form(&self, path: &str) -> Form {
        let page = self.page();
        let html = page.html();
        let leads_there = |action: Option<&str>| {
            let action = action.filter(|action| !action.is_empty()).unwrap_or(&page.path);
            action.strip_prefix(&self.address).unwrap_or(action) == path
        };
        let mut actions = Vec::new();
        for form in html.select(&selector("form")) {
            let with_action = selector("[formaction]");
            let by_button = form
                .select(&with_action)
                .filter_map(|one| one.attr("formaction"))
                .any(|one| leads_there(Some(one)));
            let is_post = form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
            if is_post && (by_button || leads_there(form.attr("action"))) {
                return Form::read(&html, form);
            }
            actions.push(form.attr("action").unwrap_or("").to_owned());
        }
        panic!("no form on {} (status {}) posts to {path}; its forms: {actions:?}", page.path, page.status);
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
