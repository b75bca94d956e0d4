### Die Startseite.

home-title = Fragen und helfen
home-ask = Wobei brauchst du Hilfe?
home-ask-placeholder = In deinen Worten, auch unfertig
home-ask-go = Weiter zur Frage
home-no-account = Du brauchst kein Konto, nur eine E-Mail-Adresse.
home-solved-in-all =
    { $n ->
        [one] { $n } Frage ist hier schon gelöst.
       *[other] { $n } Fragen sind hier schon gelöst.
    }
home-helped-this-week = Diese Woche haben geholfen
home-helper-solved =
    { $n ->
        [one] { $n } Frage gelöst
       *[other] { $n } Fragen gelöst
    }
home-helper-helpful =
    { $n ->
        [one] einmal hilfreich
       *[other] { $n }-mal hilfreich
    }
home-solved-lately = Zuletzt gelöst
home-new-here = Neu hier?
home-new-here-text = Hier helfen sich Leute, die dasselbe benutzen. Wer etwas weiß, antwortet.
home-official = Von { $name }

## Der nächste Schritt, immer nur einer

step-title = Dein nächster Schritt
step-has-it-helped = Deine Frage hat eine Antwort. Hat sie geholfen? Sag es: Wer das nächste Mal dasselbe Problem hat, findet sie sofort.
step-has-it-helped-go = Zu deiner Frage
step-choose-name = Du heißt noch so, wie wir es vorgeschlagen haben. Möchtest du einen eigenen Namen?
step-choose-name-go = Namen wählen
step-first-post = Von dir war noch nichts zu lesen. Was möchtest du wissen oder weitergeben?
step-first-post-go = Etwas schreiben
step-say-thanks = Hat dir eine Antwort geholfen? Ein Druck auf „Hilfreich“ sagt es allen, die nach dir kommen.
step-say-thanks-go = Zuletzt gelöst
step-first-answer = Du weißt etwas, das jemand anders sucht. Sieh nach, was eine Antwort braucht.
step-first-answer-go = Was eine Antwort braucht
step-about-you = Ein, zwei Sätze über dich, und alle wissen, wer ihnen da hilft.
step-about-you-go = Profil ergänzen
