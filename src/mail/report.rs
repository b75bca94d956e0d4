//! Delivery reports (RFC 3464): which of our letters came back, and from which address.
//!
//! Anybody can write to the address that reports go to, so nothing in a report is believed alone: the message id of
//! the letter must be ours and made for the very address that is said not to exist ([`super::is_traced`]). The report
//! is read line by line, whatever its parts are nested in.

use diesel::prelude::*;

use super::address::{Address, parse};
use super::trace::is_traced;
use crate::db::Db;
use crate::db::schema::members;
use crate::ids::Ts;
use crate::web::Site;

/// Bytes of a report that are looked at.
pub const REPORT_BYTES: usize = 1_000_000;
/// Message ids and addresses of one report that are looked at.
const MOST: usize = 20;

/// What a report says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Report {
    /// Those to whom nothing can ever be delivered.
    failed: Vec<Address>,
    /// To whom the returned letter was sent, by its own header.
    sent_to: Vec<Address>,
    /// Its message ids.
    ids: Vec<String>,
}

/// The address of ours that cannot be reached by this report; `None` for everything else: delays, policy, forgeries.
pub fn unreachable(site: &Site, report: &str) -> Option<Address> {
    let report = read(report)?;
    // Mail may have been forwarded: then the address that failed is not the one we wrote to, but that one is named.
    let ours = report.failed.iter().chain(&report.sent_to);
    ours.flat_map(|address| report.ids.iter().map(move |id| (address, id)))
        .find(|(address, id)| is_traced(site, id, address))
        .map(|(address, _)| address.clone())
}

/// No more mail but codes goes to this address, until it is confirmed again. Tells whether it is a member's.
pub fn stop(db: &mut Db, key: &str, now: Ts) -> QueryResult<bool> {
    let theirs = members::table.filter(members::email_key.eq(key)).filter(members::mail_stopped_at.is_null());
    Ok(diesel::update(theirs).set(members::mail_stopped_at.eq(now)).execute(db)? > 0)
}

fn read(text: &str) -> Option<Report> {
    let lines = unfolded(text);
    let head_end = lines.iter().position(String::is_empty)?;
    let (head, body) = lines.split_at(head_end);
    let kind = head.iter().find_map(|line| field(line, "content-type"))?.to_ascii_lowercase();
    if !kind.contains("multipart/report") || !kind.contains("delivery-status") {
        return None;
    }
    let mut report = Report::default();
    for block in body.split(String::is_empty) {
        let get = |name: &str| block.iter().find_map(|line| field(line, name));
        let is_final = get("action").is_some_and(|action| action.eq_ignore_ascii_case("failed"))
            && get("status").is_some_and(is_about_the_mailbox);
        if is_final {
            let named = [get("original-recipient"), get("final-recipient")].into_iter().flatten();
            report.failed.extend(named.filter_map(recipient));
        }
        report.ids.extend(get("message-id").map(str::to_owned));
        report.sent_to.extend(get("to").and_then(addressee));
    }
    report.failed.truncate(MOST);
    report.sent_to.truncate(MOST);
    report.ids.truncate(MOST);
    // Without somebody it failed for, what was sent to whom is of no matter.
    (!report.failed.is_empty()).then_some(report)
}

/// 5.1.x and 5.2.x speak of the mailbox and 5.0.0 of nothing in particular; full ones (5.2.2) are emptied again, and
/// all else (the network, policy) is not the address's fault.
fn is_about_the_mailbox(status: &str) -> bool {
    let code = status.split_whitespace().next().unwrap_or("");
    code == "5.0.0" || code.starts_with("5.1.") || (code.starts_with("5.2.") && code != "5.2.2")
}

/// Lines with those that go on from the one before joined to it.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) && !last.is_empty() => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim_end().to_owned()),
        }
    }
    lines
}

fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (shown, value) = line.split_once(':')?;
    shown.trim().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// `rfc822; ada@example.org`
fn recipient(value: &str) -> Option<Address> {
    let (kind, address) = value.split_once(';')?;
    let is_mail = kind.trim().eq_ignore_ascii_case("rfc822");
    parse(address.trim().trim_start_matches('<').trim_end_matches('>')).ok().filter(|_| is_mail)
}

/// `Ada <ada@example.org>` or the address alone.
fn addressee(value: &str) -> Option<Address> {
    let inner = value.rsplit_once('<').map_or(value, |(_, rest)| rest);
    parse(inner.trim_end_matches('>')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn report(status: &str, action: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.net\r\nMessage-ID: <other@mx.example.net>\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n boundary=\"x\"\r\n\r\n\
             --x\r\n\r\nSorry.\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example.net\r\n\r\n\
             Final-Recipient: rfc822; Ada@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
             --x\r\nContent-Type: message/rfc822\r\n\r\n\
             Message-ID: <abc.def@example.com>\r\nTo: =?utf-8?Q?A?= <ada@example.org>\r\n\r\nHello\r\n--x--\r\n"
        )
    }

    #[test]
    fn what_failed_for_good_is_read() {
        let read = read(&report("5.1.1 (unknown user)", "failed")).expect("a report");
        assert_eq!(read.failed[0].key, "ada@example.org");
        assert_eq!(read.sent_to[0].key, "ada@example.org");
        assert_eq!(read.ids, ["<abc.def@example.com>"], "not the report's own");
    }

    #[test]
    fn delays_and_policy_and_other_mail_are_nothing() {
        for (status, action) in
            [("4.2.2", "failed"), ("5.1.1", "delayed"), ("5.7.1", "failed"), ("5.2.2", "failed"), ("", "")]
        {
            assert_eq!(read(&report(status, action)), None, "{status} {action}");
        }
        let plain = report("5.1.1", "failed").replace("multipart/report", "multipart/mixed");
        assert_eq!(read(&plain), None);
        assert_eq!(read(""), None);
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
