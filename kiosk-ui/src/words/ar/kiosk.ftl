# machine draft, not reviewed by a native speaker
kiosk-welcome = مرحباً بكم
kiosk-first-free = أول وقت متاح: الساعة { $time }
kiosk-none-free = لا يمكننا أن نعدكم بوقت الآن.
kiosk-diary-silent = لا يمكننا رؤية التقويم كاملًا الآن. قد تكون الأوقات المتاحة أقل من المعتاد. يمكنكم أخذ رقم كالمعتاد.
kiosk-stale = إذا لم يعمل ذلك فاسألوا أحد الموظفين.
kiosk-show-card = ضع بطاقتك أمام القارئ
kiosk-use-code = استخدام الرمز
kiosk-no-card = لا بطاقة ولا رمز؟ اضغطوا على مساعدة.
kiosk-demo-code = تجربة: استخدموا الرمز { $code }
kiosk-closed = المكتب مغلق
kiosk-opens = نفتح { $day } الساعة { $time }.
kiosk-opens-today = نفتح اليوم الساعة { $time }.

kiosk-steps = الخطوة { $step } من 2
kiosk-languages = اللغة
kiosk-tools = شكل الشاشة
kiosk-larger = نص أكبر
kiosk-contrast = تباين عالٍ
kiosk-low = أزرار منخفضة
kiosk-read = قراءة بصوت

kiosk-code-title = أدخل الرمز
kiosk-code-hint = الرمز من 4 إلى 8 أرقام.
kiosk-code-typed = { $count ->
    [one] أدخلت رقماً واحداً.
    [two] أدخلت رقمين.
    [few] أدخلت { $count } أرقام.
   *[other] أدخلت { $count } رقماً.
}
kiosk-code-erase = حذف
kiosk-code-next = التالي
kiosk-code-checking = نبحث عن الرمز.
kiosk-code-unknown = لا نعرف هذا الرمز. حاولوا من جديد أو اضغطوا على مساعدة.
kiosk-card-unknown = لا نعرف هذه البطاقة. استخدموا الرمز أو اضغطوا على مساعدة.
kiosk-code-too-many = جُرّب الرمز مرات كثيرة. اسألوا أحد الموظفين.
kiosk-code-unreachable = لا يوجد اتصال. حاولوا من جديد أو اسألوا أحد الموظفين.

kiosk-errand-title = بماذا نساعدكم؟
kiosk-errand-more = خدمات أخرى
kiosk-witness-last = يمكنك أن تكون شاهداً مرة واحدة أخرى.
kiosk-witness-used-up = يمكنك أن تكون شاهداً مرة أخرى يوم { $day }. إذا احتاج المواطن إلى شاهد اليوم، فليساعده شخص آخر.
kiosk-papers-title = هل مع المواطن جواز سفر أو رخصة قيادة؟
kiosk-papers-hint = ستحصلون على المساعدة مهما كان الجواب.
kiosk-papers-yes = نعم
kiosk-papers-no = لا
kiosk-papers-unknown = لا أعرف
kiosk-needs-title = هل هناك ما يجب أن نراعيه؟
kiosk-needs-hint = اضغطوا على ما يناسب، ثم أجيبوا في الأسفل.
kiosk-needs-short-wait = لا يمكن الانتظار طويلاً
kiosk-needs-all = كل ما سبق
kiosk-needs-not-together = المربعات المتقطعة غير متاحة مع ما اخترتم. إذا احتجتم إليها فاضغطوا على «مساعدة».
kiosk-sending = نبحث عن وقتكم.

kiosk-done-number = رقمكم
kiosk-done-window = سنناديكم بين الساعة { $earliest } والساعة { $latest }.
kiosk-done-expected = من المرجح أن نناديكم بين الساعة { $earliest } والساعة { $latest }.
kiosk-done-latest = في موعد أقصاه الساعة { $latest }.
kiosk-done-standby = سنناديكم عندما يصبح وقت متاحاً.
kiosk-done-standby-ends = تنتهي قائمة الانتظار عندما نغلق الساعة { $time }.
kiosk-done-kept = نحفظ لكم وقتاً يوم { $day }، من { $earliest } إلى { $latest }.
kiosk-done-sit = يمكنكم الجلوس هنا
kiosk-done-phone = امسحوا الرمز وتابعوا رقمكم على الهاتف.
kiosk-done-finish = تم
kiosk-done-returns = تعود الشاشة وحدها. المسوها لتبقى.
kiosk-done-stays = ستبقى الشاشة هنا. اضغطوا على تم عندما تنتهون.

kiosk-no-time-title = لا توجد أوقات أخرى اليوم يمكننا أن نعد بها.
kiosk-no-time-now-title = لا يوجد وقت متاح الآن.
kiosk-no-time-lead = اختاروا ما يناسبكم:
kiosk-offer-later-today = الحضور لاحقاً اليوم
kiosk-offer-later-today-meaning = سنناديكم بين الساعة { $earliest } والساعة { $latest }.
kiosk-offer-standby = انتظار وقت متاح
kiosk-offer-standby-meaning = تحصلون على رقم الآن. سنناديكم إن توفر وقت.
kiosk-offer-next-day = وقت في يوم آخر
kiosk-offer-next-day-meaning = نحفظ لكم وقتاً يوم { $day }، من { $earliest } إلى { $latest }.
kiosk-offer-leave = المغادرة بدون رقم
kiosk-offer-leave-meaning = لا نحفظ شيئاً. يمكنكم العودة في أي وقت.

kiosk-trouble-unreachable = لا يوجد اتصال الآن
kiosk-trouble-busy = النظام مشغول جداً
kiosk-trouble-disk-full = لا تستطيع الشاشة إعطاء أرقام الآن
kiosk-trouble-closed = أُغلق المكتب للتو
kiosk-trouble-no-desk = لا يوجد مكتب هنا يوفر كل ذلك معاً
kiosk-trouble-other = لم ينجح الأمر هذه المرة
kiosk-trouble-again = أجوبتكم محفوظة. سنحاول من جديد وحدنا.
kiosk-trouble-ask = اسألوا أحد الموظفين. يمكنكم أخذ رقم منه.
kiosk-trouble-retry = حاول من جديد

kiosk-not-ready-title = لا يمكن لهذه الشاشة إعطاء أرقام الآن.
kiosk-not-ready-text = اذهبوا إلى أحد الموظفين ليساعدكم.

kiosk-warning-title = هل ما زلتم هنا؟
kiosk-warning-text = وإلا تبدأ الشاشة من جديد.
kiosk-warning-more = وقت إضافي

kiosk-help-coming = سيأتي موظف إليكم
kiosk-help-failed = لا يمكننا النداء الآن. اذهبوا إلى أحد الموظفين.
