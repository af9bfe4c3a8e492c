"""A submit that meets no proper service: nobody there, no TLS, lines that hang or trickle. Design 4."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lib.demo.service import DemoService
from lib.domain.errors import (
    NotReached,
    SubmissionUncertain,
    TlsFailed,
)
from lib.domain.request import stored_picture
from lib.services.gateway.client import Client, Timeouts
from tests.services.client_kit import KEY, QUICK, a_port, client, no_picture, order, upstream

__all__ = ["client", "upstream"]


def test_a_closed_port_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"

    with pytest.raises(NotReached) as caught:
        Client(address, KEY).submit(order(), no_picture)

    assert type(caught.value) is NotReached


def test_an_unknown_host_is_not_reached() -> None:
    with pytest.raises(NotReached) as caught:
        Client("https://nothing.invalid", KEY).submit(order(), no_picture)

    assert type(caught.value) is NotReached


def test_a_host_that_does_not_take_the_connection_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        client = Client(f"http://127.0.0.1:{full.getsockname()[1]}", KEY, timeouts=replace(QUICK, connect_s=0.2))

        with pytest.raises(NotReached):
            client.submit(order(), no_picture)

        for one in waiting:
            one.close()


def test_a_port_without_tls_is_a_tls_failure(upstream: DemoService) -> None:
    with pytest.raises(TlsFailed):
        Client(upstream.base_url.replace("http:", "https:"), KEY).submit(order(), no_picture)


def test_a_handshake_that_hangs_sent_nothing() -> None:
    done = threading.Event()
    with a_port(lambda _: (done.wait(5), None)[1]) as address:
        client = Client(address.replace("http:", "https:"), KEY, timeouts=replace(QUICK, connect_s=0.2))

        with pytest.raises(NotReached):
            client.submit(order(), no_picture)

        done.set()


def test_a_slow_upload_has_more_time_than_a_connection() -> None:
    stalled = threading.Event()

    def read_late(line: socket.socket) -> None:
        stalled.wait(0.6)
        size = 0
        while size < 15_000_000:
            size += len(line.recv(1_000_000))
        line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"task_id": "t1"}')

    with a_port(read_late) as address:
        client = Client(address, KEY, timeouts=Timeouts(connect_s=0.2, submit_read_s=5))
        reply = client.submit(order(stored_picture("a" * 64, "png")), lambda _: bytes(11_300_000))

    assert reply.task_id == "t1"


def test_a_head_that_trickles_for_ever_is_uncertain() -> None:
    over = threading.Event()

    def trickle(line: socket.socket) -> None:
        line.recv(65_536)
        line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        try:
            while not over.wait(0.05):
                line.sendall(b"x")
        except OSError:
            over.set()

    with a_port(trickle) as address:
        with pytest.raises(SubmissionUncertain):
            Client(address, KEY, timeouts=QUICK).submit(order(), no_picture)
        over.set()


def test_a_service_that_was_restarted_in_between_still_gets_the_order(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = DemoService(tmp_path, port=port, api_key=KEY, min_s=0, inbox=True)
    service.start()
    service.hold()
    client = Client(service.base_url, KEY)
    task_id = client.submit(order(), no_picture).task_id
    client.query(task_id)
    service.close()
    service.start()

    assert client.submit(order(), no_picture).task_id != task_id
    service.close()
