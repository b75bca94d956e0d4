### Über de/members.ftl gelegt: was die Lesenden anspricht, mit Sie.

name-taken = So oder fast so heißt hier schon jemand. Wählen Sie bitte einen anderen Namen.
sign-in-lead = Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Code, ein Passwort brauchen Sie nicht. Sind Sie neu hier, entsteht dabei Ihr Konto.
join-lead = Geben Sie Ihre E-Mail-Adresse ein, mehr braucht es nicht. Wir schicken Ihnen einen Code, mit ihm entsteht Ihr Konto. Einen Anzeigenamen schlagen wir Ihnen vor, Sie können ihn jederzeit ändern. Ihre Adresse sieht niemand.
sign-in-password-hint = Nur, wenn Sie in den Einstellungen eines gesetzt haben.
sign-in-wrong-password = Adresse und Passwort passen nicht zusammen. Lassen Sie das Passwort leer, dann schicken wir Ihnen einen Code.
sign-in-suspended = Dieses Konto ist gesperrt. Wenn Sie das für einen Irrtum halten, schreiben Sie dem Team.
sign-in-too-many-mails =
    { $n ->
        [one] An diese Adresse ging gerade schon mehrmals ein Code. In { $n } Minute können Sie einen neuen anfordern.
       *[other] An diese Adresse ging gerade schon mehrmals ein Code. In { $n } Minuten können Sie einen neuen anfordern.
    }
sign-in-too-many-passwords =
    { $n ->
        [one] Das Passwort war mehrmals falsch. In { $n } Minute können Sie es wieder versuchen. Mit einem Code kommen Sie sofort hinein.
       *[other] Das Passwort war mehrmals falsch. In { $n } Minuten können Sie es wieder versuchen. Mit einem Code kommen Sie sofort hinein.
    }
code-title = Sehen Sie in Ihre E-Mails
code-nothing-came = Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder lassen Sie sich einen neuen Code schicken. Dann gilt nur noch der neue.
code-six-digits = Der Code hat sechs Ziffern. Er steht in der E-Mail, die wir Ihnen geschickt haben.
code-wrong =
    { $n ->
        [one] Dieser Code stimmt nicht. Sie haben noch { $n } Versuch.
       *[other] Dieser Code stimmt nicht. Sie haben noch { $n } Versuche.
    }
done-code-void = Dieser Code gilt nicht mehr. Lassen Sie sich bitte einen neuen schicken.
link-lead = Mit diesem Knopf melden Sie sich als <strong>{ $address }</strong> an.
link-held = Unter dieser Adresse wartet eine Frage darauf, zu erscheinen. Stammt sie von Ihnen?
link-address-lead = Das Konto „{ $name }“ soll künftig <strong>{ $address }</strong> als Adresse haben. Bestätigen Sie das nur, wenn es Ihr Konto ist.
done-link-void = Dieser Link gilt nicht mehr. Lassen Sie sich bitte einen neuen Code schicken.
done-joined = Willkommen! Ihr Konto ist da. Einen anderen Namen können Sie in den Einstellungen wählen.
done-question-kept = Sie sind angemeldet. Ihre Frage konnte so nicht erscheinen: Sehen Sie sie sich bitte noch einmal an.
done-set-up = Die Community ist eingerichtet, und Sie verwalten sie.
done-address-changed = Die neue Adresse gilt. Auf allen anderen Geräten sind Sie abgemeldet.
done-password-set = Das Passwort ist gesetzt. Auf allen anderen Geräten sind Sie abgemeldet.
done-password-removed = Das Passwort ist entfernt. Zum Anmelden bekommen Sie einen Code.
profile-bio = Ein paar Sätze über Sie
address-new-text = Die neue Adresse gilt, sobald Sie den Code eingeben, den wir dorthin schicken. Danach sind Sie überall sonst abgemeldet, und die alte Adresse bekommt eine Nachricht.
password-lead = Zum Anmelden genügt ein Code. Ein Passwort können Sie zusätzlich setzen.
password-remove-text = Danach melden Sie sich wieder mit einem Code an.
proof-stale = Die letzte Anmeldung ist eine Weile her. Zum Schutz Ihres Kontos ist vor dieser Änderung eine neue nötig.
sessions-lead = Hier ist Ihr Konto angemeldet. Was Ihnen unbekannt vorkommt, können Sie abmelden.
role-last-admin = Das ist das letzte Konto der Administration. Geben Sie zuerst jemand anderem diese Rolle.

data-short = Alles, was hier über Sie gespeichert ist, als Datei
data-lead = Alles, was hier über Sie gespeichert ist, in einer Datei zum Mitnehmen.
data-what-account = Ihr Konto: Name, Adresse, Einstellungen, angemeldete Geräte
data-what-texts = Was Sie geschrieben haben, mit früheren Fassungen
data-what-marks = Was Sie markiert, gemerkt, gemeldet haben und wem Sie folgen, und woher Ihre Punkte kommen
data-what-pictures = Ihre Bilder
data-busy = Gerade werden schon andere Dateien zusammengestellt. Versuchen Sie es in einer Minute noch einmal.
data-readme =
    In dieser Datei liegt, was { $community } über Sie gespeichert hat.

    data.json    Konto, Texte (Markdown), Markierungen, Punkte. Zeiten in UTC.
    pictures/    Ihre Bilder, benannt nach ihrer Nummer in data.json.
leave-short = Gehen, und entscheiden, was mit Ihren Beiträgen geschieht
leave-lead = Schade, dass Sie gehen. Das Konto ist danach sofort weg und lässt sich nicht zurückholen.
leave-what-text = Name, Adresse, Passwort, Profiltext und Einstellungen werden gelöscht, und Sie werden überall abgemeldet.
leave-texts = Was soll mit Ihren Beiträgen geschehen?
leave-choose = Wählen Sie aus, was mit Ihren Beiträgen geschehen soll.
leave-be-sure = Setzen Sie das Häkchen, wenn Sie sicher sind.
done-left = Ihr Konto ist gelöscht. Danke für alles, was Sie beigetragen haben.
mail-erased-subject = Ihr Konto bei { $community } ist gelöscht
mail-erased-text = Ihr Konto bei { $community } ist gelöscht, und diese Adresse ist hier nicht mehr gespeichert. Danke für alles, was Sie beigetragen haben.
mail-erased-advice = Wenn Sie das nicht waren, melden Sie sich bitte gleich beim Team.
done-held-changed = Die Frage ist inzwischen geändert worden. Lesen Sie sie noch einmal, bevor sie erscheint.
