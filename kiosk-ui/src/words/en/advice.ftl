# Advice on capacity, on the supervisor's screen.

advice-heading = Advice on kept time
advice-intro = Every plan is played through the same many days. Nothing changes before you say yes.
advice-turned-away = A citizen turned away costs
advice-waiting = An hour of waiting costs
advice-unused = An hour of unused desk time costs
advice-hours = hours
advice-reckon = Calculate again
advice-reckoning = Calculating: { $percent } %
advice-too-little = Too little data: { $seen } opening days have been seen. Advice begins at { $needed }.
advice-never-open = The office has no opening hours, so there is no advice.
advice-weekdays = Days of the week
advice-day-monday = Monday
advice-day-tuesday = Tuesday
advice-day-wednesday = Wednesday
advice-day-thursday = Thursday
advice-day-friday = Friday
advice-day-saturday = Saturday
advice-day-sunday = Sunday
advice-week = The week: who comes, and what is kept
advice-week-title = Citizens and kept time, day by day
advice-week-text = { $come } citizens are expected in the week. The plan now has room for { $now }, the advice for { $advised }. The line shows where nine days of ten lie. Striped is kept time, counted in errands of the usual length.
advice-week-come = { $day }, expected
advice-week-now = { $day }, kept now
advice-week-now-column = kept now
advice-week-advised = { $day }, advice
advice-week-advised-column = advice
advice-week-day = Day
advice-week-come-column = expected
advice-week-between = nine days of ten
advice-gaps = { $gaps ->
    [0] no gaps
    [1] 1 gap
   *[other] { $gaps } gaps
}
advice-expected = { $expected } expected, { $least } to { $most }
advice-holiday = { $date } is a public holiday. The advice is for an ordinary day.
advice-plan-none = no kept time
advice-plan-present = the plan now, { $gaps ->
    [0] no gaps
    [1] 1 gap
   *[other] { $gaps } gaps
}
advice-plan-spread = { $gaps } × { $minutes } min, evenly spread, { $hold ->
    [soft] soft
   *[other] hard
}
advice-plan-two = { $gaps } × { $minutes } min, before lunch and late, { $hold ->
    [soft] soft
   *[other] hard
}
advice-is-best = ✓ { $plan }
advice-sentence = Cheapest is { $plan }. Then { $away } citizens a day are turned away, against { $none } without kept time. The others wait { $wait } minutes. { $unused } minutes go unused.
advice-second = The next best is { $plan }. { $sure ->
    [yes] It costs { $hours } hours more a day (from { $low } to { $high }).
   *[no] There is no sure difference in cost.
}
advice-against-present = { $sure ->
    [yes] The plan now costs { $hours } hours more a day than the advice (from { $low } to { $high }).
   *[no] There is no sure difference in cost between the advice and the plan now.
}
advice-edge = No plan with more kept time was tried. A still larger one may be cheaper.
advice-curve-name = best plans
advice-curve-title = { $day }: citizens or desk time
advice-curve-text = Each point is a plan. The more time goes unused, the fewer are turned away. The advice is { $plan }.
advice-curve-x = minutes lost a day
advice-curve-y = citizens turned away a day
advice-mark-best = advice
advice-mark-present = now
advice-column-plan = Plan
advice-column-turned-away = Turned away
advice-column-wait = Wait, min
advice-column-unused = Unused, min
advice-column-released = Given back, min
advice-column-bookings = Bookings lost
advice-column-cost = Cost, hours
advice-failed-heading = Days on which the advice would have failed
advice-failed-none = None of the { $days } days we have seen.
advice-failed-some = { $failed } of the { $days } days we have seen:
advice-failed-day = { $date }: { $came } came, { $away } were turned away
advice-propose-heading = See what the advice does to the week plan
advice-propose-text = You see the effect on the week plan first. Then you say yes or no.
advice-propose = Show the effect
advice-assumes = What the advice rests on
advice-assumes-days = { $seen } opening days were seen, public holidays not counted. Every plan was played for { $played } days.
advice-assumes-full = All other desk time is booked.
advice-assumes-absent = { $percent } % of bookings fall away on the day. That time is lent.
advice-assumes-come = Citizens come for the same errands and at the same hours as before. Old weeks count less.
advice-assumes-unseen = People who were turned away and took no number are not counted.
advice-assumes-half = Time given back in good time costs half as much as unused time.
advice-assumes-seed = The number of the draw is { $seed }. The same number gives the same advice.
advice-lengths = How long errands take
advice-lengths-text = A few visits move the figure a little, many move it all the way.
advice-lengths-errand = Errand
advice-lengths-papers = Papers
advice-lengths-visits = Visits
advice-lengths-configured = Configured
advice-lengths-learned = Learned
advice-lengths-likely = Nine of ten within
advice-photo = with photo ID
advice-no-photo = without photo ID
advice-interpreter = with an interpreter
advice-minutes = { $minutes } min
