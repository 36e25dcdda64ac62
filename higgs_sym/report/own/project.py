"""Files of claims and folders of them as one project; "claims.toml:stirling" is one claim of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from higgs_sym.errors import HiggsSymError, UnknownIdError
from higgs_sym.judging.claimfile import ClaimFileError, Entry, entry_of, read
from higgs_sym.registry import kind_of
from higgs_sym.report import bibliography
from higgs_sym.report.model import slug

ENDING = ".toml"


@dataclass(frozen=True)
class Located:
    """A claim and where it stands."""

    entry: Entry
    path: Path
    source: str = ""  # as it is to be printed; the place only, if `key` is given
    key: str = ""  # of the bibliography
    again: str = ""  # the command that gives the verdict again, if it stands in no file

    @property
    def address(self) -> str:
        """How a command line names it."""
        return f"{self.path}:{self.entry.id}"


@dataclass(frozen=True)
class Project:
    """Claims in the order of their files, and what they cite."""

    title: str
    claims: tuple[Located, ...]
    references: Mapping[str, bibliography.Entry] = field(default_factory=dict)  # in order of first use

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The claims without their places."""
        return tuple(each.entry for each in self.claims)

    def number(self, key: str) -> int:
        """Number of a source in the list of references, from 1."""
        return list(self.references).index(key) + 1


def is_own(text: str) -> bool:
    """Whether a word of a command line names claims of somebody's own: a file, a claim in it, or a folder."""
    return text.endswith(ENDING) or f"{ENDING}:" in text or (Path(text).is_dir() and not kind_of(text))


def load(words: Sequence[str]) -> Project:
    """The claims that these words of a command line name.

    ClaimFileError names file, claim and key of what is wrong; an id that stands twice, or is registered, is refused.
    """
    found: dict[str, Located] = {}
    known: dict[str, bibliography.Entry] = {}
    titles: list[str] = []
    slugs: dict[str, str] = {}  # what anchors and files of plots are called
    for word in words:
        path, wanted = _divided(word)
        for file in _files(path):
            content = read(file)
            library = _library(file, content.bibliography)
            known |= library
            titles += [content.title] if content.title else []
            for entry in _chosen(file, content.entries, wanted):
                if entry.id in found or kind_of(entry.id) in ("claim", "statement"):
                    raise ClaimFileError(f"{file}: claim {entry.id!r}: id: already used elsewhere")
                if (twin := slugs.get(slug(entry.id))) is not None:
                    raise ClaimFileError(f"{file}: claim {entry.id!r}: id: differs from {twin!r} in punctuation only")
                slugs[slug(entry.id)] = entry.id
                found[entry.id] = _located(entry, file, library)
    used = dict.fromkeys(each.key for each in found.values() if each.key)
    title = titles[0] if len(set(titles)) == 1 else "Claims" if titles else _named(words)
    return Project(title, tuple(found.values()), {key: known[key] for key in used})


def of_one(row: Mapping[str, Any], again: str) -> Project:
    """A claim that stands in no file but on a command line, with the command."""
    entry = entry_of({"id": "claim", "title": "Claim", **row})
    return Project("Claim", (Located(entry, Path(), again=again),))


def _divided(word: str) -> tuple[Path, str]:
    path, sign, identifier = word.partition(f"{ENDING}:")
    return (Path(path + ENDING), identifier) if sign else (Path(word), "")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(each for each in path.rglob(f"*{ENDING}") if _holds_claims(each))
    if not files:
        raise ClaimFileError(f"{path}: holds no file of claims (*{ENDING} with [[claim]])")
    return files


def _holds_claims(path: Path) -> bool:
    """A folder may hold other TOML files: a project's configuration, a survey."""
    hidden = any(part.startswith(".") and len(part) > 1 for part in path.parts)
    return not hidden and "[[claim]]" in path.read_text(encoding="utf-8", errors="replace")


def _chosen(path: Path, entries: tuple[Entry, ...], wanted: str) -> tuple[Entry, ...]:
    if not wanted:
        return entries
    chosen = tuple(entry for entry in entries if entry.id == wanted)
    if not chosen:
        import difflib

        near = difflib.get_close_matches(wanted, [entry.id for entry in entries], n=3, cutoff=0.5)
        raise UnknownIdError(f"claim of {path}", wanted, tuple(near))
    return chosen


def _library(path: Path, name: str) -> dict[str, bibliography.Entry]:
    """The BibTeX file that a claim file names, or the only one beside it."""
    beside = sorted(path.parent.glob("*.bib"))
    if not name and len(beside) != 1:
        return {}
    file = path.parent / name if name else beside[0]
    try:
        return bibliography.parse(file.read_text(encoding="utf-8"), str(file))
    except OSError as error:
        raise ClaimFileError(f"{path}: bibliography: {file}: {error.strerror or error}") from error


def _located(entry: Entry, path: Path, library: Mapping[str, bibliography.Entry]) -> Located:
    if not entry.source.startswith("@"):
        return Located(entry, path, entry.source)
    key, _, place = entry.source[1:].partition(",")
    if key.strip() not in library:
        listed = f"; there are {', '.join(sorted(library))}" if library else "; no BibTeX file lies beside the claims"
        raise ClaimFileError(f"{path}: claim {entry.id!r}: source: no entry @{key.strip()} in the bibliography{listed}")
    return Located(entry, path, place.strip(), key.strip())


def _named(words: Sequence[str]) -> str:
    if not words:
        raise HiggsSymError("no file of claims is given")
    return _divided(words[0])[0].stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Claims"
