"""Each release is signed by the installation; plain git verifies it."""

import base64
import subprocess
from datetime import UTC, datetime

import pygit2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sites.git import signing, ssh_signature
from sites.git.repository import Repository

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
    signers.write_text(f'sumu namespaces="git" {signing.public_key()}\n')
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


def test_bytes_that_are_no_text_are_no_signature(repository):
    commit = release(repository)
    raw = commit.read_raw().replace(b"-----BEGIN SSH", b"-----BEGIN \xff\xfe")
    forged = repository.git.write(pygit2.enums.ObjectType.COMMIT, raw)
    with pytest.raises(signing.Unsigned, match="受信任"):
        repository.verify(repository.git.get(forged), signing.public_key())


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


def test_openssh_itself_accepts_our_signature_and_refuses_it_for_another_purpose(tmp_path, settings):
    settings.SUMU_VAR = tmp_path / "var"
    (tmp_path / "signature").write_text(signing.sign(b"said", "sumu-bundle"))
    (tmp_path / "signers").write_text(f"sumu {signing.public_key()}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "sumu", "-s", "signature", "-n"]
    asked = {"cwd": tmp_path, "input": b"said", "capture_output": True, "check": False}
    assert subprocess.run([*command, "sumu-bundle"], **asked).returncode == 0
    assert subprocess.run([*command, "git"], **asked).returncode != 0


@pytest.mark.parametrize("digest", ["sha512", "sha256"])
def test_we_accept_what_openssh_signed_with_its_own_key(tmp_path, digest):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-O", f"hashalg={digest}", "-n", "git", "-f", tmp_path / "key"]
    signature = subprocess.run(command, input=b"said", capture_output=True, check=True).stdout.decode()
    key = (tmp_path / "key.pub").read_text()
    signing.verify(b"said", signature, f"# the old one\nssh-rsa AAAA\nssh-ed25519 !\n{key}")
    for said, purpose, trusted in ((b"else", "git", key), (b"said", "file", key), (b"said", "git", "")):
        with pytest.raises(signing.Unsigned, match="受信任"):
            signing.verify(said, signature, trusted, purpose)


def test_a_key_of_another_kind_signs_nothing_and_counts_for_nothing(tmp_path, settings, repository):
    path = signing.key_path()
    path.parent.mkdir(parents=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", path], check=True)
    with pytest.raises(signing.NoSigningKey, match="Ed25519"):
        release(repository)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", path]
    signature = subprocess.run(command, input=b"said", capture_output=True, check=True).stdout.decode()
    with pytest.raises(signing.Unsigned, match="受信任"):
        signing.verify(b"said", signature, signing.public_key())
    assert repository.head() is None


@pytest.mark.parametrize("held", ["", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"])
def test_a_key_that_cannot_be_read_is_one_sentence_and_no_release(repository, held):
    path = signing.key_path()
    path.parent.mkdir(parents=True)
    path.write_text(held)
    with pytest.raises(signing.NoSigningKey, match="读不出签名密钥"):
        release(repository)
    assert repository.head() is None


def test_openssh_reads_the_pair_that_we_made(tmp_path):
    path = signing.ensure_pair(tmp_path / "keys" / "release")
    derived = subprocess.run(["ssh-keygen", "-y", "-f", path], capture_output=True, text=True, check=True).stdout
    assert derived.split()[:2] == path.with_suffix(".pub").read_text().split()[:2]


KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FRAME = base64.b64decode("".join(ssh_signature.armoured(KEY, b"said", "git").splitlines()[1:-1]))


@given(st.integers(0, len(FRAME) - 1), st.integers(1, 255), st.integers(0, len(FRAME)))
def test_no_altered_or_shortened_signature_counts(place, change, length):
    """A signature of a trusted key with one byte changed, or cut off, or with something behind it, is none."""
    altered = FRAME[:place] + bytes([FRAME[place] ^ change]) + FRAME[place + 1 :]
    for frame in (altered, FRAME[:length] if length < len(FRAME) else FRAME + b"x"):
        armour = f"{ssh_signature.BEGIN}\n{base64.b64encode(frame).decode()}\n{ssh_signature.END}"
        with pytest.raises(ssh_signature.NotValid):
            ssh_signature.demand(armour, b"said", "git", [KEY.public_key()])


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode()))
def test_whatever_else_stands_there_is_no_signature(text):
    for said in (text, f"{ssh_signature.BEGIN}\n{text}\n{ssh_signature.END}"):
        with pytest.raises(ssh_signature.NotValid):
            ssh_signature.demand(said, b"said", "git", [KEY.public_key()])
