supervisor-title = Dagen i dag
