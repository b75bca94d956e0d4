### Administration: what only admins (and in parts moderators) read.

## What many of its pages say

admin-start = Overview
admin-community = Community
admin-boards = Boards
admin-tags = Tags
admin-departments = Departments
admin-members = Members
admin-legal = Legal pages
admin-name = Name
admin-line = One line about it
admin-order = Order
admin-threads = Threads
admin-up = Move up: { $name }
admin-down = Move down: { $name }
admin-done = done
admin-missing = missing
admin-mistake = Mistake
admin-page-back = Back
admin-page-on = Continue
admin-slug = Address
admin-slug-hint = The end of the page’s address. If it stays empty, it is made from the name. Changing it breaks links that others have kept.
admin-slug-rule = Small letters a to z, digits, and single hyphens between them.
admin-slug-needed = No address can be made from this name. Please type one.
admin-slug-taken = Another board has this address already.
done-admin-saved = Saved.
done-admin-created = Created.
done-admin-deleted = Deleted.
done-admin-merged = Merged.
done-admin-suspended = Suspended and signed out everywhere.
done-admin-reinstated = Let in again.

## Overview

admin-steps = First steps
admin-steps-left =
    { $n ->
        [one] { $n } step is left before the community can open.
       *[other] { $n } steps are left before the community can open.
    }
admin-step-name = Give the community a name
admin-step-look = Choose a logo or a colour
admin-step-boards = Create the first board
admin-step-legal = Fill in the legal pages
admin-step-mail = Connect a mail server (the operator does this, as smtp_url)
admin-step-second-admin = Appoint a second administrator
admin-figures = In figures
admin-count-members = Members
admin-count-questions = Questions
admin-count-unanswered = Unanswered questions
admin-count-solved = Solved questions
admin-count-flags = Open flags
admin-count-legal-gaps = Legal pages with gaps

## Boards

admin-board-new = New board
admin-board-create = Create board
admin-board-edit = Change board
admin-board-delete = Delete board
admin-board-delete-text = “{ $name }” is empty. Deleting it cannot be undone.
admin-boards-empty = There is no board yet. Without a board nobody can ask.
admin-board-page = in { $name }
admin-board-line-hint = What belongs here? It stands under the name on the home page.
admin-board-parent = Part of
admin-board-top = no other board
admin-board-ring = A board cannot be part of itself or of something that lies in it.
admin-board-language-hint = Helps with new threads whose language cannot be told.
admin-board-any-language = any language
admin-board-visibility = Who sees it?
admin-board-min-rank = From which rank
admin-board-min-rank-hint = Counts when members see the board. Super-users and the team always see it then.
admin-board-who-may-ask = Who starts threads?
admin-board-kinds = What may be started?
admin-board-closing = Closing
admin-board-closed = Closed: only moderation starts threads and answers
admin-board-has-threads = There are threads in this board. Move them elsewhere first, the hidden and deleted ones too.
admin-board-has-boards = There are other boards in this one. Move or delete those first.
admin-board-has-held = A question for this board is still waiting for its code. This takes a day at most.

## Tags

admin-tag-new = New tag
admin-tag-create = Create tag
admin-tag-page = To the tag’s page
admin-tag-description = Description
admin-tag-marks = Marked as
admin-tag-marks-hint = A topic of expertise earns its own badges. A product is a thing you sell.
admin-tag-topic = Topic of expertise
admin-tag-product = Product
admin-tag-one-name = A tag has one name, without commas.
admin-tag-exists = This tag exists already.
admin-tag-merge = Merge
admin-tag-merge-into = Goes into the tag
admin-tag-merge-hint = Threads and followers go to the other tag, this one disappears. This cannot be undone.
admin-tag-unknown = There is no tag of this name.
admin-tag-same = This is the same tag.

## Departments

admin-departments-lead = They stand beside official answers: “Team · Workshop”.
admin-department-new = New department
admin-department-create = Create department
admin-department-edit = Change department
admin-department-german = Name in German
admin-department-english = Name in English
admin-department-english-hint = If it stays empty, the German one is shown.

## Community

admin-community-name = Name of the community
admin-community-line-hint = It stands under the name on the home page.
admin-community-language-hint = For people whose browser asks for neither of the two.
admin-accent = Colour
admin-accent-hint = One is enough. What can be clicked and the main buttons take it on.
admin-accent-contrast = Text on the colour that is saved now has a contrast of { $ratio } : 1. The text on it is light or dark, whichever reads better.
admin-colour-rule = A colour looks like #1f6f78.
admin-zone = Time zone
admin-zone-hint = For example Europe/Berlin. Days and times on all pages follow it.
admin-zone-unknown = This time zone is unknown. Its name has the form Europe/Berlin.
admin-preset = Size of the community
admin-preset-hint = Decides how many points a rank takes. A new choice counts for ranks from now on; a rank once reached is kept.
admin-preset-small = Small: fewer than 50 questions a month
admin-preset-medium = Medium: 50 to 1,000 questions a month
admin-preset-large = Large: more than that
admin-logo = Logo
admin-logo-now = Present logo
admin-logo-choose = Picture
admin-logo-hint = PNG, JPEG, WebP or GIF. Square and with a transparent background works best.
admin-logo-upload = Upload logo
admin-logo-remove = Remove logo

## Members

admin-member-search = Name or e-mail address
admin-any-role = all roles
admin-facts = Facts
admin-address = E-mail address
admin-role = Role
admin-rank = Rank
admin-points = Points
admin-solutions = Solutions
admin-since = Member since
admin-last-seen = Last seen
admin-role-boards = Boards
admin-role-boards-hint = For super-users: where their rights count. What lies in a board goes with it. Other roles need no choice.
admin-department = Department
admin-department-hint = Shown beside official answers.
admin-no-department = none
admin-is-suspended = suspended
admin-suspended-since = Suspended since
admin-suspension = Suspension
admin-suspension-text = A suspended member cannot sign in. Posts stay where they are.
admin-suspension-not-yours = This account may only be suspended by an administrator.
admin-suspend = Suspend
admin-reinstate = Let in again

## Legal pages

admin-legal-lead = Imprint and privacy are required by law in Germany. Each page begins with a template; its gaps are marked. The templates are no legal advice.
admin-legal-template = only the template
admin-legal-gaps = still has gaps
admin-legal-page = To the page
admin-legal-text = Text
admin-legal-hint = Markdown. The first line with # is the title. If the text is left empty, the template comes back.
admin-legal-is-template = This is the template. Fill in the places in square brackets and save; until then the page calls itself a draft.
admin-legal-has-gaps = There are still places in square brackets to fill in. Until then the page calls itself a draft.
admin-legal-not-saved = Not saved yet.
admin-saved-at = Last saved:
admin-language-de = German, with du
admin-language-de-sie = German, with Sie
