"""superbill: records of visits in, codes with evidence, findings and claims out.

The library suggests and a person decides; this package passes bytes to it and back. What records and results hold:
docs/record.md of the project.

    import superbill

    with superbill.Book("us-starter.sbk") as book:
        result = book.run({"id": "1", ...})
        for finding in result["findings"]:
            print(finding["number"], finding["words"])
"""
from __future__ import annotations

import ctypes
import datetime
import json
import threading
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple, Union

from . import _native as n
from ._native import lib as _lib
from ._results import Code, Result

__all__ = ["Book", "Encounter", "ClaimFile", "Error", "Found", "Result", "Code", "version"]
__version__ = _lib.sbill_version().decode()

_STATUS = {n.NOMEM: "no-memory", n.EINVAL: "wrong-call", n.EINPUT: "unreadable", n.EIO: "file", n.EBOOK: "book",
           n.ELIMIT: "limit", n.EREFUSED: "refused"}
_PIECE = 1 << 16

Date = Union[str, datetime.date, None]


def version() -> str:
    """The version of the C library."""
    return __version__


class Error(Exception):
    """A call that could not be done. What is wrong with a record is no error but a finding in its result.

    code: "unreadable", "file", "book", "limit", "refused", "wrong-call", "no-memory"; source, line, column: the place
    in a file, "" and 0 if there is none. No text of it holds a patient's data.
    """

    def __init__(self, status: int, message: str = "", source: str = "", line: int = 0, column: int = 0):
        self.status, self.code = status, _STATUS.get(status, "unknown")
        self.message, self.source, self.line, self.column = message or self.code, source, line, column
        place = ":".join(str(p) for p in (source, line, column) if p)
        super().__init__(f"{place}: {self.message}" if place else self.message)


class Found(NamedTuple):
    """A code that a search found."""
    code: str
    title: str


def _taken(err: ctypes.c_void_p, status: int) -> Error:
    if not err:
        return Error(status)
    try:
        return Error(status, _lib.sbill_error_message(err).decode(), _lib.sbill_error_source(err).decode(),
                     _lib.sbill_error_line(err), _lib.sbill_error_column(err))
    finally:
        _lib.sbill_error_free(err)


def _call(function, *words) -> int:
    """Calls with an error at the end; what is negative is raised."""
    err = ctypes.c_void_p()
    status = function(*words, ctypes.byref(err))
    if status < 0:
        raise _taken(err, status)
    return status


def _made(function, *words) -> ctypes.c_void_p:
    out = ctypes.c_void_p()
    _call(function, *words, ctypes.byref(out))
    return out


def _bytes(function, *words) -> bytes:
    at, length = ctypes.c_void_p(), ctypes.c_size_t()
    _call(function, *words, ctypes.byref(at), ctypes.byref(length))
    return ctypes.string_at(at, length.value)


def _report(report: ctypes.c_void_p) -> bytes:
    try:
        length = ctypes.c_size_t()
        at = _lib.sbill_report_text(report, ctypes.byref(length))
        return ctypes.string_at(at, length.value)
    finally:
        _lib.sbill_report_free(report)


def _day(on: Date) -> int:
    if on is None:
        return n.NONE32
    if isinstance(on, str):
        on = datetime.date.fromisoformat(on)
    return on.toordinal() - datetime.date(1970, 1, 1).toordinal()


def _system(name: str | None) -> int:
    number = _lib.sbill_system_from_name(name.encode()) if name else 0
    if name and not number:
        raise Error(n.EINVAL, f"no such code system: {name}")
    return number


def _record(record: dict | str | bytes) -> bytes:
    if isinstance(record, (bytes, bytearray, memoryview)):
        return bytes(record)
    return record.encode() if isinstance(record, str) else json.dumps(record, ensure_ascii=False).encode()


class _Handle:
    """Something of the library's, freed at the end of `with`, by close(), or with the last reference."""

    _free = None
    _at: ctypes.c_void_p | None = None

    def close(self) -> None:
        at, self._at = self._at, None
        if at:
            type(self)._free(at)

    @property
    def _open(self) -> ctypes.c_void_p:
        if not self._at:
            raise Error(n.EINVAL, f"this {type(self).__name__} is closed")
        return self._at

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if _lib is not None:
            self.close()


class _Options(_Handle):
    _free = staticmethod(_lib.sbill_options_free)

    def __init__(self, options: dict[str, Any]):
        self._at = _made(_lib.sbill_options_new)
        for name, value in options.items():
            value = ("0", "1")[value] if isinstance(value, bool) else str(value)
            # as_of is as-of, severity_2103 severity.2103, x12_sender_id x12.sender-id; names of the header work too.
            for family in ("severity_", "system_", "x12_"):
                if name.startswith(family):
                    name = name.replace("_", ".", 1)
            _call(_lib.sbill_options_set, self._at, name.replace("_", "-").encode(), value.encode())


class Book(_Handle):
    """Code sets, rules, payers and fees. It never changes; any number of threads may share it.

    paths: one book, or several of which later ones are asked first. options: those of superbill.h for books.
    """

    _free = staticmethod(_lib.sbill_book_free)

    def __init__(self, *paths: str, **options: Any):
        if not paths:
            raise Error(n.EINVAL, "name the file of a book")
        self._own = threading.local()
        with _Options(options) as o:
            layers = []
            try:
                for path in paths:
                    layers.append(_made(_lib.sbill_book_open, str(path).encode(), o._at))
                if len(layers) == 1:
                    self._at = layers.pop()
                else:
                    array = (ctypes.c_void_p * len(layers))(*(layer.value for layer in layers))
                    self._at = _made(_lib.sbill_book_stack, array, len(layers), o._at)
            finally:
                for layer in layers:
                    _lib.sbill_book_free(layer)

    def info(self) -> dict:
        """What is in it: inputs, releases, counts."""
        return json.loads(_report(_made(_lib.sbill_book_info, self._open)))

    def verify(self) -> None:
        """Reads every byte; Error names the first damaged part."""
        _call(_lib.sbill_book_verify, self._open)

    def warm(self) -> None:
        """Compiles every pattern now instead of at its first hit."""
        _call(_lib.sbill_book_warm, self._open)

    def code(self, code: str, system: str = "icd10cm", on: Date = None) -> Code:
        """All that is known of a code on a date of service; None stands for the newest release."""
        word = code.encode()
        return json.loads(_report(_made(_lib.sbill_code_json, self._open, _system(system), word, len(word), _day(on))))

    def search(self, words: str, system: str | None = None, on: Date = None, most: int = 10) -> list[Found]:
        """Codes whose title or inclusion terms hold all the words or their beginnings, best first."""
        typed, refs, count = words.encode(), (ctypes.c_int64 * most)(), ctypes.c_size_t()
        _call(_lib.sbill_code_search, self._open, _system(system), typed, len(typed), _day(on), refs, most,
              ctypes.byref(count))
        return [self._found(refs[i]) for i in range(min(count.value, most))]

    def _found(self, ref: int) -> Found:
        room, length = ctypes.create_string_buffer(32), ctypes.c_size_t()
        _lib.sbill_code_print(self._open, ref, room, 32)
        at = _lib.sbill_code_title(self._open, ref, ctypes.byref(length))
        return Found(room.value.decode(), ctypes.string_at(at, length.value).decode())

    def encounter(self, **options: Any) -> Encounter:
        """Room for one record after the other: one for each thread."""
        return Encounter(self, **options)

    def _encounter(self) -> Encounter:
        own = getattr(self._own, "encounter", None)
        if own is None or not own._at:
            own = self._own.encounter = Encounter(self)
        return own

    def run(self, record: dict | str | bytes) -> Result:
        """One record through all stages."""
        return json.loads(self.run_json(record))

    def run_json(self, record: dict | str | bytes) -> bytes:
        """The same, and the result as the library's own line of JSON."""
        self._open
        return self._encounter().run_json(record)

    def run_ndjson(self, records: bytes) -> bytes:
        """Records one a line in, results one a line out; one line for each, also for what cannot be read."""
        self._open
        return b"".join(line + b"\n" for line in self._encounter().lines([records], "ndjson"))


class Encounter(_Handle):
    """A record on its way. One thread at a time; reused from record to record. Options as in superbill.h, with _ for -:
    as_of="2025-11-01", offset_unit="codepoints", strict=True, severity_2103="warning"."""

    _free = staticmethod(_lib.sbill_encounter_free)

    def __init__(self, book: Book, **options: Any):
        options.setdefault("offset_unit", "codepoints")  # what str counts in
        self._options = _Options(options)
        self._at = _made(_lib.sbill_encounter_new, book._open, self._options._at)

    def run(self, record: dict | str | bytes) -> Result:
        """One record through all stages. A record that cannot be read has the outcome "unreadable"."""
        return json.loads(self.run_json(record))

    def run_json(self, record: dict | str | bytes) -> bytes:
        given, at, length, err = _record(record), ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_void_p()
        status = _lib.sbill_run_json(self._open, given, len(given), ctypes.byref(at), ctypes.byref(length),
                                     ctypes.byref(err))
        return self._line(status, at, length, err)

    def read(self, source: BinaryIO | Iterable[bytes], format: str = "auto", map: bytes | None = None,
             defaults: bytes | None = None) -> Iterator[Result]:
        """Results of a file in any format that is read ("ndjson", "json", "csv", "x12"), as they come."""
        return (json.loads(line) for line in self.lines(source, format, map, defaults))

    def lines(self, source: BinaryIO | Iterable[bytes], format: str = "auto", map: bytes | None = None,
              defaults: bytes | None = None) -> Iterator[bytes]:
        """The same as lines of JSON. While a line is at hand the encounter holds its record."""
        pieces = iter(lambda: source.read(_PIECE), b"") if hasattr(source, "read") else iter(source)
        reader = _Reader(format, self._options)
        with reader:
            for what, given in (("map", map), ("defaults", defaults)):
                if given is not None:
                    reader.give(what, given)
            for piece in pieces:
                for i in range(0, len(piece), _PIECE):
                    reader.feed(bytes(piece[i:i + _PIECE]))
                    yield from self._ready(reader)
            reader.end()
            yield from self._ready(reader)

    def _ready(self, reader: _Reader) -> Iterator[bytes]:
        while True:
            at, length, err = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_void_p()
            status = _lib.sbill_run_next(reader._open, self._open, ctypes.byref(at), ctypes.byref(length),
                                         ctypes.byref(err))
            if status in (n.MORE, n.END):
                return
            yield self._line(status, at, length, err)

    @staticmethod
    def _line(status, at, length, err) -> bytes:
        """A record that cannot be read has its line too."""
        if status < 0 and not (at and status in (n.EINPUT, n.ELIMIT)):
            raise _taken(err, status)
        if err:
            _lib.sbill_error_free(err)
        return ctypes.string_at(at, length.value)

    def again(self) -> Result:
        """Runs the stages once more, after decisions."""
        _call(_lib.sbill_encounter_run, self._open)
        return json.loads(self.result_json())

    def result_json(self) -> bytes:
        return _bytes(_lib.sbill_encounter_result, self._open)

    def record(self) -> dict:
        """The record with suggestions and decisions in it."""
        return json.loads(_bytes(_lib.sbill_encounter_record, self._open))

    def decide(self, kind: str, index: int, decision: str, by: str, at: str, reason: str = "") -> None:
        """Confirms or rejects a suggestion. kind: "diagnosis" or "line"; decision: "confirmed" or "rejected"; at: an ISO
        date or date and time. again() follows."""
        kinds = {"diagnosis": n.ITEM_DIAGNOSIS, "line": n.ITEM_LINE}
        if kind not in kinds:
            raise Error(n.EINVAL, f"not a kind of suggestion: {kind}")
        _call(_lib.sbill_decide, self._open, kinds[kind], index, decision.encode(), by.encode(), at.encode(),
              reason.encode())

    def claim_count(self) -> int:
        return _lib.sbill_count(self._open, n.ITEM_CLAIM)

    def is_stopped(self, claim: int) -> bool:
        """Does a finding stop it?"""
        return _lib.sbill_number(self._open, n.ITEM_CLAIM, claim, n.F_STOPS) == 1


class _Reader(_Handle):
    _free = staticmethod(_lib.sbill_reader_free)

    def __init__(self, format: str, options: _Options):
        self._at = _made(_lib.sbill_reader_new, format.encode(), options._at)

    def give(self, what: str, given: bytes) -> None:
        _call(_lib.sbill_reader_give, self._open, what.encode(), what.encode(), given, len(given))

    def feed(self, piece: bytes) -> None:
        _call(_lib.sbill_reader_feed, self._open, piece, len(piece))

    def end(self) -> None:
        status = _lib.sbill_reader_close(self._open)
        if status < 0:
            raise Error(status)


class ClaimFile(_Handle):
    """One claim file: "fhir-xml", "x12-837p", "x12-837d", "cms1500-text" ... It may hold many claims."""

    _free = staticmethod(_lib.sbill_file_free)

    def __init__(self, format: str, **options: Any):
        with _Options(options) as o:
            self._at = _made(_lib.sbill_file_new, format.encode(), o._at)

    def add(self, encounter: Encounter, claim: int = 0) -> None:
        """Error "refused" for a claim that a finding stops, or a draft in a format that cannot say draft."""
        _call(_lib.sbill_file_add, self._open, encounter._open, claim)

    def finish(self) -> bytes:
        return _bytes(_lib.sbill_file_finish, self._open)
