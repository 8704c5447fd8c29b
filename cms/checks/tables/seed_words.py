"""The words that every cluster begins with; the security administrator changes them as they see fit.

A line: wrong, right, serious, note, source, certainty. Gathered from the published notes below, not copied
from any vendor's list; an office adds the names and posts of leaders, local place names and its own list.
"""

XINHUA = "新华社《新闻信息报道中的禁用词和慎用词》（2016 年 7 月修订）"
CENSUS = "各地通报的政府网站严重错误表述"
NEAR = "固定提法的近似错字（本系统整理）"
DICTIONARY = "《现代汉语词典》（第 7 版）"
NAMES = "国家对少数民族、地方名称的规范称谓"

Seed = tuple[str, str, bool, str, str, str]

SEEDS: tuple[Seed, ...] = (
    ("中华人民共合国", "中华人民共和国", True, "国名写错。", CENSUS, "practice"),
    ("中华人共和国", "中华人民共和国", True, "国名漏字。", NEAR, "own"),
    ("中共人民共和国", "中华人民共和国", True, "国名写错。", CENSUS, "practice"),
    ("中国共产常", "中国共产党", True, "党名写错。", NEAR, "own"),
    ("中国共产觉", "中国共产党", True, "党名写错。", NEAR, "own"),
    ("人民攻府", "人民政府", True, "机关名写错。", CENSUS, "practice"),
    ("人民正府", "人民政府", True, "机关名写错。", NEAR, "own"),
    ("国务员", "国务院", True, "机关名写错。", NEAR, "own"),
    ("社会主意", "社会主义", True, "固定提法写错。", NEAR, "own"),
    ("扫黑险恶", "扫黑除恶", True, "固定提法写错，曾在数百个网站出现。", CENSUS, "practice"),
    ("社会主义核心价值关", "社会主义核心价值观", True, "固定提法写错。", NEAR, "own"),
    ("习近平新时代中国特色社会主思想", "习近平新时代中国特色社会主义思想", True, "固定提法漏字。", NEAR, "own"),
    ("新疆省", "新疆维吾尔自治区", True, "行政区名称写错；1955 年以前的史实除外。", NAMES, "law"),
    ("西藏省", "西藏自治区", True, "行政区名称写错。", NAMES, "law"),
    ("内蒙古省", "内蒙古自治区", True, "行政区名称写错。", NAMES, "law"),
    ("台湾国", "台湾地区", True, "违反一个中国原则。", XINHUA, "standard"),
    ("中国和台湾", "", False, "不得把台湾与中国并列。", XINHUA, "standard"),
    ("港澳台国家", "港澳台地区", True, "香港、澳门、台湾是中国的地区。", XINHUA, "standard"),
    ("北朝鲜", "朝鲜", False, "国名的规范简称。", XINHUA, "standard"),
    ("维族", "维吾尔族", False, "不得随意简称少数民族。", XINHUA, "standard"),
    ("蒙族", "蒙古族", False, "不得随意简称少数民族。", XINHUA, "standard"),
    ("哈族", "哈萨克族", False, "不得随意简称少数民族。", XINHUA, "standard"),
    ("残废人", "残疾人", False, "对残疾人的歧视性称呼。", XINHUA, "standard"),
    ("外地民工", "外来务工人员", False, "带有歧视色彩。", XINHUA, "practice"),
    ("登陆网站", "登录网站", False, "“登陆”指上岸。", DICTIONARY, "practice"),
    ("登陆系统", "登录系统", False, "“登陆”指上岸。", DICTIONARY, "practice"),
    ("帐号", "账号", False, "钱财用“账”。", DICTIONARY, "practice"),
    ("渡假", "度假", False, "", DICTIONARY, "practice"),
    ("一如继往", "一如既往", False, "", DICTIONARY, "practice"),
    ("再接再励", "再接再厉", False, "", DICTIONARY, "practice"),
    ("迫不急待", "迫不及待", False, "", DICTIONARY, "practice"),
    ("综上所诉", "综上所述", False, "", DICTIONARY, "practice"),
    ("按步就班", "按部就班", False, "", DICTIONARY, "practice"),
    ("截止目前", "截至目前", False, "“截止”后面不带时间。", DICTIONARY, "practice"),
)
