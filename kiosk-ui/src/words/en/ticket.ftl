ticket-title = Your number
