# Why a picture is not accepted. Each says what to do next.
picture-empty = The file is empty. Please choose the picture again.
picture-too-many-bytes = The file is larger than { $megabytes } MB. Please save the picture smaller, or send a screenshot of it.
picture-unknown-format = This is not a picture we can show. Please use JPEG, PNG, WebP or GIF.
picture-phone-format = Your phone saved this photo as HEIC or AVIF, which many browsers cannot show. Please save it as JPEG and choose it again.
picture-too-many-pixels = The picture is too large: at most { $megapixels } megapixels, and { $side } pixels on its longest side. Please scale it down and choose it again.
picture-broken = The picture is damaged or incomplete. Please open it, save it anew and choose it again.
