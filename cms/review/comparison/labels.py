"""What people call the fields of a payload (docs/developers/content.md), kind by kind."""

from django.utils.translation import gettext_lazy as _

TITLES = {"leader": _("姓名"), "service": _("事项名称"), "column": _("栏目名称"), "home": _("网站名称")}
"""What the title is called in the kinds where it is none."""

BODIES = {"leader": _("简历"), "service": _("补充说明")}

FIELDS = {
    "title": _("标题"),
    "summary": _("摘要"),
    "document_number": _("发文字号"),
    "column": _("栏目"),
    "slug": _("网址名称"),
    "description": _("栏目说明"),
    "keywords": _("关键词"),
    "source": _("来源"),
    "author": _("责任编辑"),
    "picture": _("题图"),
    "body": _("正文"),
    "blocks": _("首页内容"),
    "attachments": _("附件"),
    "display_date": _("显示日期"),
    "publish_at": _("定时发布"),
    "expire_at": _("到期撤下"),
    "sample": _("示例内容"),
    "column_type": _("网页标签"),
    "lists": _("内容类别"),
    "in_navigation": _("放进导航"),
    "position": _("次序"),
    "index_number": _("索引号"),
    "issuer": _("发文机关"),
    "subject": _("主题分类"),
    "date_written": _("成文日期"),
    "validity": _("有效性"),
    "basis": _("设定依据"),
    "conditions": _("申请条件"),
    "materials": _("办理材料"),
    "process": _("办理流程"),
    "place": _("办理地点"),
    "hours": _("办理时间"),
    "phone": _("联系电话"),
    "time_limit": _("办理时限"),
    "fee": _("收费标准"),
    "post": _("职务"),
    "portfolio": _("工作分工"),
}
"""The fields in the order in which they are shown; what is not named here comes last, under its own name."""

BLOCKS = {
    "pictures": _("图片新闻"),
    "column_list": _("栏目列表"),
    "links": _("链接组"),
    "introduction": _("简介"),
}
NESTED = ("policy", "service", "leader")
"""Payload fields that only hold others."""
