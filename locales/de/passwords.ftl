# Warum ein Passwort abgelehnt wird oder nicht geprüft werden kann. Jeder Satz sagt, was zu tun ist.
password-too-short = Bitte nimm mindestens { $characters } Zeichen. Ein kurzer eigener Satz lässt sich leicht merken.
password-too-long = Bitte nimm höchstens { $characters } Zeichen.
password-pattern = Dieses Passwort folgt einem Muster, etwa einer Wiederholung, einer Reihe oder benachbarten Tasten. Bitte wähle etwas weniger Regelmäßiges, zum Beispiel einen kurzen eigenen Satz.
password-common = Dieses Passwort gehört zu den ersten, die andere ausprobieren würden. Bitte wähle etwas Eigenes, zum Beispiel mehrere Wörter, die nicht zusammengehören.
password-about-you = Dieses Passwort besteht vor allem aus deinem Namen, deiner Adresse oder dem Namen dieser Website. Bitte wähle etwas, das andere nicht wissen.
password-busy = Gerade melden sich viele gleichzeitig an. Bitte versuch es in ein paar Sekunden noch einmal.
