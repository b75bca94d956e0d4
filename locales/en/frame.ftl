### What many pages share: frame, buttons, times, and the names of things.
### Keys that end in a code (role-super_user) are put together by the program.

## Frame

frame-skip = Skip to content
frame-main-navigation = Main navigation
frame-boards = Boards
frame-me = Personal menu
frame-breadcrumb = Where this page is
frame-search = Search
frame-search-placeholder = Search the community
frame-ask = Ask a question
frame-unanswered = Needs an answer
frame-members = Members
frame-tags = Tags
frame-sign-in = Sign in
frame-join = Join in
frame-sign-out = Sign out
frame-signed-in-as = Signed in as { $name }
frame-profile = Profile
frame-settings = Settings
frame-inbox = Inbox
frame-inbox-unread =
    { $n ->
        [one] { $n } unread message
       *[other] { $n } unread messages
    }
frame-moderation = Moderation
frame-admin = Administration
frame-footer = Footer
frame-imprint = Imprint
frame-privacy = Privacy
frame-rules = Rules
frame-accessibility = Accessibility
frame-contact = Contact
frame-made-with = Runs on Lotse
## Language and colours

choice-title = Language and colours
choice-language = Language
choice-language-de = Deutsch
choice-language-en = English
choice-tone = Form of address in German
choice-tone-du = du
choice-tone-sie = Sie
choice-colours = Colours
choice-colours-auto = Same as the device
choice-colours-light = Light
choice-colours-dark = Dark
## Buttons

button-save = Save
button-cancel = Cancel
button-back = Back
button-continue = Continue
button-send = Send
button-edit = Edit
button-delete = Delete
button-restore = Restore
button-preview = Preview
button-confirm = Confirm
button-close = Close
button-more = More
button-copy-link = Copy link
button-copied = Copied

## Keyboard shortcuts

keys-title = Keyboard shortcuts
keys-search = search
keys-next = next post
keys-previous = previous post
keys-list = this list

## Paging

page-navigation = Pages
page-older = Older
page-newer = Newer
button-show = Show
page-nothing = Nothing here yet.

## Forms

form-optional = optional
form-mistakes =
    { $n ->
        [one] Something is still missing in one place
       *[other] Something is still missing in { $n } places
    }

## Times

ago-now = just now
ago-minutes =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
ago-hours =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
ago-yesterday = yesterday
ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
date-day = { $day } { $month } { $year }
date-exact = { $date }, { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Roles

role-member = Member
role-super_user = Super-user
role-team = Team
role-moderator = Moderator
role-admin = Administrator
role-team-department = Team · { $department }
role-former-member = Former member

## Kinds of threads and posts

kind-question = Question
kind-tip = Tip
kind-discussion = Discussion
kind-idea = Idea
kind-announcement = Announcement
post-kind-opening = Post
post-kind-answer = Answer
post-kind-reply = Reply
post-kind-feedback = Feedback

## States

state-unanswered = Unanswered
state-unsolved = Unsolved
state-solved = Solved
state-self_solved = Solved by the asker
state-settled = Settled
state-locked = Closed
state-pinned = Pinned
state-official = Official thread
state-hidden = Hidden
state-deleted = Deleted
state-edited = Edited
state-private = Not public

## Ranks and what they unlock

rank-new = New here
rank-joined = Joined in
rank-helps = Helps out
rank-knows = Knows their way
rank-answers = Has answers
rank-solves = Solves a lot
rank-expert = Expert status
rank-expert-female = Expert
rank-expert-male = Expert
rank-points =
    { $n ->
        [one] { $n } point
       *[other] { $n } points
    }
rank-points-to-go =
    { $n ->
        [one] { $n } more point to “{ $rank }”
       *[other] { $n } more points to “{ $rank }”
    }
unlock-links = Links and pictures
unlock-tag_others = Tagging other people’s threads
unlock-needs_answer = A list of what needs an answer in one’s topics
unlock-propose_duplicate = Proposing duplicates
unlock-lounge = The lounge
unlock-own_title = A title of one’s own
unlock-tests_first = Product tests first

## Reasons of a flag

flag-reason-spam = Advertising or spam
flag-reason-insulting = Insulting
flag-reason-illegal = Illegal
flag-reason-personal_data = Personal data
flag-reason-wrong_place = In the wrong place
flag-reason-other = Something else

## Who sees a board

visibility-everyone = Everyone
visibility-members = Members
visibility-members-from = Members from “{ $rank }”
visibility-super_users = Super-users and the team
visibility-staff = The team only
