//! Commands about members: adding one, giving a role, printing a link to sign in.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use lotse::App;
use lotse::events::{Origin, Tx};
use lotse::forum::Boards;
use lotse::i18n::{self, Locale};
use lotse::ids::{BoardId, Ts};
use lotse::mail::{self, Address};
use lotse::members::{self, By, Purpose, Role, member, name};
use lotse::web::secrets::random_token;
use lotse::web::{Note, Refusal};

/// What can be done to members.
#[derive(Subcommand)]
pub enum Command {
    /// Add a member; they sign in with a code sent to their address
    Add(Add),
    /// Give a member a role
    Role(Change),
}

/// A new member.
#[derive(Args)]
pub struct Add {
    /// Where they get mail
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// What they are called [default: a proposed name]
    #[arg(long)]
    name: Option<String>,
    /// member, super_user, team, moderator or admin
    #[arg(long, default_value = "member", value_parser = role)]
    role: Role,
}

/// A new role.
#[derive(Args)]
pub struct Change {
    /// The member's address
    #[arg(value_name = "EMAIL")]
    email: String,
    /// member, super_user, team, moderator or admin
    #[arg(value_parser = role)]
    role: Role,
    /// The boards a super-user's rights reach, sub-boards included
    #[arg(long, value_delimiter = ',', value_name = "SLUG,…")]
    boards: Vec<String>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| "one of member, super_user, team, moderator, admin".to_owned())
}

/// Runs one of them.
pub fn run(app: &App, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Add(new) => add(app, &new),
        Command::Role(change) => set_role(app, change),
    }
}

fn add(app: &App, new: &Add) -> anyhow::Result<()> {
    let email = address(&new.email)?;
    let name = new.name.as_deref().map(name::check).transpose();
    let name = name.map_err(|problem| anyhow::anyhow!("{}", say(&Note::new(problem.key()))))?;
    let (role, to) = (new.role, email.clone());
    let id = write(app, move |tx| members::add(tx, name.as_ref(), &to, role).map_err(Refused::from))?;
    let added = app.site().store.database().read_now(|db| Ok::<_, anyhow::Error>(member::load(db, id)?))?;
    println!("Added {} ({}), {}/u/{id}", added.name, role.word(), app.site().config.public_url());
    Ok(())
}

fn set_role(app: &App, change: Change) -> anyhow::Result<()> {
    let email = address(&change.email)?;
    if !change.boards.is_empty() && change.role != Role::SuperUser {
        bail!("--boards is for super-users: the rights of other roles reach everywhere");
    }
    let boards = boards(app, &change.boards)?;
    let role = change.role;
    let name = write(app, move |tx| {
        let them = member::by_address(tx.db, &email)?.ok_or(Refusal::NOT_FOUND)?;
        members::set_role(tx, By::Operator, them.id, role, &boards)?;
        Ok(them.name)
    })
    .context("nobody's role was changed")?;
    println!("{name} is {} now", role.word());
    Ok(())
}

/// Prints a link that signs the member in once, without a mail.
pub fn login_link(app: &App, email: &str) -> anyhow::Result<()> {
    let email = address(email)?;
    let token = random_token();
    let link = format!("{}/login/{token}", app.site().config.public_url());
    write(app, move |tx| {
        member::by_address(tx.db, &email)?.ok_or(Refusal::NOT_FOUND)?;
        Ok(members::print_link(tx, &email, Purpose::Printed, &token)?)
    })
    .context("no link was made")?;
    println!("{link}");
    Ok(())
}

fn address(typed: &str) -> anyhow::Result<Address> {
    mail::parse(typed).with_context(|| format!("{typed:?} is no e-mail address"))
}

/// The boards with these slugs and everything below them.
fn boards(app: &App, slugs: &[String]) -> anyhow::Result<Vec<BoardId>> {
    let site = app.site();
    let all = site.store.database().read_now(|db| Ok::<_, anyhow::Error>(Boards::of(site, db)?))?;
    let mut found = Vec::new();
    for slug in slugs {
        let board = all.by_slug(slug.trim()).with_context(|| format!("there is no board {slug:?}"))?;
        found.extend(all.with_descendants(board.id));
    }
    Ok(found)
}

fn write<T: Send + 'static>(
    app: &App,
    act: impl Fn(&mut Tx<'_>) -> Result<T, Refused> + Send + 'static,
) -> anyhow::Result<T> {
    Ok(app.site().store.write_at(Ts::now(), Origin::Live, act)?)
}

/// A refusal as the operator reads it: in English, with its cause.
#[derive(Debug, thiserror::Error)]
#[error("{}", explain(.0))]
struct Refused(Refusal);

fn explain(refusal: &Refusal) -> String {
    if refusal.is_not_found() {
        return "nobody has this address".to_owned();
    }
    match (&refusal.cause, refusal.fields.first()) {
        (Some(cause), _) => cause.clone(),
        (None, Some((_, note))) => say(note),
        (None, None) => say(&refusal.note),
    }
}

fn say(note: &Note) -> String {
    i18n::text_with(Locale::En, note.key, &note.args).into_owned()
}

impl<E: Into<Refusal>> From<E> for Refused {
    fn from(problem: E) -> Refused {
        Refused(problem.into())
    }
}

impl lotse::db::DbError for Refused {
    fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }
}
