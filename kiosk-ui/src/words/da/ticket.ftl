ticket-title = Jeres nummer
