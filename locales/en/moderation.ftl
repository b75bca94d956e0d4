### Flags, notices of illegal content, hiding, and the moderators’ queue.

## Flagging

flag-title = Flag this post
flag-lead = Moderation looks at it. Only moderators see who flagged a post.
flag-reason = What is wrong with it?
flag-note = A few words about it
flag-note-needed = Please say in a few words what is wrong.
flag-send = Flag
flag-again = You have flagged this post. You can change what you wrote.
flag-to-notice = Is it illegal? Then you can also send a notice of illegal content.
flag-not-this = This post cannot be flagged: it is your own, or no longer there.
flag-looked-at = Moderation has looked at your flag, and the post has not changed since.
flag-too-many =
    { $n ->
        [one] That was a lot of flags for one day. Try again in { $n } minute at the earliest.
       *[other] That was a lot of flags for one day. Try again in { $n } minutes at the earliest.
    }
done-flagged = Thank you. Moderation looks at it.

## Notices of illegal content

notice-title = Report illegal content
notice-lead = For this you need no account. We look at every notice and decide without delay.
notice-place = The post in question:
notice-why = Why is this illegal?
notice-why-hint = Say what it is about and which right or law it breaks, as exactly as you can.
notice-child-abuse = It shows or offers sexual abuse of children
notice-child-abuse-hint = Then you need not give your name and address.
notice-name = Your name
notice-email = Your e-mail address
notice-email-hint = For questions and for our decision. It is not published.
notice-good-faith = I believe in good faith that what I say is accurate and complete.
notice-good-faith-needed = This confirmation is required by law.
notice-send = Send the notice
notice-sent-title = Your notice has arrived
notice-sent-lead = Thank you. Moderation looks at it and decides without delay.
notice-sent-number = Number of the notice: { $number }

## Hiding

hide-title = Hide this post
hide-lead = Only its author and moderation see the post after that. The author reads the reason, never who decided.
hide-lead-thread = The whole thread is hidden with this post. Its author reads the reason, never who decided.
hide-provisional = Moderation looks at it again. Without its confirmation the post comes back after 24 hours, except for spam and personal data.
hide-button = Hide
hide-confirm-title = Keep this post hidden
hide-confirm = Keep hidden
hide-not-yours = You cannot hide this post.
done-hidden = The post is hidden.

## The queue

mod-title = Flags
mod-lead = The oldest comes first.
mod-nothing-open = Nothing is waiting here.
mod-opening = Opening post
mod-member-since = member since
mod-comes-back = Comes back on
mod-notice = Notice of illegal content,
mod-hide-reason = Reason for hiding
mod-keep = Nothing wrong
mod-confirm = Keep hidden
mod-restore = Show again
mod-choose = Please choose what is to happen with the post.
mod-not-hidden = The post is not hidden any more.
done-settled = Settled.
