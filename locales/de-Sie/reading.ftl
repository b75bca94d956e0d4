### Schlagwörter.

tag-followed = Sie folgen diesem Schlagwort jetzt.
tag-unfollowed = Sie folgen diesem Schlagwort nicht mehr.
