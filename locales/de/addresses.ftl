# Warum eine E-Mail-Adresse nicht angenommen wird. Jeder Satz sagt, was zu tun ist.
address-empty = Bitte gib deine E-Mail-Adresse ein.
address-too-long = Diese E-Mail-Adresse ist zu lang. Bitte prüfe sie oder nimm eine andere.
address-not-one = Bitte gib eine einzige E-Mail-Adresse ein, ohne Leerzeichen, Kommas oder Klammern.
address-at-sign = Eine E-Mail-Adresse hat genau ein @, wie in name@example.org. Bitte prüfe sie.
address-local = Vor dem @ gehen Buchstaben ohne Umlaute und Akzente, Ziffern und Zeichen wie . - _ +. Bitte prüfe die Adresse oder nimm eine andere.
address-domain = Was nach dem @ steht, sieht nicht wie eine Domain aus, etwa example.org. Bitte prüfe, ob du dich vertippt hast.
