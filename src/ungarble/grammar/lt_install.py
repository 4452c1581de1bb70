"""Fetching LanguageTool: by `language-tool-python`'s own download, or its jars from Maven Central."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from ungarble.grammar import EngineError
from ungarble.grammar.lt_java import Installed, checked_java, home, installed

MAVEN_VERSION = "6.6"
"""The newest LanguageTool on Maven Central when this was written."""

_VERSION = re.compile(r"\d+\.\d+")

_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ungarble</groupId>
  <artifactId>languagetool</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.languagetool</groupId>
      <artifactId>languagetool-server</artifactId>
      <version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.languagetool</groupId>
      <artifactId>language-en</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


def download(version: str = "") -> Installed:
    """Fetch the zip file that `language-tool-python` names (its default version where empty). Raises EngineError."""
    import requests
    from language_tool_python.download_lt import LTP_DOWNLOAD_VERSION, LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    checked_java()
    name = checked_version(version or LTP_DOWNLOAD_VERSION)
    try:
        with contextlib.redirect_stderr(io.StringIO()):  # its progress bar
            LocalLanguageTool.from_version_name(name).download()
    except (LanguageToolError, requests.RequestException, OSError, ValueError, zipfile.BadZipFile) as error:
        raise EngineError(f"LanguageTool {name} was not downloaded: {_short(error)}") from None
    return _found()


def from_maven(version: str = "", within: float = 600.0) -> Installed:
    """Fetch the jars of the server and of English with Maven, 245 MB. Raises EngineError.

    `language-tool-python` takes them for one of its own downloads: `languagetool-server.jar` is an empty jar whose
    manifest lists the others.
    """
    checked_java()
    name = checked_version(version or MAVEN_VERSION)
    maven = shutil.which("mvn")
    if maven is None:
        raise EngineError("there is no `mvn` on the PATH (Debian: apt install maven)")
    final = home() / f"LanguageTool-{name}"
    if final.exists():
        return _found()
    with tempfile.TemporaryDirectory(dir=home(), prefix=".fetching-") as made:
        work = Path(made)
        (work / "pom.xml").write_text(_POM.format(version=name), encoding="utf-8")
        folder = work / "LanguageTool"
        command = [maven, "-q", "-B", "-f", str(work / "pom.xml"), "dependency:copy-dependencies"]
        command.append(f"-DoutputDirectory={folder / 'libs'}")
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=within, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(f"Maven did not fetch LanguageTool {name}: {_short(error)}") from None
        jars = sorted((folder / "libs").glob("*.jar"))
        if done.returncode or not any(jar.name.startswith("languagetool-server") for jar in jars):
            said = re.search(r"\[ERROR\] (.+)", done.stdout + done.stderr)
            raise EngineError(f"Maven did not fetch LanguageTool {name}: {_short(said[1] if said else done.stdout)}")
        with zipfile.ZipFile(folder / "languagetool-server.jar", "w") as jar:
            jar.writestr("META-INF/MANIFEST.MF", manifest([f"libs/{j.name}" for j in jars]))
        folder.rename(final)
    return _found()


def manifest(jars: list[str]) -> str:
    """A manifest with `jars` as its class path. Its lines hold 72 bytes at most; the next one begins with a blank."""
    line = "Class-Path: " + " ".join(jars)
    lines = [line[:70]]
    lines += [" " + line[at : at + 69] for at in range(70, len(line), 69)]
    return "Manifest-Version: 1.0\r\n" + "\r\n".join(lines) + "\r\n\r\n"


def checked_version(version: str) -> str:
    """`version`, if it is one. Raises EngineError."""
    if not _VERSION.fullmatch(version):
        raise EngineError(f"`{version}` is no version of LanguageTool; one looks like {MAVEN_VERSION}")
    return version


def _found() -> Installed:
    found = installed()
    if found is None:
        raise EngineError(f"LanguageTool was fetched but is not in {home()}")
    return found


def _short(what: object) -> str:
    return " ".join(str(what).split())[:200]
