# Time held in the appointment system.
holds-heading = The appointment system
holds-silent = The appointment system does not answer. We use what we saw at { $at }.
holds-silent-ever = The appointment system does not answer and never has. We have asked since { $since }.
holds-refused-ahead = { $count ->
    [one] The appointment system will not hold one of the times. It is not used.
   *[other] The appointment system will not hold { $count } of the times. They are not used.
  }
holds-booked-over-ahead = { $count ->
    [one] Somebody else booked in time that we held. That part was given back.
   *[other] Others booked { $count } times in time that we held. Those parts were given back.
  }
holds-block = Appointment system: { $state }
holds-summary = Held in the appointment system today: { $count }. Waiting for an answer: { $unsure }.
holds-where = Desk { $desk }, { $stretch }
holds-state-wanted = Waiting for an answer
holds-state-held = Held
holds-state-in-use = In use
holds-state-releasing = Being given back
holds-state-released = Given back
holds-state-refused = Refused
holds-state-booked-over = Booked by somebody else
holds-why-taken = Somebody else has the time.
holds-why-not-allowed = Mintur may not write in the calendar. Ask an administrator.
holds-why-not-understood = The answer cannot be understood. Ask an administrator.
holds-silent-which = { $count ->
    [one] It is { $names }.
   *[other] It is these: { $names }.
  }
holds-sources-summary = { $attention ->
    [0] Calendars: { $count }. All of them are read.
   *[other] Calendars: { $count }. Look at { $attention } of them.
  }
holds-source = { $count ->
    [one] { $name }, desk { $desks }
   *[other] { $name }, desks { $desks }
  }
holds-source-looked = Last read at { $at }.
holds-source-not-yet = Not read yet.
holds-source-silent = No answer since { $since }. Last read at { $at }.
holds-source-silent-ever = No answer since { $since }. Not read since Mintur started.
holds-problem-left-out = Left out: { $count }
holds-problem-doubt = Read with doubt: { $count }. They take the longest time they can mean.
holds-problem-missing = Gone without a reason: { $count }. They keep their time a little longer.
holds-problem-refused-file = Refused files: { $count }. Nothing in them was read.
holds-problem-other-writer = Others write held time in the calendar too: { $count }. Ask an administrator.
holds-problem-as-written = Read as they stand: { $count }
holds-problem-details = Details for the administrator
