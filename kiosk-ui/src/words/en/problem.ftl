# What is wrong with a request to the programs' door, for whoever reads the answer.

problem-field-unknown = { $at }unknown field `{ $name }`. The fields are { $known }.
problem-field-unknown-none = { $at }unknown field `{ $name }`. There are no fields here.
problem-field-missing = { $at }missing field `{ $name }`.
problem-field-twice = { $at }the field `{ $name }` stands twice.
problem-field-number = { $at }expected a number.
problem-field-one-of = { $at }expected one of { $known }.
problem-field-expected = { $at }expected { $expected }.
problem-field-wrong = { $at }this value cannot be read.
problem-field-never = { $at }this value cannot be here.
problem-cost = { $field }: write a number from { $least } to { $most }. It is hours of a clerk.
problem-date = { $field }: write a date as 2026-03-03.
problem-month = month: write a month as 2026-03.
problem-period-which = Give a month (month=2026-03), or both from and to (2026-03-01).
problem-period-reversed = The period ends before it begins. Change the two dates about.
problem-period-ahead = The period lies in the future. Today is { $today }.
problem-period-too-long = The period is too long. It may be { $years } years at most.
problem-period-empty = Nothing was recorded in this period.
problem-period-before = Nothing was recorded in this period. The ledger begins on { $first }.
problem-period-begins-late = The ledger begins on { $first }. The days before are not in the figures.
problem-figure-which = Say which figure: { $known }.
problem-figure-untold = Too few people stand behind this figure to show it. Choose a longer period.
problem-figure-unknown = There is no such figure. The figures are { $known }.
problem-limit = limit: write a number from 1 to { $most }.
problem-report-is-being-made = The ledger is being read for the first time. Ask again in a moment.
problem-advice-under-way = The days are still being played. Ask again in a moment.
problem-unauthorized = Send a token of this office as «Authorization: Bearer …».
problem-forbidden = A { $role } may not do this. It takes one of: { $roles }.
problem-busy = The office has too many requests. Try again in a second.
problem-too-slow = The request was given up after 10 seconds. Try again.
problem-internal = The server made a mistake; nothing was changed. It is in its log.
