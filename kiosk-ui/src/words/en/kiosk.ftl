kiosk-welcome = Welcome
kiosk-first-free = First free time: { $time }
kiosk-none-free = Right now we cannot promise a time.
kiosk-diary-silent = We cannot see the whole calendar right now. There may be fewer times than usual. You can take a number as always.
kiosk-stale = If it does not work, ask the staff.
kiosk-show-card = Hold your card to the reader
kiosk-use-code = Use a code
kiosk-no-card = No card or code? Press Help.
kiosk-demo-code = Demo: use the code { $code }
kiosk-closed = The office is closed
kiosk-opens = We open { $day } at { $time }.
kiosk-opens-today = We open today at { $time }.

kiosk-steps = Step { $step } of 2
kiosk-languages = Language
kiosk-tools = How the screen looks
kiosk-larger = Larger text
kiosk-contrast = High contrast
kiosk-low = Low buttons
kiosk-read = Read aloud

kiosk-code-title = Enter the code
kiosk-code-hint = The code has 4 to 8 digits.
kiosk-code-typed = { $count ->
    [one] You have entered 1 digit.
   *[other] You have entered { $count } digits.
}
kiosk-code-erase = Delete
kiosk-code-next = Next
kiosk-code-checking = We are looking up the code.
kiosk-code-unknown = We do not know that code. Try again, or press Help.
kiosk-card-unknown = We do not know that card. Use a code, or press Help.
kiosk-code-too-many = The code was tried too many times. Ask the staff.
kiosk-code-unreachable = We have no connection. Try again, or ask the staff.

kiosk-errand-title = What do you need help with?
kiosk-errand-more = More errands
kiosk-witness-last = You can be a witness one more time.
kiosk-witness-used-up = You can be a witness again on { $day }. If the citizen needs a witness today, somebody else has to help.
kiosk-papers-title = Does the citizen have a passport or driving licence here?
kiosk-papers-hint = You get help whatever you answer.
kiosk-papers-yes = Yes
kiosk-papers-no = No
kiosk-papers-unknown = Don't know
kiosk-needs-title = Is there anything we should know?
kiosk-needs-hint = Press what applies. Then answer below.
kiosk-needs-short-wait = Cannot wait long
kiosk-needs-all = All of these
kiosk-needs-not-together = The dashed ones cannot be had as well. Press Help if you need them.
kiosk-sending = We are finding your time.

kiosk-done-number = Your number
kiosk-done-window = We call you between { $earliest } and { $latest }.
kiosk-done-expected = We will probably call you between { $earliest } and { $latest }.
kiosk-done-latest = At { $latest } at the latest.
kiosk-done-standby = We call you when a time comes free.
kiosk-done-standby-ends = Standing by ends when we close at { $time }.
kiosk-done-kept = Your time is { $day }, { $earliest } to { $latest }.
kiosk-done-sit = You can sit here
kiosk-done-phone = Scan the code and follow your number on the phone.
kiosk-done-finish = Done
kiosk-done-returns = The screen goes back by itself. Touch it to stay.
kiosk-done-stays = The screen stays here. Press Done when you are ready.

kiosk-no-time-title = There are no more times today that we can promise.
kiosk-no-time-now-title = There is no free time right now.
kiosk-no-time-lead = Choose what suits you:
kiosk-offer-later-today = Come later today
kiosk-offer-later-today-meaning = We call you between { $earliest } and { $latest }.
kiosk-offer-standby = Wait for a free time
kiosk-offer-standby-meaning = You get a number now. We call if there is time.
kiosk-offer-next-day = Get a time on another day
kiosk-offer-next-day-meaning = We keep a time { $day }, { $earliest } to { $latest }.
kiosk-offer-leave = Leave without a number
kiosk-offer-leave-meaning = We store nothing. You can always come again.

kiosk-trouble-unreachable = We have no connection right now
kiosk-trouble-busy = The system is busy right now
kiosk-trouble-disk-full = The screen cannot give numbers now
kiosk-trouble-closed = The office has just closed
kiosk-trouble-no-desk = No desk here has all of that at once
kiosk-trouble-other = It did not work this time
kiosk-trouble-again = Your answers are kept. We try again ourselves.
kiosk-trouble-ask = Ask the staff. You can get a number there.
kiosk-trouble-retry = Try again

kiosk-not-ready-title = This screen cannot give numbers right now.
kiosk-not-ready-text = Go to a member of staff. They can help you.

kiosk-warning-title = Are you still here?
kiosk-warning-text = Otherwise the screen starts again.
kiosk-warning-more = More time

kiosk-help-coming = Somebody is coming
kiosk-help-failed = We cannot call now. Go to a member of staff.
