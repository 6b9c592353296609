# The follow-up report: read by management, on screen and on paper.
report-title = Follow-up: MitID without a booking
report-begins-late = The ledger begins on { $first }. The days before are not in the figures.
report-period = { $from } to { $to } · { $days ->
    [one] 1 open day
   *[other] { $days } open days
}
report-percent = { $value }%
report-from-to = { $low } to { $high }
report-minutes = { $value } min.
report-minutes-unit = minutes
report-hours = { $value } hours
report-kroner = { $value } DKK
report-too-little = too few to show
report-interval = 95%: { $low }–{ $high } · count { $n }
report-no-interval = count { $n } · too few days to say how sure it is
report-points = { $value } percentage points

report-from = From
report-to = To
report-show = Show
report-month-before = Month before
report-month-after = Month after
report-print = Print or save as PDF
report-xlsx = Get spreadsheet
report-csv = Get CSV
report-file-failed = The file could not be fetched. Try again.
report-problem-period-has-no-data = Nothing was written down in that period. Choose another.
report-problem-period-is-reversed = The period ends before it begins. Change the dates about.
report-problem-period-is-ahead = The period has not begun yet. Choose one that has.
report-problem-report-is-being-made = The report is being made. It shows here in a moment.
report-problem-unauthorized = The page is logged out. Open it again from its address.
report-problem-unreachable = The server did not answer. Try again in a moment.
report-problem-other = The report could not be shown. Choose another period, or try again.

report-purpose = 1. Purpose and target group
report-purpose-text = Booking a time works for most. But some citizens cannot plan that far ahead. They can come without a time together with a companion, such as a support worker. The citizen service keeps time free for them. The aim is that they get MitID the same day, and that nobody with a booking is kept waiting.
report-trial-line = The trial: { $hypothesis } The duty of initiative lies with { $owner }.
report-short = In short
report-tile-citizens = Citizens served
report-tile-citizens-text = out of { $came } who came without a time
report-tile-mitid = Got MitID
report-tile-mitid-text = of those served.
report-tile-saved = Saved for the companions
report-tile-saved-text = { $fte } full-time years of { $hours } hours. Before: { $owner }.
report-tile-cost = Cost per citizen
report-tile-cost-text = It breaks even when a saved hour is worth { $even } DKK.
report-tile-cost-missing = The cost or the saving is not known yet.
report-tile-harm = Bookings we ran into
report-tile-harm-text = out of { $bookings } bookings, { $late } minutes in all
report-tile-harm-few = out of { $bookings } bookings
report-tile-harm-none = The appointment system had no bookings in the period.
report-tile-wait = Wait
report-tile-wait-text = Four in five waited no longer. Half waited at most { $half }
report-done = 2. What was done, and how it was measured
report-done-text = On { $days } open { $days ->
    [one] day
   *[other] days
 } { $held } hours were kept free to the end. Of these { $used } hours were used. { $released } hours went back to ordinary booking in good time. Clerks sat { $clerk } hours with the citizens.
report-baseline-line = The time before: { $text }
report-baseline-none = not recorded yet. Record it under Trials.
report-hours-line = Now a companion spends { $hours } hours per citizen ({ $sure }).
report-advice = 3. Recommendation
report-advice-stop = Stop. { $reason }
report-advice-adjust = Adjust. { $reason }
report-advice-scale = Scale. { $reason }
report-advice-no-trial = No trial is under way in the period, so there is nothing to recommend from. Write hypothesis and targets first.
report-advice-too-little-data = Too little data to decide. Go on, and look again at the next follow-up.
report-advice-reached = All targets are reached, also with the uncertainty counted in. That speaks for scaling. The decision is not taken yet.
report-advice-not-sure-yet = It is not sure yet whether every target is reached. Go on, and look again at the next follow-up.
report-advice-not-reached = At least one target is not reached. That speaks for adjusting or stopping. The decision is not taken yet.
report-advice-from = From the trial "{ $hypothesis }", { $from } to { $to }.

report-results = 4. Results
report-figure = Figure
report-value = Value
report-sureness = How sure it is
report-outcomes-title = How the visits ended
report-outcomes-text = The most frequent outcome is "{ $most }": { $count } visits.
report-weeks-title = Mean wait week by week
report-weeks-text = From { $first } minutes in the first week to { $last } minutes in the last, over { $weeks } weeks.
report-wait = Wait
report-class = Class
report-class-heading = Waits by class
report-class-title = How long each class waited, minutes
report-class-ordinary = Ordinary
report-class-raised = Urgent
report-class-half = half at most
report-class-nine-of-ten = nine of ten at most
report-class-text = { $class }: half waited at most { $half } minutes, nine of ten at most { $most }.
report-class-visits = { $n } calls
report-class-too-few = A class has fewer than five waits, so none is shown by itself.
report-weekdays-title = The week: kept and used time per open day, minutes
report-weekdays-text = Most come on { $day }: { $citizens } citizens per open day. { $held } are kept and { $used } used.
report-weekdays-text-few = Too few citizens to show on which day most come. The bars are kept and used time.
report-weekday = Weekday
report-weekday-held = { $day }, kept
report-weekday-used = { $day }, used
report-weekday-held-column = Kept, min
report-weekday-used-column = Used, min
report-changes = Rules that changed on the way. The letters stand above the curve.
report-change-policy = the rules of the queue
report-change-plan = the plan for reserved time
report-setting = { $setting }: from { $from } to { $to }
report-setting-reserved-minutes = Reserved time a week
report-ratings-text = Those were asked who have their number on the phone. The answers are kept five at a time and without the number.
report-heard = What the numbers do not show
report-inquiries-text = They got an answer without taking a number, and are in no other figure.
report-units = Status for each unit
report-units-text = The unit is the companion's. Counts under 5 are not shown. Sometimes one more is hidden, so that the small one cannot be worked out.

report-no-harm = 5. Was anybody kept waiting?
report-no-harm-text = Citizens with a booking are not meant to notice the arrangement. Here are the minutes when one of our cases still sat at the desk as a booking was to begin.
report-delay-title = Delay per booking: all delay before, and what the arrangement adds now
report-delay-title-alone = Delay per booking that the arrangement adds
report-delay-before = Before: all delay, as stated
report-delay-ours = Now: only from us, measured
report-delay-text = The two bars do not measure the same. The striped one is all delay before the arrangement, whatever the cause, as stated at the start: { $before } minutes per booking. The other is only the part that now comes from the arrangement, measured in the ledger: { $ours } minutes per booking. All delay now is not known, since the calendar does not say when a citizen with a booking was called.
report-delay-text-before = The bar is all delay before the arrangement, whatever the cause, as stated at the start: { $before } minutes per booking. What the arrangement adds now are too few cases to show.
report-delay-text-alone = The bar is only the part that comes from the arrangement, measured in the ledger: { $ours } minutes per booking. All delay now is not known, since the calendar does not say when a citizen with a booking was called.
report-delay-no-before = The delay before the arrangement is not recorded. Record it under Trials.
report-late-minutes = { $value } minutes in all
report-bookings-lost-how = reserved time divided by { $minutes } minutes, the period's mean booking

report-economy = 6. Economy
report-economy-missing = The economy cannot be calculated yet:
report-missing-companion-hours-before = The companions' hours before the arrangement are not recorded.
report-missing-companion-hours-after = Fewer than five companions of a citizen who got MitID have said how long it took.
report-missing-companion-days = The companions answered on fewer than five days. So nobody knows how sure their mean is.
report-missing-cost = The cost of the arrangement is not recorded.
report-missing-citizens = Fewer than five citizens got MitID together with a companion.
report-missing-time = The period has just begun.
report-loss = Measured: a loss of { $loss } hours for the companion per citizen who got MitID.
report-loss-or-saving = Measured: between a loss of { $loss } hours and a saving of { $saving } hours for the companion per citizen.
report-saved-how = hours before, less hours now, where the citizen got MitID with a companion
report-owner-units = Benefit owner: the companions' units
report-mitid-accompanied-how = only their hours count as saved
report-fte-of = A full-time year is { $hours } hours here.
report-fte-assumed = The hours of a full-time year are not recorded. 1,075 hours fit all rounded figures of the original business case.
report-year-like-this = if the whole year were like the period: { $citizens } citizens
report-cost-in-period = Cost in the period
report-cost-how = the year's cost, shared by days. Borne by the citizen service
report-break-even-how = cost divided by hours saved
report-cost-per-citizen-how = the year's cost divided by citizens who got MitID with a companion
report-present-value = Net present value over { $years } years at { $rate }% a year, when an hour is worth { $hour } DKK
report-fee-how = { $fee } DKK each
report-fee-owner = Benefit owner: the citizens
report-indirect = The indirect effect in other departments is not measured here and not added. A citizen who saves hours there too could otherwise count twice.
report-sensitivity = 7. Sensitivity
report-sensitivity-title = What moves the result most? Full-time years a year
report-sensitivity-text = "{ $first }" moves it most. One assumption at a time, the others at their middle.

report-trials = 8. Trials
report-no-trials = No trial has begun.
report-trial-facts = { $owner }: { $change }. From { $from }, compared up to { $to }. { $state }.
report-trial-afterwards = Registered afterwards, { $day }. By then it had begun. A hypothesis weighs less when its answer may have been seen first.
report-trial-before = “Before” means the open days from { $from } to { $to }.
report-trial-before-cut = Another trial ran before this one: “{ $other }” Its days and those before it are left out.
report-trial-before-none = There are no open days to compare with.
report-trial-baseline-overlaps = The time before is stated for { $from } to { $to }. That overlaps this trial, so those figures are not only of the time before.
report-trial-planned = Planned
report-trial-running = Running
report-trial-awaits-decision = Over, and awaits a decision
report-trial-decided = Decided
report-decision-stop = Stop
report-decision-adjust = Adjust
report-decision-scale = Scale
report-target = Target
report-before = Before
report-during = During
report-difference = Difference (95%)
report-seen = Reached?
report-seen-reached = Yes
report-seen-not-sure-yet = Not sure yet
report-seen-not-reached = No
report-seen-too-little-data = Too little data
report-trial-chart = { $measure }, week by week
report-trial-begins = start
report-target-line = target { $value }
report-series = When the trial began the level moved by { $level } (95%: { $low } to { $high }), from { $before } weeks before and { $during } weeks after.
report-series-too-little = There are too few weeks to tell the trial from what was under way anyhow. That takes eight weeks before and eight after.
report-weeks-suppressed = A week is not shown when one to four citizens or bookings were outside or inside the share. One could see them otherwise.
report-trial-changes = On the way this changed too, and it may be what one sees:

report-gains = 9. Other gains
report-gains-note = This is what the arrangement is meant to give. Only what has a figure is measured.
report-gains-text =
    The citizen is to get help when they come, together with somebody they know. Served in the period: { $served }.
    MitID is to open for account, housing, health and post, and to be a step towards managing alone. That is not measured here.
    The companion is to know beforehand when it will be their turn. Promises kept in the period: { $kept }.
report-risks = 10. Risks and side effects
report-risks-note = This can go wrong, or make the figures unsure.
report-risks-text =
    Reserved time that nobody uses could have been a booking. In the period: { $unused } hours; used { $used }.
    The hours before are stated, not measured. If they are too high, the saving is smaller.
    The companions' hours now come from those who answered: { $answers } answers. The others may differ.
    More may come as the arrangement becomes known. Then more time is needed, or waits grow.
report-equality = 11. Equality
report-equality-note = This is how the arrangement is set up. Whether it works so, the office must follow itself.
report-equality-text =
    All get a number from one series and are shown on one board. The board does not say who came without a time.
    The internal residence certificate is not for handing out. So there is no fee, and the rule about the fee is the same for all.
    The rules of the order are written down and the same for all. Every decision keeps its reason.
report-appendix = 12. Appendix: week by week
report-weeks-more = Only the last 60 of { $weeks } weeks are shown. All are in the spreadsheet.
report-method = Method
report-method-text =
    All figures come from the ledger, where every event stands. Click a figure to see them.
    Means: 95% from 1,000 repeated draws of whole days (bootstrap, seed 2026).
    Shares: Wilson's interval. "Nine in ten": order statistics.
    A figure from fewer than five is not shown, nor one it could be worked out from. Below five days we do not say how certain a figure is, and calculate nothing from it.
    A wait is from when the queue began to the first call.
    Delay from us is the time from a booking's start until our case left the desk. Delay that spreads further is not measured.
    Hours saved: (hours before − hours now) × citizens who got MitID with a companion. Full-time years: hours divided by hours per full-time year.

report-follow = Show the events
report-evidence = The events behind: { $label }
report-evidence-total = { $total } events. The first { $shown } are here.
report-evidence-all = The numbers of all events
report-evidence-failed = The events could not be fetched. Try again.
report-evidence-suppressed = Fewer than five lie behind it, or it could tell one that small. So the events are not shown. Choose a longer period.
report-event-number = Number in the ledger
report-event-when = When
report-event-kind = Event
report-close = Close
