### Bereiche und Listen von Themen.

board-followed = Sie folgen diesem Bereich jetzt.
board-unfollowed = Sie folgen diesem Bereich nicht mehr.
