# machine draft, not reviewed by a native speaker
# The start page of a demo: its screens, with one sentence each.

start-title = جرّبوا Mintur
start-demo = هذا عرض تجريبي.
start-clock = لا يوجد هنا أشخاص حقيقيون. ساعة العرض الخاصة تشير إلى { $time }، { $day }.
start-lively = يأتي مرافقون وهميون، وينادي عليهم موظفون وهميون. إذا ضغطتم على زر عند شباك فهو لكم لمدة 10 دقائق.
start-kiosk = جهاز الأرقام
start-kiosk-more = هنا يحصل المواطن والمرافق على رقم ووقت. رمز المرافق هو { $code }.
start-phone = الهاتف
start-phone-more = خذوا رقماً من الجهاز وامسحوا الرمز. عندها يمكنكم متابعة الرقم.
start-board = اللوحة
start-board-more = هنا يرى الجميع في القاعة من يُنادى عليه.
start-desk = الشباك { $desk }
start-desk-more = هنا ينادي الموظف على التالي ويرى ما يجب فعله.
start-supervisor = اليوم
start-supervisor-more = هنا يرى المسؤول اليوم كله ويحفظ وقتاً متاحاً.
start-report = المتابعة
start-report-more = هنا ما حققه هذا الترتيب وما كلّفه.
start-busy = ما مدى الازدحام الآن؟
start-busy-more = هنا يرى الجميع عدد المنتظرين قبل أن يأتوا.
