ticket-title = Your number: { $number }

ticket-headline-waiting = Your number
ticket-headline-standby = Your number
ticket-headline-kept = Your number
ticket-headline-called = Come now: desk { $desk }
ticket-headline-serving = You are at desk { $desk }
ticket-headline-parked = Your number is paused
ticket-headline-absent = We have called you
ticket-headline-done = You are done
ticket-headline-left = The visit has ended

ticket-window-waiting = We call you between { $earliest } and { $latest }.
ticket-window-expected = We will probably call you between { $earliest } and { $latest }. At { $promised } at the latest.
ticket-window-sure = 8 of 10 people are called within this time.
ticket-window-standby = We call you when a time comes free.
ticket-window-kept = We keep a time for you { $day }, { $earliest } to { $latest }.
ticket-window-called = We are ready for you now.
ticket-window-serving = A member of staff is helping you now.
ticket-window-parked = Go to the desk when you are ready again.
ticket-window-absent = Go to the desk by { $until } and you keep your place.
ticket-window-absent-queue = Go to the desk by { $until } and you are still in the queue.
ticket-window-absent-over = Go to a member of staff, and we find a time.
ticket-window-done = Thank you for today.
ticket-window-closed = We did not reach you today.
ticket-window-left = { $ending ->
    [moved_to_next_day] Your time has moved to another day.
    [not_served_today] We did not reach you today. Ask us for a new time.
    [absent_at_call] You were not here when called. Ask us for a new time.
   *[left_before_call] You can always come again and get a new number.
}

# Standing by ends at closing time; a place on the next open day is offered and taken.
ticket-standby-ends = Standing by ends when we close at { $time }.
ticket-next-day = We can keep a time for you { $day }, { $earliest } to { $latest }.
ticket-next-day-meaning = If you take it, you no longer wait today.
ticket-next-day-take = Take the time
ticket-next-day-gone = That time is no longer free.
ticket-next-day-failed = That did not work. Try again, or ask us.

# Once the visit is over.
ticket-rating-ask = How did it go?
ticket-rating-good = Well
ticket-rating-so-so = So-so
ticket-rating-bad = Badly
ticket-rated = Thank you for your answer.

ticket-place-area = You can sit in { $area }.
ticket-place-anywhere = Keep an eye on this page.
ticket-out-until = You may go out until { $time }.

ticket-updated = Updated { $time }
ticket-stale = Not up to date since { $time }. Look at the board, or ask us.

# What to have at hand; an office can write its own words instead.
ticket-bring-title = Have this ready
ticket-bring-photo-id = Passport or driving licence
ticket-bring-phone = The phone MitID will be used on
ticket-bring-health-card = Health card
ticket-bring-certificate = Birth or name certificate, if you have it
ticket-bring-residence-certificate = Residence certificate, if you have it
ticket-bring-tax-statement = Tax statement or letter about a benefit
ticket-bring-companion-mitid = The companion's MitID
ticket-bring-witness = Someone who knows the citizen well can be a witness
ticket-bring-letter = The letter it is about
ticket-bring-new-address = The new address and the moving date
