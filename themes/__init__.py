"""How the public sites look: templates, texts, style sheet, scripts and fonts."""
