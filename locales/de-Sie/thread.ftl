### Ein Thema.

follow-choose = Wählen Sie, was Sie hören möchten: alle Beiträge, nur die Lösung oder nichts.
ending-choose = Wählen Sie, wie die Frage ausgegangen ist: selbst gelöst oder erledigt.
reply-title-answer = Ihre Antwort
reply-title = Ihr Beitrag
reply-title-feedback = Ihre Rückmeldung
reply-label = Ihr Text
reply-hint = Schreiben Sie so, wie Sie selbst gern Hilfe bekommen: freundlich, konkret, der Reihe nach.
reply-sign-in-title = Wissen Sie etwas dazu?
reply-sign-in = Melden Sie sich an, dann können Sie antworten und sagen, was Ihnen geholfen hat.
reply-not-posted = Ihr Beitrag ist noch nicht abgeschickt
reply-thread-closed = Dieses Thema ist inzwischen geschlossen. Ihr Text steht noch hier.
reply-post-gone = Der Beitrag, auf den Sie antworten, ist nicht mehr da. Ihr Text steht noch hier.
done-posted = Ihr Beitrag ist online.
preview-not-sent = So wird Ihr Text aussehen. Abgeschickt ist er noch nicht: Im vorigen Fenster steht er unverändert.
mark-same-here = Gesagt, dass Sie das auch haben.
mark-follow = Sie hören von allen Beiträgen.
mark-follow-solution = Sie hören von der Lösung.
mark-follow-none = Sie hören nichts davon.
mark-unfollow = Sie folgen nicht mehr.
