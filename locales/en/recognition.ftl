### Points and ranks.

## The page of ranks

ranks-title = Points and ranks
ranks-lead = Whoever helps others here earns points. Points, solutions and time together make a rank, and each rank opens a little more.
ranks-ladder = The ranks
ranks-preset-small = These are the figures of a small community.
ranks-preset-medium = These are the figures of a medium-sized community.
ranks-preset-large = These are the figures of a large community.
ranks-rank = Rank
ranks-points = Points
ranks-solutions = Solutions
ranks-days = Days since joining
ranks-opens = What it opens
ranks-opens-new = Asking and answering
ranks-opens-expert = Shown as an expert
ranks-needs-post = A post that has been visible for a day
ranks-mine = You are here
ranks-kept = A rank once reached is kept. What it opens follows the figures of today: if points are taken back, a right may rest until they are there again.
ranks-points-title = Where points come from
ranks-for = For
ranks-limit = How many count
ranks-limit-answers =
    { $n ->
        [one] { $n } answer a day
       *[other] { $n } answers a day
    }
ranks-limit-solutions =
    { $n ->
        [one] { $n } from the same person within { $days } days
       *[other] { $n } from the same person within { $days } days
    }
ranks-limit-helpful =
    { $n ->
        [one] { $n } on a post
       *[other] { $n } on a post
    }
ranks-limit-marks =
    { $n ->
        [one] { $n } mark of either kind between the same two people within { $days } days
       *[other] { $n } marks of either kind between the same two people within { $days } days
    }
ranks-rule-taken-back = Whatever is hidden, deleted, withdrawn or no longer accepted takes its points back.
ranks-rule-not-own = Nobody earns by marking their own posts, from suspended members, or in boards that not all members see.
ranks-rule-free = Asking, starting threads, replying and marking earn nothing: they are free.
ranks-rule-team = Team, moderators and admins earn no points.

## What points are earned for

cause-answer = An answer to a question
cause-solution = An answer accepted as the solution
cause-helpful = A mark “helpful” on one’s answer or thread
cause-helpful_imported = Marks “helpful” from where a post stood before
cause-worked = A mark “worked for me” on one’s answer or thread
cause-own_question = A question of one’s own ended with a solution
cause-idea = An idea that was adopted
