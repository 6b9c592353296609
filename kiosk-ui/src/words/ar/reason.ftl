# machine draft, not reviewed by a native speaker
# One sentence for each reason the model gives: reason- and the code, underscores as hyphens.
# Instants come as clock times, dates as days, numbers as numbers.

# Why this place and this promise; said to companion and citizen.
reason-earliest-time = هذا أول وقت متاح، الساعة { $start }.
reason-time-went-to-earlier-ticket = أُعطي وقت أبكر لمن حضر قبلكم.
reason-other-promise-kept = وعدنا الرقم { $number } بوقت أقصاه الساعة { $latest }.
reason-needs-desk-feature = { $feature ->
    [without_photo] تحتاجون إلى شباك يساعد بدون جواز سفر أو رخصة قيادة.
    [step_free] تحتاجون إلى شباك بدون درج.
    [quiet_room] تحتاجون إلى شباك في مكان هادئ.
    [interpreter] تحتاجون إلى شباك فيه مترجم.
   *[other] تحتاجون إلى شباك معيّن.
}
reason-longer-without-photo = بدون جواز سفر أو رخصة قيادة نخصص { common-minutes }.
reason-passes-within-promises = حصلتم على وقت أبكر، وكل الوعود الأخرى باقية.

# The choices when no time can be promised soon enough.
reason-no-time-today = لا يمكننا أن نعدكم بوقت خلال { $longest_wait_minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $longest_wait_minutes } دقائق
   *[other] { $longest_wait_minutes } دقيقة
}.
reason-chose-later-today = اخترتم وقتاً لاحقاً اليوم، الساعة { $start }.
reason-chose-standby = اخترتم انتظار وقت يصبح متاحاً.
reason-chose-next-day = اخترتم موعداً في يوم آخر، الساعة { $start }.

# Why it moved.
reason-time-came-free = أصبح وقت متاحاً، ويمكنكم الحضور الساعة { $start }.
reason-made-room-within-promise = وقتكم الآن الساعة { $start }، ضمن ما وعدناكم به.
reason-gap-changed = تغيّرت الأوقات، ووقتكم الآن الساعة { $start }.
reason-booking-came-in = أُضيف موعد، فأصبح وقتكم الساعة { $start }.
reason-hold-lost = لم يعد بالإمكان إبقاء الوقت عند الشباك { $desk } محجوزًا لكم.
reason-clerk-away = لا يوجد موظف عند الشباك { $desk } في ذلك الوقت، لذلك تغيّر وقتكم.
reason-closed-at-that-time = مركز الخدمة مغلق في ذلك الوقت، لذلك تغيّر وقتكم.
reason-desk-closed = الشباك { $desk } مغلق، لذلك تغيّر وقتكم.
reason-case-overran = المعاملة التي قبلكم عند الشباك { $desk } تستغرق وقتاً أطول.
reason-plan-changed = تغيّرت الخطة، لذلك تغيّر وقتكم.
reason-supervisor-forced = غيّر المسؤول الخطة، لذلك تغيّر وقتكم.
reason-lost-its-place = لم يعد وقتكم محجوزاً؛ سنناديكم عندما يتوفر مكان.
reason-was-set-aside = لم تكونوا جاهزين حين جاء وقتكم؛ ستكونون أولاً عند عودتكم.
reason-sent-on = حُوّلتم إلى مكان آخر؛ سنناديكم فور توفر مكان.
reason-moved-to-next-day = انتقل وقتكم إلى يوم آخر، الساعة { $start }.

# Why this number was called; said to the clerk.
reason-promise-at-risk = موعود بوقت أقصاه الساعة { $latest }.
reason-promise-was-broken = كان يجب أن يحصل على وقت قبل الساعة { $latest }، لذلك يأتي أولاً.
reason-waited-longest = انتظر أطول من غيره: { common-minutes }.
reason-beyond-longest-wait = مدة الانتظار { common-minutes }، أطول مما نسمح به لأحد.
reason-higher-priority = له الأولوية الأعلى بين من يمكن استدعاؤهم الآن، ومدة الانتظار { common-minutes }.
reason-fits-before-booking = المدة { common-minutes }، وتكفي قبل الموعد الساعة { $booking }.
reason-tight-before-booking = قد تصل المدة إلى { $likely_minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $likely_minutes } دقائق
   *[other] { $likely_minutes } دقيقة
}، والموعد التالي الساعة { $booking }.
reason-tight-before-closing = قد تصل المدة إلى { $likely_minutes ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $likely_minutes } دقائق
   *[other] { $likely_minutes } دقيقة
}، ويغلق المكتب الساعة { $closes }.
reason-chosen-by-clerk = اختار أحد الموظفين هذا الرقم بالذات.
reason-transferred-here = ينتظر هذا الشباك تحديدًا.

# Why another was not called, or nobody was; said to the clerk.
reason-needs-more-time = مدة الرقم { $number } هي { common-minutes }، والمتاح فقط { $available_minutes }.
reason-needs-other-desk = { $feature ->
    [without_photo] الرقم { $number } يحتاج إلى مساعدة بدون جواز سفر أو رخصة قيادة.
    [step_free] الرقم { $number } يحتاج إلى شباك بدون درج.
    [quiet_room] الرقم { $number } يحتاج إلى شباك في مكان هادئ.
    [interpreter] الرقم { $number } يحتاج إلى شباك فيه مترجم.
   *[other] الرقم { $number } يحتاج إلى شباك آخر.
}
reason-waits-for-other-desk = الرقم { $number } ينتظر الشباك { $desk }.
reason-would-break-promise = هذا يخلف وعدنا للرقم { $number }: أقصاه الساعة { $latest }.
reason-freed-time-unconfirmed = وقت أُتيح عند الشباك { $desk }: آخر جواب من نظام الحجز الساعة { $known_at }.
reason-nobody-waits = لا أحد ينتظر الآن.
reason-booking-under-way = الشباك مشغول في التقويم حتى الساعة { $until }.

# Why a gap is empty, or how it ended; said to the supervisor.
reason-nobody-needs-it = لا أحد يحتاج إلى هذا الوقت الآن.
reason-nobody-fits-it = هذا الوقت ({ common-minutes }) قصير جداً لمن ينتظرون.
reason-nobody-waiting-needs-this-desk = لا أحد من المنتظرين يحتاج إلى هذا الشباك.
reason-desk-not-staffed = لا يوجد موظف عند الشباك { $desk }.
reason-booked-inside-hold = حجز شخص آخر الساعة { $start } وقتاً كنا نحتفظ به.
reason-will-be-released = يعود الوقت إلى الحجز الساعة { $at } إن لم يُستخدم.
reason-released-to-booking = عاد الوقت إلى الحجز الساعة { $at }.

# How a visit ended; said to companion and citizen.
reason-not-served-today = لم نتمكن من استقبالكم اليوم.
reason-grace-ran-out = لم تكونوا هنا عند النداء، وانتهت المهلة.
reason-office-closed = المكتب مغلق.

reason-promise-in-danger = لا وقت للرقم { $number } قبل { $latest }: حجز وقت يساعد.
reason-people-stand-by = { $count ->
   *[other] { $count } ينتظرون بلا موعد: حجز وقت يساعد.
}
