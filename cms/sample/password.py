"""The one password of all sample accounts, printed by the demo on purpose."""

PASSWORD = "sumu-demo-2026"  # noqa: S105
