"""Doors that cannot change what is public, with the reason. Each is opened and sent an empty form all the same."""

SCREENS = {
    "shows or lists": """
        admin/test404/ admin/.*/ wagtailadmin_home wagtailadmin_error_test
        wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results
        wagtailadmin_api:pages:listing wagtailadmin_api:pages:detail wagtailadmin_api:pages:find
        wagtailadmin_api:documents:listing wagtailadmin_api:documents:detail wagtailadmin_api:documents:find
        wagtailadmin_api:images:listing wagtailadmin_api:images:detail wagtailadmin_api:images:find
        wagtailadmin_pages:type_use wagtailadmin_pages:type_use_results wagtailadmin_pages:usage
        wagtailadmin_pages:choose_parent wagtailadmin_pages:add_subpage
        wagtailadmin_pages:view_draft wagtailadmin_pages:search wagtailadmin_pages:search_results
        wagtailadmin_pages:revisions_index wagtailadmin_pages:revisions_view wagtailadmin_pages:revisions_compare
        wagtailadmin_pages:workflow_preview wagtailadmin_pages:workflow_history
        wagtailadmin_pages:workflow_history_detail wagtailadmin_pages:history wagtailadmin_pages:history_results
        wagtailadmin_collections:index wagtailsnippets:index
        wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:usage
        wagtailadmin_workflows:usage_results wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
        wagtailadmin_workflows:task_index_results
        wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results
        wagtailadmin_reports:workflow wagtailadmin_reports:workflow_results
        wagtailadmin_reports:workflow_tasks wagtailadmin_reports:workflow_tasks_results
        wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results
        wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results
        wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results
        wagtaildocs:index wagtaildocs:index_results wagtaildocs:document_usage
        wagtailimages:index wagtailimages:index_results wagtailimages:image_usage
        wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:history
        wagtailusers_users:history_results wagtailusers_users:usage
        wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:history
        wagtailusers_groups:history_results wagtailusers_groups:usage
        cms_review:waiting cms_review:preview cms_review:shown cms_importing:list cms_people:people cms_checks:words
        cms_inbox:overseen cms_inbox:delegations cms_changes:overview cms_changes:redirects cms_changes:vocabulary
        cms_changes:thing cms_emergency:listing cms_emergency:preview cms_theming:preview
        cms_publication:publication cms_publication:state
        cms_releases:overview cms_releases:timeline cms_releases:day cms_releases:release cms_releases:page
        cms_releases:picture cms_releases:look cms_releases:at cms_releases:outside cms_releases:archive
        cms_ledger:index cms_ledger:document cms_ledger:shown cms_ledger:picture cms_security:overview
        cms_verifying:checks cms_verifying:check cms_verifying:clock cms_storage:index
        cms_tampering:overview cms_tampering:findings
    """,
    "offers something to choose; what is chosen is written by the form that asked": """
        admin/choose-page/<int:parent_page_id>/ wagtailadmin_choose_page wagtailadmin_choose_page_child
        wagtailadmin_choose_page_search wagtailadmin_choose_page_chosen_multiple
        wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link
        wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
        wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete
        wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results
        wagtailadmin_workflows:task_chosen
        wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results wagtaildocs_chooser:chosen
        wagtaildocs_chooser:chosen_multiple
        wagtailimages_chooser:choose wagtailimages_chooser:choose_results wagtailimages_chooser:chosen
        wagtailimages_chooser:chosen_multiple
    """,
    "gives a file, a script or a picture to the editing screens": """
        wagtailimages:url_generator wagtailimages:url_generator_output wagtailimages:preview
        wagtaildocs_serve wagtaildocs_authenticate_with_password media/<path:path> script_fonts
        preview/assets/<str:name> preview/media/<str:folder>/<str:name>
        wagtailadmin_sprite wagtailadmin_javascript_catalog
    """,
    "is closed": """
        admin/(?:users|groups|bulk/auth|reports/page-types-usage)(?:/.*)?
        admin/api/main/(?:documents|images)/
    """,
    "offers the tags of one's own site": "admin/tag-autocomplete/",
    "asks Wagtail's view of the same address once the right is there": """
        admin/images/chooser/<int:image_id>/select_format/
        admin/pages/workflow/confirm_cancellation/<int:page_id>/
    """,
    "leads to the dashboard": "<root>",
    "says who has a page open": "wagtailadmin_editing_sessions:ping wagtailadmin_editing_sessions:release",
    "a batch is admitted by its approvals alone: tests/importing": "cms_importing:batch",
}

COMMANDS = {
    "tells about or forgets failed log-ins": """
        axes_reset_logs axes_list_attempts axes_reset_username axes_reset axes_reset_ip axes_reset_failure_logs
        axes_reset_ip_username prune_logs
    """,
    "appoints or dismisses one of the three administrators, none of whom holds a role at a site": "appoint dismiss",
    "writes no row": """
        check compilemessages dbshell diffsettings inspectdb makemessages makemigrations optimizemigration runserver
        sendtestemail shell showmigrations sqlflush sqlmigrate sqlsequencereset squashmigrations startapp startproject
        test testserver collectstatic findstatic serve serve_editing serve_public nginx_config export_ledger
    """,
    "changes the database's shape, not its rows": """
        createcachetable migrate convert_mariadb_uuids enable_fuzzystrmatch enable_trigram enable_unaccent
        sync_translation_fields
    """,
    "needs an application that is not installed": "purge_embeds",
    "brings its own sites and people, and takes every document through the chain: tests/sample": "prepare load_sample",
    "only tightens what the database lets the program do": "protect_ledger",
    "makes a batch that waits for its approvals: tests/importing": "import_documents",
    "asks for a rollback that waits for its approvals: tests/releases": "releases",
    "empties the whole database; the public files stay": "flush",
}

REGISTRY = ("list", "list_results", "usage", "history", "history_results", "inspect")
CHOOSER = ("choose", "choose_results", "chosen", "chosen_multiple")


def names() -> set[str]:
    """Return the names of all of them."""
    found = {name for group in SCREENS.values() for name in group.split()} - {"<root>"} | {""}
    found |= {f"command:{name}" for group in COMMANDS.values() for name in group.split()}
    for model in ("site", "organisation", "standardcolumn"):
        found |= {f"wagtailsnippets_registry_{model}:{name}" for name in REGISTRY}
        found |= {f"wagtailsnippetchoosers_registry_{model}:{name}" for name in CHOOSER}
    return found
