use super::*;
use crate::forum::thread::State;

const NOW: Ts = Ts(1_800_000_000_000_000);

/// What is written by hand and what is composed around it.
fn content() -> Content {
    Content::whole(1, NOW).expect("the files can be read")
}

fn state(topic: &Topic) -> State {
    let answered = topic.post.iter().any(|post| post.kind == PostKind::Answer && post.hidden.is_none());
    crate::forum::thread::state(topic.kind, topic.ending, !answered)
}

#[test]
fn everything_named_is_there() {
    assert_eq!(content().faults(), Vec::<String>::new());
}

#[test]
fn something_named_that_is_not_there_is_found() {
    let mut content = content();
    content.threads[0].author = "nobody".into();
    content.threads[1].tags.push("nothing".into());
    let faults = content.faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].ends_with("there is no member nobody"), "{faults:?}");
}

#[test]
fn keys_are_used_once() {
    let content = content();
    let mut keys: Vec<&str> = content.members.iter().map(|person| person.key.as_str()).collect();
    keys.extend(content.community.board.iter().map(|board| board.key.as_str()));
    let mut titles: Vec<&str> = content.threads.iter().map(|topic| topic.title.as_str()).collect();
    let (keys_before, titles_before) = (keys.len(), titles.len());
    keys.sort_unstable();
    keys.dedup();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!((keys.len(), titles.len()), (keys_before, titles_before));
}

#[test]
fn the_same_seed_gives_the_same_and_another_seed_something_else() {
    let again = |seed| format!("{:?}", Content::whole(seed, NOW).expect("the files can be read"));
    assert_eq!(again(1), format!("{:?}", content()));
    assert_ne!(again(1), again(2));
}

#[test]
fn any_seed_gives_a_sound_community() {
    for seed in [2, 3, u64::MAX] {
        let content = Content::whole(seed, NOW).expect("the files can be read");
        assert_eq!(content.faults(), Vec::<String>::new());
        assert!(content.threads.len() >= 350, "{}", content.threads.len());
        assert!(content.threads.iter().all(|topic| !topic.title.contains('{') && !topic.body.contains('{')));
    }
}

#[test]
fn about_one_question_in_seven_is_unsolved() {
    let content = content();
    let questions = content.threads.iter().filter(|topic| topic.kind == Kind::Question);
    let (all, open) =
        questions.fold((0, 0), |(all, open), topic| (all + 1, open + i32::from(topic.ending.is_none())));
    let share = f64::from(open) / f64::from(all);
    assert!((0.10..=0.20).contains(&share), "{open} of {all}");
}

#[test]
fn there_is_enough_of_everything() {
    let content = content();
    let posts: usize = content.threads.iter().map(|topic| 1 + topic.post.len()).sum();
    let by_hand = content.threads.iter().filter(|topic| !topic.exact).count();
    assert!(content.members.len() >= 240 && content.community.board.len() >= 12);
    assert!(by_hand >= 80 && content.threads.len() >= 350 && posts >= 2_000, "{by_hand}, {posts} posts");
    let dormant = |person: &&Person| person.role == Role::SuperUser && person.last_seen_days_ago > 90.0;
    assert_eq!(content.members.iter().filter(dormant).count(), 1);
    let of = |wanted: State| content.threads.iter().filter(|topic| state(topic) == wanted).count();
    for wanted in [State::Unanswered, State::Unsolved, State::Solved, State::SelfSolved, State::Settled] {
        assert!(of(wanted) >= 2, "{} {wanted:?}", of(wanted));
    }
    for kind in Kind::ALL {
        assert!(content.threads.iter().any(|topic| topic.kind == *kind), "no {}", kind.word());
    }
    for language in ["de", "en"] {
        assert!(content.threads.iter().filter(|topic| topic.language == language).count() >= 15);
    }
    for role in Role::ALL {
        assert!(content.members.iter().any(|person| person.role == *role), "no {}", role.word());
    }
    assert!(content.threads.iter().any(|topic| topic.replaced_solution.is_some()));
}

#[test]
fn answers_are_answers_and_solutions_are_answers() {
    for topic in content().threads {
        let place = &topic.title;
        let is_question = topic.kind == Kind::Question;
        assert!(is_question || (topic.ending.is_none() && topic.same_here.is_empty()), "{place}");
        let accepted: Vec<&Entry> = topic.post.iter().filter(|post| post.accepted).collect();
        assert_eq!(accepted.len(), usize::from(topic.ending == Some(Ending::Solution)), "{place}");
        for post in &topic.post {
            let by_asker = post.author == topic.author;
            match post.kind {
                PostKind::Answer => assert!(is_question && !by_asker && post.to.is_none(), "{place}"),
                // Otherwise it would be stored as an answer.
                _ => assert!(!is_question || by_asker || post.to.is_some_and(|to| to > 0), "{place}"),
            }
            assert_eq!(post.accepted, post.accepted_after_hours.is_some(), "{place}");
            assert!(!post.accepted || (post.kind == PostKind::Answer && post.hidden.is_none()), "{place}");
            assert!(post.accepted_after_hours.is_none_or(|hours| hours > post.hours_after), "{place}");
        }
        if let Some(at) = topic.replaced_solution {
            let replaced = topic.post.get(at.wrapping_sub(1)).expect("it is in the thread");
            assert!(replaced.kind == PostKind::Answer && !replaced.accepted, "{place}");
        }
    }
}

#[test]
fn time_runs_forward_and_ends_now() {
    let content = content();
    let joined = |key: &str| content.person(key).expect("known").joined_days_ago;
    for topic in &content.threads {
        let place = &topic.title;
        let mut before = 0.0;
        assert!(topic.days_ago <= joined(&topic.author), "{place}");
        for (at, post) in topic.post.iter().enumerate() {
            assert!(post.hours_after >= before, "{place}");
            before = post.hours_after;
            assert!(post.to.is_none_or(|to| to <= at), "{place}: a reply to what is not written yet");
            let last = post.accepted_after_hours.unwrap_or(0.0).max(post.hours_after);
            assert!(last / 24.0 < topic.days_ago, "{place}: in the future");
            let days_ago = topic.days_ago - post.hours_after / 24.0;
            assert!(days_ago <= joined(&post.author), "{place}: {} is not here yet", post.author);
        }
    }
}

#[test]
fn nobody_marks_their_own() {
    for topic in content().threads {
        assert!(!topic.same_here.contains(&topic.author), "{}", topic.title);
        assert!(!topic.helpful.contains(&topic.author), "{}", topic.title);
        for post in &topic.post {
            assert!(!post.helpful.contains(&post.author), "{}", topic.title);
            assert!(!post.worked.contains(&post.author), "{}", topic.title);
            assert!(post.hidden.is_none() || post.helpful.is_empty(), "{}", topic.title);
            assert!(post.kind == PostKind::Answer || post.worked.is_empty(), "{}", topic.title);
        }
    }
}
