"""The screens of the checks: findings of a draft, masking, word lists."""
