//! Taking one's data along. `GET` and `POST /settings/data`

use std::fs::File;
use std::io::Read;

use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::archive;
use crate::i18n::Arg;
use crate::ids::Ts;
use crate::members::{Door, Proof, Signed, check_proof, wanted_proof};
use crate::web::{Form, Frame, Mistakes, Rate, Refusal, Site, filters, network_address, unstored};

const PATH: &str = "/settings/data";
/// Bytes read from the file at once.
const CHUNK: usize = 64 * 1024;
/// Downloads made at the same time; each reads everything somebody wrote.
static MAKING: Semaphore = Semaphore::const_new(2);

/// What was typed: the password of whoever has one.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fields {
    current: String,
}

#[derive(Template)]
#[template(path = "own_data/download.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    needs_password: bool,
    is_stale: bool,
    mistakes: Mistakes,
}

/// `GET /settings/data`
pub async fn form(site: web::Data<Site>, who: Signed) -> Result<HttpResponse, Refusal> {
    let page = page(&site, &who, Mistakes::default()).await?;
    Ok(unstored(who.html(&page)?))
}

/// `POST /settings/data`: the file.
pub async fn give(
    site: web::Data<Site>,
    door: web::Data<Door>,
    who: Signed,
    request: HttpRequest,
    form: Form<Fields>,
) -> Result<HttpResponse, Refusal> {
    match make(&site, &door, &who, &request, &form.fields.current).await {
        Ok(file) => send(file),
        Err(refusal) => {
            let mistakes = Mistakes::or(refusal, &who.visit.words)?;
            Ok(unstored(who.html_invalid(&page(&site, &who, mistakes).await?)?))
        }
    }
}

async fn make(
    site: &web::Data<Site>,
    door: &Door,
    who: &Signed,
    request: &HttpRequest,
    typed: &str,
) -> Result<File, Refusal> {
    site.rates.check(Rate::Try, network_address(request, site))?;
    check_proof(site, door, who.me(), typed, PATH).await?;
    let Ok(_turn) = MAKING.try_acquire() else {
        return Err(Refusal::too_many("data-busy", 60));
    };
    let args = [("community", Arg::from(who.community.name.clone()))];
    let about = who.visit.words.with("data-readme", &args).into_owned();
    let (site, me) = (site.clone(), who.me().id);
    web::block(move || archive::write(&site, me, &about)).await.map_err(Refusal::broken)?
}

fn send(file: File) -> Result<HttpResponse, Refusal> {
    let bytes = file.metadata().map_err(Refusal::unavailable)?.len();
    // The file is read off the async threads, a piece at a time, as fast as the other side takes it.
    let pieces = stream::try_unfold(file, |mut file| async move {
        let read = web::block(move || {
            let mut piece = vec![0; CHUNK];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((web::Bytes::from(piece), file))
        });
        let (piece, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then_some((piece, file)))
    });
    let day =
        jiff::Timestamp::from_microsecond(Ts::now().0).map_err(Refusal::broken)?.strftime("%F").to_string();
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/zip"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"lotse-{day}.zip\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(bytes, Box::pin(pieces))))
}

async fn page(site: &Site, who: &Signed, mistakes: Mistakes) -> Result<Page, Refusal> {
    let me = who.me().clone();
    let proof = site.store.read(move |db| Ok::<_, Refusal>(wanted_proof(db, &me, Ts::now())?)).await?;
    Ok(Page {
        frame: who.frame(),
        here: PATH,
        needs_password: proof == Proof::Password,
        is_stale: proof == Proof::Stale,
        mistakes,
    })
}
