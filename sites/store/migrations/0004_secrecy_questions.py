"""The questions of the secrecy review that ship; an administrator may add to them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

QUESTIONS = (
    (
        "state-secret",
        "国家秘密",
        "是否含有国家秘密事项，或密级、保密期限等国家秘密标志",
        "《中华人民共和国保守国家秘密法》第三十五条；《实施条例》第四十二条；《政府信息公开条例》第十四条",
        "条文已核",
    ),
    (
        "work-secret",
        "工作秘密",
        "是否含有工作秘密、内部资料，或内部事务、过程性信息等不宜公开的内容",
        "《中华人民共和国保守国家秘密法》第六十四条；《政府信息公开条例》第十六条",
        "条文号待核",
    ),
    (
        "commercial-secret",
        "商业秘密",
        "是否含有公开后会损害第三方合法权益的商业秘密",
        "《政府信息公开条例》第十五条",
        "条文已核",
    ),
    (
        "personal-data",
        "个人隐私和个人信息",
        "是否含有身份证号、手机号、银行卡号、家庭住址、病情等个人信息，且未经去标识化处理",
        "《政府信息公开条例》第十五条；《个人信息保护法》第二十五条、第二十八条",
        "条文已核",
    ),
    (
        "three-securities-one-stability",
        "三安全一稳定",
        "公开后是否可能危及国家安全、公共安全、经济安全、社会稳定",
        "《政府信息公开条例》第十四条",
        "条文已核",
    ),
)


def add_questions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add each question that is missing."""
    model = apps.get_model("store", "SecrecyQuestion")
    for position, (code, text, help_text, source, certainty) in enumerate(QUESTIONS, 1):
        values = {"text": text, "help": help_text, "position": position, "source": source, "certainty": certainty}
        model.objects.get_or_create(code=code, defaults=values)


class Migration(migrations.Migration):
    """Adds the questions of the secrecy review."""

    dependencies = [("store", "0003_the_wall")]
    operations = [migrations.RunPython(add_questions, migrations.RunPython.noop)]
