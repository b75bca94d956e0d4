### A member’s profile.

profile-since = here since
profile-edit = Edit profile
profile-about = About
profile-rank = Rank
profile-way = Way to the next rank
profile-best = Best answers
profile-best-solution = solution
profile-best-helpful =
    { $n ->
        [one] { $n } found it helpful
       *[other] { $n } found it helpful
    }
profile-best-worked =
    { $n ->
        [one] worked for { $n }
       *[other] worked for { $n }
    }
profile-origin = Where the points come from
profile-threads = Latest threads
profile-posts = Latest posts
profile-nothing-yet = Nothing to read here yet.
profile-figures = In figures
profile-figure-solved = Questions solved
profile-figure-points = Points
profile-bookmarks = Bookmarks
profile-bookmarks-none = With “Bookmark” beside a thread you keep it here.
profile-bookmarks-private = Only you see this list.
profile-former-text = This member has left the community. What they wrote is still there, under “Former member”.

way-missing = Still missing to the next rank:
way-soon = Everything is there. The next rank follows by itself.
way-top = There is no rank above this one.
way-points =
    { $n ->
        [one] { $n } point
       *[other] { $n } points
    }
way-solutions =
    { $n ->
        [one] { $n } solution
       *[other] { $n } solutions
    }
way-days =
    { $n ->
        [one] { $n } day as a member
       *[other] { $n } days as a member
    }
way-post = a first post

origin-answers =
    { $n ->
        [one] { $n } answer
       *[other] { $n } answers
    }
origin-solutions =
    { $n ->
        [one] { $n } solution
       *[other] { $n } solutions
    }
origin-helpful =
    { $n ->
        [one] Helpful, once
       *[other] Helpful, { $n } times
    }
origin-helpful-imported =
    { $n ->
        [one] Helpful where it stood before, once
       *[other] Helpful where it stood before, { $n } times
    }
origin-worked =
    { $n ->
        [one] Worked for somebody, once
       *[other] Worked for somebody, { $n } times
    }
origin-own-questions =
    { $n ->
        [one] { $n } own question solved
       *[other] { $n } own questions solved
    }
origin-ideas =
    { $n ->
        [one] { $n } idea adopted
       *[other] { $n } ideas adopted
    }
