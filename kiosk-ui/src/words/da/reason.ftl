# One sentence for each reason the model gives: reason- and the code, underscores as hyphens.
# Instants come as clock times, dates as days, numbers as numbers.

reason-earliest-time = Det er den første ledige tid, kl. { $start }.
