"""Making a sheet of backup codes (备用码)."""

from typing import Any

from django.db import transaction

from sites.store import audit

from .models import BackupCode, BackupDevice, code_digest, new_code

CODES = 10


@transaction.atomic
def make_backup_codes(user: Any) -> list[str]:
    """Return a new sheet of backup codes, shown this once; an earlier sheet is worth nothing from now on."""
    BackupDevice.objects.filter(user=user).delete()
    device = BackupDevice.objects.create(user=user, name="backup")
    codes = [new_code() for _each in range(CODES)]
    BackupCode.objects.bulk_create(BackupCode(device=device, digest=code_digest(code)) for code in codes)
    audit.record(user.get_username(), "make backup codes", user.get_username())
    return codes
