### Boards and lists of threads.

board-ask-here = Ask here
board-follow = Follow
board-followed = You follow this board now.
board-unfollowed = You no longer follow this board.
board-below = Boards within this one
board-threads = Threads
board-states = Which ones
board-sorts = Order
board-all = All
board-share =
    { $n ->
        [one] { $share } of { $n } question solved
       *[other] { $share } of { $n } questions solved
    }
board-only = Threads are started here by:
board-closed = This board is closed. It can still be read.
board-without-tag = Show all tags

row-answers = answers
row-helpful = helpful

sort-active = Last active
sort-new = Newest
sort-helpful = Most helpful

## What was read

row-unread = New
row-unread-posts = { $n } new
board-mark-read = Mark all as read
done-board-read = Everything on this board counts as read now.
