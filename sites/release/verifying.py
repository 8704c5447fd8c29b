"""Whether what is live is what the store says: a full build compared with release, record and web root."""

from collections.abc import Iterator

import pygit2

from sites.build.full import FullBuild
from sites.registry.models import Site

from .checkout import LIVE
from .places import repository_path
from .releasing import root_of
from .repository import Repository
from .trees import files_of


def differences(site: Site) -> Iterator[str]:
    """Yield a sentence for each file of ``site`` that is missing, superfluous or different.

    Each output is built anew and compared by hash with the live release and with the web root.
    """
    repository = Repository(repository_path(site))
    live = repository.head(LIVE)
    released = dict(files_of(repository.git, live.tree)) if live is not None else {}
    root = root_of(site)
    build = FullBuild(site)
    for path, data in build.outputs():
        blob = released.pop(path, None)
        if blob is None:
            yield f"{path}：没有上线"
            continue
        if pygit2.hash(data) != blob:
            yield f"{path}：上线的版本与发布库不一致"
        if root.read(path) != repository.git[blob].read_raw():
            yield f"{path}：网站目录里的文件与上线的版本不一致"
    for failure in build.failures:
        released.pop(failure.path, None)
        yield f"{failure.path}：无法生成（{failure.message}）"
    for path in released:
        yield f"{path}：已不应公开"
    held = {path for path, _ in files_of(repository.git, live.tree)} if live is not None else set()
    for path in root.files():
        if path not in held:
            yield f"{path}：网站目录里多出的文件"
