### The search, and what is found while one types.

search-heading = What are you looking for?
search-title = { $words }: Search
search-narrow = Narrow it down
search-widen = Show everything again
search-any = All
search-any-board = All boards
search-any-time = Any time
search-state = State
search-kind = Kind
search-since = Written
search-since-day = In the last 24 hours
search-since-week = In the last week
search-since-month = In the last month
search-since-year = In the last year
search-tag = Tag
search-author = By whom
search-sort = Order
search-sort-relevance = Best match first
search-go = Search
search-found =
    { $n ->
        [one] { $n } post fits
       *[other] { $n } posts fit
    }
search-nothing = Nothing found
search-nothing-hint = There is nothing about this here yet. Ask the community: your words come along.
search-not-there = Not there?
search-ask = Ask the community
search-some-words = No post has all of these words. These have some of them.
search-near-words = These exact words are nowhere. These posts have similar ones.
search-building =
    { $n ->
       *[other] The search is being set up anew ({ $n }%). Until then you see only what fits in the titles of the newest threads, without narrowing.
    }
search-page-before = Previous page
search-page-after = Next page

## While typing

suggest-head = Perhaps solved already
suggest-found =
    { $n ->
        [one] { $n } similar thread. Arrow down leads to it.
       *[other] { $n } similar threads. Arrow down leads to them.
    }
similar-title = Similar threads
