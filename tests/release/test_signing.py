"""Each release is signed by the installation; plain git verifies it."""

import subprocess
from datetime import UTC, datetime

import pygit2
import pytest

from sites.release import signing
from sites.release.repository import Repository

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def repository(tmp_path, settings):
    settings.SUMU_VAR = tmp_path / "var"
    return Repository(tmp_path / "site.git")


def release(repository, text=b"one"):
    repository.commit_changes([("index.html", text)], "admit: 标题\n\nSite: portal\n", MOMENT)
    return repository.head()


def test_git_itself_verifies_a_release_with_the_public_key(repository, tmp_path):
    commit = release(repository)
    signers = tmp_path / "signers"
    signers.write_text(signing.allowed_signers(signing.public_key()))
    command = ["git", "-c", f"gpg.ssh.allowedSignersFile={signers}", "-c", "gpg.format=ssh", "-C", repository.path]
    done = subprocess.run([*command, "verify-commit", str(commit.id)], capture_output=True, text=True, check=True)
    assert 'Good "git" signature for sumu' in done.stderr
    subprocess.run(["git", "-C", repository.path, "fsck", "--strict"], check=True)


def test_we_verify_what_we_signed(repository):
    repository.verify(release(repository), signing.public_key())


def test_the_private_key_is_nobody_elses(repository):
    release(repository)
    assert signing.key_path().stat().st_mode & 0o077 == 0
    assert signing.key_path().parent.stat().st_mode & 0o077 == 0


def test_a_foreign_key_is_refused(repository, tmp_path, settings):
    commit = release(repository)
    settings.SUMU_VAR = tmp_path / "other"
    with pytest.raises(signing.Unsigned, match="受信任"):
        repository.verify(commit, signing.public_key())


def test_an_unsigned_release_is_refused(repository):
    commit = release(repository)
    who = pygit2.Signature("Sumu", "sumu@localhost")
    plain = repository.git.create_commit(None, who, who, "forged", commit.tree.id, [commit.id])
    with pytest.raises(signing.Unsigned, match="没有签名"):
        repository.verify(repository.git.get(plain), signing.public_key())


def test_a_signature_moved_to_another_release_is_refused(repository):
    first = release(repository)
    signature, _said = first.gpg_signature
    who = pygit2.Signature("Sumu", "sumu@localhost")
    said = repository.git.create_commit_string(who, who, "forged", first.tree.id, [first.id])
    forged = repository.git.create_commit_with_signature(said, signature.decode(), "gpgsig")
    with pytest.raises(signing.Unsigned, match="受信任"):
        repository.verify(repository.git.get(forged), signing.public_key())


def test_the_same_release_is_the_same_commit(repository, tmp_path):
    other = Repository(tmp_path / "other.git")
    assert release(repository).id == release(other).id


def test_without_the_program_the_message_names_the_package(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(signing.NoSigningKey, match="openssh-client"):
        release(repository)
    assert repository.head() is None
