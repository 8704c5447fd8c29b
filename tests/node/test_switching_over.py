"""Readers of a real nginx during a change of theme: no page is missing or half there, nothing is mixed afterwards."""

import http.client
import threading
import time

import pytest

from sites.web.nginx.configuration import Host, Options, configuration
from tests.node.conftest import HOST
from tests.web.web_server import Nginx, free_port

THEMES = ("red", "blue", "green", "white")


def outputs(theme):
    words = f"{theme} ".encode() * 2000
    return {f"d/{number}.html": words for number in range(130)} | {"index.html": words, "e/1.html": words}


class Reader(threading.Thread):
    """Reads two pages, one after the other, again and again; keeps what was wrong."""

    def __init__(self, port, base, stop):
        super().__init__()
        self.port, self.base, self.stop = port, base, stop
        self.pairs, self.wrong = [], []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.stop.is_set():
            self.pairs.append([self.read(connection, path) for path in ("index.html", "d/7.html")])

    def read(self, connection, path):
        connection.request("GET", self.base + path, headers={"Host": HOST})
        answer = connection.getresponse()
        words = set(answer.read().decode().split())
        if answer.status != 200 or len(words) != 1:
            self.wrong.append((answer.status, words))
        return THEMES.index(words.pop()) if words and answer.status == 200 else -1


@pytest.mark.parametrize("path", ["jyj", ""], ids=["a site in a folder", "the site at the host's base"])
def test_a_reader_sees_one_theme_or_the_next(cluster, path, tmp_path):
    key = "jyj" if path else "portal"
    cluster.release(key, outputs("red"), path=path)
    nginx, port = Nginx(tmp_path), free_port()
    for name in ("moved.map", "gone.map"):
        (tmp_path / name).touch()
    options = Options(maps=tmp_path, search="127.0.0.1:1", http_port=port)
    nginx.check(configuration(options, [Host(HOST, str(cluster.www / HOST), False, ["/"])]))
    nginx.start(port)
    stop = threading.Event()
    readers = [Reader(port, f"/{path}/" if path else "/", stop) for _reader in range(2)]
    try:
        for reader in readers:
            reader.start()
        for number, theme in enumerate(THEMES[1:], 1):
            cluster.release(key, outputs(theme), path=path)
            begun = [len(reader.pairs) + 1 for reader in readers]
            while any(len(reader.pairs) < start + 2 for reader, start in zip(readers, begun, strict=True)):
                time.sleep(0.01)
                assert all(reader.is_alive() for reader in readers)
            for reader, start in zip(readers, begun, strict=True):
                assert reader.pairs[start + 1] == [number, number]
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        nginx.stop()
    for reader in readers:
        assert not reader.wrong
        if path:  # one exchange: who saw the new theme sees it from then on, on every page
            seen = [number for pair in reader.pairs for number in pair]
            assert seen == sorted(seen)
