//! What is wrong, or soon will be, each with the one step that mends it: a pure function of what was gathered.

use super::facts::Facts;
use crate::db::Mismatch;
use crate::ids::Ts;
use crate::web::Note;

/// Percent of a disk: below, writing will soon fail.
const DISK_BAD: u64 = 3;
/// Percent of a disk: below, somebody should make room.
const DISK_SOON: u64 = 10;
/// Bytes that are enough for long, whatever share of the disk they are.
const DISK_PLENTY: u64 = 50_000_000_000;
/// Events the index may be behind; some imports and large corrections come near it for seconds.
const LAG: i64 = 5_000;
/// Minutes that work may wait; retries of single failures stay below.
const WAIT_MINUTES: i64 = 20;
/// Days without a backup.
const BACKUP_DAYS: i64 = 8;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something does not work for people now.
    Bad,
    /// It works, and somebody should look.
    Soon,
    /// Good to know; nothing has to be done.
    Known,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How bad it is.
    pub weight: Weight,
    /// What it is, in a sentence.
    pub what: Note,
    /// What mends it, in a sentence.
    pub mend: Note,
    /// The one step.
    pub step: Step,
}

/// The one step that mends something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// None but what the sentence says.
    Wait,
    /// A command on the server.
    Command(String),
    /// A line in the settings, and a restart.
    Setting(String),
    /// The button that tries failed work again.
    TryAgain,
}

/// What is wrong, the worst first; nothing where all is well.
pub fn findings(facts: &Facts) -> Vec<Finding> {
    let mut all = Vec::new();
    database(facts, &mut all);
    disk(facts, &mut all);
    address(facts, &mut all);
    mail(facts, &mut all);
    jobs(facts, &mut all);
    search(facts, &mut all);
    backup(facts, &mut all);
    all.sort_by_key(|finding| finding.weight);
    all
}

fn finding(weight: Weight, what: Note, mend: &'static str, step: Step) -> Finding {
    Finding { weight, what, mend: Note::new(mend), step }
}

fn setting(line: &str) -> Step {
    Step::Setting(line.to_owned())
}

fn command(line: &str) -> Step {
    Step::Command(line.to_owned())
}

fn database(facts: &Facts, all: &mut Vec<Finding>) {
    let what = match facts.mismatch {
        None => return,
        Some(Mismatch::Newer) => "health-database-newer",
        Some(Mismatch::Older) => "health-database-older",
    };
    let mend = match facts.mismatch {
        Some(Mismatch::Newer) => "health-database-newer-mend",
        _ => "health-database-older-mend",
    };
    all.push(finding(Weight::Bad, Note::new(what), mend, Step::Wait));
}

fn disk(facts: &Facts, all: &mut Vec<Finding>) {
    let Some(disk) = facts.disk else { return };
    let percent = disk.free.saturating_mul(100) / disk.all.max(1);
    let weight = match percent {
        0..DISK_BAD => Weight::Bad,
        DISK_BAD..DISK_SOON if disk.free < DISK_PLENTY => Weight::Soon,
        _ => return,
    };
    let what = Note::new("health-disk").with("n", percent as i64).with("free", size(disk.free));
    let look = format!("du -xh -d 2 {} | sort -h | tail", facts.data_dir.display());
    all.push(finding(weight, what, "health-disk-mend", Step::Command(look)));
}

/// Bytes as people read them, in whole numbers, alike in all languages.
pub fn size(bytes: u64) -> String {
    match bytes {
        10_000_000_000.. => format!("{} GB", bytes / 1_000_000_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

fn address(facts: &Facts, all: &mut Vec<Finding>) {
    let is_open = !facts.listen.ip().is_loopback();
    let example = "public_url = \"https://help.example.org\"";
    match &facts.public_url {
        None if is_open => all.push(finding(
            Weight::Bad,
            Note::new("health-no-public-url").with("listen", facts.listen.to_string()),
            "health-no-public-url-mend",
            setting(example),
        )),
        None => {}
        Some(url) if url.starts_with("http://") && !is_here(url) => all.push(finding(
            Weight::Bad,
            Note::new("health-no-https"),
            "health-no-https-mend",
            Step::Setting(format!("public_url = \"{}\"", url.replacen("http://", "https://", 1))),
        )),
        Some(url) if url.starts_with("https://") && !facts.has_proxies && facts.limits => all.push(finding(
            Weight::Soon,
            Note::new("health-no-proxies"),
            "health-no-proxies-mend",
            setting("trusted_proxies = [\"127.0.0.1/32\"]"),
        )),
        Some(_) => {}
    }
    if !facts.limits && (is_open || facts.public_url.as_deref().is_some_and(|url| !is_here(url))) {
        all.push(finding(
            Weight::Soon,
            Note::new("health-no-limits"),
            "health-no-limits-mend",
            setting("limit_addresses = true"),
        ));
    }
}

/// Whether the address leads to the very machine of whoever types it.
fn is_here(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    })
}

fn minutes_waited(facts: &Facts, since: Ts) -> i64 {
    if since.0 == 0 { 0 } else { facts.now.seconds_since(since) / 60 }
}

fn mail(facts: &Facts, all: &mut Vec<Finding>) {
    if !facts.has_mail_server {
        all.push(finding(
            Weight::Bad,
            Note::new("health-no-mail").with("folder", facts.data_dir.join("mail").display().to_string()),
            "health-no-mail-mend",
            setting("smtp_url = \"smtp://user:password@mail.example.org:587\""),
        ));
    }
    let waited = minutes_waited(facts, facts.mail.since);
    if waited > WAIT_MINUTES || facts.mail.retried > 0 {
        let weight = if waited > WAIT_MINUTES { Weight::Bad } else { Weight::Soon };
        let what = match &facts.mail_problem {
            Some(problem) => Note::new("health-mail-fails").with("problem", problem.clone()),
            None => Note::new("health-mail-waits"),
        };
        let what = what.with("n", facts.mail.waiting).with("minutes", waited);
        all.push(finding(weight, what, "health-mail-mend", command("lotse mail doctor")));
    }
    if facts.given_up.count > 0 {
        let problem = facts.given_up.problem.clone().unwrap_or_default();
        let what = Note::new("health-mail-given-up").with("n", facts.given_up.count).with("problem", problem);
        all.push(finding(Weight::Soon, what, "health-mail-given-up-mend", command("lotse mail doctor")));
    }
    if facts.stopped > 0 {
        let what = Note::new("health-mail-stopped").with("n", facts.stopped);
        all.push(finding(Weight::Known, what, "health-mail-stopped-mend", Step::Wait));
    }
}

fn jobs(facts: &Facts, all: &mut Vec<Finding>) {
    if facts.jobs.failed > 0 {
        let (kind, problem) = facts.job_problem.clone().unwrap_or_default();
        let what = Note::new("health-jobs-failed").with("n", facts.jobs.failed);
        let what = what.with("kind", kind).with("problem", problem);
        all.push(finding(Weight::Bad, what, "health-jobs-failed-mend", Step::TryAgain));
    }
    let waited = minutes_waited(facts, facts.jobs.since);
    if waited > WAIT_MINUTES {
        let what = Note::new("health-jobs-wait").with("n", facts.jobs.waiting).with("minutes", waited);
        all.push(finding(Weight::Soon, what, "health-jobs-wait-mend", Step::Wait));
    }
}

fn search(facts: &Facts, all: &mut Vec<Finding>) {
    let state = &facts.search;
    let behind = facts.events.saturating_sub(state.read_up_to);
    match (state.documents, state.building) {
        (None, Some(percent)) => {
            let what = Note::new("health-search-first").with("n", percent);
            all.push(finding(Weight::Soon, what, "health-search-building-mend", Step::Wait));
        }
        (Some(_), Some(percent)) => {
            let what = Note::new("health-search-building").with("n", percent);
            all.push(finding(Weight::Known, what, "health-search-building-mend", Step::Wait));
        }
        (None, None) => {
            let what = Note::new("health-search-none");
            all.push(finding(Weight::Bad, what, "health-search-mend", command("lotse reindex")));
        }
        (Some(_), None) if behind > LAG => {
            let what = Note::new("health-search-behind").with("n", behind);
            all.push(finding(Weight::Soon, what, "health-search-mend", command("lotse reindex")));
        }
        (Some(_), None) => {}
    }
}

fn backup(facts: &Facts, all: &mut Vec<Finding>) {
    let since = facts.backup.unwrap_or(facts.founded);
    let days = facts.now.seconds_since(since) / 86_400;
    if days <= BACKUP_DAYS {
        return;
    }
    let folder = facts.data_dir.join("backups");
    let what = match facts.backup {
        Some(_) => Note::new("health-backup-old").with("n", days),
        None => Note::new("health-backup-none").with("folder", folder.display().to_string()),
    };
    let step = Step::Command(format!("lotse backup {}/lotse-$(date +%F).zip", folder.display()));
    all.push(finding(Weight::Soon, what, "health-backup-mend", step));
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
