### Über de/moderation.ftl gelegt: was die Lesenden anspricht, mit Sie.

flag-again = Sie haben diesen Beitrag gemeldet. Was Sie geschrieben haben, können Sie ändern.
flag-not-this = Dieser Beitrag lässt sich nicht melden: Er ist Ihr eigener oder nicht mehr da.
flag-looked-at = Die Moderation hat sich Ihre Meldung angesehen, und der Beitrag ist seitdem gleich geblieben.
hide-not-yours = Diesen Beitrag können Sie nicht ausblenden.
