### How the server is doing and what is set: for admins and operators.

admin-health = Server health
admin-settings = Server settings

## Health

health-well = All is well
health-well-text = Database, search, mail and background work do what they should.
health-bad = Does not work now
health-soon = Worth a look soon
health-known = Good to know
health-command = On the server:
health-setting = In lotse.toml, then restart:
health-retry = Try again
done-health-retried = It is tried again.
done-health-test-mail = The test mail has left. Look whether it arrives, and not among spam.
health-attention =
    { $n ->
        [one] { $n } thing on the server needs attention
       *[other] { $n } things on the server need attention
    }

health-database-newer = The database was changed by a newer version of Lotse while this one was running.
health-database-newer-mend = Start the newer version here too.
health-database-older = The database lacks steps of this version: an older state was put back.
health-database-older-mend = Restart Lotse; it catches up by itself.
health-disk = Only { $n } % of the disk is free: { $free }. When it is full, nobody can write any more.
health-disk-mend = Make room or take a larger disk. This shows what takes most:
health-no-public-url = Lotse listens on { $listen }, but does not know the address people type. Links in mail lead nowhere.
health-no-public-url-mend = Put the address into lotse.toml, then restart:
health-no-https = People come without encryption: sign-in codes and sessions can be read on the way.
health-no-https-mend = Put a reverse proxy with a certificate in front (Caddy or nginx), then change the address in lotse.toml and restart:
health-no-proxies = A reverse proxy stands in front, but Lotse does not believe it: all people look like one, and one who floods the site locks out all.
health-no-proxies-mend = Name the proxy’s network in lotse.toml, then restart:
health-no-limits = The limits for single network addresses are off: nobody who floods the site is held off.
health-no-limits-mend = Switch them on in lotse.toml, then restart:
health-no-mail = No mail server is set up: sign-in codes and notifications reach nobody. They are written to { $folder }.
health-no-mail-mend = Put the mail server into lotse.toml, then restart:
health-mail-fails = Mail does not leave: { $problem }. { $n } letters wait, the oldest for { $minutes } minutes.
health-mail-waits = Mail leaves late: { $n } letters wait, the oldest for { $minutes } minutes.
health-mail-mend = Nothing is lost: letters are tried for three days. This says where it is stuck:
health-mail-given-up =
    { $n ->
        [one] One letter was given up this week after three days: { $problem }
       *[other] { $n } letters were given up this week after three days each: { $problem }
    }
health-mail-given-up-mend = This says whether mail leaves by now:
health-mail-stopped =
    { $n ->
        [one] One member gets no mail, because their address cannot be reached.
       *[other] { $n } members get no mail, because their addresses cannot be reached.
    }
health-mail-stopped-mend = Each of them sees this when they come by, and can confirm the address again.
health-jobs-failed =
    { $n ->
        [one] One piece of background work failed too often ({ $kind }): { $problem }
       *[other] { $n } pieces of background work failed too often, the last one ({ $kind }) because: { $problem }
    }
health-jobs-failed-mend = When the cause is mended, have it tried again:
health-jobs-wait = { $n } pieces of background work wait, the oldest for { $minutes } minutes.
health-jobs-wait-mend = After an import that is normal. If the number does not fall, the server is too slow or a job hangs: the log says which.
health-search-first = The search index is being made: { $n } % are done. Until then nothing is found.
health-search-building = The search index is being made anew: { $n } % are done. The old one serves meanwhile.
health-search-building-mend = It ends by itself.
health-search-none = There is no search index, and none is being made. Nothing is found.
health-search-behind = The search index is { $n } steps behind: what was written lately is not found.
health-search-mend = If it does not catch up within a minute, have it made anew:
health-backup-none = There is no backup in { $folder }.
health-backup-old = The newest backup is { $n } days old.
health-backup-mend = Make one every night (the server keeps serving), and keep it on another machine:

health-mail = Does mail arrive?
health-test-text = A test mail goes to { $address }, at once.
health-test-send = Send a test mail
health-test-failed = The test mail did not leave
health-no-address = There is no e-mail address in this account to send a test mail to.
health-doctor = The mail doctor on the server tries the whole way, looks at SPF, DKIM and DMARC, and prints the DNS lines that are missing:
health-about = About this server
health-version = Lotse
health-database = Database
health-data-dir = Data directory
health-room = Room on the disk
health-room-of = { $free } of { $all } free
health-found = Posts in the search
health-letters = Letters to be sent
health-work = Background work waiting
health-backup = Newest backup
health-backup-never = none in the data directory
health-since = Running since

## Settings

settings-lead = Set by whoever runs the server: in lotse.toml, in the environment, or on the command line. A change counts after a restart.
settings-group-web = How people come here
settings-group-data = Where the data is
settings-group-mail = Mail
settings-group-watching = Logs and figures
settings-from-default = default
settings-from-file = from lotse.toml
settings-from-environment = from the environment
settings-from-flag = from the command line
settings-secret = set
settings-nothing = not set
settings-change = Change
settings-or = in lotse.toml, or { $variable } in the environment; then restart.
settings-elsewhere = What you set yourself

setting-listen = The network address at which the server listens. Behind a reverse proxy on the same machine it stays 127.0.0.1.
setting-public-url = The address that people type. Links in mail and feeds begin with it, and with https sign-ins are protected better.
setting-trusted-proxies = Networks of the reverse proxies whose X-Forwarded-For is believed. Without them all people behind a proxy look like one.
setting-limit-addresses = Whether one network address may do only so much an hour. Off only for load tests.
setting-workers = Threads that answer requests. Not set: one for each core.
setting-security-contact = Whom to tell about a security hole: an address or a link, shown in security.txt.
setting-data-dir = The directory with everything that belongs to the community: pictures, search index, and the database if it is SQLite.
setting-database-url = Where the database is. Not set: an SQLite file in the data directory.
setting-smtp-url = The mail server that letters leave by. Not set: letters are written to the folder mail of the data directory.
setting-mail-from = The sender of all letters.
setting-dkim-key-file = The private key that signs letters, so that others believe they come from here.
setting-dkim-selector = The name under which the public key stands in the DNS. Not set: lotse.
setting-dkim-domain = The domain that signs. Not set: that of the sender.
setting-log-format = Log lines for people (text) or for collectors (json).
setting-metrics-listen = A second network address at which figures for Prometheus are given to everybody who reaches it.
setting-metrics-token = Whoever knows it gets the figures from the community’s own address, at /metrics.
