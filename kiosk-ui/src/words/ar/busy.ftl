# machine draft, not reviewed by a native speaker
# How busy it is: a public page, also inside the municipality's own site.

busy-title = ما مدى الازدحام الآن؟
busy-closed = المكتب مغلق الآن.
busy-open = نحن نعمل حتى الساعة { $time }.
busy-opens-today = نفتح الساعة { $time }.
busy-opens-day = نفتح يوم { $day } الساعة { $time }.
busy-waiting-nobody = لا أحد ينتظر الآن.
busy-waiting-few = عدد المنتظرين الآن أقل من { $count }.
busy-waiting = عدد المنتظرين الآن: { $count }.
busy-next = إذا جئتم الآن فيمكنكم الحصول على وقت بين الساعة { $earliest } والساعة { $latest }.
busy-next-none = لم تعد لدينا أوقات متاحة اليوم. أهلاً بكم في يوم آخر.
busy-next-note = يصبح الوقت لكم عندما تحصلون على رقم.
busy-usual = كم شخصاً يأتي عادةً يوم { $weekday }
busy-hour = { $from }–{ $to }
busy-load-few = قليل
busy-load-some = متوسط
busy-load-most = كثير
busy-updated = آخر تحديث الساعة { $time }
busy-unknown = لا نعرف الآن. حاولوا مرة أخرى بعد قليل.
