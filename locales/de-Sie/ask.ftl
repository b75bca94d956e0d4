### Fragen.

ask-heading = Was möchten Sie wissen?
ask-lead = Schreiben Sie, was passiert, was Sie erwartet haben und was Sie schon versucht haben. Mehr braucht es nicht.
ask-title = Ihre Frage in einem Satz
ask-email = Ihre E-Mail-Adresse
ask-email-hint = Wir schicken Ihnen einen Code. Sobald Sie ihn eingegeben haben, erscheint Ihre Frage. Niemand sonst sieht die Adresse.
ask-draft-restored = Ihr Entwurf ist wieder da.
ask-good-what = Nennen Sie Produkt und Version, wenn Sie sie kennen.
ask-no-board = Es gibt noch keinen Bereich, in dem Sie fragen können. Schauen Sie etwas später wieder vorbei.
ask-not-on-this-board = In diesem Bereich geht das nicht. Wählen Sie bitte einen anderen.
ask-newcomer-limit =
    { $n ->
        [one] Sie haben heute schon viele Themen begonnen. In { $n } Minute geht es weiter.
       *[other] Sie haben heute schon viele Themen begonnen. In { $n } Minuten geht es weiter.
    }
ask-too-many-held = Unter dieser Adresse warten schon mehrere Fragen auf ihren Code. Geben Sie einen der Codes ein oder versuchen Sie es morgen wieder.
done-asked = Ihr Beitrag ist online. Was andere dazu schreiben, steht dann hier.
composer-preview-failed = Die Vorschau ist gerade nicht zu erreichen. Ihr Text bleibt, wie er ist.
composer-picture-going = Das Bild wird hochgeladen. Sie können weiterschreiben.
