//! What is said of each kind of error in a template: where, the line itself, what was probably meant, in plain Chinese.

use hongtou::merge::{TemplateSource, Templates};
use hongtou::origin::Origin;
use tera::Context;

/// A component and a part that the cases use.
const PARTS: &str = "{#- 一个数 -#}\n{%- component figure(x: map, name: string = \"\") -%}{{ x.name }}{{ x.text }}{%- endcomponent figure -%}\n";

fn context() -> Context {
    let mut c = Context::new();
    let figure = serde_json::json!({"name": "站点", "text": "5个", "cell": "5", "kind": "stock"});
    c.insert("f", &serde_json::json!({"stations": figure, "members": figure}));
    c.insert("period", &serde_json::json!({"name": "2023年1—2月", "year": 2023, "cutoff": "2023-02-20"}));
    c.insert("units", &serde_json::json!([{"name": "甲县", "f": {"stations": figure}}]));
    c.insert("groups", &serde_json::json!([{"tasks": [{"name": "任务", "figures": [figure]}]}]));
    c.insert("not_reported", &["乙县"]);
    c
}

/// What is said of a template: file, line, column, the sentence, the remedies.
fn said(text: &str) -> (String, u32, u32, String, String) {
    let sources = [("templates/t.md", text), ("templates/parts/p.md", PARTS), ("templates/ok.md", "好")];
    let templates = Templates::compile(sources.into_iter().map(|(p, t)| TemplateSource { path: p.into(), text: t.into() }).collect());
    let found = templates.render("t.md", &context()).unwrap_err();
    let d = found.iter().next().unwrap();
    let Origin::Text { file, line, column } = &d.origin else { panic!("{text}: {d:?}") };
    (file.to_string(), *line, *column, d.message.clone(), d.hints.join("\n"))
}

#[test]
fn each_kind_of_error_is_placed_and_explained() {
    // The second line of every template; the column counts characters from 1.
    let cases: &[(&str, u32, &str, &str)] = &[
        // Names.
        ("截至{{ peroid.name }}", 6, "“peroid”不存在", "是不是想写 period？"),
        ("截至{{ f.statons.text }}", 8, "“f.statons”不存在", "是不是想写 f.stations？"),
        ("{{ f.stations.txt }}", 15, "“f.stations.txt”不存在", "是不是想写 f.stations.text？"),
        ("{% for u in units %}{{ u.f.statons.cell }}{% endfor %}", 28, "“u.f.statons”不存在", "是不是想写 u.f.stations？"),
        ("{% for u in units %}{{ u.nmae }}{% endfor %}", 26, "“u.nmae”不存在", "是不是想写 u.name？"),
        ("{{ f.statons | names }}", 4, "“f.statons”不存在", "是不是想写 f.stations？"),
        ("{{ period.cutof | date }}", 4, "“period.cutof”不存在", "是不是想写 period.cutoff？"),
        ("{% for u in unit %}{% endfor %}", 13, "“unit”不存在", "是不是想写 units？"),
        ("{{ units.name.x }}", 10, "“units.name”不存在", "逐个取出来"),
        ("{{ f[nothing].text }}", 6, "“nothing”不存在", "hongtou templates"),
        // Filters, functions, tests, components, parts.
        ("{{ period.cutoff | dat }}", 20, "没有名为“dat”的过滤器", "是不是想写 date？"),
        ("{{ rang(end=3) }}", 4, "没有名为“rang”的函数", "是不是想写 range？"),
        ("{% if f is definied %}{% endif %}", 12, "没有名为“definied”的判断", "defined"),
        ("{{<figur x={f.stations} />}}", 3, "没有名为“figur”的组件", "是不是想写 figure？"),
        ("{% include \"parts/q.md\" %}", 12, "“parts/q.md”不存在", "是不是想写 parts/p.md？"),
        // Arguments.
        ("{{<figure name=\"甲\" />}}", 3, "组件“figure”缺少参数“x”", "<figure x={f.指标名} />"),
        ("{{<figure x={f.stations} nam=\"甲\" />}}", 3, "组件“figure”没有“nam”这个参数", "是不是想写 name？"),
        ("{{<figure x={f.stations.text} />}}", 3, "“x”是一段文字", "x={f.指标名}"),
        ("{{<figure x={f.statons} />}}", 3, "“x”是没有的内容", "是不是想写 f.stations？"),
        ("{{ units | take }}", 12, "过滤器“take”缺少参数“n”", "take(n=…)"),
        ("{{ chart(kind=\"bars\") }}", 4, "函数“chart”缺少参数“of”", "chart(of=…)"),
        ("{{ chart(kind=\"bars\", of=f.statons) }}", 4, "“f.statons”不存在", "是不是想写 f.stations？"),
        ("{{ chart(of=f.stations) }}", 4, "函数“chart”缺少参数“kind”", "chart(kind=…)"),
        // Kinds of values.
        ("{% for x in period.name %}{% endfor %}{% for x in period.year %}{% endfor %}", 51, "“period.year”是一个数，不能用 for", "units"),
        ("{{ period.name | names }}", 4, "不是这个过滤器能处理", "过滤器"),
        ("{{ f.stations }}", 4, "“f.stations”是一组内容", "{{ f.stations.text }}"),
        ("{{ not_reported }}", 4, "“not_reported”是一个列表", "{{ not_reported | names }}"),
        ("{% for t in groups | tasks %}{% for x in t.figures %}{{ x }}{% endfor %}{% endfor %}", 57, "“x”是一组内容", "{{ x.text }}"),
        ("{{ period.year + period.name }}", 4, "不能拿这样的内容计算", "x.situation"),
        ("{% if period.year > period.name %}{% endif %}", 7, "不能拿这样的内容计算", "x.situation"),
        // Tags.
        ("{% if f %}甲", 1, "if 到文件结尾也没有结束", "{% endif %}"),
        ("{% for u in units %}甲", 1, "for 到文件结尾也没有结束", "{% endfor %}"),
        ("{% for u in units %}{% if f %}{% endfor %}", 34, "这里写的是 endfor，可是第2行的 if 还没有结束", "{% endif %}"),
        ("甲{% endif %}", 5, "前面没有与它成对的 if", "删去"),
        ("{% iff f %}{% endif %}", 4, "不认识“iff”这个标签", "是不是想写 if？"),
        ("甲{{ period.name", 2, "“{{”后面没有写“}}”", "}}"),
        ("{{ period.name }甲", 16, "少了一个右花括号", "}}"),
        ("{{ period.name。}}", 15, "标签里不能有“。”", "半角"),
        ("{{ “甲” }}", 4, "标签里不能有““”", "半角"),
        ("{% if period.name = \"甲\" %}{% endif %}", 19, "两个等号", "=="),
        ("{{ \"甲 }}", 4, "引号没有成对", "引号"),
        ("{# 说明", 1, "没有写“#}”", "#}"),
        ("{{ period.name || date }}", 17, "竖线写了两个", "or"),
    ];
    for (line, column, what, hint) in cases {
        let (file, at, col, message, hints) = said(&format!("第一行\n{line}\n"));
        assert_eq!((file.as_str(), at), ("templates/t.md", 2), "{line}: {message}");
        assert!(message.starts_with("模板有误：") && message.contains(what), "{line}: {message}");
        assert!(hints.contains(hint), "{line}: {hints}");
        assert!(message.contains(&format!("这一行写的是“{line}”")), "{line}: {message}");
        assert_eq!(col, *column, "{line}: {message}");
        let words = message.replace(line, "").replace(what, "");
        assert!(!["error", "Found", "expected", "undefined", "Variable"].iter().any(|w| words.contains(w)), "{message}");
    }
}

#[test]
fn a_fault_inside_a_component_tells_who_used_it() {
    let (file, line, _, message, hints) = said("第一行\n{{<figure x={period} />}}\n");
    assert_eq!((file.as_str(), line), ("templates/parts/p.md", 2));
    assert!(message.contains("“x.text”不存在"), "{message}");
    assert!(hints.contains("templates/t.md 第2行"), "{hints}");
}

#[test]
fn templates_that_include_each_other_are_told() {
    let (_, line, _, message, _) = said("{% include \"t.md\" %}");
    assert_eq!(line, 1);
    assert!(message.contains("循环"), "{message}");
}
