# Why a password is refused or cannot be checked. Each says what to do next.
password-too-short = Please use at least { $characters } characters. A short sentence of your own is easy to remember.
password-too-long = Please use at most { $characters } characters.
password-pattern = This password follows a pattern, such as a repetition, a series or neighbouring keys. Please choose something less regular, for example a short sentence of your own.
password-common = This password is one of the first that others would try. Please choose something of your own, for example several words that do not belong together.
password-about-you = This password consists mostly of your name, your address or the name of this site. Please choose something that others do not know.
password-busy = Many people are signing in right now. Please try again in a few seconds.
