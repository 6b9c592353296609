# A screen that is not let in: why, and what to do about it. Kiosks and boards show it to everybody in the hall.

access-no-token-title = Skærmen er ikke godkendt endnu
access-no-token-why = Vi kender den ikke her.
access-unknown-token-title = Skærmens adgang gælder ikke
access-unknown-token-why = Vi kender ikke dens nøgle. Den kan være skiftet ud.
access-revoked-title = Skærmen har mistet sin adgang
access-revoked-why = En leder har taget den fra skærmen.
access-other-office-title = Skærmen hører til et andet kontor
access-other-office-why = Dens adgang gælder ikke her.
access-role-may-not-title = Skærmen må ikke vise denne side
access-role-may-not-why = Den er godkendt som { $role }. Siden er for: { $roles }.
access-other-desk-title = Skærmen hører til skranke { $own }
access-other-desk-why = Den må ikke vise skranke { $desk }.
access-unknown-desk-title = Der er ingen skranke »{ $desk }«
access-unknown-desk-why = Vælg den skranke, du sidder ved:

# The code that lets a screen in
access-code = Kode
access-code-instead = Står skærmen fast her? Brug en kode i stedet.
access-code-asking = Vi henter en kode.
access-code-too-many = Mange skærme venter på en kode. Vi prøver igen om lidt.
access-code-unreachable = Vi har ikke forbindelse. Vi prøver hele tiden igen.
access-code-steps = Sådan får skærmen adgang
access-code-step-open = En leder åbner siden »Skærme« på sin egen pc.
access-code-step-type = Skriv koden dér, og tryk på »Godkend«.
access-code-step-done = Så åbner skærmen af sig selv.
access-go-to-staff = Skal I have hjælp nu? Gå til en medarbejder.
access-languages = Sprog

access-role-kiosk = stander
access-role-board = tavle
access-role-companion = ledsager
access-role-unit-lead = enhedsleder
access-role-clerk = medarbejder
access-role-supervisor = leder
access-role-administrator = administrator
access-role-management = ledelse
access-role-auditor = revisor
