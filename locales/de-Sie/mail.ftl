### Über de/mail.ftl gelegt: was die Lesenden anspricht, mit Sie.

mail-code-intro = Hier ist Ihr Code zum Anmelden bei { $community }:
mail-code-valid = Er gilt { $n } Minuten, nur in dem Browser, in dem Sie ihn angefordert haben, und nur einmal.
mail-code-held = Danach erscheint Ihre Frage „{ $title }“.
mail-code-new = Zu dieser Adresse gibt es noch kein Konto. Es entsteht, wenn Sie den Code eingeben.
mail-code-not-you = Sie haben das nicht angefordert? Dann löschen Sie diese E-Mail einfach: Ohne Code und Link geschieht nichts. Geben Sie beides niemandem weiter, auch dem Team nicht.
mail-address-intro = Ein Konto bei { $community } soll künftig diese Adresse haben. Mit diesem Code bestätigen Sie das:
mail-address-taken-advice = Wenn Sie das waren, melden Sie sich mit dieser Adresse an. Sonst brauchen Sie nichts zu tun.
mail-changed-advice = Wenn Sie das waren, ist alles gut. Wenn nicht, schreiben Sie bitte sofort dem Team:
mail-suspended-text = Die Moderation hat Ihr Konto bei { $community } gesperrt. Sie können sich nicht mehr anmelden, Ihre Beiträge bleiben stehen.
mail-suspended-advice = Wenn Sie das für einen Irrtum halten, schreiben Sie dem Team und sagen Sie, warum:
mail-reinstated-text = Die Sperre Ihres Kontos bei { $community } ist aufgehoben.
mail-reinstated-advice = Sie können sich wieder anmelden:
