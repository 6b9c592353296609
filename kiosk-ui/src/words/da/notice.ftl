# Ready-made notices of the day: read in the hall by everybody, so written in every language.

notice-mitid-down = MitID er nede. Vi kan ikke hjælpe med MitID lige nu.
notice-closing-early = Vi lukker kl. { $time } i dag.
notice-long-wait = Mange venter i dag. Du kan komme til at vente længe.
