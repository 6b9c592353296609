# Each desk as it is now, and everyone who waits, for whoever steers the day.

desks-heading = The desks now
desks-free = Free
desks-called = Calling no. { $number }
desks-serving = Serving no. { $number }
desks-booked = Booked citizen
desks-away = Nobody at the desk
desks-not-open = Not open
desks-since = since { $time }
desks-until = until { $time }
desks-rest-of-day = for the rest of the day
desks-minutes-used = { $used } of { $planned } min
desks-never-open = not opened today
desks-open = Open
desks-leave = Close
desks-away-plan = Away …
desks-return = Is back
desks-resolve = End the visit …
desks-act = { $act } (desk { $desk })

# What was done, and how to take it back.
desks-done-opened = Opened.
desks-done-left = Closed.
desks-done-away = Saved.
desks-done-returned = Open again.
desks-done-ended = Ended.
desks-undo = Undo

# Beside the day, when a desk is chosen.
desks-leave-title = Close desk { $desk }
desks-away-title = Nobody at desk { $desk }
desks-away-how-long = For how long?
desks-away-minutes = { $minutes } min
desks-away-day = The rest of the day
desks-away-until = Until
desks-resolve-title = Number { $number } at desk { $desk }
desks-resolve-why = { $used } of { $planned } min have gone. Ask at the desk. If the citizen has left, end the visit here.
desks-resolve-how = How did it go?
desks-resolve-unknown = Nobody knows
desks-resolve-do = End the visit

# Everyone who waits.
desks-waiting = Waiting
desks-waiting-none = Nobody waits.
desks-waiting-more = { $count ->
    [one] One more waits. Find the number here:
   *[other] { $count } more wait. Find a number here:
}
desks-waiting-window = { $earliest } to { $latest }
desks-waiting-standby = standing by since { $time }
desks-waiting-kept = kept place
desks-waiting-not-here = not here yet
desks-waiting-raised = urgent
desks-urgency-raised = Urgent …
desks-urgency-ordinary = Not urgent …
desks-urgency-raised-title = Number { $number } is urgent
desks-urgency-raised-means = The number moves up in the queue, but breaks nobody else's promise.
desks-urgency-ordinary-title = Number { $number } is no longer urgent
desks-urgency-ordinary-means = The number waits like the others. It keeps the time it has been given.
desks-urgency-done-raised = Urgent now.
desks-urgency-done-ordinary = No longer urgent.
desks-urgency-done-taken-back = Undone. Times already given still stand.
desks-waiting-at-risk = Has no place in time for the promise
desks-waiting-broken = Promise broken today
desks-find = Find a number
desks-find-do = Find
desks-find-none = There is no number { $number } today.
desks-find-failed = The server does not answer. Search again in a moment.
desks-found-standby = standing by
desks-found-called = called to desk { $desk }
desks-found-serving = at desk { $desk }
desks-found-parked = parked
desks-found-absent = absent
desks-found-done = done
desks-found-left = left
desks-found-kept-for = place kept { $day }
