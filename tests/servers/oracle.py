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

SECONDS_A_WINDOW = 4


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
    signal.signal(signal.SIGALRM, too_long)
    answer = {"file": file, "windows": [], "error": None}
    try:
        with open(file, "rb") as opened:
            calendars = icalendar.Calendar.from_ical(opened.read(), multiple=True)
    except Exception as error:
        answer["error"] = type(error).__name__
        return answer
    for window in windows:
        signal.alarm(SECONDS_A_WINDOW)
        try:
            answer["windows"].append(taken(calendars, window, zone))
        except TooLong:
            answer["windows"].append(None)
        except Exception as error:
            answer["windows"].append(None)
            answer["error"] = type(error).__name__
        finally:
            signal.alarm(0)
    return answer


def main():
    asked = json.load(sys.stdin)
    work = [(file, asked["windows"], asked["zone"]) for file in asked["files"]]
    with multiprocessing.Pool(2) as pool:
        for answer in pool.imap(expand, work, chunksize=8):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
