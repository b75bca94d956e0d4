### Inbox, following, ignoring, settings of mail.

## Inbox

inbox-mark-read = Mark all as read
inbox-filter = What is shown
inbox-all = All
inbox-unread = Unread
inbox-new = New
inbox-nothing = Nothing here yet
inbox-nothing-unread = All read
inbox-nothing-text = This is where you hear when somebody answers you, mentions you or says thanks.
inbox-seen = All right
inbox-posts =
    { $n ->
        [one] { $n } post
       *[other] { $n } posts
    }
done-inbox-read = Everything is marked as read.
inbox-post =
    { $n ->
        [0] { $name } wrote in
        [one] { $name } and { $n } other wrote in
       *[other] { $name } and { $n } others wrote in
    }
inbox-post-own =
    { $n ->
        [0] { $name } answered you in
        [one] { $name } and { $n } other answered you in
       *[other] { $name } and { $n } others answered you in
    }
inbox-reply =
    { $n ->
        [0] { $name } replied to your post in
        [one] { $name } and { $n } other replied to your posts in
       *[other] { $name } and { $n } others replied to your posts in
    }
inbox-mention =
    { $n ->
        [0] { $name } mentioned you in
        [one] { $name } and { $n } other mentioned you in
       *[other] { $name } and { $n } others mentioned you in
    }
inbox-started = { $name } started something you follow
inbox-solved = Solved, with an answer by { $name }
inbox-accepted = Your answer solved the problem
inbox-helpful =
    { $n ->
        [0] { $name } found your post helpful
        [one] { $name } and { $n } other found your post helpful
       *[other] { $name } and { $n } others found your post helpful
    }
inbox-rank = You have a new rank: { $rank }
inbox-rank-see = See all ranks
inbox-decided-hidden = Hidden by moderation: your post in
inbox-decided-restored = Shown again by moderation: your post in
inbox-decided-flag-removed = Thank you for your flag. Moderation has hidden the post.
inbox-decided-flag-kept = Thank you for your flag. Moderation has looked at the post and lets it stand.
inbox-decided-reinstated = Lifted by moderation: the suspension of your account

## What mail says

mail-said-answered = { $name } answered your question:
mail-said-replied = { $name } replied to your post:
mail-said-mentioned = { $name } mentioned you:
mail-said-started = { $name } started something new:
mail-said-solved = Solved, with this answer by { $name }:
mail-said-accepted = Your answer solved the problem:
mail-said-wrote = { $name } wrote:
mail-decided-hidden = Moderation has hidden your post. If you object, write to the team.
mail-decided-restored = Moderation shows your post again.
mail-subject-thread = Re: { $title }
mail-subject-started = { $title }
mail-subject-mention = { $name } mentioned you: { $title }
mail-subject-accepted = Solved with your answer: { $title }
mail-subject-decision = A decision of moderation at { $community }
mail-go = See it and answer
mail-go-answer = See the answer
mail-go-inbox = Go to the inbox
mail-solved-ask = Did this solve it?
mail-solved-yes = Yes, solved
mail-solved-not-yet = Not yet
mail-why-own = You get this because the thread is yours.
mail-why-follow = You get this because you follow the thread.
mail-why-kind = You get this because you want to hear of such things.
mail-why-daily = You get this once a day at most, at 6 pm.
mail-stop = Unsubscribe
mail-daily-title = What else happened today
mail-daily-else = Besides
mail-daily-subject =
    { $n ->
        [one] { $community }: { $n } piece of news
       *[other] { $community }: { $n } pieces of news
    }
mail-check-subject = Does mail arrive here? { $community }
mail-check-text = Mail from { $community } did not get through to this address lately. With this link you confirm that it can be reached again:
mail-check-not-you = You did not ask for this? Then there is nothing to do.

## Did this solve it?

solved-title = Did this answer solve it?
solved-go = Go to the thread
solved-write = Write what is still missing
solved-over = This question has ended already.
done-solved-yes = Great! The answer is marked as the solution now.
done-solved-not-yet = Thank you. The question stays open. It helps to write what is still missing.

## Unsubscribing

unsubscribe-title = Unsubscribe from mail
unsubscribe-lead = You will get no more mail about this
unsubscribe-button = Unsubscribe
unsubscribe-done = Unsubscribed
unsubscribe-done-text = You get no more mail about this
unsubscribe-thread = News in this thread
unsubscribe-daily = The daily mail

## Settings

mail-settings-title = Mail
mail-settings-lead = What is mailed to you, and when. The inbox has everything.
mail-settings-always = Codes and news about your account always come. Of the others at most three a day come at once, the rest in one mail at 6 pm.
mail-settings-zone = Time zone
mail-settings-zone-hint = Such as Europe/Vienna. Without one the community’s counts, { $zone }.
mail-settings-follow = Follow threads I write in
mail-kind-first_answer = The first answer to a question of mine
mail-kind-new_posts = New posts in threads I follow
mail-kind-mention = Mentions
mail-kind-solution_accepted = An answer of mine is the solution
mail-kind-decision = Decisions of moderation
mail-choice-at_once = At once
mail-choice-daily = In the daily mail
mail-choice-never = Never
mail-stopped-title = Mail does not arrive
mail-stopped-text = Nothing could be delivered to <strong>{ $address }</strong> lately. So we only send codes there.
address-check-send = Confirm the address again
address-check-confirm = The address can be reached
address-check-lead = Mail comes again after that.
done-address-check-sent = A link to confirm with is on its way to your address.
done-address-checked = Thank you. Mail comes again from now on.
follows-title = What I follow
follows-lead = You hear of it in the inbox. What you say about a thread counts before its tags and board.
follows-none = You follow nothing yet. Where you write you follow by itself.
follows-board = Board
follows-tag = Tag
follows-level = How much of it
follows-off = Follow no longer

## Ignoring

ignore-start = Ignore
ignore-end = Ignore no longer
ignore-not-yourself = You cannot ignore yourself.
ignore-too-many = You cannot ignore more than { $n } members.
ignored-title = Whom I ignore
ignored-lead = Their posts are folded away, and you hear nothing of them. Official answers stay open.
ignored-none = Nobody.
ignored-post = A post by somebody you ignore. Show
done-ignored = You ignore this member now.
done-unignored = You no longer ignore this member.
