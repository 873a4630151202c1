"""nginx in front of a port, with the configuration that newsroom/deploy/ has for it."""

import os
import re
import shutil
import socket
import subprocess
from contextlib import contextmanager

from django.conf import settings

from .server import HOST

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")

# As Debian has it around the configuration; but this nginx needs nothing but its folder, and runs as whoever
# starts it.
AROUND = """
{user}
daemon off;
worker_processes auto;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/newsroom.conf;
}}
"""


@contextmanager
def nginx(folder, back):
    """Run nginx in front of a port, with all its files in the folder; gives its own port."""
    front, between = free_ports(2)
    (folder / "newsroom.conf").write_text(adapted(folder, front, between, back))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t", "-q"], check=True)  # noqa: S603
    process = subprocess.Popen(command)  # noqa: S603
    try:
        yield front
    finally:
        process.terminate()
        process.wait()


def adapted(folder, front, between, back):
    """The configuration for other ports and folders than those of a deployment, and without TLS."""
    text = (settings.BASE_DIR / "newsroom/deploy/nginx.conf").read_text()
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^ *(listen \[::]|ssl_certificate).*\n", "", text, flags=re.MULTILINE)
    for there, here in {
        "listen 443 ssl http2;": f"listen {HOST}:{front};",
        "news.example": HOST,
        "127.0.0.1:8002": f"{HOST}:{between}",
        "127.0.0.1:8001": f"{HOST}:{back}",
        "/var/cache/newsroom": f"{folder}/cache",
        "/var/log/nginx": str(folder),
        "/srv/newsroom/var/media": str(folder / "media"),
    }.items():
        if there not in text:
            raise AssertionError(f"The configuration has no {there}")
        text = text.replace(there, here)
    return text


def free_ports(number):
    sockets = [socket.create_server((HOST, 0)) for _ in range(number)]
    ports = [open_socket.getsockname()[1] for open_socket in sockets]
    for open_socket in sockets:
        open_socket.close()
    return ports
