import subprocess
import sys

import pytest

HEAVY = ("torch", "gradio", "faiss", "sentence_transformers", "onnxruntime")
SCRIPT = """
import sys
events = []
sys.addaudithook(lambda event, _: events.append(event) if event.startswith("socket.") else None)
import {package}
print([name for name in {heavy} if name in sys.modules], events)
"""


@pytest.mark.parametrize("package", ["corpus", "ingest", "index", "assistant", "evals", "ui", "ui.web"])
def test_importing_a_package_loads_nothing_heavy_and_opens_no_socket(package: str) -> None:
    script = SCRIPT.format(package=package, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[] []\n"
