//! Index: **which URLs.**
//!
//! One line a path, written whole. Rules:
//! 1. Paths with fixed last words come before paths with a variable there (`/t/{id}/reply` before `/t/{id}/{slug}`).
//! 2. A path that only takes POST leads to its place with `.get(up)`, or with `.get(go("/…"))`.
//! 3. `HEAD` is answered wherever `GET` is; other methods are 405 by themselves.

use std::future::{Ready, ready};

use actix_web::http::header;
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse};

use crate::admin::{
    board_delete, board_form, board_list, community, department, health, legal_edit, legal_list, logo,
    member_erase, member_list, member_page, member_suspend, settings_page, start, tag_form, tag_list,
    tag_merge,
};
use crate::forum::{
    ask, board_follow, board_page, board_read, bookmark, duplicate, ending, feed, flag, follow_form, helpful,
    history, ignore, marks_page, notice, picture, picture_upload, post_delete, post_edit, post_hide,
    post_restore, preview, reply_form, same_here, solution, tag_follow, tag_page, tags_page, thread_kind,
    thread_lock, thread_manage, thread_move, thread_official, thread_page, thread_pin, thread_tags,
    thread_title, unanswered, worked,
};
use crate::import::redirect;
use crate::members::{
    address_change, choice, member, password_change, profile_edit, session_list, settings, setup,
    sign_in_code, sign_in_link, sign_in_page, sign_out,
};
use crate::moderation::{flag_settle, flags_page};
use crate::notifications::{address_check, follows, inbox, settings as mail_settings, solved, unsubscribe};
use crate::operations::{metrics_page, ready};
use crate::own_data::{download, leave};
use crate::pages::{for_machines, home, legal, members_page, profile, sitemap};
use crate::recognition::ranks_page;
use crate::search::{search_page, suggest};
use crate::web::{assets, resource, see_other};

/// Puts every path into the server.
pub fn configure(server: &mut ServiceConfig) {
    server
        // Coming in
        .service(resource("/join").get(sign_in_page::join).post(sign_in_page::ask_to_join))
        .service(resource("/login").get(sign_in_page::login).post(sign_in_page::ask_for_login))
        .service(resource("/login/code").get(sign_in_code::form).post(sign_in_code::accept))
        .service(resource("/login/{token}").get(sign_in_link::form).post(sign_in_link::accept))
        .service(resource("/logout").post(sign_out::accept).get(go("/")))
        .service(resource("/setup/{token}").get(setup::form).post(setup::accept))
        .service(resource("/choose").post(choice::choose).get(go("/")))
        // Settings
        .service(resource("/settings").get(settings::show))
        .service(resource("/settings/profile").get(profile_edit::form).post(profile_edit::save))
        .service(resource("/settings/language-colours").get(choice::form).post(choice::save))
        .service(resource("/settings/address").get(address_change::form).post(address_change::ask))
        .service(resource("/settings/address/code").post(address_change::accept_code).get(up))
        .service(resource("/settings/password").get(password_change::form).post(password_change::set))
        .service(resource("/settings/password/remove").post(password_change::remove).get(up))
        .service(resource("/settings/sessions").get(session_list::form))
        .service(resource("/settings/sessions/end-others").post(session_list::end_others).get(up))
        .service(
            resource("/settings/sessions/{id}/end").post(session_list::end).get(go("/settings/sessions")),
        )
        .service(resource("/settings/data").get(download::form).post(download::give))
        .service(resource("/settings/leave").get(leave::form).post(leave::accept))
        .service(resource("/settings/mail").get(mail_settings::form).post(mail_settings::save))
        .service(resource("/settings/follows").get(follows::show).post(follows::change))
        .service(resource("/settings/mail/check").post(address_check::ask).get(up))
        .service(
            resource("/settings/mail/check/{token}").get(address_check::form).post(address_check::accept),
        )
        // Home, boards, asking
        .service(resource("/").get(home::show))
        .service(resource("/b/{slug}").get(board_page::show))
        .service(resource("/b/{slug}/follow").get(up).post(board_follow::follow))
        .service(resource("/b/{slug}/unfollow").get(up).post(board_follow::unfollow))
        .service(resource("/b/{slug}/read").get(up).post(board_read::accept))
        .service(resource("/ask").get(ask::form).post(ask::accept))
        // Across boards
        .service(resource("/unanswered").get(unanswered::show))
        .service(resource("/tags").get(tags_page::show))
        .service(resource("/tag/{tag}").get(tag_page::show))
        .service(resource("/tag/{tag}/follow").get(up).post(tag_follow::follow))
        .service(resource("/tag/{tag}/unfollow").get(up).post(tag_follow::unfollow))
        .service(resource("/search").get(search_page::show))
        .service(resource("/suggest").get(suggest::show))
        // Members
        .service(resource("/members").get(members_page::show))
        .service(resource("/u/{id}/ignore").post(ignore::ignore_pressed).get(up))
        .service(resource("/u/{id}/unignore").post(ignore::unignore_pressed).get(up))
        .service(resource("/u/{id}/{slug}").get(profile::show))
        .service(resource("/u/{name}").get(member::by_name))
        // Administration
        .service(resource("/admin").get(start::page))
        .service(resource("/admin/community").get(community::page).post(community::save))
        .service(resource("/admin/community/logo").get(up).post(logo::upload))
        .service(resource("/admin/community/logo/remove").post(logo::remove).get(go("/admin/community")))
        .service(resource("/admin/boards").get(board_list::page))
        .service(resource("/admin/boards/new").get(board_form::blank).post(board_form::create))
        .service(resource("/admin/boards/{id}/up").get(up).post(board_list::up))
        .service(resource("/admin/boards/{id}/down").get(up).post(board_list::down))
        .service(resource("/admin/boards/{id}/delete").get(board_delete::ask).post(board_delete::delete))
        .service(resource("/admin/boards/{id}").get(board_form::edit).post(board_form::save))
        .service(resource("/admin/tags").get(tag_list::page))
        .service(resource("/admin/tags/new").get(tag_form::blank).post(tag_form::create))
        .service(resource("/admin/tags/{id}/merge").get(up).post(tag_merge::merge))
        .service(resource("/admin/tags/{id}").get(tag_form::edit).post(tag_form::save))
        .service(resource("/admin/departments").get(department::page).post(department::create))
        .service(resource("/admin/departments/{id}/up").get(up).post(department::up))
        .service(resource("/admin/departments/{id}/down").get(up).post(department::down))
        .service(resource("/admin/departments/{id}").get(department::edit).post(department::save))
        .service(resource("/admin/members").get(member_list::page))
        .service(resource("/admin/members/{id}/role").get(up).post(member_page::save_role))
        .service(resource("/admin/members/{id}/department").get(up).post(member_page::save_department))
        .service(resource("/admin/members/{id}/suspend").get(up).post(member_suspend::suspend_member))
        .service(resource("/admin/members/{id}/reinstate").get(up).post(member_suspend::reinstate_member))
        .service(resource("/admin/members/{id}/erase").get(member_erase::ask).post(member_erase::erase))
        .service(resource("/admin/members/{id}").get(member_page::page))
        .service(resource("/admin/legal").get(legal_list::page))
        .service(resource("/admin/legal/{slug}/{language}").get(legal_edit::edit).post(legal_edit::save))
        .service(resource("/admin/health").get(health::page))
        .service(resource("/admin/health/test-mail").get(up).post(health::send_test_mail))
        .service(resource("/admin/health/retry").get(up).post(health::retry_jobs))
        .service(resource("/admin/settings").get(settings_page::page))
        .service(resource("/mod/members/{id}").get(member_suspend::moderated).post(member_suspend::moderate))
        .service(resource("/logo/{name}").get(logo::serve))
        // Legal pages
        .service(resource("/imprint").get(legal::page))
        .service(resource("/privacy").get(legal::page))
        .service(resource("/rules").get(legal::page))
        .service(resource("/accessibility").get(legal::page))
        .service(resource("/contact").get(legal::page))
        // Threads
        .service(resource("/preview").post(preview::show).get(go("/")))
        .service(resource("/t/{id}").get(thread_page::open_bare))
        .service(resource("/t/{id}/new").get(thread_page::open_new))
        .service(resource("/t/{id}/reply").get(up).post(reply_form::accept))
        .service(resource("/t/{id}/follow").get(up).post(follow_form::follow_thread))
        .service(resource("/t/{id}/unfollow").get(up).post(follow_form::unfollow_thread))
        .service(resource("/t/{id}/bookmark").get(up).post(bookmark::set_pressed))
        .service(resource("/t/{id}/unbookmark").get(up).post(bookmark::take_back_pressed))
        .service(resource("/t/{id}/same-here").get(up).post(same_here::say_pressed))
        .service(resource("/t/{id}/not-same-here").get(up).post(same_here::take_back_pressed))
        // Posts
        .service(resource("/p/{id}").get(thread_page::open_post))
        .service(resource("/p/{id}/history").get(history::open))
        .service(resource("/p/{id}/helpful").get(marks_page::show).post(helpful::mark_pressed))
        .service(resource("/p/{id}/unhelpful").get(up).post(helpful::take_back_pressed))
        .service(resource("/p/{id}/worked").get(marks_page::show).post(worked::mark_pressed))
        .service(resource("/p/{id}/unworked").get(up).post(worked::take_back_pressed))
        // Old addresses of what was brought in
        .service(resource(["/questions/{id}", "/q/{id}", "/a/{id}"]).get(redirect::of_first_bare))
        .service(
            resource(["/questions/{id}/{rest:.*}", "/q/{id}/{rest:.*}", "/a/{id}/{rest:.*}"])
                .get(redirect::of_first),
        )
        .service(
            resource(["/from/{host}/questions/{id}", "/from/{host}/q/{id}", "/from/{host}/a/{id}"])
                .get(redirect::of_site_bare),
        )
        .service(
            resource([
                "/from/{host}/questions/{id}/{rest:.*}",
                "/from/{host}/q/{id}/{rest:.*}",
                "/from/{host}/a/{id}/{rest:.*}",
            ])
            .get(redirect::of_site),
        )
        .service(
            resource(["/from/{host}/users/{id}", "/from/{host}/users/{id}/{name}"]).get(redirect::member),
        )
        // Machines
        .service(resource("/healthz").get(ready::healthz))
        .service(resource("/readyz").get(ready::readyz))
        .service(resource("/metrics").get(metrics_page::guarded))
        .service(resource("/static/{name}").get(assets::serve))
        .service(resource("/favicon.ico").get(favicon))
        .service(resource("/feed.atom").get(feed::of_site))
        .service(resource("/b/{slug}/feed.atom").get(feed::of_board))
        .service(resource("/t/{id}/feed.atom").get(feed::of_thread))
        .service(resource("/tag/{tag}/feed.atom").get(feed::of_tag))
        .service(resource("/sitemap.xml").get(sitemap::index))
        .service(resource("/sitemap-{part}.xml").get(sitemap::part))
        .service(resource("/opensearch.xml").get(for_machines::opensearch))
        .service(resource("/robots.txt").get(for_machines::robots))
        .service(resource("/.well-known/change-password").get(go("/settings/password")))
        .service(resource("/.well-known/security.txt").get(for_machines::security))
        // Endings of a question
        .service(resource("/p/{id}/accept").get(up).post(solution::accept_pressed))
        .service(resource("/p/{id}/unaccept").get(up).post(solution::withdraw_pressed))
        .service(resource("/t/{id}/end").get(up).post(ending::end_pressed))
        .service(resource("/t/{id}/reopen").get(up).post(ending::reopen_pressed))
        // Recognition
        .service(resource("/ranks").get(ranks_page::page))
        // Changing posts
        .service(resource("/p/{id}/edit").get(post_edit::form).post(post_edit::accept))
        .service(resource("/p/{id}/delete").get(post_delete::ask).post(post_delete::pressed))
        .service(resource("/p/{id}/restore").get(up).post(post_restore::pressed))
        // Managing threads
        .service(resource("/t/{id}/manage").get(thread_manage::page))
        .service(resource("/t/{id}/title").get(manage).post(thread_title::accept))
        .service(resource("/t/{id}/tags").get(manage).post(thread_tags::accept))
        .service(resource("/t/{id}/kind").get(manage).post(thread_kind::accept))
        .service(resource("/t/{id}/move").get(manage).post(thread_move::accept))
        .service(resource("/t/{id}/duplicate").get(manage).post(duplicate::accept))
        .service(resource("/t/{id}/lock").get(manage).post(thread_lock::lock_pressed))
        .service(resource("/t/{id}/unlock").get(manage).post(thread_lock::unlock_pressed))
        .service(resource("/t/{id}/pin").get(manage).post(thread_pin::pin_pressed))
        .service(resource("/t/{id}/unpin").get(manage).post(thread_pin::unpin_pressed))
        .service(resource("/t/{id}/official").get(manage).post(thread_official::official_pressed))
        .service(resource("/t/{id}/unofficial").get(manage).post(thread_official::unofficial_pressed))
        // Inbox
        .service(resource("/inbox").get(inbox::show))
        .service(resource("/inbox/read").post(inbox::mark_read).get(up))
        .service(resource("/inbox/{id}").get(inbox::follow))
        .service(resource("/unsubscribe/{token}").get(unsubscribe::form).post(unsubscribe::accept))
        .service(resource("/solved/{token}").get(solved::form).post(solved::accept))
        // Moderation
        .service(resource("/p/{id}/flag").get(flag::form).post(flag::accept))
        .service(resource("/p/{id}/hide").get(post_hide::form).post(post_hide::accept))
        .service(resource("/p/{id}/notice").get(notice::form).post(notice::accept))
        .service(resource("/p/{id}/notice/sent").get(notice::sent))
        .service(resource("/mod").get(flags_page::open))
        .service(resource("/mod/flags").get(flags_page::open))
        .service(resource("/mod/flags/{post}/settle").post(flag_settle::accept).get(go("/mod/flags")))
        // Pictures
        .service(resource("/uploads").get(picture_upload::form).post(picture_upload::accept))
        .service(resource("/files/{id}").get(picture::serve))
        // After all other paths of a thread
        .service(resource("/t/{id}/{slug}").get(thread_page::open));
}

/// For paths that only take POST: 303 to the path without its last word (`/p/7/accept` to `/p/7`).
async fn up(request: HttpRequest) -> HttpResponse {
    let above = request.path().rsplit_once('/').map_or("", |(above, _)| above);
    see_other(if above.is_empty() { "/" } else { above })
}

/// For paths that only take POST from the page that manages a thread: 303 to it.
async fn manage(request: HttpRequest) -> HttpResponse {
    let above = request.path().rsplit_once('/').map_or("", |(above, _)| above);
    see_other(&format!("{above}/manage"))
}

/// For paths that only take POST: 303 to another page.
fn go(path: &'static str) -> impl Fn() -> Ready<HttpResponse> + Clone {
    move || ready(see_other(path))
}

/// `GET /favicon.ico`: browsers that do not read the page's link ask here.
async fn favicon() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, assets::FAVICON_PATH))
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .finish()
}
