### Meldungen, Hinweise auf rechtswidrige Inhalte, Ausblenden und die Liste der Moderation.

## Melden

flag-title = Diesen Beitrag melden
flag-lead = Die Moderation sieht ihn sich an. Nur sie sieht, von wem eine Meldung kommt.
flag-reason = Was stimmt damit nicht?
flag-note = Ein paar Worte dazu
flag-note-needed = Hier fehlen noch ein paar Worte, was nicht stimmt.
flag-send = Melden
flag-again = Du hast diesen Beitrag gemeldet. Was du geschrieben hast, kannst du ändern.
flag-to-notice = Ist es rechtswidrig? Dann geht auch ein Hinweis auf rechtswidrige Inhalte.
flag-not-this = Dieser Beitrag lässt sich nicht melden: Er ist dein eigener oder nicht mehr da.
flag-looked-at = Die Moderation hat sich deine Meldung angesehen, und der Beitrag ist seitdem gleich geblieben.
flag-too-many =
    { $n ->
        [one] Das waren sehr viele Meldungen für einen Tag. Frühestens in { $n } Minute geht es weiter.
       *[other] Das waren sehr viele Meldungen für einen Tag. Frühestens in { $n } Minuten geht es weiter.
    }
done-flagged = Danke. Die Moderation sieht es sich an.

## Hinweise auf rechtswidrige Inhalte

notice-title = Rechtswidrige Inhalte melden
notice-lead = Dafür braucht es kein Konto. Wir prüfen jeden Hinweis und entscheiden zügig.
notice-place = Um diesen Beitrag geht es:
notice-why = Warum ist das rechtswidrig?
notice-why-hint = So genau wie möglich: worum es geht und welches Recht oder Gesetz verletzt ist.
notice-child-abuse = Es zeigt sexuellen Missbrauch von Kindern oder bietet ihn an
notice-child-abuse-hint = Dann sind Name und Adresse nicht nötig.
notice-name = Name
notice-email = E-Mail-Adresse
notice-email-hint = Für Rückfragen und unsere Entscheidung. Sie wird nicht veröffentlicht.
notice-good-faith = Ich bin in gutem Glauben davon überzeugt, dass meine Angaben richtig und vollständig sind.
notice-good-faith-needed = Diese Bestätigung verlangt das Gesetz.
notice-send = Hinweis abschicken
notice-sent-title = Der Hinweis ist angekommen
notice-sent-lead = Danke. Die Moderation prüft ihn und entscheidet zügig.
notice-sent-number = Nummer des Hinweises: { $number }

## Ausblenden

hide-title = Diesen Beitrag ausblenden
hide-lead = Danach sehen ihn nur noch, wer ihn geschrieben hat, und die Moderation. Dort steht der Grund, nie, wer entschieden hat.
hide-lead-thread = Mit diesem Beitrag wird das ganze Thema ausgeblendet. Wer es begonnen hat, liest den Grund, nie, wer entschieden hat.
hide-provisional = Die Moderation sieht es sich noch einmal an. Ohne ihre Bestätigung kommt der Beitrag nach 24 Stunden zurück, außer bei Spam und persönlichen Daten.
hide-button = Ausblenden
hide-confirm-title = Diesen Beitrag ausgeblendet lassen
hide-confirm = Ausgeblendet lassen
hide-not-yours = Diesen Beitrag kannst du nicht ausblenden.
done-hidden = Der Beitrag ist ausgeblendet.

## Die Liste

mod-title = Meldungen
mod-lead = Die älteste steht oben.
mod-nothing-open = Hier wartet nichts.
mod-opening = Erster Beitrag
mod-member-since = dabei seit
mod-comes-back = Kommt zurück am
mod-notice = Hinweis auf rechtswidrige Inhalte,
mod-hide-reason = Grund für das Ausblenden
mod-keep = Nichts zu beanstanden
mod-confirm = Ausgeblendet lassen
mod-restore = Wieder zeigen
mod-choose = Hier gibt es etwas zu entscheiden: Was soll mit dem Beitrag geschehen?
mod-not-hidden = Der Beitrag ist nicht mehr ausgeblendet.
done-settled = Erledigt.
