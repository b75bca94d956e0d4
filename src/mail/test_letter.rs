//! A letter that says nothing but that mail arrives; sent at once, past the outbox.

use askama::Template;

use super::address::Address;
use super::message::Letter;
use super::sending::{sender, transport};
use super::transport::{Mailer, SendProblem};
use crate::config::{Community, Config};
use crate::i18n::{Arg, Words, filters};
use crate::web::secrets::random_token;

#[derive(Template)]
#[template(path = "mail/test/mail.txt")]
struct TestText<'a> {
    community: &'a str,
    home: &'a str,
}

#[derive(Template)]
#[template(path = "mail/test/mail.html")]
struct TestHtml<'a> {
    lang: &'static str,
    community: &'a str,
    home: &'a str,
}

/// Sends it by the settings of the moment. Blocks, for some minutes at worst.
pub fn send_test(
    config: &Config,
    community: &Community,
    words: &Words,
    to: Address,
) -> Result<(), SendProblem> {
    let setup = |problem: anyhow::Error| SendProblem::Setup(format!("{problem:#}"));
    let sender = sender(config, &community.name).map_err(setup)?;
    let transport = transport(config).map_err(setup)?;
    let (name, home, lang) = (community.name.as_str(), config.public_url(), words.locale.lang());
    let broken = |problem: askama::Error| SendProblem::Setup(problem.to_string());
    let text = TestText { community: name, home: &home }.render_with_values(words).map_err(broken)?;
    let html = TestHtml { lang, community: name, home: &home }.render_with_values(words).map_err(broken)?;
    let domain = sender.address.domain().to_owned();
    let domain = if domain.is_empty() { "localhost" } else { &domain };
    let letter = Letter {
        to,
        to_name: None,
        subject: words.with("mail-test-subject", &[("community", Arg::from(name))]).into_owned(),
        text,
        html,
        message_id: format!("<{}@{domain}>", random_token()),
        list_unsubscribe: None,
        in_reply_to: None,
        references: Vec::new(),
        language: lang.to_owned(),
    };
    Mailer::new(sender, transport).send(&letter)
}
