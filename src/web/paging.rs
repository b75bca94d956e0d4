//! Paging by key: "older" and "newer" from a row, never by counting rows.

use std::str::FromStr;

/// Which way from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Further down the list.
    After,
    /// Back towards its start.
    Before,
}

/// A place in a list sorted by `(value, id)`: written `after.VALUE.ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which way from here.
    pub direction: Direction,
    /// The sort value of the row here.
    pub value: i64,
    /// Its id, where values are equal.
    pub id: i64,
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Cursor, ()> {
        let mut parts = text.split('.');
        let direction = match parts.next() {
            Some("after") => Direction::After,
            Some("before") => Direction::Before,
            _ => return Err(()),
        };
        let mut number = || parts.next().ok_or(())?.parse::<i64>().map_err(|_| ());
        let (value, id) = (number()?, number()?);
        Ok(Cursor { direction, value, id })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let direction = match self.direction {
            Direction::After => "after",
            Direction::Before => "before",
        };
        write!(f, "{direction}.{}.{}", self.value, self.id)
    }
}

/// The links under a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pager {
    /// Path of the page before this one.
    pub newer: Option<String>,
    /// Path of the page after this one.
    pub older: Option<String>,
}

impl Pager {
    /// Cuts `rows` (read with one more than `size`, in reading order for `After`, reversed for `Before`) to a page and
    /// makes its links; `place` gives the sort value and id of a row, `link` the path with a cursor.
    pub fn cut<T>(
        rows: &mut Vec<T>,
        size: usize,
        at: Option<Cursor>,
        place: impl Fn(&T) -> (i64, i64),
        link: impl Fn(&Cursor) -> String,
    ) -> Pager {
        let more = rows.len() > size;
        rows.truncate(size);
        let backwards = at.is_some_and(|c| c.direction == Direction::Before);
        if backwards {
            rows.reverse();
        }
        let to = |direction, row: Option<&T>| {
            row.map(|row| {
                let (value, id) = place(row);
                link(&Cursor { direction, value, id })
            })
        };
        let has_newer = if backwards { more } else { at.is_some() };
        let has_older = if backwards { true } else { more };
        Pager {
            newer: has_newer.then(|| to(Direction::Before, rows.first())).flatten(),
            older: has_older.then(|| to(Direction::After, rows.last())).flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text() {
        let cursor = Cursor { direction: Direction::Before, value: -3, id: 12 };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for bad in ["", "after", "after.1", "after.x.1", "sideways.1.2", "after.99999999999999999999.1"] {
            assert!(bad.parse::<Cursor>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_first_page_has_no_newer_link() {
        let mut rows: Vec<i64> = (0..6).collect();
        let pager = Pager::cut(&mut rows, 5, None, |r| (*r, *r), ToString::to_string);
        assert_eq!(rows, [0, 1, 2, 3, 4]);
        assert_eq!(pager, Pager { newer: None, older: Some("after.4.4".into()) });
    }

    #[test]
    fn going_back_keeps_the_order() {
        let at = "before.9.9".parse().ok();
        let mut rows: Vec<i64> = vec![8, 7, 6];
        let pager = Pager::cut(&mut rows, 2, at, |r| (*r, *r), ToString::to_string);
        assert_eq!(rows, [7, 8]);
        assert_eq!(pager.newer.as_deref(), Some("before.7.7"));
        assert_eq!(pager.older.as_deref(), Some("after.8.8"));
    }
}
