"""Where static files are collected: those that import others as one file, hashed and compressed."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from pejl.ui.bundling import bundle

BUNDLES = ("ui/join.css", "surfaces/phone.js", "surfaces/room.js")
Paths = dict[str, tuple[Storage, str]]


class Bundled(Storage):
    """The bundles among what is collected."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths

    def read(self, name: str) -> str:
        storage, path = self.paths[name]
        with storage.open(path) as file:
            return bytes(file.read()).decode()

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return ContentFile(bundle(name, self.read).encode())


class BundlingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Pages name a bundle as they name its first file; the files by themselves stay beside it."""

    def post_process(self, paths: Paths, *args: Any, **options: Any) -> Iterator[Any]:
        bundled: Paths = {name: (Bundled(paths), name) for name in BUNDLES if name in paths}
        yield from super().post_process(paths | bundled, *args, **options)
