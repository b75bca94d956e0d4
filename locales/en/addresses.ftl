# Why an e-mail address is not accepted. Each says what to do next.
address-empty = Please enter your e-mail address.
address-too-long = This e-mail address is too long. Please check it, or use another one.
address-not-one = Please enter a single e-mail address, without spaces, commas or brackets.
address-at-sign = An e-mail address has exactly one @, as in name@example.org. Please check it.
address-local = Before the @ we accept letters without accents, digits and marks such as . - _ +. Please check the address, or use another one.
address-domain = What follows the @ does not look like a domain such as example.org. Please check it for typing errors.
