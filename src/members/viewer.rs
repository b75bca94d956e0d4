//! Who is reading: a visitor or a signed-in member, found once for each request.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::prelude::*;

use super::door::Door;
use super::role::{Rank, Role, Unlock, Unlocks};
use crate::config::Community;
use crate::db::Db;
use crate::db::schema::{member_boards, members, sessions};
use crate::i18n::{Locale, Tone};
use crate::ids::{BoardId, DepartmentId, MemberId, SessionId, Ts};
use crate::web::secrets::hash_token;
use crate::web::{self as ground, Colours, Frame, FrameMe, Refusal, Shared, Site, Visit, read_cookie};

/// The signed-in member, as far as every page and permission needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Me {
    /// Their id.
    pub id: MemberId,
    /// The session they came with.
    pub session: SessionId,
    /// Display name.
    pub name: String,
    /// The end of their profile's path.
    pub slug: String,
    /// What they are here.
    pub role: Role,
    /// The highest rank reached.
    pub rank: Rank,
    /// What today's rules unlock for them.
    pub unlocks: Unlocks,
    /// Their department, for team members.
    pub department: Option<DepartmentId>,
    /// The boards (sub-boards included) their role reaches; see [`Me::reaches`].
    pub boards: Vec<BoardId>,
    /// Unread rows of the inbox.
    pub unread: i64,
}

impl Me {
    /// Whether a super-user's rights reach this board. Moderators and admins reach every board.
    pub fn reaches(&self, board: BoardId) -> bool {
        match self.role {
            Role::Moderator | Role::Admin => true,
            Role::SuperUser => self.boards.contains(&board),
            Role::Member | Role::Team => false,
        }
    }

    /// Whether a rank has unlocked it, or a role that has it anyway.
    pub fn has(&self, unlock: Unlock) -> bool {
        self.role != Role::Member || self.unlocks.has(unlock)
    }

    /// Path of their profile.
    pub fn href(&self) -> String {
        format!("/u/{}/{}", self.id, self.slug)
    }
}

/// The colour of a member's initials, 1 to 8: the same on every page.
pub const fn hue(member: MemberId) -> i64 {
    member.0.rem_euclid(8) + 1
}

/// Whoever sent the request.
#[derive(Clone)]
pub struct Viewer {
    /// The member, when signed in.
    pub me: Option<Me>,
    /// Language, colours, form token.
    pub visit: Visit,
    /// The community's settings.
    pub community: Arc<Community>,
    /// The version of settings and boards seen.
    pub site_version: i64,
}

impl Viewer {
    /// The member's id, when signed in.
    pub fn id(&self) -> Option<MemberId> {
        self.me.as_ref().map(|me| me.id)
    }

    /// What the page's frame shows.
    pub fn frame(&self) -> Frame {
        let me = self.me.as_ref().map(|me| FrameMe {
            name: me.name.clone(),
            hue: hue(me.id),
            href: me.href(),
            unread: me.unread,
            may_moderate: me.role.moderates(),
            may_administer: me.role == Role::Admin,
        });
        Frame::new(&self.visit, &self.community, me)
    }

    /// A page, 200.
    pub fn html(&self, page: &impl Template) -> Result<HttpResponse, Refusal> {
        ground::html(&self.visit.words, page)
    }

    /// A page, 200, that all visitors read alike; a member's is their own.
    pub fn html_shared(
        &self,
        page: &impl Template,
        shared: impl FnOnce() -> Shared,
    ) -> Result<HttpResponse, Refusal> {
        match &self.me {
            Some(_) => self.html(page),
            None => ground::html_shared(&self.visit, page, shared()),
        }
    }

    /// A page that shows a form again with what is wrong beside its fields.
    pub fn html_invalid(&self, page: &impl Template) -> Result<HttpResponse, Refusal> {
        ground::html_with(StatusCode::UNPROCESSABLE_ENTITY, &self.visit.words, page)
    }
}

type Found<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

impl FromRequest for Viewer {
    type Error = Refusal;
    type Future = Found<Viewer>;

    /// Two statements: the version of the site, and the session with its member; a third for super-users' boards.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let site = request.app_data::<web::Data<Site>>().cloned().ok_or(Refusal::NOT_FOUND)?;
            let token = read_cookie(&request, &site, super::SESSION).map(|token| hash_token(&token));
            let reading = site.clone();
            let (site_version, community, found) = site
                .store
                .read(move |db| {
                    let version = ground::version(db)?;
                    let community = reading.cached::<Community>(db, version)?;
                    let found = match token {
                        Some(token) => find(db, &token, Ts::now())?,
                        None => None,
                    };
                    Ok::<_, Refusal>((version, community, found))
                })
                .await?;
            let mut visit = Visit::of(&request, &site, &community);
            if let (Some(found), Some(door)) = (&found, request.app_data::<web::Data<Door>>()) {
                door.seen.note(found.row.session, found.row.id, found.row.last_seen_at, Ts::now());
            }
            let mut me = found.map(|found| found.into_me(&mut visit));
            if let Some(me) = me.as_mut().filter(|me| me.unread > 0) {
                // What was just opened is read already, though it is not written down yet.
                me.unread = (me.unread - site.opened.of(me.id).rows.len() as i64).max(0);
            }
            Ok(Viewer { me, visit, community, site_version })
        })
    }
}

#[derive(Queryable)]
struct Row {
    session: SessionId,
    id: MemberId,
    name: String,
    slug: String,
    role: Role,
    rank: Rank,
    unlocks: i32,
    department: Option<DepartmentId>,
    unread: i32,
    language: Option<String>,
    tone: Option<String>,
    colours: Option<String>,
    last_seen_at: Ts,
}

struct Session {
    row: Row,
    boards: Vec<BoardId>,
}

/// The member of a session, as permissions ask for them; `None` when they may not be signed in.
pub fn me(db: &mut Db, session: SessionId) -> QueryResult<Option<Me>> {
    let token: Option<String> =
        sessions::table.filter(sessions::id.eq(session)).select(sessions::token_hash).first(db).optional()?;
    let found = match token {
        Some(token) => find(db, &token, Ts(i64::MIN))?,
        None => None,
    };
    Ok(found.map(|Session { row, boards }| row.into_me(boards)))
}

/// The member of a request with the rights they have now, in the transaction of what they do: a role taken away or a
/// suspension that was committed before counts.
///
/// Errors: 401 when they are not signed in any more.
pub fn still(db: &mut Db, before: &Me) -> Result<Me, Refusal> {
    me(db, before.session)?.filter(|now| now.id == before.id).ok_or(
        Refusal::new(StatusCode::UNAUTHORIZED, "error-sign-in-text").with_link("/login", "frame-sign-in"),
    )
}

/// The member behind a session that is still good.
fn find(db: &mut Db, token_hash: &str, now: Ts) -> QueryResult<Option<Session>> {
    let row: Option<Row> = sessions::table
        .inner_join(members::table)
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(now.0))
        .filter(members::suspended_at.is_null())
        .filter(members::erased_at.is_null())
        .select((
            sessions::id,
            members::id,
            members::name,
            members::slug,
            members::role,
            members::rank,
            members::rights,
            members::department,
            members::unread,
            members::language,
            members::tone,
            members::colours,
            sessions::last_seen_at,
        ))
        .first(db)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
    let boards = if row.role == Role::SuperUser {
        member_boards::table.filter(member_boards::member.eq(row.id)).select(member_boards::board).load(db)?
    } else {
        Vec::new()
    };
    Ok(Some(Session { row, boards }))
}

impl Session {
    /// The member; their own language, tone and colours override what the browser asks for, unless chosen there.
    fn into_me(self, visit: &mut Visit) -> Me {
        let Session { row, boards } = self;
        let tone = row.tone.as_deref().and_then(Tone::from_code).unwrap_or(visit.words.locale.tone());
        if !visit.language_chosen
            && let Some(locale) = row.language.as_deref().and_then(|code| Locale::from_code(code, tone))
        {
            visit.words.locale = locale;
        }
        visit.words.locale = visit.words.locale.with_tone(tone);
        visit.colours = visit.colours.or(row.colours.as_deref().and_then(Colours::from_code));
        row.into_me(boards)
    }
}

impl Row {
    fn into_me(self, boards: Vec<BoardId>) -> Me {
        Me {
            id: self.id,
            session: self.session,
            name: self.name,
            slug: self.slug,
            role: self.role,
            rank: self.rank,
            unlocks: Unlocks(self.unlocks),
            department: self.department,
            boards,
            unread: i64::from(self.unread),
        }
    }
}

macro_rules! signed_extractor {
    ($(#[$meta:meta])* $name:ident, |$me:ident| $allowed:expr) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name {
            viewer: Viewer,
            me: Me,
        }

        impl $name {
            /// The member.
            pub fn me(&self) -> &Me {
                &self.me
            }

            /// As a viewer, to be handed on.
            pub fn viewer(&self) -> &Viewer {
                &self.viewer
            }
        }

        impl Deref for $name {
            type Target = Viewer;
            fn deref(&self) -> &Viewer {
                &self.viewer
            }
        }

        impl FromRequest for $name {
            type Error = Refusal;
            type Future = Found<$name>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let viewer = Viewer::from_request(request, payload);
                let back = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
                Box::pin(async move {
                    let viewer = viewer.await?;
                    let Some($me) = viewer.me.clone() else {
                        return Err(sign_in_first(&back));
                    };
                    if $allowed { Ok($name { viewer, me: $me }) } else { Err(Refusal::NOT_FOUND) }
                })
            }
        }
    };
}

signed_extractor!(
    /// A signed-in member of any role. Others are asked to sign in.
    Signed,
    |me| {
        let _ = &me;
        true
    }
);

signed_extractor!(
    /// A moderator or admin. For others the page does not exist.
    Moderator,
    |me| me.role.moderates()
);

signed_extractor!(
    /// An admin. For others the page does not exist.
    Admin,
    |me| me.role == Role::Admin
);

fn sign_in_first(back: &str) -> Refusal {
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    Refusal::new(StatusCode::UNAUTHORIZED, "error-sign-in-text")
        .with_link(format!("/login?back={back}"), "frame-sign-in")
}
