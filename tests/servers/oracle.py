# SPDX-License-Identifier: MPL-2.0
"""Expands calendars with recurring-ical-events, as an independent second opinion.

Standard input: one JSON object {"zone", "windows": [[from, to], ...], "files": [...]}; days as 2026-03-01.
Standard output: one JSON object a line: {"file", "windows": [[[start, end], ...] or null, ...], "error"}.
Times are Unix seconds. What is cancelled or shown as free is left out, as is what takes no time.
"""

import json
import multiprocessing
import signal
import sys
import warnings
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from icalendar.timezone import tzp

# Of processor time, so that a busy machine answers as many windows as an idle one.
SECONDS_A_WINDOW = 10


class TooLong(BaseException):
    pass


def too_long(*_):
    raise TooLong


def moment(value, zone):
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return int(value.timestamp())


def taken(calendars, window, zone):
    start, end = (datetime.combine(date.fromisoformat(day), time(), zone) for day in window)
    first, last = int(start.timestamp()), int(end.timestamp())
    found = set()
    for calendar in calendars:
        query = recurring_ical_events.of(calendar, components=["VEVENT"], skip_bad_series=True)
        for event in query.between(start, end):
            if str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
                continue
            stretch = moment(event.start, zone), moment(event.end, zone)
            if stretch[0] < last and first < stretch[1] and stretch[0] < stretch[1]:
                found.add(stretch)
    return sorted(found)


def expand(asked):
    file, windows, zone = asked
    zone = ZoneInfo(zone)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGVTALRM, too_long)
    # The library keeps every time zone it has met: without this, a zone of one calendar answers for the next.
    tzp.use_default()
    answer = {"file": file, "windows": [], "error": None}
    try:
        with open(file, "rb") as opened:
            calendars = icalendar.Calendar.from_ical(opened.read(), multiple=True)
    except Exception as error:
        answer["error"] = type(error).__name__
        return answer
    for window in windows:
        found = None
        # The alarm may ring in any line: the outer net catches it there, lest a worker die.
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_A_WINDOW)
            try:
                found = taken(calendars, window, zone)
            except Exception as error:
                answer["error"] = type(error).__name__
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except TooLong:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        answer["windows"].append(found)
    return answer


def main():
    asked = json.load(sys.stdin)
    work = [(file, asked["windows"], asked["zone"]) for file in asked["files"]]
    with multiprocessing.Pool(2) as pool:
        for answer in pool.imap(expand, work, chunksize=8):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
