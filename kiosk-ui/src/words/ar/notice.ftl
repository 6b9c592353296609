# machine draft, not reviewed by a native speaker
# Ready-made notices of the day: read in the hall by everybody, so written in every language.

notice-mitid-down = خدمة MitID متوقفة. لا يمكننا المساعدة في MitID الآن.
notice-closing-early = نغلق اليوم في الساعة { $time }.
notice-long-wait = كثيرون ينتظرون اليوم. قد تنتظر وقتا طويلا.
