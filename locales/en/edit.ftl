### Changing, deleting and managing posts and threads; uploading pictures.

## Editing

edit-title = Edit
edit-lead = Earlier texts stay in the history.
edit-lead-moderation = You are changing somebody else’s post. Take out only what must not stand there; the earlier text stays in the history.
edit-field-title = Title
edit-field-body = Text
edit-tags-hint = Up to five, with commas between them.
edit-delete = Delete this post
edit-not-yours = You cannot change this post.
edit-too-many = This post has been changed so often that nothing more can be added. Write a new one instead.
edit-conflict-title = The post has been changed meanwhile
edit-conflict-text = Nothing is lost: your text is in the form below. Take over what you need from the present one and save again.
edit-theirs = How the post stands now
edit-yours = Your text
done-edited = Saved.

## Deleting and bringing back

delete-title = Delete this post?
delete-lead = The post disappears for everybody else. You can bring it back at its place.
delete-lead-thread = The whole thread disappears with this post for everybody else. You can bring it back on its page.
delete-not-yours = You cannot delete this post: it is somebody else’s.
delete-answered = This post can no longer be deleted: others have answered, it is the solution, or the thread is closed. You can still edit it.
restore-not-yours = You cannot bring this post back.
done-deleted = Deleted. You can bring it back here.
done-restored = It is there again.

## A thread as a whole

manage-title = Manage this thread
manage-not-yours = You cannot do that with this thread.
manage-kind = Kind
manage-board = Board
manage-move = Move
manage-duplicate = Asks the same as
manage-duplicate-hint = Address or number of the other thread. Empty: asks nothing that was asked before.
manage-lock = Close the thread
manage-unlock = Open the thread again
manage-pin = Pin
manage-unpin = Unpin
manage-official = Mark as official thread
manage-unofficial = No longer an official thread
move-board-takes-not = This board does not take threads of this kind, or is closed.
kind-not-on-this-board = This board does not take threads of this kind.
kind-has-answers = This question has answers, so it stays a question.
duplicate-which = There is no such thread. Copy its address from the address bar.
duplicate-of-itself = A thread cannot ask the same as itself.
duplicate-of-private = That thread cannot be seen by everybody who reads this one.
duplicate-say-so = You cannot mark this yourself. Leave a reply with the address of the other thread, and somebody will see to it.
done-retitled = The title is changed.
done-tagged = The tags are changed.
done-kind-changed = The kind is changed.
done-moved = The thread is moved.
done-duplicate = Saved.
done-locked = The thread is closed.
done-unlocked = The thread is open again.
done-pinned = The thread is pinned.
done-unpinned = The thread is no longer pinned.
done-official = This is an official thread now.
done-unofficial = This is no longer an official thread.

## Pictures

upload-title = Upload a picture
upload-field = Picture
upload-hint = JPEG, PNG, WebP or GIF, { $n } MB at most. Where and when a photo was taken is removed.
upload-send = Upload
upload-done = The picture is here
upload-paste = Copy this line into your text, where the picture is to appear.
upload-alt = Picture
upload-choose = Please choose a picture.
upload-form-expired = The page was open for a long time. Load it again and choose the picture once more.
upload-too-many =
    { $n ->
        [one] That was a lot of pictures for one day. Try again in { $n } minute at the earliest.
       *[other] That was a lot of pictures for one day. Try again in { $n } minutes at the earliest.
    }
upload-one-after-the-other = Pictures of yours are being uploaded already. Wait a moment until they are there.
