"""One long-lived `tearsheet pipe`, spoken to as tearsheet-pipe(5) says."""

import json
import subprocess
import threading

PROTOCOL = 1
INSTALL = (
    'Install Tearsheet ("make install" in its source folder), so that it is on the PATH, or say where it is: '
    "by the setting TEARSHEET, or by the environment variable TEARSHEET."
)


class PipeError(RuntimeError):
    """The child cannot be started, or ended."""


class Pipe:
    """The child ends when its standard input does, however Pelican ends."""

    def __init__(self, program):
        self.program = program
        self.child = None
        self.last = 0

    def start(self):
        try:
            self.child = subprocess.Popen(
                [self.program, "pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        except OSError as error:
            raise PipeError(f"There is no {self.program}. {INSTALL}") from error

    def write(self, lines):
        try:
            for line in lines:
                self.child.stdin.write(line + "\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            pass  # what cannot be written is known by the end of the child

    def ask(self, requests):
        """Asks for one thing after the other, and gives the answers in the same order."""
        if self.child is None or self.child.poll() is not None:
            self.start()
        ids = range(self.last + 1, self.last + 1 + len(requests))
        self.last += len(requests)
        lines = [json.dumps({**request, "id": i}) for request, i in zip(requests, ids)]
        writer = threading.Thread(target=self.write, args=(lines,), daemon=True)
        writer.start()
        answers = {}
        while len(answers) < len(requests):
            line = self.child.stdout.readline()
            if not line:
                raise PipeError(f"{self.program} pipe ended before it answered.")
            answer = json.loads(line)
            answers[answer["id"]] = answer
        writer.join()
        return [answers[i] for i in ids]
