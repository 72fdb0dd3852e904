"""What the doorstep app says about itself: PIN, signal, what is kept, settings."""

from consult.wording.marking import N_

PHONE = {
    "app-name": N_("Doorstep visits"),
    "not-sent": N_("Not sent: %(n)s"),
    "signal-unknown": N_("Looking for signal"),
    "signal-none": N_("No signal"),
    "signal-good": N_("Connected"),
    "signal-trouble": N_("Server not ready"),
    "sending-unknown": N_("They are sent by themselves as soon as there is signal."),
    "sending-none": N_("No signal now. They stay on this phone and are sent by themselves as soon as there is signal."),
    "sending-good": N_("They are on their way."),
    "sending-trouble": N_("The server cannot take them just now. The phone keeps trying by itself."),
    "all-sent": N_("Everything has been sent, and the server has confirmed each entry."),
    "sealed-here": N_("They are sealed: nobody can read them on this phone, not even with the PIN."),
    "send-now": N_("Send now"),
    "last-resort": N_("If nothing else works"),
    "last-resort-how": N_(
        "Save the sealed entries to a file and hand it to the committee. They stay on this phone as well,"
        " and nothing is counted twice."
    ),
    "save-file": N_("Save to a file"),
    "elsewhere": N_("Another estate’s entries on this phone: %(n)s"),
    "elsewhere-how": N_(
        "They are not sent here. Connect this phone with that estate again, or save them to a file and"
        " hand it in there."
    ),
    "save-file-elsewhere": N_("Save those to a file"),
    "notices": N_("To look at: %(n)s"),
    "look": N_("Look"),
    "notice-about": N_("%(place)s: %(status)s"),
    "notice-plain": N_("The committee has it on its list."),
    "status-conflict": N_("kept, not counted"),
    "status-late": N_("came after the end"),
    "status-refused": N_("cannot take effect as it is"),
    "status-quarantined": N_("a person will decide"),
    "status-set-aside": N_("set aside by the committee"),
    "understood": N_("Understood"),
    "connect-title": N_("Connect this phone"),
    "connect-how": N_(
        "The committee shows you a code for this phone. Scan it with the camera, or type it here. It works"
        " once, for half an hour."
    ),
    "in-chat": N_("Open this in the phone’s own browser"),
    "in-chat-how": N_(
        "The chat’s browser forgets what it keeps. Press “…” above, then “Open in browser”, and connect there."
    ),
    "device-name": N_("What shall this phone be called?"),
    "device-name-hint": N_("So that the committee knows which one it is"),
    "device-name-usual": N_("My phone"),
    "enrol-code": N_("Connection code"),
    "enrol-code-hint": N_("Filled in already if you scanned it"),
    "connect": N_("Connect"),
    "not-connected": N_("Not connected"),
    "no-signal-now": N_("There is no signal just now. Try again where there is some."),
    "connect-fault": N_(
        "Something went wrong here or at the server; it is not the signal. Try again, and tell the committee."
    ),
    "home-screen-first": N_("Put the app on the home screen first"),
    "home-screen-first-how": N_(
        "Copy the code below. Press Share, then “Add to Home Screen”. Open the app from there and paste the code: an"
        " iPhone keeps apps on the home screen apart from its browser."
    ),
    "may-be-cleared": N_("The browser may clear what is not sent yet"),
    "pin": N_("PIN"),
    "pin-choose": N_("Choose a PIN"),
    "pin-choose-how": N_("Six digits. It opens the list of rooms on this phone and is never sent anywhere."),
    "pin-too-plain": N_("That is easy to guess. Choose another one."),
    "pin-again": N_("Once more, to be sure."),
    "pin-different": N_("The two were different. Start again."),
    "pin-clear": N_("Clear"),
    "pin-delete": N_("Delete the last digit"),
    "one-moment": N_("One moment …"),
    "locked": N_("Locked"),
    "locked-how": N_("Type your PIN."),
    "pin-wrong": N_("That is not the PIN. Tries left: %(n)s"),
    "pin-wrong-wait": N_("That is not the PIN. Wait %(seconds)s seconds. Tries left: %(n)s"),
    "pin-forgotten": N_("Forgotten the PIN?"),
    "pin-forgotten-how": N_(
        "Ask the committee for a new code and connect this phone anew. What is not sent yet stays here and"
        " is sent then."
    ),
    "enrol-again": N_("Connect anew"),
    "gone-revoked": N_("This phone was signed off"),
    "gone-unknown": N_("This phone is not connected any more"),
    "gone-pin": N_("Too many wrong PINs"),
    "gone-safe": N_("The list of rooms was erased from this phone"),
    "gone-kept": N_(
        "Not sent yet: %(n)s. They stay here, sealed, and can still be sent. The committee will look at them."
    ),
    "gone-nothing": N_("Everything you recorded has been sent."),
    "locks-soon": N_("The phone is about to lock. Touch the screen to go on."),
    "storage-full": N_("Little room left on this phone"),
    "storage-full-how": N_(
        "Send what is recorded, then delete pictures or apps you do not need. Visits are still kept; photos may not be."
    ),
    "storage-fine": N_("There is room enough on this phone."),
    "storage-persistent": N_("The browser has promised to keep it."),
    "storage-may-go": N_(
        "The browser may clear it if the phone gets full: send often, and put the app on the home screen."
    ),
    "clock-minutes": N_("This phone’s clock is wrong by %(n)s minutes"),
    "clock-hours": N_("This phone’s clock is wrong by about %(n)s hours"),
    "clock-days": N_("This phone’s clock is wrong by about %(n)s days"),
    "clock-wrong-how": N_("You may go on: the right time is sent along. Better set the clock to automatic."),
    "clock-right": N_("The phone’s clock is right."),
    "book-broken": N_("The server’s book does not continue the one this phone knows"),
    "book-broken-how": N_(
        "Nothing of %(code)s is sent meanwhile. Keep the paper ballots and tell the committee and the"
        " scrutineer at once."
    ),
    "book-trust": N_("The committee has explained it: send all the same"),
    "update-ready": N_("A new version of the app is ready"),
    "update-now": N_("Use it now"),
    "kept-here": N_("Kept on this phone"),
    "works-offline": N_("The app works without a network."),
    "not-offline-yet": N_("The app is still being kept for use without a network. Leave it open for a moment."),
    "version": N_("Version %(version)s"),
    "this-phone": N_("%(leader)s · %(name)s"),
    "language": N_("Language"),
    "text-size": N_("Text size"),
    "brightness": N_("Brightness"),
    "scheme-auto": N_("Like the phone"),
    "scheme-dark": N_("Dark"),
    "scheme-light": N_("Light"),
    "install": N_("Put the app on the home screen"),
    "lock-now": N_("Lock now"),
    "more": N_("More"),
    "explain": N_("Explain"),
    "summary": N_("Summary"),
    "ways": N_("Where to go"),
    "back": N_("Back"),
    "comma": N_(", "),
}
"""Name in the app → sentence."""
