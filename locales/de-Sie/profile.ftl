### Das Profil eines Mitglieds.

profile-bookmarks-none = Mit „Merken“ neben einem Thema legen Sie es hier ab.
profile-bookmarks-private = Diese Liste sehen nur Sie.
