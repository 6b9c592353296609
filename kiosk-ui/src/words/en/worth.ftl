# The business case, in the table and in the report.
worth-assumptions = Assumptions
worth-assumption-citizens-per-year = Citizens a year
worth-assumption-companion-hours-before = Companion hours per citizen, before
worth-assumption-companion-hours-after = Companion hours per citizen, after
worth-assumption-indirect-cases-per-month = Indirect cases a month
worth-assumption-indirect-hours-per-case = Hours saved per indirect case
worth-assumption-cost-dkk = Cost, DKK
worth-assumption-hours-per-fte = Hours per effective full-time year

worth-results = Results (lowest–highest)
worth-hours-per-citizen = Time saved per citizen
worth-direct-hours = Direct effect a year
worth-indirect-hours-month = Indirect effect a month
worth-indirect-hours = Indirect effect a year
worth-total-hours = In all a year
worth-direct-fte = Direct effect
worth-indirect-fte = Indirect effect
worth-total-fte = In all
worth-hours-unit = h
worth-fte-unit = full-time years
worth-fte-of = full-time years of { $hours } hours
worth-cost-per-citizen = Cost per citizen
worth-break-even = Breaks even when an hour is worth
worth-total-without-overlap = In all, counting no citizen twice
worth-overlap-unknown = "In all" adds direct and indirect effects. A citizen in both counts twice. The assumptions do not say how many that is.

worth-estimate = Three-point estimate (low + 4 · likely + high) / 6; without likely: the middle
worth-sensitivity = Sensitivity: what moves the result most (one assumption at a time, the others at their estimate)
worth-present-value = Net present value over { $years } years at { $rate } % a year, the cost every year
worth-hour-value = When a saved hour is worth { $value } DKK
worth-hour-value-missing = The assumptions do not say what an hour is worth. Write hour_value_dkk for one answer.
worth-owners = Benefit owners
worth-owner-direct = Direct effect
worth-owner-indirect = Indirect effect
worth-owner-cost = The cost is borne by
worth-owner-missing = not stated
