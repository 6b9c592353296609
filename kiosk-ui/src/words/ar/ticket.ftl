# machine draft, not reviewed by a native speaker
ticket-title = رقمكم: { $number }

ticket-headline-waiting = رقمكم
ticket-headline-standby = رقمكم
ticket-headline-kept = رقمكم
ticket-headline-called = تعالوا الآن: الشباك { $desk }
ticket-headline-serving = أنتم عند الشباك { $desk }
ticket-headline-parked = رقمكم متوقف مؤقتاً
ticket-headline-absent = لقد ناديناكم
ticket-headline-done = انتهيتم
ticket-headline-left = انتهت الزيارة

ticket-window-waiting = سنناديكم بين الساعة { $earliest } والساعة { $latest }.
ticket-window-expected = من المرجح أن نناديكم بين الساعة { $earliest } والساعة { $latest }. في موعد أقصاه الساعة { $promised }.
ticket-window-sure = ننادي 8 من كل 10 أشخاص خلال هذا الوقت.
ticket-window-standby = سنناديكم عندما يصبح وقت متاحاً.
ticket-window-kept = نحفظ لكم وقتاً يوم { $day }، من { $earliest } إلى { $latest }.
ticket-window-called = نحن جاهزون لكم الآن.
ticket-window-serving = يساعدكم أحد الموظفين الآن.
ticket-window-parked = اذهبوا إلى الشباك عندما تكونون جاهزين.
ticket-window-absent = اذهبوا إلى الشباك قبل الساعة { $until } ويبقى مكانكم محفوظاً.
ticket-window-absent-queue = اذهبوا إلى الشباك قبل الساعة { $until } وتبقون في الصف.
ticket-window-absent-over = اذهبوا إلى أحد الموظفين لنجد لكم وقتاً.
ticket-window-done = شكراً لكم.
ticket-window-closed = لم نتمكن من استقبالكم اليوم.
ticket-window-left = { $ending ->
    [moved_to_next_day] انتقل وقتكم إلى يوم آخر.
    [not_served_today] لم نتمكن من استقبالكم اليوم. اسألونا عن وقت جديد.
    [absent_at_call] لم تكونوا هنا عند النداء. اسألونا عن وقت جديد.
   *[left_before_call] يمكنكم العودة في أي وقت وأخذ رقم جديد.
}

# Standing by ends at closing time; a place on the next open day is offered and taken.
ticket-standby-ends = تنتهي قائمة الانتظار عندما نغلق الساعة { $time }.
ticket-next-day = يمكننا أن نحفظ لكم وقتاً يوم { $day }، من { $earliest } إلى { $latest }.
ticket-next-day-meaning = إذا أخذتموه فلن تنتظروا اليوم بعد الآن.
ticket-next-day-take = خذوا هذا الوقت
ticket-next-day-gone = لم يعد هذا الوقت متاحاً.
ticket-next-day-failed = لم ينجح الأمر. حاولوا مرة أخرى أو اسألونا.

# Once the visit is over.
ticket-rating-ask = كيف كانت الزيارة؟
ticket-rating-good = جيدة
ticket-rating-so-so = متوسطة
ticket-rating-bad = سيئة
ticket-rated = شكرًا على إجابتك.

ticket-place-area = يمكنكم الجلوس في { $area }.
ticket-place-anywhere = تابعوا هذه الصفحة.
ticket-out-until = يمكنكم الخروج قليلاً حتى الساعة { $time }.

ticket-updated = آخر تحديث الساعة { $time }
ticket-stale = لم يتم التحديث منذ الساعة { $time }. انظروا إلى اللوحة أو اسألونا.

# What to have at hand; an office can write its own words instead.
ticket-bring-title = جهّزوا ما يلي
ticket-bring-photo-id = جواز السفر أو رخصة القيادة
ticket-bring-phone = الهاتف الذي سيُستخدم عليه MitID
ticket-bring-health-card = البطاقة الصحية
ticket-bring-certificate = شهادة الميلاد أو الاسم إن وجدت
ticket-bring-residence-certificate = شهادة السكن إن وجدت
ticket-bring-tax-statement = بيان الضريبة السنوي أو رسالة عن المساعدة
ticket-bring-companion-mitid = MitID الخاص بالمرافق
ticket-bring-witness = يمكن لشخص يعرف المواطن جيداً أن يكون شاهداً
ticket-bring-letter = الرسالة المتعلقة بالموضوع
ticket-bring-new-address = العنوان الجديد وتاريخ الانتقال
