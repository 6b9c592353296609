# Ready-made notices of the day: read in the hall by everybody, so written in every language.

notice-mitid-down = MitID is down. We cannot help with MitID right now.
notice-closing-early = We close at { $time } today.
notice-long-wait = Many are waiting today. You may have to wait a long time.
