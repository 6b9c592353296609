# machine draft, not reviewed by a native speaker
# A screen that is not let in: why, and what to do about it. Kiosks and boards show it to everybody in the hall.

access-no-token-title = لم تتم الموافقة على هذه الشاشة بعد
access-no-token-why = نحن لا نعرفها هنا.
access-unknown-token-title = تصريح هذه الشاشة غير صالح
access-unknown-token-why = نحن لا نعرف مفتاحها. ربما تم تغييره.
access-revoked-title = فقدت هذه الشاشة تصريحها
access-revoked-why = أحد المسؤولين سحب التصريح منها.
access-other-office-title = هذه الشاشة تابعة لمكتب آخر
access-other-office-why = تصريحها غير صالح هنا.
access-role-may-not-title = لا يُسمح لهذه الشاشة بعرض هذه الصفحة
access-role-may-not-why = تمت الموافقة عليها بصفة: { $role }. الصفحة مخصصة لـ: { $roles }.
access-other-desk-title = هذه الشاشة تابعة للشباك { $own }
access-other-desk-why = لا يُسمح لها بعرض الشباك { $desk }.
access-unknown-desk-title = لا يوجد شباك «{ $desk }»
access-unknown-desk-why = اختر الشباك الذي تجلس عنده:

# The code that lets a screen in
access-code = الرمز
access-code-instead = هل الشاشة ثابتة هنا؟ استخدم رمزًا بدلًا من ذلك.
access-code-asking = نحن نحضر رمزًا.
access-code-too-many = شاشات كثيرة تنتظر رمزًا. سنحاول من جديد بعد قليل.
access-code-unreachable = لا يوجد اتصال. نحاول من جديد باستمرار.
access-code-steps = كيف تحصل الشاشة على التصريح
access-code-step-open = يفتح أحد المسؤولين صفحة «الشاشات» على جهازه.
access-code-step-type = اكتب الرمز هناك واضغط «موافقة».
access-code-step-done = ثم تفتح الشاشة وحدها.
access-go-to-staff = هل تحتاجون إلى مساعدة الآن؟ اذهبوا إلى أحد الموظفين.
access-languages = اللغات

access-role-kiosk = جهاز الأرقام
access-role-board = لوحة العرض
access-role-companion = مرافق
access-role-unit-lead = مسؤول الوحدة
access-role-clerk = موظف
access-role-supervisor = مسؤول
access-role-administrator = مدير النظام
access-role-management = الإدارة
access-role-auditor = مدقق
