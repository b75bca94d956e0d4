//! Small files that machines look for: what robots may read, how browsers search, whom to tell of a security hole.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::members::Viewer;
use crate::web::{Refusal, Site, assets, xml};

/// Characters of a name in a browser's list of search engines (OpenSearch 1.1, `ShortName`).
const SHORT_NAME_CHARS: usize = 16;

#[derive(Template)]
#[template(path = "pages/opensearch.xml")]
struct OpenSearch {
    home: String,
    short: String,
    name: String,
    icon: &'static str,
}

/// `GET /robots.txt`: nothing to read behind these, and where the sitemap is.
pub async fn robots(site: web::Data<Site>) -> HttpResponse {
    let closed = ["/admin", "/mod", "/settings", "/inbox", "/login", "/join", "/search", "/suggest", "/ask"];
    let closed: String = closed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    plain(format!("User-agent: *\n{closed}\nSitemap: {}/sitemap.xml\n", site.config.public_url()))
}

/// `GET /opensearch.xml`: lets browsers search here from their address bar.
pub async fn opensearch(site: web::Data<Site>, viewer: Viewer) -> Result<HttpResponse, Refusal> {
    let name = xml::clean(&viewer.community.name);
    let description = OpenSearch {
        home: site.config.public_url(),
        short: name.chars().take(SHORT_NAME_CHARS).collect(),
        name,
        icon: assets::FAVICON_PATH,
    };
    let body = description.render().map_err(Refusal::broken)?;
    Ok(xml::answer("application/opensearchdescription+xml; charset=utf-8", body))
}

/// `GET /.well-known/security.txt` (RFC 9116); 404 while the operator has named no contact.
pub async fn security(site: web::Data<Site>) -> Result<HttpResponse, Refusal> {
    let contact = site.config.security_contact.as_deref().ok_or(Refusal::NOT_FOUND)?;
    let contact = if contact.contains(':') { contact.to_owned() } else { format!("mailto:{contact}") };
    // Half a year from the start of this day: read afresh it never runs out, kept somewhere it does.
    let today = jiff::Timestamp::now().as_second() / 86_400 * 86_400;
    let expires = jiff::Timestamp::from_second(today + 182 * 86_400).map_err(Refusal::broken)?;
    let url = site.config.public_url();
    Ok(plain(format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: de, en\n\
         Canonical: {url}/.well-known/security.txt\n"
    )))
}

fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text)
}
