# The clerk's screen. Eyes are on a person: short sentences, the most important first.

desk-title = Desk { $desk }
desk-waiting = { $count ->
    [0] Nobody waits
    [one] { $count } waits
   *[other] { $count } wait
}
desk-waiting-since = longest since { $time }

# The one primary button, and what it will do.
desk-do-open = Open the desk
desk-do-call = Call next
desk-do-arrive = Has come
desk-do-complete = Complete
desk-do-confirm = Save and complete
desk-leave = Leave the desk
desk-more = More steps
desk-close = Close

# Who it is.
desk-who-closed = The desk is closed
desk-who-closed-text = Open the desk when you are ready to call.
desk-who-next = Next
desk-who-called = Called at { $time }
desk-who-recalled = Called at { $time }, called again { $recalls ->
    [one] { $recalls } time
   *[other] { $recalls } times
}
desk-who-serving = At the desk since { $time }
desk-who-nobody = Nobody to call
desk-who-nobody-text = Nobody fits this desk right now.
desk-why-more = More reasons
desk-reason-unknown = The server gives a reason this screen does not know. Load the screen again.
desk-about-minutes = about { $minutes } min
desk-accompanied = With a companion
# How often the companion was a witness.
desk-witness-last = The companion can be a witness one more time ({ $times } of { $most } times in { $days } days)
desk-witness-used-up = The companion cannot be a witness before { $day } ({ $times } of { $most } times in { $days } days)
desk-kept-place = Kept place
desk-speaks-da = Speaks Danish
desk-speaks-en = Speaks English
desk-speaks-ar = Speaks Arabic

# What would have to change before somebody can be called here.
desk-change-nobody-waits = New numbers appear here by themselves.
desk-change-needs-more-time = The number can be called after the booking or elsewhere.
desk-change-needs-other-desk = A desk that can do it must be open and free.
desk-change-waits-for-other-desk = The number is called when that desk is free.
desk-change-would-break-promise = The number can be called once the other promise is kept.
desk-change-fits-before-booking = Call now to finish before the booking.
desk-change-tight-before-booking = The number can be called after the booking.
desk-change-tight-before-closing = Agree with the citizen that it may get late.
desk-change-desk-not-staffed = Open the desk to call.
desk-change-office-closed = You can call again when the office opens.

# The briefing: a line to see at a glance, and what there is to know about it.
desk-briefing = What to do
desk-briefing-none = There are no fixed steps for this errand.
desk-step-check-photo-id = See passport or driving licence
desk-step-check-photo-id-more = Does the picture match? Is the document valid?
desk-step-check-residence-papers = See two papers instead of photo ID
desk-step-check-residence-papers-more = One must be a health card, birth, name or residence certificate. The other may be a tax assessment or proof of benefit. Proof of benefit is at most 3 months old. At least one paper shows the CPR number.
desk-step-control-questions = Ask control questions from CPR
desk-step-control-questions-more = Ask calmly. The companion may not answer for the citizen.
desk-step-or-witness = Or use a witness
desk-step-or-witness-more = The witness is over 18 and present at the desk. The witness has photo ID and MitID for over 30 days. This may happen at most 3 times in 120 days.
desk-step-internal-certificate = No residence certificate? Make the internal one
desk-step-internal-certificate-more = It costs the citizen nothing. It is not handed out.
desk-step-choose-user-id = The citizen chooses a user ID
desk-step-choose-user-id-more = It has 5 to 48 characters. Not the CPR number, not ten digits.
desk-step-look-away-at-code = Look away when the citizen chooses a code
desk-step-look-away-at-code-more = The companion too. They may explain but not keep the code.
desk-step-test-login = Try to log in together
desk-step-test-login-more = The citizen types.
desk-step-digital-post-choice = Talk about Digital Post
desk-step-digital-post-choice-more = Can the citizen read it alone? Otherwise power of attorney or exemption.
desk-step-power-of-attorney-if-needed = Should somebody else help? Make a power of attorney
desk-step-power-of-attorney-if-needed-more = The citizen must be 15. One of the two needs MitID.
desk-step-offer-other-help = Ask what else you can settle now
desk-step-offer-other-help-more = It saves them another visit.

# Time at the desk.
desk-pace = Time used
desk-pace-used = { $used } of { $planned } min
desk-pace-over = { $used } min, { $over } more than planned
desk-booking = Next booking at { $time }, { $minutes ->
    [0] now
   *[other] in { $minutes } min
}
desk-booking-none = No more bookings today.
desk-booking-close = The booking is close
desk-booking-tight = This will probably not end before the booking
desk-booked-until = Booking under way until { $time }
desk-booking-served = The citizen is done
desk-booking-did-not-come = The citizen did not come

# Completing.
desk-outcome = How did it go?
desk-outcome-hint = Choose, then press Save and complete.
desk-companion-hours = The companion's hours on this in all
desk-companion-hours-help = Ask only if it suits. May stay empty.
desk-flags = Tick what applies
desk-after = Offer now
desk-after-documents-missing =
    Say which papers are missing.
    Agree on a new time before they leave.
desk-after-control-questions-failed =
    Ask whether a witness can help today.
    Otherwise agree on a new time.
desk-after-witness-missing-or-quota-used =
    Ask whether another companion can be the witness.
    Otherwise agree on a new time.
desk-after-refused-cannot-handle-alone =
    Offer a power of attorney to someone the citizen trusts.
    Offer exemption from Digital Post.
    Explain how to complain about the refusal.
desk-after-refused-identity-uncertain =
    Say which papers would make it certain.
    Offer a new time with papers or a witness.
    Explain how to complain about the refusal.

# The less frequent steps.
desk-menu-recall = Call again
desk-menu-recall-more = The board chimes and shows the number again.
desk-menu-absent = Absent
desk-menu-absent-more = The number keeps its place for a while.
desk-menu-absent-due = Call again { $count ->
    [one] { $count } time
   *[other] { $count } times
} first.
desk-menu-park = Park
desk-menu-park-more = The citizen fetches something and comes back to you. The desk becomes free.
desk-menu-transfer = Move
desk-menu-transfer-more = To another desk or another errand.
desk-menu-depart = Has left
desk-menu-depart-more = The citizen does not want to wait any longer.
desk-transfer = Move number { $number }
desk-transfer-desk = To desk
desk-transfer-desk-any = The first that fits
desk-transfer-desk-closed = { $desk } (closed)
desk-transfer-errand = Errand
desk-transfer-errand-same = Same errand
desk-transfer-do = Move the number

# Those with a place today who have not come yet.
desk-not-arrived = Coming later
desk-not-arrived-window = { $earliest } to { $latest }
desk-not-arrived-here = Is here

# Somebody who only asked, and took no number.
desk-inquiry = Only asked
desk-inquiry-counted = Counted: one who only asked.

# The queue at the side, and one number looked up.
desk-queue = Next in the queue
desk-queue-none = Nobody is waiting for this desk.
desk-queue-standby = standing by
desk-queue-raised = urgent
desk-queue-called = called to desk { $desk }
desk-queue-serving = at desk { $desk }
desk-queue-parked = parked
desk-queue-absent = absent
desk-queue-done = completed
desk-queue-left = left
desk-queue-kept-for = place kept { $day }
desk-next-day = Give this time
desk-next-day-gives-up = Then the number no longer waits today.
desk-next-day-keep = Keep waiting
desk-find = Find number
desk-find-do = Find
desk-find-none = There is no number { $number } today.
desk-find-failed = The server does not answer. Search again in a moment.

# A number called before its turn: what it does stands here first.
desk-call = Call number { $number } first?
desk-call-passes = { $count ->
    [one] One number is ahead in the queue:
   *[other] { $count } numbers are ahead in the queue:
}
desk-call-promised = by { $time } at the latest
desk-call-do = Call number { $number }

# A number given at the desk to somebody without card or code.
desk-give = Give a number
desk-give-short-wait = Cannot wait long
desk-give-language = Language on the phone
desk-give-do = Give number
desk-give-full = No time is free right now. Choose what suits.
desk-give-later-today = Later today, { $earliest } to { $latest }
desk-give-standby = Stand by, without a promise
desk-give-next-day = Time { $day }, { $earliest } to { $latest }
desk-given = The number is given
desk-given-window = Will be called { $earliest } to { $latest }
desk-given-standby = Will be called when a time comes free
desk-given-phone = Scan the code and follow the number on the phone.
desk-given-print = Print
desk-refusal-no-desk-offers-this = No desk has all of it. Remove a tick.
desk-refusal-too-many-check-ins = Many numbers were given from here. Try again in a minute.

# Those set aside.
desk-aside = Set aside
desk-parked = Parked
desk-absent = Absent
desk-aside-none = Nobody is set aside.
desk-aside-since = since { $time }
desk-aside-until = keeps the place until { $time }
desk-aside-back = Is back
desk-aside-here = comes back here
desk-aside-there = comes back to desk { $desk }
desk-aside-return = Back to the queue
desk-aside-call = Call
desk-aside-busy = Call works when the desk is open and free.

# What the clerk is reminded of, in the name of the tab.
desk-remind-call = Call number { $number }

# A step that is refused until somebody answers for it.
desk-reason = Do it anyway?
desk-reason-field = Write why. The reason is kept.
desk-reason-do = Do it anyway

# Undo.
desk-undo = Undo
desk-undo-waiting = Number { $number } is back in the queue.
desk-undo-called = Number { $number } is called.
desk-undo-serving = Number { $number } has come.
desk-undo-parked = Number { $number } is parked.
desk-undo-absent = Number { $number } is noted as absent.
desk-undo-done = Number { $number } is completed.
desk-undo-left = Number { $number } is noted as gone.

# Help asked at the kiosk.
desk-help = Somebody asks for help at the kiosk
desk-help-since = Since { $time }
desk-help-take = I am going there

# Out of touch with the server.
desk-stale = The connection is gone. The buttons work again when it is back.

# What the server refuses: one sentence, and what to do.
desk-refusal-nobody-waits = Nobody waits right now.
desk-refusal-nobody-fits = Nobody who waits fits this desk now.
desk-refusal-desk-closed = The desk is closed. Open it first.
desk-refusal-desk-busy = There is still a number here. Complete it first.
desk-refusal-step-out-of-turn = The number has moved on. See what the screen shows now.
desk-refusal-at-another-desk = The number is at another desk now.
desk-refusal-recall-first = Call the number again before noting it as absent.
desk-refusal-would-delay-booking = That would delay the next booking. Call after the booking.
desk-refusal-would-break-promise = That would break a promise.
desk-refusal-needs-other-desk = This desk cannot give the citizen what they need.
desk-refusal-looks-like-cpr = Write it without a CPR number.
desk-refusal-text-too-long = Write it shorter.
desk-refusal-text-has-control-characters = The text has characters that cannot be kept. Write it again.
desk-refusal-grace-ran-out = The place is no longer kept. Take a new number.
desk-refusal-no-time-today = That time is no longer free.
desk-refusal-nothing-to-undo = There is nothing left to undo.
desk-refusal-busy = The server is busy. Try again shortly.
desk-refusal-disk-full = The server cannot save. Call whoever looks after it.
desk-refusal-unreachable = The server does not answer. Try again, it calls only once.
desk-refusal-unauthorized = The screen is logged out. Open it with its address again.
desk-refusal-forbidden = This screen may not do that. Ask a supervisor.
desk-refusal-office-closed = The office is closed.
desk-refusal-other = That was not possible. Try again, or ask a colleague.

# Pausing, and leaving the desk.
desk-pause = Take a break
desk-pause-how-long = How long are you away?
desk-pause-minutes = { $minutes } min
desk-pause-do = Take a break until { $time }
desk-away-until = On a break until { $time }
desk-away-later = Away from { $start } to { $end }
desk-back = I am back
desk-stay = I am staying
desk-leave-anyway = Leave the desk anyway
desk-harm = That breaks promises.
desk-harm-nobody = It breaks no promise.
desk-harm-number = Number { $number } is promised { $time } at the latest.
desk-harm-instead = New time: { $time } at the latest.
desk-harm-none = There is no other time today.
desk-harm-more = { $count ->
    [one] One number more.
   *[other] { $count } numbers more.
}
desk-refusal-promises-would-break = That would break a promise. Choose the time again and see whom it affects.
desk-refusal-visits-would-end = That would send somebody home. Look at the effect again.
desk-refusal-no-booking-under-way = The booking is already over. See what is under way now.
