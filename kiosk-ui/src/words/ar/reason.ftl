# machine draft, not reviewed by a native speaker
# One sentence for each reason the model gives: reason- and the code, underscores as hyphens.

reason-earliest-time = هذا أول وقت متاح، الساعة { $start }.
