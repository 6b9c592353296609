# machine draft, not reviewed by a native speaker
# Words that several screens share.

common-back = رجوع
common-start-over = ابدأ من جديد
common-help = مساعدة
common-loading = نحن نحمّل الشاشة.
common-stale-since = لم يتم التحديث منذ الساعة { $time }
common-stale-never = لا يوجد اتصال. نحاول من جديد باستمرار.
common-broken = الشاشة لا تعمل الآن.
common-broken-more = ستحاول من جديد وحدها. اسألوا أحد الموظفين.
common-broken-again = حاول مرة أخرى
common-clock = الساعة الآن { $time }
common-desk = الشباك { $desk }
common-number = الرقم { $number }
common-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
common-language-failed = تعذّر تحميل اللغة. حاول مرة أخرى بعد قليل.
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية

# The errands of the default setup, in two words where that is possible: they stand on tiles.
common-errand-new-mitid = MitID جديد
common-errand-restore-mitid = MitID لا يعمل
common-errand-digital-post = البريد الرقمي
common-errand-passport-help = مساعدة في الجواز
common-errand-address = عنوان جديد
common-errand-other = شيء آخر

common-feature-without-photo = مساعدة بدون جواز سفر أو رخصة قيادة
common-feature-step-free = بدون درج
common-feature-quiet-room = مكان هادئ
common-feature-interpreter = مترجم

common-identification-photo = جواز السفر أو رخصة القيادة موجودة
common-identification-none = بدون جواز سفر ورخصة قيادة
common-identification-unknown = الأوراق غير محددة

common-outcome-mitid-issued = تم إصدار MitID
common-outcome-mitid-restored = MitID يعمل من جديد
common-outcome-documents-missing = كانت هناك أوراق ناقصة
common-outcome-control-questions-failed = لم تنجح أسئلة التحقق
common-outcome-witness-missing-or-quota-used = لا يوجد شاهد أو بلغ الشاهد الحد المسموح
common-outcome-refused-cannot-handle-alone = رفض: لا يمكن استخدام MitID دون مساعدة
common-outcome-refused-identity-uncertain = رفض: الهوية غير مؤكدة
common-outcome-power-of-attorney-created = تم إنشاء وكالة
common-outcome-exempted-from-digital-post = إعفاء من البريد الرقمي
common-outcome-other-errand-done = تم إنجاز معاملة أخرى
common-outcome-new-time-given = تم إعطاء موعد جديد
common-outcome-left-before-call = غادر قبل النداء
common-outcome-absent-at-call = غائب عند النداء

common-flag-internal-residence-certificate-used = استُخدمت شهادة السكن الداخلية
common-flag-interpreter-used = استُعين بمترجم
common-flag-companion-was-witness = كان المرافق هو الشاهد
common-chart-table = الأرقام وراء الرسم

# What an office wrote in Danish and nobody has translated, and what has no name at all.
common-untranslated = بالدنماركية فقط
common-untranslated-text = { $text } (بالدنماركية فقط)
common-unnamed-errand = خدمة بلا اسم
common-unnamed-outcome = نتيجة بلا اسم
