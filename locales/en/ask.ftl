### Asking.

ask-heading = What would you like to know?
ask-lead = Write what happens, what you expected, and what you have tried. That is all it takes.
ask-title = Your question in one sentence
ask-body = What exactly happens?
ask-left = { "{n}" } characters left
ask-board = Board
ask-board-choose = Please choose
ask-kind = What is it going to be?
ask-tags-optional =
    { $n ->
        [one] optional, at most { $n }
       *[other] optional, at most { $n }
    }
ask-tags-hint = Separated by commas, for example: battery, display
ask-official = Write as the company, with your department’s label
ask-email = Your e-mail address
ask-email-hint = We send you a code, and your question appears once you have typed it in. Nobody else sees the address.
ask-send = Send
ask-rules = By sending you accept the <a href="/rules">rules</a>. How we treat data is under <a href="/privacy">privacy</a>.
ask-draft-restored = Your draft is back.
ask-help = Help with asking
ask-good-questions = How to get an answer quickly
ask-good-what = Name the product and the version, if you know them.
ask-good-picture = The exact words of an error message often say more than three sentences.
ask-good-private = No address, no serial or customer number: everybody can read it.
ask-no-board = There is no board yet on which you could ask. Please come back a little later.

ask-mistake = Mistake:
ask-not-sent = This has not been sent yet
ask-not-on-this-board = This cannot be started on that board. Please choose another one.
ask-newcomer-limit =
    { $n ->
        [one] You have started many threads today. In { $n } minute you can go on.
       *[other] You have started many threads today. In { $n } minutes you can go on.
    }
ask-too-many-held = Several questions wait for their code under this address already. Type in one of the codes, or try again tomorrow.

done-asked = Your post is online. What others write about it will be here.

## The writing box

composer-tabs = Text or preview
composer-write = Write
composer-preview = Preview
composer-preview-failed = The preview cannot be reached just now. Your text stays as it is.
composer-tools = Formatting
composer-bold = Bold
composer-bold-sample = bold text
composer-italic = Italic
composer-italic-sample = italic text
composer-link = Link
composer-link-sample = text of the link
composer-list = List
composer-list-sample = item
composer-quote = Quote
composer-quote-sample = quote
composer-code = Code
composer-code-sample = code
composer-picture = Add a picture
composer-picture-upload = Upload
composer-picture-going = The picture is on its way. You can keep writing.
composer-picture-done = The picture is here.
composer-picture-failed = The picture could not be uploaded.
composer-picture-alt = Picture
