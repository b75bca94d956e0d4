//! Writing a whole history into an empty site.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;

use anyhow::{Context, ensure};
use diesel::prelude::*;

use super::acts::{Replay, Texts};
use super::content::Content;
use super::founding::{self, Founded};
use super::lately;
use super::pictures as drawing;
use super::plan::{self, Act, Step};
use crate::db::schema::members;
use crate::events::{Origin, Tx};
use crate::forum::picture_upload;
use crate::ids::{FileId, PostId, ThreadId, Ts};
use crate::pictures::{Picture, keep};
use crate::reactions;
use crate::web::Site;

/// What was written, in the order of the content.
#[derive(Clone, Debug)]
pub struct Written {
    /// Members and boards.
    pub founded: Founded,
    /// The threads.
    pub threads: Vec<Option<ThreadId>>,
    /// Their posts, the opening first.
    pub posts: Vec<Vec<PostId>>,
    /// What was done.
    pub steps: Arc<Vec<Step>>,
}

/// Writes the content into the site's database, as of `now`. `guests` are the keys of those who hear of what happened
/// lately; everybody else is told nothing.
///
/// Errors: the site is not empty; the content is not as it should be.
pub fn write(
    site: &Site,
    content: Content,
    guests: &'static [&'static str],
    now: Ts,
) -> anyhow::Result<Written> {
    let faults = content.faults();
    ensure!(faults.is_empty(), "the demo is damaged: {}", faults.join("; "));
    let steps = Arc::new(plan::steps(&content, now));
    let content = Arc::new(content);
    let (founding, kept) = (content.clone(), keep_pictures(site, &content)?);
    let (founded, files) = site.store.write_at(now, Origin::Import, move |tx| {
        let people: i64 = members::table.count().get_result(tx.db)?;
        ensure!(people == 0, "the demo needs an empty community");
        let founded = founding::found(tx, &founding, now)?;
        let files = upload(tx, &founding, &founded, &kept, now)?;
        Ok::<_, anyhow::Error>((founded, files))
    })?;
    let texts = Texts::prepare(site, &content, &files)?;
    let (done, of) = (steps.clone(), founded.clone());
    let (threads, posts) = site.store.write_at(now, Origin::Import, move |tx| {
        let mut replay = Replay::new(tx, &content, &texts, &of)?;
        for step in done.iter() {
            replay.step(tx, step)?;
        }
        let written = replay.finish(tx, now)?;
        tx.step(now, reactions::inside, |tx| {
            founding::close_boards(tx, &content, &of).map_err(anyhow::Error::from)
        })?;
        last_seen(tx, &content, &of, &done, now)?;
        let of_the_house: Vec<usize> =
            guests.iter().filter_map(|key| content.members.iter().position(|one| one.key == *key)).collect();
        lately::tell(tx, &of, &written.1, &done, &of_the_house, now)?;
        Ok::<_, anyhow::Error>(written)
    })?;
    Ok(Written { founded, threads, posts, steps })
}

/// A picture whose files are kept: the number of its thread, its name.
type Kept = (usize, String, Picture);

/// Draws them beside one another: that takes longer than anything else.
fn keep_pictures(site: &Site, content: &Content) -> anyhow::Result<Vec<Kept>> {
    std::thread::scope(|scope| {
        let shots = content.threads.iter().enumerate();
        let shots = shots.filter_map(|(number, topic)| Some((number, topic.picture.as_ref()?)));
        let drawn: Vec<_> =
            shots.map(|(number, shot)| (number, scope.spawn(move || drawing::picture(&shot.draw)))).collect();
        let keep = |(number, drawn): (usize, ScopedJoinHandle<'_, anyhow::Result<Picture>>)| {
            let picture = drawn.join().map_err(|_| anyhow::anyhow!("a picture cannot be drawn"))??;
            let name = keep::fresh_name()?;
            keep::keep(&site.config.data_dir, &name, &picture)?;
            Ok((number, name, picture))
        };
        drawn.into_iter().map(keep).collect()
    })
}

/// Their authors upload the pictures while they write.
fn upload(
    tx: &mut Tx<'_>,
    content: &Content,
    founded: &Founded,
    kept: &[Kept],
    now: Ts,
) -> anyhow::Result<HashMap<usize, FileId>> {
    let mut files = HashMap::new();
    for (number, name, picture) in kept {
        let topic = &content.threads[*number];
        let author = content.members.iter().position(|person| person.key == topic.author);
        let author = author.context("the author of a picture is not here")?;
        let at = plan::started_at(topic, now).plus_minutes(-2);
        let file = picture_upload::insert(tx.db, founded.members[author], name, picture, at)?;
        files.insert(*number, file);
    }
    Ok(files)
}

/// Everybody was last here when the content says, or when they did something after that.
fn last_seen(
    tx: &mut Tx<'_>,
    content: &Content,
    founded: &Founded,
    steps: &[Step],
    now: Ts,
) -> anyhow::Result<()> {
    let mut seen: Vec<Ts> = content.members.iter().map(|person| plan::last_seen_at(person, now)).collect();
    for step in steps.iter().filter(|step| step.act != Act::Midnight) {
        seen[step.by] = seen[step.by].max(step.at);
    }
    for (member, at) in founded.members.iter().zip(seen) {
        diesel::update(members::table.find(*member)).set(members::last_seen_at.eq(at)).execute(tx.db)?;
    }
    Ok(())
}
