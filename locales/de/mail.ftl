### Was in E-Mails steht.

## Code und Link

mail-code-subject = { $code } ist der Code für { $community }
mail-code-intro = Hier ist dein Code zum Anmelden bei { $community }:
mail-code-valid = Er gilt { $n } Minuten, nur in dem Browser, in dem du ihn angefordert hast, und nur einmal.
mail-code-held = Danach erscheint deine Frage „{ $title }“.
mail-code-new = Zu dieser Adresse gibt es noch kein Konto. Es entsteht, wenn du den Code eingibst.
mail-link-intro = Auf einem anderen Gerät geht es mit diesem Link:
mail-code-not-you = Du hast das nicht angefordert? Dann lösch diese E-Mail einfach: Ohne Code und Link geschieht nichts. Gib beides niemandem weiter, auch dem Team nicht.
mail-address-subject = { $code } bestätigt die neue Adresse bei { $community }
mail-address-intro = Ein Konto bei { $community } soll künftig diese Adresse haben. Mit diesem Code bestätigst du das:

## Nachrichten zum Konto

mail-address-taken-subject = Jemand wollte diese Adresse bei { $community } eintragen
mail-address-taken-text = Jemand wollte diese E-Mail-Adresse als neue Adresse eines anderen Kontos bei { $community } eintragen. Das geht nicht, weil sie schon zu einem Konto gehört. Geändert hat sich nichts.
mail-address-taken-advice = Wenn du das warst, melde dich mit dieser Adresse an. Sonst brauchst du nichts zu tun.
mail-address-changed-subject = Neue Adresse für das Konto bei { $community }
mail-address-changed-text = Das Konto bei { $community }, zu dem diese Adresse gehörte, hat jetzt eine andere E-Mail-Adresse.
mail-password-subject = Passwort bei { $community } geändert
mail-password-text = Das Passwort des Kontos bei { $community } wurde gesetzt, geändert oder entfernt.
mail-changed-advice = Wenn du das warst, ist alles gut. Wenn nicht, schreib bitte sofort dem Team:
mail-suspended-subject = Das Konto bei { $community } ist gesperrt
mail-suspended-text = Die Moderation hat dein Konto bei { $community } gesperrt. Du kannst dich nicht mehr anmelden, deine Beiträge bleiben stehen.
mail-suspended-advice = Wenn du das für einen Irrtum hältst, schreib dem Team und sag, warum:
mail-reinstated-subject = Das Konto bei { $community } ist wieder frei
mail-reinstated-text = Die Sperre deines Kontos bei { $community } ist aufgehoben.
mail-reinstated-advice = Du kannst dich wieder anmelden:

## Probebrief

mail-test-subject = Post von { $community } kommt an
mail-test-text = Diese Mail hat { $community } verschickt, um zu sehen, ob Post ankommt. Sie kommt an.
mail-test-advice = Falls sie im Spam lag: lotse mail doctor sagt, welche DNS-Zeilen fehlen.
