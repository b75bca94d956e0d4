### Signing in, joining, setting up, settings.

## Fields

field-address = E-mail address
field-name = Display name
field-password = Password
field-current-password = Current password
field-code = Code
name-taken = Somebody here already has this name, or one very like it. Please choose another one.
address-taken = There is already an account with this address.

## Signing in and joining

sign-in-title = Sign in
sign-in-lead = Enter your e-mail address. We send you a code; you do not need a password. If you are new here, this makes your account.
join-title = Join in
join-lead = Enter your e-mail address, that is all it takes. We send you a code, and with it your account is made. We propose a display name, which you can change at any time. Nobody sees your address.
sign-in-with-password = Use a password instead
sign-in-password-hint = Only if you have set one in the settings.
sign-in-note = The <a href="{ $rules }">rules</a> apply. What we store and why is on the page <a href="{ $privacy }">Privacy</a>.
sign-in-wrong-password = Address and password do not match. Leave the password empty and we send you a code.
sign-in-suspended = This account is suspended. If you think this is a mistake, write to the team.
sign-in-too-many-mails =
    { $n ->
        [one] Several codes have just been sent to this address. You can ask for a new one in { $n } minute.
       *[other] Several codes have just been sent to this address. You can ask for a new one in { $n } minutes.
    }
sign-in-too-many-passwords =
    { $n ->
        [one] The password was wrong several times. You can try again in { $n } minute. With a code you get in at once.
       *[other] The password was wrong several times. You can try again in { $n } minutes. With a code you get in at once.
    }

## The code

code-title = Look at your mail
code-lead = A code of six digits is on its way to <strong>{ $address }</strong>. It works for ten minutes, and only in this browser.
code-nothing-came = Nothing there? Look in the spam folder, or have a new code sent. Then only the new one counts.
code-send-again = Send a new code
code-other-address = Enter another address
code-six-digits = The code has six digits. It is in the mail we sent you.
code-wrong =
    { $n ->
        [one] This code is not right. You have { $n } more try.
       *[other] This code is not right. You have { $n } more tries.
    }
done-code-void = This code is no longer valid. Please have a new one sent.
done-code-sent = We have sent a code to the new address.

## The link

link-title = Sign in
link-lead = This button signs you in as <strong>{ $address }</strong>.
link-held = A question is waiting to appear under this address. Did you write it?
link-publish = Sign in and publish
link-discard = Sign in, discard
link-address-title = Confirm the new address
link-address-lead = The account “{ $name }” is to have the address <strong>{ $address }</strong> from now on. Confirm this only if it is your account.
link-address-confirm = Confirm the address
done-link-void = This link is no longer valid. Please have a new code sent.

## Afterwards

done-joined = Welcome! Your account is there. You can choose another name in the settings.
done-question-kept = You are signed in. Your question could not appear as it stands: please have another look at it.
done-signed-out = Signed out.
done-set-up = The community is set up, and you administer it.
done-saved = Saved.
done-address-changed = The new address counts. You are signed out on all other devices.
done-address-not-changed = The address could not be changed.
done-password-set = The password is set. You are signed out on all other devices.
done-password-removed = The password is removed. To sign in, you get a code.
done-session-ended = This device is signed out.
done-sessions-ended = All other devices are signed out.

## Setting up

setup-title = Set up the community
setup-lead = This makes the first account, with all rights of administration. The page is here only until that is done.
setup-go = Make the account

## Settings

settings-overview = Overview
settings-profile = Profile
settings-address = E-mail address
settings-password = Password
settings-password-set = A password is set.
settings-password-none = No password is set: signing in takes a code.
settings-sessions = Signed-in devices
settings-sessions-count =
    { $n ->
        [one] Signed in on { $n } device
       *[other] Signed in on { $n } devices
    }
settings-choice-text = The language, form of address and colours of these pages
profile-name-hint = It stands beside every post. Links to the old name no longer lead here.
profile-bio = A few sentences about you
profile-title-hint = A short title that stands beside the name
profile-expert-form = What the highest rank is called
profile-expert-female = Expert (Expertin in German)
profile-expert-male = Expert (Experte in German)
choice-language-auto = Same as the browser
choice-tone-community = As usual in this community

## Address and password

address-current = The address of this account is <strong>{ $address }</strong>.
address-new = New address
address-new-text = The new address counts once you enter the code that we send there. After that you are signed out everywhere else, and the old address gets a message.
address-send-code = Send a code to the new address
password-lead = A code is enough to sign in. You can set a password as well.
password-set = Set a password
password-change = Change the password
password-new = New password
password-hint = At least { $n } characters. Three or four words that do not belong together make a good password.
password-remove = Remove the password
password-remove-text = After that you sign in with a code again.
proof-stale = The last sign-in was a while ago. To protect your account, this change needs a new one.
proof-sign-in-again = Sign in again
proof-wrong-password = This is not the current password.

## Devices

sessions-lead = Your account is signed in here. Sign out what you do not recognise.
session-device = Device
session-last-seen = Last used
session-since = Signed in since
session-this = now, this device
session-unknown = Unknown device
sessions-end-others = Sign out everywhere else

## Roles

role-last-admin = This is the last account of an administrator. Give somebody else this role first.

# Taking data along, and leaving
data-title = My data
data-short = Everything kept about you here, as a file
data-lead = Everything kept about you here, in one file to take along.
data-what = What is in it
data-what-account = Your account: name, address, settings, signed-in devices
data-what-texts = What you wrote, with earlier versions
data-what-marks = What you marked, bookmarked, flagged and follow, and where your points came from
data-what-pictures = Your pictures
data-download = Download
data-busy = Other files are being put together right now. Try again in a minute.
data-readme =
    This file holds what { $community } has stored about you.

    data.json    Account, texts (Markdown), marks, points. Times are UTC.
    pictures/    Your pictures, named by their number in data.json.
leave-title = Delete account
leave-short = Leave, and decide what becomes of your posts
leave-lead = We are sorry to see you go. The account is gone at once and cannot be brought back.
leave-what = What happens
leave-what-text = Name, address, password, profile text and settings are deleted, and you are signed out everywhere.
leave-data-first = Download your data first
leave-texts = What should become of your posts?
leave-keep = They stay, without my name
leave-keep-hint = They stand under “Former member”. Whoever has the same problem still finds the answer.
leave-erase = The texts are deleted too
leave-erase-hint = Texts, earlier versions and pictures go within a few minutes. What others wrote stays.
leave-sure = I want to delete my account. This cannot be undone.
leave-button = Delete account
leave-choose = Choose what should become of your posts.
leave-be-sure = Tick the box if you are sure.
done-left = Your account is deleted. Thank you for everything you contributed.
erased-text = This text was deleted together with the account.
erased-title = Deleted title
mail-erased-subject = Your account at { $community } is deleted
mail-erased-text = Your account at { $community } is deleted, and this address is no longer stored here. Thank you for everything you contributed.
mail-erased-advice = If that was not you, please tell the team at once.
admin-erase = Delete account
admin-erase-lead = When a member asks for it and cannot sign in themselves. Name and address are gone at once; this cannot be undone.
admin-erase-texts = Posts
admin-erase-keep = Stay, under “Former member”
admin-erase-too = Delete texts, earlier versions and pictures as well
done-admin-erased = The account is deleted.
done-held-changed = The question has been changed meanwhile. Read it once more before it appears.
