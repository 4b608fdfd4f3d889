"""Whether somebody answers where the web server should be."""

import socket
import threading

from e2e.harness.webserver import answers


def test_who_does_not_speak_http_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            visitor, _ = listening.accept()
            with visitor:
                visitor.recv(1000)
                visitor.sendall(b"220 mail.example.org\r\n")

        host = threading.Thread(target=greet)
        host.start()

        assert not answers(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        host.join()
