### A thread: question, solution, talk, and what can be done with it.

## Head

thread-started = started
thread-answers =
    { $n ->
        [0] No answer yet
        [one] { $n } answer
       *[other] { $n } answers
    }
thread-replies =
    { $n ->
        [0] No posts yet
        [one] { $n } post
       *[other] { $n } posts
    }
thread-same-here =
    { $n ->
        [one] { $n } member has this too
       *[other] { $n } members have this too
    }
thread-same-here-button = I have this too
thread-about = About this thread
thread-follow = Follow
thread-bookmark = Bookmark
thread-follow-level = How closely to follow
follow-all = All posts
follow-solution = Only the solution
follow-none = None of it
follow-choose = Choose what you want to hear of: all posts, only the solution, or nothing.
thread-manage = Manage
thread-sort = Order
thread-sort-written = Oldest first
thread-sort-helpful = Most helpful first
thread-page-before = Earlier posts
thread-page-after = Later posts
thread-no-answer = The first answer is still missing.
thread-no-reply = Nobody has written here yet.

## What is out of sight

thread-hidden = This was hidden by moderation.
thread-deleted = This was deleted.
thread-post-hidden = Hidden by moderation.
thread-post-deleted = Deleted by its author.
thread-reason = Reason: { $reason }.
thread-opening-gone = The first post can no longer be seen.

## Posts

post-by = { $what } by { $name }
post-to = to { $name }
post-asker = Asker
post-edited = edited
post-helpful = Helpful
post-helpful-count =
    { $n ->
        [one] Helpful to { $n } member
       *[other] Helpful to { $n } members
    }
post-worked = Worked for me
post-worked-count =
    { $n ->
        [one] Worked for { $n } member
       *[other] Worked for { $n } members
    }
post-reply = Reply
post-quote = Quote
post-flag = Flag
post-hide = Hide

## Solution and other endings

solution-title = Solution
solution-by-asker = by { $name }, accepted by { $asker }
solution-by = by { $name }, chosen as the solution
solution-place = Show it in its place in the talk
solution-is-above = This is the solution, it stands above
solution-accept = This solved my problem
solution-replace = This one solved it
solution-accept-for-asker = Mark as the solution
solution-replace-for-asker = Mark as the solution instead
solution-withdraw = Not solved after all
solution-not-yours = Whether a question is solved is for whoever asked it to say.
solution-no-answer = This post cannot be a solution: solutions are visible answers by others.
solution-not-this-one = This post is no longer the solution.
ending-open = Solved another way, or no longer needed?
ending-how = What helped?
ending-self-solved = Solved it myself
ending-settled = No longer needed
ending-reopen = Still open after all
ending-choose = Choose how the question ended: solved by yourself or no longer needed.
ending-not-ended = This question is still open.
done-accepted = Marked as the solution. Thank you, the next one with this problem will find it.
done-withdrawn = The question is open again.
done-ended = The question has ended.
done-reopened = The question is open again.

## Replying

reply-title-answer = Your answer
reply-title = Your post
reply-title-feedback = Your feedback
reply-title-to = Reply to { $name }
reply-not-to = Write without replying to a post
reply-label = Your text
reply-hint = Write the way you would like to be helped: friendly, concrete, one thing after another.
reply-send-answer = Post answer
reply-send = Post
reply-official = Official, on behalf of the team
reply-quoted = { $name } wrote:
reply-closed = Nothing more can be written here.
reply-sign-in-title = Do you know something about it?
reply-sign-in = Sign in to answer and to say what helped you.
reply-not-posted = Your post has not been sent yet
reply-thread-closed = This has been closed meanwhile. Your text is still here.
reply-post-gone = The post you reply to is no longer there. Your text is still here.
reply-too-many =
    { $n ->
        [one] That was a lot of posts in a short time. You can go on in { $n } minute.
       *[other] That was a lot of posts in a short time. You can go on in { $n } minutes.
    }
done-posted = Your post is online.
preview-not-sent = This is how your text will look. It has not been sent: it stands unchanged in the window before.

## What a button has done

mark-helpful = Marked as helpful.
mark-unhelpful = No longer marked as helpful.
mark-worked = Said that it worked.
mark-unworked = Taken back.
mark-same-here = Said that you have this too.
mark-not-same-here = Taken back.
mark-bookmark = Bookmarked.
mark-unbookmark = No longer bookmarked.
mark-follow = You will hear of all posts.
mark-follow-solution = You will hear of the solution.
mark-follow-none = You will hear nothing of it.
mark-unfollow = You no longer follow.
mark-not-this-one = That can only be done with visible posts by others.

## History

history-title = History
history-back = To the post by { $name } in “{ $title }”
history-none = This post stands as it was written.
history-by = Edited by { $name }
history-by-moderation = Edited by moderation
history-withheld = What stood there before is not public.
history-heading = Title:
history-gone = Gone:
history-come = New:
history-written = Written

marks-title = Who it helped
marks-link = Who it helped, and a word of thanks
marks-worked-none = Nobody has confirmed it yet.
marks-helpful-none = Nobody has said so yet.
marks-version = With which product or version?
marks-version-hint = Optional. It tells others whether it fits their case.
marks-words = A word of thanks, if you like
thread-duplicate = The same has been asked before:

# Under a post from another forum: “From example.org · by Ada · CC BY-SA 4.0 · adapted”
source-from = From
source-by = by
source-wiki = written by several
source-adapted = adapted
