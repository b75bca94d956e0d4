### The home page.

home-title = Ask and help
home-ask = What do you need help with?
home-ask-placeholder = In your own words, however rough
home-ask-go = On to the question
home-no-account = You need no account, just an e-mail address.
home-solved-in-all =
    { $n ->
        [one] { $n } question has been solved here.
       *[other] { $n } questions have been solved here.
    }
home-helped-this-week = Helped this week
home-helper-solved =
    { $n ->
        [one] { $n } question solved
       *[other] { $n } questions solved
    }
home-helper-helpful =
    { $n ->
        [one] found helpful once
       *[other] found helpful { $n } times
    }
home-solved-lately = Solved lately
home-new-here = New here?
home-new-here-text = People who use the same things help each other here. Whoever knows something answers.
home-official = From { $name }

## The next step, one at a time

step-title = Your next step
step-has-it-helped = Your question has an answer. Did it help? Say so: the next person with the same problem will find it at once.
step-has-it-helped-go = To your question
step-choose-name = You still go by a name we proposed. Would you like one of your own?
step-choose-name-go = Choose a name
step-first-post = Nobody has read from you yet. What would you like to know, or share?
step-first-post-go = Write something
step-say-thanks = Has an answer helped you? One press on “Helpful” tells its author, and everybody after you.
step-say-thanks-go = Solved lately
step-first-answer = You know something somebody else is looking for. Have a look at what needs an answer.
step-first-answer-go = What needs an answer
step-about-you = A sentence or two about you, and people know who is helping them.
step-about-you-go = Complete your profile
