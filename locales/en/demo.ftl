### What “lotse demo” says in the terminal.

demo-runs-at = The community of the invented company Brandner is at { $url }
demo-sign-in-as = Sign in (the links work as long as the demo runs):
demo-things-to-try = Ten things to try are on the home page.
demo-mail-kept = Mail goes nowhere, it lies in { $folder }
demo-how-to-stop = Stop with Ctrl+C; nothing of it is left then.
