# machine draft, not reviewed by a native speaker
# Words that several screens share.

common-back = رجوع
common-start-over = ابدأ من جديد
common-help = مساعدة
common-loading = نحن نحمّل الشاشة.
common-stale-since = لم يتم التحديث منذ الساعة { $time }
common-stale-never = لا يوجد اتصال. نحاول من جديد باستمرار.
common-clock = الساعة الآن { $time }
common-desk = الشباك { $desk }
common-number = الرقم { $number }
common-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
common-language-da = Dansk
common-language-en = English
common-language-ar = العربية
