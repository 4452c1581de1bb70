"""Java and the LanguageTool folders on this machine: what is there, and how LanguageTool gets here.

`language-tool-python` knows where LanguageTool lies (below `LTP_PATH`, or ~/.cache/language_tool_python), how it is
downloaded and how its server is called. Its own start-up is not used: it downloads unasked, gives a server 15 seconds
and then leaves it running and tries the next of 900 ports.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ungarble.grammar import EngineError

NEEDED_JAVA = 17
"""Major version of Java that LanguageTool 6.6 and later ask for."""

MAIN = "org.languagetool.server.HTTPServer"

SERVER_HINT = "or name a server that you run: --languagetool-url http://127.0.0.1:8081"
INSTALL_HINT = "ungarble languagetool install"


@dataclass(frozen=True, slots=True)
class Installed:
    """One LanguageTool on this machine."""

    version: str
    folder: Path
    jar: Path


def java_version() -> int | None:
    """Major version of the `java` on the PATH; None where there is none. Raises EngineError if it does not run."""
    java = shutil.which("java")
    if java is None:
        return None
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"{java} does not run: {error}") from None
    told = done.stderr + done.stdout
    # Java up to 8 called itself 1.8, from 9 on 9.0.1, 17.0.15, 21.
    found = re.search(r'version "(?:1\.)?(\d+)', told) or re.search(r"^(?:java|openjdk) (?:1\.)?(\d+)", told, re.M)
    if found is None:
        raise EngineError(f"{java} does not say its version (exit code {done.returncode}): {told.strip()[:120]!r}")
    return int(found[1])


def checked_java() -> int:
    """Major version of a Java that LanguageTool can use. Raises EngineError."""
    version = java_version()
    if version is None:
        raise EngineError(
            f"LanguageTool needs Java {NEEDED_JAVA} or newer and there is no `java` on the PATH; install one "
            f"(Debian: apt install openjdk-17-jre-headless) {SERVER_HINT}"
        )
    if version < NEEDED_JAVA:
        raise EngineError(
            f"LanguageTool needs Java {NEEDED_JAVA} or newer and `java` is version {version}; install a newer one "
            f"(Debian: apt install openjdk-17-jre-headless) {SERVER_HINT}"
        )
    return version


def home() -> Path:
    """The folder below which `language-tool-python` looks for LanguageTool; made if it is not there."""
    from language_tool_python.utils import get_language_tool_download_path

    try:
        return Path(get_language_tool_download_path())
    except OSError as error:
        raise EngineError(f"no folder for LanguageTool: {error}") from None


def installed() -> Installed | None:
    """The newest LanguageTool on this machine; None where there is none."""
    from language_tool_python.download_lt import LocalLanguageTool

    home()
    found = []
    for one in LocalLanguageTool.get_installed_versions():
        try:
            found.append((one, Path(one.get_jar_path())))
        except FileNotFoundError:  # a folder left behind by a download that broke off
            continue
    if not found:
        return None
    newest, jar = max(found, key=lambda pair: pair[0])
    return Installed(newest.version_name, jar.parent, jar)


def server_command(port: int) -> tuple[list[str], Installed]:
    """The command that runs a server on `port` of this machine alone, and what it runs. Raises EngineError."""
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    checked_java()
    found = installed()
    if found is None:
        raise EngineError(f"LanguageTool is not installed; run `{INSTALL_HINT}` {SERVER_HINT}")
    try:
        command = LocalLanguageTool.from_version_name(found.version).get_server_cmd(port)
    except (LanguageToolError, OSError, ValueError) as error:
        raise EngineError(f"LanguageTool {found.version} in {found.folder} cannot be started: {error}") from None
    return [str(part) for part in command], found
