"""What the fields of a payload are called where people read it."""

COMMON = {
    "title": "标题",
    "summary": "摘要",
    "keywords": "关键词",
    "source": "来源",
    "author": "责任编辑",
    "document_number": "文号",
}
BY_KIND = {
    "policy": {"index_number": "索引号", "issuer": "发文机关", "subject": "主题分类"},
    "service": {
        "basis": "设定依据",
        "conditions": "申请条件",
        "materials": "办理材料",
        "process": "办理流程",
        "place": "办理地点",
        "hours": "办理时间",
        "phone": "联系电话",
        "time_limit": "办理时限",
        "fee": "收费标准",
    },
    "leader": {"post": "职务", "portfolio": "工作分工"},
}
