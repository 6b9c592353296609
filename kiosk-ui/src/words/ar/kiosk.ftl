# machine draft, not reviewed by a native speaker
kiosk-welcome = مرحبا
