### Posteingang, Folgen, Ignorieren, Mail-Einstellungen.

## Posteingang

inbox-mark-read = Alles gelesen
inbox-filter = Was gezeigt wird
inbox-all = Alle
inbox-unread = Ungelesen
inbox-new = Neu
inbox-nothing = Noch ist hier nichts
inbox-nothing-unread = Alles gelesen
inbox-nothing-text = Hier erfährst du, wenn jemand dir antwortet, dich erwähnt oder sich bedankt.
inbox-seen = In Ordnung
inbox-posts =
    { $n ->
        [one] { $n } Beitrag
       *[other] { $n } Beiträge
    }
done-inbox-read = Alles ist als gelesen markiert.
inbox-post =
    { $n ->
        [0] { $name } hat geschrieben in
        [one] { $name } und { $n } weitere Person haben geschrieben in
       *[other] { $name } und { $n } weitere haben geschrieben in
    }
inbox-post-own =
    { $n ->
        [0] { $name } hat dir geantwortet in
        [one] { $name } und { $n } weitere Person haben dir geantwortet in
       *[other] { $name } und { $n } weitere haben dir geantwortet in
    }
inbox-reply =
    { $n ->
        [0] { $name } hat auf deinen Beitrag geantwortet in
        [one] { $name } und { $n } weitere Person haben auf deine Beiträge geantwortet in
       *[other] { $name } und { $n } weitere haben auf deine Beiträge geantwortet in
    }
inbox-mention =
    { $n ->
        [0] { $name } hat dich erwähnt in
        [one] { $name } und { $n } weitere Person haben dich erwähnt in
       *[other] { $name } und { $n } weitere haben dich erwähnt in
    }
inbox-started = { $name } hat ein Thema begonnen, dem du folgst
inbox-solved = Gelöst, mit einer Antwort von { $name }
inbox-accepted = Deine Antwort hat das Problem gelöst
inbox-helpful =
    { $n ->
        [0] { $name } fand deinen Beitrag hilfreich
        [one] { $name } und { $n } weitere Person fanden deinen Beitrag hilfreich
       *[other] { $name } und { $n } weitere fanden deinen Beitrag hilfreich
    }
inbox-rank = Du hast einen neuen Rang: { $rank }
inbox-rank-see = Alle Ränge ansehen
inbox-decided-hidden = Von der Moderation ausgeblendet: dein Beitrag in
inbox-decided-restored = Von der Moderation wieder gezeigt: dein Beitrag in
inbox-decided-flag-removed = Danke für deine Meldung. Die Moderation hat den Beitrag ausgeblendet.
inbox-decided-flag-kept = Danke für deine Meldung. Die Moderation hat den Beitrag geprüft und lässt ihn stehen.
inbox-decided-reinstated = Von der Moderation aufgehoben: die Sperre deines Kontos

## Was in den E-Mails steht

mail-said-answered = { $name } hat deine Frage beantwortet:
mail-said-replied = { $name } hat auf deinen Beitrag geantwortet:
mail-said-mentioned = { $name } hat dich erwähnt:
mail-said-started = { $name } hat etwas Neues begonnen:
mail-said-solved = Gelöst, mit dieser Antwort von { $name }:
mail-said-accepted = Deine Antwort hat das Problem gelöst:
mail-said-wrote = { $name } hat geschrieben:
mail-decided-hidden = Die Moderation hat deinen Beitrag ausgeblendet. Was dagegen spricht, kannst du dem Team schreiben.
mail-decided-restored = Die Moderation zeigt deinen Beitrag wieder.
mail-subject-thread = Re: { $title }
mail-subject-started = { $title }
mail-subject-mention = { $name } hat dich erwähnt: { $title }
mail-subject-accepted = Gelöst mit deiner Antwort: { $title }
mail-subject-decision = Eine Entscheidung der Moderation bei { $community }
mail-go = Ansehen und antworten
mail-go-answer = Zur Antwort
mail-go-inbox = Zum Posteingang
mail-solved-ask = Hat das geholfen?
mail-solved-yes = Ja, gelöst
mail-solved-not-yet = Noch nicht
mail-why-own = Diese E-Mail kommt, weil das dein Thema ist.
mail-why-follow = Diese E-Mail kommt, weil du dem Thema folgst.
mail-why-kind = Diese E-Mail kommt, weil du solche Nachrichten bekommen möchtest.
mail-why-daily = Diese E-Mail kommt höchstens einmal am Tag, um 18 Uhr.
mail-stop = Abbestellen
mail-daily-title = Was heute sonst noch war
mail-daily-else = Außerdem
mail-daily-subject =
    { $n ->
        [one] { $community }: { $n } Neuigkeit
       *[other] { $community }: { $n } Neuigkeiten
    }
mail-check-subject = Kommt hier etwas an? { $community }
mail-check-text = An diese Adresse kam zuletzt keine E-Mail von { $community } mehr durch. Mit diesem Link bestätigst du, dass sie wieder erreichbar ist:
mail-check-not-you = Du hast das nicht angefordert? Dann brauchst du nichts zu tun.

## Hat das geholfen?

solved-title = Hat diese Antwort geholfen?
solved-go = Zum Thema
solved-write = Schreiben, was noch fehlt
solved-over = Diese Frage ist schon beendet.
done-solved-yes = Schön! Die Antwort ist jetzt als Lösung markiert.
done-solved-not-yet = Danke. Die Frage bleibt offen. Schreib am besten, was noch fehlt.

## Abbestellen

unsubscribe-title = E-Mails abbestellen
unsubscribe-lead = Davon kommt dann keine E-Mail mehr
unsubscribe-button = Abbestellen
unsubscribe-done = Abbestellt
unsubscribe-done-text = Davon kommt keine E-Mail mehr
unsubscribe-thread = Neues in diesem Thema
unsubscribe-daily = Die tägliche E-Mail

## Einstellungen

mail-settings-title = E-Mails
mail-settings-lead = Was dir gemailt wird, und wann. Im Posteingang steht alles.
mail-settings-always = Codes und Nachrichten zu deinem Konto kommen immer. Von den übrigen kommen am Tag höchstens drei sofort, der Rest in einer E-Mail um 18 Uhr.
mail-settings-zone = Zeitzone
mail-settings-zone-hint = Wie Europe/Vienna. Ohne Angabe gilt die der Community, { $zone }.
mail-settings-follow = Themen folgen, in denen ich schreibe
mail-kind-first_answer = Die erste Antwort auf eine eigene Frage
mail-kind-new_posts = Neue Beiträge in Themen, denen ich folge
mail-kind-mention = Erwähnungen
mail-kind-solution_accepted = Eine eigene Antwort ist die Lösung
mail-kind-decision = Entscheidungen der Moderation
mail-choice-at_once = Sofort
mail-choice-daily = In der täglichen E-Mail
mail-choice-never = Nie
mail-stopped-title = E-Mails kommen nicht an
mail-stopped-text = An <strong>{ $address }</strong> ließ sich zuletzt nichts zustellen. Deshalb schicken wir nur noch Codes dorthin.
address-check-send = Adresse neu bestätigen
address-check-confirm = Die Adresse ist erreichbar
address-check-lead = Danach bekommst du wieder E-Mails.
done-address-check-sent = Ein Link zum Bestätigen ist unterwegs an deine Adresse.
done-address-checked = Danke. Ab jetzt bekommst du wieder E-Mails.
follows-title = Was ich verfolge
follows-lead = Davon erfährst du im Posteingang. Was du bei einem Thema sagst, geht seinem Schlagwort und Bereich vor.
follows-none = Du folgst noch nichts. Wo du schreibst, folgst du von selbst.
follows-board = Bereich
follows-tag = Schlagwort
follows-level = Wie viel davon
follows-off = Nicht mehr folgen

## Ignorieren

ignore-start = Ignorieren
ignore-end = Nicht mehr ignorieren
ignore-not-yourself = Dich selbst kannst du nicht ignorieren.
ignore-too-many = Mehr als { $n } Mitglieder kannst du nicht ignorieren.
ignored-title = Wen ich ignoriere
ignored-lead = Was sie schreiben, ist zugeklappt, und du erfährst nichts von ihnen. Offizielle Antworten bleiben offen.
ignored-none = Niemanden.
ignored-post = Beitrag von jemandem, den du ignorierst. Zeigen
done-ignored = Du ignorierst dieses Mitglied jetzt.
done-unignored = Du ignorierst dieses Mitglied nicht mehr.
