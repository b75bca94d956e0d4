//! What stands before everything else: the site and its board.

use anyhow::Context;
use diesel::prelude::*;

use super::write::Place;
use crate::db::Db;
use crate::db::schema::{boards, import_sites};
use crate::events::{Event, Tx};
use crate::forum::Kind;
use crate::ids::{BoardId, MemberId, Ts};
use crate::text;
use crate::web::Site as House;

/// Characters of a site's name, and of a board's.
const NAME_CHARS: usize = 80;
/// By nobody: whoever runs a command.
const OPERATOR: MemberId = MemberId(0);

/// What a site is called, and whether that is its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName {
    /// Its host, or the name of the dump's folder.
    pub host: String,
    /// Originals can be linked to.
    pub is_linked: bool,
}

impl SiteName {
    /// From `--site`, else from the folder, which dumps name after their site.
    pub fn read(named: Option<&str>, folder: &std::path::Path) -> anyhow::Result<SiteName> {
        if let Some(named) = named {
            let host =
                host(named).with_context(|| format!("{named:?} is no host such as beer.example.org"))?;
            return Ok(SiteName { host, is_linked: true });
        }
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(host) = host(&name) {
            return Ok(SiteName { host, is_linked: true });
        }
        let plain: String = text::slug(&name).chars().take(NAME_CHARS).collect();
        Ok(SiteName { host: plain, is_linked: false })
    }
}

/// A host name with a dot in it, without scheme and path, in small letters.
fn host(named: &str) -> Option<String> {
    let bare = named.trim().trim_end_matches('/');
    let bare = bare.strip_prefix("https://").or(bare.strip_prefix("http://")).unwrap_or(bare);
    let url = url::Url::parse(&format!("https://{bare}/")).ok()?;
    let host = url.host_str().filter(|host| host.contains('.') && host.len() <= NAME_CHARS)?;
    let is_all = url.path() == "/" && url.port().is_none() && url.username().is_empty();
    let is_name = matches!(url.host(), Some(url::Host::Domain(_)));
    (is_all && is_name).then(|| host.to_owned())
}

/// The site, if it was here before.
pub fn known(db: &mut Db, name: &SiteName) -> QueryResult<Option<Place>> {
    let row: Option<(i64, BoardId)> = import_sites::table
        .filter(import_sites::host.eq(&name.host))
        .select((import_sites::id, import_sites::board))
        .first(db)
        .optional()?;
    Ok(row.map(|(site, board)| Place { site, board, host: name.host.clone() }))
}

/// The site and its board; makes what is not there. `language` is what most of its questions are in.
pub fn begin(house: &House, name: &SiteName, slug: Option<&str>, language: &str) -> anyhow::Result<Place> {
    let (name, slug, language) = (name.clone(), slug.map(str::to_owned), language.to_owned());
    house.store.write_at(Ts::now(), crate::events::Origin::Import, move |tx: &mut Tx<'_>| {
        let before = known(tx.db, &name)?;
        let board = match (&slug, &before) {
            (Some(slug), _) => board(tx, slug, &name.host, &language)?,
            (None, Some(place)) if is_there(tx.db, place.board)? => place.board,
            (None, _) => board(tx, &text::slug(&name.host), &name.host, &language)?,
        };
        if let Some(place) = before {
            let row = (import_sites::board.eq(board), import_sites::is_linked.eq(name.is_linked));
            diesel::update(import_sites::table.find(place.site)).set(row).execute(tx.db)?;
            return Ok(Place { board, ..place });
        }
        let site: i64 = diesel::insert_into(import_sites::table)
            .values((
                import_sites::host.eq(&name.host),
                import_sites::is_linked.eq(name.is_linked),
                import_sites::board.eq(board),
                import_sites::created_at.eq(tx.now),
            ))
            .returning(import_sites::id)
            .get_result(tx.db)?;
        Ok::<_, anyhow::Error>(Place { site, board, host: name.host.clone() })
    })
}

/// The path of the board, for the report.
pub fn board_of(
    house: &House,
    name: &SiteName,
    slug: Option<&str>,
    place: Option<&Place>,
) -> anyhow::Result<String> {
    let to_be = || slug.map_or_else(|| text::slug(&name.host), str::to_owned);
    let Some(place) = place.filter(|_| slug.is_none()) else { return Ok(to_be()) };
    let board = place.board;
    let found: Option<String> = house.store.database().read_now(|db| {
        let one = boards::table.find(board).select(boards::slug).first(db).optional()?;
        Ok::<_, anyhow::Error>(one)
    })?;
    Ok(found.unwrap_or_else(to_be))
}

fn is_there(db: &mut Db, board: BoardId) -> QueryResult<bool> {
    Ok(boards::table.find(board).count().get_result::<i64>(db)? > 0)
}

/// The board with this slug, made if there is none.
fn board(tx: &mut Tx<'_>, slug: &str, name: &str, language: &str) -> anyhow::Result<BoardId> {
    let known: Option<BoardId> =
        boards::table.filter(boards::slug.eq(slug)).select(boards::id).first(tx.db).optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    anyhow::ensure!(
        text::slug(slug) == slug,
        "{slug:?} cannot be the path of a board; try {:?}",
        text::slug(slug)
    );
    let last: Option<i32> = boards::table.select(diesel::dsl::max(boards::position)).first(tx.db)?;
    let kinds: i32 =
        [Kind::Question, Kind::Tip, Kind::Discussion, Kind::Idea].iter().map(|kind| kind.bit()).sum();
    let board: BoardId = diesel::insert_into(boards::table)
        .values((
            boards::slug.eq(slug),
            boards::name.eq(name),
            boards::language.eq(language),
            boards::kinds.eq(kinds),
            boards::position.eq(last.unwrap_or(0).saturating_add(1)),
            boards::created_at.eq(tx.now),
        ))
        .returning(boards::id)
        .get_result(tx.db)?;
    tx.record(Event::BoardChanged { board, by: OPERATOR })?;
    Ok(board)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_site_is_known_by_its_host() {
        let read = |named| SiteName::read(named, Path::new("/nowhere/se-beer"));
        for named in ["beer.example.org", "https://Beer.example.org/", " beer.example.org "] {
            let name = read(Some(named)).expect("a host");
            assert_eq!((name.host.as_str(), name.is_linked), ("beer.example.org", true), "{named}");
        }
        for named in
            ["", "beer", "a b.c", "beer.example.org/questions", "beer.example.org:80", "1.2.3.4", "x@y.z"]
        {
            assert!(read(Some(named)).is_err(), "{named}");
        }
        assert_eq!(read(None).expect("a name"), SiteName { host: "se-beer".into(), is_linked: false });
        let by_folder = SiteName::read(None, Path::new("/nowhere/beer.example.org")).expect("a name");
        assert!(by_folder.is_linked);
    }
}
