# Why a name cannot be used, and what to do. Shown under the field.

name-too-short = A name needs at least two letters.
name-too-long = This name is too long: 30 characters at most.
name-no-letter = A name needs at least one letter.
name-character = This name contains a character that cannot be used. Letters, digits, spaces and _ . - ’ are fine.
name-invisible = This name contains an invisible character. Please type it instead of pasting it.
name-edge = A name starts and ends with a letter or a digit.
name-doubled = Use one separator only between two parts of a name.
name-mixed = This name mixes scripts that can be mistaken for each other. Please keep to one.
name-address = This looks like an address or a telephone number. For your own safety, choose another name.
name-dotted = Put a space after a full stop, otherwise the name looks like a web address.
name-reserved = This name is reserved: it sounds like the company or like nobody in particular. Please choose another one.
