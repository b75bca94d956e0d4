### Tags, questions nobody answered, and the list of members.

tag-topic = Topic of expertise
tag-product = Product
tag-followed = You follow this tag now.
tag-unfollowed = You no longer follow this tag.
tags-lead = What the threads here are about, in a word.
tags-letters = With these letters
tags-threads =
    { $n ->
        [one] { $n } thread
       *[other] { $n } threads
    }
unanswered-lead = Questions that nobody else has answered yet, the longest waiting first.
unanswered-board = Board
unanswered-all-boards = All boards
unanswered-tag = Tag
unanswered-all = Show all
unanswered-none = Nobody is waiting for a first answer here.
members-lead = Who asks, answers and helps here.
members-beginning = Name begins with
members-by-new = Newest
members-by-points = Most points
members-by-name = By name
members-solutions =
    { $n ->
        [one] { $n } solution
       *[other] { $n } solutions
    }
