### When something does not work: what happened, and what helps now.

error-request-id = Number of this request: { $id }
error-back-home = To the home page
error-back-to-form = Back to the form
error-search-instead = Search the community
error-login-link = This needs an account: <a href="{ $url }">sign in or join</a>.

## Pages by status

error-bad-request-title = That did not arrive properly
error-bad-request-text = The request was incomplete or damaged. Trying again usually helps.
error-sign-in-title = This needs an account
error-sign-in-text = Sign in, and it goes on here.
error-forbidden-title = That is not allowed here
error-forbidden-text = This account may not do that. If you think it should, the team can help.
error-not-found-title = There is nothing here
error-not-found-text = This page does not exist, no longer exists, or is not visible to everyone.
error-not-found-hint = Search for your problem or ask a question: often somebody knows the answer.
error-method-title = It does not work this way
error-method-text = This address cannot be opened like that. The way through the page itself works.
error-conflict-title = Something has changed meanwhile
error-conflict-text = Somebody was just a little faster. Have a look at how it stands now, then try again.
error-too-large-title = That is too large
error-too-large-text = This page does not take that much at once. Shorten the text or use a smaller picture.
error-too-large-limit = At most { $size } are allowed.
error-media-type-title = This format does not work
error-media-type-text = The page does not take this kind of file or form. For pictures, use JPEG, PNG, WebP or GIF.
error-invalid-title = Something is still missing
error-invalid-text = Nothing is lost: everything you wrote is still there. Each field says what it needs.
error-limit-title = Take a breath
error-limit-text = That was a lot at once. To protect the community there is a short pause.
error-limit-seconds =
    { $n ->
        [one] You can go on in { $n } second.
       *[other] You can go on in { $n } seconds.
    }
error-limit-minutes =
    { $n ->
        [one] You can go on in { $n } minute.
       *[other] You can go on in { $n } minutes.
    }
error-internal-title = That was our fault
error-internal-text = Something went wrong and has been written down. Try again in a moment. If it stays, tell us the number of this request.
error-busy-title = It is busy right now
error-busy-text = The community cannot be reached for a moment. Try again in a minute: nothing that was saved is lost.

## Forms that do not go through

error-form-expired-title = Please send it again
error-form-expired-text = The form was open for a long time. Your text is still there below: check it and send it again.
error-form-kept = Kept text
error-form-foreign-title = This form came from somewhere else
error-form-foreign-text = To protect your account we only take forms from this site. Reload the page and try again.
error-same-form-title = This was already sent
error-same-form-text = This form has already arrived, but with a different text. If you want both, send this one again.
error-same-form-link = <a href="{ $url }">What has arrived</a>

## Beside a field

field-empty = Something is missing here.
field-too-short =
    { $n ->
        [one] At least { $n } character.
       *[other] At least { $n } characters.
    }
field-too-long =
    { $n ->
        [one] At most { $n } character.
       *[other] At most { $n } characters.
    }
field-too-many =
    { $n ->
        [one] At most { $n } entry.
       *[other] At most { $n } entries.
    }
field-no-choice = There is something to choose here.
field-bad-characters = There are characters in it that nobody can see. Please type the text again.
field-not-allowed = That does not work here.
