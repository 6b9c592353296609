# The supervisor's screen: the day, the weekly pattern, the policy and what was changed.

supervisor-tab-title = { $office }: today
supervisor-title = Today
supervisor-pages = Pages
supervisor-page-today = Today
supervisor-page-plan = Week plan
supervisor-page-advice = Advice
supervisor-page-policy = Rules
supervisor-page-trials = Trials
supervisor-reviews-due = { " " }({ $due })
supervisor-page-events = Events
supervisor-frozen = The connection is gone. You can see the day, not change it.
supervisor-yes = Yes
supervisor-no = No

# Figures above the day
supervisor-minutes = { $minutes } min
supervisor-since = since { $time }
supervisor-nobody-waits = nobody waits
supervisor-of = { $kept } of { $given }
supervisor-figure-waiting = Waiting
supervisor-figure-standby = { $count ->
    [0] nobody on standby
   *[other] { $count } of them on standby
}
supervisor-figure-not-arrived = { $count ->
    [one] one comes later
   *[other] { $count } come later
}
supervisor-figure-longest = Longest wait
supervisor-figure-kept = Promises kept today
supervisor-figure-broken = { $count ->
    [0] none broken
   *[other] { $count } broken
}
supervisor-figure-risk = Promises at risk
supervisor-figure-risk-more = { $count ->
    [0] all can be kept
   *[other] place later than promised
}
supervisor-figure-left = Reserved time left
supervisor-figure-gaps = { $used } min used, { $released } min given back
supervisor-help-asked = Somebody asked for help at the kiosk at { $time }.
supervisor-advice = Advice:

# The day
supervisor-day-heading = The day at the desks
supervisor-as-table = Show as a table
supervisor-as-picture = Show as a timeline
supervisor-closed-today = The office is closed today.
supervisor-staffed = Staffed
supervisor-unstaffed = Not staffed
supervisor-legend = What the fields mean
supervisor-legend-booking = Booking
supervisor-legend-hard = Reserved, fixed
supervisor-legend-soft = Reserved, may be given back
supervisor-legend-freed = Booking that came free
supervisor-legend-person = Place for a number
supervisor-legend-away = Place for a number not here yet
supervisor-legend-serving = At the desk now
supervisor-legend-absence = No clerk
supervisor-detail-hint = Point at a field to read what it is.
supervisor-gap-keys = Arrow keys move five minutes. Shift and arrow changes the end. Up and down choose a desk. Delete withdraws the time. Enter opens the fields.
supervisor-stretch = { $start }–{ $end }
supervisor-block-booking = Booking
supervisor-block-absence = No clerk
supervisor-block-absence-short = Away
supervisor-block-gap = Reserved time, { $hold }, { $origin }
supervisor-block-ended = Reserved time, { $state }, { $origin }
supervisor-block-serving = Number { $number } at the desk
supervisor-gap-holds = Place for number { $numbers }.
supervisor-gap-empty = Nobody has a place here yet.
supervisor-placement-latest = Promised by { $latest }.
supervisor-placement-late = Promised by { $latest }. The place is too late.
supervisor-placement-kept = Place kept from an earlier day.
supervisor-placement-not-arrived = Not here yet.
supervisor-serving-until = Expected to end at { $end }.
supervisor-serving-over = Should have ended at { $end }.
supervisor-hold-hard = fixed
supervisor-hold-soft = may be given back
supervisor-origin-plan = from the week plan
supervisor-origin-supervisor = opened today
supervisor-origin-freed-booking = from a booking that came free
supervisor-state-open = open
supervisor-state-used = used
supervisor-state-released = given back
supervisor-state-unused = not used
supervisor-state-withdrawn = withdrawn
supervisor-ghost = Proposal: { $stretch }, desk { $desk }
supervisor-desk-empty = No bookings and no reserved time.
supervisor-desk = Desk
supervisor-start = From
supervisor-end = To
supervisor-what = What
supervisor-more = More
supervisor-change = Change
supervisor-change-gap = Change reserved time at { $start }, desk { $desk }

# The notice of the day
supervisor-notice-heading = Notice today
supervisor-notice-write = Write to everybody in the hall
supervisor-notice-change = Change
supervisor-notice-remove = Take down
supervisor-notice-shown = On screens and phones until { $time }.
supervisor-notice-until = Show it until
supervisor-notice-show = Show the notice
supervisor-notice-ready-made = Ready-made notices
supervisor-notice-ready-made-mitid-down = MitID is down
supervisor-notice-ready-made-closing-early = We close early
supervisor-notice-ready-made-long-wait = Long wait

# Beside the day
supervisor-beside = Change and effect
supervisor-gaps = Reserved time
supervisor-how-open = Drag across empty time to reserve it.
supervisor-how-change = Drag an edge or the middle to change it.
supervisor-how-keys = Or choose the field and use the arrow keys.
supervisor-how-preview = You always see the effect before anything changes.
supervisor-open-new = Reserve time
supervisor-draft-open = New reserved time
supervisor-draft-change = Change reserved time
supervisor-draft-withdraw = Withdraw reserved time
supervisor-draft-hint = Change the fields, or drag on the timeline.
supervisor-hold = How firm the time is
supervisor-hold-hard-long = Fixed
supervisor-hold-soft-long = Given back { $minutes } min before
supervisor-withdraw = Withdraw the time
supervisor-keep = Keep the time
supervisor-close = Close

# The effect of a change
supervisor-effect = Effect
supervisor-effect-asking = We are working out the effect.
supervisor-effect-kept = Every promise holds.
supervisor-effect-breaks = { $count ->
    [one] One promise breaks
   *[other] { $count } promises break
}
supervisor-effect-broken = Number { $number }: promised by { $latest }, now by { $instead }.
supervisor-effect-broken-none = Number { $number }: promised by { $latest }, no time left today.
supervisor-effect-ends = { $count ->
    [one] One person is sent home
   *[other] { $count } people are sent home
}
supervisor-effect-ended = Number { $numbers }: no time today.
supervisor-effect-moves = { $count ->
    [one] One moves
   *[other] { $count } move
}
supervisor-effect-passes = { $count ->
    [one] Goes before one who stands by: { $numbers }.
   *[other] Goes before { $count } who stand by: { $numbers }.
}
supervisor-effect-nobody-moves = Nobody moves.
supervisor-effect-gains = Booking gains { $minutes } min.
supervisor-effect-loses = Booking gives up { $minutes } min.
supervisor-effect-same = Booking has the same time.
supervisor-slot = { $start }, desk { $desk }
supervisor-slot-none = no place
supervisor-from = from
supervisor-to = to
supervisor-reason = Reason (may be left out)
supervisor-reason-required = Reason
supervisor-missing-reason = Write a reason.
supervisor-missing-cpr = This looks like a CPR number. Write it without.
supervisor-do = Do it
supervisor-do-anyway = Do it anyway
supervisor-cancel = Cancel
supervisor-try-again = Try again
supervisor-look = See the effect today
supervisor-changed = Not saved yet
supervisor-changed-hint = See first what it means today.
supervisor-faulty = Mend the marked fields first.
supervisor-nothing-changed = Nothing is changed. Change on the left to see the effect here.

# The weekly pattern
supervisor-plan-heading = Reserved time every week
supervisor-plan-intro = The plan opens the time by itself every day.
supervisor-plan-weekday = Weekday
supervisor-plan-desk = Desk
supervisor-plan-start = From
supervisor-plan-end = To
supervisor-plan-hold = How firm
supervisor-plan-line = { $weekday }, desk { $desk }, { $start }–{ $end }, { $hold }
supervisor-plan-add = Add a line
supervisor-plan-empty = The plan is empty. Add the first line.
supervisor-plan-done = The week plan is saved.
supervisor-remove = Remove
supervisor-remove-line = Remove { $line }
supervisor-fault-ends-before-it-starts = Ends before it starts.
supervisor-fault-overlaps = Overlaps another line.
supervisor-weekday-monday = Monday
supervisor-weekday-tuesday = Tuesday
supervisor-weekday-wednesday = Wednesday
supervisor-weekday-thursday = Thursday
supervisor-weekday-friday = Friday
supervisor-weekday-saturday = Saturday
supervisor-weekday-sunday = Sunday

# The policy
supervisor-policy-heading = Rules of the queue
supervisor-policy-done = The rules are in force.
supervisor-policy-group-promise = Promises
supervisor-policy-group-order = Order
supervisor-policy-group-time = Reserved time
supervisor-policy-group-call = Calls
supervisor-policy-promise-minutes = Length of the promise
supervisor-policy-promise-minutes-help = The citizen is promised a turn this long after the planned time.
supervisor-policy-longest-wait-minutes = Longest wait
supervisor-policy-longest-wait-minutes-help = After this long a number goes first. The kiosk never promises more.
supervisor-policy-slack-minutes = Small delays
supervisor-policy-slack-minutes-help = A delay this short moves nobody.
supervisor-policy-plan-with-learned = Use learned lengths
supervisor-policy-plan-with-learned-help = Places are then planned with what visits usually take.
supervisor-policy-ordinary-rate = Points per minute, ordinary
supervisor-policy-ordinary-rate-help = How fast an ordinary number moves up while it waits.
supervisor-policy-raised-rate = Points per minute, urgent
supervisor-policy-raised-rate-help = How fast an urgent number moves up while it waits.
supervisor-policy-release-minutes = Given back before the start
supervisor-policy-release-minutes-help = Time nobody uses returns to booking this long before.
supervisor-policy-lend-freed = Use bookings that come free
supervisor-policy-lend-freed-help = Cancelled bookings may be used for those who wait.
supervisor-policy-overrun-minutes = When a case runs over
supervisor-policy-overrun-minutes-help = Then we expect it to last at least this long still.
supervisor-policy-recalls-before-absent = Repeated calls
supervisor-policy-recalls-before-absent-help = This many more calls before the citizen can be marked absent.
supervisor-policy-absence-grace-minutes = A place for someone who was away
supervisor-policy-absence-grace-minutes-help = A citizen who did not come keeps the place this long.
supervisor-policy-undo-seconds = Undo at the desk
supervisor-policy-undo-seconds-help = This long the clerk can undo the last step.
supervisor-unit-minutes = minutes
supervisor-unit-seconds = seconds
supervisor-unit-times = times
supervisor-unit-points = points
supervisor-limits = From { $least } to { $most }.
supervisor-limits-wrong = Write a whole number from { $least } to { $most }.
supervisor-was = Was { $value }.

# What was changed
supervisor-events-heading = What was changed
supervisor-events-all = Show what the system did by itself, too
supervisor-events-none = Nothing is changed yet.
supervisor-event-gap-opened = Reserved time opened: desk { $desk }, { $start }–{ $end }, { $hold }.
supervisor-event-hold-booked-over = Somebody else booked in time that we held: desk { $desk }, { $start }–{ $end }.
supervisor-event-gap-freed = A booking came free: desk { $desk }, { $start }–{ $end }, { $hold }.
supervisor-event-gap-changed = Reserved time changed to desk { $desk }, { $start }–{ $end }, { $hold }.
supervisor-event-gap-changed-from = Reserved time changed from desk { $was-desk }, { $was-start }–{ $was-end }, { $was-hold }, to desk { $desk }, { $start }–{ $end }, { $hold }.
supervisor-event-gap-used = Reserved time used: desk { $desk }, { $start }–{ $end }.
supervisor-event-gap-released = Reserved time given back: desk { $desk }, { $start }–{ $end }.
supervisor-event-gap-unused = Reserved time not used: desk { $desk }, { $start }–{ $end }.
supervisor-event-gap-withdrawn = Reserved time withdrawn: desk { $desk }, { $start }–{ $end }.
supervisor-event-gap-ended = A reserved time has ended.
supervisor-event-plan-changed = { $lines ->
    [one] Week plan changed. It now has one line.
   *[other] Week plan changed. It now has { $lines } lines.
}
supervisor-event-policy-changed = Rules changed.
supervisor-event-policy-setting = { $field }: from { $from } to { $to }.
supervisor-event-promise-broken = Promise broken: number { $number }, promised by { $latest }. { $cause }
supervisor-event-promise-broken-instead = Promise broken: number { $number }, promised by { $latest }, now by { $instead }. { $cause }
supervisor-event-desk-opened = Desk { $desk } opened.
supervisor-event-desk-left = Desk { $desk } left.
supervisor-event-why = Reason: { $why }
supervisor-cause-overrun = A case ran over.
supervisor-cause-desk-closed = The desk closed.
supervisor-cause-booking-came-in = A booking came in.
supervisor-cause-supervisor-forced = A supervisor chose it.
supervisor-cause-not-called = Nobody called the number.
supervisor-cause-office-closed = The office closed.
supervisor-cause-plan-changed = The plan was changed.
supervisor-cause-parked = The number had been set aside.
supervisor-cause-transferred = A clerk sent the number on.
supervisor-role-supervisor = Supervisor
supervisor-role-clerk = Clerk
supervisor-role-administrator = Administrator
supervisor-role-companion = Companion
supervisor-role-board = Board
supervisor-role-phone = The citizen's phone
supervisor-role-kiosk = Kiosk
supervisor-role-system = The system
supervisor-role-office = The system
supervisor-role-clock = The system
supervisor-role-diary = The booking system
supervisor-role-keeper = The system
supervisor-role-mintur = The system

# When the office says no
supervisor-refusal-promises-would-break = The day has changed meanwhile. Look at the effect again.
supervisor-refusal-would-break-promise = That would break a promise, and nothing was changed. Try again when the promise is kept.
supervisor-refusal-visits-would-end = The day has changed meanwhile. Look at the effect again.
supervisor-refusal-reason-required = Write a reason first.
supervisor-refusal-overlaps-booking = There is a booking then. Choose another time.
supervisor-refusal-overlaps-gap = Time is reserved there already. Change that instead.
supervisor-refusal-in-the-past = The time has passed. Choose a later one.
supervisor-refusal-outside-opening-hours = The office is closed then. Choose a time when it is open.
supervisor-refusal-ends-before-it-starts = The time ends before it starts. Mend the end.
supervisor-refusal-unknown-gap = The time is no longer there. Look at the day again.
supervisor-refusal-unknown-desk = There is no such desk. Choose another.
supervisor-refusal-desk-busy = There is a number at the desk. End it first.
supervisor-refusal-step-out-of-turn = The number has moved on. Look at the day again.
supervisor-refusal-nothing-to-undo = It is too late to undo. Look at the day again.
supervisor-refusal-office-closed = The office is closed. Change the week plan instead.
supervisor-refusal-invalid = Something is not written right. Mend it and try again.
supervisor-refusal-forbidden = You may not do this. Ask an administrator.
supervisor-refusal-unauthorized = The screen is signed out. Open it from its address again.
supervisor-refusal-unreachable = The server did not answer. Look at the day and try again.
supervisor-refusal-other = It could not be done. Nothing is changed.
supervisor-refusal-trials-overlap = There is a trial on those days already. Decide it first.
supervisor-refusal-trial-is-decided = The trial is decided.
supervisor-refusal-unknown-trial = There is no such trial. Look at the page again.
supervisor-refusal-baseline-is-set = It is recorded already. Write why you correct it.
supervisor-refusal-looks-like-cpr = The text looks like a CPR number. Write it without.

# Devices: who gave numbers today, and false numbers that are taken out at once.
supervisor-page-devices = Screens
supervisor-devices-heading = Numbers given today
supervisor-devices-help = If a screen gave numbers that nobody stands behind, they can be deleted together.
supervisor-devices-none = No screen has given numbers today.
supervisor-device = Screen
supervisor-device-name = { $kind } “{ $name }”
supervisor-device-given = Given
supervisor-device-open = Open now
supervisor-device-last = Latest
supervisor-device-at = { $time }
supervisor-void = Delete numbers
supervisor-void-heading = Delete numbers from { $device }
supervisor-void-from = Only numbers from this time on (may be left empty)
supervisor-void-preview = { $count ->
    [0] No numbers will be deleted.
    [one] One number will be deleted:
   *[other] { $count } numbers will be deleted:
}
supervisor-void-means = Numbers at a desk stay. A deletion cannot be undone.
supervisor-void-do = { $count ->
    [0] Delete numbers
    [one] Delete one number
   *[other] Delete { $count } numbers
}
supervisor-void-done = { $count ->
    [0] No numbers were deleted.
    [one] One number is deleted.
   *[other] { $count } numbers are deleted.
}

# What is wrong with the office's running, and what an administrator does about it.
supervisor-not-ready-starting = The office is starting.
supervisor-not-ready-stopped = The office has stopped and gives no numbers. See the server's log, and start it again.
supervisor-not-ready-not-opened = The office's ledger cannot be used. The office gives no numbers. The server says:
supervisor-not-ready-clock-at-start = The server's clock does not fit the ledger. The office gives no numbers. Set the clock, and start the server again. If the clock is right, start with --accept-clock.
supervisor-not-ready-disk-full = The server's disk is full. Free some space, and the office goes on by itself.
supervisor-not-ready-clock-behind = The server's clock was set back. Time stands still here until the clock is right.
supervisor-not-ready-clock-far-ahead = The server's clock jumped far ahead and is not followed. Set the clock.
supervisor-setup-refused = The setup cannot be used, and the earlier one applies. Correct it, and run “mintur reload”. The server says:
supervisor-setup-refused-time-zone-fixed = The setup has another time zone than the ledger, and the earlier one applies. Set the time zone back, or begin with a new ledger.
supervisor-setup-refused-desk-in-use = The setup lacks desk { $desk }, which is in use, and the earlier one applies. Close the desk's reserved times, and run “mintur reload”.
supervisor-configuration-refused = The configuration has a mistake, and the earlier one applies. Correct the file and run “mintur reload”.
supervisor-untranslated = { $count ->
    [one] One text is not translated: readers get the Danish words.
   *[other] { $count } texts are not translated: readers get the Danish words.
}
supervisor-access-refused = The access file cannot be used, and the earlier one applies. Correct it, and run “mintur reload”. The server says:
supervisor-certificate-refused = The new certificate cannot be used, and the earlier one applies until { $day } at { $time }. Correct the files, and run “mintur reload”. The server says:
supervisor-certificate-ends-soon = The server's certificate ends on { $day } at { $time }. Renew it before then.
supervisor-certificate-ends-tomorrow = The server's certificate ends on { $day } at { $time }. After that no screen can be opened. Renew it now.
supervisor-certificate-ended = The server's certificate ended on { $day } at { $time }. Screens and phones refuse the server. Renew it now.
supervisor-certificate-not-yet = The server's certificate does not hold yet. Is the server's clock right?
supervisor-clock-jump = The server's clock jumped { $minutes } minutes ahead, to { $to }. If the screens show a wrong time, ask the IT department to set the clock.
supervisor-board-silent = { $board } may not play sound. Touch the screen once, or allow its browser to play sound.

supervisor-page-closures = Closed
supervisor-date = Date
supervisor-at = { $time }
supervisor-absences-heading = Desks without a clerk
supervisor-absences-help = Nobody is promised time at the desk meanwhile. You see first whom it affects.
supervisor-absences-none = All desks are counted on.
supervisor-absence-desk = Desk { $desk }
supervisor-absence-time = from { $from } to { $to }
supervisor-absence-back = Is back
supervisor-absence-from = From
supervisor-absence-to = To
supervisor-absence-now = Now
supervisor-absence-later = Later
supervisor-special-heading = Closed days and other opening hours
supervisor-special-help = The day does not follow the week's opening hours. Also today: choose when you close.
supervisor-special-none = All days follow the week's opening hours.
supervisor-special-kind = Closed or open
supervisor-special-closed = Closed
supervisor-special-open = Open
supervisor-special-period = Opening period { $index }
supervisor-special-add-period = Closed in the middle of the day? Add another period
supervisor-special-remove = As in other weeks
supervisor-special-proposed = Holidays on which the week has you open
supervisor-special-proposed-help = Choose those on which you are closed.
supervisor-special-close = Close
supervisor-closures-done = Saved, and all screens follow it.
supervisor-closures-nothing = Here you see whom it affects before you say yes.
supervisor-closure-fault-reversed = The end must be after the start.
supervisor-closure-fault-overlapping = The two opening periods overlap.
supervisor-holiday-new-years-day = New Year's Day
supervisor-holiday-maundy-thursday = Maundy Thursday
supervisor-holiday-good-friday = Good Friday
supervisor-holiday-easter-sunday = Easter Sunday
supervisor-holiday-easter-monday = Easter Monday
supervisor-holiday-ascension-day = Ascension Day
supervisor-holiday-whit-sunday = Whit Sunday
supervisor-holiday-whit-monday = Whit Monday
supervisor-holiday-constitution-day = Constitution Day
supervisor-holiday-christmas-eve = Christmas Eve
supervisor-holiday-christmas-day = Christmas Day
supervisor-holiday-second-christmas-day = Second Christmas Day
supervisor-holiday-new-years-eve = New Year's Eve
supervisor-refusal-unknown-special-day = The day already follows the week's opening hours.
supervisor-refusal-unknown-absence = It has already been taken back.
supervisor-event-special-day-closed = Closed on { $date }.
supervisor-event-special-day-open = Other opening hours on { $date }: { $hours }.
supervisor-event-special-day-removed = The week's opening hours hold again on { $date }.
supervisor-event-absence-planned = Desk { $desk } has no clerk at { $start }–{ $end }.
supervisor-event-absence-of-days = Desk { $desk } has no clerk from { $from } to { $to }.
supervisor-event-absence-cancelled = Desk { $desk } has a clerk again.
supervisor-look-whom = See whom it affects
# Screens: how each is doing, letting one in by its code, and taking its access away.
supervisor-screens-heading = Screens
supervisor-screens-none = No screen has been approved yet.
supervisor-screen-now = Right now
supervisor-screen-approved = Approved
supervisor-screen-open = Shows its page
supervisor-screen-never = Not seen yet
supervisor-screen-away = Not seen since { $when }.
supervisor-screen-silent = May not play sound. Touch the screen once.
supervisor-screen-old-page = Shows an old version. Reload the page.
supervisor-screen-revoked = Without access since { $when }
supervisor-screen-when = { $day } { $clock }
supervisor-screen-by = by { $who }
supervisor-screen-in-file = In the access file, and changed there
supervisor-screen-outages = { $count ->
    [one] Away once
   *[other] Away { $count } times
}
supervisor-screen-outage = { $from }: away for { $length }
supervisor-screen-revoke = Take access away
supervisor-revoke-heading = Take access away from { $device }?
supervisor-revoke-means = The screen closes at once. It shows a new code, so that it can be approved again.
supervisor-pair-heading = Approve a screen
supervisor-pair-how = A new screen shows a code. Type it here.
supervisor-pair-code = The screen's code
supervisor-pair-look = Find the screen
supervisor-pair-screen-kiosk = a kiosk
supervisor-pair-screen-board = a board
supervisor-pair-screen-desk = a screen for a desk
supervisor-pair-found = The code is from { $screen }.
supervisor-pair-asked = It asked for the code at { $when } from the address { $address }.
supervisor-pair-name = Name
supervisor-pair-name-hint = Say where it stands, for example “entrance”.
supervisor-pair-name-is = It will be called “{ $name }”.
supervisor-pair-do = Approve
supervisor-pair-replace = Replace the old one
supervisor-pair-done = { $device } is approved and opens now.
supervisor-refusal-unknown-pairing = No screen shows this code. It holds for ten minutes. Look at the screen again.
supervisor-refusal-pairing-code-used = The code has been used. The screen shows a new one if it still needs access.
supervisor-refusal-pairing-is-for-other-screen = The screen shows another page now. Find it again.
supervisor-refusal-device-name-taken = There is a screen of that name. Choose another, or replace it.
supervisor-refusal-unknown-device = The screen is gone. Look at the list again.
