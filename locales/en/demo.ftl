### What “lotse demo” says in the terminal.

demo-runs-at = The community of the invented company Brandner is at { $url }
demo-sign-in-as = Sign in (the links work as long as the demo runs):
demo-things-to-try = Things to try:
demo-try-asking = Ask without an account: say on the home page what does not work, then give any e-mail address
demo-try-answering = With Hannah’s link, help somebody under “Unanswered” and look at the way to the next rank
demo-try-accepting = Ask a question, answer it in a second browser, accept the answer as the solution
demo-try-moderating = With Aylin’s link, hide and move; with Clara’s link, set up boards and roles
demo-mail-kept = Mail goes nowhere, it lies in { $folder }
demo-how-to-stop = Stop with Ctrl+C; nothing of it is left then.
