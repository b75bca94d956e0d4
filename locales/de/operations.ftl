### Wie es dem Server geht und was eingestellt ist: für Verwaltung und Betrieb.

admin-health = Zustand
admin-settings = Server

## Zustand

health-well = Alles in Ordnung
health-well-text = Datenbank, Suche, Mail und Hintergrundarbeit tun, was sie sollen.
health-bad = Geht gerade nicht
health-soon = Bald ansehen
health-known = Gut zu wissen
health-command = Auf dem Server:
health-setting = In lotse.toml, danach neu starten:
health-retry = Noch einmal versuchen
done-health-retried = Es wird noch einmal versucht.
done-health-test-mail = Die Testmail ist unterwegs. Jetzt nachsehen, ob sie ankommt und nicht im Spam liegt.
health-attention =
    { $n ->
        [one] Eine Sache am Server braucht Aufmerksamkeit
       *[other] { $n } Dinge am Server brauchen Aufmerksamkeit
    }

health-database-newer = Eine neuere Version von Lotse hat die Datenbank geändert, während diese hier lief.
health-database-newer-mend = Auch hier die neuere Version starten.
health-database-older = Der Datenbank fehlen Schritte dieser Version: Ein älterer Stand wurde zurückgespielt.
health-database-older-mend = Lotse neu starten; es holt sie von selbst nach.
health-disk = Nur noch { $n } % der Platte sind frei: { $free }. Ist sie voll, kann niemand mehr etwas schreiben.
health-disk-mend = Platz schaffen oder eine größere Platte nehmen. Das hier zeigt, was am meisten belegt:
health-no-public-url = Lotse lauscht auf { $listen }, kennt aber die Adresse nicht, die man eintippt. Links in Mails führen ins Leere.
health-no-public-url-mend = Die Adresse in lotse.toml eintragen, danach neu starten:
health-no-https = Die Verbindung ist nicht verschlüsselt: Codes zum Anmelden und Sitzungen lassen sich unterwegs mitlesen.
health-no-https-mend = Einen Reverse Proxy mit Zertifikat davorstellen (Caddy oder nginx), dann die Adresse in lotse.toml ändern und neu starten:
health-no-proxies = Davor steht ein Reverse Proxy, aber Lotse glaubt ihm nicht: Alle sehen aus wie ein und dieselbe Person, und wer die Seite überschwemmt, sperrt alle aus.
health-no-proxies-mend = Das Netz des Proxys in lotse.toml nennen, danach neu starten:
health-no-limits = Die Grenzen für einzelne Netzadressen sind abgeschaltet: Wer die Seite überschwemmt, wird nicht gebremst.
health-no-limits-mend = In lotse.toml einschalten, danach neu starten:
health-no-mail = Es ist kein Mailserver eingerichtet: Codes zum Anmelden und Benachrichtigungen erreichen niemanden. Sie liegen in { $folder }.
health-no-mail-mend = Den Mailserver in lotse.toml eintragen, danach neu starten:
health-mail-fails = Mails gehen nicht hinaus: { $problem }. Es warten { $n }, die älteste seit { $minutes } Minuten.
health-mail-waits = Mails gehen verspätet hinaus: Es warten { $n }, die älteste seit { $minutes } Minuten.
health-mail-mend = Verloren geht nichts: Jede Mail wird drei Tage lang versucht. Das hier sagt, wo es hängt:
health-mail-given-up =
    { $n ->
        [one] Eine Mail wurde diese Woche nach drei Tagen aufgegeben: { $problem }
       *[other] { $n } Mails wurden diese Woche nach je drei Tagen aufgegeben: { $problem }
    }
health-mail-given-up-mend = Das hier sagt, ob Mails inzwischen hinausgehen:
health-mail-stopped =
    { $n ->
        [one] Ein Mitglied bekommt keine Mails, weil seine Adresse nicht erreichbar ist.
       *[other] { $n } Mitglieder bekommen keine Mails, weil ihre Adressen nicht erreichbar sind.
    }
health-mail-stopped-mend = Wer betroffen ist, sieht das beim nächsten Besuch und kann die Adresse neu bestätigen.
health-jobs-failed =
    { $n ->
        [one] Eine Hintergrundarbeit ist zu oft gescheitert ({ $kind }): { $problem }
       *[other] { $n } Hintergrundarbeiten sind zu oft gescheitert, die letzte ({ $kind }), weil: { $problem }
    }
health-jobs-failed-mend = Ist die Ursache behoben, noch einmal versuchen lassen:
health-jobs-wait = { $n } Hintergrundarbeiten warten, die älteste seit { $minutes } Minuten.
health-jobs-wait-mend = Nach einem Import ist das normal. Sinkt die Zahl nicht, ist der Server zu langsam oder eine Arbeit hängt: Welche, steht im Protokoll.
health-search-first = Der Suchindex entsteht gerade: { $n } % sind fertig. Bis dahin wird nichts gefunden.
health-search-building = Der Suchindex entsteht gerade neu: { $n } % sind fertig. Solange dient der alte.
health-search-building-mend = Das endet von selbst.
health-search-none = Es gibt keinen Suchindex, und es entsteht auch keiner. Nichts wird gefunden.
health-search-behind = Der Suchindex hängt { $n } Schritte zurück: Was zuletzt geschrieben wurde, wird nicht gefunden.
health-search-mend = Holt er das nicht in einer Minute auf, neu anlegen lassen:
health-backup-none = In { $folder } liegt keine Sicherung.
health-backup-old = Die neueste Sicherung ist { $n } Tage alt.
health-backup-mend = Jede Nacht eine anlegen (der Betrieb läuft dabei weiter) und auf einem anderen Rechner aufbewahren:

health-mail = Kommen Mails an?
health-test-text = Eine Testmail geht sofort an { $address }.
health-test-send = Testmail schicken
health-test-failed = Die Testmail ging nicht hinaus
health-no-address = In diesem Konto steht keine E-Mail-Adresse für eine Testmail.
health-doctor = Der Maildoktor auf dem Server probiert den ganzen Weg, prüft SPF, DKIM und DMARC und druckt die DNS-Zeilen, die fehlen:
health-about = Über diesen Server
health-version = Lotse
health-database = Datenbank
health-data-dir = Datenverzeichnis
health-room = Platz auf der Platte
health-room-of = { $free } von { $all } frei
health-found = Beiträge in der Suche
health-letters = Mails, die noch hinausgehen
health-work = Wartende Hintergrundarbeit
health-backup = Neueste Sicherung
health-backup-never = keine im Datenverzeichnis
health-since = Läuft seit

## Einstellungen

settings-lead = Das stellt ein, wer den Server betreibt: in lotse.toml, in der Umgebung oder auf der Befehlszeile. Eine Änderung gilt nach einem Neustart.
settings-group-web = Wie man hierher kommt
settings-group-data = Wo die Daten liegen
settings-group-mail = Mail
settings-group-watching = Protokoll und Kennzahlen
settings-from-default = Vorgabe
settings-from-file = aus lotse.toml
settings-from-environment = aus der Umgebung
settings-from-flag = von der Befehlszeile
settings-secret = gesetzt
settings-nothing = nicht gesetzt
settings-change = Ändern
settings-or = in lotse.toml oder { $variable } in der Umgebung; danach neu starten.
settings-elsewhere = Was hier in der Verwaltung eingestellt wird

setting-listen = Die Netzadresse, auf der der Server lauscht. Hinter einem Reverse Proxy auf demselben Rechner bleibt es 127.0.0.1.
setting-public-url = Die Adresse, die man eintippt. Mit ihr beginnen Links in Mails und Feeds, und mit https sind Anmeldungen besser geschützt.
setting-trusted-proxies = Netze der Reverse Proxys, deren X-Forwarded-For geglaubt wird. Ohne sie sehen alle hinter einem Proxy aus wie eine Person.
setting-limit-addresses = Ob eine Netzadresse nur so und so viel in der Stunde darf. Aus nur für Lasttests.
setting-workers = Threads, die Anfragen beantworten. Nicht gesetzt: einer je Kern.
setting-security-contact = Wem man eine Sicherheitslücke meldet: eine Adresse oder ein Link, zu sehen in security.txt.
setting-data-dir = Das Verzeichnis mit allem, was zur Community gehört: Bilder, Suchindex und, bei SQLite, die Datenbank.
setting-database-url = Wo die Datenbank ist. Nicht gesetzt: eine SQLite-Datei im Datenverzeichnis.
setting-smtp-url = Der Mailserver, über den Mails hinausgehen. Nicht gesetzt: Mails landen im Ordner mail des Datenverzeichnisses.
setting-mail-from = Der Absender aller Mails.
setting-dkim-key-file = Der private Schlüssel, der Mails unterschreibt, damit andere glauben, dass sie von hier kommen.
setting-dkim-selector = Der Name, unter dem der öffentliche Schlüssel im DNS steht. Nicht gesetzt: lotse.
setting-dkim-domain = Die Domain, die unterschreibt. Nicht gesetzt: die des Absenders.
setting-log-format = Protokollzeilen für Menschen (text) oder für Sammler (json).
setting-metrics-listen = Eine zweite Netzadresse, auf der alle, die sie erreichen, Kennzahlen für Prometheus bekommen.
setting-metrics-token = Wer es kennt, bekommt die Kennzahlen von der Adresse der Community selbst, unter /metrics.
