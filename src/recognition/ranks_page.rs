//! `/ranks`: what each rank needs and opens, and where points come from. No statement: it is the rules.

use actix_web::HttpResponse;
use askama::Template;

use super::ladder::{self, Needs, Preset};
use super::rules::{
    ANSWERS_A_DAY, Cause, HELPFULS_A_POST, MARKS_BETWEEN, MARKS_DAYS, SOLUTIONS_BETWEEN, SOLUTIONS_DAYS,
};
use crate::members::{Rank, Viewer};
use crate::web::filters;
use crate::web::{Frame, Refusal};

/// The line of a rank.
struct Line {
    icon: String,
    name: String,
    needs: Needs,
    /// Keys of the texts of what it opens.
    opens: Vec<String>,
    /// The reader has reached this one and none above.
    is_mine: bool,
}

/// The line of a rule of points.
struct Rule {
    text: String,
    points: i64,
    /// Key, number and days of its limit.
    limit: Option<(&'static str, i64, i64)>,
}

#[derive(Template)]
#[template(path = "recognition/ranks.html")]
struct Page {
    frame: Frame,
    size: String,
    lines: Vec<Line>,
    rules: Vec<Rule>,
}

/// `GET /ranks`
pub async fn page(viewer: Viewer) -> Result<HttpResponse, Refusal> {
    let preset = Preset::from_word(&viewer.community.preset).unwrap_or_default();
    let reached = viewer.me.as_ref().filter(|me| !me.role.is_staff()).map(|me| me.rank);
    let page = Page {
        frame: viewer.frame(),
        size: format!("ranks-preset-{}", preset.word()),
        lines: Rank::ALL.iter().map(|rank| line(*rank, preset, reached)).collect(),
        rules: rules(),
    };
    viewer.html(&page)
}

fn line(rank: Rank, preset: Preset, reached: Option<Rank>) -> Line {
    let unlocks = ladder::unlocks_at(rank).iter().map(|unlock| format!("unlock-{}", unlock.word()));
    let opens = match rank {
        Rank::New => vec!["ranks-opens-new".to_owned()],
        Rank::Expert => vec!["ranks-opens-expert".to_owned()],
        _ => unlocks.collect(),
    };
    Line {
        icon: format!("rank-{}", rank.code()),
        name: format!("rank-{}", rank.word()),
        needs: ladder::needs(rank, preset),
        opens,
        is_mine: reached == Some(rank),
    }
}

/// The causes that earn points today, most points first.
fn rules() -> Vec<Rule> {
    let mut causes = [
        Cause::Solution,
        Cause::HelpfulReceived,
        Cause::WorkedReceived,
        Cause::Answer,
        Cause::OwnQuestionSolved,
    ];
    causes.sort_by_key(|cause| -cause.points());
    let rule = |cause: Cause| Rule {
        text: format!("cause-{}", cause.word()),
        points: cause.points(),
        limit: match cause {
            Cause::Answer => Some(("ranks-limit-answers", ANSWERS_A_DAY as i64, 1)),
            Cause::Solution => Some(("ranks-limit-solutions", SOLUTIONS_BETWEEN as i64, SOLUTIONS_DAYS)),
            Cause::HelpfulReceived => Some(("ranks-limit-helpful", HELPFULS_A_POST as i64, MARKS_DAYS)),
            Cause::WorkedReceived => Some(("ranks-limit-marks", MARKS_BETWEEN as i64, MARKS_DAYS)),
            Cause::OwnQuestionSolved | Cause::IdeaAdopted | Cause::HelpfulImported => None,
        },
    };
    causes.into_iter().map(rule).collect()
}
