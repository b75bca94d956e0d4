//! Writers who post replies as fast as they are acknowledged, each over a connection of their own.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use diesel::prelude::*;
use lotse::App;
use lotse::db::schema::threads;
use lotse::ids::{MemberId, ThreadId};
use lotse::web::secrets::random_token;

use super::fill::STAFF;
use super::words::{self, Dice};

/// Lets `writers` members reply to the newest threads of the running `site` for so long, and prints what came of it.
///
/// Errors: the site does not answer, or refuses a reply.
pub fn run(app: &App, site: &str, writers: i64, seconds: u64) -> anyhow::Result<()> {
    ensure!((1..=STAFF).contains(&writers), "1 to {STAFF} writers");
    let newest: Vec<ThreadId> = app.site().store.database().read_now(|db| {
        let ids = threads::table.order(threads::id.desc()).limit(200).select(threads::id);
        Ok::<_, anyhow::Error>(ids.load(db)?)
    })?;
    let cookies: Vec<String> =
        (1..=writers).map(|id| super::sign_in(app, MemberId(id))).collect::<anyhow::Result<_>>()?;
    let (times, problems) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    std::thread::scope(|scope| {
        for (number, cookie) in cookies.iter().enumerate() {
            let (times, problems, newest) = (&times, &problems, &newest);
            scope.spawn(move || match writer(site, cookie, number, newest, until) {
                Ok(mut own) => times.lock().unwrap_or_else(|e| e.into_inner()).append(&mut own),
                Err(problem) => problems.lock().unwrap_or_else(|e| e.into_inner()).push(problem),
            });
        }
    });
    let took = begun.elapsed().as_secs_f64();
    if let Some(problem) = problems.into_inner().unwrap_or_else(|e| e.into_inner()).pop() {
        return Err(problem);
    }
    let mut times = times.into_inner().unwrap_or_else(|e| e.into_inner());
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    ensure!(!times.is_empty(), "nothing was written");
    println!(
        "{writers:>3} writers {:>22.0}/s   p50 {:.2} ms   p99 {:.2} ms",
        times.len() as f64 / took,
        at(0.5),
        at(0.99)
    );
    Ok(())
}

/// How long each reply of one writer took until it was acknowledged.
fn writer(
    site: &str,
    cookie: &str,
    number: usize,
    newest: &[ThreadId],
    until: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).build().into();
    let first = newest.first().context("there is no thread")?;
    let page = agent.get(format!("{site}/t/{first}/new")).header("Cookie", cookie).call()?;
    let place = page.headers().get("Location").and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let place = place.unwrap_or_else(|| format!("/t/{first}/measured"));
    let mut page = agent.get(format!("{site}{place}")).header("Cookie", cookie).call()?;
    let html = page.body_mut().read_to_string()?;
    let token = html.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let token = token.context("the page has no form")?;
    let mut dice = Dice::new(number as u64);
    let mut times = Vec::new();
    while Instant::now() < until {
        let thread = newest[dice.below(newest.len() as i64) as usize];
        let (body, key) = (words::body(&mut dice).0, random_token());
        let fields = [("token", token), ("key", key.as_str()), ("body", body.as_str())];
        let request = agent
            .post(format!("{site}/t/{thread}/reply"))
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin");
        let sent = Instant::now();
        let answer = request.send_form(fields)?;
        times.push(sent.elapsed());
        ensure!(answer.status() == 303, "a reply was answered with {}", answer.status());
    }
    Ok(times)
}
