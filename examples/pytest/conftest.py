"""A cloud for the tests: the command `portcullis up`, on free ports, its state in a folder of its own."""

import os
import socket
import subprocess
import time
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
import requests

PROJECT = Path(__file__).parent.parent / "orders"
PORTCULLIS = os.environ.get("PORTCULLIS", "npx portcullis").split()


@dataclass
class Cloud:
    endpoint: str
    region: str
    credentials: dict
    outputs: dict
    last_message: int = 0

    def client(self, service):
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=self.credentials["aws_access_key_id"],
            aws_secret_access_key=self.credentials["aws_secret_access_key"],
        )

    def next_message(self, to):
        """The next e-mail to an address; the cloud holds the answer back until there is one."""
        while True:
            page = requests.get(
                f"{self.endpoint}/_portcullis/mailbox",
                params={"after": self.last_message, "wait": 60},
            ).json()
            assert page["messages"], f"no message to {to} came"
            for message in reversed(page["messages"]):
                self.last_message = int(message["id"])
                if message["destination"] == to:
                    return message


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def when_ready(endpoint, process):
    """The page of health answers 200 once every stack is deployed."""
    while process.poll() is None:
        try:
            health = requests.get(f"{endpoint}/_portcullis/health")
            if health.status_code == 200:
                return health.json()
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"portcullis ended with {process.returncode}")


@pytest.fixture(scope="session")
def cloud(tmp_path_factory):
    state = tmp_path_factory.mktemp("cloud")
    port, mqtt, mqtt_tls = (str(port) for port in free_ports(3))
    ports = ["--port", port, "--mqtt-port", mqtt, "--mqtt-tls-port", mqtt_tls]
    process = subprocess.Popen([*PORTCULLIS, "up", str(PROJECT), *ports, "--state", str(state)])
    try:
        endpoint = f"http://127.0.0.1:{port}"
        health = when_ready(endpoint, process)
        profile = ConfigParser()
        profile.read(state / "credentials")
        outputs = {name: value for stack in health["stacks"] for name, value in stack["outputs"].items()}
        yield Cloud(endpoint, health["region"], dict(profile["default"]), outputs)
    finally:
        process.terminate()
        process.wait()
