# Warum ein Bild nicht angenommen wird. Jeder Satz sagt, was zu tun ist.
picture-empty = Die Datei ist leer. Bitte wähle das Bild noch einmal aus.
picture-too-many-bytes = Die Datei ist größer als { $megabytes } MB. Bitte speichere das Bild kleiner oder nimm einen Bildschirmausschnitt.
picture-unknown-format = Das ist kein Bild, das wir anzeigen können. Bitte nimm JPEG, PNG, WebP oder GIF.
picture-phone-format = Dein Telefon hat dieses Foto als HEIC oder AVIF gespeichert; das können viele Browser nicht anzeigen. Bitte speichere es als JPEG und wähle es dann noch einmal aus.
picture-too-many-pixels = Das Bild ist zu groß: höchstens { $megapixels } Megapixel und { $side } Pixel an der längsten Seite. Bitte verkleinere es und wähle es noch einmal aus.
picture-broken = Das Bild ist beschädigt oder unvollständig. Bitte öffne es, speichere es neu und wähle es dann noch einmal aus.
