### Über de/inbox.ftl gelegt: was die Lesenden anspricht, mit Sie.

inbox-nothing-text = Hier erfahren Sie, wenn jemand Ihnen antwortet, Sie erwähnt oder sich bedankt.
inbox-post-own =
    { $n ->
        [0] { $name } hat Ihnen geantwortet in
        [one] { $name } und { $n } weitere Person haben Ihnen geantwortet in
       *[other] { $name } und { $n } weitere haben Ihnen geantwortet in
    }
inbox-reply =
    { $n ->
        [0] { $name } hat auf Ihren Beitrag geantwortet in
        [one] { $name } und { $n } weitere Person haben auf Ihre Beiträge geantwortet in
       *[other] { $name } und { $n } weitere haben auf Ihre Beiträge geantwortet in
    }
inbox-mention =
    { $n ->
        [0] { $name } hat Sie erwähnt in
        [one] { $name } und { $n } weitere Person haben Sie erwähnt in
       *[other] { $name } und { $n } weitere haben Sie erwähnt in
    }
inbox-started = { $name } hat ein Thema begonnen, dem Sie folgen
inbox-accepted = Ihre Antwort hat das Problem gelöst
inbox-helpful =
    { $n ->
        [0] { $name } fand Ihren Beitrag hilfreich
        [one] { $name } und { $n } weitere Person fanden Ihren Beitrag hilfreich
       *[other] { $name } und { $n } weitere fanden Ihren Beitrag hilfreich
    }
inbox-rank = Sie haben einen neuen Rang: { $rank }
inbox-decided-hidden = Von der Moderation ausgeblendet: Ihr Beitrag in
inbox-decided-restored = Von der Moderation wieder gezeigt: Ihr Beitrag in
inbox-decided-flag-removed = Danke für Ihre Meldung. Die Moderation hat den Beitrag ausgeblendet.
inbox-decided-flag-kept = Danke für Ihre Meldung. Die Moderation hat den Beitrag geprüft und lässt ihn stehen.
inbox-decided-reinstated = Von der Moderation aufgehoben: die Sperre Ihres Kontos
mail-said-answered = { $name } hat Ihre Frage beantwortet:
mail-said-replied = { $name } hat auf Ihren Beitrag geantwortet:
mail-said-mentioned = { $name } hat Sie erwähnt:
mail-said-accepted = Ihre Antwort hat das Problem gelöst:
mail-decided-hidden = Die Moderation hat Ihren Beitrag ausgeblendet. Was dagegen spricht, können Sie dem Team schreiben.
mail-decided-restored = Die Moderation zeigt Ihren Beitrag wieder.
mail-subject-mention = { $name } hat Sie erwähnt: { $title }
mail-subject-accepted = Gelöst mit Ihrer Antwort: { $title }
mail-why-own = Diese E-Mail kommt, weil das Ihr Thema ist.
mail-why-follow = Diese E-Mail kommt, weil Sie dem Thema folgen.
mail-why-kind = Diese E-Mail kommt, weil Sie solche Nachrichten bekommen möchten.
mail-check-text = An diese Adresse kam zuletzt keine E-Mail von { $community } mehr durch. Mit diesem Link bestätigen Sie, dass sie wieder erreichbar ist:
mail-check-not-you = Sie haben das nicht angefordert? Dann brauchen Sie nichts zu tun.
done-solved-not-yet = Danke. Die Frage bleibt offen. Schreiben Sie am besten, was noch fehlt.
mail-settings-lead = Was Ihnen gemailt wird, und wann. Im Posteingang steht alles.
mail-settings-always = Codes und Nachrichten zu Ihrem Konto kommen immer. Von den übrigen kommen am Tag höchstens drei sofort, der Rest in einer E-Mail um 18 Uhr.
address-check-lead = Danach bekommen Sie wieder E-Mails.
done-address-check-sent = Ein Link zum Bestätigen ist unterwegs an Ihre Adresse.
done-address-checked = Danke. Ab jetzt bekommen Sie wieder E-Mails.
follows-lead = Davon erfahren Sie im Posteingang. Was Sie bei einem Thema sagen, geht seinem Schlagwort und Bereich vor.
follows-none = Sie folgen noch nichts. Wo Sie schreiben, folgen Sie von selbst.
ignore-not-yourself = Sich selbst können Sie nicht ignorieren.
ignore-too-many = Mehr als { $n } Mitglieder können Sie nicht ignorieren.
ignored-lead = Was sie schreiben, ist zugeklappt, und Sie erfahren nichts davon. Offizielle Antworten bleiben offen.
ignored-post = Beitrag von jemandem, den Sie ignorieren. Zeigen
done-ignored = Sie ignorieren dieses Mitglied jetzt.
done-unignored = Sie ignorieren dieses Mitglied nicht mehr.
