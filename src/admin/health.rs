//! How the server is doing: what is wrong, each with the one step that mends it, and whether mail arrives.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::board_list::Nothing;
use super::desk::{html, html_invalid};
use crate::db::schema::members;
use crate::ids::Ts;
use crate::jobs;
use crate::mail::{self, Sendings};
use crate::members::{Admin, Viewer};
use crate::operations::{Facts, Finding, Running, Step, Weight, findings, gather, size};
use crate::search::Search;
use crate::web::Frame;
use crate::web::{Form, Note, Refusal, Site, filters, see_other_noting};

const PLACE: &str = "/admin/health";

#[derive(Template)]
#[template(path = "admin/health.html")]
struct HealthPage {
    frame: Frame,
    place: &'static str,
    groups: Vec<Group>,
    /// Nothing has to be done.
    is_well: bool,
    about: Vec<(&'static str, String)>,
    backup: Option<Ts>,
    since: Ts,
    /// The reader's own address, to which a test mail goes.
    address: Option<String>,
    /// Why the last test mail did not leave.
    mail_problem: Option<String>,
}

/// Findings of one weight.
struct Group {
    weight: Weight,
    found: Vec<Shown>,
}

impl Group {
    fn title(&self) -> &'static str {
        match self.weight {
            Weight::Bad => "health-bad",
            Weight::Soon => "health-soon",
            Weight::Known => "health-known",
        }
    }

    fn look(&self) -> &'static str {
        match self.weight {
            Weight::Bad => "bad",
            Weight::Soon => "wait",
            Weight::Known => "known",
        }
    }
}

/// A finding in the reader's words.
struct Shown {
    what: String,
    mend: String,
    step: Step,
}

/// `GET /admin/health`
pub async fn page(
    site: web::Data<Site>,
    search: web::Data<Search>,
    sendings: web::Data<Sendings>,
    running: web::Data<Running>,
    who: Admin,
) -> Result<HttpResponse, Refusal> {
    let facts = look(&site, &search, &sendings).await?;
    let address = own_address(&site, &who).await?;
    html(&who, &view(&site, &who, &running, &facts, address))
}

/// `POST /admin/health/test-mail`: sends a test mail to whoever presses the button, at once.
pub async fn send_test_mail(
    site: web::Data<Site>,
    search: web::Data<Search>,
    sendings: web::Data<Sendings>,
    running: web::Data<Running>,
    who: Admin,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    let address = own_address(&site, &who).await?;
    let to = address.as_deref().and_then(|address| mail::parse(address).ok());
    let to = to.ok_or(Refusal::conflict("health-no-address"))?;
    let (community, words) = (who.community.clone(), who.visit.words.clone());
    let its = site.clone();
    let sent = web::block(move || mail::send_test(&its.config, &community, &words, to)).await;
    match sent.map_err(Refusal::broken)? {
        Ok(()) => Ok(see_other_noting(PLACE, "health-test-mail")),
        Err(problem) => {
            let facts = look(&site, &search, &sendings).await?;
            let mut page = view(&site, &who, &running, &facts, address);
            page.mail_problem = Some(problem.to_string());
            html_invalid(&who, &page)
        }
    }
}

/// `POST /admin/health/retry`: work that was given up is tried afresh.
pub async fn retry_jobs(
    site: web::Data<Site>,
    _who: Admin,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Refusal> {
    site.store.write(|tx| Ok::<_, Refusal>(jobs::unpark(tx.db, Ts::now())?)).await?;
    Ok(see_other_noting(PLACE, "health-retried"))
}

/// Looks at everything, off the async threads.
pub(super) async fn look(
    site: &web::Data<Site>,
    search: &web::Data<Search>,
    sendings: &web::Data<Sendings>,
) -> Result<Facts, Refusal> {
    let (site, search, sendings) = (site.clone(), search.clone(), sendings.clone());
    web::block(move || gather(&site, &search, &sendings)).await.map_err(Refusal::broken)?
}

async fn own_address(site: &Site, who: &Admin) -> Result<Option<String>, Refusal> {
    let me = who.me().id;
    site.store.read(move |db| Ok(members::table.find(me).select(members::email).first(db)?)).await
}

fn view(site: &Site, who: &Viewer, running: &Running, facts: &Facts, address: Option<String>) -> HealthPage {
    let all = findings(facts);
    let is_well = all.iter().all(|finding| finding.weight == Weight::Known);
    let words = &who.visit.words;
    let say = |note: &Note| words.with(note.key, &note.args).into_owned();
    let shown = |finding: &Finding| Shown {
        what: say(&finding.what),
        mend: say(&finding.mend),
        step: finding.step.clone(),
    };
    let group = |weight| {
        let found: Vec<Shown> = all.iter().filter(|one| one.weight == weight).map(shown).collect();
        (!found.is_empty()).then_some(Group { weight, found })
    };
    let mut about = vec![
        ("health-version", env!("CARGO_PKG_VERSION").to_owned()),
        ("health-database", site.store.database().url().to_string()),
        ("health-data-dir", facts.data_dir.display().to_string()),
    ];
    if let Some(disk) = facts.disk {
        let args = [("free", size(disk.free).into()), ("all", size(disk.all).into())];
        about.push(("health-room", words.with("health-room-of", &args).into_owned()));
    }
    if let Some(documents) = facts.search.documents {
        about.push(("health-found", words.num(i64::try_from(documents).unwrap_or(i64::MAX))));
    }
    about.push(("health-letters", words.num(facts.mail.waiting)));
    about.push(("health-work", words.num(facts.jobs.waiting)));
    HealthPage {
        frame: who.frame(),
        place: PLACE,
        groups: [Weight::Bad, Weight::Soon, Weight::Known].into_iter().filter_map(group).collect(),
        is_well,
        about,
        backup: facts.backup,
        since: running.since,
        address,
        mail_problem: None,
    }
}
