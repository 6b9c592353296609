# A screen that is not let in: why, and what to do about it. Kiosks and boards show it to everybody in the hall.

access-no-token-title = This screen is not approved yet
access-no-token-why = We do not know it here.
access-unknown-token-title = This screen's access is not valid
access-unknown-token-why = We do not know its key. It may have been replaced.
access-revoked-title = This screen has lost its access
access-revoked-why = A supervisor took it from the screen.
access-other-office-title = This screen belongs to another office
access-other-office-why = Its access is not valid here.
access-role-may-not-title = This screen may not show this page
access-role-may-not-why = It is approved as { $role }. The page is for: { $roles }.
access-other-desk-title = This screen belongs to desk { $own }
access-other-desk-why = It may not show desk { $desk }.
access-unknown-desk-title = There is no desk “{ $desk }”
access-unknown-desk-why = Choose the desk you sit at:

# The code that lets a screen in
access-code = Code
access-code-instead = Does the screen stay here? Use a code instead.
access-code-asking = We are fetching a code.
access-code-too-many = Many screens wait for a code. We try again soon.
access-code-unreachable = No connection. We keep trying.
access-code-steps = How the screen gets access
access-code-step-open = A supervisor opens the page “Screens” on their own PC.
access-code-step-type = Type the code there, and press “Approve”.
access-code-step-done = Then the screen opens by itself.
access-go-to-staff = Do you need help now? Go to a member of staff.
access-languages = Languages

access-role-kiosk = kiosk
access-role-board = board
access-role-companion = companion
access-role-unit-lead = unit lead
access-role-clerk = clerk
access-role-supervisor = supervisor
access-role-administrator = administrator
access-role-management = management
access-role-auditor = auditor
