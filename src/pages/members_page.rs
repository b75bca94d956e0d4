//! All members: the newest, those with most points, or by name. `GET /members`
//!
//! Suspended and erased members are in no list; those who write for the company earn no points and are in no order
//! of points. Addresses are shown nowhere.

use actix_web::{HttpResponse, web};
use askama::Template;
use diesel::prelude::*;
use serde::Deserialize;

use crate::db::Db;
use crate::db::schema::{departments, members};
use crate::forum::byline::Byline;
use crate::ids::Ts;
use crate::members::{Role, Viewer, name};
use crate::web::{Cursor, Direction, Frame, Pager, Refusal, Shared, Site, filters};

/// Members on one page.
const A_PAGE: usize = 48;
/// Letters of a name looked for, at most.
const LETTERS: usize = 60;

/// What can be chosen on the page; unknown words count as the usual choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    sort: String,
    at: String,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Newest,
    Points,
    Name,
}

impl Order {
    const ALL: [Order; 3] = [Order::Newest, Order::Points, Order::Name];

    /// The word in addresses.
    const fn word(self) -> &'static str {
        match self {
            Order::Newest => "new",
            Order::Points => "points",
            Order::Name => "name",
        }
    }

    /// Its text key.
    const fn key(self) -> &'static str {
        match self {
            Order::Newest => "members-by-new",
            Order::Points => "members-by-points",
            Order::Name => "members-by-name",
        }
    }

    fn from_word(word: &str) -> Order {
        Order::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "pages/members_page.html")]
struct Page {
    frame: Frame,
    q: String,
    order: &'static str,
    orders: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
}

/// A link that chooses an order.
struct Choice {
    href: String,
    key: &'static str,
    is_chosen: bool,
}

#[derive(Queryable)]
struct Row {
    who: Byline,
    points: i64,
    solutions: i64,
    joined_at: Ts,
}

/// `GET /members?sort=&q=&at=`: three statements, two of the session included.
pub async fn show(
    site: web::Data<Site>,
    viewer: Viewer,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let asked = asked.into_inner();
    let (order, at) = (Order::from_word(&asked.sort), asked.at.parse::<Cursor>().ok());
    let q: String = asked.q.trim().chars().take(LETTERS).collect();
    let letters = q.clone();
    let mut rows = site.store.read(move |db| Ok::<_, Refusal>(find(db, order, &letters, at)?)).await?;
    let place = |row: &Row| match order {
        Order::Newest => (row.joined_at.0, row.who.id.0),
        Order::Points => (row.points, row.who.id.0),
        Order::Name => (0, row.who.id.0),
    };
    let pager = Pager::cut(&mut rows, A_PAGE, at, place, |at| address(order, &q, &at.to_string()));
    let choice = |one: Order| Choice { href: address(one, &q, ""), key: one.key(), is_chosen: one == order };
    // Kept as it is asked for most, without letters to look for.
    let own = address(order, "", &at.map(|at| at.to_string()).unwrap_or_default());
    let page = Page {
        frame: viewer.frame(),
        orders: Order::ALL.into_iter().map(choice).collect(),
        order: order.word(),
        q,
        rows,
        pager,
    };
    viewer.html_shared(&page, || Shared { address: own, parts: Vec::new() })
}

/// One page, and one more where there are more: in reading order, reversed when going back. One statement.
fn find(db: &mut Db, order: Order, letters: &str, at: Option<Cursor>) -> QueryResult<Vec<Row>> {
    let mut query = members::table
        .left_join(departments::table.on(departments::id.nullable().eq(members::department)))
        .filter(members::erased_at.is_null())
        .filter(members::suspended_at.is_null())
        .select((Byline::as_select(), members::points, members::solutions, members::created_at))
        .limit(A_PAGE as i64 + 1)
        .into_boxed();
    if order == Order::Points {
        query = query.filter(members::role.eq_any([Role::Member, Role::SuperUser]));
    }
    if !letters.is_empty() {
        query = query.filter(members::name_key.like(beginning(letters)).escape('\\'));
    }
    let forward = at.is_none_or(|at| at.direction == Direction::After);
    let (value, id) = at.map_or((0, 0), |at| (at.value, at.id));
    // In each, the first condition is implied by the second, and lets the index begin at the row.
    macro_rules! falling {
        ($column:expr) => {{
            query = match (at, forward) {
                (None, _) => query,
                (_, true) => query.filter($column.le(value)).filter($column.lt(value).or(members::id.lt(id))),
                (_, false) => {
                    query.filter($column.ge(value)).filter($column.gt(value).or(members::id.gt(id)))
                }
            };
            match forward {
                true => query.order(($column.desc(), members::id.desc())).load(db),
                false => query.order(($column.asc(), members::id.asc())).load(db),
            }
        }};
    }
    match order {
        Order::Newest => falling!(members::created_at),
        Order::Points => falling!(members::points),
        Order::Name => {
            // Keys of names are different for all members; where the member is gone, no page goes on.
            let others = diesel::alias!(members as others);
            let here = others
                .filter(others.field(members::id).eq(id))
                .select(others.field(members::name_key))
                .single_value();
            query = match (at, forward) {
                (None, _) => query,
                (_, true) => query.filter(members::name_key.nullable().gt(here)),
                (_, false) => query.filter(members::name_key.nullable().lt(here)),
            };
            match forward {
                true => query.order(members::name_key.asc()).load(db),
                false => query.order(members::name_key.desc()).load(db),
            }
        }
    }
}

/// A pattern for keys of names that begin like this, wildcards taken literally. Of marks alone nothing is left to
/// compare names by: then no name begins like it.
fn beginning(letters: &str) -> String {
    let key = name::key(letters);
    let mut pattern = String::new();
    for c in key.chars().filter(|c| *c != '\0') {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if !pattern.is_empty() {
        pattern.push('%');
    }
    pattern
}

/// The address of a list: only what differs from the usual is in it.
fn address(order: Order, q: &str, at: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let sort = if order == Order::default() { "" } else { order.word() };
    for (name, value) in [("sort", sort), ("q", q), ("at", at)].iter().filter(|(_, value)| !value.is_empty())
    {
        query.append_pair(name, value);
    }
    match query.finish() {
        query if query.is_empty() => "/members".to_owned(),
        query => format!("/members?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_only_what_is_unusual() {
        assert_eq!(address(Order::Newest, "", ""), "/members");
        assert_eq!(address(Order::Points, "a b", "after.1.2"), "/members?sort=points&q=a+b&at=after.1.2");
        assert_eq!(Order::from_word("nonsense"), Order::Newest);
    }

    #[test]
    fn wildcards_are_letters() {
        assert!(beginning("ada").ends_with('%'));
        assert!(!beginning("%").starts_with('%'));
    }
}
