package org.superbill;

import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;

/**
 * The calls of superbill.h that are used here; bindings/signatures.py compares them with the header. Text is bytes of
 * UTF-8, with a length or ending in NUL: never a String.
 */
interface Native extends Library {
    int ABI = 0;
    int END = 1;
    int MORE = 2;
    int EINVAL = -2;
    int EINPUT = -3;
    int ELIMIT = -6;
    int EREFUSED = -7;
    int NONE32 = Integer.MIN_VALUE;
    int ITEM_CLAIM = 8;

    /** size_t. */
    final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1L;

        public SizeT() {
            this(0);
        }

        SizeT(long value) {
            super(com.sun.jna.Native.SIZE_T_SIZE, value, true);
        }
    }

    /** size_t *. */
    final class SizeTByReference extends ByReference {
        public SizeTByReference() {
            super(com.sun.jna.Native.SIZE_T_SIZE);
        }

        int get() {
            long n = com.sun.jna.Native.SIZE_T_SIZE == 8 ? getPointer().getLong(0) : getPointer().getInt(0);
            return Math.toIntExact(n);
        }
    }

    /** Ends in NUL, as the calls without a length want it. */
    static byte[] z(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    Pointer sbill_version();

    int sbill_abi_version();

    int sbill_error_status(Pointer e);

    Pointer sbill_error_message(Pointer e);

    Pointer sbill_error_source(Pointer e);

    int sbill_error_line(Pointer e);

    int sbill_error_column(Pointer e);

    void sbill_error_free(Pointer e);

    int sbill_options_new(PointerByReference out, PointerByReference err);

    int sbill_options_set(Pointer o, byte[] name, byte[] value, PointerByReference err);

    void sbill_options_free(Pointer o);

    Pointer sbill_report_text(Pointer r, SizeTByReference len);

    void sbill_report_free(Pointer r);

    int sbill_book_open(byte[] path, Pointer o, PointerByReference out, PointerByReference err);

    int sbill_book_stack(Pointer[] layers, SizeT n, Pointer o, PointerByReference out, PointerByReference err);

    void sbill_book_free(Pointer b);

    int sbill_book_verify(Pointer b, PointerByReference err);

    int sbill_book_info(Pointer b, PointerByReference out, PointerByReference err);

    int sbill_system_from_name(byte[] name);

    int sbill_code_json(Pointer b, int system, byte[] code, SizeT len, int on, PointerByReference out, PointerByReference err);

    int sbill_code_search(Pointer b, int system, byte[] words, SizeT len, int on, long[] refs, SizeT max, SizeTByReference count, PointerByReference err);

    SizeT sbill_code_print(Pointer b, long ref, byte[] buf, SizeT cap);

    Pointer sbill_code_title(Pointer b, long ref, SizeTByReference len);

    int sbill_encounter_new(Pointer b, Pointer o, PointerByReference out, PointerByReference err);

    void sbill_encounter_free(Pointer e);

    int sbill_encounter_run(Pointer e, PointerByReference err);

    int sbill_encounter_result(Pointer e, PointerByReference json, SizeTByReference len, PointerByReference err);

    int sbill_encounter_record(Pointer e, PointerByReference json, SizeTByReference len, PointerByReference err);

    int sbill_run_json(Pointer e, byte[] json, SizeT len, PointerByReference result, SizeTByReference result_len, PointerByReference err);

    int sbill_reader_new(byte[] format, Pointer o, PointerByReference out, PointerByReference err);

    int sbill_reader_give(Pointer r, byte[] what, byte[] name, byte[] bytes, SizeT len, PointerByReference err);

    int sbill_reader_feed(Pointer r, byte[] bytes, SizeT len, PointerByReference err);

    int sbill_reader_close(Pointer r);

    void sbill_reader_free(Pointer r);

    int sbill_run_next(Pointer r, Pointer e, PointerByReference result, SizeTByReference result_len, PointerByReference err);

    SizeT sbill_count(Pointer e, int item);

    int sbill_decide(Pointer e, int item, SizeT index, byte[] decision, byte[] by, byte[] at, byte[] reason, PointerByReference err);

    int sbill_file_new(byte[] format, Pointer o, PointerByReference out, PointerByReference err);

    int sbill_file_add(Pointer f, Pointer e, SizeT claim, PointerByReference err);

    int sbill_file_finish(Pointer f, PointerByReference bytes, SizeTByReference len, PointerByReference err);

    void sbill_file_free(Pointer f);
}
