### Ein Thema: Frage, Lösung, Gespräch, und was man damit tun kann.

## Kopf

thread-started = begonnen
thread-answers =
    { $n ->
        [0] Noch keine Antwort
        [one] { $n } Antwort
       *[other] { $n } Antworten
    }
thread-replies =
    { $n ->
        [0] Noch keine Beiträge
        [one] { $n } Beitrag
       *[other] { $n } Beiträge
    }
thread-same-here =
    { $n ->
        [one] { $n } Mitglied hat das auch
       *[other] { $n } Mitglieder haben das auch
    }
thread-same-here-button = Habe ich auch
thread-about = Zu diesem Thema
thread-follow = Folgen
thread-bookmark = Merken
thread-follow-level = Wie genau folgen
follow-all = Alle Beiträge
follow-solution = Nur die Lösung
follow-none = Nichts davon
follow-choose = Wähle, was du hören möchtest: alle Beiträge, nur die Lösung oder nichts.
thread-manage = Thema verwalten
thread-sort = Reihenfolge
thread-sort-written = Älteste zuerst
thread-sort-helpful = Hilfreichste zuerst
thread-page-before = Frühere Beiträge
thread-page-after = Spätere Beiträge
thread-no-answer = Hier fehlt noch die erste Antwort.
thread-no-reply = Hier hat noch niemand geschrieben.

## Verborgenes

thread-hidden = Dieses Thema ist von der Moderation ausgeblendet.
thread-deleted = Dieses Thema ist gelöscht.
thread-post-hidden = Von der Moderation ausgeblendet.
thread-post-deleted = Vom Verfasser oder der Verfasserin gelöscht.
thread-reason = Grund: { $reason }.
thread-opening-gone = Der erste Beitrag ist nicht mehr zu sehen.

## Beiträge

post-by = { $what } von { $name }
post-to = an { $name }
post-asker = Fragt
post-edited = bearbeitet
post-helpful = Hilfreich
post-helpful-count =
    { $n ->
        [one] { $n }-mal hilfreich
       *[other] { $n }-mal hilfreich
    }
post-worked = Hat bei mir geklappt
post-worked-count =
    { $n ->
        [one] Hat bei { $n } Mitglied geklappt
       *[other] Hat bei { $n } Mitgliedern geklappt
    }
post-reply = Antworten
post-quote = Zitieren
post-flag = Melden
post-hide = Ausblenden

## Lösung und andere Enden

solution-title = Lösung
solution-by-asker = von { $name }, angenommen von { $asker }
solution-by = von { $name }, als Lösung gewählt
solution-place = An ihrer Stelle im Gespräch zeigen
solution-is-above = Das ist die Lösung, sie steht oben
solution-accept = Das hat mein Problem gelöst
solution-replace = Eher das hat geholfen
solution-accept-for-asker = Als Lösung markieren
solution-replace-for-asker = Stattdessen als Lösung markieren
solution-withdraw = Doch nicht gelöst
solution-not-yours = Ob eine Frage gelöst ist, sagt, wer sie gestellt hat.
solution-no-answer = Dieser Beitrag kann keine Lösung sein: Lösungen sind sichtbare Antworten von anderen.
solution-not-this-one = Dieser Beitrag ist nicht mehr die Lösung.
ending-open = Anders gelöst oder nicht mehr nötig?
ending-how = Was hat geholfen?
ending-self-solved = Selbst gelöst
ending-settled = Hat sich erledigt
ending-reopen = Doch noch offen
ending-choose = Wähle, wie die Frage ausgegangen ist: selbst gelöst oder erledigt.
ending-not-ended = Diese Frage ist noch offen.
done-accepted = Als Lösung markiert. Danke, das hilft auch den Nächsten.
done-withdrawn = Die Frage ist wieder offen.
done-ended = Die Frage ist abgeschlossen.
done-reopened = Die Frage ist wieder offen.

## Antworten

reply-title-answer = Deine Antwort
reply-title = Dein Beitrag
reply-title-feedback = Deine Rückmeldung
reply-title-to = Antwort an { $name }
reply-not-to = Lieber ohne Bezug schreiben
reply-label = Dein Text
reply-hint = Schreib so, wie du selbst gern Hilfe bekommst: freundlich, konkret, der Reihe nach.
reply-send-answer = Antwort abschicken
reply-send = Abschicken
reply-official = Offiziell, im Namen des Teams
reply-quoted = { $name } schrieb:
reply-closed = Hier kann nichts mehr geschrieben werden.
reply-sign-in-title = Weißt du etwas dazu?
reply-sign-in = Melde dich an, dann kannst du antworten und sagen, was dir geholfen hat.
reply-not-posted = Dein Beitrag ist noch nicht abgeschickt
reply-thread-closed = Dieses Thema ist inzwischen geschlossen. Dein Text steht noch hier.
reply-post-gone = Der Beitrag, auf den du antwortest, ist nicht mehr da. Dein Text steht noch hier.
reply-too-many =
    { $n ->
        [one] Das waren viele Beiträge in kurzer Zeit. In { $n } Minute geht es weiter.
       *[other] Das waren viele Beiträge in kurzer Zeit. In { $n } Minuten geht es weiter.
    }
done-posted = Dein Beitrag ist online.
preview-not-sent = So wird dein Text aussehen. Abgeschickt ist er noch nicht: Im vorigen Fenster steht er unverändert.

## Was ein Knopf bewirkt hat

mark-helpful = Als hilfreich markiert.
mark-unhelpful = Nicht mehr als hilfreich markiert.
mark-worked = Gesagt, dass es geklappt hat.
mark-unworked = Zurückgenommen.
mark-same-here = Gesagt, dass du das auch hast.
mark-not-same-here = Zurückgenommen.
mark-bookmark = Gemerkt.
mark-unbookmark = Nicht mehr gemerkt.
mark-follow = Du hörst von allen Beiträgen.
mark-follow-solution = Du hörst von der Lösung.
mark-follow-none = Du hörst nichts davon.
mark-unfollow = Du folgst nicht mehr.
mark-not-this-one = Das geht nur bei sichtbaren Beiträgen anderer.

## Verlauf

history-title = Verlauf
history-back = Zum Beitrag von { $name } in „{ $title }“
history-none = Dieser Beitrag steht hier, wie er geschrieben wurde.
history-by = Bearbeitet von { $name }
history-by-moderation = Bearbeitet von der Moderation
history-withheld = Was vorher dort stand, ist nicht öffentlich.
history-heading = Titel:
history-gone = Weg:
history-come = Neu:
history-written = Geschrieben

marks-title = Wem das geholfen hat
marks-link = Wem das geholfen hat, und Platz für Dank
marks-worked-none = Bestätigt hat das noch niemand.
marks-helpful-none = Noch hat das niemand gesagt.
marks-version = Mit welchem Gerät oder welcher Version?
marks-version-hint = Freiwillig. So sehen andere, ob es zu ihrem Fall passt.
marks-words = Ein Wort des Dankes, wer mag
thread-duplicate = Das wurde schon einmal gefragt:

# Under a post from another forum: “From example.org · by Ada · CC BY-SA 4.0 · adapted”
source-from = Aus
source-by = von
source-wiki = gemeinsam geschrieben
source-adapted = angepasst
