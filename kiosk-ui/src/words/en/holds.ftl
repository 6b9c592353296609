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
