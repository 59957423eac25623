//! The words that stand for situations, with what they mean.

/// A set of named cases that templates ask for with `==`.
pub struct Cases {
    /// Where they stand.
    pub of: &'static str,
    /// Each with what it means.
    pub cases: &'static [(&'static str, &'static str)],
}

/// The named cases.
pub const CASES: &[Cases] = &[
    Cases {
        of: "x.situation、x.since_previous.situation",
        cases: &[
            ("rise", "增加了（两个数都在10以上；比率只要提高）"),
            ("fall", "减少了（同上）"),
            ("same", "持平"),
            ("nearly_same", "差得很小，印出来是0：基本持平"),
            ("small_rise", "增加了，但有一个数不到10，不算百分比"),
            ("small_fall", "减少了，同上"),
            ("base_zero", "基数是0，不算增幅"),
            ("base_incomplete", "基数缺单位，不能比"),
            ("no_base", "没有可比的数（如专项工作还没有开始，或者这一种数不比）"),
            ("first_report", "这一期才开始统计"),
            ("no_data", "这一期没有数"),
        ],
    },
    Cases {
        of: "x.target.state（目标定给每个单位的）",
        cases: &[
            ("all_reached", "都报了，都完成了"),
            ("reported_reached", "报了的都完成了，还有没报的"),
            ("some_reached", "有的完成了"),
            ("none_reached", "都还没有完成"),
            ("no_data", "没有数"),
        ],
    },
    Cases {
        of: "x.target.state（目标定给合计的）",
        cases: &[
            ("reached", "完成了"),
            ("in_range", "在要求的范围内"),
            ("above_range", "超出要求的范围"),
            ("on_schedule", "没有完成，跟上时间进度"),
            ("behind", "滞后"),
            ("not_judged_yet", "没有完成，还不到评判的时候"),
            ("no_data", "没有数"),
        ],
    },
    Cases {
        of: "x.kind", cases: &[("flow", "发生数"), ("stock", "期末数"), ("plan", "年度任务"), ("ratio", "比率"), ("status", "状态")]
    },
    Cases { of: "x.coverage", cases: &[("full", "报全了"), ("partial", "有单位没报"), ("nobody", "都没报"), ("not_owed", "不用报")] },
    Cases {
        of: "x.lead",
        cases: &[("one", "一个单位领先"), ("tied", "并列领先"), ("all_equal", "都一样"), ("all_zero", "都是0"), ("no_data", "没有数")],
    },
    Cases {
        of: "t.state（任务）",
        cases: &[
            ("reached", "完成"),
            ("on_schedule", "序时"),
            ("behind", "滞后"),
            ("open", "推进中"),
            ("no_data", "未报"),
            ("no_target", "没有目标"),
        ],
    },
];
