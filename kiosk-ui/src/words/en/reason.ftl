# One sentence for each reason the model gives: reason- and the code, underscores as hyphens.
# Instants come as clock times, dates as days, numbers as numbers.

# Why this place and this promise; said to companion and citizen.
reason-earliest-time = This is the first free time, { $start }.
reason-time-went-to-earlier-ticket = An earlier time went to someone who came before you.
reason-other-promise-kept = We have promised number { $number } a time by { $latest }.
reason-needs-desk-feature = { $feature ->
    [without_photo] You need a desk that can help without passport or licence.
    [step_free] You need a desk without steps.
    [quiet_room] You need a desk in a quiet place.
    [interpreter] You need a desk with an interpreter.
   *[other] You need a certain desk.
}
reason-longer-without-photo = Without passport or driving licence we set aside { common-minutes }.
reason-passes-within-promises = You get an earlier time, and every other promise holds.

# The choices when no time can be promised soon enough.
reason-no-time-today = We cannot promise you a time within { $longest_wait_minutes ->
    [one] { $longest_wait_minutes } minute
   *[other] { $longest_wait_minutes } minutes
}.
reason-chose-later-today = You chose a later time today, { $start }.
reason-chose-standby = You chose to wait for a time that comes free.
reason-chose-next-day = You chose a time on another day, at { $start }.

# Why it moved.
reason-time-came-free = A time came free, so you can come at { $start }.
reason-made-room-within-promise = Your time is now { $start }, within what we promised.
reason-gap-changed = The times have changed, so your time is now { $start }.
reason-booking-came-in = An appointment was added, so your time is now { $start }.
reason-hold-lost = The time at desk { $desk } can no longer be kept free.
reason-clerk-away = Nobody serves at desk { $desk } then, so your time has changed.
reason-closed-at-that-time = The office is closed at that time, so your time has changed.
reason-desk-closed = Desk { $desk } is closed, so your time has changed.
reason-case-overran = The case before you at desk { $desk } takes longer than expected.
reason-plan-changed = The plan changed, so your time has changed.
reason-supervisor-forced = The manager changed the plan, so your time has changed.
reason-lost-its-place = Your time is gone; we call you when there is room.
reason-was-set-aside = Your time passed; you go first when you are back.
reason-sent-on = You were sent on; we call you when there is room.
reason-moved-to-next-day = Your time moved to another day, at { $start }.

# Why this number was called; said to the clerk.
reason-promise-at-risk = Promised a time by { $latest }.
reason-promise-was-broken = Should have had a time by { $latest } and goes first.
reason-waited-longest = Has waited longest: { common-minutes }.
reason-beyond-longest-wait = Has waited { common-minutes }, longer than we let anyone wait.
reason-higher-priority = First of those who can go now: { common-minutes } in the queue.
reason-fits-before-booking = Takes { common-minutes } and fits before the appointment at { $booking }.
reason-tight-before-booking = May take { $likely_minutes ->
    [one] { $likely_minutes } minute
   *[other] { $likely_minutes } minutes
}, and the next appointment is at { $booking }.
reason-tight-before-closing = May take { $likely_minutes ->
    [one] { $likely_minutes } minute
   *[other] { $likely_minutes } minutes
}, and the office closes at { $closes }.
reason-chosen-by-clerk = A member of staff chose this very number.
reason-transferred-here = Waits for this desk.

# Why another was not called, or nobody was; said to the clerk.
reason-needs-more-time = Number { $number } needs { common-minutes }, and there are only { $available_minutes }.
reason-needs-other-desk = { $feature ->
    [without_photo] Number { $number } needs help without passport or driving licence.
    [step_free] Number { $number } needs a desk without steps.
    [quiet_room] Number { $number } needs a desk in a quiet place.
    [interpreter] Number { $number } needs a desk with an interpreter.
   *[other] Number { $number } needs another desk.
}
reason-waits-for-other-desk = Number { $number } waits for desk { $desk }.
reason-would-break-promise = It would break the promise to number { $number }: by { $latest }.
reason-freed-time-unconfirmed = Freed time at desk { $desk }: the appointment system last answered at { $known_at }.
reason-nobody-waits = Nobody is waiting right now.
reason-booking-under-way = The calendar has the desk taken until { $until }.

# Why a gap is empty, or how it ended; said to the supervisor.
reason-nobody-needs-it = Nobody needs the time right now.
reason-nobody-fits-it = The time of { common-minutes } is too short for those waiting.
reason-nobody-waiting-needs-this-desk = None of those waiting needs this desk.
reason-desk-not-staffed = Desk { $desk } is not staffed.
reason-booked-inside-hold = Somebody else booked { $start }, in time that we held.
reason-will-be-released = The time goes to booking at { $at } unless it is used.
reason-released-to-booking = The time went to booking at { $at }.

# How a visit ended; said to companion and citizen.
reason-not-served-today = We did not reach you today.
reason-grace-ran-out = You were not here when called, and the time ran out.
reason-office-closed = The office is closed.

reason-promise-in-danger = Number { $number } has no time before { $latest }: keeping time free helps.
reason-people-stand-by = { $count ->
    [one] One waits without a time: keeping time free helps.
   *[other] { $count } wait without a time: keeping time free helps.
}
