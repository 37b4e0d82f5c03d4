"""The C library: where it is, and the calls of superbill.h that are used here. bindings/signatures.py compares them
with the header."""
import ctypes
import ctypes.util
import os
from ctypes import POINTER, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from pathlib import Path

ABI = 0

i32, u32, i64, u64, size = c_int32, c_uint32, c_int64, c_uint64, c_size_t
text = c_char_p  # ends in NUL
data = c_char_p  # goes with a length
handle = c_void_p
out = POINTER(c_void_p)
out_text = POINTER(c_void_p)  # to bytes of the library
out_size = POINTER(c_size_t)

FUNCTIONS = {
    "sbill_version": (text,),
    "sbill_abi_version": (u32,),
    "sbill_error_status": (i32, handle),
    "sbill_error_message": (text, handle),
    "sbill_error_source": (text, handle),
    "sbill_error_line": (u32, handle),
    "sbill_error_column": (u32, handle),
    "sbill_error_free": (None, handle),
    "sbill_options_new": (i32, out, out),
    "sbill_options_set": (i32, handle, text, text, out),
    "sbill_options_free": (None, handle),
    "sbill_report_text": (c_void_p, handle, out_size),
    "sbill_report_free": (None, handle),
    "sbill_book_open": (i32, text, handle, out, out),
    "sbill_book_stack": (i32, out, size, handle, out, out),
    "sbill_book_free": (None, handle),
    "sbill_book_warm": (i32, handle, out),
    "sbill_book_verify": (i32, handle, out),
    "sbill_book_info": (i32, handle, out, out),
    "sbill_system_from_name": (i32, text),
    "sbill_code_json": (i32, handle, i32, data, size, i32, out, out),
    "sbill_code_search": (i32, handle, i32, data, size, i32, POINTER(c_int64), size, out_size, out),
    "sbill_code_print": (size, handle, i64, c_void_p, size),
    "sbill_code_title": (c_void_p, handle, i64, out_size),
    "sbill_encounter_new": (i32, handle, handle, out, out),
    "sbill_encounter_free": (None, handle),
    "sbill_encounter_read": (i32, handle, data, size, out),
    "sbill_encounter_run": (i32, handle, out),
    "sbill_encounter_outcome": (i32, handle),
    "sbill_encounter_result": (i32, handle, out_text, out_size, out),
    "sbill_encounter_record": (i32, handle, out_text, out_size, out),
    "sbill_run_json": (i32, handle, data, size, out_text, out_size, out),
    "sbill_reader_new": (i32, text, handle, out, out),
    "sbill_reader_give": (i32, handle, text, text, data, size, out),
    "sbill_reader_feed": (i32, handle, data, size, out),
    "sbill_reader_close": (i32, handle),
    "sbill_reader_free": (None, handle),
    "sbill_run_next": (i32, handle, handle, out_text, out_size, out),
    "sbill_count": (size, handle, i32),
    "sbill_number": (i64, handle, i32, size, i32),
    "sbill_text": (c_void_p, handle, i32, size, i32, out_size),
    "sbill_decide": (i32, handle, i32, size, text, text, text, text, out),
    "sbill_file_new": (i32, text, handle, out, out),
    "sbill_file_add": (i32, handle, handle, size, out),
    "sbill_file_finish": (i32, handle, out_text, out_size, out),
    "sbill_file_free": (None, handle),
}

# Numbers of superbill.h.
OK, END, MORE = 0, 1, 2
NOMEM, EINVAL, EINPUT, EIO, EBOOK, ELIMIT, EREFUSED = -1, -2, -3, -4, -5, -6, -7
NONE32 = -(1 << 31)
ITEM_DIAGNOSIS, ITEM_LINE, ITEM_CLAIM = 1, 2, 8
F_STATUS, F_STOPS = 5, 37


def find():
    """$SUPERBILL_LIBRARY, else the one in this package, else the machine's."""
    given = os.environ.get("SUPERBILL_LIBRARY")
    if given:
        return given
    bundled = Path(__file__).with_name("libsuperbill.so")
    return str(bundled) if bundled.is_file() else ctypes.util.find_library("superbill") or "libsuperbill.so.0"


def load():
    try:
        library = ctypes.CDLL(find())
    except OSError as e:
        raise ImportError(f"the superbill library cannot be loaded: {e}; SUPERBILL_LIBRARY may say where it is") from None
    for name, (result, *arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    if library.sbill_abi_version() != ABI:
        raise ImportError(f"this package speaks ABI {ABI} of the superbill library, not {library.sbill_abi_version()}")
    return library


lib = load()
