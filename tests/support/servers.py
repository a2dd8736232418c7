"""Servers of this machine that hold files at URLs: S3, SFTP and WebDAV, each with a password."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.request import Request, urlopen

import pytest

USER: Final = "an"
SECRET: Final = "m4t-kh4u-b1-m4t"


@contextmanager
def s3(_: Path) -> Iterator[str]:
    """The URL of a bucket; how to come to its server is in the environment, as on any machine."""
    server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    s3fs = pytest.importorskip("s3fs", reason="plansheet[cloud] is not installed")
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    host, port = running.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", USER)
        patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        s3fs.S3FileSystem.clear_instance_cache()
        with urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")):
            pass  # what the server of another module had is gone
        s3fs.S3FileSystem().mkdir("bao-cao")
        yield "s3://bao-cao"
    running.stop()


@contextmanager
def webdav(folder: Path) -> Iterator[str]:
    """The URL of a folder at a WebDAV server, with the user's password in it."""
    pytest.importorskip("webdav4", reason="plansheet[cloud] is not installed")
    app = pytest.importorskip("wsgidav.wsgidav_app", reason="wsgidav is not installed")
    wsgi = pytest.importorskip("cheroot.wsgi", reason="cheroot is not installed")
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL)
    known = {"*": {USER: {"password": SECRET}}}
    given = {
        "provider_mapping": {"/": str(folder)},
        "simple_dc": {"user_mapping": known},
        "http_authenticator": {"accept_digest": False},
        "verbose": 0,
        "logging": {"enable": False},
    }
    server = wsgi.Server(("127.0.0.1", 0), app.WsgiDAVApp(given), shutdown_timeout=1)
    server.prepare()
    Thread(target=server.serve, daemon=True).start()
    try:
        yield f"webdav://{USER}:{SECRET}@127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()


@contextmanager
def sftp(folder: Path) -> Iterator[str]:
    """The URL of a folder at an SSH server, with the user's password in it."""
    paramiko: Any = pytest.importorskip("paramiko", reason="plansheet[cloud] is not installed")
    logging.getLogger("paramiko").setLevel(logging.CRITICAL)
    key = paramiko.ECDSAKey.generate()
    guard, files = _ssh(paramiko), _files(paramiko, folder)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        begun: list[Any] = []

        def serve() -> None:
            with suppress(OSError):  # of the end
                while True:
                    connection, _ = listening.accept()
                    transport = paramiko.Transport(connection)
                    transport.add_server_key(key)
                    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, files)
                    begun.append(transport)
                    with suppress(paramiko.SSHException, EOFError):
                        transport.start_server(server=guard())

        Thread(target=serve, daemon=True).start()
        yield f"sftp://{USER}:{SECRET}@127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    for transport in begun:
        transport.close()


SERVERS: Final = {"s3": s3, "sftp": sftp, "webdav": webdav}


def _ssh(paramiko: Any) -> Any:
    class Guard(paramiko.ServerInterface):  # type: ignore[misc]
        def check_auth_password(self, username: str, password: str) -> int:
            known = (username, password) == (USER, SECRET)
            return int(paramiko.AUTH_SUCCESSFUL if known else paramiko.AUTH_FAILED)

        def get_allowed_auths(self, username: str) -> str:
            return "password"

        def check_channel_request(self, kind: str, chanid: int) -> int:
            return int(paramiko.OPEN_SUCCEEDED)

    return Guard


def _files(paramiko: Any, root: Path) -> Any:
    """What SFTP asks of files, answered with a folder; like OpenSSH `rename` replaces nothing."""

    def code(act: Callable[[], object]) -> Any:
        try:
            act()
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or errno.EIO)
        return paramiko.SFTP_OK

    def attributes(path: Path) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(path.stat(), path.name)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or errno.EIO)

    class Files(paramiko.SFTPServerInterface):  # type: ignore[misc]
        def at(self, path: str) -> Path:
            inside: str = self.canonicalize(path)
            return root / inside.lstrip("/")

        def list_folder(self, path: str) -> Any:
            there = self.at(path)
            if not there.is_dir():
                return paramiko.SFTP_NO_SUCH_FILE
            return [attributes(one) for one in there.iterdir()]

        def stat(self, path: str) -> Any:
            return attributes(self.at(path))

        lstat = stat

        def open(self, path: str, flags: int, attr: object) -> Any:
            try:
                number = os.open(self.at(path), flags, 0o644)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or errno.EIO)
            handle = paramiko.SFTPHandle(flags)
            mode = "wb" if flags & os.O_WRONLY else "r+b" if flags & os.O_RDWR else "rb"
            handle.readfile = handle.writefile = os.fdopen(number, mode)
            return handle

        def remove(self, path: str) -> Any:
            return code(self.at(path).unlink)

        def rename(self, oldpath: str, newpath: str) -> Any:
            if self.at(newpath).exists():
                return paramiko.SFTP_FAILURE
            return code(lambda: self.at(oldpath).rename(self.at(newpath)))

        def posix_rename(self, oldpath: str, newpath: str) -> Any:
            return code(lambda: self.at(oldpath).replace(self.at(newpath)))

        def mkdir(self, path: str, attr: object) -> Any:
            return code(self.at(path).mkdir)

        def rmdir(self, path: str) -> Any:
            return code(self.at(path).rmdir)

    return Files
