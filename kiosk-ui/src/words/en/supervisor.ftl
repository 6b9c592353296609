supervisor-title = Today
