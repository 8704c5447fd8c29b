"""The fonts of the scripts that readers' systems lack, subset at set-up."""
