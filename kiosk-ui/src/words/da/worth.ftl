# Business casen, i tabellen og i rapporten.
worth-assumptions = Forudsætninger
worth-assumption-citizens-per-year = Borgere om året
worth-assumption-companion-hours-before = Ledsagers timer pr. borger, før
worth-assumption-companion-hours-after = Ledsagers timer pr. borger, efter
worth-assumption-indirect-cases-per-month = Afledte sager pr. måned
worth-assumption-indirect-hours-per-case = Sparede timer pr. afledt sag
worth-assumption-cost-dkk = Omkostning, kr.
worth-assumption-hours-per-fte = Timer pr. effektivt årsværk

worth-results = Resultat (laveste–højeste)
worth-hours-per-citizen = Sparet tid pr. borger
worth-direct-hours = Direkte effekt pr. år
worth-indirect-hours-month = Afledt effekt pr. måned
worth-indirect-hours = Afledt effekt pr. år
worth-total-hours = I alt pr. år
worth-direct-fte = Direkte effekt
worth-indirect-fte = Afledt effekt
worth-total-fte = I alt
worth-hours-unit = t
worth-fte-unit = årsværk
worth-fte-of = årsværk à { $hours } timer
worth-cost-per-citizen = Omkostning pr. borger
worth-break-even = Går i nul, når en time er værd
worth-total-without-overlap = I alt, når ingen borger tælles to gange
worth-overlap-unknown = «I alt» lægger direkte og afledt effekt sammen. En borger, der er med i begge, tæller to gange. Hvor mange det er, står ikke i forudsætningerne.

worth-estimate = Trepunktsskøn (lav + 4 · sandsynlig + høj) / 6; uden sandsynlig: midten
worth-sensitivity = Følsomhed: hvad flytter resultatet mest (én forudsætning ad gangen, de andre på skønnet)
worth-present-value = Nutidsværdi over { $years } år, { $rate } % om året, omkostningen hvert år
worth-hour-value = Når en sparet time er værd { $value } kr.
worth-hour-value-missing = Forudsætningerne siger ikke, hvad en time er værd. Skriv hour_value_dkk for ét svar.
worth-owners = Gevinstejere
worth-owner-direct = Direkte effekt
worth-owner-indirect = Afledt effekt
worth-owner-cost = Omkostningen bæres af
worth-owner-missing = ikke oplyst
