# machine draft, not reviewed by a native speaker
ticket-title = رقمكم
