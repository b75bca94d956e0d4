### What is in mail.

## Code and link

mail-code-subject = { $code } is the code for { $community }
mail-code-intro = Here is your code to sign in at { $community }:
mail-code-valid = It works for { $n } minutes, only in the browser in which you asked for it, and only once.
mail-code-held = After that, your question “{ $title }” appears.
mail-code-new = There is no account with this address yet. It is made when you enter the code.
mail-link-intro = On another device, use this link:
mail-code-not-you = You did not ask for this? Then just delete this mail: without code and link nothing happens. Give them to nobody, not even to the team.
mail-address-subject = { $code } confirms the new address at { $community }
mail-address-intro = An account at { $community } is to have this address from now on. With this code you confirm it:

## News about an account

mail-address-taken-subject = Somebody wanted to use this address at { $community }
mail-address-taken-text = Somebody wanted to make this e-mail address the new address of another account at { $community }. That is not possible, because it already belongs to an account. Nothing has changed.
mail-address-taken-advice = If it was you, sign in with this address. Otherwise there is nothing to do.
mail-address-changed-subject = A new address for the account at { $community }
mail-address-changed-text = The account at { $community } to which this address belonged now has another e-mail address.
mail-password-subject = Password at { $community } changed
mail-password-text = The password of the account at { $community } was set, changed or removed.
mail-changed-advice = If it was you, all is well. If not, please write to the team at once:
mail-suspended-subject = The account at { $community } is suspended
mail-suspended-text = The moderators have suspended your account at { $community }. You can no longer sign in; your posts stay.
mail-suspended-advice = If you think this is a mistake, write to the team and say why:
mail-reinstated-subject = The account at { $community } is open again
mail-reinstated-text = Your account at { $community } is no longer suspended.
mail-reinstated-advice = You can sign in again:

## Test letter

mail-test-subject = Mail from { $community } arrives
mail-test-text = This letter was sent by { $community } to see whether mail arrives. It does.
mail-test-advice = If it was among spam: lotse mail doctor says which DNS lines are missing.
